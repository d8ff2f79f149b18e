package interlock;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.engine.Budget;
import interlock.engine.CompiledPolicies;
import interlock.engine.KeptStages;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.parameter.ParameterFiles;
import interlock.policy.PolicyFiles;
import interlock.policytest.PolicyTestFiles;
import interlock.policytest.PolicyTests;
import interlock.policytest.TestResult;
import interlock.policytest.TestRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs the tests that stand beside policies, and case studies. */
final class TestingRun {
    private TestingRun() {}

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
        PolicyFiles.Loaded rules = PolicyFiles.read(ruleFolders);
        ParameterFiles.Loaded thresholds = ParameterFiles.read(ruleFolders);
        refuseBrokenDeclarations(rules);
        PolicyTestFiles.Loaded tests = PolicyTestFiles.read(
                ruleFolders, rules.policies(), rules.policies().vocabulary());
        List<Diagnostic> problems = Stream.of(rules.problems(), thresholds.problems(), tests.problems())
                .flatMap(List::stream)
                .toList();
        InvalidInput.refuse(problems);
        CompiledPolicies compiled = PolicyCompiler.compile(
                        rules.policies(), thresholds.parameters().ids(), kept)
                .within(budget);
        tested.accept(compiled);
        return covering
                ? PolicyTests.covering(tests.tests(), compiled, thresholds.parameters())
                : new TestRun(PolicyTests.run(tests.tests(), compiled, thresholds.parameters()), Optional.empty());
    }

    /** Runs case studies. */
    static List<TestResult> study(List<Path> ruleFolders, List<Path> folders, Budget budget) {
        PolicyFiles.Loaded rules = PolicyFiles.read(ruleFolders);
        ParameterFiles.Loaded thresholds = ParameterFiles.read(ruleFolders);
        refuseBrokenDeclarations(rules);
        PolicyTestFiles.Studies studies = PolicyTestFiles.studies(
                folders, rules.policies(), rules.policies().vocabulary());
        List<Diagnostic> problems = Stream.of(rules.problems(), thresholds.problems(), studies.problems())
                .flatMap(List::stream)
                .toList();
        InvalidInput.refuse(problems);
        CompiledPolicies compiled = PolicyCompiler.compile(
                        rules.policies(), thresholds.parameters().ids(), Build.CLASSIC)
                .within(budget);
        return PolicyTests.study(studies.studies(), compiled, thresholds.parameters());
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
