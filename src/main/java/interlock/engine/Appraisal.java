package interlock.engine;

import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Works out conditions and values where figures are unknown: of a value the bounds that are known, of a condition whether it
 * holds whatever the figures are, for some of them, or for none. Where it cannot tell it says that nobody can.
 */
final class Appraisal {
    private final Blanks blanks;

    Appraisal(Blanks blanks) {
        this.blanks = blanks;
    }

    /** A share of which an end is not told, as part of what tells of it. */
    private record Part(Object whole, List<String> path) {}

    /** What a formula comes to: a plain value, or one that is {@link Vague}. */
    @Nullable
    Object value(Formula formula, @Nullable Object[] bound, @Nullable Object item) {
        if (formula instanceof Formula.OfItem field) {
            return read(item, field.path());
        }
        if (formula instanceof Formula.OfVariable variable) {
            return read(bound[variable.slot()], variable.path());
        }
        if (formula instanceof Formula.Literal literal) {
            return literal.constant();
        }
        if (formula instanceof Formula.Call call) {
            return called(
                    call,
                    call.arguments().stream().map(a -> value(a, bound, item)).toList());
        }
        if (formula instanceof Formula.Listed listed) {
            List<@Nullable Object> values = new ArrayList<>();
            listed.items().forEach(i -> values.add(value(i, bound, item)));
            return values;
        }
        Answer answer = answer(formula, bound, item);
        return answer.truth() == Answer.Truth.MAYBE
                ? Vague.anything(answer.lacks())
                : (Object) (answer.truth() == Answer.Truth.YES);
    }

    /** Whether a condition holds. */
    Answer answer(Formula formula, @Nullable Object[] bound, @Nullable Object item) {
        if (formula instanceof Formula.Compared c) {
            return compared(c.operator(), value(c.left(), bound, item), value(c.right(), bound, item));
        }
        if (formula instanceof Formula.Joined joined) {
            return Answer.of(
                    joined.all(),
                    joined.parts().stream().map(p -> answer(p, bound, item)).toList());
        }
        if (formula instanceof Formula.Within within) {
            @Nullable Object sought = value(within.value(), bound, item);
            @Nullable Object list = value(within.list(), bound, item);
            if (list instanceof String text && sought instanceof String part) {
                return Answer.of(text.contains(part) == within.wanted());
            }
            if (!(list instanceof Collection<?> all)) {
                return Answer.maybe(list instanceof Vague vague ? vague.lacks() : Lacks.NONE);
            }
            List<Answer> each = new ArrayList<>();
            all.forEach(one -> each.add(compared("==", sought, one)));
            Answer found = Answer.of(false, each);
            return within.wanted() ? found : found.not();
        }
        @Nullable Object value = value(formula, bound, item);
        if (value instanceof Boolean truth) {
            return Answer.of(truth);
        }
        return Answer.maybe(value instanceof Vague vague ? vague.lacks() : Lacks.NONE);
    }

    @Nullable
    Object read(@Nullable Object from, List<String> path) {
        if (path.isEmpty()) {
            return from;
        }
        if (from instanceof Part part) {
            List<String> all = new ArrayList<>(part.path());
            all.addAll(path);
            return read(part.whole(), all);
        }
        if (from instanceof Vague vague) {
            return Vague.anything(vague.lacks());
        }
        if (from instanceof Tuple tuple) {
            return of(tuple, path);
        }
        if (!(from instanceof Record)) {
            return Vague.anything(Lacks.NONE);
        }
        @Nullable Object value = blanks.value(from, path);
        return value instanceof Range range && (range.low() == null || range.high() == null)
                ? new Part(from, List.copyOf(path))
                : value;
    }

    private @Nullable Object of(Tuple tuple, List<String> path) {
        String field = path.get(0);
        if (tuple.values().containsKey(field)) {
            return read(tuple.values().get(field), path.subList(1, path.size()));
        }
        if (!blanks.figure(tuple.kind(), path)) {
            // Nothing that is ever told of what is on no file; or the share of which both ends are figures.
            return blanks.figure(tuple.kind(), List.of(field, "low"))
                    ? new Part(tuple, List.copyOf(path))
                    : Vague.anything(Lacks.NONE);
        }
        return blanks.absent(tuple.kind(), path, Blanks.about(tuple.values()));
    }

