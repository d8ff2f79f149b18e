package interlock.cli;

import interlock.cli.Terminal.Draft;
import interlock.engine.Budget;
import interlock.engine.LimitReached;
import interlock.engine.sandbox.Gauge;
import interlock.report.Report;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how much may be used up; the same for every verb that evaluates. */
final class Limits {
    /** How the options begin, by which the help tells them from others. */
    static final String PREFIX = "--max-";

    private static final int MEGABYTE = 1 << 20;
    private static final int KILOBYTE = 1_000;

    /** Time and memory: the limits of what reads and does not evaluate. */
    static final class OfTime {
        @Option(names = PREFIX + "seconds", paramLabel = "N", description = "seconds (default: ${DEFAULT-VALUE})")
        int seconds = 300;

        @Option(
                names = PREFIX + "memory",
                paramLabel = "MB",
                description = "megabytes in use (default: ${DEFAULT-VALUE})")
        int megabytes = 2_048;

        /** What comes of some work, which is watched. */
        <T> T within(Terminal terminal, Supplier<T> work) {
            Watchdog watchdog = watch(terminal);
            try {
                return work.get();
            } finally {
                watchdog.close();
            }
        }

        private Watchdog watch(Terminal terminal) {
            return new Watchdog(terminal, seconds, (long) megabytes * MEGABYTE);
        }
    }

    @Mixin
    private final OfTime ofTime = new OfTime();

    @Option(
            names = PREFIX + "facts",
            paramLabel = "N",
            description = "facts and conclusions in one world (default: ${DEFAULT-VALUE})")
    long facts = 5_000_000;

    @Option(
            names = PREFIX + "firings",
            paramLabel = "N",
            description = "firings of clauses in one world (default: ${DEFAULT-VALUE})")
    int firings = Budget.FIRINGS;

    @Option(
            names = PREFIX + "report",
            paramLabel = "MB",
            description = "megabytes of the answer (default: ${DEFAULT-VALUE})")
    int report = 256;

    /** What comes of some work, which is watched and gets what it may use up. */
    <T> T within(Terminal terminal, Function<Budget, T> work) {
        try (Watchdog watchdog = ofTime.watch(terminal)) {
            return work.apply(new Budget(firings, facts, watchdog.gauge()));
        }
    }

    int seconds() {
        return ofTime.seconds;
    }

    int megabytes() {
        return ofTime.megabytes;
    }

    /** The largest answer, in bytes. */
    long reportBytes() {
        return (long) report * MEGABYTE;
    }

    /**
     * Holds a text that is there already to the limit.
     *
     * @throws LimitReached if it is larger
     */
    String bounded(String text) {
        if (text.length() > reportBytes() / 3 && text.getBytes(StandardCharsets.UTF_8).length > reportBytes()) {
            throw tooLarge(Optional.empty());
        }
        return text;
    }

    /**
     * Makes an answer, and holds it to its limit and to the budget while it is made.
     *
     * @param of the report that it tells; of one that is too large the clause is named that raises most of it
     * @throws LimitReached if it is larger, or a budget is used up meanwhile; nothing is left of it then
     * @throws Terminal.Unwritable if it cannot be written
     */
    Draft draft(Terminal terminal, Content content, Optional<Report> of, Optional<Path> file, Budget budget) {
        AtomicLong written = new AtomicLong();
        Content guarded = out -> {
            try {
                content.writeTo(new Guarded(out, written, budget.gauge(), of));
            } catch (Stopped e) {
                throw e.why;
            }
        };
        budget.gauge().at(() -> " while the answer was written");
        return budget.during(
                "writing the answer",
                "kB",
                0,
                () -> written.get() / KILOBYTE,
                () -> terminal.draft(content, guarded, file));
    }

    private LimitReached tooLarge(Optional<Report> of) {
        return new LimitReached("the " + (of.isPresent() ? "report" : "answer") + " is larger than " + report + " MB"
                + of.flatMap(Limits::most).orElse(""));
    }

    /** The clause that raises most of a report. */
    private static Optional<String> most(Report of) {
        Map<String, Long> proofs = of.proofs().values().stream()
                .collect(Collectors.groupingBy(
                        p -> "the clause `" + p.clause() + "` of " + p.policy(), TreeMap::new, Collectors.counting()));
        return proofs.entrySet().stream()
                .max(Comparator.comparing(Map.Entry<String, Long>::getValue))
                .map(most -> ", most of it by " + most.getKey() + " (" + most.getValue() + " of "
                        + of.proofs().size() + " proofs)");
    }

    /** What writing is ended by: whatever else is thrown, a library that writes takes for a fault of what it writes. */
    private static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;

        private final LimitReached why;

        Stopped(LimitReached why) {
            this.why = why;
        }
    }

    /** Counts what it passes on, and passes on no more than may be written. */
    private final class Guarded extends FilterOutputStream {
        private final AtomicLong written;
        private final Gauge gauge;
        private final Optional<Report> of;

        Guarded(OutputStream out, AtomicLong written, Gauge gauge, Optional<Report> of) {
            super(out);
            this.written = written;
            this.gauge = gauge;
            this.of = of;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (written.addAndGet(length) > reportBytes()) {
                throw new Stopped(tooLarge(of));
            }
            Optional<String> why = gauge.stopped();
            if (why.isPresent()) {
                throw new Stopped(new LimitReached(why.get() + gauge.where()));
            }
            out.write(bytes, from, length);
        }
    }
}
