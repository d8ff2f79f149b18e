package interlock.engine;

import interlock.vocabulary.Records;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition or a value in a clause, worked out without Drools, as Drools works it out. Where the two might differ it
 * says nothing: see {@link Untold}.
 */
sealed interface Formula {

    /**
     * What it comes to.
     *
     * @param bound the values of the variables
     * @param item what the pattern looks at; null outside of patterns
     */
    @Nullable
    Object value(@Nullable Object[] bound, @Nullable Object item);

    /** Whether it is true. */
    default boolean holds(@Nullable Object[] bound, @Nullable Object item) {
        if (value(bound, item) instanceof Boolean truth) {
            return truth;
        }
        throw new Untold("a condition that is neither true nor false");
    }

    /** A field of what the pattern looks at, or a field of that. */
    record OfItem(List<String> path) implements Formula {
        @Override
        public @Nullable Object value(@Nullable Object[] bound, @Nullable Object item) {
            return read(item, path);
        }
    }

    /** A variable, or a field of one. */
    record OfVariable(int slot, List<String> path) implements Formula {
        @Override
        public @Nullable Object value(@Nullable Object[] bound, @Nullable Object item) {
            return read(bound[slot], path);
        }
    }

    /** What is written down. */
    record Literal(@Nullable Object constant) implements Formula {
        @Override
        public @Nullable Object value(@Nullable Object[] bound, @Nullable Object item) {
            return constant;
        }
    }

    /** What a function of the policy language gives. */
    record Call(Method function, List<Formula> arguments) implements Formula {
        @Override
        public @Nullable Object value(@Nullable Object[] bound, @Nullable Object item) {
            Class<?>[] types = function.getParameterTypes();
            @Nullable Object[] values = new @Nullable Object[types.length];
            for (int i = 0; i < types.length; i++) {
                @Nullable Object value = arguments.get(i).value(bound, item);
                boolean fits =
                        types[i] == int.class ? value instanceof Integer : value == null || types[i].isInstance(value);
                if (!fits) {
                    throw new Untold("a value that is made fit");
                }
                values[i] = value;
            }
            try {
                return function.invoke(null, values);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new Untold("a function that cannot be carried out");
            }
        }
    }

    /** A comparison. */
    record Compared(String operator, Formula left, Formula right) implements Formula {
        public Compared {
            left = exact(left);
            right = exact(right);
        }

        // Drools 10.2: a number with a point is compared as the double that it is written as, to the last digit of
        // that.
        private static Formula exact(Formula side) {
            return side instanceof Literal literal && literal.constant() instanceof Double written
                    ? new Literal(new BigDecimal(written))
                    : side;
        }

        @Override
        public Object value(@Nullable Object[] bound, @Nullable Object item) {
            return compared(operator, left.value(bound, item), right.value(bound, item));
        }
    }

    /** Whether all, or any, of some conditions hold. */
    record Joined(boolean all, List<Formula> parts) implements Formula {
        @Override
        public Object value(@Nullable Object[] bound, @Nullable Object item) {
            for (Formula part : parts) {
                if (part.holds(bound, item) != all) {
                    return !all;
                }
            }
            return all;
        }
    }

    /** Whether a value is one of a list's, or none of them. */
    record Within(boolean wanted, Formula value, Formula list) implements Formula {
        @Override
        public Object value(@Nullable Object[] bound, @Nullable Object item) {
            @Nullable Object sought = value.value(bound, item);
            if (!(list.value(bound, item) instanceof Collection<?> all)) {
                throw new Untold("a list that is none");
            }
            for (Object one : all) {
                if (compared("==", sought, one).equals(true)) {
                    return wanted;
                }
            }
            return !wanted;
        }
    }

    /** Several values as a list. */
    record Listed(List<Formula> items) implements Formula {
        @Override
        public Object value(@Nullable Object[] bound, @Nullable Object item) {
            return Arrays.asList(items.stream().map(i -> i.value(bound, item)).toArray());
        }
    }

    private static @Nullable Object read(@Nullable Object from, List<String> path) {
        @Nullable Object value = from;
        for (String field : path) {
            if (!(value instanceof Record)) {
                throw new Untold("a field of nothing");
            }
            value = Records.value(value, field);
        }
        return value;
    }

    private static <E extends Enum<E>> int order(Enum<E> one, Object other) {
        return one.compareTo(one.getDeclaringClass().cast(other));
    }

    private static Object compared(String operator, @Nullable Object left, @Nullable Object right) {
        boolean equality = operator.equals("==") || operator.equals("!=");
        if (left == null || right == null) {
            // What is unknown equals only what is unknown, and is neither more nor less than anything.
            return equality && (left == right) == operator.equals("==");
        }
        int sign;
        if (left instanceof Number one && right instanceof Number other) {
            sign = exact(one).compareTo(exact(other));
        } else if (left instanceof LocalDate one && right instanceof LocalDate other) {
            sign = one.compareTo(other);
        } else if (left instanceof Enum<?> one
                && right instanceof Enum<?> other
                && one.getDeclaringClass() == other.getDeclaringClass()) {
            // Drools orders the names of a list as they are declared.
            sign = order(one, other);
        } else if (equality
                && left.getClass() == right.getClass()
                && (left instanceof String || left instanceof Boolean || left instanceof Record)) {
            sign = left.equals(right) ? 0 : 1;
        } else {
            throw new Untold("a comparison of " + left.getClass() + " with " + right.getClass());
        }
        return switch (operator) {
            case "==" -> sign == 0;
            case "!=" -> sign != 0;
            case ">" -> sign > 0;
            case ">=" -> sign >= 0;
            case "<" -> sign < 0;
            case "<=" -> sign <= 0;
            default -> throw new Untold("the operator " + operator);
        };
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal exact) {
            return exact;
        }
        if (number instanceof Integer || number instanceof Long) {
            return BigDecimal.valueOf(number.longValue());
        }
        throw new Untold("a number that is not exact");
    }
}
