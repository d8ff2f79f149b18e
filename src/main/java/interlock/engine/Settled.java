package interlock.engine;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.derive.Deriver;
import interlock.derive.Derivers;
import interlock.engine.ClauseShape.Read;
import interlock.engine.Skeleton.Aside;
import interlock.engine.Skeleton.Bone;
import interlock.engine.Skeleton.Constant;
import interlock.engine.Skeleton.Either;
import interlock.engine.Skeleton.Element;
import interlock.engine.Skeleton.Head;
import interlock.engine.Skeleton.Match;
import interlock.engine.Skeleton.Term;
import interlock.engine.Skeleton.Variable;
import interlock.fact.World;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Records;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the signals of a world if one fact, parties aside, is left out, as far as what was derived in it tells:
 * where nothing can come about that was not there, a signal goes with exactly those facts that all its proofs have.
 */
// INVARIANT(settled): where a clause looks at nothing as a whole that could change, and matches nothing that could come
// about, its steps without a fact are those of its steps with it that do not rest on that fact. Whether something could
// come
// about is answered yes where it is in doubt. By induction over what clauses conclude, a signal whose clauses cannot
// come to
// anything new holds without a fact just if some proof of it does without that fact.
public final class Settled {
    /** Givens that are there whatever fact is left out, and the parties, which never are. */
    private static final Set<String> STANDING =
            Set.of("Parameter", "Inapplicable", "Clock", "Behind", "Company", "Person", "Fund");

    /** What stands for a value by which nothing is told from others. */
    private static final String ANY = "\u0001";

    private final Map<String, List<Clause>> concluding = new HashMap<>();
    private final Map<String, Set<Object>> items = new HashMap<>();
    private final Set<String> drifting = new HashSet<>();
    private final Map<String, Map<String, List<Object>>> indexes = new HashMap<>();
    private final Map<Goal, Boolean> any = new HashMap<>();
    private final Map<Goal, Boolean> coming = new HashMap<>();
    private final Map<Derived, Set<String>> needed;

    /** @param derivation what follows in the world */
    public Settled(CompiledPolicies policies, World world, Derivation derivation) {
        Shelf shelf = new Shelf(policies.policies().vocabulary());
        List<Skeleton> skeletons = policies.skeletons();
        for (int i = 0; i < skeletons.size(); i++) {
            Skeleton bones = skeletons.get(i);
            Clause clause = new Clause(
                    bones,
                    bones.heads().stream().map(h -> bones.values(h, shelf)).toList(),
                    policies.shapes().get(i).reads().stream().anyMatch(Read::whole));
            clause.bones().heads().stream()
                    .map(Head::kind)
                    .distinct()
                    .forEach(kind -> concluding
                            .computeIfAbsent(kind, k -> new ArrayList<>())
                            .add(clause));
        }
        world.facts().forEach(this::there);
        derivation.givens().forEach(this::there);
        derivation.steps().forEach(s -> there(s.conclusion()));
        for (Deriver deriver : Derivers.ALL) {
            if (deriver.reads().stream()
                    .map(Class::getSimpleName)
                    .anyMatch(k -> items.containsKey(k) && !STANDING.contains(k))) {
                deriver.derives().forEach(k -> drifting.add(k.getSimpleName()));
            }
        }
        this.needed = needed(derivation);
    }

