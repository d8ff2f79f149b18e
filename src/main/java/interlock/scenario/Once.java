package interlock.scenario;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is worked out when it is first asked for, and then kept. */
public final class Once<T> implements Supplier<T> {
    private final Supplier<T> work;
    private final AtomicReference<@Nullable T> done = new AtomicReference<>();

    /** @param work what works it out; equal results each time */
    public Once(Supplier<T> work) {
        this.work = work;
    }

    @Override
    public T get() {
        @Nullable T known = done.get();
        if (known != null) {
            return known;
        }
        T found = work.get();
        done.set(found);
        return found;
    }
}
