package interlock.scenario;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A probability known to lie between two bounds, both included, 0 to 1. */
public record Interval(BigDecimal low, BigDecimal high) {
    private static final MathContext DIGITS = new MathContext(20, RoundingMode.HALF_EVEN);

    /** Certainty. */
    public static final Interval CERTAIN = new Interval(BigDecimal.ONE, BigDecimal.ONE);

    /** Nothing is known. */
    public static final Interval UNKNOWN = new Interval(BigDecimal.ZERO, BigDecimal.ONE);

    public Interval {
        if (low.signum() < 0 || high.compareTo(BigDecimal.ONE) > 0 || low.compareTo(high) > 0) {
            throw new IllegalArgumentException("no probability: " + low + " to " + high);
        }
    }

    /** The probability that both of two independent things are so. */
    public Interval and(Interval other) {
        return new Interval(low.multiply(other.low, DIGITS), high.multiply(other.high, DIGITS));
    }
}
