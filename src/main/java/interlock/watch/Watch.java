package interlock.watch;

import interlock.Query;
import interlock.engine.Budget;
import interlock.report.render.Style;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks at the files again and again. It asks the files themselves and not the operating system's notices, which miss
 * what happens to a folder that goes and comes back, behind a link or on a disk elsewhere.
 */
public final class Watch {
    private static final int NAMED = 5;

    private final List<Path> roots;
    private final List<Path> rules;
    private final Inspection inspection;
    private final Style style;
    private final Consumer<String> told;

    /** Puts what is worked out within bounds, each thing within its own: that one uses up too much hinders no other. */
    public interface Bounds {
        /** What comes of some work, which gets what it may use up. */
        <T> T within(Function<Budget, T> work);
    }

    /** @param told takes what there is to tell, in whole lines */
    public Watch(List<Path> facts, List<Path> rules, Query query, Bounds bounds, Style style, Consumer<String> told) {
        this.roots = new ArrayList<>(facts);
        this.roots.addAll(rules);
        this.rules = List.copyOf(rules);
        this.inspection = new Inspection(facts, rules, query, bounds);
        this.style = style;
        this.told = told;
    }

    /**
     * Watches until told to stop.
     *
     * @param pause waits for the next look; false to stop
     */
    public void run(BooleanSupplier pause) {
        Stamps first = Stamps.of(roots, Stamps.NONE);
        Quiet quiet = new Quiet(first, first);
        Watching.Turn turn = Watching.begin(inspection.of(Affected.EVERYTHING), style);
        told.accept(turn.told());
        while (pause.getAsBoolean()) {
            Stamps now = Stamps.of(roots, quiet.seen());
            if (quiet.settled(now)) {
                SortedSet<String> changed = quiet.changed(now);
                turn = turn.watching().next(inspection.of(Affected.by(changed, rules)), style);
                told.accept("\n" + named(changed) + "\n" + turn.told());
            }
            quiet = quiet.after(now);
        }
    }

    private static String named(SortedSet<String> changed) {
        return changed.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (changed.size() > NAMED ? " and " + (changed.size() - NAMED) + " more" : "") + " changed";
    }
}
