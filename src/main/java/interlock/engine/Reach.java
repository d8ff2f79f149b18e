package interlock.engine;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far one condition of a clause got in a world. A row is a way of matching everything before the condition, with, for
 * a constraint, each fact of the kind that met the constraints before it.
 *
 * @param reached the rows of which the condition was asked
 * @param passed those of which it was true
 * @param unknown those of the failing rows in which a figure compared is not known; 0 where that cannot be told
 * @param passing some of the rows that passed, in a fixed order
 * @param failing some of those that did not
 */
public record Reach(Probe probe, long reached, long passed, long unknown, List<Row> passing, List<Row> failing) {
    public Reach {
        passing = List.copyOf(passing);
        failing = List.copyOf(failing);
    }

    /** The rows of which the condition was false. */
    public long failed() {
        return reached - passed;
    }

    /**
     * A way of matching.
     *
     * @param matched facts and conclusions, in the order of their patterns
     * @param bindings the values of the variables, by name with the dollar sign
     */
    public record Row(List<Object> matched, SortedMap<String, Object> bindings) {
        public Row {
            matched = List.copyOf(matched);
            bindings = Collections.unmodifiableSortedMap(new TreeMap<>(bindings));
        }
    }
}
