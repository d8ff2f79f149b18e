package interlock.policytest;

import interlock.diagnostic.Location;
import java.util.List;

/**
 * Where a clause is expected to stop in a case that is silent.
 *
 * @param clause the name of the clause
 * @param fails the first of its conditions that nothing passes, as written
 * @param on ids of facts that are among those it fails on
 */
public record Stop(String clause, String fails, List<String> on, Location at) {
    public Stop {
        on = List.copyOf(on);
    }
}
