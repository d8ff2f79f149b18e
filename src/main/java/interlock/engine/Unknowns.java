package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.engine.ReadClause.Constraint;
import interlock.engine.ReadClause.PatternRead;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Values that may be unknown where nothing unknown can be used, and unknowns that are taken to be the same. */
final class Unknowns {
    private Unknowns() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        return rules.clauses().stream()
                .flatMap(c ->
                        Stream.concat(c.patterns().stream().flatMap(p -> equal(c, p).stream()), demanded(c).stream()));
    }

    /** Two fields of which both may be unknown, and nothing else that joins the two facts by a known value. */
    private static List<Diagnostic> equal(ReadClause clause, PatternRead pattern) {
        List<Diagnostic> found = new ArrayList<>();
        List<Constraint> joins = pattern.demands().stream()
                .filter(d -> "==".equals(d.condition().operator())
                        && String.valueOf(d.condition().operand()).startsWith("$")
                        && d.alternatives().size() == 1)
                .toList();
        boolean held = joins.stream().anyMatch(j -> !bothOpen(clause, pattern, j));
        for (Constraint join : joins) {
            if (!held) {
                String field = String.valueOf(join.condition().field());
                found.add(RuleSet.warning(
                        clause,
                        "IL156",
                        join.at(),
                        join.text().length(),
                        "`" + join.text() + "` also holds where both are unknown",
                        "add `" + field + " != null`"));
            }
        }
        return found;
    }

    private static boolean bothOpen(ReadClause clause, PatternRead pattern, Constraint join) {
        return Nullness.open(pattern, String.valueOf(join.condition().field()), join)
                && Nullness.open(clause, String.valueOf(join.condition().operand()));
    }

    private static List<Diagnostic> demanded(ReadClause clause) {
        List<Diagnostic> found = new ArrayList<>();
        for (Consequence.Demand demand : clause.consequence().demands()) {
            if (Nullness.open(clause, demand.expression())) {
                found.add(RuleSet.warning(
                        clause,
                        "IL157",
                        clause.behindThen() + demand.at(),
                        demand.length(),
                        "`" + demand.expression() + "` may be unknown, and " + demand.why(),
                        "ask for it in `when`, as in `field != null`"));
            }
        }
        return found;
    }
}
