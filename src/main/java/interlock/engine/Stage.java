package interlock.engine;

import interlock.vocabulary.Derived;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kie.api.KieBase;

/**
 * Policies that are evaluated together, in a session of their own, once all is concluded that they look at. A stage gets
 * only what one of its clauses matches, and what its session holds is let go before the next begins.
 *
 * @param reads the kinds that its clauses match
 * @param concludes the kinds that they conclude
 * @param needs for each clause the kinds without which it cannot fire, those aside that the stage itself concludes
 * @param parameters the ids of the parameters that its clauses can match; empty if any
 */
record Stage(
        KieBase base,
        SortedSet<String> reads,
        SortedSet<String> concludes,
        List<Set<String>> needs,
        Optional<Set<String>> parameters) {
    private static final Pattern BY_ID = Pattern.compile("\\bParameter\\s*\\(\\s*id\\s*==\\s*\"[^\"]*\"\\s*[,)]");
    private static final Pattern OR = Pattern.compile("\\bor\\b");

    Stage {
        reads = Collections.unmodifiableSortedSet(reads);
        concludes = Collections.unmodifiableSortedSet(concludes);
        needs = List.copyOf(needs);
    }

    /** Whether a clause may match something of a kind that it reads. */
    boolean mayMatch(Object item) {
        return !(item instanceof Derived.Parameter parameter)
                || parameters.isEmpty()
                || parameters.get().contains(parameter.id());
    }

    /** Whether some clause has something of each kind that it needs. */
    boolean canFire(Predicate<String> there) {
        return needs.stream().anyMatch(n -> n.stream().allMatch(there));
    }

    static Stage of(KieBase base, List<ClauseShape> clauses) {
        SortedSet<String> reads = new TreeSet<>();
        SortedSet<String> concludes = new TreeSet<>();
        clauses.forEach(c -> {
            c.reads().forEach(r -> reads.add(r.kind()));
            concludes.addAll(c.conclusions());
        });
        return new Stage(
                base,
                reads,
                concludes,
                clauses.stream().map(c -> needs(c, concludes)).toList(),
                parameters(clauses));
    }

    /** Nearly all patterns of parameters name the one that they ask for; where one does not, all are there to be matched. */
    private static Optional<Set<String>> parameters(List<ClauseShape> clauses) {
        Set<String> ids = new HashSet<>();
        for (ClauseShape clause : clauses) {
            long patterns = clause.reads().stream()
                    .filter(r -> r.kind().equals("Parameter"))
                    .count();
            if (patterns > BY_ID.matcher(clause.text()).results().count()) {
                return Optional.empty();
            }
            ids.addAll(clause.parameters());
        }
        return Optional.of(ids);
    }

    private static Set<String> needs(ClauseShape clause, Set<String> own) {
        // Of what stands in an `or` one will do; where the word means something else nothing is lost.
        return OR.matcher(clause.text()).find()
                ? Set.of()
                : clause.reads().stream()
                        .filter(r -> !r.whole() && !own.contains(r.kind()))
                        .map(ClauseShape.Read::kind)
                        .collect(Collectors.toSet());
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
