package interlock.policytest;

import interlock.diagnostic.Location;
import java.util.List;

/**
 * How one test went.
 *
 * @param policy the id of the policy tested
 * @param name a sentence: the name of the case, or what is asked of the tests of a policy as a whole
 * @param at where to look if it failed
 * @param failures what was expected against what came out; a text may have several lines. Empty if the test passed
 */
public record TestResult(Subject subject, String policy, String name, Location at, List<String> failures) {
    public TestResult {
        failures = List.copyOf(failures);
    }

    /** What a result is about. */
    public enum Subject {
        /** A case. */
        CASE,
        /** Whether a clause fires in some case. */
        CLAUSE,
        /** Whether a policy has the cases that it needs. */
        COMPLETENESS
    }

    /** Whether everything was as expected. */
    public boolean passed() {
        return failures.isEmpty();
    }
}
