package interlock.vocabulary;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A figure known to lie between two bounds, both included; in per cent wherever a fact holds one. Either bound is null
 * where it is unknown. Bounds are normalised, so that equal figures are equal ranges.
 */
public record Range(@Nullable BigDecimal low, @Nullable BigDecimal high) {

    /** Nothing is known about the figure. It is not zero. */
    public static final Range UNKNOWN = new Range(null, null);

    public Range {
        low = low == null ? null : Numbers.normalised(low);
        high = high == null ? null : Numbers.normalised(high);
    }

    /** Whether at least one bound is known. */
    public boolean known() {
        return low != null || high != null;
    }
}
