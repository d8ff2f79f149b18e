package interlock.vocabulary;

import java.math.BigDecimal;

/** The one form in which numbers are kept, so that 7 and 7.0 are the same number in every comparison and digest. */
public final class Numbers {
    private Numbers() {}

    /** The same number without trailing zeros and without an exponent. */
    public static BigDecimal normalised(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
