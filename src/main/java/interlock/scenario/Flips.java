package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.fact.World;
import interlock.vocabulary.Fact;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * For each signal the facts that, left out alone, make it vanish: found by leaving each out and evaluating again, so that
 * what policies deny and count is taken into account. Parties are never left out.
 */
public final class Flips {
    private Flips() {}

    /** Of the signals in the floor and, for those that are only in the ceiling, of the ceiling. */
    public static SortedMap<SignalKey, SortedSet<String>> of(
            Worlds worlds, Derivation floor, Derivation ceiling, Function<World, Derivation> evaluate) {
        SortedMap<SignalKey, SortedSet<String>> flips = new TreeMap<>();
        SortedMap<SignalKey, List<Step>> established = floor.signals();
        SortedMap<SignalKey, List<Step>> contingent = ceiling.signals();
        contingent.keySet().removeAll(established.keySet());
        collect(flips, worlds, floor, established, dropped -> evaluate.apply(worlds.floorWithout(dropped)));
        collect(flips, worlds, ceiling, contingent, dropped -> evaluate.apply(worlds.ceilingWithout(dropped)));
        return flips;
    }

    /** How many evaluations {@link #of} takes. */
    public static int evaluations(Worlds worlds, Derivation floor, Derivation ceiling) {
        SortedMap<SignalKey, List<Step>> contingent = ceiling.signals();
        contingent.keySet().removeAll(floor.signals().keySet());
        return candidates(worlds, floor, floor.signals()).size()
                + candidates(worlds, ceiling, contingent).size();
    }

    private static void collect(
            SortedMap<SignalKey, SortedSet<String>> flips,
            Worlds worlds,
            Derivation derivation,
            SortedMap<SignalKey, List<Step>> signals,
            Function<Set<String>, Derivation> without) {
        signals.keySet().forEach(k -> flips.put(k, new TreeSet<>()));
        candidates(worlds, derivation, signals).forEach((fact, under) -> {
            SortedMap<SignalKey, List<Step>> left = without.apply(Set.of(fact)).signals();
            for (SignalKey key : under) {
                if (!left.containsKey(key)) {
                    flips.getOrDefault(key, new TreeSet<>()).add(fact);
                }
            }
        });
    }

    /** The facts under any signal, each with the signals that it is under. */
    private static SortedMap<String, SortedSet<SignalKey>> candidates(
            Worlds worlds, Derivation derivation, Map<SignalKey, List<Step>> signals) {
        SortedMap<String, SortedSet<SignalKey>> candidates = new TreeMap<>();
        signals.forEach((key, steps) -> {
            for (Step step : steps) {
                for (String fact : derivation.factsUnder(step)) {
                    if (!isParty(worlds, fact)) {
                        candidates.computeIfAbsent(fact, f -> new TreeSet<>()).add(key);
                    }
                }
            }
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
