package interlock.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * Probabilities in the words of ICD 203 (Office of the Director of National Intelligence, Analytic Standards, 2015). An
 * interval that spans several of them has the words of both its ends.
 */
public final class EstimativeWords {
    private static final String EXCLUDED = "excluded";
    private static final String CERTAIN = "certain";
    private static final List<Band> BANDS = List.of(
            new Band("0.05", "almost no chance"),
            new Band("0.20", "very unlikely"),
            new Band("0.45", "unlikely"),
            new Band("0.55", "roughly even"),
            new Band("0.80", "likely"),
            new Band("0.95", "very likely"),
            new Band("1", "almost certain"));

    private record Band(BigDecimal below, String words) {
        Band(String below, String words) {
            this(new BigDecimal(below), words);
        }
    }

    private EstimativeWords() {}

    /** All of them, from what cannot be to what cannot fail. */
    public static List<String> all() {
        return Stream.of(Stream.of(EXCLUDED), BANDS.stream().map(Band::words), Stream.of(CERTAIN))
                .flatMap(words -> words)
                .toList();
    }

    /** Of an interval, 0 to 1. */
    static String of(BigDecimal low, BigDecimal high) {
        String from = of(low);
        String to = of(high);
        return from.equals(to) ? from : from + " to " + to;
    }

    /** Of one probability: a band begins at its lower end. What cannot fail is certain, what cannot be is excluded. */
    static String of(BigDecimal probability) {
        if (probability.signum() == 0) {
            return EXCLUDED;
        }
        return BANDS.stream()
                .filter(b -> probability.compareTo(b.below()) < 0)
                .findFirst()
                .map(Band::words)
                .orElse(CERTAIN);
    }

    /** Where it stands among the words, for sorting: 0 for what is excluded. */
    static int rank(BigDecimal probability) {
        if (probability.signum() == 0) {
            return 0;
        }
        return 1
                + (int) BANDS.stream()
                        .filter(b -> probability.compareTo(b.below()) >= 0)
                        .count();
    }
}
