package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.report.Diff;
import interlock.report.Report;
import interlock.report.render.DiffText;
import interlock.report.render.ImpactMarkdown;
import interlock.report.render.ReportJson;
import interlock.report.render.ReportReader;
import interlock.report.render.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Mixin
    private final Limits limits = new Limits();

    @Option(
            names = "--policy",
            paramLabel = "GLOB",
            description = "only signals of these policies, such as 'strategic/*'; may be repeated")
    private @Nullable List<String> policies;

    @Option(names = "--party", paramLabel = "ID", description = "only signals that concern this party; may be repeated")
    private @Nullable List<String> parties;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Page.Name.class,
            description = "text, json or markdown (default: from the file's ending, else text)")
    private @Nullable Page format;

    @Option(names = "-o", paramLabel = "FILE", description = "write to a file, whole or not at all")
    private @Nullable Path output;

    @Parameters(index = "0", paramLabel = "A", description = "the earlier report, fact base or rule folder")
    private @Nullable Path earlier;

    @Parameters(index = "1", paramLabel = "B", description = "the later one, of the same sort")
    private @Nullable Path later;

    DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (earlier == null || later == null || spec == null) {
            throw new IllegalStateException("the command line is not set up");
        }
        Diff.Of of = sort(earlier);
        Diff.Of other = sort(later);
        if (of != other) {
            throw usage(
                    spec,
                    "`" + earlier + "` " + said(of) + " and `" + later + "` " + said(other)
                            + "; two of one sort can be compared");
        }
        try (Watchdog watchdog = limits.watch(terminal)) {
            Diff diff = diff(of, earlier, later, watchdog, spec);
            Style style = output == null ? terminal.style() : Style.PLAIN;
            terminal.write(
                    switch (Page.chosen(format, output)) {
                        case TEXT -> DiffText.of(diff, style);
                        case JSON -> ReportJson.of(diff);
                        case MARKDOWN -> ImpactMarkdown.of(diff);
                    },
                    Optional.ofNullable(output));
            return diff.changes().isEmpty() ? ExitCode.DONE.code : ExitCode.NO.code;
        }
    }

    private Diff diff(Diff.Of of, Path one, Path other, Watchdog watchdog, CommandSpec spec) {
        if (of == Diff.Of.REPORTS) {
            if (policies != null || parties != null || dates.asOf != null || dates.knownAsOf != null) {
                throw usage(spec, "reports are compared as they are; leave out `--policy`, `--party` and dates");
            }
            Report before = ReportReader.read(one);
            return Interlock.diff(one.toString(), before, other.toString(), ReportReader.read(other));
        }
        boolean facts = of == Diff.Of.FACTS;
        Interlock before = facts
                ? Interlock.open(List.of(one), inputs.ruleFolders())
                : Interlock.open(inputs.factFolders(), List.of(one));
        Interlock after = facts
                ? Interlock.open(List.of(other), inputs.ruleFolders())
                : Interlock.open(inputs.factFolders(), List.of(other));
        Query dated = dates.query();
        Query query = new Query(
                dated.asOf(),
                dated.knownAsOf(),
                policies == null ? List.of() : policies,
                parties == null ? List.of() : parties,
                dated.minLevel(),
                Query.FIRINGS);
        query.parties().forEach(p -> Lookup.party(after, p));
        Lookup.policies(after, query.policies());
        return before.within(limits.facts, watchdog.gauge())
                .diff(of, one.toString(), after.within(limits.facts, watchdog.gauge()), other.toString(), query);
    }

    private static CommandLine.ParameterException usage(CommandSpec spec, String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
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