    /**
     * The facts without which a signal vanishes, each left out alone; empty if that has to be found by evaluating. Parties may
     * be among them, though it is not told what becomes of a signal without these.
     *
     * @param signal a conclusion of the world, as it stands in a step
     */
    public Optional<SortedSet<String>> flips(Derived.Signal signal) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        wanted.put("policy", Set.of(signal.policy()));
        wanted.put("grade", Set.of(Skeleton.key(signal.grade()).orElseThrow()));
        // For all parties first, which is worked out once.
        if (coming(new Goal("Signal", Map.copyOf(wanted)))) {
            List<String> places = Suppositions.PLACES;
            for (int i = 0; i < places.size() && i < signal.parties().size(); i++) {
                wanted.put(places.get(i), Set.of(signal.parties().get(i)));
            }
            if (coming(new Goal("Signal", wanted))) {
                return Optional.empty();
            }
        }
        return Optional.of(new TreeSet<>(needed.getOrDefault(signal, Set.of())));
    }

    /**
     * @param heads what the fields of each of its conclusions are made of
     * @param whole whether some kind is looked at as a whole
     */
    private record Clause(Skeleton bones, List<Map<String, Term>> heads, boolean whole) {}

    /** Things of a kind some of whose fields have one of the values told. */
    private record Goal(String kind, Map<String, Set<String>> wanted, int hash) {
        Goal(String kind, Map<String, Set<String>> wanted) {
            this(kind, wanted, 31 * kind.hashCode() + wanted.hashCode());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** A clause that can conclude what is asked for, with what it would match, one of each list, and look at aside. */
    private record Way(List<List<List<Goal>>> matches, List<Looked> asides, boolean doubtful) {}

    /** @param together whether all of it must be there at once to make a difference */
    private record Looked(List<Goal> goals, boolean together) {}

    private void there(Object item) {
        items.computeIfAbsent(item.getClass().getSimpleName(), k -> new HashSet<>())
                .add(item);
    }

    /** Whether something of the sort is there. */
    private boolean any(Goal goal) {
        return any.computeIfAbsent(
                goal,
                g -> narrowest(g).stream()
                        .flatMap(Collection::stream)
                        .anyMatch(item -> g.wanted().entrySet().stream()
                                .allMatch(e -> key(item, e.getKey()).equals(ANY)
                                        || e.getValue().contains(key(item, e.getKey())))));
    }

    /** What may be of the sort, as far as the field tells that most differ in. */
    private List<Collection<Object>> narrowest(Goal goal) {
        Collection<Object> all = items.getOrDefault(goal.kind(), Set.of());
        List<Collection<Object>> narrowest = List.of(all);
        int least = all.size();
        for (Map.Entry<String, Set<String>> e : goal.wanted().entrySet()) {
            Map<String, List<Object>> index =
                    indexes.computeIfAbsent(goal.kind() + "." + e.getKey(), k -> index(goal.kind(), e.getKey()));
            List<Collection<Object>> found = new ArrayList<>(List.of(index.getOrDefault(ANY, List.of())));
            e.getValue().forEach(v -> found.add(index.getOrDefault(v, List.of())));
            int size = found.stream().mapToInt(Collection::size).sum();
            if (size < least) {
                least = size;
                narrowest = found;
            }
        }
        return narrowest;
    }

    private Map<String, List<Object>> index(String kind, String field) {
        Map<String, List<Object>> index = new HashMap<>();
        items.getOrDefault(kind, Set.of())
                .forEach(item -> index.computeIfAbsent(key(item, field), k -> new ArrayList<>())
                        .add(item));
        return index;
    }

    /** The key of what something holds in a field; {@link #ANY} where it has no such field, or one by which nothing is told. */
    private static String key(Object item, String field) {
        return Records.components(item.getClass()).contains(field)
                ? Skeleton.key(Records.value(item, field)).orElse(ANY)
                : ANY;
    }

    /** Whether something of the sort that is not there could come about if a fact were left out. */
    private boolean coming(Goal top) {
        @Nullable Boolean known = coming.get(top);
        if (known != null) {
            return known;
        }
        Map<Goal, List<Way>> ways = new LinkedHashMap<>();
        Deque<Goal> open = new ArrayDeque<>(List.of(top));
        while (!open.isEmpty()) {
            Goal goal = open.pop();
            if (!ways.containsKey(goal) && !coming.containsKey(goal)) {
                List<Way> to = ways(goal);
                ways.put(goal, to);
                to.forEach(w -> {
                    w.matches().forEach(m -> m.forEach(open::addAll));
                    w.asides().forEach(a -> open.addAll(a.goals()));
                });
            }
        }
        Predicate<Goal> found = g -> coming.getOrDefault(g, false);
        ways.keySet().forEach(g -> coming.put(g, drifting.contains(g.kind())));
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<Goal, List<Way>> e : ways.entrySet()) {
                if (!found.test(e.getKey()) && e.getValue().stream().anyMatch(w -> leadsToMore(w, found))) {
                    coming.put(e.getKey(), true);
                    more = true;
                }
            }
        }
        return found.test(top);
    }

    private boolean leadsToMore(Way way, Predicate<Goal> found) {
        boolean more = way.doubtful()
                || way.matches().stream()
                        .anyMatch(branches ->
                                branches.stream().anyMatch(b -> b.stream().anyMatch(found)))
                || way.asides().stream().anyMatch(a -> changes(a, found));
        // And whether all that must match could be there, with the fact or without it.
        return more
                && way.matches().stream()
                        .allMatch(branches ->
                                branches.stream().anyMatch(b -> b.stream().allMatch(g -> found.test(g) || any(g))));
    }

    private boolean changes(Looked aside, Predicate<Goal> found) {
        return (!aside.together() || aside.goals().stream().allMatch(g -> any(g) || found.test(g)))
                && aside.goals().stream().anyMatch(g -> found.test(g) || (any(g) && !STANDING.contains(g.kind())));
    }

    private List<Way> ways(Goal goal) {
        List<Way> ways = new ArrayList<>();
        for (Clause clause : concluding.getOrDefault(goal.kind(), List.of())) {
            for (int i = 0; i < clause.heads().size(); i++) {
                Map<String, Set<String>> scope = new TreeMap<>();
                if (clause.bones().heads().get(i).kind().equals(goal.kind())
                        && fits(clause.heads().get(i), goal, scope)) {
                    ways.add(way(clause, scope));
                }
            }
        }
        return ways;
    }

    /** Whether a conclusion can be as asked for; notes what variables then are. */
    private static boolean fits(Map<String, Term> values, Goal goal, Map<String, Set<String>> scope) {
        for (Map.Entry<String, Set<String>> e : goal.wanted().entrySet()) {
            @Nullable Term term = values.get(e.getKey());
            if (term instanceof Constant constant && !e.getValue().contains(constant.value())) {
                return false;
            }
            if (term instanceof Variable variable) {
                scope.merge(variable.name(), e.getValue(), Settled::both);
            }
        }
        return true;
    }

    private static Way way(Clause clause, Map<String, Set<String>> scope) {
        List<List<List<Goal>>> matches = new ArrayList<>();
        List<Looked> asides = new ArrayList<>();
        boolean doubtful = false;
        for (Element element : clause.bones().elements()) {
            if (element instanceof Match match) {
                matches.add(List.of(List.of(goal(match.bone(), scope))));
            } else if (element instanceof Aside aside) {
                asides.add(new Looked(
                        aside.bones().stream().map(b -> goal(b, scope)).toList(), aside.together()));
            } else if (element instanceof Either && clause.whole()) {
                // Of what stands in a branch it is not told whether it must match or must not.
                doubtful = true;
            } else if (element instanceof Either either) {
                matches.add(either.branches().stream()
                        .map(branch -> branch.stream().map(b -> goal(b, scope)).toList())
                        .toList());
            }
        }
        return new Way(List.copyOf(matches), List.copyOf(asides), doubtful);
    }

    private static Goal goal(Bone bone, Map<String, Set<String>> scope) {
        Map<String, Set<String>> wanted = new TreeMap<>();
        bone.equal().forEach((field, term) -> {
            @Nullable Set<String> values = Skeleton.possible(term, scope);
            if (values != null) {
                wanted.merge(field, values, Settled::both);
            }
        });
        bone.binds().forEach((variable, field) -> {
            @Nullable Set<String> values = scope.get(variable);
            if (values != null) {
                wanted.merge(field, values, Settled::both);
            }
        });
        return new Goal(bone.kind(), wanted);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return both;
    }

    /**
     * For each conclusion the facts that all its proofs rest on. Of the solutions of "what all steps to it need", the
     * greatest: in a ring of conclusions none shows another.
     */
    private static Map<Derived, Set<String>> needed(Derivation derivation) {
        Map<Derived, Set<Derived>> above = new HashMap<>();
        Map<Derived, List<Step>> to = new LinkedHashMap<>();
        for (Step step : derivation.steps()) {
            to.computeIfAbsent(step.conclusion(), c -> new ArrayList<>()).add(step);
            for (Premise premise : step.premises()) {
                if (premise.item() instanceof Derived below) {
                    above.computeIfAbsent(below, c -> new HashSet<>()).add(step.conclusion());
                }
            }
        }
        Map<Derived, Set<String>> needed = new HashMap<>();
        Deque<Derived> open = new ArrayDeque<>(to.keySet());
        Set<Derived> waiting = new HashSet<>(open);
        while (!open.isEmpty()) {
            Derived conclusion = open.removeFirst();
            waiting.remove(conclusion);
            @Nullable Set<String> now = derivation.given(conclusion) ? grounds(derivation, conclusion) : null;
            for (Step step : to.getOrDefault(conclusion, List.of())) {
                @Nullable Set<String> through = needed(step, derivation, to.keySet(), needed);
                if (through != null) {
                    if (now == null) {
                        now = through;
                    } else {
                        now.retainAll(through);
                    }
                }
            }
            @Nullable Set<String> before = needed.get(conclusion);
            if (now != null && (before == null || before.size() != now.size())) {
                needed.put(conclusion, now);
                for (Derived next : above.getOrDefault(conclusion, Set.of())) {
                    if (waiting.add(next)) {
                        open.addLast(next);
                    }
                }
            }
        }
        return needed;
    }

    /** Null if nothing is known yet of what a step rests on. */
    private static @Nullable Set<String> needed(
            Step step, Derivation derivation, Collection<Derived> concluded, Map<Derived, Set<String>> needed) {
        Set<String> all = new HashSet<>();
        for (Premise premise : step.premises()) {
            if (premise.how() == Premise.How.LACKING) {
                continue;
            }
            if (premise.item() instanceof Fact fact) {
                all.add(fact.id());
            } else if (premise.item() instanceof Derived below) {
                @Nullable
                Set<String> under = concluded.contains(below) ? needed.get(below) : grounds(derivation, below);
                if (under == null) {
                    return null;
                }
                all.addAll(under);
            }
        }
        return all;
    }

    private static Set<String> grounds(Derivation derivation, Derived given) {
        return new HashSet<>(derivation.grounds(given));
    }
}
