package interlock.engine;

import interlock.engine.Script.Choose;
import interlock.engine.Script.Conclude;
import interlock.engine.Script.Deny;
import interlock.engine.Script.Ending;
import interlock.engine.Script.Figure;
import interlock.engine.Script.Gather;
import interlock.engine.Script.Look;
import interlock.engine.Script.Lookup;
import interlock.engine.Script.Raise;
import interlock.engine.Script.Rule;
import interlock.engine.Script.Step;
import interlock.engine.Script.Test;
import interlock.engine.Script.Through;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** Reads one clause as a {@link Script.Rule}. */
final class ScriptReader {
    private final Shelf shelf;
    private final Map<String, Class<?>> names;
    private final Map<String, Integer> slots = new HashMap<>();
    /** How often each variable is read. */
    private final Map<Integer, Integer> reads = new HashMap<>();
    /** How often each figure is read by the conditions of its own accumulate. */
    private final Map<Integer, Integer> checked = new HashMap<>();

    private final Set<String> matches = new HashSet<>();

    private ScriptReader(Shelf shelf, Map<String, Class<?>> names) {
        this.shelf = shelf;
        this.names = names;
    }

    /**
     * Empty if it holds something of which only Drools can tell what it means.
     *
     * @param tree the clause as the grammar takes it apart
     * @param names the enums that a policy may name
     */
    static Optional<Rule> read(ClauseShape shape, RuleDescr tree, Shelf shelf, Map<String, Class<?>> names) {
        try {
            return Optional.of(new ScriptReader(shelf, names).rule(shape, tree));
        } catch (Untold e) {
            return Optional.empty();
        }
    }

    private Rule rule(ClauseShape shape, RuleDescr rule) {
        List<Step> steps = steps(rule.getLhs().getDescrs(), false);
        List<Ending> endings = endings(String.valueOf(rule.getConsequence()));
        return new Rule(shape, needed(steps), endings, slots.size(), Set.copyOf(matches));
    }

    private int slot(String variable) {
        return slots.computeIfAbsent(variable, v -> slots.size());
    }

    /** @param aside whether they only are looked at and need not be there */
    private List<Step> steps(List<?> descrs, boolean aside) {
        List<Step> steps = new ArrayList<>();
        for (Object descr : descrs) {
            if (descr instanceof AndDescr and) {
                steps.addAll(steps(and.getDescrs(), aside));
            } else {
                steps.add(step((BaseDescr) descr, aside));
            }
        }
        return steps;
    }

    private Step step(BaseDescr descr, boolean aside) {
        if (descr instanceof NotDescr not) {
            return new Deny(steps(not.getDescrs(), true));
        }
        if (descr instanceof ExistsDescr) {
            // Clauses are run with a counting accumulate in its place.
            throw new Untold("an exists");
        }
        if (descr instanceof OrDescr or) {
            return new Choose(
                    or.getDescrs().stream().map(b -> steps(List.of(b), aside)).toList());
        }
        if (!(descr instanceof PatternDescr pattern)) {
            throw new Untold("a condition of another sort");
        }
        if (pattern.getSource() instanceof AccumulateDescr accumulate) {
            return gather(pattern, accumulate);
        }
        if (pattern.getSource() instanceof FromDescr from) {
            return through(pattern, from);
        }
        if (pattern.getSource() != null) {
            throw new Untold("a pattern with a source");
        }
        return look(pattern, aside);
    }

