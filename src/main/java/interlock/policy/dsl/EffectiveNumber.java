package interlock.policy.dsl;

import interlock.score.Formulas;
import java.math.BigDecimal;
import java.util.List;

/** The effective number of equal parts, 1 / Σ p², of amounts; 0 of none. */
public final class EffectiveNumber extends Gathering {
    private static final long serialVersionUID = 1L;

    @Override
    Object result(List<Object> values) {
        return Formulas.effectiveNumber(Amounts.of(values));
    }

    @Override
    public Class<?> getResultType() {
        return BigDecimal.class;
    }
}
