package interlock.engine;

import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Figures;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * The conditions of a clause written so that a figure which is unknown counts as one that may do: {@code turnover > $min}
 * becomes {@code turnover == null || $min == null || turnover > $min}. What matches these and not the clause itself is
 * unknown. What stands below a {@code not}, an {@code exists} or an {@code accumulate} is left as it is.
 *
 * <p>Where a kind gives figures that a company has in any case ({@link Figures}), a stand-in that knows nothing takes the
 * place of a fact that is on no file; its id begins with {@link #STAND_IN}, the number of its pattern and a colon.
 */
final class TolerantClause {
    static final String STAND_IN = "?";
    private static final String VARIABLE = "$il";

    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:(?!=)\\s*([A-Za-z_][\\w.]*)\\s*");
    private static final Pattern BOUND = Pattern.compile("\\s*(\\$\\w+)\\s*:(?!=)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern EQUALS = Pattern.compile("(\\w+)\\s*==\\s*(\\$\\w+|\"[^\"]*\"|[A-Z]\\w*\\.[A-Z]\\w*)");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z]\\w*\\.([A-Z]\\w*)");

    /**
     * A field that may be unknown in what a pattern matches.
     *
     * @param variable what the pattern is bound to in the text
     * @param path the field, or a field of it
     */
    record Watched(String variable, String kind, String path) {}

    /**
     * A pattern that a stand-in can take the place of.
     *
     * @param number of the pattern, alone in the rule set
     * @param missing the conditions under which there is nothing for it to match
     * @param identifies the fields that tell one such fact from another: each equal to a variable or a literal
     */
    record Gap(int number, String kind, String missing, Map<String, String> identifies) {}

    /** A pattern that asks for the value of a threshold, or for the day of an event. */
    record Dated(String kind, String asks, @Nullable String factKind) {}

    private final Shelf shelf;
    private final String text;
    private final int first;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> idsOf = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();
    private final Set<Watched> watched = new LinkedHashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Dated> dated = new ArrayList<>();
    private final List<String> bound = new ArrayList<>();
    private final StringBuilder conditions = new StringBuilder();

    private TolerantClause(Shelf shelf, Policy policy, Clause clause, int first) {
        this.shelf = shelf;
        this.first = first;
        this.text = policy.source().substring(0, clause.start()).replaceAll("[^\n]", " ")
                + policy.source().substring(clause.start(), clause.end());
    }

    /** @param first the number of its first pattern, so that no two patterns of the rule set share one */
    static TolerantClause of(Shelf shelf, Policy policy, Clause clause, int first) {
        TolerantClause tolerant = new TolerantClause(shelf, policy, clause, first);
        tolerant.read();
        return tolerant;
    }

    /** All conditions, as they stand behind {@code when}. */
    String conditions() {
        return conditions.toString();
    }

    List<Watched> watched() {
        return List.copyOf(watched);
    }

    /** Whether something in it can be unknown on a day, parameters that are in force then aside. */
    boolean open(Predicate<String> inForce) {
        return watched.stream().anyMatch(w -> !w.kind().equals("Parameter"))
                || dated.stream().anyMatch(d -> d.kind().equals("Parameter") && !inForce.test(d.asks()));
    }

    List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    List<Dated> dated() {
        return List.copyOf(dated);
    }

    /** The variables that hold what patterns match. */
    List<String> bound() {
        return List.copyOf(bound);
    }

    /** How many patterns it has. */
    int patterns() {
        return bound.size();
    }

    private void read() {
        @Nullable RuleDescr rule;
        try {
            rule = new DrlParser(LanguageLevelOption.DRL6)
                    .parse(true, text)
                    .getRules()
                    .get(0);
        } catch (DroolsParserException e) {
            throw new IllegalStateException("a clause that compiled cannot be read: " + text.strip(), e);
        }
        for (BaseDescr element : joined(rule.getLhs().getDescrs())) {
            conditions.append(element(element, conditions.toString())).append('\n');
        }
    }

    private String element(BaseDescr element, String before) {
        if (element instanceof OrDescr or) {
            return "( "
                    + or.getDescrs().stream()
                            .map(b -> "( " + all(joined(List.of(b)), before) + " )")
                            .collect(Collectors.joining(" or "))
                    + " )";
        }
        if (element instanceof PatternDescr pattern && !(pattern.getSource() instanceof AccumulateDescr)) {
            return pattern(pattern, before);
        }
        return strict(element);
    }

    private String all(List<BaseDescr> parts, String before) {
        List<String> texts = new ArrayList<>();
        for (BaseDescr part : parts) {
            texts.add(element(part, before + String.join("\n", texts) + "\n"));
        }
        return String.join(" and ", texts);
    }

    private static List<BaseDescr> joined(List<?> elements) {
        List<BaseDescr> joined = new ArrayList<>();
        for (Object element : elements) {
            if (element instanceof AndDescr and) {
                joined.addAll(joined(and.getDescrs()));
            } else {
                joined.add((BaseDescr) element);
            }
        }
        return joined;
    }

    // ---- as written

    /** As the clause has it; what only stands in for a fact does not count. */
    private String strict(BaseDescr element) {
        if (element instanceof NotDescr not) {
            return "not( " + strict(not.getDescrs()) + " )";
        }
        if (element instanceof ExistsDescr exists) {
            return "exists( " + strict(exists.getDescrs()) + " )";
        }
        if (element instanceof OrDescr or) {
            return "( "
                    + or.getDescrs().stream()
                            .map(b -> "( " + strict(List.of(b)) + " )")
                            .collect(Collectors.joining(" or "))
                    + " )";
        }
        PatternDescr pattern = (PatternDescr) element;
        if (pattern.getSource() instanceof AccumulateDescr accumulate) {
            String functions = accumulate.getFunctions().stream()
                    .map(f -> (f.getBind() == null ? "" : f.getBind() + " : ") + f.getFunction() + "( "
                            + String.join(", ", f.getParams()) + " )")
                    .collect(Collectors.joining(", "));
            String results = String.join(", ", expressions(pattern));
            return "accumulate( " + strict(List.of(accumulate.getInput())) + "; " + functions
                    + (results.isEmpty() ? "" : "; " + results) + " )";
        }
        List<String> constraints = new ArrayList<>(expressions(pattern));
        if (stoodInFor(pattern.getObjectType()) && pattern.getSource() == null) {
            constraints.add("!id.startsWith(\"" + STAND_IN + "\")");
        }
        return text(pattern, pattern.getIdentifier(), constraints);
    }

    private String strict(List<?> elements) {
        return joined(elements).stream().map(this::strict).collect(Collectors.joining(" and "));
    }

    private static List<String> expressions(PatternDescr pattern) {
        return pattern.getConstraint().getDescrs().stream()
                .map(d -> ((ExprConstraintDescr) d).getExpression())
                .toList();
    }

    private static String text(PatternDescr pattern, @Nullable String variable, List<String> constraints) {
        String from = pattern.getSource() instanceof FromDescr source ? " from " + source.getDataSource() : "";
        return (variable == null ? "" : variable + " : ") + pattern.getObjectType() + "( "
                + String.join(", ", constraints) + " )" + from;
    }

    // ---- tolerant

    private String pattern(PatternDescr pattern, String before) {
        int number = first + bound.size();
        String kind = pattern.getObjectType();
        String variable = pattern.getIdentifier() == null ? VARIABLE + number : pattern.getIdentifier();
        kinds.put(variable, kind);
        bound.add(variable);
        boolean gap = stoodInFor(kind) && pattern.getSource() == null;
        List<String> constraints = new ArrayList<>();
        List<String> identifying = new ArrayList<>();
        Map<String, String> identifies = new LinkedHashMap<>();
        for (String expression : expressions(pattern)) {
            Matcher bind = BINDING.matcher(expression.strip());
            if (bind.matches()) {
                variables.put(bind.group(1), variable + "." + bind.group(2));
                if (bind.group(2).equals("id")) {
                    idsOf.put(bind.group(1), kind);
                }
                constraints.add(expression);
                continue;
            }
            Matcher named = BOUND.matcher(expression);
            String asked = expression;
            if (named.matches()) {
                Matcher path = Pattern.compile("([a-z]\\w*(?:\\.\\w+)*).*", Pattern.DOTALL)
                        .matcher(named.group(2));
                if (path.matches()) {
                    variables.put(named.group(1), variable + "." + path.group(1));
                    constraints.add(named.group(1) + " : " + path.group(1));
                    asked = named.group(2);
                }
            }
            for (String part : Condition.split(asked, "||").size() > 1
                    ? List.of(asked)
                    : List.copyOf(Condition.split(asked, "&&").values())) {
                List<String> open = open(kind, variable, part);
                Matcher equal = EQUALS.matcher(part.strip());
                if (open.isEmpty()) {
                    identifying.add(part);
                    if (equal.matches()) {
                        identifies.put(equal.group(1), equal.group(2));
                    }
                    constraints.add(gap && !equal.matches() ? standingIn(number) + " || (" + part + ")" : part);
                } else if (!demand(part)) {
                    constraints.add(open.stream().map(o -> o + " == null").collect(Collectors.joining(" || ")) + " || ("
                            + part + ")");
                }
            }
        }
        if (gap) {
            boolean whose = identifies.values().stream().anyMatch(v -> v.startsWith("$"));
            boolean figures = watched.stream().anyMatch(w -> w.variable().equals(variable));
            if (whose && figures) {
                List<String> there = new ArrayList<>(identifying);
                there.add("!id.startsWith(\"" + STAND_IN + "\")");
                gaps.add(new Gap(
                        number, kind, before + "not( " + kind + "( " + String.join(", ", there) + " ) )", identifies));
                constraints.add(standingIn(number) + " || !id.startsWith(\"" + STAND_IN + "\")");
            } else {
                constraints.add("!id.startsWith(\"" + STAND_IN + "\")");
            }
        }
        dated(kind, variable, identifies);
        return text(pattern, variable, constraints);
    }

    private static String standingIn(int number) {
        return "id.startsWith(\"" + STAND_IN + number + ":\")";
    }

    private void dated(String kind, String variable, Map<String, String> identifies) {
        @Nullable
        String asks = switch (kind) {
            case "Parameter" -> identifies.get("id");
            case "Applicable" -> identifies.get("parameter");
            case "Event" -> identifies.get("type");
            default -> null;
        };
        if (asks != null && !asks.startsWith("$")) {
            watched.add(new Watched(variable, kind, kind.equals("Event") ? "date" : "value"));
            dated.add(new Dated(kind, literal(asks), idsOf.get(identifies.getOrDefault("fact", ""))));
        }
    }

    static String literal(String written) {
        Matcher constant = CONSTANT.matcher(written);
        return constant.matches() ? constant.group(1) : written.substring(1, written.length() - 1);
    }

    private static boolean demand(String part) {
        return part.strip().matches("[\\w.]+\\s*!=\\s*null");
    }

    /** What a constraint compares and may be unknown, as the text names it. A question whether it is unknown is none. */
    private List<String> open(String kind, String variable, String part) {
        List<String> open = new ArrayList<>();
        if (part.strip().matches("[\\w.]+\\s*==\\s*null")) {
            return open;
        }
        List<Condition.Token> tokens = Condition.of(part).tokens();
        for (int i = 0; i < tokens.size(); i++) {
            Condition.Token token = tokens.get(i);
            if (token.sort() == Condition.Sort.FIELD) {
                String path = path(token.text(), tokens, i);
                if (figure(kind, path)) {
                    watched.add(new Watched(variable, kind, path));
                    open.add(path);
                }
            } else if (token.sort() == Condition.Sort.VARIABLE) {
                String named = path(token.text(), tokens, i);
                int dot = named.indexOf('.');
                String full = dot < 0 ? variables.get(named) : named;
                if (full != null) {
                    String of = full.substring(0, full.indexOf('.'));
                    String path = full.substring(full.indexOf('.') + 1);
                    @Nullable String its = kinds.get(of);
                    if (its != null && figure(its, path)) {
                        watched.add(new Watched(of, its, path));
                        open.add(named);
                    }
                }
            }
        }
        return open;
    }

    private static String path(String start, List<Condition.Token> tokens, int at) {
        StringBuilder path = new StringBuilder(start);
        for (int i = at + 1; i < tokens.size() && tokens.get(i).sort() == Condition.Sort.SUBFIELD; i++) {
            path.append('.').append(tokens.get(i).text());
        }
        return path.toString();
    }

    /** Whether a field holds a number or a day that need not be told. */
    private boolean figure(String kind, String path) {
        Optional<Type> type = shelf.typeOf(kind, path);
        boolean measures = type.filter(
                        t -> t.equals(BigDecimal.class) || t.equals(Integer.class) || t.equals(LocalDate.class))
                .isPresent();
        return measures && Nullness.of(shelf, kind, path);
    }

    private boolean stoodInFor(String kind) {
        Class<?> type = shelf.kinds().get(kind);
        return type != null && Fact.class.isAssignableFrom(type) && type.isAnnotationPresent(Figures.class);
    }
}
