package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.diagnostic.DidYouMean;
import interlock.engine.Budget;
import interlock.policytest.Coverage;
import interlock.policytest.TestJUnit;
import interlock.policytest.TestJson;
import interlock.policytest.TestResult;
import interlock.policytest.TestRun;
import interlock.policytest.TestText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "test",
        description =
                "Runs the tests that stand beside the policies, or the case studies below a folder; exits with 1 if one fails.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs.Rules inputs = new Inputs.Rules();

    @Parameters(
            arity = "0..*",
            paramLabel = "POLICY",
            description = "only the tests of these policies: ids, patterns such as 'strategic/*', or their files; "
                    + "a folder such as facts/cases stands for its case studies")
    private @Nullable List<String> policies;

    @Option(
            names = "--coverage",
            description = "tell of each condition whether it was ever true and ever false in a case")
    private boolean coverage;

    @Option(
            names = "--min-coverage",
            paramLabel = "N",
            converter = Percent.class,
            description =
                    "exit with 1 if less than N per cent of the conditions were seen both ways; implies --coverage")
    private @Nullable Integer minimum;

    @Option(names = "--format", paramLabel = "FORMAT", description = "human, json or junit (default: ${DEFAULT-VALUE})")
    private Shape shape = Shape.human;

    @Option(names = "-o", paramLabel = "FILE", description = "write the result to a file, whole or not at all")
    private @Nullable Path output;

    /** The formats of a result. */
    enum Shape {
        human,
        json,
        junit
    }

    @Mixin
    private final Limits limits = new Limits();

    TestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TestRun run = limits.within(terminal, this::run);
        int least = minimum == null ? 0 : minimum;
        boolean covered = run.coverage().map(c -> c.reaches(least)).orElse(true);
        String text = switch (shape) {
            case human -> TestText.of(run);
            case json -> TestJson.of(run);
            case junit -> TestJUnit.of(run, least);
        };
        terminal.write(limits.bounded(text), Optional.ofNullable(output));
        if (!covered) {
            terminal.warn("error: "
                    + run.coverage().map(Coverage::percent).orElseThrow()
                    + " % of the conditions were seen both ways, which is less than " + least + " %");
        }
        return run.failed() == 0 && covered ? ExitCode.DONE.code : ExitCode.NO.code;
    }

    private TestRun run(Budget budget) {
        List<Path> studies = studies();
        boolean studiesAlone = !studies.isEmpty() && studies.size() == given().size();
        boolean covering = coverage || minimum != null;
        if (studiesAlone && covering) {
            throw new Lookup.NotFound(
                    "case studies show nothing of the coverage of policies", "leave out the option, or the folder");
        }
        List<TestResult> results = new ArrayList<>();
        Optional<Coverage> covered = Optional.empty();
        if (!studies.isEmpty()) {
            results.addAll(Interlock.study(inputs.folders(), studies, budget));
        }
        if (!studiesAlone) {
            TestRun tests = asked(Interlock.test(inputs.folders(), covering, budget));
            results.addAll(tests.results());
            covered = tests.coverage();
        }
        return new TestRun(results, covered);
    }

    private List<String> given() {
        return policies == null ? List.of() : policies;
    }

    /** The folders among what was asked for. */
    private List<Path> studies() {
        return given().stream().filter(TestCommand::folder).map(Path::of).toList();
    }

    private static boolean folder(String word) {
        try {
            return Files.isDirectory(Path.of(word));
        } catch (InvalidPathException e) {
            // A pattern with signs that no path can hold is none.
            return false;
        }
    }

    /** What concerns the policies named. */
    private TestRun asked(TestRun all) {
        List<String> wanted = given().stream().filter(w -> !folder(w)).toList();
        if (wanted.isEmpty()) {
            return all;
        }
        List<String> known =
                all.results().stream().map(TestResult::policy).distinct().toList();
        for (String policy : wanted) {
            if (known.stream().noneMatch(id -> names(policy, id))) {
                throw new Lookup.NotFound(
                        "no policy fits `" + policy + "`",
                        DidYouMean.help(policy, known, "`./interlock catalog` lists the policies"));
            }
        }
        return all.of(id -> wanted.stream().anyMatch(p -> names(p, id)));
    }

    /** Whether a word names a policy: its id, a pattern that it fits, or the file of the policy or of its tests. */
    private static boolean names(String word, String id) {
        String path = word.replace('\\', '/').replaceAll("(\\.drl|\\.test\\.yaml)$", "");
        boolean file = path.length() < word.length();
        return Query.matches(path, id) || (file && path.endsWith("/" + id));
    }

    /** Reads a whole number from 0 to 100. */
    static final class Percent implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,2}|100")) {
                throw new TypeConversionException("`" + text + "` is not a whole number from 0 to 100");
            }
            return Integer.valueOf(text);
        }
    }
}