    private Look look(PatternDescr pattern, boolean aside) {
        String kind = pattern.getObjectType();
        if (!aside) {
            matches.add(kind);
        }
        int slot = pattern.getIdentifier() == null ? -1 : slot(pattern.getIdentifier());
        List<Test> tests = new ArrayList<>();
        List<Lookup> keys = new ArrayList<>();
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            FormulaReader reader = reader(((ExprConstraintDescr) constraint).getExpression());
            Optional<String> binds = reader.binding();
            Formula condition = reader.condition();
            if (!reader.atEnd()) {
                throw new Untold("more than a condition");
            }
            if (binds.isPresent()) {
                tests.add(bound(slot(binds.get()), condition));
            } else {
                tests.add(new Test(-1, null, condition));
            }
            if (condition instanceof Formula.Compared c
                    && c.operator().equals("==")
                    && c.left() instanceof Formula.OfItem field
                    && field.path().size() == 1
                    && (c.right() instanceof Formula.Literal || c.right() instanceof Formula.OfVariable)) {
                keys.add(new Lookup(field.path().get(0), c.right()));
            }
        }
        // What is bound here is not known beforehand.
        keys.removeIf(k -> k.value() instanceof Formula.OfVariable v
                && (v.slot() == slot || tests.stream().anyMatch(t -> t.slot() == v.slot())));
        return new Look(kind, slot, List.copyOf(tests), List.copyOf(keys));
    }

    private static Test bound(int slot, Formula condition) {
        if (condition instanceof Formula.OfItem) {
            return new Test(slot, condition, null);
        }
        if (condition instanceof Formula.Compared c && c.left() instanceof Formula.OfItem) {
            return new Test(slot, c.left(), condition);
        }
        throw new Untold("a variable that is bound to no field");
    }

    private Through through(PatternDescr pattern, FromDescr from) {
        if (!pattern.getConstraint().getDescrs().isEmpty() || pattern.getIdentifier() == null) {
            throw new Untold("conditions on what a list holds");
        }
        Class<?> type = pattern.getObjectType().equals("String") ? String.class : names.get(pattern.getObjectType());
        if (type == null) {
            throw new Untold("a list of " + pattern.getObjectType());
        }
        FormulaReader reader = reader(String.valueOf(from.getDataSource()));
        Formula list = reader.operand();
        if (!reader.atEnd() || !(list instanceof Formula.OfVariable)) {
            throw new Untold("a list of another source");
        }
        return new Through(slot(pattern.getIdentifier()), list, type);
    }

    private Gather gather(PatternDescr pattern, AccumulateDescr accumulate) {
        List<Step> source = steps(List.of(accumulate.getInput()), true);
        List<Figure> figures = new ArrayList<>();
        for (var function : accumulate.getFunctions()) {
            if (function.getBind() == null || function.getParams().length != 1) {
                throw new Untold("a function of another form");
            }
            Tally tally = Tally.of(function.getFunction());
            String of = function.getParams()[0].strip();
            if (!of.startsWith("$") && tally != Tally.COUNT) {
                throw new Untold("a function of no variable");
            }
            figures.add(new Figure(slot(function.getBind()), tally, tally == Tally.COUNT ? -1 : slot(of), true));
        }
        Map<Integer, Integer> before = Map.copyOf(reads);
        List<Formula> checks = new ArrayList<>();
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            FormulaReader reader = reader(((ExprConstraintDescr) constraint).getExpression());
            checks.add(reader.condition());
            if (!reader.atEnd()) {
                throw new Untold("more than a condition");
            }
        }
        figures.forEach(f -> {
            int own = reads.getOrDefault(f.slot(), 0) - before.getOrDefault(f.slot(), 0);
            checked.put(f.slot(), own);
        });
        return new Gather(source, List.copyOf(figures), List.copyOf(checks));
    }

    /** Counts how often each variable is read. */
    private FormulaReader reader(String text) {
        return new FormulaReader(text, names, v -> {
            int slot = slot(v);
            reads.merge(slot, 1, Integer::sum);
            return slot;
        });
    }

    /** Without figures that serve only to be told; they hold of any facts. */
    private List<Step> needed(List<Step> steps) {
        List<Step> kept = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Gather gather) {
                List<Figure> figures = gather.figures().stream()
                        .filter(f -> reads.getOrDefault(f.slot(), 0) > 0)
                        .map(f -> new Figure(f.slot(), f.tally(), f.of(), told(f)))
                        .toList();
                if (!figures.isEmpty()) {
                    kept.add(new Gather(gather.steps(), figures, gather.checks()));
                }
            } else {
                kept.add(step);
            }
        }
        return List.copyOf(kept);
    }

    private boolean told(Figure figure) {
        return reads.getOrDefault(figure.slot(), 0) > checked.getOrDefault(figure.slot(), 0);
    }

    private List<Ending> endings(String consequence) {
        List<Ending> endings = new ArrayList<>();
        for (String statement : Condition.split(consequence, ";").values()) {
            if (!statement.isBlank()) {
                endings.add(ending(statement));
            }
        }
        return List.copyOf(endings);
    }

    private Ending ending(String statement) {
        FormulaReader reader = reader(statement);
        String verb = reader.take();
        reader.take("(");
        reader.take("drools");
        reader.take(",");
        Ending ending;
        if (verb.equals("raise")) {
            List<Formula> points = points(reader);
            reader.take(",");
            ending = new Raise(points, reader.operands());
        } else {
            reader.take("new");
            ending = conclude(reader.take(), reader);
            reader.take(")");
        }
        if (!reader.atEnd()) {
            throw new Untold("more than a conclusion");
        }
        return ending;
    }

    /** The points of each component; what is lacking scores nothing. */
    private List<Formula> points(FormulaReader reader) {
        List<Formula> points = new ArrayList<>();
        reader.take("points");
        reader.take("(");
        points.add(reader.operands().get(1));
        while (reader.sees(".")) {
            reader.take();
            String more = reader.take();
            reader.take("(");
            if (more.equals("and")) {
                points.add(reader.operands().get(1));
            } else if (more.equals("lacking")) {
                reader.skip();
            } else {
                throw new Untold("points with " + more);
            }
        }
        return List.copyOf(points);
    }

    private Conclude conclude(String kind, FormulaReader reader) {
        reader.take("(");
        List<Formula> values = reader.operands();
        Class<?> type = shelf.kinds().get(kind);
        if (type == null) {
            throw new Untold("a conclusion of the kind " + kind);
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.getParameterCount() == values.size()) {
                return new Conclude(constructor, List.copyOf(values));
            }
        }
        throw new Untold("a conclusion of the kind " + kind);
    }
}
