package interlock.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kie.api.KieBase;

/**
 * Policies that are evaluated together, in a session of their own, once all is concluded that they look at. A stage gets
 * only what one of its clauses matches, and what its session holds is let go before the next begins.
 *
 * @param reads the kinds that its clauses match
 * @param concludes the kinds that they conclude
 */
record Stage(KieBase base, SortedSet<String> reads, SortedSet<String> concludes) {
    Stage {
        reads = Collections.unmodifiableSortedSet(reads);
        concludes = Collections.unmodifiableSortedSet(concludes);
    }

    static Stage of(KieBase base, List<ClauseShape> clauses) {
        SortedSet<String> reads = new TreeSet<>();
        SortedSet<String> concludes = new TreeSet<>();
        clauses.forEach(c -> {
            c.reads().forEach(r -> reads.add(r.kind()));
            concludes.addAll(c.conclusions());
        });
        return new Stage(base, reads, concludes);
    }

    /**
     * Clauses as they are put together into stages, in the order in which these come: a policy after all those whose
     * conclusions it looks at, policies that look at one another's together.
     */
    // INVARIANT(stages): evaluated stage after stage, the clauses fire as they would together. A conclusion that a
    // clause
    // looks at is made in its own stage or in one before it, and a stage begins when those before it are at rest;
    // within
    // a stage the strata hold.
    static List<List<ClauseShape>> of(List<ClauseShape> clauses) {
        ByPolicy policies = new ByPolicy(clauses);
        Map<String, SortedSet<String>> under = new HashMap<>();
        policies.names().forEach(p -> under.put(p, policies.below(p)));
        List<List<ClauseShape>> stages = new ArrayList<>();
        SortedSet<String> done = new TreeSet<>();
        while (done.size() < policies.names().size()) {
            for (String policy : policies.names()) {
                SortedSet<String> below = under.getOrDefault(policy, new TreeSet<>());
                if (!done.contains(policy)) {
                    // Those that it rests on and that rest on it.
                    SortedSet<String> together = new TreeSet<>(below);
                    together.removeIf(
                            p -> !under.getOrDefault(p, new TreeSet<>()).contains(policy));
                    together.add(policy);
                    if (below.stream().allMatch(p -> together.contains(p) || done.contains(p))) {
                        stages.add(together.stream()
                                .flatMap(p -> policies.of(p).stream())
                                .toList());
                        done.addAll(together);
                    }
                }
            }
        }
        return List.copyOf(stages);
    }

    /** Clauses by their policy. */
    private record ByPolicy(TreeMap<String, List<ClauseShape>> clauses) {
        ByPolicy(List<ClauseShape> some) {
            this(new TreeMap<>());
            some.forEach(c ->
                    clauses.computeIfAbsent(c.policy(), p -> new ArrayList<>()).add(c));
        }

        SortedSet<String> names() {
            return clauses.navigableKeySet();
        }

        List<ClauseShape> of(String policy) {
            return clauses.getOrDefault(policy, List.of());
        }

        /** The policies whose conclusions one looks at, directly or over others. */
        SortedSet<String> below(String policy) {
            SortedSet<String> below = new TreeSet<>();
            List<String> open = new ArrayList<>(List.of(policy));
            while (!open.isEmpty()) {
                for (ClauseShape clause : of(open.remove(open.size() - 1))) {
                    for (String other : names()) {
                        if (!below.contains(other)
                                && clause.reads().stream()
                                        .anyMatch(r -> of(other).stream().anyMatch(c -> Strata.feeds(c, r)))) {
                            below.add(other);
                            open.add(other);
                        }
                    }
                }
            }
            return below;
        }
    }
}
