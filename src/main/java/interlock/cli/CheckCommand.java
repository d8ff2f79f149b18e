package interlock.cli;

import interlock.Interlock;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.ProblemPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Reports every problem in policies, tests, parameters and facts, in one go.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final String ALL = "all";

    private final Terminal terminal;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "tell only the problems in these files and folders; everything is read all the same")
    private @Nullable List<Path> paths;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = CheckFormat.Name.class,
            description = "human (default), plain (one line a problem, for editors), json or sarif")
    private CheckFormat format = CheckFormat.HUMAN;

    @Option(
            names = "--explain",
            paramLabel = "CODE",
            description = "explain a code, such as IL131, with an example; `all` lists the codes")
    private @Nullable String explained;

    @Option(names = "--fix", description = "correct what has exactly one safe answer, and show what changed")
    private boolean fix;

    @Option(
            names = "--notes",
            description =
                    "tell also what is worth knowing and no problem, such as clauses that no fact on file can meet")
    private boolean notes;

    @Option(names = "--dry-run", description = "with --fix: show what would change, and change nothing")
    private boolean dryRun;

    @Mixin
    private final Limits.OfTime limits = new Limits.OfTime();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (explained != null) {
            terminal.print(explained.equals(ALL) ? list() : page(explained));
            return ExitCode.DONE.code;
        }
        if (dryRun && !fix) {
            throw new Lookup.NotFound("`--dry-run` shows what `--fix` would change", "give both");
        }
        checkPaths();
        if (fix) {
            // Nothing ends the program while it writes.
            write(limits.within(terminal, () -> Repair.of(inputs.factFolders(), inputs.ruleFolders(), this::asked)));
        }
        List<Diagnostic> problems = limits.within(
                terminal,
                () -> Interlock.check(inputs.factFolders(), inputs.ruleFolders()).stream()
                        .filter(d -> asked(Path.of(d.at().file())))
                        .filter(d -> notes || d.isProblem())
                        .toList());
        terminal.print(format.of(problems));
        return problems.stream().noneMatch(Diagnostic::isProblem) ? ExitCode.DONE.code : ExitCode.NO.code;
    }

    private static String page(String code) {
        return ProblemPage.of(code).map(p -> p.code() + ": " + p.text()).orElseThrow(() -> {
            List<String> codes =
                    ProblemPage.all().stream().map(ProblemPage::code).toList();
            return new Lookup.NotFound(
                    "there is no code `" + code + "`",
                    DidYouMean.help(code, codes, "`./interlock check --explain all` lists the codes"));
        });
    }

    private static String list() {
        return ProblemPage.all().stream()
                .map(p -> p.code() + "  " + p.title() + "\n")
                .collect(Collectors.joining());
    }

    /** Writes what was corrected; what changed is told beside a result that is for machines, not in it. */
    private void write(Repair.Result result) {
        StringBuilder told = new StringBuilder();
        for (Repair.Change change : result.changes()) {
            if (!dryRun) {
                if (!change.isUpToDate()) {
                    throw new Terminal.Unwritable("`" + change.file() + "` has just been changed by somebody else");
                }
                terminal.write(change.after(), Optional.of(change.file()));
            }
            told.append(change.words()).append('\n');
        }
        told.append(CheckFormat.count(result.fixed(), "problem"))
                .append(dryRun ? " would be fixed in " : " fixed in ")
                .append(CheckFormat.count(result.changes().size(), "file"))
                .append('\n');
        if (format == CheckFormat.HUMAN) {
            terminal.print(told.append('\n').toString());
        } else {
            terminal.warn(told.toString().stripTrailing());
        }
    }

    private void checkPaths() {
        for (Path path : paths == null ? List.<Path>of() : paths) {
            if (!Files.exists(path)) {
                throw new Lookup.NotFound("there is no file or folder `" + path + "`", "give the path of one");
            }
            boolean read = Stream.concat(inputs.factFolders().stream(), inputs.ruleFolders().stream())
                    .anyMatch(root ->
                            whole(path).startsWith(whole(root)) || whole(root).startsWith(whole(path)));
            if (!read) {
                throw new Lookup.NotFound(
                        "`" + path + "` is not among what is checked",
                        "`--rules` and `--facts` say which folders are read");
            }
        }
    }

    /** Whether a file is below the paths given; what concerns the whole of a folder concerns all that is in it. */
    private boolean asked(Path file) {
        return paths == null
                || paths.isEmpty()
                || paths.stream().anyMatch(p -> whole(file).startsWith(whole(p)) || whole(p).startsWith(whole(file)));
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
