package interlock.policy.dsl;

import interlock.score.Formulas;
import java.math.BigDecimal;
import java.util.List;

/** The sum of amounts; 0 of none. */
public final class Total extends Gathering {
    private static final long serialVersionUID = 1L;

    @Override
    Object result(List<Object> values) {
        return Formulas.total(Amounts.of(values));
    }

    @Override
    public Class<?> getResultType() {
        return BigDecimal.class;
    }
}
