package interlock.derive;

import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A figure that lies between two bounds, both included; {@code high} is null where nothing bounds it from above. */
public record Bounds(BigDecimal low, @Nullable BigDecimal high) {
    static final MathContext DIGITS = new MathContext(34, RoundingMode.HALF_EVEN);
    static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    static final Bounds ZERO = exactly(BigDecimal.ZERO);
    /** Nothing is known of a figure that cannot be negative. */
    static final Bounds UNKNOWN = new Bounds(BigDecimal.ZERO, null);

    /** Errors of rounding stay far below the last place that is told. */
    private static final MathContext TRUSTED = new MathContext(24, RoundingMode.HALF_EVEN);

    private static final int PLACES = 8;

    static Bounds exactly(BigDecimal figure) {
        return new Bounds(figure, figure);
    }

    /** What a fact says of a figure that cannot be negative. */
    static Bounds of(Range range) {
        BigDecimal low = range.low();
        return new Bounds(low == null ? BigDecimal.ZERO : low, range.high());
    }

    boolean exact() {
        return high != null && low.compareTo(high) == 0;
    }

    BigDecimal highOr(BigDecimal otherwise) {
        return high == null ? otherwise : high;
    }

    Bounds plus(Bounds other) {
        return new Bounds(low.add(other.low), high == null || other.high == null ? null : high.add(other.high));
    }

    /** The product with another figure that cannot be negative. */
    Bounds times(Bounds other) {
        return new Bounds(
                low.multiply(other.low, DIGITS),
                high == null || other.high == null ? null : high.multiply(other.high, DIGITS));
    }

    Bounds hull(Bounds other) {
        return new Bounds(low.min(other.low), high == null || other.high == null ? null : high.max(other.high));
    }

    /** To so many places that it can be read, away from the middle, so that the bounds stay bounds. */
    Bounds told() {
        BigDecimal least = low.round(TRUSTED);
        BigDecimal most = high == null ? null : high.round(TRUSTED);
        boolean point = most != null && least.compareTo(most) == 0;
        return new Bounds(
                told(least, point ? RoundingMode.HALF_EVEN : RoundingMode.FLOOR),
                most == null ? null : told(most, point ? RoundingMode.HALF_EVEN : RoundingMode.CEILING));
    }

    /** One exact figure to so many places that it can be read. */
    static BigDecimal told(BigDecimal figure) {
        return told(figure.round(TRUSTED), RoundingMode.HALF_EVEN);
    }

    private static BigDecimal told(BigDecimal figure, RoundingMode rounding) {
        return Numbers.normalised(figure.setScale(PLACES, rounding));
    }
}
