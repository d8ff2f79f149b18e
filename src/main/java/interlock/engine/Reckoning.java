package interlock.engine;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import interlock.policy.dsl.Verbs;
import interlock.vocabulary.Records;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Works out what the two sides of a comparison are for one way of matching, so that it can be told by how much it fails.
 * Whether it fails is never asked here: that is what Drools said.
 */
final class Reckoning {
    private static final Pattern PATH = Pattern.compile("(?!(?:true|false|null)\\b)[a-z$]\\w*(?:\\.[a-z]\\w*)*");
    private static final List<String> OPERATORS = List.of(
            "not contains", "not memberOf", "not in", "contains", "memberOf", "in", "==", "!=", ">=", "<=", ">", "<");

    /** One comparison: its sides as they are written. */
    record Comparison(String left, String operator, String right) {}

    /** A value that was worked out; null if it is not known. */
    record Worth(@Nullable Object value) {}

    private final @Nullable Object item;
    private final Map<String, Object> bindings;

    /** @param item whose fields are meant where a name stands alone; null if there is none */
    Reckoning(@Nullable Object item, Map<String, Object> bindings) {
        this.item = item;
        this.bindings = bindings;
    }

    /** The comparisons of which any one would do; empty if a constraint is something else. */
    static List<Comparison> alternatives(String constraint) {
        String text = constraint.strip().replaceFirst("^\\$\\w+\\s*:(?!=)\\s*", "");
        List<Comparison> all = new ArrayList<>();
        for (String part : Condition.split(text, "||").values()) {
            Optional<Comparison> comparison = comparison(part);
            if (comparison.isEmpty() || Condition.split(part, "&&").size() > 1) {
                return List.of();
            }
            all.add(comparison.get());
        }
        return List.copyOf(all);
    }

    private static Optional<Comparison> comparison(String text) {
        String plain = Condition.blanked(text);
        int depth = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth > 0) {
                continue;
            }
            for (String operator : OPERATORS) {
                boolean word = Character.isLetter(operator.charAt(0));
                int end = i + operator.length();
                if (plain.startsWith(operator, i)
                        && (!word
                                || (i > 0
                                        && Character.isWhitespace(plain.charAt(i - 1))
                                        && end < plain.length()
                                        && !Character.isJavaIdentifierPart(plain.charAt(end))))) {
                    return Optional.of(new Comparison(
                            text.substring(0, i).strip(),
                            operator,
                            text.substring(end).strip()));
                }
            }
        }
        return Optional.empty();
    }

    /** What an expression is worth; empty if it is written in a way that is not understood here. */
    Optional<Worth> worth(String expression) {
        String text = expression.strip();
        if (text.startsWith("'") && text.endsWith("'") && text.length() > 1) {
            return Optional.of(new Worth(text.substring(1, text.length() - 1)));
        }
        return PATH.matcher(text).matches() ? path(text) : parsed(text).flatMap(this::worth);
    }

    /** Names alone, which most comparisons are of, need no parser. */
    private Optional<Worth> path(String text) {
        String[] names = text.split("\\.", -1);
        Optional<Worth> worth = named(names[0]);
        for (int i = 1; i < names.length; i++) {
            String name = names[i];
            worth = worth.flatMap(w -> component(w.value(), name));
        }
        return worth;
    }

    static Optional<Expression> parsed(String text) {
        ParseResult<Expression> result = new JavaParser(
                        new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17))
                .parseExpression(text);
        return result.isSuccessful() ? result.getResult() : Optional.empty();
    }

    private Optional<Worth> worth(Expression e) {
        if (e instanceof EnclosedExpr enclosed) {
            return worth(enclosed.getInner());
        }
        if (e instanceof NameExpr name) {
            return named(name.getNameAsString());
        }
        if (e instanceof NullLiteralExpr) {
            return Optional.of(new Worth(null));
        }
        if (e instanceof BooleanLiteralExpr truth) {
            return Optional.of(new Worth(truth.getValue()));
        }
        if (e instanceof StringLiteralExpr text) {
            return Optional.of(new Worth(text.asString()));
        }
        if (e instanceof IntegerLiteralExpr || e instanceof LongLiteralExpr || e instanceof DoubleLiteralExpr) {
            return Optional.of(new Worth(new BigDecimal(e.toString().replaceAll("[_LlBbDdFf]", ""))));
        }
        if (e instanceof UnaryExpr unary && unary.getOperator() == UnaryExpr.Operator.MINUS) {
            return worth(unary.getExpression())
                    .flatMap(w -> w.value() instanceof BigDecimal number
                            ? Optional.of(new Worth(number.negate()))
                            : Optional.empty());
        }
        if (e instanceof FieldAccessExpr access) {
            Expression scope = access.getScope();
            if (scope instanceof NameExpr home
                    && Character.isUpperCase(home.getNameAsString().charAt(0))) {
                return Optional.of(new Worth(access.getNameAsString()));
            }
            return worth(scope).flatMap(w -> component(w.value(), access.getNameAsString()));
        }
        if (e instanceof MethodCallExpr call) {
            return called(call);
        }
        return Optional.empty();
    }

    private Optional<Worth> named(String name) {
        if (name.startsWith("$")) {
            // A binding that is not known is left out of the bindings.
            return Optional.of(new Worth(plain(bindings.get(name))));
        }
        return name.equals("this") ? Optional.of(new Worth(item)) : component(item, name);
    }

    private static Optional<Worth> component(@Nullable Object of, String name) {
        if (of == null) {
            return Optional.of(new Worth(null));
        }
        return of instanceof Record && Records.components(of.getClass()).contains(name)
                ? Optional.of(new Worth(plain(Records.value(of, name))))
                : Optional.empty();
    }

    private Optional<Worth> called(MethodCallExpr call) {
        Optional<Expression> scope = call.getScope();
        if (scope.isPresent()) {
            return call.getArguments().isEmpty()
                    ? worth(scope.get()).flatMap(w -> component(w.value(), call.getNameAsString()))
                    : Optional.empty();
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Expression argument : call.getArguments()) {
            Optional<Worth> worth = worth(argument);
            if (worth.isEmpty()) {
                return Optional.empty();
            }
            values.add(worth.get().value());
        }
        return Arrays.stream(Verbs.class.getMethods())
                .filter(m -> m.getName().equals(call.getNameAsString()) && takes(m, values))
                .findFirst()
                .map(m -> new Worth(plain(result(m, values))));
    }

    private static boolean takes(Method method, List<@Nullable Object> values) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != values.size()) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            Object value = values.get(i);
            boolean fits = value == null
                    ? !types[i].isPrimitive()
                    : types[i] == int.class ? value instanceof BigDecimal : types[i].isInstance(value);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object result(Method method, List<@Nullable Object> values) {
        @Nullable Object[] arguments = new Object[values.size()];
        for (int i = 0; i < arguments.length; i++) {
            Object value = values.get(i);
            arguments[i] =
                    method.getParameterTypes()[i] == int.class && value instanceof BigDecimal n ? n.intValue() : value;
        }
        try {
            return method.invoke(null, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a function that a condition calls failed: " + method.getName(), e);
        }
    }

    /** Numbers of every sort as exact ones. */
    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Number number && !(number instanceof BigDecimal)
                ? new BigDecimal(number.toString())
                : value;
    }
}
