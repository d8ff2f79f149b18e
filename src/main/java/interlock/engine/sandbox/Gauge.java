package interlock.engine.sandbox;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What an evaluation and whoever watches it from another thread tell each other: the one where it is, the other that it
 * is to stop. An evaluation looks at it between firings; inside a join it cannot.
 */
public final class Gauge {
    private final AtomicReference<Optional<String>> stopped = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Supplier<String>> where = new AtomicReference<>(() -> "");

    /** Asks the evaluation to stop, for a reason; the first reason counts. */
    public void stop(String why) {
        stopped.compareAndSet(Optional.empty(), Optional.of(why));
    }

    /** Why the evaluation is to stop, if it is. */
    public Optional<String> stopped() {
        return Objects.requireNonNull(stopped.get());
    }

    /** Says where it is from now on; asked from another thread, and only when a budget is used up. */
    public void at(Supplier<String> place) {
        where.set(place);
    }

    /** Where the evaluation is, to be put behind what is used up; empty if it is not known. */
    public String where() {
        return Objects.requireNonNull(where.get()).get();
    }
}
