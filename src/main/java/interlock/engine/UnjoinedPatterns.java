package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.engine.ReadClause.PatternRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Patterns that nothing joins to what stands before them, so that everything is put beside everything, and patterns that
 * are joined by no equality, so that every pair is compared.
 */
final class UnjoinedPatterns {
    /** So many pairs are compared in no time. */
    private static final double PAIRS = 10_000;

    private UnjoinedPatterns() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        return rules.clauses().stream().flatMap(c -> in(rules, c).stream());
    }

    private static List<Diagnostic> in(RuleSet rules, ReadClause clause) {
        List<Diagnostic> found = new ArrayList<>();
        for (PatternRead pattern : clause.patterns()) {
            List<PatternRead> before = clause.patterns().stream()
                    .filter(p -> p.at() < pattern.at() && !p.listed() && many(p))
                    .filter(p -> Estimate.grows(pattern)
                            ? Estimate.grows(p)
                                    && p.frame().block() != pattern.frame().block()
                            : p.frame().equals(pattern.frame()))
                    .toList();
            if (pattern.listed() || !many(pattern) || before.isEmpty()) {
                continue;
            }
            boolean joined = pattern.demands().stream().anyMatch(d -> Estimate.joins(clause, pattern, d));
            boolean equal = pattern.demands().stream()
                    .anyMatch(d -> Estimate.equality(clause, pattern, d)
                            || (d.alternatives().size() > 1
                                    && d.alternatives().stream().allMatch(a -> "==".equals(a.operator()))));
            if (!joined) {
                found.add(unjoined(rules, clause, pattern, before));
            } else if (!equal) {
                double pairs = pairs(rules, pattern, before);
                if (pairs >= PAIRS) {
                    found.add(RuleSet.warning(
                            clause,
                            "IL155",
                            pattern.at(),
                            pattern.kind().length(),
                            "nothing joins this `" + pattern.kind()
                                    + "` to the conditions before it by `==`, so every pair is compared: about "
                                    + shown(pairs) + " over the facts on file",
                            "join it by a field that both share, as in `company == $company`"));
                }
            }
        }
        return found;
    }

    private static Diagnostic unjoined(
            RuleSet rules, ReadClause clause, PatternRead pattern, List<PatternRead> before) {
        return RuleSet.warning(
                clause,
                "IL154",
                pattern.at(),
                pattern.kind().length(),
                "nothing joins this `" + pattern.kind() + "` to the conditions before it, so each is put beside each"
                        + (rules.stocked()
                                ? ": about " + shown(pairs(rules, pattern, before)) + " pairs over the facts on file"
                                : ""),
                "compare a field of it with a variable that is bound before, as in `company == $company`");
    }

    private static double pairs(RuleSet rules, PatternRead pattern, List<PatternRead> before) {
        Estimate estimate = new Estimate(rules);
        return estimate.count(pattern)
                * before.stream().mapToDouble(estimate::count).max().orElse(1);
    }

    private static boolean many(PatternRead pattern) {
        return !pattern.kind().equals("Clock") && !Estimate.singled(pattern);
    }

    private static String shown(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
