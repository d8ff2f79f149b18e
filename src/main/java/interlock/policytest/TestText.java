package interlock.policytest;

import interlock.policytest.Coverage.OfClause;
import interlock.policytest.Coverage.OfCondition;
import interlock.policytest.Coverage.OfPolicy;

/** How tests went, for people: what failed and why, then how many, then the coverage. */
public final class TestText {
    private TestText() {}

    /** The whole text, ending with a line break. */
    public static String of(TestRun run) {
        StringBuilder out = new StringBuilder();
        for (TestResult result : run.results()) {
            if (!result.passed()) {
                out.append(result.at())
                        .append(" failed: ")
                        .append(result.name())
                        .append('\n');
                result.failures().forEach(f -> out.append(f.indent(2)));
                out.append('\n');
            }
        }
        out.append(run.passed()).append(" passed, ").append(run.failed()).append(" failed\n");
        run.coverage().ifPresent(c -> coverage(c, out));
        return out.toString();
    }

    private static void coverage(Coverage coverage, StringBuilder out) {
        out.append("\nconditions seen both ways, true and false: ")
                .append(coverage.seen())
                .append(" of ")
                .append(coverage.conditions())
                .append(", ")
                .append(coverage.percent())
                .append(" %\n");
        int width = coverage.policies().stream()
                .mapToInt(p -> p.policy().length())
                .max()
                .orElse(0);
        for (OfPolicy policy : coverage.policies()) {
            out.append("  ")
                    .append(policy.policy())
                    .append(" ".repeat(width - policy.policy().length()))
                    .append("  ")
                    .append(policy.seen())
                    .append(" of ")
                    .append(policy.conditions().size())
                    .append(", ")
                    .append(policy.percent())
                    .append(" %\n");
            for (OfClause clause : policy.clauses()) {
                for (OfCondition condition : clause.conditions()) {
                    if (!condition.seenBothWays()) {
                        out.append("    ")
                                .append(condition.at())
                                .append(' ')
                                .append(missing(condition))
                                .append(": `")
                                .append(condition.text())
                                .append("` in `")
                                .append(clause.clause())
                                .append("`\n");
                    }
                }
            }
        }
    }

    /** What no case showed of a condition. */
    static String missing(OfCondition condition) {
        return condition.everTrue() ? "never false" : condition.everFalse() ? "never true" : "never asked";
    }
}
