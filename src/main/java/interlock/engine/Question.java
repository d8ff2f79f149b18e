package interlock.engine;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far a clause gets with some of its variables held to values.
 *
 * @param policy the id of the policy
 * @param clause the name of the clause
 * @param held by variable with the dollar sign, or by a field of one such as {@code $stake.holder}
 */
public record Question(String policy, String clause, SortedMap<String, Object> held) {
    public Question {
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    }

    /** What tells it from others. */
    String key() {
        return policy + "\n" + clause + "\n"
                + held.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("\n"));
    }
}
