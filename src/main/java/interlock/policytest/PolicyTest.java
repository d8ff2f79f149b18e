package interlock.policytest;

import java.util.List;

/**
 * The tests of one policy, as their file gives them.
 *
 * @param policy the id of the policy
 * @param file the path for people
 */
public record PolicyTest(String policy, String file, List<TestCase> cases) {
    public PolicyTest {
        cases = List.copyOf(cases);
    }
}
