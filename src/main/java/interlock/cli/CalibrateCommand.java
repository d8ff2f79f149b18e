package interlock.cli;

import interlock.Interlock;
import interlock.report.CalibrationReport;
import interlock.report.render.CalibrationText;
import interlock.report.render.ReportJson;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "calibrate",
        description = {
            "Holds past claims against what came of them: Brier score and reliability of the parameters in force.",
            "Nothing is fitted; whoever wants other parameters edits them like a policy."
        },
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Mixin
    private final Limits.OfTime limits = new Limits.OfTime();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = Inputs.Date.class,
            description = "the day whose parameters count, yyyy-mm-dd (default: the day that the facts give)")
    private @Nullable LocalDate asOf;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json (default: ${DEFAULT-VALUE})")
    private Plainly format = Plainly.text;

    @Parameters(
            paramLabel = "OUTCOMES",
            description = "a YAML, JSON, NDJSON or CSV file of past claims and their outcomes (src/docs/time.md)")
    private @Nullable Path outcomes;

    CalibrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (outcomes == null) {
            throw new IllegalStateException("the command line is not set up");
        }
        Path claims = outcomes;
        CalibrationReport report = limits.within(
                terminal,
                () -> Interlock.open(inputs.factFolders(), inputs.ruleFolders())
                        .calibrate(claims, Optional.ofNullable(asOf)));
        terminal.print(format == Plainly.json ? ReportJson.of(report) : CalibrationText.of(report, terminal.style()));
        return ExitCode.DONE.code;
    }
}
