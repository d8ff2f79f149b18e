package interlock.scenario;

import interlock.derivation.Gap;
import interlock.derivation.Gap.Outside;
import interlock.derivation.Gap.Reason;
import interlock.derivation.Gap.Wanted;
import interlock.derivation.Shortfall;
import interlock.fact.Edit;
import interlock.fact.EditReader;
import interlock.fact.EditReader.Option;
import interlock.fact.World;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import interlock.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The edits that may close a gap, likeliest first. Whether one does is for an evaluation to say. */
final class Closings {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private static final Set<String> PARTIES = Set.of("Company", "Person", "Fund");
    private static final Pattern QUOTIENT =
            Pattern.compile("\\s*(?:percentage|ratio)\\s*\\(\\s*([\\w$.]+)\\s*,\\s*([\\w$.]+)\\s*\\)\\s*");

    private final Map<String, Fact> facts = new TreeMap<>();
    private final LocalDate asOf;
    private final LocalDate knownAsOf;
    private final Vocabulary vocabulary;
    private final Set<String> taken;
    private final Function<Object, SortedSet<String>> under;

    /**
     * @param taken the ids of all facts on file
     * @param under the ids of the facts under a fact or conclusion
     */
    Closings(
            World world,
            LocalDate asOf,
            LocalDate knownAsOf,
            Vocabulary vocabulary,
            Set<String> taken,
            Function<Object, SortedSet<String>> under) {
        world.facts().forEach(f -> facts.put(f.id(), f));
        this.asOf = asOf;
        this.knownAsOf = knownAsOf;
        this.vocabulary = vocabulary;
        this.taken = Set.copyOf(taken);
        this.under = under;
    }

    /** The ways to close a gap, each some edits that are made together. */
    List<List<Edit>> of(Gap gap) {
        return switch (gap.sort()) {
            case OTHERWISE -> otherwise(gap);
            case TOTAL ->
                gap.shortfalls().size() == 1 ? figures(gap.shortfalls().get(0), gap.items()) : List.of();
            case IN_THE_WAY -> inTheWay(gap);
            case OUTSIDE -> outside(gap);
            case MISSING -> missing(gap);
            case PARAMETER, UNTOLD -> List.of();
        };
    }

    /** A fact that is missing, where it is told what each field must say that it needs or that is asked about. */
    private List<List<Edit>> missing(Gap gap) {
        Optional<Kind> kind = vocabulary.kind(gap.kind());
        if (kind.isEmpty() || PARTIES.contains(gap.kind())) {
            return List.of();
        }
        Map<String, List<Object>> values = new TreeMap<>();
        for (Wanted wanted : gap.wanted()) {
            Optional<Field> field = Optional.ofNullable(wanted.field()).flatMap(kind.get()::field);
            Optional<Object> value = field.flatMap(f -> said(f, wanted));
            if (value.isEmpty() || field.get().name().equals("id")) {
                return List.of();
            }
            List<Object> of = values.computeIfAbsent(field.get().name(), f -> new ArrayList<>());
            if (!of.contains(value.get())) {
                of.add(value.get());
            }
        }
        boolean definite = kind.get().fields().stream()
                .allMatch(f -> f.name().equals("id")
                        || ((!f.required() || values.containsKey(f.name()))
                                && (f.list()
                                        || values.getOrDefault(f.name(), List.of())
                                                        .size()
                                                <= 1)));
        return definite
                ? List.of(read(
                        "fact",
                        Supposition.of(kind.get(), values, taken, asOf, knownAsOf)
                                .written()))
                : List.of();
    }

    /** What a field must say for one comparison to be met, where only one answer is at hand. */
    private static Optional<Object> said(Field field, Wanted wanted) {
        Object value = wanted.value();
        String operator = wanted.operator();
        if (value == null || operator == null) {
            return Optional.empty();
        }
        if (field.list()) {
            return operator.equals("contains") ? Optional.of(value) : Optional.empty();
        }
        if (value instanceof BigDecimal threshold) {
            return target(operator, threshold, step(field)).map(t -> t);
        }
        if (operator.equals("!=")) {
            return other(field, value);
        }
        return operator.equals("==") ? Optional.of(value) : Optional.empty();
    }

    /** What a field says that must not say something, where there is only one other thing that it could say. */
    private static Optional<Object> other(Field field, Object not) {
        if (field.type() == Field.Type.TRUTH && not instanceof Boolean truth) {
            return Optional.of(!truth);
        }
        List<String> others =
                field.names().stream().filter(n -> !n.equals(not.toString())).toList();
        return field.type() == Field.Type.NAME && others.size() == 1 ? Optional.of(others.get(0)) : Optional.empty();
    }

    private static BigDecimal step(Field field) {
        return switch (field.type()) {
            case MONEY, WHOLE -> BigDecimal.ONE;
            default -> CENT;
        };
    }

