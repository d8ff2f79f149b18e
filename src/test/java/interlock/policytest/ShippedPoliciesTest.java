package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.DiagnosticText;
import interlock.engine.ClauseReach;
import interlock.engine.Probes;
import interlock.policy.Policy;
import interlock.policytest.TestResult.Subject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the tests that stand beside the shipped policies. */
final class ShippedPoliciesTest {
    @Test
    void theTestsAreWellWritten() {
        assertThat(DiagnosticText.of(Shipped.tests().problems())).isEmpty();
    }

    @TestFactory
    Stream<DynamicContainer> everyPolicyDoesWhatItsTestsSay() {
        List<TestResult> results = PolicyTests.run(Shipped.tests().tests(), Shipped.POLICIES, Shipped.PARAMETERS);
        assertThat(results.stream().filter(r -> r.subject() == Subject.CASE)).hasSizeGreaterThan(80);
        return results.stream().map(TestResult::policy).distinct().map(policy -> {
            Stream<DynamicTest> tests =
                    results.stream().filter(r -> r.policy().equals(policy)).map(ShippedPoliciesTest::test);
            return DynamicContainer.dynamicContainer(policy, tests);
        });
    }

    @Test
    void everyConditionIsTrueInOneCaseAndFalseInAnother() {
        TestRun run = PolicyTests.covering(Shipped.tests().tests(), Shipped.POLICIES, Shipped.PARAMETERS);
        Coverage coverage = run.coverage().orElseThrow();
        assertThat(coverage.conditions()).isGreaterThan(400);
        assertThat(TestText.of(run)).doesNotContain("never");
        assertThat(coverage.reaches(100)).isTrue();
    }

    /** The conditions asked one by one say of every clause in every case what the clause as a whole says. */
    @Test
    void aClauseStopsNowhereIfAndOnlyIfItFires() {
        Probes probes = Probes.of(
                Shipped.POLICIES,
                Shipped.POLICIES.policies().policies().stream().map(Policy::id).toList());
        Set<Boolean> seen = new TreeSet<>();
        for (PolicyTest test : Shipped.tests().tests()) {
            for (TestCase testCase : test.cases()) {
                new Trial(testCase.facts(), testCase.asOf(), Shipped.POLICIES, Shipped.PARAMETERS)
                        .show((world, derivation) -> {
                            for (ClauseReach clause : probes.reach(world, derivation, 0)) {
                                boolean fires = derivation.steps().stream()
                                        .anyMatch(s -> s.policy().equals(clause.policy())
                                                && s.clause().equals(clause.clause()));
                                seen.add(fires);
                                assertThat(clause.stops().isEmpty())
                                        .as(testCase.at() + " " + clause.policy() + ": " + clause.clause())
                                        .isEqualTo(fires);
                            }
                        });
            }
        }
        assertThat(seen).containsExactly(false, true);
    }

    private static DynamicTest test(TestResult result) {
        return DynamicTest.dynamicTest(
                result.name(),
                () -> assertThat(result.failures())
                        .as(() -> result.at() + " " + result.name() + "\n"
                                + result.failures().stream().collect(Collectors.joining("\n")))
                        .isEmpty());
    }
}
