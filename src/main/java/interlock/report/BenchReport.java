package interlock.report;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured, and on what.
 *
 * @param sizes of the input, by name
 * @param stages in the order in which they run
 * @param counts of what was done, the same on every machine
 * @param answer what came out, so that a measurement of something wrong is seen
 */
public record BenchReport(
        String format,
        String bench,
        SortedMap<String, Integer> sizes,
        int repetitions,
        List<Stage> stages,
        SortedMap<String, Long> counts,
        String answer) {

    /** The format of the file. */
    public static final String FORMAT = "interlock.bench/1";

    /** How long a stage took: the median, the least and the most, in milliseconds. */
    public record Stage(String name, long median, long least, long most) {

        /** Of some measurements in nanoseconds. */
        public static Stage of(String name, List<Long> nanoseconds) {
            List<Long> sorted = nanoseconds.stream().sorted().toList();
            return new Stage(
                    name,
                    milliseconds(sorted.get(sorted.size() / 2)),
                    milliseconds(sorted.get(0)),
                    milliseconds(sorted.get(sorted.size() - 1)));
        }

        private static long milliseconds(long nanoseconds) {
            return Math.round(nanoseconds / 1e6);
        }
    }

    public BenchReport {
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        stages = List.copyOf(stages);
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }
}
