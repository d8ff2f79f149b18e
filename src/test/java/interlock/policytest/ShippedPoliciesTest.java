package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.DiagnosticText;
import interlock.policytest.TestResult.Subject;
import java.util.List;
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

    private static DynamicTest test(TestResult result) {
        return DynamicTest.dynamicTest(
                result.name(),
                () -> assertThat(result.failures())
                        .as(() -> result.at() + " " + result.name() + "\n"
                                + result.failures().stream().collect(Collectors.joining("\n")))
                        .isEmpty());
    }
}
