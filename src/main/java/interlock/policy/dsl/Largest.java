package interlock.policy.dsl;

import java.math.BigDecimal;
import java.util.List;

/** The largest of amounts; 0 of none. */
public final class Largest extends Gathering {
    private static final long serialVersionUID = 1L;

    @Override
    Object result(List<Object> values) {
        return Amounts.of(values).stream().reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    @Override
    public Class<?> getResultType() {
        return BigDecimal.class;
    }
}
