package interlock.engine;

import interlock.diagnostic.Location;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Party;
import interlock.vocabulary.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** A clause cut into its conditions, with some of its variables held to values, each condition as text that can be run. */
final class HeldClause {
    private static final Set<String> PARTIES = Set.of("Company", "Person", "Fund");
    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:(?!=)\\s*([A-Za-z_][\\w.]*)");
    /** What may be written into a condition; anything else is left open, whatever a fact says. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._ -]*");

    /**
     * One constraint of a pattern.
     *
     * @param sort what it asks
     */
    record Constraint(String text, Sort sort) {
        /** Whether it binds a variable and asks nothing. */
        boolean binding() {
            return sort == Sort.BINDING;
        }

        /** Whether what does not meet it is something else, rather than nearly the same. */
        boolean fixed() {
            return sort == Sort.HELD || sort == Sort.NAMED;
        }
    }

    /** What a constraint asks. */
    enum Sort {
        /** Nothing: it binds a variable. */
        BINDING,
        /** That something is what it was held to. */
        HELD,
        /** For a party, or for something by its id. */
        NAMED,
        /** Anything else, which something can meet nearly. */
        PROPERTY
    }

    /** One condition, with where it stands. */
    sealed interface Element {
        /** As it can be run. */
        String text();

        /** As it is written, on one line. */
        String written();

        Location at();
    }

    record Match(
            @Nullable String variable,
            String kind,
            List<Constraint> constraints,
            @Nullable String from,
            String written,
            Location at)
            implements Element {
        @Override
        public String text() {
            return text(Set.of());
        }

        /** Without some of its constraints, counted from 0. */
        String text(Set<Integer> without) {
            List<String> kept = new ArrayList<>();
            for (int i = 0; i < constraints.size(); i++) {
                if (!without.contains(i)) {
                    kept.add(constraints.get(i).text());
                }
            }
            return (variable == null ? "" : variable + " : ") + kind + "( " + String.join(", ", kept) + " )"
                    + (from == null ? "" : " from " + from);
        }
    }

