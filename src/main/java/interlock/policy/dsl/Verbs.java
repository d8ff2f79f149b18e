package interlock.policy.dsl;

import interlock.score.Formulas;
import interlock.score.Points;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.FlowReason;
import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.RuleContext;

/**
 * All that a policy may call. The first argument of a verb is always {@code drools}, whose class differs between the
 * two ways in which Drools builds a policy; both are a {@link RuleContext}.
 */
public final class Verbs {
    private Verbs() {}

    // ---- verbs, in `then`

    /** Raises a signal for the parties, scored. */
    public static void raise(Object drools, Points points, String... parties) {
        Recorder.of((RuleContext) drools).raise((RuleContext) drools, points, List.of(parties));
    }

    /** Concludes something that other clauses may match. */
    public static void conclude(Object drools, Derived conclusion) {
        Recorder.of((RuleContext) drools).conclude((RuleContext) drools, conclusion);
    }

    // ---- points, in `then`

    /** A score of one component; an unknown number scores 0. */
    public static Points points(String component, @Nullable Number points) {
        return Points.of(component, decimal(points));
    }

    // ---- functions, in `when` and `then`; an unknown input gives an unknown or a 0 as stated

    /** {@link Formulas#saturating}; 0 if the amount is unknown. */
    public static BigDecimal saturating(@Nullable Number amount, @Nullable Number scale) {
        return amount == null || scale == null ? BigDecimal.ZERO : Formulas.saturating(decimal(amount), decimal(scale));
    }

    /** {@link Formulas#percentage}; 0 if either is unknown. */
    public static BigDecimal percentage(@Nullable Number part, @Nullable Number whole) {
        return part == null || whole == null ? BigDecimal.ZERO : Formulas.percentage(decimal(part), decimal(whole));
    }

    /** {@link Formulas#apart}; 0 if either is unknown, since what is unknown contradicts nothing. */
    public static BigDecimal apart(@Nullable Number left, @Nullable Number right) {
        return left == null || right == null ? BigDecimal.ZERO : Formulas.apart(decimal(left), decimal(right));
    }

    /** {@link Formulas#ratio}; 0 if it cannot be told. */
    public static BigDecimal ratio(@Nullable BigDecimal numerator, @Nullable BigDecimal denominator) {
        BigDecimal ratio = Formulas.ratio(numerator, denominator);
        return ratio == null ? BigDecimal.ZERO : ratio;
    }

    /** A number times a factor; 0 if either is unknown. */
    public static BigDecimal times(@Nullable Number number, @Nullable Number factor) {
        return Numbers.normalised(decimal(number).multiply(decimal(factor)));
    }

    /** The sum of two numbers; an unknown one counts as 0. */
    public static BigDecimal plus(@Nullable Number left, @Nullable Number right) {
        return Numbers.normalised(decimal(left).add(decimal(right)));
    }

    /** The first figure, or the second where the first is unknown; null if both are. */
    public static @Nullable BigDecimal either(@Nullable BigDecimal first, @Nullable BigDecimal second) {
        return first != null ? first : second;
    }

    /** Whether flows in a circle hold both a purchase and money given for another reason. */
    public static boolean financedAndPaid(FlowReason first, FlowReason second) {
        return financedAndPaid(List.of(first, second));
    }

    /** The same of three flows. */
    public static boolean financedAndPaid(FlowReason first, FlowReason second, FlowReason third) {
        return financedAndPaid(List.of(first, second, third));
    }

    /** The same of four flows. */
    public static boolean financedAndPaid(FlowReason first, FlowReason second, FlowReason third, FlowReason fourth) {
        return financedAndPaid(List.of(first, second, third, fourth));
    }

    /** The same of five flows. */
    public static boolean financedAndPaid(
            FlowReason first, FlowReason second, FlowReason third, FlowReason fourth, FlowReason fifth) {
        return financedAndPaid(List.of(first, second, third, fourth, fifth));
    }

    private static boolean financedAndPaid(List<FlowReason> reasons) {
        return reasons.contains(FlowReason.PURCHASE) && reasons.stream().anyMatch(r -> r != FlowReason.PURCHASE);
    }

    /** The smaller of two numbers; an unknown one counts as 0. */
    public static BigDecimal smaller(@Nullable Number left, @Nullable Number right) {
        return decimal(left).min(decimal(right));
    }

    /** The larger of two numbers; an unknown one counts as 0. */
    public static BigDecimal larger(@Nullable Number left, @Nullable Number right) {
        return decimal(left).max(decimal(right));
    }

    /** Whether a number exceeds another by no more than a span. */
    public static boolean within(@Nullable Number number, @Nullable Number other, @Nullable Number span) {
        return decimal(number).subtract(decimal(other)).compareTo(decimal(span)) <= 0;
    }

    /** Whether two days lie no more than a number of days apart; false if a day is unknown. */
    public static boolean withinDays(@Nullable LocalDate left, @Nullable LocalDate right, @Nullable Number days) {
        return left != null
                && right != null
                && decimal(Math.abs(ChronoUnit.DAYS.between(left, right))).compareTo(decimal(days)) <= 0;
    }

    /** How many there are in a list. */
    public static BigDecimal size(@Nullable List<?> list) {
        return list == null ? BigDecimal.ZERO : BigDecimal.valueOf(list.size());
    }

    /** Whether an id comes before another in the alphabet, so that a pair is looked at once and not twice. */
    public static boolean precedes(@Nullable String left, @Nullable String right) {
        return left != null && right != null && left.compareTo(right) < 0;
    }

    /** The period a number of years before, where it ends in a year: FY2025 for FY2026 and 1; empty if it does not. */
    public static String earlier(@Nullable String period, int years) {
        if (period == null || !period.matches(".*[0-9]{4}")) {
            return "";
        }
        int split = period.length() - 4;
        return period.substring(0, split) + (Integer.parseInt(period.substring(split)) - years);
    }

    private static BigDecimal decimal(@Nullable Number number) {
        if (number == null) {
            return BigDecimal.ZERO;
        }
        return number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
    }
}
