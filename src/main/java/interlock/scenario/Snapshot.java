package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.fact.World;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How every signal stands in the floor and the ceiling of a day. */
record Snapshot(
        Derivation floor, Derivation ceiling, SortedMap<SignalKey, Timeline.Standing> standings, long insertions) {

    /** Both worlds evaluated. */
    static Snapshot of(Worlds worlds, Function<World, Derivation> evaluate) {
        Derivation floor = evaluate.apply(worlds.floor());
        Derivation ceiling = evaluate.apply(worlds.ceiling());
        SortedMap<SignalKey, List<Step>> established = floor.signals();
        SortedMap<SignalKey, List<Step>> possible = ceiling.signals();
        SortedSet<SignalKey> keys = new TreeSet<>(established.keySet());
        keys.addAll(possible.keySet());
        SortedMap<SignalKey, Timeline.Standing> standings = new TreeMap<>();
        for (SignalKey key : keys) {
            List<Step> low = established.getOrDefault(key, List.of());
            List<Step> high = possible.getOrDefault(key, List.of());
            standings.put(key, new Timeline.Standing(severity(low), severity(high), level(low.isEmpty() ? high : low)));
        }
        return new Snapshot(
                floor,
                ceiling,
                Collections.unmodifiableSortedMap(standings),
                2L * worlds.live().size()
                        + floor.steps().size()
                        + ceiling.steps().size());
    }

    /** The steps that raise a signal, those of the floor first. */
    List<Step> steps(SignalKey key) {
        return Stream.of(floor, ceiling)
                .flatMap(d -> d.signals().getOrDefault(key, List.of()).stream())
                .toList();
    }

    /** The ids of the facts that the proofs of a signal rest on. */
    SortedSet<String> cited(SignalKey key) {
        SortedSet<String> cited = new TreeSet<>();
        for (Derivation d : List.of(floor, ceiling)) {
            d.signals().getOrDefault(key, List.of()).forEach(s -> cited.addAll(d.factsUnder(s)));
        }
        return cited;
    }

    private static @Nullable BigDecimal severity(List<Step> steps) {
        return steps.stream()
                .map(s -> s.points().severity())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Level level(List<Step> steps) {
        return steps.stream()
                .map(s -> s.conclusion() instanceof Derived.Signal signal ? signal.level() : Level.INFO)
                .max(Comparator.naturalOrder())
                .orElse(Level.INFO);
    }
}