    // ---- comparisons

    private static Answer compared(String operator, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Vague || right instanceof Vague) {
            return vaguely(operator, left, right);
        }
        boolean equality = operator.equals("==") || operator.equals("!=");
        if (left == null || right == null) {
            // What is unknown for good equals only what is so too, and is neither more nor less than anything.
            return Answer.of(equality && (left == right) == operator.equals("=="));
        }
        if (left instanceof Number one && right instanceof Number other) {
            return sign(operator, Vague.exact(one).compareTo(Vague.exact(other)));
        }
        if (equality && left.getClass() == right.getClass()) {
            return sign(operator, left.equals(right) ? 0 : 1);
        }
        @Nullable LocalDate day = left instanceof LocalDate || right instanceof LocalDate ? day(left) : null;
        @Nullable LocalDate other = day == null ? null : day(right);
        return day == null || other == null ? Answer.maybe(Lacks.NONE) : sign(operator, day.compareTo(other));
    }

    private static @Nullable LocalDate day(Object value) {
        if (value instanceof LocalDate day) {
            return day;
        }
        try {
            return value instanceof String text ? LocalDate.parse(text) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Answer sign(String operator, int sign) {
        return switch (operator) {
            case "==" -> Answer.of(sign == 0);
            case "!=" -> Answer.of(sign != 0);
            case ">" -> Answer.of(sign > 0);
            case ">=" -> Answer.of(sign >= 0);
            case "<" -> Answer.of(sign < 0);
            case "<=" -> Answer.of(sign <= 0);
            default -> Answer.maybe(Lacks.NONE);
        };
    }

    private static Answer vaguely(String operator, @Nullable Object left, @Nullable Object right) {
        Lacks lacks = lacks(left).and(lacks(right));
        if (operator.equals("!=")) {
            return vaguely("==", left, right).not();
        }
        if (operator.equals("==") && (left == null || right == null)) {
            Object other = left == null ? right : left;
            return other instanceof Vague vague && vague.absent() ? Answer.maybe(lacks) : Answer.NO;
        }
        if (left == null || right == null) {
            return Answer.NO;
        }
        Optional<Vague> one = Vague.of(left);
        Optional<Vague> other = Vague.of(right);
        if (one.isEmpty() || other.isEmpty()) {
            return Answer.maybe(lacks);
        }
        Answer.Truth truth = switch (operator) {
            case "==" -> equal(one.get(), other.get());
            case ">" -> more(one.get(), other.get(), true);
            case ">=" -> more(one.get(), other.get(), false);
            case "<" -> more(other.get(), one.get(), true);
            case "<=" -> more(other.get(), one.get(), false);
            default -> Answer.Truth.MAYBE;
        };
        return truth == Answer.Truth.MAYBE ? Answer.maybe(lacks) : Answer.of(truth == Answer.Truth.YES);
    }

    private static Answer.Truth equal(Vague one, Vague other) {
        if (!one.meets(other)) {
            return one.absent() && other.absent() ? Answer.Truth.MAYBE : Answer.Truth.NO;
        }
        return one.plain() instanceof BigDecimal && other.plain() instanceof BigDecimal
                ? Answer.Truth.YES
                : Answer.Truth.MAYBE;
    }

    /** Whether one is more than the other, or, unless strictly, as much. */
    private static Answer.Truth more(Vague one, Vague other, boolean strictly) {
        if (one.high() != null && other.low() != null) {
            int sign = one.high().compareTo(other.low());
            if (sign < 0 || (sign == 0 && strictly)) {
                return Answer.Truth.NO;
            }
        }
        if (one.low() != null && other.high() != null && !one.absent() && !other.absent()) {
            int sign = one.low().compareTo(other.high());
            if (sign > 0 || (sign == 0 && !strictly)) {
                return Answer.Truth.YES;
            }
        }
        return Answer.Truth.MAYBE;
    }

    static Lacks lacks(@Nullable Object value) {
        return value instanceof Vague vague ? vague.lacks() : Lacks.NONE;
    }

    // ---- functions

    private static @Nullable Object called(Formula.Call call, List<@Nullable Object> values) {
        Lacks lacks = Lacks.NONE;
        boolean plain = true;
        for (Object value : values) {
            plain &= !(value instanceof Vague);
            lacks = lacks.and(lacks(value));
        }
        if (plain) {
            return plainly(call, values);
        }
        List<Vague> numbers = new ArrayList<>();
        for (Object value : values) {
            numbers.add(Vague.of(value == null ? BigDecimal.ZERO : value).orElse(Vague.anything(Lacks.NONE)));
        }
        return switch (call.function().getName()) {
            case "plus" -> {
                Vague one = numbers.get(0).orZero();
                Vague other = numbers.get(1).orZero();
                yield new Vague(Vague.sum(one.low(), other.low()), Vague.sum(one.high(), other.high()), false, lacks);
            }
            case "smaller" -> {
                Vague one = numbers.get(0).orZero();
                Vague other = numbers.get(1).orZero();
                yield new Vague(
                        Vague.least(one.low(), other.low()),
                        one.high() == null
                                ? other.high()
                                : other.high() == null ? one.high() : one.high().min(other.high()),
                        false,
                        lacks);
            }
            case "larger" -> {
                Vague one = numbers.get(0).orZero();
                Vague other = numbers.get(1).orZero();
                yield new Vague(
                        one.low() == null
                                ? other.low()
                                : other.low() == null ? one.low() : one.low().max(other.low()),
                        Vague.most(one.high(), other.high()),
                        false,
                        lacks);
            }
            case "times" -> times(numbers.get(0).orZero(), numbers.get(1).orZero(), lacks);
            case "either" -> either(values.get(0), values.get(1), lacks);
            case "percentage", "ratio", "saturating", "apart" -> quotient(call, numbers, lacks);
            default -> Vague.anything(lacks);
        };
    }

    private static @Nullable Object plainly(Formula.Call call, List<@Nullable Object> values) {
        try {
            return new Formula.Call(
                            call.function(),
                            values.stream()
                                    .<Formula>map(v -> new Formula.Literal(v))
                                    .toList())
                    .value(new Object[0], null);
        } catch (Untold e) {
            return Vague.anything(Lacks.NONE);
        }
    }

    private static Vague times(Vague one, Vague other, Lacks lacks) {
        if (!one.atLeastZero() || !other.atLeastZero()) {
            return new Vague(null, null, false, lacks);
        }
        boolean none = zero(one.high()) || zero(other.high());
        return new Vague(
                product(one.low(), other.low()),
                none ? BigDecimal.ZERO : product(one.high(), other.high()),
                false,
                lacks);
    }

    private static boolean zero(@Nullable BigDecimal bound) {
        return bound != null && bound.signum() == 0;
    }

    private static @Nullable BigDecimal product(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.multiply(other);
    }

    private static @Nullable Object either(@Nullable Object first, @Nullable Object second, Lacks lacks) {
        if (!(first instanceof Vague one) || !one.absent()) {
            return first == null ? second : first;
        }
        if (second == null) {
            return one;
        }
        Vague other = Vague.of(second).orElse(Vague.anything(Lacks.NONE));
        return new Vague(
                Vague.least(one.low(), other.low()), Vague.most(one.high(), other.high()), other.absent(), lacks);
    }

    /** More of the first makes it no less and more of the second no more; 0 where one of them is unknown, or both are 0. */
    private static Vague quotient(Formula.Call call, List<Vague> numbers, Lacks lacks) {
        Vague one = numbers.get(0);
        Vague other = numbers.get(1);
        @Nullable BigDecimal least = one.low();
        @Nullable BigDecimal fewest = other.low();
        if (least == null
                || fewest == null
                || least.signum() < 0
                || fewest.signum() < 0
                || call.function().getName().equals("apart")) {
            return new Vague(null, null, false, lacks);
        }
        boolean mayBeNone = one.absent() || other.absent() || fewest.signum() == 0;
        @Nullable BigDecimal most = one.high();
        @Nullable BigDecimal greatest = other.high();
        return new Vague(
                mayBeNone || greatest == null ? BigDecimal.ZERO : at(call, least, greatest),
                most == null || fewest.signum() == 0 ? null : at(call, most, fewest),
                false,
                lacks);
    }

    private static @Nullable BigDecimal at(Formula.Call call, BigDecimal one, BigDecimal other) {
        return plainly(call, List.of(one, other)) instanceof BigDecimal number ? number : null;
    }
}
