package interlock.derivation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One comparison that is not met, and by how much.
 *
 * @param text as the policy writes it
 * @param figure what is compared, as the policy writes it; null if the condition is no plain comparison
 * @param field the field of the item that is compared, or a path of fields; null if something else is
 * @param value what it is; null if that is not known
 * @param needed what it is compared with, one or several of which any will do; empty if that is not known
 * @param by how far the value is from what is needed; null if these are not numbers
 * @param measure {@code USD}, {@code per cent} or another unit; empty if there is none
 * @param parameter the id of the parameter that it is held against; null if there is none
 * @param because what else that it is held against comes from; null if there is nothing
 */
public record Shortfall(
        String text,
        @Nullable String figure,
        @Nullable String field,
        @Nullable String operator,
        @Nullable Object value,
        List<Object> needed,
        @Nullable BigDecimal by,
        String measure,
        @Nullable String parameter,
        @Nullable Object because) {
    private static final BigDecimal LEAST = new BigDecimal("0.000001");

    public Shortfall {
        needed = List.copyOf(needed);
    }

    /** Whether it fails because something is not known, rather than because it is otherwise. */
    public boolean unknown() {
        return figure != null && value == null;
    }

    /** How far off it is, from 0 to 1: the share of what is needed, and 1 for what is no number. */
    public double distance() {
        BigDecimal gap = by;
        if (gap == null || needed.isEmpty() || !(needed.get(0) instanceof BigDecimal threshold)) {
            return 1;
        }
        double scale = threshold.abs().max(LEAST).doubleValue();
        return Math.min(1, gap.abs().doubleValue() / scale) * 0.999;
    }
}
