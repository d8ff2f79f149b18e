package interlock.engine;

import interlock.engine.sandbox.Gauge;

/**
 * What evaluating may use up.
 *
 * @param firings the most firings in one world
 * @param facts the most facts and conclusions in one world
 * @param gauge what a watcher ends it by, and learns from where it is
 */
public record Budget(int firings, long facts, Gauge gauge) {
    /** The most firings in one world unless asked otherwise. */
    public static final int FIRINGS = 5_000_000;

    /** That of whom nobody watches. */
    public static Budget unwatched() {
        return new Budget(FIRINGS, Long.MAX_VALUE, new Gauge());
    }
}
