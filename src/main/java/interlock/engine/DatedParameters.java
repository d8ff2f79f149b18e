package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.engine.ReadClause.Constraint;
import interlock.engine.ReadClause.PatternRead;
import interlock.parameter.Parameter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parameters that a clause asks for and that are not in force on the day, so that it cannot fire. */
final class DatedParameters {
    private DatedParameters() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        return rules.clauses().stream()
                .flatMap(c -> c.patterns().stream()
                        .filter(p -> p.kind().equals("Parameter"))
                        .flatMap(p -> in(rules, c, p)));
    }

    private static Stream<Diagnostic> in(RuleSet rules, ReadClause clause, PatternRead pattern) {
        return pattern.demands().stream()
                .filter(d -> "id".equals(d.condition().field())
                        && "==".equals(d.condition().operator())
                        && Condition.quoted(d.condition().operand()))
                .flatMap(d -> in(
                        rules,
                        clause,
                        d,
                        String.valueOf(Condition.literal(d.condition().operand()))));
    }

    private static Stream<Diagnostic> in(RuleSet rules, ReadClause clause, Constraint demand, String id) {
        LocalDate day = rules.world().asOf();
        List<Parameter> values =
                rules.parameters().all().stream().filter(p -> p.id().equals(id)).toList();
        if (values.isEmpty()
                || rules.parameters().event(id).isPresent()
                || rules.parameters().inForce(id, day).isPresent()) {
            return Stream.empty();
        }
        boolean ever = values.stream().anyMatch(p -> p.status().applies());
        if (ever && !rules.stocked()) {
            // Without facts nobody says which day is looked at.
            return Stream.empty();
        }
        return Stream.of(RuleSet.warning(
                clause,
                "IL164",
                demand.at() + demand.text().indexOf(id),
                id.length(),
                "the parameter `" + id + "` is " + (ever ? "not in force on " + day : "never in force")
                        + ", so this clause cannot fire: "
                        + values.stream().map(DatedParameters::words).collect(Collectors.joining("; ")),
                "look at its dates and its status in `" + values.get(0).at().file() + "`"));
    }

    private static String words(Parameter p) {
        String status = p.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return status
                + (p.effectiveFrom() == null ? "" : " from " + p.effectiveFrom())
                + (p.effectiveTo() == null ? "" : " to " + p.effectiveTo());
    }
}
