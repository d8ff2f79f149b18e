package interlock.engine;

import com.github.javaparser.JavaParser;
import com.github.javaparser.JavaToken;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Position;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.Node;
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
import interlock.diagnostic.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code then}: only verbs, points and the functions of the policy language. Everything else is
 * refused here, before anything of the policy runs. Places count from the start of the text.
 */
final class Consequence {
    /** The conclusions that a policy may make itself; the givens and signals are made for it. */
    static final Set<String> CONCLUSIONS = Set.of(
            "Holding",
            "Stake",
            "Exposure",
            "Supplies",
            "Sale",
            "ComputeSupplied",
            "Flow",
            "Funding",
            "FundingBy",
            "Mitigated",
            "Access",
            "Doubt",
            "Influence",
            "StandingInfluence",
            "Reliance");

    private static final String ONLY_VERBS =
            "only `raise( drools, … )` and `conclude( drools, … )` may stand behind `then`";
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final Set<String> ON_POINTS = Set.of("and", "lacking");

    /** Something that may not stand where it stands, and why. */
    record Refusal(
            String code,
            int at,
            int length,
            String message,
            @Nullable String help) {}

    /**
     * A value that must be known.
     *
     * @param expression the variable, or the field of one
     */
    record Demand(String expression, int at, int length, String why) {}

    private final List<Demand> demands = new ArrayList<>();
    private final String text;
    private final Shelf shelf;
    private final SortedSet<String> conclusions = new TreeSet<>();
    private final List<String> roles = new ArrayList<>();
    private final Map<String, Integer> variables = new LinkedHashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();

