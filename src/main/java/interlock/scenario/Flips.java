package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies.Slice;
import interlock.engine.Settled;
import interlock.fact.World;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For each signal the facts that, left out alone, make it vanish: read off its proofs where these tell all ({@link Settled}),
 * otherwise found by leaving each out and evaluating again. Where nothing under a policy denies anything, only a fact that all
 * proofs share can do so, since every other proof keeps its premises and no total gains a member; elsewhere every fact under
 * any proof is tried. Parties are never left out.
 */
public final class Flips {
    private Flips() {}

    /** Most facts put into worlds of the whole fact base; past it each signal gets what it can depend on. */
    private static final long WHOLE = 4_000_000;
    /** Most facts put into worlds of what single signals can depend on. */
    private static final long SLICED = 12_000_000;

    /**
     * What was found.
     *
     * @param flips for each signal the facts without which it vanishes
     * @param complete whether that was found out for every signal
     */
    public record Found(SortedMap<SignalKey, SortedSet<String>> flips, boolean complete) {}

    /**
     * Of the signals in the floor and, for those that are only in the ceiling, of the ceiling.
     *
     * @param slices what a signal can depend on; asked for where the fact base is too large to be looked at whole
     */
    public static Found of(
            Worlds worlds,
            Derivation floor,
            Derivation ceiling,
            Several evaluate,
            CompiledPolicies policies,
            Function<SignalKey, Slice> slices) {
        return of(worlds, floor, ceiling, evaluate, policies, slices, WHOLE, SLICED);
    }

    static Found of(
            Worlds worlds,
            Derivation floor,
            Derivation ceiling,
            Several evaluate,
            CompiledPolicies policies,
            Function<SignalKey, Slice> slices,
            long whole,
            long sliced) {
        SortedMap<SignalKey, List<Step>> established = floor.signals();
        SortedMap<SignalKey, List<Step>> contingent = ceiling.signals();
        contingent.keySet().removeAll(established.keySet());
        SortedMap<SignalKey, SortedSet<String>> flips = new TreeMap<>();
        established.keySet().forEach(k -> flips.put(k, new TreeSet<>()));
        contingent.keySet().forEach(k -> flips.put(k, new TreeSet<>()));
        settle(worlds, new Settled(policies, worlds.floor(), floor), established, flips);
        settle(worlds, new Settled(policies, worlds.ceiling(), ceiling), contingent, flips);
        SortedMap<String, SortedSet<SignalKey>> inFloor = candidates(worlds, floor, established, policies::denies);
        SortedMap<String, SortedSet<SignalKey>> inCeiling = candidates(worlds, ceiling, contingent, policies::denies);
        if ((inFloor.size() + inCeiling.size()) * (long) worlds.live().size() <= whole) {
            collect(flips, inFloor, evaluate, worlds.floor());
            collect(flips, inCeiling, evaluate, worlds.ceiling());
            return new Found(flips, true);
        }
        AtomicLong left = new AtomicLong(sliced);
        each(inFloor).forEach((signal, facts) -> {
            // What has once been used up does not come back.
            if (left.get() < 0) {
                return;
            }
            Slice slice = slices.apply(signal);
            if (left.addAndGet(-slice.effort()
                            - (long) facts.size() * slice.facts().size())
                    >= 0) {
                collect(flips, only(signal, facts), evaluate, worlds.floorWithout(Set.of(), slice));
            }
        });
        each(inCeiling).forEach((signal, facts) -> {
            // What has once been used up does not come back.
            if (left.get() < 0) {
                return;
            }
            Slice slice = slices.apply(signal);
            if (left.addAndGet(-slice.effort()
                            - (long) facts.size() * slice.facts().size())
                    >= 0) {
                collect(flips, only(signal, facts), evaluate, worlds.ceilingWithout(Set.of(), slice));
            }
        });
        return new Found(flips, left.get() >= 0);
    }

    /** Notes what the proofs of signals tell, and leaves those of which they do not tell it. */
    private static void settle(
            Worlds worlds,
            Settled settled,
            SortedMap<SignalKey, List<Step>> signals,
            SortedMap<SignalKey, SortedSet<String>> flips) {
        signals.entrySet().removeIf(e -> {
            Set<Derived> conclusions =
                    e.getValue().stream().map(Step::conclusion).collect(Collectors.toSet());
            @Nullable SortedSet<String> common = null;
            for (Derived conclusion : conclusions) {
                Optional<SortedSet<String>> facts =
                        conclusion instanceof Signal signal ? settled.flips(signal) : Optional.empty();
                if (facts.isEmpty()) {
                    return false;
                }
                if (common == null) {
                    common = new TreeSet<>(facts.get());
                } else {
                    common.retainAll(facts.get());
                }
            }
            if (common != null) {
                common.removeIf(f -> isParty(worlds, f));
                flips.put(e.getKey(), common);
            }
            return common != null;
        });
    }

    private static SortedMap<SignalKey, SortedSet<String>> each(SortedMap<String, SortedSet<SignalKey>> candidates) {
        SortedMap<SignalKey, SortedSet<String>> each = new TreeMap<>();
        candidates.forEach((fact, signals) -> signals.forEach(
                s -> each.computeIfAbsent(s, k -> new TreeSet<>()).add(fact)));
        return each;
    }

    private static SortedMap<String, SortedSet<SignalKey>> only(SignalKey signal, SortedSet<String> facts) {
        SortedMap<String, SortedSet<SignalKey>> only = new TreeMap<>();
        facts.forEach(f -> only.put(f, new TreeSet<>(Set.of(signal))));
        return only;
    }

    private static void collect(
            SortedMap<SignalKey, SortedSet<String>> flips,
            SortedMap<String, SortedSet<SignalKey>> candidates,
            Several evaluate,
            World world) {
        List<String> facts = List.copyOf(candidates.keySet());
        Set<SignalKey> signals = new TreeSet<>();
        candidates.values().forEach(signals::addAll);
        List<SortedMap<SignalKey, BigDecimal>> left = evaluate.severitiesWithout(world, facts, signals);
        for (int i = 0; i < facts.size(); i++) {
            for (SignalKey signal : candidates.getOrDefault(facts.get(i), new TreeSet<>())) {
                if (!left.get(i).containsKey(signal)) {
                    flips.getOrDefault(signal, new TreeSet<>()).add(facts.get(i));
                }
            }
        }
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
