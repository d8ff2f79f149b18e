package interlock.engine;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import interlock.vocabulary.Derived;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What stands behind {@code then}: only verbs, points and the functions of the policy language. Everything else is
 * refused here, before anything of the policy runs.
 */
final class Consequence {
    /** The conclusions that a policy may make itself; the givens and signals are made for it. */
    static final Set<String> CONCLUSIONS = Set.of(
            "Holding", "Stake", "Exposure", "Supplies", "Sale", "ComputeSupplied", "Flow", "Funding", "FundingBy");

    private static final Set<String> ON_POINTS = Set.of("and", "lacking");
    private static final Set<String> CONSTANTS = Arrays.stream(Derived.class.getDeclaredClasses())
            .filter(Class::isEnum)
            .map(Class::getSimpleName)
            .collect(Collectors.toUnmodifiableSet());

    private final SortedSet<String> conclusions = new TreeSet<>();
    private final List<String> roles = new ArrayList<>();
    private final SortedSet<String> variables = new TreeSet<>();
    private final List<String> refusals = new ArrayList<>();
    private final boolean readable;

    Consequence(String text) {
        ParserConfiguration configuration = new ParserConfiguration()
                .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17)
                .setAttributeComments(false);
        ParseResult<BlockStmt> parsed = new JavaParser(configuration).parseBlock("{" + text + "\n}");
        readable = parsed.isSuccessful() && parsed.getResult().isPresent();
        if (readable) {
            parsed.getResult().orElseThrow().getStatements().forEach(this::statement);
        }
    }

    /** Whether it could be read at all. */
    boolean readable() {
        return readable;
    }

    /** The kinds that it concludes; {@code Signal} if it raises one. */
    SortedSet<String> conclusions() {
        return conclusions;
    }

    /** The names of the parties of the signal it raises, without their dollar signs. */
    List<String> roles() {
        return List.copyOf(roles);
    }

    /** The variables it uses. */
    SortedSet<String> variables() {
        return variables;
    }

    /** What in it may not stand there, in words. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    private void statement(Statement statement) {
        if (!statement.isExpressionStmt()
                || !(statement.asExpressionStmt().getExpression() instanceof MethodCallExpr call)
                || call.getScope().isPresent()
                || !Functions.VERBS.contains(call.getNameAsString())) {
            refuse(statement.toString(), "only `raise(drools, …)` and `conclude(drools, …)` may stand behind `then`");
            return;
        }
        List<Expression> arguments = call.getArguments();
        if (arguments.isEmpty() || !arguments.get(0).toString().equals("drools")) {
            refuse(call.toString(), "the first argument of a verb is `drools`");
            return;
        }
        if (call.getNameAsString().equals("raise")) {
            raise(call, arguments);
        } else {
            conclude(call, arguments);
        }
    }

    private void raise(MethodCallExpr call, List<Expression> arguments) {
        if (arguments.size() < 3) {
            refuse(call.toString(), "`raise` takes points and at least one party");
            return;
        }
        conclusions.add("Signal");
        expression(arguments.get(1));
        for (Expression party : arguments.subList(2, arguments.size())) {
            if (party instanceof NameExpr name && name.getNameAsString().startsWith("$")) {
                roles.add(name.getNameAsString().substring(1));
                variables.add(name.getNameAsString());
            } else {
                refuse(party.toString(), "a party of a signal is a variable");
            }
        }
    }

    private void conclude(MethodCallExpr call, List<Expression> arguments) {
        if (arguments.size() != 2 || !(arguments.get(1) instanceof ObjectCreationExpr made)) {
            refuse(call.toString(), "`conclude` takes one new conclusion");
            return;
        }
        String kind = made.getType().asString();
        if (!CONCLUSIONS.contains(kind) || made.getAnonymousClassBody().isPresent()) {
            refuse(kind, "a policy can conclude " + String.join(", ", new TreeSet<>(CONCLUSIONS)));
            return;
        }
        conclusions.add(kind);
        made.getArguments().forEach(this::expression);
    }

    private void expression(Expression e) {
        if (e instanceof LiteralExpr) {
            return;
        }
        if (e instanceof NameExpr name) {
            if (name.getNameAsString().startsWith("$")) {
                variables.add(name.getNameAsString());
            } else {
                refuse(e.toString(), "this name means nothing in a policy");
            }
        } else if (e instanceof EnclosedExpr enclosed) {
            expression(enclosed.getInner());
        } else if (e instanceof BinaryExpr binary) {
            expression(binary.getLeft());
            expression(binary.getRight());
        } else if (e instanceof FieldAccessExpr constant
                && CONSTANTS.contains(constant.getScope().toString())) {
            return;
        } else if (e instanceof MethodCallExpr call) {
            call(call);
        } else {
            refuse(e.toString(), "this may not stand in a policy");
        }
    }

    private void call(MethodCallExpr call) {
        String name = call.getNameAsString();
        if (call.getScope().isEmpty()) {
            if (!Functions.NAMES.contains(name)) {
                refuse(call.toString(), "there is no function `" + name + "` in policies");
            }
        } else {
            Expression scope = call.getScope().get();
            if (!field(call) && !ON_POINTS.contains(name)) {
                refuse(call.toString(), "this may not be called in a policy");
            }
            expression(scope);
        }
        call.getArguments().forEach(this::expression);
    }

    /** Whether a call reads a field of a variable, or a field of such a field. */
    private static boolean field(Expression e) {
        if (!(e instanceof MethodCallExpr call) || call.getScope().isEmpty()) {
            return false;
        }
        Expression scope = call.getScope().get();
        boolean variable =
                scope instanceof NameExpr name && name.getNameAsString().startsWith("$");
        return call.getArguments().isEmpty()
                && Shelf.FIELDS.contains(call.getNameAsString())
                && (variable || field(scope));
    }

    private void refuse(String what, String why) {
        String text = what.strip().replaceAll("\\s+", " ");
        refusals.add("`" + (text.length() > 60 ? text.substring(0, 57) + "…" : text) + "`: " + why);
    }
}
