package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.fact.World;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What would change if, of two facts that contradict each other, the other one were right: found by evaluating that. */
public final class Reversals {
    private Reversals() {}

    /**
     * A signal whose severity is another then.
     *
     * @param inFloor whether it changes in the floor; otherwise in the ceiling
     * @param before null if the signal is absent now
     * @param after null if it would be absent then
     */
    public record Change(
            SignalKey signal,
            boolean inFloor,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after) {}

    /** The changes that each dispute would bring; those of the evidence policies, which see both sides anyway, too. */
    public static SortedMap<String, List<Change>> of(
            Worlds worlds, Derivation floor, Derivation ceiling, Function<World, Derivation> evaluate) {
        SortedMap<String, List<Change>> changes = new TreeMap<>();
        for (Dispute dispute : worlds.disputes()) {
            List<Change> found = new ArrayList<>();
            compare(found, true, floor, evaluate.apply(worlds.floorReversing(List.of(dispute))));
            compare(found, false, ceiling, evaluate.apply(worlds.ceilingReversing(List.of(dispute))));
            changes.put(dispute.other(), List.copyOf(found));
        }
        return changes;
    }

    private static void compare(List<Change> found, boolean inFloor, Derivation now, Derivation then) {
        SortedMap<SignalKey, List<Step>> before = now.signals();
        SortedMap<SignalKey, List<Step>> after = then.signals();
        SortedSet<SignalKey> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (SignalKey key : keys) {
            @Nullable BigDecimal was = severity(before.getOrDefault(key, List.of()));
            @Nullable BigDecimal is = severity(after.getOrDefault(key, List.of()));
            if (was == null ? is != null : is == null || was.compareTo(is) != 0) {
                found.add(new Change(key, inFloor, was, is));
            }
        }
    }

    private static @Nullable BigDecimal severity(List<Step> steps) {
        return steps.stream()
                .map(s -> s.points().severity())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
