package interlock.fact;

import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money as a source states it, in whole units of {@code currency} (an ISO 4217 code).
 *
 * @param firm what is committed for certain; 0 if nothing is, null if unknown. Not above {@code cap}
 * @param cap the most it can come to; null if the source gives no upper figure
 */
public record Amount(@Nullable BigDecimal firm, @Nullable BigDecimal cap, String currency, Qualifier qualifier) {
    public Amount {
        firm = firm == null ? null : Numbers.normalised(firm);
        cap = cap == null ? null : Numbers.normalised(cap);
    }

    /** An amount that is what it is: firm equals cap. */
    public static Amount exactly(BigDecimal amount, String currency) {
        return new Amount(amount, amount, currency, Qualifier.EXACT);
    }

    /** The amount in the ceiling: the cap, or, where a source gives none, what is firm. */
    public @Nullable BigDecimal ceiling() {
        return cap != null ? cap : firm;
    }
}
