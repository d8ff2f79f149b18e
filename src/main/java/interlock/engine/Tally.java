package interlock.engine;

import interlock.score.Formulas;
import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of an accumulate must remember of the values so far: equal for any two lots of values from which, with
 * whatever else may come, they make the same result.
 */
enum Tally {
    /** {@link interlock.policy.dsl.Total}. */
    TOTAL("total") {
        @Override
        Object none() {
            return BigDecimal.ZERO;
        }

        @Override
        Object with(Object state, Object value) {
            return Numbers.normalised(((BigDecimal) state).add(exact(value)));
        }
    },
    /** How many there are, unknown ones too. */
    COUNT("count") {
        @Override
        Object none() {
            return 0L;
        }

        @Override
        Object more(Object state, @Nullable Object value) {
            return (Long) state + 1;
        }

        @Override
        Object with(Object state, Object value) {
            return more(state, value);
        }
    },
    /** {@link interlock.policy.dsl.Largest}. */
    LARGEST("largest") {
        @Override
        Object none() {
            return BigDecimal.ZERO;
        }

        @Override
        Object with(Object state, Object value) {
            return Numbers.normalised(((BigDecimal) state).max(exact(value)));
        }
    },
    /** {@link interlock.policy.dsl.Concentration}. */
    CONCENTRATION("concentration") {
        @Override
        Object none() {
            return List.of(BigDecimal.ZERO, BigDecimal.ZERO);
        }

        @Override
        Object with(Object state, Object value) {
            return squared((List<?>) state, exact(value));
        }

        @Override
        Object result(Object state) {
            return Formulas.herfindahl(total(state), squares(state));
        }
    },
    /** {@link interlock.policy.dsl.EffectiveNumber}. */
    EFFECTIVE("effectiveNumber") {
        @Override
        Object none() {
            return CONCENTRATION.none();
        }

        @Override
        Object with(Object state, Object value) {
            return CONCENTRATION.with(state, value);
        }

        @Override
        Object result(Object state) {
            return Formulas.effectiveNumber(Formulas.herfindahl(total(state), squares(state)));
        }
    },
    /** {@link interlock.policy.dsl.Each}. */
    EACH("each") {
        @Override
        Object none() {
            return List.of();
        }

        @Override
        Object with(Object state, Object value) {
            TreeSet<String> all = new TreeSet<>();
            ((List<?>) state).forEach(s -> all.add(s.toString()));
            all.add(value.toString());
            return List.copyOf(all);
        }
    };

    private final String function;

    Tally(String function) {
        this.function = function;
    }

    static Tally of(String function) {
        for (Tally tally : values()) {
            if (tally.function.equals(function)) {
                return tally;
            }
        }
        throw new Untold("the function " + function);
    }

    /** Before any value. */
    abstract Object none();

    /** After one known value more. */
    abstract Object with(Object state, Object value);

    /** After one value more; what is unknown is left out. */
    Object more(Object state, @Nullable Object value) {
        return value == null ? state : with(state, value);
    }

    /** What the function gives. */
    Object result(Object state) {
        return state;
    }

    private static BigDecimal exact(Object value) {
        return value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
    }

    private static BigDecimal total(Object state) {
        return (BigDecimal) ((List<?>) state).get(0);
    }

    private static BigDecimal squares(Object state) {
        return (BigDecimal) ((List<?>) state).get(1);
    }

    private static Object squared(List<?> state, BigDecimal value) {
        return List.of(
                Numbers.normalised(total(state).add(value)),
                Numbers.normalised(squares(state).add(value.multiply(value))));
    }
}
