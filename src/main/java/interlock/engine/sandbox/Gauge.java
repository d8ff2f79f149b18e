package interlock.engine.sandbox;

import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What an evaluation and whoever watches it from another thread tell each other: the one where it is, the other that it
 * is to stop. An evaluation looks at it between firings; inside a join it cannot.
 */
public final class Gauge {
    private final AtomicReference<Optional<String>> stopped = new AtomicReference<>(Optional.empty());
    private final Deque<Work> under = new ConcurrentLinkedDeque<>();
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

    /** Does something that takes long, and lets it be seen meanwhile how much of it is done. */
    public <T> T during(Work work, Supplier<T> doing) {
        under.addLast(work);
        try {
            return doing.get();
        } finally {
            under.removeLastOccurrence(work);
        }
    }

    /**
     * What is being done, to be told to whoever waits: of work within work the outermost of which it is known how much
     * there is to do, or else the innermost; empty if there is nothing to count.
     */
    public Optional<Work> under() {
        return under.stream().filter(w -> w.total() > 0).findFirst().or(() -> Optional.ofNullable(under.peekLast()));
    }

    /** Where the evaluation is, to be put behind what is used up; empty if it is not known. */
    public String where() {
        return Objects.requireNonNull(where.get()).get();
    }
}
