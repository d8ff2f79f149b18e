package interlock.policytest;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How all tests went.
 *
 * @param coverage what the cases showed of every condition; empty if that was not asked for
 */
public record TestRun(List<TestResult> results, Optional<Coverage> coverage) {
    public TestRun {
        results = List.copyOf(results);
    }

    /** What concerns some policies alone. */
    public TestRun of(Predicate<String> policies) {
        return new TestRun(
                results.stream().filter(r -> policies.test(r.policy())).toList(), coverage.map(c -> c.of(policies)));
    }

    /** How many tests passed. */
    public long passed() {
        return results.stream().filter(TestResult::passed).count();
    }

    /** How many did not. */
    public long failed() {
        return results.size() - passed();
    }
}