    record Gather(List<Element> parts, String functions, List<String> results, String written, Location at)
            implements Element {
        @Override
        public String text() {
            return text(Set.of());
        }

        /** Without some of what is asked of its figures. */
        String text(Set<Integer> without) {
            List<String> kept = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                if (!without.contains(i)) {
                    kept.add(results.get(i));
                }
            }
            return "accumulate( " + joined(parts) + "; " + functions
                    + (kept.isEmpty() ? "" : "; " + String.join(", ", kept)) + " )";
        }
    }

    record None(List<Element> parts, String written, Location at) implements Element {
        @Override
        public String text() {
            return "not( " + joined(parts) + " )";
        }
    }

    record Some(List<Element> parts, String written, Location at) implements Element {
        @Override
        public String text() {
            return "exists( " + joined(parts) + " )";
        }
    }

    record Either(List<List<Element>> branches, String written, Location at) implements Element {
        @Override
        public String text() {
            return "( " + branches.stream().map(b -> "( " + joined(b) + " )").collect(Collectors.joining(" or "))
                    + " )";
        }
    }

    private static String joined(List<Element> parts) {
        return parts.stream().map(Element::text).collect(Collectors.joining(" and "));
    }

    private final Policy policy;
    private final Clause clause;
    private final Shelf shelf;
    private final Question question;
    private final String text;
    private final List<Element> elements;
    /** The id of the parameter whose value a variable is. */
    private final Map<String, String> parameters = new LinkedHashMap<>();
    /** The kind and field that a variable stands for. */
    private final Map<String, List<String>> bound = new LinkedHashMap<>();
    /** Variables that are bound to a party in a condition that stands by itself. */
    private final Set<String> parties = new LinkedHashSet<>();

    private final Set<String> holding = new LinkedHashSet<>();

    HeldClause(Policy policy, Clause clause, Shelf shelf, Question question) {
        this.policy = policy;
        this.clause = clause;
        this.shelf = shelf;
        this.question = question;
        this.text = ClauseText.withoutComments(ClauseText.of(policy, clause));
        List<Element> written = elements(parsed().getRules().get(0).getLhs().getDescrs(), true);
        this.elements = new JoinOrder(shelf).of(written);
    }

    /** Its conditions, one below the other; those that are held to a party stand before what they are joined with. */
    List<Element> elements() {
        return elements;
    }

    /** Where it begins. */
    Location at() {
        return new Location(policy.file(), clause.line(), 1, 4);
    }

    /** Whether each variable that is to be held could be. */
    boolean holdsAll() {
        return holding.containsAll(question.held().keySet());
    }

    /** The variables that stand for a party in a condition that stands by itself, in the order of the text. */
    Set<String> parties() {
        return parties;
    }

    /** The parameter whose value a variable is; empty if it is something else. */
    Optional<String> parameter(String variable) {
        return Optional.ofNullable(parameters.get(variable));
    }

    /** The kind and the field that a variable stands for; empty if it stands for something else. */
    Optional<List<String>> bound(String variable) {
        return Optional.ofNullable(bound.get(variable));
    }

    /** The record of a kind; null if there is none. */
    @Nullable
    Class<?> kind(String name) {
        return shelf.kinds().get(name);
    }

    private PackageDescr parsed() {
        try {
            PackageDescr tree = new DrlParser(LanguageLevelOption.DRL6).parse(true, text);
            if (tree != null && tree.getRules().size() == 1) {
                return tree;
            }
        } catch (DroolsParserException e) {
            throw new IllegalStateException("a clause that compiled cannot be read: " + clause.name(), e);
        }
        throw new IllegalStateException("a clause that compiled cannot be read: " + clause.name());
    }

    private List<Element> elements(List<?> descrs, boolean outer) {
        List<Element> all = new ArrayList<>();
        for (Object descr : descrs) {
            if (descr instanceof AndDescr and) {
                all.addAll(elements(and.getDescrs(), outer));
            } else {
                all.add(element((BaseDescr) descr, outer));
            }
        }
        return List.copyOf(all);
    }

    private Element element(BaseDescr descr, boolean outer) {
        if (descr instanceof NotDescr not) {
            return new None(elements(not.getDescrs(), false), written(not), at(not.getStartCharacter(), 3));
        }
        if (descr instanceof ExistsDescr exists) {
            return new Some(elements(exists.getDescrs(), false), written(exists), at(exists.getStartCharacter(), 6));
        }
        if (descr instanceof OrDescr or) {
            List<List<Element>> branches = or.getDescrs().stream()
                    .map(b -> elements(List.of(b), outer))
                    .toList();
            return new Either(
                    branches,
                    branches.stream()
                            .map(b -> b.stream().map(Element::written).collect(Collectors.joining(" and ")))
                            .collect(Collectors.joining(" or ")),
                    branches.get(0).get(0).at());
        }
        if (descr instanceof PatternDescr pattern) {
            return pattern.getSource() instanceof AccumulateDescr accumulate
                    ? gather(pattern, accumulate)
                    : match(pattern, outer);
        }
        throw new IllegalStateException(
                "a condition of no known kind: " + descr.getClass().getSimpleName());
    }

    private Element gather(PatternDescr result, AccumulateDescr accumulate) {
        List<Element> parts = elements(List.of(accumulate.getInput()), false);
        String functions = accumulate.getFunctions().stream()
                .map(f -> (f.getBind() == null ? "" : f.getBind() + " : ") + f.getFunction() + "( "
                        + String.join(", ", f.getParams()) + " )")
                .collect(Collectors.joining(", "));
        accumulate.getFunctions().forEach(f -> {
            if (f.getBind() != null && f.getParams().length == 1 && bound.containsKey(f.getParams()[0].strip())) {
                // A total of money is money.
                if (Set.of("total", "largest", "min", "max").contains(f.getFunction())) {
                    bound.putIfAbsent(f.getBind(), bound.getOrDefault(f.getParams()[0].strip(), List.of()));
                }
            }
        });
        List<String> results = result.getConstraint().getDescrs().stream()
                .map(c -> ((ExprConstraintDescr) c).getExpression())
                .toList();
        String written = "accumulate( " + parts.stream().map(Element::written).collect(Collectors.joining(" and "))
                + "; " + functions + (results.isEmpty() ? "" : "; " + String.join(", ", results)) + " )";
        return new Gather(parts, functions, results, line(written), parts.get(0).at());
    }

    private Element match(PatternDescr pattern, boolean outer) {
        String kind = pattern.getObjectType();
        @Nullable String variable = pattern.getIdentifier();
        List<Constraint> held = new ArrayList<>();
        List<Constraint> written = new ArrayList<>();
        @Nullable String id = null;
        if (variable != null) {
            bound.putIfAbsent(variable, List.of(kind, ""));
            if (question.held().containsKey(variable)) {
                hold(variable, "this", held);
            }
            question.held().keySet().stream()
                    .filter(v -> v.startsWith(variable + "."))
                    .forEach(v -> hold(v, v.substring(variable.length() + 1), held));
        }
        for (BaseDescr descr : pattern.getConstraint().getDescrs()) {
            String expression = ((ExprConstraintDescr) descr).getExpression().strip();
            Matcher binding = BINDING.matcher(expression);
            if (binding.matches()) {
                String bindsTo = binding.group(2);
                bound.putIfAbsent(binding.group(1), List.of(kind, bindsTo));
                if (outer && isParty(kind, bindsTo)) {
                    parties.add(binding.group(1));
                }
                hold(binding.group(1), bindsTo, held);
                written.add(new Constraint(expression, Sort.BINDING));
            } else {
                Condition condition = Condition.of(expression);
                String field = condition.field();
                boolean equal = field != null && "==".equals(condition.operator());
                if (equal && kind.equals("Parameter") && "id".equals(field)) {
                    id = String.valueOf(Condition.literal(condition.operand()));
                }
                // Who or which it is, or that it is another than one matched before.
                boolean which = (equal || "!=".equals(condition.operator()))
                        && !"null".equals(condition.operand())
                        && (isParty(kind, String.valueOf(field))
                                || Set.of("id", "fact", "this").contains(String.valueOf(field)));
                // That a pair is looked at once and not twice says nothing about it.
                boolean fixed = which || expression.startsWith("precedes(");
                written.add(new Constraint(expression, fixed ? Sort.NAMED : Sort.PROPERTY));
            }
        }
        if (id != null) {
            for (Constraint c : written) {
                Matcher binding = BINDING.matcher(c.text());
                if (binding.matches()) {
                    parameters.put(binding.group(1), id);
                }
            }
            if (variable != null) {
                parameters.put(variable, id);
            }
        }
        held.addAll(written);
        int start = start(pattern);
        String asWritten = (variable == null ? "" : variable + " : ") + kind + "( "
                + written.stream().map(Constraint::text).collect(Collectors.joining(", ")) + " )";
        return new Match(
                variable,
                kind,
                List.copyOf(held),
                pattern.getSource() instanceof FromDescr source ? String.valueOf(source.getDataSource()) : null,
                line(asWritten),
                at(start, kind.length()));
    }

    private void hold(String variable, String field, List<Constraint> held) {
        Object value = question.held().get(variable);
        if (value != null) {
            literal(value).ifPresent(l -> {
                holding.add(variable);
                held.add(new Constraint(field + " == " + l, Sort.HELD));
            });
        }
    }

    private static Optional<String> literal(Object value) {
        if (value instanceof Enum<?> name) {
            return Optional.of(name.getDeclaringClass().getSimpleName() + "." + name.name());
        }
        if (value instanceof Boolean truth) {
            return Optional.of(truth.toString());
        }
        return value instanceof String text && SAFE.matcher(text).matches()
                ? Optional.of('"' + text + '"')
                : Optional.empty();
    }

    private boolean isParty(String kind, String field) {
        Class<?> type = shelf.kinds().get(kind);
        if (field.equals("id")) {
            return PARTIES.contains(kind);
        }
        return type != null
                && (Fact.class.isAssignableFrom(type) || Derived.class.isAssignableFrom(type))
                && Records.declared(type).stream()
                        .filter(c -> c.getName().equals(field) && c.getType() == String.class)
                        .anyMatch(c -> c.isAnnotationPresent(Party.class));
    }

    private String written(BaseDescr descr) {
        return line(text.substring(descr.getStartCharacter(), descr.getEndCharacter() + 1));
    }

    private static String line(String written) {
        return written.strip().replaceAll("\\s+", " ");
    }

    private int start(PatternDescr pattern) {
        int found = text.indexOf(pattern.getObjectType(), Math.max(0, pattern.getStartCharacter()));
        return found < 0 ? Math.max(0, pattern.getStartCharacter()) : found;
    }

    private Location at(int start, int length) {
        String source = policy.source();
        int lineStart = source.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
        int line =
                (int) source.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        return new Location(policy.file(), line, start - lineStart + 1, length);
    }
}
