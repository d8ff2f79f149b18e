package interlock.cli;

import interlock.Interlock;
import interlock.cli.Answering.Answer;
import interlock.engine.Budget;
import interlock.report.Diff;
import interlock.report.Report;
import interlock.report.render.DiffText;
import interlock.report.render.ImpactMarkdown;
import interlock.report.render.ReportJson;
import interlock.report.render.ReportReader;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        description = {
            "Tells which signals are otherwise in B than in A, and which fact, line, threshold or clock did it.",
            "A and B are two reports (JSON), two fact bases or two rule folders. Fact bases are evaluated by the",
            "rules of --rules, rule folders over the facts of --facts. Exit code 1 if signals are otherwise."
        },
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Answering answering = new Answering();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Mixin
    private final Filters filters = new Filters();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Page.Name.class,
            description = "text, json or markdown (default: from the file's ending, else text)")
    private @Nullable Page format;

    @Parameters(index = "0", paramLabel = "A", description = "the earlier report, fact base or rule folder")
    private @Nullable Path earlier;

    @Parameters(index = "1", paramLabel = "B", description = "the later one, of the same sort")
    private @Nullable Path later;

    DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (earlier == null || later == null) {
            throw new IllegalStateException("the command line is not set up");
        }
        Path one = earlier;
        Path other = later;
        Diff.Of of = sort(one);
        if (of != sort(other)) {
            throw answering.usage("`" + one + "` " + said(of) + " and `" + other + "` " + said(sort(other))
                    + "; two of one sort can be compared");
        }
        return answering.answer(terminal, budget -> {
            Diff diff = diff(of, one, other, budget);
            return new Answer(
                    switch (Page.chosen(format, answering.output)) {
                        case TEXT -> DiffText.of(diff, answering.style(terminal));
                        case JSON -> ReportJson.of(diff);
                        case MARKDOWN -> ImpactMarkdown.of(diff);
                    },
                    diff.changes().isEmpty() ? ExitCode.DONE : ExitCode.NO);
        });
    }

    private Diff diff(Diff.Of of, Path one, Path other, Budget budget) {
        if (of == Diff.Of.REPORTS) {
            if (filters.given() || dates.asOf != null || dates.knownAsOf != null) {
                throw answering.usage("reports are compared as they are; leave out `--policy`, `--party` and dates");
            }
            Report before = ReportReader.read(one);
            return Interlock.diff(one.toString(), before, other.toString(), ReportReader.read(other));
        }
        Interlock before = open(of, one, budget);
        Interlock after = open(of, other, budget);
        return before.diff(
                of,
                one.toString(),
                after,
                other.toString(),
                filters.of(dates.query(budget.firings()), Level.INFO, after));
    }

    private Interlock open(Diff.Of of, Path path, Budget budget) {
        Inputs inputs = answering.inputs;
        return (of == Diff.Of.FACTS
                        ? Interlock.open(List.of(path), inputs.ruleFolders())
                        : Interlock.open(inputs.factFolders(), List.of(path)))
                .within(budget);
    }

    private static String said(Diff.Of of) {
        return switch (of) {
            case REPORTS -> "is a report";
            case FACTS -> "holds facts";
            case POLICIES -> "is a rule folder";
        };
    }

    /** What a path holds: a report says so at its beginning, a rule folder has policies below it, the rest are facts. */
    private static Diff.Of sort(Path path) {
        if (!Files.exists(path)) {
            throw new Lookup.NotFound("there is no file or folder `" + path + "`", "check the path");
        }
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    return files.anyMatch(f -> f.toString().endsWith(".drl")) ? Diff.Of.POLICIES : Diff.Of.FACTS;
                }
            }
            try (InputStream in = Files.newInputStream(path)) {
                String begin = new String(in.readNBytes(512), StandardCharsets.UTF_8);
                return begin.contains("interlock.report/") ? Diff.Of.REPORTS : Diff.Of.FACTS;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Lookup.NotFound("`" + path + "` cannot be read", "check that you may read it");
        }
    }
}
