package interlock.engine;

import interlock.engine.ReadClause.Constraint;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The values of one field that can make a difference to some conditions on it. */
final class Values {
    private static final Object UNKNOWN = "(unknown)";
    private static final Object OTHER = "(other)";
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9_]*(\\.[0-9]+)?[a-zA-Z]?");
    private static final Pattern PLAIN =
            Pattern.compile("[\"'].*[\"']|true|false|null|[A-Z]\\w*\\.[A-Z]\\w*|\\(.*\\)", Pattern.DOTALL);

    private final List<Object> all;
    /** Whether the conditions compare with a variable, so that all that counts is whether it is less, equal or more. */
    private final boolean relative;

    private Values(List<Object> all, boolean relative) {
        this.all = all;
        this.relative = relative;
    }

    /** Whether an operand is what it says: a number, a text, a name. */
    static boolean plain(String operand) {
        return NUMBER.matcher(operand).matches() || PLAIN.matcher(operand).matches();
    }

    static Values of(Shelf shelf, String kind, String subject, List<Constraint> demands) {
        if (subject.contains(" contains ")) {
            return new Values(List.of(true, false), false);
        }
        String field = subject.contains(" ") ? subject.substring(0, subject.indexOf(' ')) : subject;
        Optional<Type> type = shelf.typeOf(kind, field);
        boolean unknown = Nullness.of(shelf, kind, field);
        Set<Object> values = new LinkedHashSet<>();
        if (subject.contains(" ")) {
            values.addAll(List.of(-1, 0, 1));
            return new Values(List.copyOf(values), true);
        }
        TreeSet<BigDecimal> numbers = new TreeSet<>();
        for (Constraint demand : demands) {
            for (Condition c : demand.alternatives()) {
                for (String operand : operands(c)) {
                    if (NUMBER.matcher(operand).matches()) {
                        numbers.add(number(operand));
                    } else if (!operand.equals("null")) {
                        values.add(word(operand));
                    }
                }
            }
        }
        values.addAll(between(numbers));
        if (type.isPresent() && type.get() instanceof Class<?> names && names.isEnum()) {
            Arrays.stream(names.getEnumConstants()).map(Object::toString).forEach(values::add);
        } else if (type.isPresent() && type.get() == boolean.class) {
            values.addAll(List.of("true", "false"));
        } else {
            values.add(OTHER);
        }
        if (unknown) {
            values.add(UNKNOWN);
        }
        return new Values(List.copyOf(values), false);
    }

    /** Each number, and one below, between and above them. */
    private static List<Object> between(NavigableSet<BigDecimal> numbers) {
        List<Object> values = new ArrayList<>();
        if (numbers.isEmpty()) {
            return values;
        }
        values.add(numbers.first().subtract(BigDecimal.ONE));
        for (BigDecimal number : numbers) {
            values.add(number);
            BigDecimal next = numbers.higher(number);
            values.add(
                    next == null ? number.add(BigDecimal.ONE) : number.add(next).divide(BigDecimal.valueOf(2)));
        }
        return values;
    }

    List<Object> all() {
        return all;
    }

    boolean holds(Constraint demand, Object value) {
        return demand.alternatives().stream().anyMatch(c -> holds(c, value));
    }

    private boolean holds(Condition c, Object value) {
        String operator = String.valueOf(c.operator());
        if (value instanceof Boolean contained) {
            return operator.startsWith("not") != contained;
        }
        if (relative) {
            return compared(operator, (Integer) value);
        }
        String operand = String.valueOf(c.operand());
        if (operator.endsWith("in")) {
            boolean in = operands(c).stream().anyMatch(o -> equal(o, value));
            return operator.startsWith("not") != in;
        }
        if (operator.equals("==") || operator.equals("!=")) {
            return operator.equals("==") == equal(operand, value);
        }
        if (NUMBER.matcher(operand).matches()) {
            // What is no number here is unknown or text, and neither more nor less.
            return value instanceof BigDecimal number && compared(operator, number.compareTo(number(operand)));
        }
        return value != UNKNOWN
                && value != OTHER
                && value instanceof String text
                && compared(operator, text.compareTo(word(operand)));
    }

    private static boolean compared(String operator, int sign) {
        return switch (operator) {
            case "==" -> sign == 0;
            case "!=" -> sign != 0;
            case ">" -> sign > 0;
            case ">=" -> sign >= 0;
            case "<" -> sign < 0;
            case "<=" -> sign <= 0;
            default -> true;
        };
    }

    private static boolean equal(String operand, Object value) {
        if (operand.equals("null")) {
            return value == UNKNOWN;
        }
        return value instanceof BigDecimal number
                ? NUMBER.matcher(operand).matches() && number.compareTo(number(operand)) == 0
                : value.equals(word(operand));
    }

    private static List<String> operands(Condition c) {
        String operand = String.valueOf(c.operand());
        if (!operand.startsWith("(")) {
            return List.of(operand);
        }
        return Arrays.stream(operand.substring(1, operand.length() - 1).split(",", -1))
                .map(String::strip)
                .toList();
    }

    private static BigDecimal number(String operand) {
        return new BigDecimal(operand.replaceAll("[_a-zA-Z]", ""));
    }

    /** Text without its quotes, a name without its home. */
    private static String word(String operand) {
        if (Condition.quoted(operand)) {
            return operand.substring(1, operand.length() - 1);
        }
        return operand.substring(operand.lastIndexOf('.') + 1);
    }
}
