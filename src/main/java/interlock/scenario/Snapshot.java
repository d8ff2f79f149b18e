package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.fact.World;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How every signal stands in the floor and the ceiling of a day.
 *
 * @param floor evaluated, once somebody asks for the proofs
 * @param insertions the facts that are put into both worlds
 */
record Snapshot(
        Once<Derivation> floor,
        Once<Derivation> ceiling,
        SortedMap<SignalKey, Timeline.Standing> standings,
        long insertions) {

    /** Both worlds evaluated. */
    static Snapshot of(Worlds worlds, Function<World, Derivation> evaluate) {
        return of(worlds, evaluate, Optional.empty(), 0);
    }

    /** The worlds of several days looked at together where that can be done, and evaluated where it cannot. */
    static List<Snapshot> of(List<Worlds> days, Several several, Function<World, Derivation> evaluate) {
        Optional<List<SortedMap<SignalKey, Several.Raised>>> raised = several.raised(
                days.stream().flatMap(w -> Stream.of(w.floor(), w.ceiling())).toList());
        List<Snapshot> snapshots = new ArrayList<>();
        for (int at = 0; at < days.size(); at++) {
            snapshots.add(of(days.get(at), evaluate, raised, at));
        }
        return snapshots;
    }

    private static Snapshot of(
            Worlds worlds,
            Function<World, Derivation> evaluate,
            Optional<List<SortedMap<SignalKey, Several.Raised>>> raised,
            int at) {
        Once<Derivation> floor = new Once<>(() -> evaluate.apply(worlds.floor()));
        Once<Derivation> ceiling = new Once<>(() -> evaluate.apply(worlds.ceiling()));
        SortedMap<SignalKey, Several.Raised> certain =
                raised.map(r -> r.get(2 * at)).orElseGet(() -> raised(floor.get()));
        SortedMap<SignalKey, Several.Raised> possible =
                raised.map(r -> r.get(2 * at + 1)).orElseGet(() -> raised(ceiling.get()));
        SortedSet<SignalKey> keys = new TreeSet<>(certain.keySet());
        keys.addAll(possible.keySet());
        SortedMap<SignalKey, Timeline.Standing> standings = new TreeMap<>();
        for (SignalKey key : keys) {
            Several.Raised low = certain.get(key);
            Several.Raised high = possible.get(key);
            standings.put(
                    key,
                    new Timeline.Standing(
                            low == null ? null : low.severity(),
                            high == null ? null : high.severity(),
                            (low == null ? Objects.requireNonNull(high) : low).level()));
        }
        return new Snapshot(
                floor,
                ceiling,
                Collections.unmodifiableSortedMap(standings),
                2L * worlds.live().size());
    }

    private static SortedMap<SignalKey, Several.Raised> raised(Derivation derivation) {
        SortedMap<SignalKey, Several.Raised> raised = new TreeMap<>();
        derivation
                .signals()
                .forEach((key, steps) -> raised.put(key, new Several.Raised(severity(steps), level(steps))));
        return raised;
    }

    /** The steps that raise a signal, those of the floor first. */
    List<Step> steps(SignalKey key) {
        return Stream.of(floor.get(), ceiling.get())
                .flatMap(d -> d.signals().getOrDefault(key, List.of()).stream())
                .toList();
    }

    /** The ids of the facts that the proofs of a signal rest on. */
    SortedSet<String> cited(SignalKey key) {
        SortedSet<String> cited = new TreeSet<>();
        for (Derivation d : List.of(floor.get(), ceiling.get())) {
            d.signals().getOrDefault(key, List.of()).forEach(s -> cited.addAll(d.factsUnder(s)));
        }
        return cited;
    }

    private static BigDecimal severity(List<Step> steps) {
        return steps.stream()
                .map(s -> s.points().severity())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Level level(List<Step> steps) {
        return steps.stream()
                .map(s -> s.conclusion() instanceof Derived.Signal signal ? signal.level() : Level.INFO)
                .max(Comparator.naturalOrder())
                .orElse(Level.INFO);
    }
}
