package interlock.engine;

import interlock.engine.HeldClause.Constraint;
import interlock.engine.HeldClause.Either;
import interlock.engine.HeldClause.Element;
import interlock.engine.HeldClause.Gather;
import interlock.engine.HeldClause.Match;
import interlock.engine.HeldClause.None;
import interlock.engine.HeldClause.Some;
import interlock.vocabulary.Records;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * About how many rows conditions make. A comparison for equality with something matched before is taken to find as many as
 * one of the kind has of its own value, itself included, on average; only comparisons for equality are taken to leave anything out.
 */
final class Selectivity {
    private final Map<String, List<Object>> items;
    /** How many of a kind have each value of a field, by kind and field. */
    private final Map<String, Map<Object, Long>> values = new HashMap<>();

    /** @param items all that there is, by its kind */
    Selectivity(Map<String, List<Object>> items) {
        this.items = items;
    }

    /** About how many rows there are at most while conditions are matched one after the other; at least 1. */
    double rows(List<Element> elements) {
        double rows = 1;
        double most = 1;
        for (Element element : elements) {
            if (element instanceof Match match) {
                rows *= match.from() == null ? matching(match) : 1;
            } else if (element instanceof Gather gather) {
                most = Math.max(most, rows * rows(gather.parts()));
            } else if (element instanceof None none) {
                most = Math.max(most, rows * rows(none.parts()));
            } else if (element instanceof Some some) {
                most = Math.max(most, rows * rows(some.parts()));
            } else if (element instanceof Either either) {
                rows *= either.branches().stream().mapToDouble(this::rows).sum();
            }
            most = Math.max(most, rows);
        }
        return most;
    }

    /** Each comparison is taken to leave out as much of what the others leave as of all. */
    private double matching(Match match) {
        double count = count(match.kind());
        return match.constraints().stream()
                .filter(c -> !c.binding() && count > 0)
                .mapToDouble(c -> matching(match.kind(), c) / count)
                .reduce(count, (all, share) -> all * share);
    }

    private double matching(String kind, Constraint constraint) {
        double all = 0;
        for (Condition part : Condition.parts(constraint.text())) {
            String field = part.field();
            String operand = part.operand();
            if (constraint.text().contains("&&") || field == null || operand == null || !"==".equals(part.operator())) {
                return count(kind);
            }
            all += equal(kind, field, operand);
        }
        return all;
    }

    private double equal(String kind, String field, String operand) {
        Map<Object, Long> counts = values.computeIfAbsent(kind + "." + field, k -> counts(kind, field));
        if (operand.startsWith("$")) {
            double told = counts.values().stream().mapToDouble(n -> n).sum();
            return told == 0
                    ? 0
                    : counts.values().stream().mapToDouble(n -> (double) n * n).sum() / told;
        }
        String constant = Condition.quoted(operand)
                ? String.valueOf(Condition.literal(operand))
                : operand.substring(operand.lastIndexOf('.') + 1);
        return counts.entrySet().stream()
                .filter(e -> e.getKey() instanceof Enum<?> name
                        ? name.name().equals(constant)
                        : e.getKey().toString().equals(constant))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private Map<Object, Long> counts(String kind, String field) {
        return items.getOrDefault(kind, List.of()).stream()
                .map(i -> value(i, field))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Object value(Object item, String path) {
        Object value = item;
        for (String field : path.split("\\.", -1)) {
            Object next = Records.value(value, field);
            if (next == null) {
                return "null";
            }
            value = next;
        }
        return value;
    }

    private double count(String kind) {
        return items.getOrDefault(kind, List.of()).size();
    }
}
