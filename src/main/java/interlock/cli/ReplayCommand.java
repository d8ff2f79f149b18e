package interlock.cli;

import interlock.report.RecordedRun;
import interlock.report.Replay;
import interlock.report.render.ReplayText;
import interlock.report.render.ReportJson;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = {
            "Evaluates again what a report says it ran, and says whether the bytes agree.",
            "Exit code 0: they do; 1: they do not; 3: what it was made from is not there any more."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Mixin
    private final Limits limits = new Limits();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: ${DEFAULT-VALUE})")
    private Plainly format = Plainly.text;

    @Parameters(paramLabel = "REPORT", description = "a report as `run -o report.json` writes it")
    private @Nullable Path report;

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (report == null) {
            throw new IllegalStateException("the command line is not set up");
        }
        Path recorded = report;
        Replay replay = limits.within(terminal, budget -> inputs.open(budget).replay(RecordedRun.read(recorded)));
        terminal.print(limits.bounded(
                format == Plainly.json ? ReportJson.of(replay) : ReplayText.of(replay, terminal.style())));
        return switch (replay.verdict()) {
            case AGREES -> ExitCode.DONE.code;
            case DIFFERS -> ExitCode.NO.code;
            case UNREPLAYABLE -> ExitCode.UNUSABLE.code;
        };
    }
}
