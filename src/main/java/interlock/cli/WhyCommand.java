package interlock.cli;

import interlock.Interlock;
import interlock.report.Report;
import interlock.report.Report.Signal;
import interlock.report.render.ProofText;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "why",
        description = "Shows the proof of a signal as a tree, down to the quotes and their sources.",
        mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Mixin
    private final Limits limits = new Limits();

    @Option(names = "--all", description = "every alternative proof as well")
    private boolean all;

    @Parameters(
            arity = "1..*",
            paramLabel = "SIGNAL | POLICY PARTY",
            description = "the id of a signal, or a policy and the parties that it concerns")
    private List<String> words = List.of();

    WhyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Watchdog watchdog = limits.watch(terminal)) {
            return why(
                    Interlock.open(inputs.factFolders(), inputs.ruleFolders()).within(limits.facts, watchdog.gauge()));
        }
    }

    private int why(Interlock interlock) {
        Report report = interlock.run(dates.query());
        List<Signal> signals = Lookup.signals(interlock, report, words);
        terminal.print(signals.stream()
                .map(s -> ProofText.of(report, s, all, terminal.style()))
                .collect(Collectors.joining("\n")));
        return ExitCode.DONE.code;
    }
}
