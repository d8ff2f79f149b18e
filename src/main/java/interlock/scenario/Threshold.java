package interlock.scenario;

import java.util.List;

/**
 * What a figure had to pass for a clause to stop matching.
 *
 * @param policy the id of the policy
 * @param clause the name of the clause
 * @param condition as the policy writes it
 * @param file where it stands
 * @param line where it stands
 * @param parameters the ids of the parameters that the condition goes by
 */
public record Threshold(
        String policy, String clause, String condition, String file, int line, List<String> parameters) {
    public Threshold {
        parameters = List.copyOf(parameters);
    }
}
