package interlock.cli;

import interlock.engine.Budget;
import interlock.engine.LimitReached;
import interlock.report.Report;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
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
     * Holds an answer to its limit.
     *
     * @throws LimitReached if it is larger
     */
    String bounded(String text) {
        if (text.length() > reportBytes() / 3 && text.getBytes(StandardCharsets.UTF_8).length > reportBytes()) {
            throw new LimitReached("the answer is larger than " + report + " MB");
        }
        return text;
    }

    /** The same of a report, naming the clause that raises most of it. */
    String bounded(String text, Report of) {
        try {
            return bounded(text);
        } catch (LimitReached e) {
            Map<String, Long> proofs = of.proofs().values().stream()
                    .collect(Collectors.groupingBy(
                            p -> "the clause `" + p.clause() + "` of " + p.policy(),
                            TreeMap::new,
                            Collectors.counting()));
            throw new LimitReached("the report is larger than " + report + " MB"
                    + proofs.entrySet().stream()
                            .max(Comparator.comparing(Map.Entry<String, Long>::getValue))
                            .map(most -> ", most of it by " + most.getKey() + " (" + most.getValue() + " of "
                                    + of.proofs().size() + " proofs)")
                            .orElse(""));
        }
    }
}
