package interlock.engine;

import interlock.engine.sandbox.Gauge;
import interlock.engine.sandbox.Work;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

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

    /**
     * Does something that takes long, and lets a watcher see meanwhile how much of it is done.
     *
     * @param what it is, such as {@code weighing worlds}
     * @param unit what is counted, in the plural
     * @param total how much there is to do; 0 if nobody knows beforehand
     * @param done how much of it is done; asked from another thread
     */
    public <T> T during(String what, String unit, long total, LongSupplier done, Supplier<T> doing) {
        return gauge.during(new Work(what, unit, total, done), doing);
    }

    /** The same, of what has no result. */
    public void during(String what, String unit, long total, LongSupplier done, Runnable doing) {
        gauge.during(new Work(what, unit, total, done), () -> {
            doing.run();
            return total;
        });
    }

    /** That of whom nobody watches. */
    public static Budget unwatched() {
        return new Budget(FIRINGS, Long.MAX_VALUE, new Gauge());
    }
}
