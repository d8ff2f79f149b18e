package interlock.scenario;

import interlock.fact.Assertion;
import interlock.fact.Evidence;
import interlock.fact.FactBase;
import interlock.fact.Source;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How likely it is that a fact is true as reported. The credibility digit of a claim gives an interval, the letter of its
 * source discounts it: [a·l, 1 − a·(1 − u)]. Independent origins raise the lower bound to 1 − Π(1 − l); several sources
 * with one origin count as the best of them. The numbers are the parameters {@code likelihood.credibility.N} and
 * {@code likelihood.source.X}.
 */
public final class Credibility {
    private static final String DIGIT = "likelihood.credibility.";
    private static final String LETTER = "likelihood.source.";

    private final FactBase facts;
    private final ParameterSet parameters;
    private final LocalDate asOf;

    /** @param asOf the day whose parameters count */
    public Credibility(FactBase facts, ParameterSet parameters, LocalDate asOf) {
        this.facts = facts;
        this.parameters = parameters;
        this.asOf = asOf;
    }

    /** Of one claim by one source; {@link Interval#UNKNOWN} if a parameter is not in force. */
    public Interval of(Evidence evidence) {
        Source source = facts.sources().get(evidence.source());
        return source == null ? Interval.UNKNOWN : of(source.letter(), evidence.credibility());
    }

    /** Of a claim with that digit by a source with that letter; {@link Interval#UNKNOWN} if a parameter is not in force. */
    public Interval of(char source, int credibility) {
        Optional<Parameter> digit = parameters.inForce(digit(credibility), asOf);
        Optional<Parameter> letter = parameters.inForce(letter(source), asOf);
        BigDecimal low = digit.map(d -> d.interval().low()).orElse(null);
        BigDecimal high = digit.map(d -> d.interval().high()).orElse(null);
        BigDecimal discount = letter.map(Parameter::value).orElse(null);
        if (low == null || high == null || discount == null) {
            return Interval.UNKNOWN;
        }
        return new Interval(
                discount.multiply(low), BigDecimal.ONE.subtract(discount.multiply(BigDecimal.ONE.subtract(high))));
    }

    /** The ids of the parameters for a letter and a digit that are not in force. */
    public List<String> lacking(char source, int credibility) {
        return Stream.of(digit(credibility), letter(source))
                .filter(id -> parameters.inForce(id, asOf).isEmpty())
                .toList();
    }

    private static String digit(int credibility) {
        return DIGIT + credibility;
    }

    private static String letter(char source) {
        return LETTER + Character.toString(source).toLowerCase(Locale.ROOT);
    }

    /** Of an assertion by all its sources. One that needs no evidence (a party) is certain. */
    public Interval of(Assertion assertion) {
        if (assertion.evidence().isEmpty()) {
            return Interval.CERTAIN;
        }
        Map<String, Interval> byOrigin = new TreeMap<>();
        for (Evidence e : assertion.evidence()) {
            byOrigin.merge(e.firstSaidBy(), of(e), (one, other) -> one.low().compareTo(other.low()) >= 0 ? one : other);
        }
        BigDecimal allWrong = BigDecimal.ONE;
        BigDecimal high = BigDecimal.ZERO;
        for (Interval i : byOrigin.values()) {
            allWrong = allWrong.multiply(BigDecimal.ONE.subtract(i.low()));
            high = high.max(i.high());
        }
        BigDecimal low = BigDecimal.ONE.subtract(allWrong);
        return new Interval(low, high.max(low));
    }

    /** The letter and digit of the best evidence, such as {@code B1}; empty if there is none. */
    public Optional<String> grade(Assertion assertion) {
        return assertion.evidence().stream()
                .max(Comparator.comparing((Evidence e) -> of(e).low())
                        .thenComparing(Evidence::source, Comparator.reverseOrder()))
                .map(e -> letter(e) + Integer.toString(e.credibility()));
    }

    private String letter(Evidence evidence) {
        Source source = facts.sources().get(evidence.source());
        return source == null ? "?" : Character.toString(source.letter());
    }
}
