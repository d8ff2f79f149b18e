package interlock.report;

import interlock.derivation.Gap;
import interlock.derivation.Gap.Outside;
import interlock.derivation.Gap.Wanted;
import interlock.derivation.Premise;
import interlock.derivation.Shortfall;
import interlock.derive.Derivers;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what a clause lacks in words. */
final class GapWords {
    private static final Pattern PATH = Pattern.compile("[a-z]\\w*(?:\\.\\w+)*");
    private static final Pattern RELATION =
            Pattern.compile("(percentage|ratio|apart)\\(\\s*([^(),]+),\\s*([^(),]+)\\)");
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]+");
    /** A number from here on that is asked for is taken to be money. */
    private static final BigDecimal LARGE = BigDecimal.valueOf(100_000);

    private static final Set<String> GIVENS =
            Set.of("Parameter", "Clock", "Age", "Behind", "Claim", "Evidence", "Ended");

    private static final int NAMED = 6;

    private final Narrator narrator;
    private final ParameterSet parameters;
    private final ClauseWords clauses;
    private final LocalDate asOf;

    GapWords(Narrator narrator, ParameterSet parameters, ClauseWords clauses, LocalDate asOf) {
        this.clauses = clauses;
        this.narrator = narrator;
        this.parameters = parameters;
        this.asOf = asOf;
    }

    /** All of a gap in a sentence or two. */
    String says(Gap gap) {
        Object item = gap.item();
        String shortfalls = gap.shortfalls().stream().map(this::says).collect(Collectors.joining("; "));
        return Wording.sentence(
                switch (gap.sort()) {
                    case OTHERWISE ->
                        item == null || item instanceof Derived.Parameter
                                ? shortfalls
                                : stripped(item(item)) + ", but " + shortfalls;
                    case MISSING -> missing(gap);
                    case IN_THE_WAY -> "in the way: " + items(gap.items());
                    case TOTAL -> shortfalls + "; added up: " + items(gap.items());
                    case PARAMETER -> parameter(gap.wanted().get(0).text());
                    case OUTSIDE ->
                        "on file, and it would do: "
                                + gap.outside().stream().map(this::says).collect(Collectors.joining("; "));
                    case UNTOLD -> "too many facts of the kind " + gap.kind() + " to look at each; name more parties";
                });
    }

    String item(Object item) {
        return narrator.premise(new Premise(Premise.How.MATCHED, item));
    }

    /** A list of things, of which only so many are named. */
    private String items(List<Object> items) {
        String named = items.stream().limit(NAMED).map(i -> stripped(item(i))).collect(Collectors.joining("; "));
        return items.size() <= NAMED ? named : named + "; and " + (items.size() - NAMED) + " more";
    }

    /** What would have to be there: the sentence of its kind, filled in as far as it is known, and what else is asked. */
    private String missing(Gap gap) {
        Map<String, String> places = new TreeMap<>();
        List<String> rest = new ArrayList<>();
        for (Wanted w : gap.wanted()) {
            String field = w.field();
            Optional<String> value = value(w);
            if (field != null && w.text().matches("(?s).*[!=]=\\s*null\\s*")) {
                rest.add("the " + Wording.kind(field.replace(".", " "))
                        + ("!=".equals(w.operator()) ? " is known" : " is not known"));
            } else if (w.text().startsWith("precedes(")) {
                rest.add("it is not one of those matched before");
            } else if (field == null) {
                rest.add("“" + w.text().replace("$", "") + "” holds");
            } else if (!"==".equals(w.operator())
                    || value.isEmpty()
                    || places.putIfAbsent(field, value.get()) != null) {
                rest.add(asked(w, value.orElse("something else that is matched")));
            }
        }
        if (gap.kind().equals("Behind") && places.containsKey("party") && places.containsKey("principal")) {
            return places.get("principal") + " does not stand behind " + places.get("party") + nearest(gap);
        }
        // Only what has no day has no age.
        if (gap.kind().equals("Age") && places.containsKey("fact")) {
            return "nobody tells from when " + places.get("fact") + " is, so how old it is is not known";
        }
        boolean derived = Arrays.stream(Derived.class.getPermittedSubclasses())
                .anyMatch(c -> c.getSimpleName().equals(gap.kind()));
        String head = !derived
                ? "no fact says this: "
                : GIVENS.contains(gap.kind()) || Derivers.KINDS.contains(gap.kind())
                        ? "it is not so: "
                        : "nothing leads to this: ";
        return head
                + clauses.sentence(gap.kind(), places).replaceFirst(":$", "")
                + (rest.isEmpty() ? "" : ", where " + Wording.listed(rest));
    }

    private String nearest(Gap gap) {
        return gap.matched().stream()
                .filter(Fact.class::isInstance)
                .reduce((first, second) -> second)
                .map(f -> ", as it would have to for this: " + stripped(item(f)))
                .orElse("");
    }

    private static String asked(Wanted w, String value) {
        return "the " + Wording.kind(String.valueOf(w.field()).replace(".", " "))
                + switch (String.valueOf(w.operator())) {
                    case "==" -> " is ";
                    case "!=" -> " is not ";
                    case ">" -> " is above ";
                    case ">=" -> " is at least ";
                    case "<" -> " is below ";
                    case "<=" -> " is at most ";
                    case "contains" -> " include ";
                    case "not contains" -> " do not include ";
                    default -> " " + w.operator() + " ";
                }
                + value;
    }

    // ---- comparisons

    /** What of something is not as needed, and by how much. */
    String says(Shortfall s) {
        String figure = s.figure();
        String operator = s.operator();
        if (figure == null || operator == null) {
            return "“" + s.text().replace("$", "") + "” does not hold";
        }
        String head = figure(figure);
        if (s.needed().isEmpty()) {
            return operator.equals("!=") && s.unknown()
                    ? head + " is not known"
                    : operator.equals("==") && s.value() != null
                            ? head + " is known: " + value(s.value(), s.measure())
                            : head + " is held against something that is not known";
        }
        String needs = needs(operator, s);
        String is = s.value() == null ? " is not known" : is(operator) + value(s.value(), s.measure());
        return head + is + ", and " + needs + " is needed" + by(s) + against(s);
    }

    private static String is(String operator) {
        return operator.contains("contains") ? " include " : " is ";
    }

    private String needs(String operator, Shortfall s) {
        String needed =
                alternatives(s.needed().stream().map(n -> value(n, s.measure())).toList());
        return switch (operator) {
            case ">" -> "more than " + needed;
            case ">=" -> "at least " + needed;
            case "<" -> "less than " + needed;
            case "<=" -> "at most " + needed;
            case "!=" -> "anything but " + needed;
            case "not contains", "not memberOf", "not in" -> "anything without " + needed;
            default -> needed;
        };
    }

    private static String alternatives(List<String> values) {
        return values.size() < 2
                ? String.join("", values)
                : String.join(", ", values.subList(0, values.size() - 1)) + " or " + values.get(values.size() - 1);
    }

    private static String by(Shortfall s) {
        BigDecimal by = s.by();
        if (by == null
                || !(s.value() instanceof BigDecimal value)
                || !(s.needed().get(0) instanceof BigDecimal need)) {
            return "";
        }
        return by.signum() == 0
                ? ""
                : ": " + value(by, s.measure(), "") + (value.compareTo(need) < 0 ? " short" : " too much");
    }

    private String against(Shortfall s) {
        String id = s.parameter();
        if (id != null) {
            return parameters
                    .inForce(id, asOf)
                    .map(p -> " (parameter " + id + ": " + Wording.parameter(p) + ", " + p.reference() + ")")
                    .orElse(" (parameter " + id + ")");
        }
        Object because = s.because();
        return because == null || s.by() == null ? "" : " (because " + stripped(item(because)) + ")";
    }

    /** What is compared, in words. */
    private static String figure(String figure) {
        Matcher relation = RELATION.matcher(figure);
        if (relation.matches()) {
            String one = figure(relation.group(2).strip());
            String other = figure(relation.group(3).strip());
            return switch (relation.group(1)) {
                case "percentage" -> one + " as a share of " + other;
                case "ratio" -> one + " over " + other;
                default -> "the distance between " + one + " and " + other;
            };
        }
        if (!PATH.matcher(figure).matches()) {
            return figure.matches("\\$\\w+")
                    ? "“" + Wording.kind(figure.substring(1)) + "”"
                    : "“" + figure.replace("$", "") + "”";
        }
        int dot = figure.lastIndexOf('.');
        String last = figure.substring(dot + 1);
        if (dot > 0 && (last.equals("low") || last.equals("high"))) {
            String name = Wording.kind(figure.substring(0, dot));
            return "the " + (name.endsWith("share") ? name : name + " share") + " at its "
                    + (last.equals("low") ? "lower" : "upper") + " end";
        }
        return "the " + Wording.kind(figure.replace(".", " "));
    }

    private String value(@Nullable Object value, String measure) {
        return value(value, measure, named(value).orElse("unknown"));
    }

    /** A value in words, the name of a list included. */
    private Optional<String> named(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return Optional.of(truth.toString());
        }
        return value instanceof String text && NAME.matcher(text).matches()
                ? Optional.of(Wording.name(text))
                : narrator.value(value);
    }

    private static String value(@Nullable Object value, String measure, String otherwise) {
        if (!(value instanceof BigDecimal number)) {
            return otherwise;
        }
        return switch (measure) {
            case "USD" -> Wording.dollars(number);
            case "per cent" -> Wording.percent(number);
            case "" -> Wording.number(number);
            default -> Wording.number(number) + " " + measure;
        };
    }

    // ---- parameters and facts that are there on another day

    /** When a parameter is or was in force that is not on the day. */
    private String parameter(String id) {
        List<Parameter> all =
                parameters.all().stream().filter(p -> p.id().equals(id)).toList();
        String head = "the parameter " + id + " is not in force on " + Wording.date(asOf);
        return all.isEmpty()
                ? "there is no parameter " + id
                : head + ": " + all.stream().map(this::when).collect(Collectors.joining("; "));
    }

    private String when(Parameter p) {
        LocalDate from = p.effectiveFrom();
        LocalDate to = p.effectiveTo();
        String span = Optional.ofNullable(from)
                        .map(f -> " from " + Wording.date(f))
                        .orElse("")
                + Optional.ofNullable(to).map(t -> " until " + Wording.date(t)).orElse("");
        return Wording.parameter(p)
                + (span.isEmpty() ? "" : span)
                + (p.status().applies() ? "" : ", " + Wording.name(p.status()));
    }

    private String says(Outside outside) {
        LocalDate day = outside.day();
        String date = day == null ? "" : Wording.date(day);
        String other = outside.other();
        return stripped(narrator.saysOnFile(outside.fact()))
                + switch (outside.reason()) {
                    case NOT_YET_KNOWN -> " (nobody had said so before " + date + ")";
                    case NOT_YET_TRUE -> " (only from " + date + ")";
                    case NO_LONGER_TRUE -> " (only until " + date + ")";
                    case OVER -> " (so of " + date + ", and it counts no more)";
                    case EXPIRED -> " (nothing was heard of it since " + date + ", so that it counts as lapsed)";
                    case DISPUTED ->
                        other == null
                                ? " (it is contradicted)"
                                : " (contradicted by what is better graded: " + stripped(narrator.saysOnFile(other))
                                        + ")";
                };
    }

    /** A condition on something that is missing, with its value in words. */
    Optional<String> value(Wanted wanted) {
        return Optional.ofNullable(wanted.value())
                .map(v -> v instanceof List<?> several
                        ? alternatives(several.stream()
                                .map(o -> named(o).orElse(String.valueOf(o)))
                                .toList())
                        : v instanceof BigDecimal number
                                ? value(number, number.abs().compareTo(LARGE) >= 0 ? "USD" : "", "")
                                : named(v).orElse(v.toString()));
    }

    private static String stripped(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
