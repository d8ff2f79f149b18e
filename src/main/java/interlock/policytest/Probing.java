package interlock.policytest;

import interlock.engine.CompiledPolicies;
import interlock.engine.Probes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The probes of each policy, made when they are first asked for: most runs of tests need none. */
final class Probing {
    private final CompiledPolicies policies;
    private final Map<String, Probes> probes = new HashMap<>();

    Probing(CompiledPolicies policies) {
        this.policies = policies;
    }

    Probes of(String policy) {
        return probes.computeIfAbsent(policy, p -> Probes.of(policies, List.of(p)));
    }
}
