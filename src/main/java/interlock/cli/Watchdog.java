package interlock.cli;

import interlock.engine.sandbox.Gauge;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a program that uses up more than it may. It asks first, and an evaluation answers at its next partial match or
 * between two firings; where nothing answers, it says itself what is used up and where, and ends the process.
 */
final class Watchdog implements AutoCloseable {
    /** What to do about a budget, whoever says that it is used up. */
    static final String HELP = "no answer was written; the options `--max-…` give more, and `--help` lists them";

    private static final long LOOK_EVERY = 50;
    /** How long an evaluation has to answer, in milliseconds; then no more is asked. */
    private static final long PATIENCE = 600;

    private static final long MEGABYTE = 1 << 20;

    private final Terminal terminal;
    private final int seconds;
    private final long bytes;
    private final String memory;
    private final long begun;
    private final long deadline;
    private final Gauge gauge = new Gauge();
    private final Progress progress;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<LastWord> lastWord = new AtomicReference<>(LastWord.OPEN);

    /** Who says what becomes of the program: not settled yet, the program that closed this, or this, which ends it. */
    private enum LastWord {
        OPEN,
        PROGRAM,
        WATCHDOG
    }

    Watchdog(Terminal terminal, int seconds, long bytes) {
        this.terminal = terminal;
        this.seconds = seconds;
        // Clearing a heap that is nearly full takes many seconds, in which nothing can be ended.
        long heap = Runtime.getRuntime().maxMemory();
        long usable = heap / 4 * 3;
        this.bytes = Math.min(bytes, usable);
        this.memory = "the memory of " + this.bytes / MEGABYTE + " MB"
                + (bytes <= usable
                        ? ""
                        : " (of a heap of " + heap / MEGABYTE + " MB, which JAVA_TOOL_OPTIONS=-Xmx8g makes larger)")
                + " is used up";
        // What was evaluated before in this process has left, it does not use.
        if (used() > this.bytes) {
            System.gc();
        }
        this.progress = new Progress(terminal, gauge);
        this.begun = System.nanoTime();
        this.deadline = begun + TimeUnit.SECONDS.toNanos(seconds);
        Thread thread = new Thread(this::watch, "watchdog");
        thread.setDaemon(true);
        // Java itself may have run out of memory in this thread of all.
        thread.setUncaughtExceptionHandler((failed, e) -> last(memory));
        thread.start();
    }

    Gauge gauge() {
        return gauge;
    }

    /** Watches no more. Where the watchdog is about to end the program, this does not return before. */
    @Override
    public void close() {
        closed.countDown();
        progress.end();
        if (lastWord.compareAndExchange(LastWord.OPEN, LastWord.PROGRAM) == LastWord.WATCHDOG) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_EVERY, TimeUnit.MILLISECONDS)) {
                if (terminal.isWatched()) {
                    progress.look(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                }
                boolean late = System.nanoTime() - deadline > 0;
                if (late || used() > bytes) {
                    end(late ? "the time of " + seconds + " s is used up" : memory);
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
            last(why + gauge.where());
        }
    }

    /** Says why and ends the program, unless that has got to its own end at last. */
    private void last(String why) {
        if (lastWord.compareAndSet(LastWord.OPEN, LastWord.WATCHDOG)) {
            terminal.warn("error: " + why);
            terminal.warn("  help: " + HELP);
            terminal.end(ExitCode.LIMIT);
        }
        ended.countDown();
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
