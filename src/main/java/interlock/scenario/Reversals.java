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

    /**
     * The changes that each dispute would bring, by the id of the fact that is not used; those of the evidence policies,
     * which see both sides anyway, too.
     */
    public static SortedMap<String, List<Change>> of(
            Worlds worlds, Derivation floor, Derivation ceiling, Several evaluate) {
        List<World> reversed = new ArrayList<>();
        for (Dispute dispute : worlds.disputes()) {
            reversed.add(worlds.floorReversing(List.of(dispute)));
            reversed.add(worlds.ceilingReversing(List.of(dispute)));
        }
        List<SortedMap<SignalKey, BigDecimal>> then = evaluate.severities(reversed);
        SortedMap<String, List<Change>> changes = new TreeMap<>();
        for (int i = 0; i < worlds.disputes().size(); i++) {
            List<Change> found = new ArrayList<>();
            compare(found, true, floor, then.get(2 * i));
            compare(found, false, ceiling, then.get(2 * i + 1));
            changes.put(worlds.disputes().get(i).other(), List.copyOf(found));
        }
        return changes;
    }

    private static void compare(
            List<Change> found, boolean inFloor, Derivation now, SortedMap<SignalKey, BigDecimal> after) {
        SortedMap<SignalKey, List<Step>> before = now.signals();
        SortedSet<SignalKey> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (SignalKey key : keys) {
            @Nullable BigDecimal was = severity(before.getOrDefault(key, List.of()));
            @Nullable BigDecimal is = after.get(key);
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