    private List<List<Edit>> otherwise(Gap gap) {
        Object item = gap.item();
        if (item instanceof Fact fact
                && gap.shortfalls().size() == 1
                && gap.shortfalls().get(0).field() == null) {
            return quotient(fact, gap.shortfalls().get(0));
        }
        if (item instanceof Fact fact) {
            List<Edit> edits = new ArrayList<>();
            for (Shortfall shortfall : gap.shortfalls()) {
                Optional<Edit> edit = set(fact, shortfall);
                if (edit.isEmpty()) {
                    return List.of();
                }
                edits.add(edit.get());
            }
            return List.of(edits);
        }
        if (item instanceof Derived.Age age && gap.shortfalls().size() == 1) {
            return aged(age, gap.shortfalls().get(0));
        }
        return item != null && gap.shortfalls().size() == 1
                ? figures(gap.shortfalls().get(0), List.of(item))
                : List.of();
    }

    private List<List<Edit>> inTheWay(Gap gap) {
        return gap.items().stream()
                .flatMap(i -> under.apply(i).stream())
                .distinct()
                .filter(f -> !isParty(facts.get(f)))
                .map(f -> List.<Edit>of(new Edit.Drop(
                        f,
                        EditReader.options(List.of(new Option("drop", f)))
                                .edits()
                                .get(0)
                                .at())))
                .toList();
    }

    private static boolean isParty(@Nullable Fact fact) {
        return fact == null || fact instanceof Fact.Company || fact instanceof Fact.Person || fact instanceof Fact.Fund;
    }

    private static List<List<Edit>> outside(Gap gap) {
        List<Edit> edits = new ArrayList<>();
        for (Outside one : gap.outside()) {
            if (one.reason() == Reason.NOT_YET_KNOWN || one.reason() == Reason.DISPUTED) {
                return List.of();
            }
            edits.addAll(read("complete", one.fact()));
        }
        return List.of(edits);
    }

    // ---- one field of a fact

    private static Optional<Edit> set(Fact fact, Shortfall shortfall) {
        String path = shortfall.field();
        if (path == null || shortfall.needed().isEmpty()) {
            return Optional.empty();
        }
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        Kind kind = Kind.of(fact);
        Optional<Field> field = kind.field(name);
        if (field.isEmpty() || name.equals("id")) {
            return Optional.empty();
        }
        @Nullable Object value = kind.value(fact, name);
        return text(field.get(), dot < 0 ? "" : path.substring(dot + 1), value, shortfall)
                .flatMap(t ->
                        read("set", fact.id() + "." + name + "=" + t).stream().findFirst());
    }

    private static List<Edit> read(String verb, String words) {
        return EditReader.options(List.of(new Option(verb, words))).edits();
    }

    private static Optional<String> text(Field field, String part, @Nullable Object value, Shortfall shortfall) {
        String operator = String.valueOf(shortfall.operator());
        Object needed = shortfall.needed().get(0);
        if (field.list()) {
            return operator.equals("contains") && field.type() == Field.Type.NAME && value instanceof List<?> list
                    ? Optional.of(Stream.concat(list.stream(), Stream.of(needed))
                            .map(Object::toString)
                            .collect(Collectors.joining(", ", "[", "]")))
                    : Optional.empty();
        }
        if (needed instanceof BigDecimal threshold) {
            return number(field, part, value, operator, threshold);
        }
        if (operator.equals("!=")) {
            return other(field, needed).map(Object::toString);
        }
        boolean plain = field.type() == Field.Type.NAME || field.type() == Field.Type.TRUTH;
        return plain && operator.equals("==") ? Optional.of(needed.toString()) : Optional.empty();
    }