    Consequence(String text, Shelf shelf) {
        this.text = text;
        this.shelf = shelf;
        ParserConfiguration configuration = new ParserConfiguration()
                .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17)
                .setAttributeComments(false);
        ParseResult<BlockStmt> parsed = new JavaParser(configuration).parseBlock("{" + text + "\n}");
        if (parsed.isSuccessful() && parsed.getResult().isPresent()) {
            List<Statement> statements = parsed.getResult().orElseThrow().getStatements();
            if (statements.isEmpty()) {
                refusals.add(new Refusal(
                        "IL122",
                        0,
                        1,
                        "the clause concludes nothing",
                        "raise a signal or conclude something behind `then`"));
            }
            statements.forEach(this::statement);
        } else {
            unreadable(parsed);
        }
    }

    /** The kinds that it concludes; {@code Signal} if it raises one. */
    SortedSet<String> conclusions() {
        return conclusions;
    }

    /** The names of the parties of the signal it raises, without their dollar signs. */
    List<String> roles() {
        return List.copyOf(roles);
    }

    /** The variables it uses, and where each is first used. */
    Map<String, Integer> variables() {
        return variables;
    }

    /** The variables and fields of variables that must be known. */
    List<Demand> demands() {
        return List.copyOf(demands);
    }

    /** Notes that an expression must be known, if it is a variable or a field of one. */
    private void demand(Expression e, String why) {
        Expression scope =
                e instanceof MethodCallExpr call && field(e) ? call.getScope().orElse(e) : e;
        String read = e.toString().replace("()", "");
        if (scope instanceof NameExpr || field(scope)) {
            demands.add(new Demand(read, start(e), Math.max(1, e.toString().length()), why));
        }
    }

    /** What in it may not stand there. */
    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    private void unreadable(ParseResult<BlockStmt> parsed) {
        Optional<JavaToken> token = parsed.getProblems().stream()
                .findFirst()
                .flatMap(p -> p.getLocation())
                .map(TokenRange::getBegin);
        // The parser names the last word that it understood.
        int last = Math.min(
                Math.max(0, text.length() - 1),
                token.flatMap(JavaToken::getRange).map(r -> place(r.begin)).orElse(0));
        int statement = text.lastIndexOf(';', last) + 1;
        Matcher first = WORD.matcher(text);
        if (first.find(statement) && !Functions.VERBS.contains(first.group())) {
            refusals.add(new Refusal(
                    "IL123",
                    first.start(),
                    first.group().length(),
                    "`" + first.group() + "`: " + ONLY_VERBS,
                    instead(first.group())));
            return;
        }
        String done = text.substring(statement, Math.min(text.length(), last + 1));
        if (done.endsWith(")")
                && done.chars().filter(c -> c == '(').count()
                        == done.chars().filter(c -> c == ')').count()) {
            refusals.add(new Refusal("IL122", last, 1, "a `;` is missing behind this", "end each conclusion with `;`"));
            return;
        }
        int behind = last + token.map(t -> t.getText().length()).orElse(0);
        Matcher next = Pattern.compile("[\\w$]+|\\S").matcher(text);
        boolean found = behind <= text.length() && next.find(behind);
        int line = found ? text.lastIndexOf('\n', next.start()) : -1;
        String above = line < 0 ? "" : text.substring(0, line).stripTrailing();
        if (found
                && line >= 0
                && text.substring(line + 1, next.start()).isBlank()
                && !above.matches("(?s).*[,;(]|\\s*")) {
            refusals.add(new Refusal(
                    "IL122",
                    above.length() - 1,
                    1,
                    "something is missing between this and `" + next.group() + "` on the next line",
                    "look for a missing comma or bracket at the end of this line"));
            return;
        }
        refusals.add(new Refusal(
                "IL122",
                found ? next.start() : last,
                found ? next.group().length() : 1,
                found ? "`" + next.group() + "` is not expected here" : "the clause ends too soon",
                "look for a missing bracket, comma or semicolon"));
    }

    /** What to write instead of a word that is no verb. */
    private static @Nullable String instead(String word) {
        return DidYouMean.nearest(word, Functions.VERBS)
                .map(w -> "did you mean `" + w + "`?")
                .orElse(Instead.ofVerb(word).isEmpty() ? null : Instead.ofVerb(word));
    }

    private void statement(Statement statement) {
        if (!statement.isExpressionStmt()
                || !(statement.asExpressionStmt().getExpression() instanceof MethodCallExpr call)
                || call.getScope().isPresent()
                || !Functions.VERBS.contains(call.getNameAsString())) {
            String help = statement.isExpressionStmt()
                            && statement.asExpressionStmt().getExpression() instanceof MethodCallExpr called
                            && called.getScope().isEmpty()
                    ? instead(called.getNameAsString())
                    : null;
            refuse(statement, ONLY_VERBS, help);
            return;
        }
        List<Expression> arguments = call.getArguments();
        if (arguments.isEmpty() || !arguments.get(0).toString().equals("drools")) {
            refuse(
                    call,
                    "the first argument of a verb is `drools`",
                    "write `" + call.getNameAsString() + "( drools, … )`");
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
            refuse(
                    call,
                    "`raise` takes points and at least one party",
                    "write `raise( drools, points( \"…\", 10 ), $party )`");
            return;
        }
        conclusions.add("Signal");
        if (points(arguments.get(1))) {
            expression(arguments.get(1));
        } else {
            notPoints(arguments.get(1));
        }
        for (Expression party : arguments.subList(2, arguments.size())) {
            if (party instanceof NameExpr name && name.getNameAsString().startsWith("$")) {
                roles.add(name.getNameAsString().substring(1));
                demand(name, "a signal needs its parties");
                variable(name);
            } else {
                refuse(
                        party,
                        "a party of a signal is a variable",
                        "bind the party in `when`, as in `$party : investor`");
            }
        }
    }

    private void notPoints(Expression e) {
        if (e instanceof MethodCallExpr call) {
            String name = call.getNameAsString();
            if (call.getScope().isPresent() && ON_POINTS.contains(name)) {
                notPoints(call.getScope().get());
                return;
            }
            boolean first = call.getScope().isEmpty();
            Set<String> known = first ? Set.of("points") : ON_POINTS;
            if (!known.contains(name)) {
                add(
                        "IL123",
                        call.getName(),
                        "`" + name + "`: "
                                + (first
                                        ? "the second argument of `raise` is points"
                                        : "points are not added to in this way"),
                        DidYouMean.help(
                                name, known, "write `points( \"…\", 10 ).and( \"…\", 5 ).lacking( \"…\", $ids )`"));
                return;
            }
        }
        refuse(e, "the second argument of `raise` is points", "write `points( \"…\", 10 )`");
    }

    private static boolean points(Expression e) {
        return e instanceof MethodCallExpr call
                && (call.getScope().isEmpty()
                        ? call.getNameAsString().equals("points")
                        : ON_POINTS.contains(call.getNameAsString())
                                && points(call.getScope().get()));
    }

    private void conclude(MethodCallExpr call, List<Expression> arguments) {
        if (arguments.size() != 2 || !(arguments.get(1) instanceof ObjectCreationExpr made)) {
            refuse(
                    call,
                    "`conclude` takes one new conclusion",
                    "write `conclude( drools, new Holding( $holder, $company ) )`");
            return;
        }
        String kind = made.getType().asString();
        if (!CONCLUSIONS.contains(kind) || made.getAnonymousClassBody().isPresent()) {
            refuse(
                    made.getType(),
                    "this is nothing that a policy can conclude",
                    DidYouMean.help(
                            kind,
                            CONCLUSIONS,
                            "a policy can conclude " + String.join(", ", new TreeSet<>(CONCLUSIONS))));
            return;
        }
        conclusions.add(kind);
        List<String> fields = shelf.fieldsOf(kind);
        if (made.getArguments().size() != fields.size()) {
            refuse(
                    made,
                    "it takes " + fields.size() + " values and not "
                            + made.getArguments().size(),
                    "its fields are " + String.join(", ", fields));
        }
        for (int i = 0; i < Math.min(fields.size(), made.getArguments().size()); i++) {
            if (!Nullness.of(shelf, kind, fields.get(i))) {
                demand(made.getArgument(i), "`" + kind + "` needs its `" + fields.get(i) + "`");
            }
        }
        made.getArguments().forEach(this::expression);
    }

    private void expression(Expression e) {
        if (e instanceof LiteralExpr) {
            return;
        }
        if (e instanceof NameExpr name) {
            if (name.getNameAsString().startsWith("$")) {
                variable(name);
            } else {
                refuse(
                        e,
                        "this name means nothing in a policy",
                        "a variable begins with a dollar sign; put text in quotes");
            }
        } else if (e instanceof EnclosedExpr enclosed) {
            expression(enclosed.getInner());
        } else if (e instanceof BinaryExpr binary) {
            demand(binary.getLeft(), "nothing can be reckoned with it then");
            demand(binary.getRight(), "nothing can be reckoned with it then");
            expression(binary.getLeft());
            expression(binary.getRight());
        } else if (e instanceof FieldAccessExpr constant
                && shelf.names().containsKey(constant.getScope().toString())) {
            List<String> names = shelf.names().getOrDefault(constant.getScope().toString(), List.of());
            if (!names.contains(constant.getNameAsString())) {
                refuse(
                        constant,
                        "there is no such name",
                        DidYouMean.help(
                                constant.getNameAsString(), names, "the names are " + String.join(", ", names)));
            }
        } else if (e instanceof MethodCallExpr call) {
            call(call);
        } else {
            refuse(e, "this may not stand in a policy", null);
        }
    }

    private void call(MethodCallExpr call) {
        String name = call.getNameAsString();
        if (call.getScope().isEmpty()) {
            if (!Functions.NAMES.contains(name)) {
                add(
                        "IL133",
                        call.getName(),
                        "there is no function `" + name + "` in policies",
                        DidYouMean.help(name, Functions.NAMES, "there are " + String.join(", ", Functions.NAMES)));
            } else if (!Functions.takes(name, call.getArguments().size())) {
                add(
                        "IL133",
                        call.getName(),
                        "the function `" + name + "` does not take "
                                + call.getArguments().size() + " values",
                        null);
            }
        } else {
            if (!field(call) && !ON_POINTS.contains(name)) {
                refuse(call, "this may not be called in a policy", "only fields can be read, as in `$stake.amount()`");
                return;
            }
            expression(call.getScope().get());
        }
        call.getArguments().forEach(this::expression);
    }

    /** Whether a call reads a field of a variable, or a field of such a field. */
    private boolean field(Expression e) {
        if (!(e instanceof MethodCallExpr call) || call.getScope().isEmpty()) {
            return false;
        }
        Expression scope = call.getScope().get();
        boolean variable =
                scope instanceof NameExpr name && name.getNameAsString().startsWith("$");
        return call.getArguments().isEmpty()
                && shelf.fields().contains(call.getNameAsString())
                && (variable || field(scope));
    }

    private void variable(NameExpr name) {
        variables.putIfAbsent(name.getNameAsString(), start(name));
    }

    private void refuse(Node node, String why, @Nullable String help) {
        String shown = node.toString().strip().replaceAll("\\s+", " ");
        add("IL123", node, "`" + (shown.length() > 60 ? shown.substring(0, 57) + "…" : shown) + "`: " + why, help);
    }

    private void add(String code, Node node, String message, @Nullable String help) {
        int start = start(node);
        int end = node.getRange().map(r -> place(r.end) + 1).orElse(start + 1);
        int lineEnd = text.indexOf('\n', start);
        refusals.add(new Refusal(
                code, start, Math.max(1, Math.min(end, lineEnd < 0 ? end : lineEnd) - start), message, help));
    }

    private int start(Node node) {
        return node.getRange().map(r -> place(r.begin)).orElse(0);
    }

    /** The place in the text of a position in the block that was made of it. */
    private int place(Position position) {
        int start = 0;
        for (int line = 1; line < position.line; line++) {
            int next = text.indexOf('\n', start);
            if (next < 0) {
                return text.length();
            }
            start = next + 1;
        }
        // A bracket was put before the first line.
        return Math.max(0, start + position.column - 1 - (position.line == 1 ? 1 : 0));
    }
}
