package interlock.engine;

import interlock.policy.dsl.Recorder;
import interlock.policy.dsl.Verbs;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a condition or of a conclusion, word by word. What it does not know is {@link Untold}. */
final class FormulaReader {
    private static final Pattern WORD = Pattern.compile(
            "\\s*(\"[^\"\\\\]*\"|'[^'\\\\]*'|\\$?[A-Za-z_]\\w*|[0-9]+(?:\\.[0-9]+)?(?![\\w.])|==|!=|>=|<=|&&|\\|\\||[-+*/<>!().,:;])\\s*");

    private final List<String> words = new ArrayList<>();
    private final int[] next = {0};
    private final Map<String, Class<?>> names;
    private final ToIntFunction<String> slots;

    /**
     * @param names the enums that may be named
     * @param slots where the value of a variable is kept
     */
    FormulaReader(String text, Map<String, Class<?>> names, ToIntFunction<String> slots) {
        this.names = names;
        this.slots = slots;
        Matcher m = WORD.matcher(text);
        int at = 0;
        while (at < text.length() && !text.substring(at).isBlank()) {
            if (!m.find(at) || m.start() != at) {
                throw new Untold("the text " + text.substring(at));
            }
            words.add(m.group(1));
            at = m.end();
        }
    }

    boolean atEnd() {
        return next[0] == words.size();
    }

    boolean sees(String... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (next[0] + i >= words.size() || !words.get(next[0] + i).equals(expected[i])) {
                return false;
            }
        }
        return true;
    }

    String take() {
        if (atEnd()) {
            throw new Untold("a text that ends too soon");
        }
        return words.get(next[0]++);
    }

    void take(String expected) {
        if (!take().equals(expected)) {
            throw new Untold("no `" + expected + "` where one is due");
        }
    }

    /** A variable that is bound here, if one is. */
    Optional<String> binding() {
        if (next[0] + 1 < words.size()
                && words.get(next[0]).startsWith("$")
                && words.get(next[0] + 1).equals(":")) {
            String variable = take();
            take(":");
            return Optional.of(variable);
        }
        return Optional.empty();
    }

    Formula condition() {
        Formula first = conjunction();
        if (!sees("||")) {
            return first;
        }
        List<Formula> parts = new ArrayList<>(List.of(first));
        while (sees("||")) {
            take();
            parts.add(conjunction());
        }
        return new Formula.Joined(false, parts);
    }

    private Formula conjunction() {
        Formula first = comparison();
        if (!sees("&&")) {
            return first;
        }
        List<Formula> parts = new ArrayList<>(List.of(first));
        while (sees("&&")) {
            take();
            parts.add(comparison());
        }
        return new Formula.Joined(true, parts);
    }

    private Formula comparison() {
        Formula left = operand();
        if (atEnd()) {
            return left;
        }
        boolean wanted = !sees("not");
        if (!wanted) {
            take();
        }
        String word = words.get(next[0]);
        switch (word) {
            case "contains" -> {
                take();
                return new Formula.Within(wanted, operand(), left);
            }
            case "memberOf" -> {
                take();
                return new Formula.Within(wanted, left, operand());
            }
            case "in" -> {
                take();
                take("(");
                return new Formula.Within(wanted, left, new Formula.Listed(operands()));
            }
            case "==", "!=", ">", ">=", "<", "<=" -> {
                take();
                return new Formula.Compared(word, left, operand());
            }
            default -> {
                if (!wanted) {
                    throw new Untold("`not` before " + word);
                }
                return left;
            }
        }
    }

    /** Values up to the closing bracket. */
    List<Formula> operands() {
        List<Formula> operands = new ArrayList<>();
        while (!sees(")")) {
            operands.add(operand());
            if (!sees(")")) {
                take(",");
            }
        }
        take(")");
        return operands;
    }

    /** Goes on behind the closing bracket, whatever stands before it. */
    void skip() {
        int open = 1;
        while (open > 0) {
            String word = take();
            open += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
        }
    }

    Formula operand() {
        String word = take();
        char first = word.charAt(0);
        if (first == '(') {
            Formula inner = condition();
            take(")");
            return inner;
        }
        if (first == '"' || first == '\'') {
            return new Formula.Literal(word.substring(1, word.length() - 1));
        }
        if (Character.isDigit(first)) {
            if (word.length() > 9) {
                throw new Untold("the number " + word);
            }
            // A function takes it as it is written.
            return word.contains(".")
                    ? new Formula.Literal(Double.valueOf(word))
                    : new Formula.Literal(Integer.valueOf(word));
        }
        // What stands for an `exists` is counted under a name of its own.
        if (first == '$' || word.startsWith(Recorder.GENERATED)) {
            return new Formula.OfVariable(slots.applyAsInt(word), path());
        }
        switch (word) {
            case "null" -> {
                return new Formula.Literal(null);
            }
            case "true", "false" -> {
                return new Formula.Literal(Boolean.valueOf(word));
            }
            default -> {
                // A word like any other.
            }
        }
        if (Character.isUpperCase(first)) {
            take(".");
            return new Formula.Literal(constant(word, take()));
        }
        if (!Character.isLetter(first)) {
            throw new Untold("the sign " + word);
        }
        if (sees("(")) {
            take();
            return call(word, operands());
        }
        if (word.equals("this") || word.equals("new")) {
            throw new Untold("the word " + word);
        }
        List<String> path = new ArrayList<>(List.of(word));
        path.addAll(path());
        return new Formula.OfItem(List.copyOf(path));
    }

    /** The fields behind a name, each with or without brackets. */
    private List<String> path() {
        List<String> path = new ArrayList<>();
        while (sees(".")) {
            take();
            path.add(take());
            if (sees("(", ")")) {
                take();
                take();
            }
        }
        return List.copyOf(path);
    }

    private Object constant(String home, String name) {
        Class<?> type = names.get(home);
        if (type != null) {
            for (Object constant : type.getEnumConstants()) {
                if (constant.toString().equals(name)) {
                    return constant;
                }
            }
        }
        throw new Untold("the name " + home + "." + name);
    }

    private static Formula call(String name, List<Formula> arguments) {
        List<Method> functions = Arrays.stream(Verbs.class.getMethods())
                .filter(m -> m.getDeclaringClass() == Verbs.class)
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.size())
                .toList();
        if (functions.size() != 1 || !Functions.NAMES.contains(name)) {
            throw new Untold("the function " + name);
        }
        return new Formula.Call(functions.get(0), List.copyOf(arguments));
    }
}
