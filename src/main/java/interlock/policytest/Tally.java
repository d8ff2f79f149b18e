package interlock.policytest;

import interlock.derivation.Derivation;
import interlock.diagnostic.Location;
import interlock.engine.ClauseReach;
import interlock.engine.CompiledPolicies;
import interlock.engine.Probe;
import interlock.engine.Reach;
import interlock.fact.World;
import interlock.policy.Policy;
import interlock.policytest.Coverage.OfClause;
import interlock.policytest.Coverage.OfCondition;
import interlock.policytest.Coverage.OfPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Notes of every condition whether it was true and whether it was false in what it is shown. */
final class Tally {
    private final CompiledPolicies policies;
    private final Probing probing;
    private final Map<String, SortedSet<String>> looked = new TreeMap<>();
    private final Set<Seen> seen = new HashSet<>();

    /** A condition, by where it stands, and a way in which it was seen. */
    private record Seen(Location at, boolean holds) {}

    Tally(CompiledPolicies policies, Probing probing) {
        this.policies = policies;
        this.probing = probing;
    }

    /** Looks at the conditions of a policy, and of those that only conclude and that it uses, in a world. */
    void look(String policy, World world, Derivation derivation) {
        for (String id : looked.computeIfAbsent(policy, this::used)) {
            for (ClauseReach clause : probing.of(id).reach(world, derivation, 0)) {
                for (Reach reach : clause.conditions()) {
                    if (reach.passed() > 0) {
                        seen.add(new Seen(reach.probe().at(), true));
                    }
                    if (reach.failed() > 0) {
                        seen.add(new Seen(reach.probe().at(), false));
                    }
                }
            }
        }
    }

    /** What was seen so far, sorted as the policies and their clauses are. */
    Coverage coverage() {
        List<OfPolicy> all = new ArrayList<>();
        for (Policy policy : policies.policies().policies()) {
            List<OfClause> clauses = new ArrayList<>();
            for (ClauseReach clause : probing.of(policy.id()).unasked()) {
                clauses.add(new OfClause(
                        clause.clause(),
                        new Location(
                                policy.file(),
                                policy.clause(clause.clause()).orElseThrow().line(),
                                1,
                                "rule".length()),
                        clause.conditions().stream()
                                .map(r -> condition(r.probe()))
                                .toList()));
            }
            all.add(new OfPolicy(policy.id(), policy.file(), clauses));
        }
        return new Coverage(all);
    }

    private OfCondition condition(Probe probe) {
        return new OfCondition(
                probe.sort(),
                probe.text(),
                probe.at(),
                seen.contains(new Seen(probe.at(), true)),
                seen.contains(new Seen(probe.at(), false)));
    }

    /** The policy, and every one that only concludes and whose conclusions it uses, directly or over others. */
    private SortedSet<String> used(String policy) {
        SortedSet<String> used = new TreeSet<>(List.of(policy));
        Deque<String> open = new ArrayDeque<>(used);
        while (!open.isEmpty()) {
            List<String> read = policies.kindsRead(open.pop());
            for (Policy other : policies.policies().policies()) {
                if (other.concludesOnly()
                        && policies.kindsConcluded(other.id()).stream().anyMatch(read::contains)
                        && used.add(other.id())) {
                    open.add(other.id());
                }
            }
        }
        return used;
    }
}
