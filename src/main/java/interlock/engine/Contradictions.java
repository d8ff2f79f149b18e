package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.engine.ReadClause.Constraint;
import interlock.engine.ReadClause.PatternRead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Conditions of one pattern on one field that cannot all hold, and such as always hold where the others do. They are
 * tried on every value that can make a difference.
 */
final class Contradictions {
    private static final Set<String> COMPARED = Set.of("==", "!=", ">", ">=", "<", "<=");

    private Contradictions() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        return rules.clauses().stream().flatMap(c -> c.patterns().stream().flatMap(p -> in(c, p).stream()));
    }

    private static List<Diagnostic> in(ReadClause clause, PatternRead pattern) {
        List<Diagnostic> found = new ArrayList<>();
        Map<String, List<Constraint>> byField = new LinkedHashMap<>();
        for (Constraint demand : pattern.demands()) {
            Optional<Diagnostic> self = self(clause, pattern, demand);
            self.ifPresent(found::add);
            if (self.isEmpty()) {
                subject(demand)
                        .ifPresent(s -> byField.computeIfAbsent(s, f -> new ArrayList<>())
                                .add(demand));
            }
        }
        byField.forEach((subject, demands) -> judge(clause, pattern, subject, demands, found));
        return found;
    }

    /** The field that a condition is about, with the operand where that is a variable; empty if it is about several. */
    private static Optional<String> subject(Constraint demand) {
        List<String> subjects = demand.alternatives().stream()
                .map(c -> c.field() == null || c.operand() == null || c.operator() == null
                        ? ""
                        : subject(c.field(), c.operator(), c.operand()))
                .distinct()
                .toList();
        return subjects.size() == 1 && !subjects.get(0).isEmpty() ? Optional.of(subjects.get(0)) : Optional.empty();
    }

    private static String subject(String field, String operator, String operand) {
        if (operator.endsWith("contains")) {
            return field + " contains " + operand;
        }
        if (Values.plain(operand)) {
            return field;
        }
        return COMPARED.contains(operator) ? field + " " + operand : "";
    }

    private static Optional<Diagnostic> self(ReadClause clause, PatternRead pattern, Constraint demand) {
        Condition c = demand.condition();
        if (c.field() == null
                || c.operand() == null
                || c.operator() == null
                || demand.alternatives().size() > 1) {
            return Optional.empty();
        }
        String field = c.field();
        boolean same = field.equals(c.operand())
                || (c.operand().startsWith("$")
                        && pattern.boundTo(c.operand()).filter(field::equals).isPresent());
        if (!same || c.operator().endsWith("contains") || c.operator().endsWith("in")) {
            return Optional.empty();
        }
        boolean holds = c.operator().contains("=") && !c.operator().equals("!=");
        return Optional.of(
                holds
                        ? always(clause, demand, "it compares `" + field + "` with itself")
                        : never(clause, demand, demand));
    }

    private static void judge(
            ReadClause clause, PatternRead pattern, String subject, List<Constraint> demands, List<Diagnostic> found) {
        Values values = Values.of(pattern.shelf(), pattern.kind(), subject, demands);
        List<Object> left = new ArrayList<>(values.all());
        for (int i = 0; i < demands.size(); i++) {
            Constraint demand = demands.get(i);
            int before = left.size();
            left.removeIf(v -> !values.holds(demand, v));
            if (left.isEmpty()) {
                found.add(never(clause, demand, i == 0 ? demand : demands.get(i - 1)));
                return;
            }
            if (left.size() == before) {
                found.add(always(
                        clause,
                        demand,
                        i == 0 ? "it can be nothing else" : "what stands before it says as much already"));
                return;
            }
        }
        for (int i = 0; i + 1 < demands.size(); i++) {
            Constraint demand = demands.get(i);
            List<Object> others = new ArrayList<>(values.all());
            demands.stream().filter(d -> !d.equals(demand)).forEach(d -> others.removeIf(v -> !values.holds(d, v)));
            if (others.stream().allMatch(v -> values.holds(demand, v))) {
                found.add(always(clause, demand, "what stands behind it says as much already"));
                return;
            }
        }
    }

    private static Diagnostic never(ReadClause clause, Constraint demand, Constraint other) {
        boolean alone = demand.equals(other);
        return RuleSet.warning(
                clause,
                "IL152",
                demand.at(),
                demand.text().length(),
                "`" + shown(demand) + "` can never hold" + (alone ? "" : " together with what stands before it"),
                alone
                        ? "look at what the field can hold"
                        : "a pattern is about one fact: join with `||` what may hold of either");
    }

    private static Diagnostic always(ReadClause clause, Constraint demand, String why) {
        return RuleSet.warning(
                clause,
                "IL153",
                demand.at(),
                demand.text().length(),
                "`" + shown(demand) + "` always holds: " + why,
                "remove it, or look for what was meant");
    }

    private static String shown(Constraint demand) {
        return demand.text().replaceAll("\\s+", " ");
    }
}
