package interlock.policy.dsl;

import java.math.BigDecimal;
import java.util.List;

/** Values that an accumulate gathered, as exact numbers. */
final class Amounts {
    private Amounts() {}

    static List<BigDecimal> of(List<Object> values) {
        return values.stream()
                .map(v -> v instanceof BigDecimal exact ? exact : new BigDecimal(v.toString()))
                .toList();
    }
}