    private static Optional<String> number(
            Field field, String part, @Nullable Object value, String operator, BigDecimal threshold) {
        Optional<BigDecimal> target = target(operator, threshold, step(field)).map(Numbers::normalised);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal to = target.get();
        return switch (field.type()) {
            case MONEY -> Optional.of(written(to));
            case NUMBER -> Optional.of(to.toPlainString());
            case WHOLE -> Optional.of(to.setScale(0, RoundingMode.CEILING).toPlainString());
            case SHARE -> share(part, value, to);
            default -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> target(String operator, BigDecimal threshold, BigDecimal step) {
        return switch (operator) {
            case ">=", "<=", "==" -> Optional.of(threshold);
            case ">" -> Optional.of(threshold.add(step));
            case "<" -> Optional.of(threshold.subtract(step));
            default -> Optional.empty();
        };
    }

    private static Optional<String> share(String part, @Nullable Object value, BigDecimal to) {
        if (to.signum() < 0 || to.compareTo(HUNDRED) > 0 || !(value instanceof Range range)) {
            return Optional.empty();
        }
        BigDecimal low = range.low();
        BigDecimal high = range.high();
        if (part.equals("low")) {
            BigDecimal above = high == null || high.compareTo(to) < 0 ? to : high;
            return Optional.of("{low: " + to.toPlainString() + ", high: " + above.toPlainString() + "}");
        }
        if (part.equals("high")) {
            BigDecimal below = low == null || low.compareTo(to) > 0 ? to : low;
            return Optional.of("{low: " + below.toPlainString() + ", high: " + to.toPlainString() + "}");
        }
        return Optional.empty();
    }

    /** An amount as people write it. */
    private static String written(BigDecimal amount) {
        for (int zeros : new int[] {9, 6}) {
            BigDecimal shorter = Numbers.normalised(amount.movePointLeft(zeros));
            if (shorter.scale() <= 3 && shorter.compareTo(BigDecimal.ONE) >= 0) {
                return shorter.toPlainString() + (zeros == 9 ? "bn" : "m");
            }
        }
        return amount.toPlainString();
    }

    // ---- figures that are worked out

    /**
     * A share or a ratio of which one side is a figure of the fact: that figure in proportion to what is lacking, one step
     * further than that since it is rounded. The numerator before the denominator.
     */
    private static List<List<Edit>> quotient(Fact fact, Shortfall shortfall) {
        Matcher quotient = QUOTIENT.matcher(String.valueOf(shortfall.figure()));
        if (!quotient.matches()
                || !(shortfall.value() instanceof BigDecimal is)
                || shortfall.needed().isEmpty()
                || !(shortfall.needed().get(0) instanceof BigDecimal needed)
                || is.signum() <= 0
                || needed.signum() <= 0) {
            return List.of();
        }
        List<List<Edit>> ways = new ArrayList<>();
        Kind kind = Kind.of(fact);
        for (int side = 1; side <= 2; side++) {
            Optional<Field> field = kind.field(quotient.group(side));
            if (field.isPresent() && kind.value(fact, field.get().name()) instanceof BigDecimal now) {
                BigDecimal then = side == 1
                        ? now.multiply(needed).divide(is, MathContext.DECIMAL64)
                        : now.multiply(is).divide(needed, MathContext.DECIMAL64);
                BigDecimal step = step(field.get());
                boolean up = then.compareTo(now) > 0;
                BigDecimal whole = then.divide(step, 0, up ? RoundingMode.CEILING : RoundingMode.FLOOR)
                        .multiply(step);
                for (BigDecimal to : List.of(whole, up ? whole.add(step) : whole.subtract(step))) {
                    if (to.signum() > 0) {
                        String figure = field.get().type() == Field.Type.MONEY
                                ? written(to)
                                : Numbers.normalised(to).toPlainString();
                        ways.add(read("set", fact.id() + "." + field.get().name() + "=" + figure));
                    }
                }
            }
        }
        return ways;
    }

    /** Raises or lowers one of the amounts under some figure by what it lacks, the largest first. */
    private List<List<Edit>> figures(Shortfall shortfall, List<Object> items) {
        BigDecimal by = shortfall.by();
        boolean more = ">".equals(shortfall.operator()) || ">=".equals(shortfall.operator());
        boolean less = "<".equals(shortfall.operator()) || "<=".equals(shortfall.operator());
        if (by == null || !(more || less) || !shortfall.measure().equals("USD")) {
            return List.of();
        }
        BigDecimal strictly =
                ">".equals(shortfall.operator()) || "<".equals(shortfall.operator()) ? by.add(BigDecimal.ONE) : by;
        List<List<Edit>> ways = new ArrayList<>();
        items.stream()
                .flatMap(i -> under.apply(i).stream())
                .distinct()
                .map(facts::get)
                .filter(f -> f != null && amount(f) != null)
                .sorted(Comparator.comparing(Closings::amount, Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(Fact::id))
                .forEach(f -> {
                    BigDecimal now = amount(f);
                    BigDecimal then = now == null ? strictly : more ? now.add(strictly) : now.subtract(strictly);
                    if (then.signum() > 0) {
                        ways.add(read("set", f.id() + ".amount=" + written(then)));
                    }
                });
        return ways;
    }

    private static @Nullable BigDecimal amount(Fact fact) {
        Kind kind = Kind.of(fact);
        return kind.field("amount").filter(f -> f.type() == Field.Type.MONEY).isPresent()
                        && kind.value(fact, "amount") instanceof BigDecimal amount
                ? amount
                : null;
    }

    /** A fact that is too old, or too young: the day from which it would be just right. */
    private List<List<Edit>> aged(Derived.Age age, Shortfall shortfall) {
        if (shortfall.needed().isEmpty() || !(shortfall.needed().get(0) instanceof BigDecimal months)) {
            return List.of();
        }
        return target(String.valueOf(shortfall.operator()), months, BigDecimal.ONE)
                .filter(m -> m.signum() >= 0)
                .map(m -> asOf.minusMonths(m.setScale(0, RoundingMode.FLOOR).longValue()))
                .map(day -> List.of(read("set", age.fact() + ".from=" + day)))
                .orElse(List.of());
    }
}
