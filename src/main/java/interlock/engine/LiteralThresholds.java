package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.engine.ReadClause.Constraint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Numbers in conditions that are somebody's judgement and belong into a dated parameter with its reference. What bounds a
 * scale or tells none, one and several apart (0, 1, 2 and 100) is no judgement.
 */
final class LiteralThresholds {
    private static final Pattern COMPARED = Pattern.compile(
            "(?:==|!=|>=|<=|>|<)\\s*(-?[0-9][0-9_]*(?:\\.[0-9]+)?)|(-?\\b[0-9][0-9_]*(?:\\.[0-9]+)?)\\s*(?:==|!=|>=|<=|>|<)");
    private static final List<BigDecimal> OF_NO_ONE =
            List.of(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.valueOf(2), BigDecimal.valueOf(100));

    private LiteralThresholds() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        return rules.clauses().stream()
                .flatMap(c -> Stream.concat(
                                c.patterns().stream().flatMap(p -> p.constraints().stream()),
                                c.gatherings().stream().flatMap(g -> g.constraints().stream()))
                        .flatMap(constraint -> in(c, constraint).stream()));
    }

    private static Optional<Diagnostic> in(ReadClause clause, Constraint constraint) {
        Matcher number = COMPARED.matcher(Condition.blanked(constraint.text()));
        while (number.find()) {
            int group = number.group(1) == null ? 2 : 1;
            BigDecimal value = new BigDecimal(number.group(group).replace("_", ""));
            if (OF_NO_ONE.stream().noneMatch(n -> n.compareTo(value) == 0)) {
                return Optional.of(
                        RuleSet.warning(
                                clause,
                                "IL151",
                                constraint.at() + number.start(group),
                                number.group(group).length(),
                                "the threshold " + number.group(group) + " is written into the policy",
                                "put it with its reference into a file in `rules/parameters/`, and match `Parameter( id == \"…\", $threshold : value )`"));
            }
        }
        return Optional.empty();
    }
}
