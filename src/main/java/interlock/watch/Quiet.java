package interlock.watch;

import java.util.SortedSet;

/**
 * Waits until a change has come to rest: files that differ from one look to the next are still being written.
 *
 * @param told what was last acted upon
 * @param seen what was there at the last look
 */
record Quiet(Stamps told, Stamps seen) {

    /** Whether there is a change and it has come to rest. */
    boolean settled(Stamps now) {
        return now.equals(seen) && !now.equals(told);
    }

    /** The paths that changed since they were last acted upon. */
    SortedSet<String> changed(Stamps now) {
        return now.changedSince(told);
    }

    /** After another look. */
    Quiet after(Stamps now) {
        return new Quiet(settled(now) ? now : told, now);
    }
}
