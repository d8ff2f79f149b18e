package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicySet;
import java.util.List;

/** Looks a rule set over for what can be run and is hardly meant; only {@code check} asks for it. */
public final class PolicyLints {
    private PolicyLints() {}

    /**
     * Warnings about the clauses that can be read, sorted.
     *
     * @param world what is on file on the day, every fact that may hold included
     */
    public static List<Diagnostic> of(PolicySet policies, ParameterSet parameters, World world, KeptStages kept) {
        List<ReadClause> clauses = kept.read(policies, parameters.ids()).stream()
                .flatMap(r -> r.clauses().stream())
                .toList();
        RuleSet rules = RuleSet.of(clauses, parameters, world);
        return Lint.ALL.stream().flatMap(l -> l.in(rules)).sorted().distinct().toList();
    }
}
