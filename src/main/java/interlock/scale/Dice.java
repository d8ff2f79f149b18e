package interlock.scale;

/** Numbers that look random and are the same for the same seed on every machine: SplitMix64, a stream a section. */
final class Dice {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** Where the stream stands, its only element. */
    private final long[] state;

    Dice(long seed, int section) {
        state = new long[] {mixed(seed ^ mixed(section))};
    }

    /** A number from 0 to below {@code bound}. */
    int below(int bound) {
        return (int) below((long) bound);
    }

    /** The same of a bound that no int holds. */
    long below(long bound) {
        long drawn = mixed(state[0]);
        state[0] += STEP;
        return (drawn >>> 1) % bound;
    }

    /** Whether something comes about that does in so many of 10,000 draws. */
    boolean comes(int inTenThousand) {
        return below(10_000) < inTenThousand;
    }

    /** The place in a row of running totals into which a draw falls. */
    int place(long[] totals) {
        long drawn = below(totals[totals.length - 1]);
        int low = 0;
        int high = totals.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (totals[middle] > drawn) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The running totals of weights. */
    static long[] totals(long... weights) {
        long[] totals = new long[weights.length];
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            totals[i] = sum;
        }
        return totals;
    }

    private static long mixed(long state) {
        long z = state + STEP;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
