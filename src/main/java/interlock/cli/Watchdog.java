package interlock.cli;

import interlock.engine.sandbox.Gauge;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a program that uses up more than it may. It asks first; where it gets no answer, as from within a join, it says
 * itself what is used up and where, and ends the process.
 */
final class Watchdog implements AutoCloseable {
    private static final long LOOK_EVERY = 50;
    /** How long an evaluation has to answer, in milliseconds; then no more is asked. */
    private static final long PATIENCE = 600;
    /** How long it is waited for where the evaluation is; with the time above less than two seconds. */
    private static final long PATIENCE_WITH_PLACE = 1_200;

    private static final long MEGABYTE = 1 << 20;

    private final Terminal terminal;
    private final int seconds;
    private final long bytes;
    private final long deadline;
    private final Gauge gauge = new Gauge();
    private final CountDownLatch closed = new CountDownLatch(1);

    Watchdog(Terminal terminal, int seconds, long bytes) {
        this.terminal = terminal;
        this.seconds = seconds;
        this.bytes = bytes;
        this.deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Thread thread = new Thread(this::watch, "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    Gauge gauge() {
        return gauge;
    }

    /** Watches no more. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_EVERY, TimeUnit.MILLISECONDS)) {
                boolean late = System.nanoTime() - deadline > 0;
                if (late || used() > bytes) {
                    end(
                            late
                                    ? "the time of " + seconds + " s is used up"
                                    : "the memory of " + bytes / MEGABYTE + " MB is used up");
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(String why) throws InterruptedException {
        gauge.stop(why);
        if (!closed.await(PATIENCE, TimeUnit.MILLISECONDS)) {
            terminal.warn("error: " + why + where());
            terminal.warn("  help: nothing was written; `--max-seconds` and `--max-memory` raise the limits");
            terminal.end(ExitCode.LIMIT);
        }
    }

    /** Asked in a thread of its own, since nothing may keep the watchdog from ending the process. */
    private String where() throws InterruptedException {
        AtomicReference<String> answer = new AtomicReference<>("");
        Thread asking = new Thread(() -> answer.set(gauge.where()), "where");
        asking.setDaemon(true);
        asking.setUncaughtExceptionHandler((thread, e) -> answer.set(""));
        asking.start();
        asking.join(PATIENCE_WITH_PLACE);
        return Objects.requireNonNull(answer.get());
    }

    /**
     * What is in use among what has lived for a while. It is not waited until room is made: that alone can take longer
     * than a run may be late.
     */
    private static long used() {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            String name = pool.getName();
            if (pool.getType() == MemoryType.HEAP && !name.contains("Eden") && !name.contains("Survivor")) {
                used += pool.getUsage().getUsed();
            }
        }
        return used;
    }
}
