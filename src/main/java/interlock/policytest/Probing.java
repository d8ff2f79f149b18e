package interlock.policytest;

import interlock.engine.CompiledPolicies;
import interlock.engine.OpenClauses;
import interlock.engine.Probes;
import interlock.parameter.ParameterSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The probes of each policy, made when they are first asked for: most runs of tests need none. */
final class Probing {
    private final CompiledPolicies policies;
    private final Map<String, Probes> probes = new HashMap<>();
    private final Map<List<String>, Probes> ofClauses = new HashMap<>();
    private final Map<ParameterSet, OpenClauses> open = new HashMap<>();

    Probing(CompiledPolicies policies) {
        this.policies = policies;
    }

    /** What can be unknown in the policies. */
    OpenClauses open(ParameterSet parameters) {
        return open.computeIfAbsent(parameters, p -> OpenClauses.of(policies, p));
    }

    /** Those of every clause of a policy. */
    Probes of(String policy) {
        return probes.computeIfAbsent(policy, p -> Probes.of(policies, List.of(p)));
    }

    /** Those of one clause alone, which are made faster. */
    Probes of(String policy, String clause) {
        return ofClauses.computeIfAbsent(List.of(policy, clause), c -> Probes.of(policies, policy, clause));
    }
}
