package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.report.Report;
import interlock.report.render.Style;
import interlock.vocabulary.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = "Evaluates the policies over the facts and reports the signals, each with its proof.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Option(
            names = "--policy",
            paramLabel = "GLOB",
            description = "only signals of these policies, such as 'strategic/*'; may be repeated")
    private @Nullable List<String> policies;

    @Option(names = "--party", paramLabel = "ID", description = "only signals that concern this party; may be repeated")
    private @Nullable List<String> parties;

    @Option(
            names = "--min-level",
            paramLabel = "LEVEL",
            converter = Inputs.LevelName.class,
            description = "only signals of this level or above: info, screen, elevated, high")
    private @Nullable Level minLevel;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            converter = Inputs.LevelName.class,
            description = "exit with 1 if there is a signal of this level or above")
    private @Nullable Level failOn;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Format.Name.class,
            description = "text, json, html, markdown, csv, sarif or dot (default: from the file's ending, else text)")
    private @Nullable Format format;

    @Option(names = "-o", paramLabel = "FILE", description = "write the report to a file, whole or not at all")
    private @Nullable Path output;

    @Option(
            names = "--max-firings",
            paramLabel = "N",
            description =
                    "stop with exit code 4 when clauses fire more often than this in one world (default: ${DEFAULT-VALUE})")
    private int firings = Query.FIRINGS;

    @Option(
            names = "--weighing",
            paramLabel = "PERCENT",
            converter = Inputs.Percent.class,
            description =
                    "spend this much on likelihoods, in per cent of the usual; where it does not suffice, worlds are drawn (default: ${DEFAULT-VALUE})")
    private int weighing = Query.USUAL;

    @Mixin
    private final Limits limits = new Limits();

    @Option(
            names = "--untrusted",
            paramLabel = "DIR",
            description =
                    "take rules/ and facts/ below this folder from a stranger: evaluate them in a process of its own, with a heap of its own")
    private @Nullable Path untrusted;

    @Option(
            names = "--self-check",
            description = "evaluate through a second, differently built rule base as well, and compare")
    private boolean selfCheck;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (untrusted != null) {
            return Untrusted.run(
                    terminal, inputs, limits, untrusted, output, Format.chosen(format, output), arguments());
        }
        try (Watchdog watchdog = limits.watch(terminal)) {
            return run(watchdog);
        }
    }

    private int run(Watchdog watchdog) {
        Interlock interlock =
                Interlock.open(inputs.factFolders(), inputs.ruleFolders()).within(limits.facts, watchdog.gauge());
        Query dated = dates.query();
        Query query = new Query(
                dated.asOf(),
                dated.knownAsOf(),
                policies == null ? List.of() : policies,
                parties == null ? List.of() : parties,
                minLevel == null ? Level.INFO : minLevel,
                firings,
                weighing);
        checkParties(interlock);
        Lookup.policies(interlock, query.policies());
        if (selfCheck && !agree(terminal, interlock.selfCheck(query))) {
            return ExitCode.BUG.code;
        }
        Report report = interlock.run(query);
        String text = Format.chosen(format, output).of(report, output == null ? terminal.style() : Style.PLAIN);
        limits.check(text, report);
        // What is written is written whole.
        watchdog.close();
        terminal.write(text, Optional.ofNullable(output));
        boolean fails = failOn != null
                && report.signals().stream().anyMatch(s -> s.level().compareTo(failOn) >= 0);
        return fails ? ExitCode.NO.code : ExitCode.DONE.code;
    }

    /** The options of this run that a run in a process of its own gets too. */
    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--max-firings", String.valueOf(firings)));
        dates.query().asOf().ifPresent(d -> arguments.addAll(List.of("--as-of", d.toString())));
        dates.query().knownAsOf().ifPresent(d -> arguments.addAll(List.of("--known-as-of", d.toString())));
        Optional.ofNullable(policies).ifPresent(all -> all.forEach(p -> arguments.addAll(List.of("--policy", p))));
        Optional.ofNullable(parties).ifPresent(all -> all.forEach(p -> arguments.addAll(List.of("--party", p))));
        Optional.ofNullable(minLevel).ifPresent(l -> arguments.addAll(List.of("--min-level", l.name())));
        Optional.ofNullable(failOn).ifPresent(l -> arguments.addAll(List.of("--fail-on", l.name())));
        if (selfCheck) {
            arguments.add("--self-check");
        }
        arguments.addAll(List.of("--weighing", String.valueOf(weighing)));
        return arguments;
    }

    private void checkParties(Interlock interlock) {
        if (parties != null) {
            for (String party : parties) {
                Lookup.party(interlock, party);
            }
        }
    }

    /** Whether two rule bases agree; each firing that only one of them has is told as an engine error. */
    static boolean agree(Terminal terminal, List<String> disagreements) {
        disagreements.forEach(d -> terminal.warn("engine error: " + d));
        if (disagreements.isEmpty()) {
            terminal.warn("self-check: both rule bases agree");
        }
        return disagreements.isEmpty();
    }
}
