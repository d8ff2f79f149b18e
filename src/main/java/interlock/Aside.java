package interlock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Works something out on another core while its maker goes on. It has to be a pure function of what does not change, so that
 * the result is the same as if it were worked out in place. Closing it waits until it has ended, so that nothing is left
 * running.
 */
final class Aside<T> implements Supplier<T>, AutoCloseable {
    private final CompletableFuture<T> work;

    Aside(Supplier<T> work) {
        this.work = CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "interlock-aside");
            // What is worked out is nobody's once the program ends.
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** The result; what was thrown in working it out is thrown here. */
    @Override
    public T get() {
        try {
            return work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        // Whoever asks for the result is told of what was thrown.
        work.handle((result, thrown) -> true).join();
    }
}
