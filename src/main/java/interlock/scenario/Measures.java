package interlock.scenario;

import interlock.fact.Amount;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.EditReader;
import interlock.fact.EditReader.Option;
import interlock.scenario.Latitude.Extent;
import interlock.scenario.Measure.How;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The changes that a fact on file offers. */
final class Measures {
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private final Latitude latitude;

    Measures(Latitude latitude) {
        this.latitude = latitude;
    }

    /**
     * Everything that may be done to a fact, each figure lowered as far as it goes and to each of some others.
     *
     * @param marks figures that lie on the way
     */
    List<Measure> of(Assertion a, List<BigDecimal> marks) {
        Extent extent = latitude.of(a);
        List<Measure> measures = new ArrayList<>();
        if (extent == Extent.NONE) {
            return measures;
        }
        whole(a).ifPresent(measures::add);
        for (Field field : Kind.of(a.fact()).fields()) {
            waived(a, field).ifPresent(measures::add);
            figure(a, field).ifPresent(from -> {
                BigDecimal unit = unit(field, from);
                BigDecimal least = least(field, from);
                SortedSet<BigDecimal> tried = new TreeSet<>(List.of(least));
                for (BigDecimal mark : marks) {
                    tried.addAll(List.of(mark.subtract(unit), mark, mark.add(unit)));
                }
                tried.stream()
                        .filter(to -> to.compareTo(least) >= 0 && to.compareTo(from) < 0)
                        .filter(to -> field.type() != Field.Type.WHOLE
                                || to.stripTrailingZeros().scale() <= 0)
                        .forEach(to -> measures.add(moved(a, field, from, to)));
            });
        }
        return measures;
    }

    /** The least that a figure can be: a share of nothing is one, a contract over nothing is no contract. */
    static BigDecimal least(Field field, BigDecimal from) {
        return field.type() == Field.Type.SHARE ? BigDecimal.ZERO : unit(field, from);
    }

    /** That a fact as a whole comes to an end; empty if it may not. */
    Optional<Measure> whole(Assertion a) {
        Extent extent = latitude.of(a);
        return switch (extent) {
            case NONE, FIGURES -> Optional.empty();
            case COLLAPSE -> Optional.of(whole(How.COLLAPSE, a, "collapse"));
            case END -> Optional.of(whole(How.END, a, "collapse"));
            case REMOVE -> Optional.of(whole(How.REMOVE, a, "drop"));
        };
    }

    private static Measure whole(How how, Assertion a, String verb) {
        return new Measure(how, a.id(), kind(a), null, null, null, null, edit(verb, a.id()));
    }

    private static Optional<Measure> waived(Assertion a, Field field) {
        boolean affirmed = field.type() == Field.Type.TRUTH
                && !field.list()
                && Boolean.TRUE.equals(Kind.of(a.fact()).value(a.fact(), field.name()));
        return affirmed
                ? Optional.of(new Measure(
                        How.WAIVE,
                        a.id(),
                        kind(a),
                        field.name(),
                        null,
                        null,
                        null,
                        edit("set", a.id() + "." + field.name() + "=false")))
                : Optional.empty();
    }

    /** What a field says at most, where it is a figure that is known. */
    static Optional<BigDecimal> figure(Assertion a, Field field) {
        if (field.list()) {
            return Optional.empty();
        }
        Amount amount = a.amounts().get(field.name());
        Object value = Kind.of(a.fact()).value(a.fact(), field.name());
        return switch (field.type()) {
            case MONEY -> Optional.ofNullable(amount == null ? null : amount.ceiling());
            case NUMBER -> value instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
            case WHOLE -> value instanceof Integer whole ? Optional.of(BigDecimal.valueOf(whole)) : Optional.empty();
            case SHARE ->
                value instanceof Range range
                        ? Optional.ofNullable(range.high() != null ? range.high() : range.low())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The smallest step in which a figure is moved. */
    static BigDecimal unit(Field field, BigDecimal from) {
        return switch (field.type()) {
            case WHOLE -> BigDecimal.ONE;
            case MONEY -> from.compareTo(THOUSAND) < 0 ? CENT : BigDecimal.ONE;
            default -> CENT;
        };
    }

    /** That a figure is another. */
    static Measure moved(Assertion a, Field field, BigDecimal from, BigDecimal to) {
        return new Measure(
                to.compareTo(from) < 0 ? How.LOWER : How.RAISE,
                a.id(),
                kind(a),
                field.name(),
                from,
                Numbers.normalised(to),
                unit(field, from),
                edit("set", a.id() + "." + field.name() + "=" + written(a, field, to)));
    }

    /** The same measure with the figure somewhere else. */
    static Measure moved(Assertion a, Measure measure, BigDecimal to) {
        Field field = Kind.of(a.fact()).field(String.valueOf(measure.field())).orElseThrow();
        return measure.with(
                Numbers.normalised(to), edit("set", a.id() + "." + field.name() + "=" + written(a, field, to)));
    }

    private static String written(Assertion a, Field field, BigDecimal to) {
        String figure = plain(to);
        if (field.type() == Field.Type.MONEY) {
            Amount amount = a.amounts().get(field.name());
            return amount == null ? figure : written(amount, to);
        }
        if (field.type() == Field.Type.SHARE
                && Kind.of(a.fact()).value(a.fact(), field.name()) instanceof Range range
                && range.low() != null
                && range.high() != null
                && range.low().compareTo(range.high()) < 0) {
            return lifted(range.low(), to).compareTo(to) == 0
                    ? figure
                    : "{low: " + plain(range.low()) + ", high: " + figure + "}";
        }
        return figure;
    }

    private static String written(Amount amount, BigDecimal to) {
        BigDecimal firm = amount.firm();
        BigDecimal cap = amount.cap();
        if (amount.equals(Amount.exactly(amount.ceiling() == null ? to : amount.ceiling(), "USD"))) {
            return plain(to);
        }
        List<String> parts = new ArrayList<>();
        if (firm != null) {
            parts.add("firm: " + plain(cap == null || firm.compareTo(cap) == 0 ? to : firm.min(to)));
        }
        if (cap != null) {
            parts.add("cap: " + plain(to));
        }
        parts.add("currency: " + amount.currency());
        parts.add("qualifier: " + amount.qualifier());
        return "{" + String.join(", ", parts) + "}";
    }

    private static BigDecimal lifted(BigDecimal low, BigDecimal to) {
        return low.compareTo(to) > 0 ? to : low;
    }

    private static String plain(BigDecimal figure) {
        return Numbers.normalised(figure).toPlainString();
    }

    /** That a fact of which all is given is on file. */
    static Measure added(String id, String kind, String written) {
        return new Measure(How.ADD, id, kind, null, null, null, null, edit("fact", written));
    }

    static Edit edit(String verb, String words) {
        return EditReader.options(List.of(new Option(verb, words))).edits().get(0);
    }

    private static String kind(Assertion a) {
        return kind(a.fact());
    }

    private static String kind(Fact fact) {
        return Kind.of(fact).name();
    }
}
