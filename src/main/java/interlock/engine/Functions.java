package interlock.engine;

import interlock.policy.dsl.Verbs;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The verbs, and the functions that a policy may call, by name. */
final class Functions {
    /** What makes a clause conclude; only behind {@code then}. */
    static final Set<String> VERBS = Set.of("raise", "conclude");

    /** Every function, but for the verbs. */
    static final SortedSet<String> NAMES = Collections.unmodifiableSortedSet(Arrays.stream(Verbs.class.getMethods())
            .filter(m -> m.getDeclaringClass() == Verbs.class)
            .map(m -> m.getName())
            .filter(n -> !VERBS.contains(n))
            .collect(Collectors.toCollection(TreeSet::new)));

    private Functions() {}

    /** Whether some form of a function takes that many values. */
    static boolean takes(String name, int values) {
        return Arrays.stream(Verbs.class.getMethods())
                .anyMatch(m -> m.getName().equals(name) && m.getParameterCount() == values);
    }
}
