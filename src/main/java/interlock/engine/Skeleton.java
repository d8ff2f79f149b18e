package interlock.engine;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import interlock.vocabulary.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * The bones of a clause: which kinds it looks at, which of their fields must equal what, and what it concludes. All else
 * that a condition asks is left out, so that whatever can match the clause in some world matches its bones.
 *
 * @param grade of the signals it raises; null if they have none
 * @param level of the signals it raises; null if it raises none
 * @param elements its conditions, in their order
 */
record Skeleton(
        String policy,
        String pack,
        @Nullable String grade,
        @Nullable Level level,
        List<Element> elements,
        List<Head> heads) {

    /** What a field must equal, or what a value of a conclusion is. */
    sealed interface Term {}

    /** A constant, as {@link #key} writes it. */
    record Constant(String value) implements Term {}

    /** A variable, or a field of one, such as {@code $stake.holder}. */
    record Variable(String name) implements Term {}

    /** One of several. */
    record OneOf(List<Term> terms) implements Term {}

    /** Anything. */
    record Anything() implements Term {}

    /**
     * One pattern.
     *
     * @param binds the field that each variable, or field of a variable, stands for
     * @param equal what some of its fields must equal
     * @param asked every field that it asks about in any way
     * @param names the constants that a field is compared with, where there are several or the comparison is no demand
     */
    record Bone(
            String kind,
            Map<String, String> binds,
            Map<String, Term> equal,
            Set<String> asked,
            Map<String, List<String>> names) {}

    /** One condition of a clause. */
    sealed interface Element {}

    /** A pattern that must match. */
    record Match(Bone bone) implements Element {}

    /**
     * Patterns that are looked at but need not match: below a not, an exists or an accumulate.
     *
     * @param together whether they are looked for all at once; otherwise some stand below another or, not or the like
     */
    record Aside(List<Bone> bones, boolean together) implements Element {}

    /** Lists of patterns of which one must match. */
    record Either(List<List<Bone>> branches) implements Element {}

    /** A conclusion, with the values of its fields in order; of a signal, its parties in order. */
    record Head(String kind, List<Term> values) {}

    private static final Pattern VALUE =
            Pattern.compile("(\\$\\w+(?:\\.\\w+)?)|\"([^\"\\\\]*)\"|'([^'\\\\]*)'|[A-Z]\\w*\\.(\\w+)|(true|false)");
    private static final Pattern PATH = Pattern.compile("(\\$\\w+)\\s*\\.\\s*(\\w+)");
    private static final Pattern BOUND = Pattern.compile("^\\s*\\$\\w+\\s*:\\s*(\\w+)\\s*$");
    private static final Pattern NAMED = Pattern.compile("(\\w+)\\s*(?:==|contains)\\s*[A-Z]\\w*\\.(\\w+)");
    private static final Anything ANYTHING = new Anything();

    /** How a value that is unknown is written: to a condition two of them are equal. */
    static final String UNKNOWN = "\u0000";

    /** The text that tells a value from others; empty for values that conditions are not narrowed by. */
    static Optional<String> key(@Nullable Object value) {
        if (value == null) {
            return Optional.of(UNKNOWN);
        }
        return value instanceof String || value instanceof Enum<?> || value instanceof Boolean
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    /**
     * The values that a term can have; null for any.
     *
     * @param scope the values that variables can have, those that can have any left out
     */
    static @Nullable Set<String> possible(@Nullable Term term, Map<String, Set<String>> scope) {
        if (term instanceof Constant constant) {
            return Set.of(constant.value());
        }
        if (term instanceof OneOf some) {
            Set<String> union = new HashSet<>();
            for (Term one : some.terms()) {
                @Nullable Set<String> values = possible(one, scope);
                if (values == null) {
                    return null;
                }
                union.addAll(values);
            }
            return union;
        }
        return term instanceof Variable variable ? scope.get(variable.name()) : null;
    }

    /** @param rule the tree of the clause */
    static Skeleton of(ClauseShape shape, RuleDescr rule, @Nullable String grade, @Nullable Level level) {
        Map<String, List<String>> paths = new TreeMap<>();
        Matcher path = PATH.matcher(shape.text());
        while (path.find()) {
            paths.computeIfAbsent(path.group(1), v -> new ArrayList<>()).add(path.group(2));
        }
        List<Element> elements = new ArrayList<>();
        rule.getLhs().getDescrs().forEach(d -> element(d, paths, elements));
        return new Skeleton(
                shape.policy(),
                shape.pack(),
                grade,
                level,
                List.copyOf(elements),
                heads(String.valueOf(rule.getConsequence())));
    }

    /** What each field of a conclusion of the clause is made of; a field that is not there can be anything. */
    Map<String, Term> values(Head head, Shelf shelf) {
        Map<String, Term> values = new HashMap<>();
        if (head.kind().equals("Signal")) {
            values.put("policy", new Constant(policy));
            values.put("pack", new Constant(pack));
            values.put("grade", new Constant(grade == null ? UNKNOWN : grade));
            key(level).ifPresent(name -> values.put("level", new Constant(name)));
            List<String> places = Suppositions.PLACES;
            for (int i = 0; i < places.size(); i++) {
                values.put(
                        places.get(i), i < head.values().size() ? head.values().get(i) : new Constant(""));
            }
        } else {
            List<String> fields = shelf.fieldsOf(head.kind());
            for (int i = 0; i < fields.size() && i < head.values().size(); i++) {
                values.put(fields.get(i), head.values().get(i));
            }
        }
        return values;
    }

    /** The text of a clause as it is run begins behind its name, with the closing quote of the name. */
    private static String behindName(String text) {
        return text.startsWith("\"") ? text.substring(1) : text;
    }

    static RuleDescr parsed(ClauseShape shape) {
        String text = "rule \"clause\"" + behindName(shape.text());
        try {
            return new DrlParser(LanguageLevelOption.DRL6)
                    .parse(true, text)
                    .getRules()
                    .get(0);
        } catch (DroolsParserException e) {
            throw new IllegalStateException("a clause that was compiled cannot be read: " + text, e);
        }
    }

    /** Every pattern of a clause, however deep it stands. */
    static List<PatternDescr> patterns(RuleDescr rule) {
        List<PatternDescr> patterns = new ArrayList<>();
        patterns(rule.getLhs(), patterns);
        return patterns;
    }

    private static void patterns(BaseDescr descr, List<PatternDescr> patterns) {
        if (descr instanceof PatternDescr pattern) {
            patterns.add(pattern);
            if (pattern.getSource() instanceof AccumulateDescr gathering) {
                patterns(gathering.getInput(), patterns);
            }
        } else if (descr instanceof ConditionalElementDescr several) {
            several.getDescrs().forEach(d -> patterns((BaseDescr) d, patterns));
        }
    }

    private static void element(BaseDescr descr, Map<String, List<String>> paths, List<Element> elements) {
        if (descr instanceof PatternDescr pattern) {
            if (pattern.getSource() == null) {
                elements.add(new Match(bone(pattern, paths)));
            } else if (pattern.getSource() instanceof AccumulateDescr) {
                elements.add(new Aside(below(descr, paths), together(descr)));
            }
            // What stands behind `from` belongs to something that another pattern matches.
        } else if (descr instanceof AndDescr and) {
            and.getDescrs().forEach(d -> element(d, paths, elements));
        } else if (descr instanceof OrDescr or) {
            elements.add(
                    new Either(or.getDescrs().stream().map(b -> below(b, paths)).toList()));
        } else if (descr instanceof NotDescr || descr instanceof ExistsDescr) {
            elements.add(new Aside(below(descr, paths), together(descr)));
        } else {
            throw new IllegalStateException("a condition of no known sort: " + descr);
        }
    }

    /** Whether below a not, an exists or an accumulate there are only patterns, all of which must match. */
    private static boolean together(BaseDescr aside) {
        if (aside instanceof PatternDescr pattern && pattern.getSource() instanceof AccumulateDescr accumulate) {
            return conjunction(accumulate.getInput());
        }
        return (aside instanceof NotDescr || aside instanceof ExistsDescr)
                && ((ConditionalElementDescr) aside).getDescrs().stream().allMatch(d -> conjunction((BaseDescr) d));
    }

    private static boolean conjunction(BaseDescr descr) {
        return descr instanceof AndDescr and
                ? and.getDescrs().stream().allMatch(Skeleton::conjunction)
                : descr instanceof PatternDescr pattern && pattern.getSource() == null;
    }

    /** All patterns below, in order. */
    private static List<Bone> below(BaseDescr descr, Map<String, List<String>> paths) {
        List<Bone> bones = new ArrayList<>();
        if (descr instanceof PatternDescr pattern) {
            if (pattern.getSource() instanceof AccumulateDescr accumulate) {
                bones.addAll(below(accumulate.getInput(), paths));
            } else if (pattern.getSource() == null) {
                bones.add(bone(pattern, paths));
            }
        } else if (descr instanceof ConditionalElementDescr some) {
            some.getDescrs().forEach(d -> bones.addAll(below((BaseDescr) d, paths)));
        } else {
            throw new IllegalStateException("a condition of no known sort: " + descr);
        }
        return bones;
    }

    private static Bone bone(PatternDescr pattern, Map<String, List<String>> paths) {
        Map<String, String> binds = new TreeMap<>();
        Map<String, Term> equal = new TreeMap<>();
        Set<String> asked = new TreeSet<>();
        Map<String, List<String>> names = new TreeMap<>();
        String variable = pattern.getIdentifier();
        if (variable != null) {
            paths.getOrDefault(variable, List.of()).forEach(f -> binds.put(variable + "." + f, f));
        }
        for (BaseDescr descr : pattern.getConstraint().getDescrs()) {
            String text = ((ExprConstraintDescr) descr).getExpression();
            Condition condition = Condition.of(text);
            condition.tokens().stream()
                    .filter(t -> t.sort() == Condition.Sort.FIELD)
                    .forEach(t -> asked.add(t.text()));
            Matcher named = NAMED.matcher(text);
            while (named.find()) {
                names.computeIfAbsent(named.group(1), f -> new ArrayList<>()).add(named.group(2));
            }
            String field = condition.field();
            Matcher bound = BOUND.matcher(text);
            if (condition.binds() != null && bound.matches()) {
                binds.put(condition.binds(), bound.group(1));
            } else if (condition.binds() != null && field != null && !field.contains(".")) {
                binds.put(condition.binds(), field);
            }
            if (field != null && "==".equals(condition.operator()) && condition.operand() != null) {
                Term value = value(condition.operand());
                if (!(value instanceof Anything)) {
                    // Of two demands on one field either will do: what is left out only widens.
                    equal.putIfAbsent(field, value);
                }
            }
        }
        for (BaseDescr descr : pattern.getConstraint().getDescrs()) {
            oneOf(((ExprConstraintDescr) descr).getExpression(), equal);
        }
        return new Bone(pattern.getObjectType(), binds, equal, asked, names);
    }

    /** Notes a constraint that says of one field that it equals this or that. */
    private static void oneOf(String text, Map<String, Term> equal) {
        List<Condition> parts = Condition.parts(text);
        String field = parts.get(0).field();
        if (parts.size() > 1 && !text.contains("&&") && field != null && !equal.containsKey(field)) {
            List<Term> terms = new ArrayList<>();
            for (Condition part : parts) {
                String operand = part.operand();
                boolean same = field.equals(part.field()) && "==".equals(part.operator()) && part.binds() == null;
                terms.add(same && operand != null ? value(operand) : ANYTHING);
            }
            if (terms.stream().noneMatch(Anything.class::isInstance)) {
                equal.put(field, new OneOf(List.copyOf(terms)));
            }
        }
    }

    private static Term value(String operand) {
        Matcher m = VALUE.matcher(operand.strip());
        if (!m.matches()) {
            return ANYTHING;
        }
        if (m.group(1) != null) {
            return new Variable(m.group(1));
        }
        for (int group = 2; group <= 5; group++) {
            if (m.group(group) != null) {
                return new Constant(m.group(group));
            }
        }
        return ANYTHING;
    }

    private static List<Head> heads(String consequence) {
        BlockStmt block = new JavaParser(
                        new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17))
                .parseBlock("{" + consequence + "}")
                .getResult()
                .orElseThrow();
        List<Head> heads = new ArrayList<>();
        for (Statement statement : block.getStatements()) {
            MethodCallExpr verb = statement.asExpressionStmt().getExpression().asMethodCallExpr();
            List<Expression> arguments = verb.getArguments();
            if (verb.getNameAsString().equals("raise")) {
                heads.add(new Head("Signal", terms(arguments.subList(2, arguments.size()))));
            } else {
                ObjectCreationExpr made = arguments.get(1).asObjectCreationExpr();
                heads.add(new Head(made.getType().asString(), terms(made.getArguments())));
            }
        }
        return List.copyOf(heads);
    }

    private static List<Term> terms(List<Expression> values) {
        return values.stream().map(Skeleton::term).toList();
    }

    private static Term term(Expression value) {
        if (value instanceof NameExpr name) {
            return new Variable(name.getNameAsString());
        }
        if (value instanceof StringLiteralExpr text) {
            return new Constant(text.asString());
        }
        if (value instanceof BooleanLiteralExpr truth) {
            return new Constant(Boolean.toString(truth.getValue()));
        }
        if (value instanceof FieldAccessExpr constant) {
            return new Constant(constant.getNameAsString());
        }
        if (value instanceof MethodCallExpr read
                && read.getArguments().isEmpty()
                && read.getScope().filter(NameExpr.class::isInstance).isPresent()) {
            return new Variable(read.getScope().orElseThrow() + "." + read.getNameAsString());
        }
        return ANYTHING;
    }
}
