package interlock.report;

import interlock.fact.Amount;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.report.RemedyReport.Because;
import interlock.report.RemedyReport.Change;
import interlock.report.RemedyReport.Together;
import interlock.report.Report.At;
import interlock.scenario.Measure;
import interlock.scenario.Remedies;
import interlock.scenario.Threshold;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts changes to facts in words. */
public final class RemedyWords {
    private static final Pattern COMPARISON =
            Pattern.compile("(?:\\$\\w+\\s*:\\s*)?(\\$?[\\w.]+)\\s*(>=|<=|>|<)\\s*(\\$\\w+)");
    private static final Map<String, String> ASKED =
            Map.of(">=", "at least ", ">", "more than ", "<=", "at most ", "<", "less than ");

    private final ParameterSet parameters;
    private final LocalDate asOf;
    private final UnaryOperator<String> fileName;

    /** @param fileName the name under which a report shows a file */
    public RemedyWords(ParameterSet parameters, LocalDate asOf, UnaryOperator<String> fileName) {
        this.parameters = parameters;
        this.asOf = asOf;
        this.fileName = fileName;
    }

    /**
     * A change in words.
     *
     * @param fact as it is on file or, if it is added, as it would be
     * @param base what holds the parties that it names
     */
    public Change change(Measure measure, Assertion fact, FactBase base, @Nullable Threshold threshold) {
        return new Change(
                measure.how().name(),
                measure.said(),
                measure.fact(),
                measure.kind(),
                measure.field(),
                measure.from(),
                measure.to(),
                measure.unit(),
                says(measure, fact, base),
                threshold == null ? null : because(measure, threshold));
    }

    /** What several figures may be together. */
    public static Together together(Remedies.Balance balance) {
        BigDecimal most = balance.most();
        return new Together(
                balance.places(),
                most,
                most == null
                        ? "other splits do as well: what one is lowered less, another has to be lowered more"
                        : "together at most $" + grouped(most)
                                + "; here each is lowered in the same proportion, and what one is lowered less, another"
                                + " has to be lowered more");
    }

    private String says(Measure m, Assertion fact, FactBase base) {
        String sentence = sentence(fact, base);
        return switch (m.how()) {
            case ADD ->
                "on file as well: " + sentence + affirmed(fact)
                        + (leastOf(m) ? ", or of any other " + words(m.field()) : "");
            case COMPLETE -> "comes about: " + sentence;
            case WAIVE -> words(m.field()) + " no longer: " + sentence;
            case LOWER, RAISE ->
                m.from() == null
                        ? words(m.field()) + ", which is unknown, told as " + target(fact, m) + ": " + sentence
                        : words(m.field()) + (m.how() == Measure.How.LOWER ? " lowered from " : " raised from ")
                                + figure(fact, m, m.from()) + " to " + target(fact, m) + ": " + sentence;
            case ALTER -> words(m.field()) + " told as " + words(told(m)) + ": " + sentence;
            case COLLAPSE -> "comes to nothing: " + sentence;
            case END -> "ends: " + sentence;
            case REMOVE -> "were it not so: " + sentence;
        };
    }

    /** What a field is to say, as the edit has it. */
    private static String told(Measure m) {
        return m.said().substring(m.said().indexOf('=') + 1).replaceAll("(?<=[A-Z])_(?=[A-Z])", " ");
    }

    /** Whether a figure is the least that it could be, so that any other will do. */
    private static boolean leastOf(Measure m) {
        BigDecimal to = m.to();
        BigDecimal unit = m.unit();
        return to != null && unit != null && to.compareTo(unit) == 0;
    }

    /** What a fact affirms beside its sentence, such as that it is exclusive. */
    private static String affirmed(Assertion fact) {
        Kind kind = Kind.of(fact.fact());
        return kind.fields().stream()
                .filter(f -> f.type() == Field.Type.TRUTH && Boolean.TRUE.equals(kind.value(fact.fact(), f.name())))
                .map(f -> ", " + words(f.name()))
                .collect(Collectors.joining());
    }

    private String sentence(Assertion fact, FactBase base) {
        String said = FactWords.of(fact, base, parameters, asOf);
        String prefix = Wording.sentence(Narrator.ASSUMED + ": ").replaceFirst("\\.$", " ");
        String bare = said.startsWith(prefix) ? said.substring(prefix.length()) : said;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static String words(@Nullable String field) {
        return String.valueOf(field).replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static String figure(Assertion fact, Measure m, @Nullable BigDecimal figure) {
        if (figure == null) {
            return "unknown";
        }
        Optional<Field> field = Kind.of(fact.fact()).field(String.valueOf(m.field()));
        Amount amount = fact.amounts().get(String.valueOf(m.field()));
        if (amount != null) {
            BigDecimal cap = amount.cap();
            BigDecimal firm = amount.firm();
            boolean capped = cap != null && (firm == null || cap.compareTo(firm) != 0);
            return (capped ? "up to " : "") + Wording.money(figure, amount.currency());
        }
        return switch (field.map(Field::type).orElse(Field.Type.NUMBER)) {
            case SHARE -> Wording.percent(figure);
            case MONEY -> Wording.dollars(figure);
            default -> Wording.number(figure);
        };
    }

    /** A figure that stands one step below or above a rounder one is told by that. */
    private static String target(Assertion fact, Measure m) {
        BigDecimal to = m.to();
        BigDecimal unit = m.unit();
        if (to == null || unit == null) {
            return "unknown";
        }
        boolean lower = m.how() == Measure.How.LOWER;
        BigDecimal next = Numbers.normalised(lower ? to.add(unit) : to.subtract(unit));
        if (next.signum() > 0 && digits(next) < digits(to)) {
            Amount amount = fact.amounts().get(String.valueOf(m.field()));
            String exact = amount != null
                    ? (amount.currency().equals("USD") ? "$" : amount.currency() + " ") + grouped(to)
                    : to.toPlainString();
            return "just " + (lower ? "under " : "over ") + figure(fact, m, next) + " (" + exact + ")";
        }
        return figure(fact, m, to);
    }

    private static int digits(BigDecimal figure) {
        return figure.stripTrailingZeros().precision();
    }

    private static String grouped(BigDecimal figure) {
        return figure.scale() > 0 ? figure.toPlainString() : Wording.number(figure);
    }

    private Because because(Measure m, Threshold t) {
        List<String> values = new ArrayList<>();
        for (String id : t.parameters()) {
            parameters.inForce(id, asOf).ifPresent(p -> values.add(value(p)));
        }
        Matcher comparison = COMPARISON.matcher(t.condition());
        String says;
        if (m.how() == Measure.How.ADD && t.condition().startsWith("not")) {
            says = "the policy is silent where there is one: `" + t.condition() + "`";
        } else if (comparison.matches() && values.size() == 1) {
            says = "the policy asks for " + ASKED.get(comparison.group(2)) + values.get(0);
        } else {
            says = "the policy asks that `" + t.condition() + "`"
                    + (values.isEmpty() ? "" : ", where " + String.join("; ", values));
        }
        return new Because(
                t.policy(),
                t.clause(),
                t.condition(),
                new At(fileName.apply(t.file()), t.line()),
                says,
                t.parameters());
    }

    private static String value(Parameter p) {
        return Wording.parameter(p) + " (" + p.id() + ", " + p.reference() + ")";
    }
}
