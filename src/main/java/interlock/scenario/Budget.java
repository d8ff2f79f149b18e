package interlock.scenario;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What may be spent on finding causes, and what has been: evaluations, and facts inserted and conclusions drawn in them. */
final class Budget {
    private final int evaluations;
    private final long insertions;
    private final AtomicInteger evaluated = new AtomicInteger();
    private final AtomicLong inserted = new AtomicLong();

    Budget(int evaluations, long insertions) {
        this.evaluations = evaluations;
        this.insertions = insertions;
    }

    /** Whether another evaluation may begin. */
    boolean allows() {
        return evaluated.get() < evaluations && inserted.get() < insertions;
    }

    /** Notes one evaluation. */
    void spend(long insertions) {
        evaluated.incrementAndGet();
        inserted.addAndGet(insertions);
    }

    /** How many evaluations were spent. */
    int spent() {
        return evaluated.get();
    }
}
