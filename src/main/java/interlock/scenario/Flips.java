package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.fact.World;
import interlock.vocabulary.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * For each signal the facts that, left out alone, make it vanish: found by leaving each out and evaluating again. Where
 * nothing under a policy denies anything, only a fact that all proofs share can do so, since every other proof keeps its
 * premises and no total gains a member; elsewhere every fact under any proof is tried. Parties are never left out.
 */
public final class Flips {
    private Flips() {}

    /**
     * Of the signals in the floor and, for those that are only in the ceiling, of the ceiling.
     *
     * @param denies whether a policy, or one whose conclusions it uses, holds a {@code not}
     */
    public static SortedMap<SignalKey, SortedSet<String>> of(
            Worlds worlds,
            Derivation floor,
            Derivation ceiling,
            Function<World, Derivation> evaluate,
            Predicate<String> denies) {
        SortedMap<SignalKey, SortedSet<String>> flips = new TreeMap<>();
        SortedMap<SignalKey, List<Step>> established = floor.signals();
        SortedMap<SignalKey, List<Step>> contingent = ceiling.signals();
        contingent.keySet().removeAll(established.keySet());
        collect(flips, worlds, floor, established, denies, dropped -> evaluate.apply(worlds.floorWithout(dropped)));
        collect(flips, worlds, ceiling, contingent, denies, dropped -> evaluate.apply(worlds.ceilingWithout(dropped)));
        return flips;
    }

    /** How many evaluations {@link #of} takes. */
    public static int evaluations(Worlds worlds, Derivation floor, Derivation ceiling, Predicate<String> denies) {
        SortedMap<SignalKey, List<Step>> contingent = ceiling.signals();
        contingent.keySet().removeAll(floor.signals().keySet());
        return candidates(worlds, floor, floor.signals(), denies).size()
                + candidates(worlds, ceiling, contingent, denies).size();
    }

    private static void collect(
            SortedMap<SignalKey, SortedSet<String>> flips,
            Worlds worlds,
            Derivation derivation,
            SortedMap<SignalKey, List<Step>> signals,
            Predicate<String> denies,
            Function<Set<String>, Derivation> without) {
        signals.keySet().forEach(k -> flips.put(k, new TreeSet<>()));
        candidates(worlds, derivation, signals, denies).forEach((fact, under) -> {
            SortedMap<SignalKey, List<Step>> left = without.apply(Set.of(fact)).signals();
            for (SignalKey key : under) {
                if (!left.containsKey(key)) {
                    flips.getOrDefault(key, new TreeSet<>()).add(fact);
                }
            }
        });
    }

    /** The facts worth leaving out, each with the signals that may vanish with it. */
    private static SortedMap<String, SortedSet<SignalKey>> candidates(
            Worlds worlds, Derivation derivation, Map<SignalKey, List<Step>> signals, Predicate<String> denies) {
        SortedMap<String, SortedSet<SignalKey>> candidates = new TreeMap<>();
        Map<String, Boolean> denying = new HashMap<>();
        signals.forEach((key, steps) -> {
            boolean all = denying.computeIfAbsent(key.policy(), denies::test);
            SortedSet<String> facts = new TreeSet<>(derivation.factsUnder(steps.get(0)));
            for (Step step : steps) {
                if (all) {
                    facts.addAll(derivation.factsUnder(step));
                } else {
                    facts.retainAll(derivation.factsUnder(step));
                }
            }
            facts.removeIf(f -> isParty(worlds, f));
            facts.forEach(
                    f -> candidates.computeIfAbsent(f, k -> new TreeSet<>()).add(key));
        });
        return candidates;
    }

    private static boolean isParty(Worlds worlds, String id) {
        var assertion = worlds.live().get(id);
        return assertion == null
                || assertion.fact() instanceof Fact.Company
                || assertion.fact() instanceof Fact.Person
                || assertion.fact() instanceof Fact.Fund;
    }
}
