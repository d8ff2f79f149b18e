package interlock;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.engine.Budget;
import interlock.engine.CompiledPolicies;
import interlock.engine.KeptStages;
import interlock.engine.PolicyCompiler;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.policytest.PolicyTest;
import interlock.policytest.PolicyTestFiles;
import interlock.policytest.PolicyTests;
import interlock.policytest.TestResult;
import interlock.policytest.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Policies to be tested, with the thresholds in force, as they were read.
 *
 * @param problems what is wrong with them
 */
record TestingRun(PolicySet policies, ParameterSet parameters, List<Diagnostic> problems) {
    /** @throws InvalidInput if a declaration of a kind cannot be used */
    private static TestingRun of(List<Path> ruleFolders) {
        PolicyFiles.Loaded rules = PolicyFiles.read(ruleFolders);
        ParameterFiles.Loaded thresholds = ParameterFiles.read(ruleFolders);
        refuseBrokenDeclarations(rules);
        return new TestingRun(
                rules.policies(),
                thresholds.parameters(),
                Stream.concat(rules.problems().stream(), thresholds.problems().stream())
                        .toList());
    }

    /**
     * Runs the tests that stand beside the policies.
     *
     * @param covering whether to look on the way at what they show of each condition
     * @param kept what was compiled before
     * @param tested is told what is tested
     */
    static TestRun test(
            List<Path> ruleFolders,
            boolean covering,
            KeptStages kept,
            Budget budget,
            Consumer<CompiledPolicies> tested) {
        TestingRun run = of(ruleFolders);
        List<PolicyTest> tests = run.tests(ruleFolders);
        CompiledPolicies compiled = run.compiled(kept, budget);
        tested.accept(compiled);
        return covering
                ? PolicyTests.covering(tests, compiled, run.parameters())
                : new TestRun(PolicyTests.run(tests, compiled, run.parameters()), Optional.empty());
    }

    /**
     * Runs the tests of some policies alone.
     *
     * @param of asked of each policy, once all are compiled
     * @param kept what was compiled before
     */
    static List<TestResult> test(
            List<Path> ruleFolders, Function<CompiledPolicies, Predicate<String>> of, KeptStages kept, Budget budget) {
        TestingRun run = of(ruleFolders);
        List<PolicyTest> tests = run.tests(ruleFolders);
        CompiledPolicies compiled = run.compiled(kept, budget);
        Predicate<String> asked = of.apply(compiled);
        return tests.stream()
                .filter(t -> asked.test(t.policy()))
                .flatMap(t -> PolicyTests.run(t, compiled, run.parameters()).stream())
                .toList();
    }

    /** Runs case studies. */
    static List<TestResult> study(List<Path> ruleFolders, List<Path> folders, Budget budget) {
        TestingRun run = of(ruleFolders);
        PolicyTestFiles.Studies studies =
                PolicyTestFiles.studies(folders, run.policies(), run.policies().vocabulary());
        run.refuse(studies.problems());
        return PolicyTests.study(studies.studies(), run.compiled(new KeptStages(), budget), run.parameters());
    }

    private List<PolicyTest> tests(List<Path> ruleFolders) {
        PolicyTestFiles.Loaded tests = PolicyTestFiles.read(ruleFolders, policies, policies.vocabulary());
        refuse(tests.problems());
        return tests.tests();
    }

    private void refuse(List<Diagnostic> ofTests) {
        InvalidInput.refuse(Stream.concat(problems.stream(), ofTests.stream()).toList());
    }

    private CompiledPolicies compiled(KeptStages kept, Budget budget) {
        return PolicyCompiler.compile(policies, parameters.ids(), kept).within(budget);
    }

    /**
     * Goes on where every declaration of a kind can be used: without it, all else could only repeat that.
     *
     * @throws InvalidInput with what is wrong with declarations
     */
    static void refuseBrokenDeclarations(PolicyFiles.Loaded rules) {
        List<Diagnostic> problems =
                rules.problems().stream().filter(PolicyFiles::ofVocabulary).toList();
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }
}
