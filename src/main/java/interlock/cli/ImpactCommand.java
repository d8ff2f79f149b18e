package interlock.cli;

import interlock.Interlock;
import interlock.Interlock.Ruled;
import interlock.cli.Answering.Answer;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.report.Impact;
import interlock.report.render.ImpactMarkdown;
import interlock.report.render.ImpactText;
import interlock.report.render.ReportJson;
import interlock.vocabulary.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "impact",
        description = {
            "Tells which signals and tests the edited rules change against committed ones, and which line does it.",
            "Looks at the day of the facts and at every earlier day on which something on file changes. Blanks, comments and the order of things have no impact."
        },
        mixinStandardHelpOptions = true)
final class ImpactCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Answering answering = new Answering();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Option(
            names = "--against",
            paramLabel = "REV|DIR",
            defaultValue = "HEAD",
            description = "a rule folder, or a revision of the git repository that holds the rules (default: HEAD)")
    private String against = "HEAD";

    @Mixin
    private final Filters filters = new Filters();

    @Option(
            names = "--min-level",
            paramLabel = "LEVEL",
            converter = Inputs.LevelName.class,
            description = "only signals of this level and above")
    private Level minLevel = Level.INFO;

    @Option(names = "--fail-on-change", description = "exit with 1 if any signal or test is otherwise")
    private boolean failOnChange;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Page.Name.class,
            description =
                    "text, json or markdown, which fits a comment on a review (default: from the file's ending, else text)")
    private @Nullable Page format;

    ImpactCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = Path.of(against);
        if (Files.isDirectory(folder)) {
            return told(List.of(folder));
        }
        try (Revision revision = Revision.of(against, answering.inputs.ruleFolders())) {
            return told(revision.folders());
        } catch (InvalidInput e) {
            throw named(e);
        }
    }

    /** What is wrong in a revision is told by its name, not by where it was put for reading. */
    private InvalidInput named(InvalidInput e) {
        return new InvalidInput(e.diagnostics().stream()
                .map(d -> new Diagnostic(
                        d.code(),
                        d.severity(),
                        new Location(
                                Revision.named(d.at().file(), against),
                                d.at().line(),
                                d.at().column(),
                                d.at().length()),
                        d.message(),
                        d.help(),
                        d.snippet(),
                        d.remedy()))
                .toList());
    }

    private int told(List<Path> committedFolders) {
        return answering.answer(terminal, budget -> {
            Inputs inputs = answering.inputs;
            Interlock edited = inputs.open(budget);
            Interlock committed =
                    edited.beside(inputs.factFolders(), committedFolders).within(budget);
            Impact impact = edited.impact(
                    new Ruled(
                            inputs.ruleFolders().stream().map(Path::toString).collect(Collectors.joining(", ")),
                            inputs.ruleFolders()),
                    committed,
                    new Ruled(against, committedFolders),
                    filters.of(dates.query(budget.firings()), minLevel, edited));
            return new Answer(
                    switch (Page.chosen(format, answering.output)) {
                        case TEXT -> ImpactText.of(impact, answering.style(terminal));
                        case JSON -> ReportJson.of(impact);
                        case MARKDOWN -> ImpactMarkdown.of(impact);
                    },
                    failOnChange && impact.otherwise() ? ExitCode.NO : ExitCode.DONE);
        });
    }
}
