package interlock.scenario;

import interlock.derivation.SignalKey;
import interlock.scenario.Timeline.Cause;
import interlock.scenario.Timeline.How;
import interlock.scenario.Timeline.Item;
import interlock.scenario.Timeline.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which of the items that changed between two neighbouring days made a signal what it became. Items are held
 * back, the rest is evaluated, and what can be held back without the signal noticing is no cause. The rest is minimal:
 * none of it can be spared. Nothing is assumed of the policies; with {@code not} in them an item may hide what another does.
 */
final class Causes {
    /** Most ways told in which one change was brought about. */
    private static final int WAYS = 3;

    private final History history;
    private final Moment before;
    private final Moment after;
    private final Function<Worlds, Snapshot> look;
    private final Budget budget;
    private final List<Item> changed;
    private final Map<Set<Item>, SortedMap<SignalKey, Standing>> tried = new HashMap<>();

    Causes(History history, Moment before, Moment after, Snapshot now, Function<Worlds, Snapshot> look, Budget budget) {
        this.history = history;
        this.before = before;
        this.after = after;
        this.look = look;
        this.budget = budget;
        this.changed = before.changes(after);
        tried.put(Set.copyOf(changed), now.standings());
    }

    /**
     * The ways in which a signal came to stand as it does, each enough by itself and minimal.
     *
     * @param then how it stands now; null if it is absent
     * @param cited the facts that its proofs rest on, now or before; tried first
     */
    List<Cause> of(SignalKey key, @Nullable Standing then, Set<String> cited) {
        Trial trial = new Trial(key, then, new AtomicBoolean());
        if (trial.comesAbout(List.of())) {
            return List.of(new Cause(How.TIME, List.of()));
        }
        List<Cause> ways = new ArrayList<>();
        List<Item> open = changed;
        while (ways.size() < WAYS && trial.comesAbout(open)) {
            List<Item> near = open.stream().filter(i -> cited.contains(i.id())).toList();
            List<Item> least = Smallest.of(trial.comesAbout(near) ? near : open, trial::comesAbout);
            ways.add(new Cause(least.size() == 1 ? How.ALONE : How.TOGETHER, least));
            open = Smallest.without(open, least);
        }
        ways.sort(Comparator.comparing(
                w -> w.items().stream().map(Item::id).toList().toString()));
        return trial.brokenOff().get() ? List.of(new Cause(How.UNDETERMINED, changed)) : ways;
    }

    /** One signal, held against what comes about. */
    private final class Trial {
        private final SignalKey key;
        private final @Nullable Standing then;
        private final AtomicBoolean brokenOff;

        Trial(SignalKey key, @Nullable Standing then, AtomicBoolean brokenOff) {
            this.key = key;
            this.then = then;
            this.brokenOff = brokenOff;
        }

        AtomicBoolean brokenOff() {
            return brokenOff;
        }

        /** Whether the signal stands as it does now if only these items had changed. */
        boolean comesAbout(List<Item> applied) {
            Set<Item> set = Set.copyOf(applied);
            SortedMap<SignalKey, Standing> standings = tried.get(set);
            if (standings == null) {
                if (!budget.allows()) {
                    brokenOff.set(true);
                    return false;
                }
                Snapshot snapshot = look.apply(history.worlds(before, after, Smallest.without(changed, applied)));
                budget.spend(snapshot.insertions());
                standings = snapshot.standings();
                tried.put(set, standings);
            }
            Standing stands = standings.get(key);
            return then == null ? stands == null : then.like(stands);
        }
    }
}
