package interlock;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.engine.Budget;
import interlock.engine.CompiledPolicies;
import interlock.engine.KeptStages;
import interlock.json.SourceText;
import interlock.policy.Policy;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.policytest.Coverage;
import interlock.policytest.Expectation;
import interlock.policytest.PolicyTest;
import interlock.policytest.PolicyTestFiles;
import interlock.policytest.PolicyTests;
import interlock.policytest.TestResult;
import interlock.report.Catalog;
import interlock.scaffold.FactScaffold;
import interlock.scaffold.PolicyId;
import interlock.scaffold.PolicyScaffold;
import interlock.scaffold.ReportedSignal;
import interlock.scaffold.TestScaffold;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What an author of policies asks for before and while writing; nothing here writes to a file. */
public final class Desk {
    private static final String POLICY = ".drl";
    private static final String TESTS = ".test.yaml";

    private Desk() {}

    /** A file to be written. */
    public record Page(Path file, String text) {}

    /** A word of the user's that names nothing. */
    public static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String help;

        Unknown(String message, String help) {
            super(message);
            this.help = help;
        }

        /** The remedy. */
        public String help() {
            return help;
        }
    }

    /**
     * A new policy, with tests where it raises signals.
     *
     * @param like the id of the policy to begin with, if any
     * @param kind the kind of fact that the policy matches, if any; an investment unless asked otherwise
     * @throws interlock.scaffold.Refusal if there can be no new policy of that id
     * @throws Unknown if there is no such policy or kind to begin with
     */
    public static List<Page> newPolicy(
            String wanted, Optional<String> like, Optional<String> kind, List<Path> ruleFolders) {
        PolicyId id = PolicyId.of(wanted);
        for (Path folder : ruleFolders) {
            for (String ending : List.of(POLICY, TESTS)) {
                Path file = folder.resolve(id + ending);
                if (Files.exists(file)) {
                    throw new Unknown("`" + file + "` is there already", "choose another id, or change that file");
                }
            }
        }
        PolicyScaffold.Texts texts = like.isPresent()
                ? like(id, like.get(), ruleFolders)
                : PolicyScaffold.of(id, kind(kind.orElse("Investment"), ruleFolders));
        Path folder = ruleFolders.get(0);
        List<Page> pages = new ArrayList<>();
        pages.add(new Page(folder.resolve(id + POLICY), texts.policy()));
        texts.tests().ifPresent(t -> pages.add(new Page(folder.resolve(id + TESTS), t)));
        return List.copyOf(pages);
    }

    private static PolicyScaffold.Texts like(PolicyId id, String named, List<Path> ruleFolders) {
        Policy model = policy(PolicyFiles.read(ruleFolders).policies(), named);
        Path tests = testsOf(model);
        return PolicyScaffold.like(id, model, Files.isRegularFile(tests) ? Optional.of(read(tests)) : Optional.empty());
    }

    /**
     * A file with one fact of a kind, each field with its meaning.
     *
     * @throws Unknown if there is no such kind
     */
    public static String newFact(String kind, List<Path> ruleFolders) {
        return FactScaffold.of(kind(kind, ruleFolders));
    }

    /**
     * The tests of a policy with a case made of a signal of a report; the case passes.
     *
     * @param wanted the policy
     * @param report a report as JSON
     * @param signal the id of the signal, or how it begins
     * @param interlock the facts and rules that the report was made from
     * @throws interlock.scaffold.Refusal if there can be no such case, with the reason
     * @throws interlock.engine.LimitReached if evaluating takes more than its budget allows
     */
    public static Page newTest(String wanted, Path report, String signal, Interlock interlock) {
        Policy policy = policy(interlock.policies(), wanted);
        ReportedSignal reported = ReportedSignal.in(new SourceText(shown(report), read(report)), signal);
        if (!reported.policy().equals(policy.id())) {
            throw new Unknown(
                    "signal " + reported.id() + " is one of `" + reported.policy() + "`",
                    "write `./interlock new test " + reported.policy() + " …`");
        }
        Path tests = testsOf(policy);
        return new Page(
                tests,
                TestScaffold.of(
                                reported,
                                interlock.facts(),
                                interlock.compiled(),
                                interlock.parameters(),
                                interlock.policies().vocabulary(),
                                Files.exists(tests) ? Optional.of(read(tests)) : Optional.empty(),
                                shown(tests))
                        .text());
    }

    /**
     * The tests of some policies alone.
     *
     * @param of asked of each policy, once all are compiled
     * @param kept what was compiled before
     * @throws InvalidInput if a test file, a policy or a parameter cannot be used
     * @throws interlock.engine.LimitReached if a case takes more than the budget allows, naming the case
     */
    public static List<TestResult> test(
            List<Path> ruleFolders, Function<CompiledPolicies, Predicate<String>> of, KeptStages kept, Budget budget) {
        return TestingRun.test(ruleFolders, of, kept, budget);
    }

    /**
     * The policies as pages, with their tests as examples and what they raise on the facts.
     *
     * @param covering whether to measure which conditions the tests cover
     * @throws InvalidInput if facts, policies, parameters or tests cannot be used
     * @throws interlock.engine.LimitReached if evaluating takes more than the budget allows
     */
    public static Catalog catalog(
            List<Path> factFolders, List<Path> ruleFolders, Query query, boolean covering, Budget budget) {
        Interlock interlock = Interlock.open(factFolders, ruleFolders, budget);
        FileNames names = new FileNames(
                Stream.concat(factFolders.stream(), ruleFolders.stream()).toList());
        PolicySet policies = interlock.policies();
        PolicyTestFiles.Loaded tests = PolicyTestFiles.read(ruleFolders, policies, policies.vocabulary());
        InvalidInput.refuse(tests.problems());
        CompiledPolicies compiled = interlock.compiled();
        Map<String, List<Catalog.Example>> examples = new TreeMap<>();
        for (PolicyTest test : tests.tests()) {
            examples.put(test.policy(), examples(test, PolicyTests.run(test, compiled, interlock.parameters())));
        }
        return Catalog.of(
                compiled,
                interlock.parameters(),
                examples,
                covering ? covered(Interlock.coverage(ruleFolders, budget)) : Map.of(),
                interlock.run(query),
                names::stable);
    }

    private static Map<String, Catalog.Coverage> covered(Coverage coverage) {
        Map<String, Catalog.Coverage> covered = new TreeMap<>();
        for (Coverage.OfPolicy of : coverage.policies()) {
            covered.put(
                    of.policy(),
                    new Catalog.Coverage(
                            (int) of.seen(),
                            of.conditions().size(),
                            of.conditions().stream()
                                    .filter(c -> !c.seenBothWays())
                                    .map(c -> c.text() + (c.everTrue() ? ": never false" : ": never true"))
                                    .toList()));
        }
        return covered;
    }

    private static List<Catalog.Example> examples(PolicyTest test, List<TestResult> results) {
        return test.cases().stream()
                .map(c -> new Catalog.Example(
                        c.name(),
                        c.expectation() instanceof Expectation.Raises
                                ? "raises"
                                : c.expectation() instanceof Expectation.Silent ? "silent" : "near miss",
                        results.stream()
                                .filter(r -> r.subject() == TestResult.Subject.CASE)
                                .filter(r -> r.name().equals(c.name()))
                                .allMatch(TestResult::passed),
                        c.at().file(),
                        c.at().line()))
                .toList();
    }

    private static Kind kind(String name, List<Path> ruleFolders) {
        Vocabulary vocabulary = Interlock.vocabulary(ruleFolders);
        List<String> names = vocabulary.kinds().stream().map(Kind::name).toList();
        return vocabulary
                .kind(name)
                .or(() -> vocabulary.kinds().stream()
                        .filter(k -> k.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(() -> new Unknown(
                        "there is no kind of fact `" + name + "`",
                        DidYouMean.help(name, names, "the kinds are " + String.join(", ", names))));
    }

    private static Policy policy(PolicySet policies, String named) {
        List<String> ids = policies.policies().stream().map(Policy::id).toList();
        return policies.policies().stream()
                .filter(p -> p.id().equals(named) || p.id().endsWith("/" + named))
                .findFirst()
                .orElseThrow(() -> new Unknown(
                        "there is no policy `" + named + "`",
                        DidYouMean.help(named, ids, "`./interlock catalog` lists the policies")));
    }

    private static Path testsOf(Policy policy) {
        return Path.of(policy.file().substring(0, policy.file().length() - POLICY.length()) + TESTS);
    }

    private static String read(Path file) {
        try {
            return SourceText.decode(shown(file), Files.readAllBytes(file)).text();
        } catch (IOException e) {
            throw new InvalidInput(List.of(Diagnostic.error(
                    "IL500", Location.ofFile(shown(file)), "this cannot be opened", "check that it is there")));
        }
    }

    private static String shown(Path file) {
        return file.toString().replace('\\', '/');
    }
}
