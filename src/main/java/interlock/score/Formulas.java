package interlock.score;

import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The formulas of the scores. All are pure; results are exact where the formula is rational. */
public final class Formulas {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** Enough digits that rounding never shows in a report, few enough that equal inputs give equal text. */
    private static final MathContext DIGITS = new MathContext(20, RoundingMode.HALF_EVEN);

    private Formulas() {}

    /**
     * 100 · (1 − e^(−x/k)): 0 at 0, 63.2 at the scale k, towards 100 beyond it.
     *
     * @param x an amount, at least 0
     * @param scale in the unit of x, above 0
     */
    public static BigDecimal saturating(BigDecimal x, BigDecimal scale) {
        if (scale.signum() <= 0) {
            throw new IllegalArgumentException("the scale " + scale + " must be above 0");
        }
        // StrictMath gives the same bits on every machine, so the same report everywhere.
        double points = 100 * (1 - StrictMath.exp(-x.max(BigDecimal.ZERO).doubleValue() / scale.doubleValue()));
        return Numbers.normalised(BigDecimal.valueOf(points).setScale(6, RoundingMode.HALF_EVEN));
    }

    /** What per cent of {@code whole} is {@code part}; 0 if the whole is 0. */
    public static BigDecimal percentage(BigDecimal part, BigDecimal whole) {
        if (whole.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return Numbers.normalised(part.multiply(HUNDRED).divide(whole, DIGITS));
    }

    /** How far two figures lie apart, in per cent of the larger; 0 if both are 0. */
    public static BigDecimal apart(BigDecimal left, BigDecimal right) {
        return percentage(left.subtract(right).abs(), left.max(right));
    }

    /**
     * The Herfindahl–Hirschman index: the sum of the squared shares in per cent, 0 (no amounts) to 10,000 (one).
     * Source: textbook definition.
     */
    public static BigDecimal herfindahl(Collection<BigDecimal> amounts) {
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal amount : amounts) {
            squares = squares.add(amount.multiply(amount));
        }
        return herfindahl(total(amounts), squares);
    }

    /** The same from the sum of the amounts and the sum of their squares. */
    public static BigDecimal herfindahl(BigDecimal total, BigDecimal squares) {
        if (total.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return Numbers.normalised(squares.multiply(HUNDRED).multiply(HUNDRED).divide(total.multiply(total), DIGITS));
    }

    /** The effective number of equal parts, 1 / Σ p² with p the shares; 0 of none. */
    public static BigDecimal effectiveNumber(Collection<BigDecimal> amounts) {
        return effectiveNumber(herfindahl(amounts));
    }

    /** The same from the Herfindahl–Hirschman index. */
    public static BigDecimal effectiveNumber(BigDecimal index) {
        return index.signum() == 0
                ? BigDecimal.ZERO
                : Numbers.normalised(HUNDRED.multiply(HUNDRED).divide(index, DIGITS));
    }

    /** The sum; 0 of none. */
    public static BigDecimal total(Collection<BigDecimal> amounts) {
        return Numbers.normalised(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** {@code numerator / denominator}, or null if either is unknown or the denominator is 0. */
    public static @Nullable BigDecimal ratio(@Nullable BigDecimal numerator, @Nullable BigDecimal denominator) {
        if (numerator == null || denominator == null || denominator.signum() == 0) {
            return null;
        }
        return Numbers.normalised(numerator.divide(denominator, DIGITS));
    }
}
