package interlock.cli;

import interlock.engine.LimitReached;
import interlock.report.Report;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how much a run may use up. */
final class Limits {
    private static final int MEGABYTE = 1 << 20;

    /** Time and memory: the limits of whatever reads or evaluates. */
    static final class OfTime {
        @Option(
                names = "--max-seconds",
                paramLabel = "N",
                description = "stop with exit code 4 when it takes longer than this (default: ${DEFAULT-VALUE})")
        int seconds = 300;

        @Option(
                names = "--max-memory",
                paramLabel = "MB",
                description =
                        "stop with exit code 4 when more megabytes are in use than this (default: ${DEFAULT-VALUE})")
        int megabytes = 2_048;

        /** Watches from now on until it is closed. */
        Watchdog watch(Terminal terminal) {
            return new Watchdog(terminal, seconds, (long) megabytes * MEGABYTE);
        }
    }

    @Mixin
    private final OfTime ofTime = new OfTime();

    @Option(
            names = "--max-facts",
            paramLabel = "N",
            description =
                    "stop with exit code 4 when one world holds more facts and conclusions than this (default: ${DEFAULT-VALUE})")
    long facts = 5_000_000;

    @Option(
            names = "--max-report",
            paramLabel = "MB",
            description = "stop with exit code 4 when the report is larger than this (default: ${DEFAULT-VALUE})")
    int report = 256;

    Watchdog watch(Terminal terminal) {
        return ofTime.watch(terminal);
    }

    int seconds() {
        return ofTime.seconds;
    }

    int megabytes() {
        return ofTime.megabytes;
    }

    /** The largest report, in bytes. */
    long reportBytes() {
        return (long) report * MEGABYTE;
    }

    /**
     * Holds a report to its limit.
     *
     * @throws LimitReached if it is larger, naming the clause that raises most of it
     */
    void check(String text, Report report) {
        if (text.length() <= reportBytes() / 3 || text.getBytes(StandardCharsets.UTF_8).length <= reportBytes()) {
            return;
        }
        Map<String, Long> proofs = report.proofs().values().stream()
                .collect(Collectors.groupingBy(
                        p -> "the clause `" + p.clause() + "` of " + p.policy(), TreeMap::new, Collectors.counting()));
        throw new LimitReached("the report is larger than " + this.report + " MB"
                + proofs.entrySet().stream()
                        .max(Comparator.comparing(Map.Entry<String, Long>::getValue))
                        .map(e -> ", most of it by " + e.getKey() + " (" + e.getValue() + " of "
                                + report.proofs().size() + " proofs)")
                        .orElse(""));
    }
}
