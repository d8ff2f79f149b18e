package interlock.engine;

import interlock.diagnostic.DidYouMean;
import interlock.vocabulary.Range;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether what stands on both sides of a comparison can be compared at all. Drools takes text for a number, a number for
 * text or text for a name without a word, and the condition then never holds.
 */
final class Comparison {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9_]*(\\.[0-9]+)?[a-zA-Z]?");
    private static final Pattern NAME = Pattern.compile("[A-Z]\\w*\\.[A-Z]\\w*");

    /**
     * Why two sides cannot be compared, and what to write instead.
     *
     * @param field whether it is the field that is wrong, and not what it is compared with
     */
    record Mismatch(boolean field, String message, @Nullable String help) {}

    private enum Operand {
        TEXT,
        NUMBER,
        TRUTH,
        NAME,
        NOTHING
    }

    private Comparison() {}

    /**
     * What is wrong with a plain comparison of a field; empty if nothing is, or if it cannot be told.
     *
     * @param shelf what there is to compare
     * @param variables what each variable holds, as far as it is known
     */
    static Optional<Mismatch> mismatch(Shelf shelf, String kind, Condition condition, Map<String, Type> variables) {
        String field = condition.field();
        String operator = condition.operator();
        String operand = condition.operand();
        Optional<Type> type = field == null ? Optional.empty() : shelf.typeOf(kind, field);
        if (field == null || operator == null || operand == null || type.isEmpty() || operator.endsWith("in")) {
            return Optional.empty();
        }
        Type of = type.get();
        if (operand.startsWith("$") && !operator.endsWith("contains") && !operator.endsWith("memberOf")) {
            return variable(shelf, field, of, operand, variables);
        }
        boolean within = operator.endsWith("contains") && !String.class.equals(of);
        if (of instanceof ParameterizedType list) {
            if (within) {
                return single(shelf, field, list.getActualTypeArguments()[0], operand);
            }
            return operator.endsWith("memberOf") || operand(operand) == Operand.NOTHING
                    ? Optional.empty()
                    : Optional.of(new Mismatch(
                            true, "`" + field + "` is a list", "write `" + field + " contains " + operand + "`"));
        }
        if (within) {
            return Optional.of(new Mismatch(true, "`" + field + "` is no list", "compare it with `==`"));
        }
        return operator.endsWith("memberOf") ? Optional.empty() : single(shelf, field, of, operand);
    }

    private static Optional<Mismatch> variable(
            Shelf shelf, String field, Type type, String operand, Map<String, Type> variables) {
        if (type == Range.class) {
            return share(field);
        }
        int dot = operand.indexOf('.');
        Type bound = variables.get(dot < 0 ? operand : operand.substring(0, dot));
        Optional<Type> other = bound == null
                ? Optional.empty()
                : dot < 0
                        ? Optional.of(bound)
                        : bound instanceof Class<?> c
                                ? shelf.typeOf(c.getSimpleName(), operand.substring(dot + 1))
                                : Optional.empty();
        return other.filter(o -> !sort(o).equals(sort(type)))
                .map(o -> new Mismatch(
                        false,
                        "`" + field + "` is " + sort(type) + " and `" + operand + "` is " + sort(o),
                        "compare what is of one sort"));
    }

    /** What a type is to an author; types of one sort can be compared. */
    private static String sort(Type type) {
        if (type == String.class) {
            return "text";
        }
        if (type == LocalDate.class) {
            return "a date";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == Range.class) {
            return "a share with a low and a high end";
        }
        if (type instanceof ParameterizedType) {
            return "a list";
        }
        if (type instanceof Class<?> c && c.isEnum()) {
            return "a name of `" + c.getSimpleName() + "`";
        }
        return type instanceof Class<?> c && c.isRecord() ? "a `" + c.getSimpleName() + "`" : "a number";
    }

    private static Optional<Mismatch> single(Shelf shelf, String field, Type type, String operand) {
        @Nullable Operand found = operand(operand);
        if (found == null) {
            return type == Range.class ? share(field) : Optional.empty();
        }
        if (type == Range.class) {
            return share(field);
        }
        if (found == Operand.NOTHING) {
            return Optional.empty();
        }
        if (type == String.class) {
            return found == Operand.TEXT
                    ? Optional.empty()
                    : Optional.of(new Mismatch(false, "`" + field + "` is text", "write `\"" + operand + "\"`"));
        }
        if (type == LocalDate.class) {
            return date(operand)
                    ? Optional.empty()
                    : Optional.of(new Mismatch(false, "`" + field + "` is a date", "write it as `\"2026-01-30\"`"));
        }
        if (type == boolean.class) {
            return found == Operand.TRUTH
                    ? Optional.empty()
                    : Optional.of(new Mismatch(
                            false, "`" + field + "` is true or false", "compare it with `true` or `false`"));
        }
        if (type instanceof Class<?> names && names.isEnum()) {
            return found == Operand.NAME
                    ? home(shelf, field, names, operand)
                    : Optional.of(name(field, names, operand));
        }
        if (found == Operand.NUMBER && operand.matches("[-+]?[0-9_]{10,}")) {
            return Optional.of(new Mismatch(
                    false, "`" + operand + "` is too large to be written here", "take it from a `Parameter`"));
        }
        return found == Operand.NUMBER
                ? Optional.empty()
                : Optional.of(
                        new Mismatch(false, "`" + field + "` is a number", "compare it with a number, without quotes"));
    }

    private static Optional<Mismatch> share(String field) {
        return Optional.of(new Mismatch(
                true,
                "`" + field + "` is a share with a low and a high end",
                "write `" + field + ".low` or `" + field + ".high`"));
    }

    private static Optional<Mismatch> home(Shelf shelf, String field, Class<?> names, String operand) {
        String home = operand.substring(0, operand.indexOf('.'));
        return home.equals(names.getSimpleName()) || !shelf.names().containsKey(home)
                ? Optional.empty()
                : Optional.of(new Mismatch(
                        false,
                        "`" + field + "` has the names of `" + names.getSimpleName() + "`, not of `" + home + "`",
                        "its names are " + String.join(", ", constants(names))));
    }

    private static Mismatch name(String field, Class<?> names, String operand) {
        String word = operand.replaceAll("^[\"']|[\"']$", "");
        return new Mismatch(
                false,
                "`" + field + "` is a name of `" + names.getSimpleName() + "`",
                DidYouMean.nearest(word, constants(names))
                        .map(n -> "write `" + names.getSimpleName() + "." + n + "`")
                        .orElse("its names are " + String.join(", ", constants(names))));
    }

    private static List<String> constants(Class<?> names) {
        return Arrays.stream(names.getEnumConstants()).map(Object::toString).toList();
    }

    private static boolean date(String operand) {
        try {
            LocalDate.parse(operand.replaceAll("^[\"']|[\"']$", ""));
            return operand.startsWith("\"");
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static @Nullable Operand operand(String text) {
        if (text.startsWith("\"") || text.startsWith("'")) {
            return Operand.TEXT;
        }
        return switch (text) {
            case "true", "false" -> Operand.TRUTH;
            case "null" -> Operand.NOTHING;
            default ->
                NUMBER.matcher(text).matches()
                        ? Operand.NUMBER
                        : NAME.matcher(text).matches() ? Operand.NAME : null;
        };
    }
}
