package interlock.policy.dsl;

import interlock.score.Formulas;
import java.math.BigDecimal;
import java.util.List;

/** The Herfindahl–Hirschman index over amounts, 0 to 10,000. */
public final class Concentration extends Gathering {
    private static final long serialVersionUID = 1L;

    @Override
    Object result(List<Object> values) {
        return Formulas.herfindahl(Amounts.of(values));
    }

    @Override
    public Class<?> getResultType() {
        return BigDecimal.class;
    }
}
