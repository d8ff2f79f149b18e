package interlock;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What remedies are asked for.
 *
 * @param run the days that are looked at
 * @param size the most changes in a set
 * @param may kinds, or ids of facts, that may be changed although they cannot be by default
 * @param never kinds, or ids of facts, that may not be touched
 * @param evaluations the most sets of changes that are evaluated
 */
public record RemedyQuery(Query run, int size, SortedSet<String> may, SortedSet<String> never, int evaluations) {
    /** The most changes in a set unless asked otherwise. */
    public static final int SIZE = 2;
    /** The most changes in a set that can be asked for. */
    public static final int MOST = 4;
    /** The most sets evaluated unless asked otherwise. */
    public static final int EVALUATIONS = 3_000;

    public RemedyQuery {
        if (size < 1 || size > MOST || evaluations < 1) {
            throw new IllegalArgumentException("a set has 1 to " + MOST + " changes, and at least one is evaluated");
        }
        may = Collections.unmodifiableSortedSet(new TreeSet<>(may));
        never = Collections.unmodifiableSortedSet(new TreeSet<>(never));
    }

    /** As it is meant unless asked otherwise, on the days of a query. */
    public static RemedyQuery of(Query run) {
        return new RemedyQuery(run, SIZE, new TreeSet<>(), new TreeSet<>(), EVALUATIONS);
    }

    /** The same with sets of another size. */
    public RemedyQuery upTo(int changes) {
        return new RemedyQuery(run, changes, may, never, evaluations);
    }

    /** The same with another latitude. */
    public RemedyQuery with(SortedSet<String> also, SortedSet<String> not) {
        return new RemedyQuery(run, size, also, not, evaluations);
    }
}
