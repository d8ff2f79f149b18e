package interlock.engine;

import interlock.derivation.Shortfall;
import interlock.engine.Reckoning.Comparison;
import interlock.engine.Reckoning.Worth;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Money;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells of conditions that Drools found false for one way of matching what they lack. */
final class Shortfalls {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final Pattern PATH = Pattern.compile("[a-z]\\w*(?:\\.\\w+)*");

    private final HeldClause clause;

    Shortfalls(HeldClause clause) {
        this.clause = clause;
    }

    /**
     * What a condition lacks.
     *
     * @param item whose fields it asks for; null if it is about what was gathered
     */
    Shortfall of(String condition, @Nullable Object item, Map<String, Object> bindings, List<Object> matched) {
        String text = condition.strip().replaceAll("\\s+", " ");
        List<Comparison> alternatives = Reckoning.alternatives(text);
        List<Shortfall> each = new ArrayList<>();
        for (Comparison comparison : alternatives) {
            comparison(text, comparison, item, bindings, matched).ifPresent(each::add);
        }
        if (each.isEmpty() || each.size() < alternatives.size()) {
            return new Shortfall(text, null, null, null, null, List.of(), null, "", null, null);
        }
        Shortfall nearest = each.stream()
                .min(Comparator.comparingDouble(Shortfall::distance))
                .orElseThrow();
        boolean alike = each.stream()
                .allMatch(s -> String.valueOf(s.figure()).equals(nearest.figure())
                        && String.valueOf(s.operator()).equals(nearest.operator())
                        && s.by() == null);
        return alike
                ? with(nearest, each.stream().flatMap(s -> s.needed().stream()).toList())
                : nearest;
    }

    private static Shortfall with(Shortfall one, List<Object> needed) {
        return new Shortfall(
                one.text(),
                one.figure(),
                one.field(),
                one.operator(),
                one.value(),
                needed,
                one.by(),
                one.measure(),
                one.parameter(),
                one.because());
    }

    private Optional<Shortfall> comparison(
            String text,
            Comparison comparison,
            @Nullable Object item,
            Map<String, Object> bindings,
            List<Object> matched) {
        Reckoning reckoning = new Reckoning(item, bindings);
        Optional<Worth> left = reckoning.worth(comparison.left());
        Optional<Worth> right = reckoning.worth(comparison.right());
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        boolean path = PATH.matcher(comparison.left()).matches();
        @Nullable Object value = left.get().value();
        @Nullable Object needed = right.get().value();
        @Nullable BigDecimal by = null;
        if (value instanceof BigDecimal has && needed instanceof BigDecimal wants) {
            by = wants.subtract(has).abs();
        }
        @Nullable String parameter = parameter(comparison, item);
        return Optional.of(new Shortfall(
                text,
                comparison.left(),
                path ? comparison.left() : null,
                comparison.operator(),
                value,
                needed == null ? List.of() : List.of(needed),
                by,
                measure(comparison, item),
                parameter,
                parameter == null ? source(comparison.right(), bindings, matched) : null));
    }

    /** The parameter that something is held against. */
    private @Nullable String parameter(Comparison comparison, @Nullable Object item) {
        if (item instanceof Derived.Parameter parameter) {
            return parameter.id();
        }
        return Stream.of(comparison.right(), comparison.left())
                .flatMap(side -> VARIABLE.matcher(side).results())
                .flatMap(variable -> clause.parameter(variable.group()).stream())
                .findFirst()
                .orElse(null);
    }

    /** What was matched before and gives the figure that is asked for. */
    private @Nullable Object source(String expression, Map<String, Object> bindings, List<Object> matched) {
        Matcher variable = VARIABLE.matcher(expression);
        if (!variable.find()) {
            return null;
        }
        Object value = bindings.get(variable.group());
        List<String> bound = clause.bound(variable.group()).orElse(List.of());
        if (value == null || bound.isEmpty()) {
            return null;
        }
        if (value instanceof Fact || value instanceof Derived) {
            return value;
        }
        return matched.stream()
                .filter(m -> m.getClass().getSimpleName().equals(bound.get(0)))
                .filter(m -> Records.components(m.getClass()).contains(bound.get(1))
                        && value.equals(Records.value(m, bound.get(1))))
                .findFirst()
                .orElse(null);
    }

    /** The unit of what is compared. */
    private String measure(Comparison comparison, @Nullable Object item) {
        for (String side : List.of(comparison.left(), comparison.right())) {
            String text = side.strip();
            if (text.startsWith("percentage(") || text.startsWith("apart(") || text.startsWith("larger( apart(")) {
                return "per cent";
            }
            if (text.contains("(")) {
                return "";
            }
            String found = "";
            if (text.startsWith("$")) {
                List<String> bound = clause.bound(text.replaceAll("\\..*", "")).orElse(List.of());
                if (!bound.isEmpty()) {
                    int dot = text.indexOf('.');
                    found = measure(clause.kind(bound.get(0)), dot < 0 ? bound.get(1) : text.substring(dot + 1));
                }
            } else if (item != null && PATH.matcher(text).matches()) {
                found = measure(item.getClass(), text);
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static String measure(@Nullable Class<?> type, String path) {
        if (type == null || !type.isRecord() || path.isEmpty()) {
            return "";
        }
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        return Records.declared(type).stream()
                .filter(c -> c.getName().equals(first))
                .findFirst()
                .map(c -> c.isAnnotationPresent(Money.class)
                        ? "USD"
                        : c.getType() == Range.class
                                ? "per cent"
                                : type == Derived.Age.class && first.equals("months") ? "months" : "")
                .orElse("");
    }
}
