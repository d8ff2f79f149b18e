package interlock.report;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to get from the files of a network to a report, with what two yardsticks take on the same files in the same
 * process.
 *
 * @param java the version of Java that ran it
 * @param heap the most megabytes that the heap may take
 * @param repetitions how often everything was measured
 * @param notes what a reader of the figures has to know
 */
public record NetworkFigures(
        String format, String java, long heap, int repetitions, List<Network> networks, List<String> notes) {

    /** The format of the file. */
    public static final String FORMAT = "interlock.bench-network/1";

    /**
     * One network.
     *
     * @param seed what it was drawn from
     * @param facts how many facts it has
     * @param bytes how large its files are
     * @param stages in the order in which they run
     * @param counts of what was done, the same on every machine
     * @param ratios what is held against what
     * @param agreements how far what was found is what had been put there to be found; none if nothing had
     */
    public record Network(
            int companies,
            long seed,
            long facts,
            long bytes,
            List<Stage> stages,
            SortedMap<String, Long> counts,
            List<Ratio> ratios,
            List<Agreement> agreements) {
        public Network {
            stages = List.copyOf(stages);
            counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
            ratios = List.copyOf(ratios);
            agreements = List.copyOf(agreements);
        }

        /** Whether all was found as it had to be, and nothing else. */
        public boolean agrees() {
            return agreements.stream().allMatch(a -> a.otherwise().isEmpty());
        }
    }

    /**
     * What was found, held against what had to be.
     *
     * @param cases in how many cases
     * @param agreed in how many of them it was as it had to be
     * @param otherwise what was not, in words, each with its place
     */
    public record Agreement(String of, long cases, long agreed, List<String> otherwise) {
        public Agreement {
            otherwise = List.copyOf(otherwise);
        }
    }

    /** One measurement of a stage: nanoseconds, and the bytes in use at its end and at most. */
    public record Measured(long nanoseconds, long held, long most) {}

    /**
     * What a stage takes.
     *
     * @param median of the time, in milliseconds, as are the least and the most
     * @param held megabytes in use after it, garbage cleared; the median
     * @param peak megabytes in use at most while it ran, garbage included; the largest
     */
    public record Stage(String name, long median, long least, long most, long held, long peak) {

        /** Of some measurements. */
        public static Stage of(String name, List<Measured> measured) {
            long[] times = sorted(measured, Measured::nanoseconds);
            long[] held = sorted(measured, Measured::held);
            long[] peak = sorted(measured, Measured::most);
            return new Stage(
                    name,
                    milliseconds(times[times.length / 2]),
                    milliseconds(times[0]),
                    milliseconds(times[times.length - 1]),
                    megabytes(held[held.length / 2]),
                    megabytes(peak[peak.length - 1]));
        }

        private static long[] sorted(List<Measured> measured, ToLongFunction<Measured> what) {
            return LongStream.of(measured.stream().mapToLong(what).toArray())
                    .sorted()
                    .toArray();
        }

        private static long milliseconds(long nanoseconds) {
            return Math.round(nanoseconds / 1e6);
        }

        private static long megabytes(long bytes) {
            return Math.round(bytes / (double) (1 << 20));
        }
    }

    /**
     * What is held against what.
     *
     * @param figure rounded to two decimals
     * @param goal what is aimed at; null if nothing is
     */
    public record Ratio(
            String name, double figure, @Nullable Double goal) {
        /** A part as so many times a whole. */
        public static Ratio of(String name, double part, double of, @Nullable Double goal) {
            return new Ratio(name, Math.round(100 * part / of) / 100.0, goal);
        }
    }

    public NetworkFigures {
        networks = List.copyOf(networks);
        notes = List.copyOf(notes);
    }
}
