package interlock.engine;

import interlock.derivation.Absence;
import interlock.derivation.Premise;
import interlock.diagnostic.DidYouMean;
import interlock.engine.ClauseDraft.Edit;
import interlock.engine.ClauseShape.Read;
import interlock.engine.ReadClause.Frame;
import interlock.engine.ReadClause.How;
import interlock.engine.ReadClause.PatternRead;
import interlock.policy.Clause;
import interlock.policy.dsl.Recorder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.GroupByDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of a clause: patterns, and what stands around patterns. */
final class ConditionReader {
    /** The recorder takes no variable of such a name for one of the author's. */
    private static final String WITNESSES = Recorder.GENERATED + "witnesses";

    private final ClauseDraft draft;
    private final Clause clause;
    private final String text;
    private final Set<String> bound;
    private final ConstraintReader constraints;
    private final GatheringReader gatherings;

    ConditionReader(ClauseDraft draft) {
        this.draft = draft;
        this.clause = draft.clause();
        this.text = draft.text();
        this.bound = draft.bound();
        this.constraints = new ConstraintReader(draft);
        this.gatherings = new GatheringReader(draft, constraints);
    }

    void topLevel(BaseDescr element) {
        if (element instanceof NotDescr not) {
            draft.absences().add(absence(not, bound, not.getStartCharacter()));
        } else if (element instanceof ExistsDescr exists) {
            exists(exists);
        } else if (element instanceof OrDescr or) {
            either(or);
        } else if (element instanceof PatternDescr pattern) {
            pattern(pattern, new Frame(How.MATCHED, pattern.getStartCharacter(), 0), bound);
        } else if (element instanceof AndDescr and) {
            and.getDescrs().forEach(this::topLevel);
        } else {
            refuse(element);
        }
    }

    private void refuse(BaseDescr element) {
        int start = Math.max(element.getStartCharacter(), clause.start());
        if (element instanceof NotDescr || element instanceof ExistsDescr) {
            String word = element instanceof NotDescr ? "not" : "exists";
            draft.error(
                    "IL126",
                    start,
                    word.length(),
                    "this `" + word + "` may not stand here",
                    "conclude what it looks at in a clause of its own, and match that");
            return;
        }
        Matcher word = Pattern.compile("[\\w$]+").matcher(text);
        String found = word.find(start) ? word.group() : "";
        draft.error("IL126", start, 4, "this kind of condition may not stand here", Instead.ofCondition(found));
    }

    /** A premise must be told from a choice, so an `or` holds patterns and nothing else. */
    private void either(OrDescr or) {
        Set<String> before = Set.copyOf(bound);
        @Nullable Set<String> common = null;
        Set<String> all = new LinkedHashSet<>();
        int number = 0;
        for (BaseDescr branch : or.getDescrs()) {
            Frame frame = new Frame(How.CHOSEN, or.getStartCharacter(), number++);
            Set<String> inner = new LinkedHashSet<>(before);
            for (BaseDescr part : branch instanceof AndDescr and ? and.getDescrs() : List.of(branch)) {
                if (part instanceof PatternDescr pattern && !(pattern.getSource() instanceof AccumulateDescr)) {
                    pattern(pattern, frame, inner);
                } else {
                    refuse(part);
                }
            }
            all.addAll(inner);
            if (common == null) {
                common = new LinkedHashSet<>(inner);
            } else {
                common.retainAll(inner);
            }
        }
        if (common != null) {
            bound.addAll(common);
            draft.hide(all, bound, Math.max(0, or.getStartCharacter()));
        }
    }

    private Absence absence(NotDescr not, Set<String> scope, int block) {
        Frame frame = new Frame(How.DENIED, block, 0);
        List<Absence.Pattern> patterns = new ArrayList<>();
        Set<String> inner = new LinkedHashSet<>(scope);
        for (PatternDescr pattern : patternsIn(not.getDescrs())) {
            pattern(pattern, frame, inner);
            patterns.add(new Absence.Pattern(
                    pattern.getObjectType(),
                    pattern.getConstraint().getDescrs().stream()
                            .map(c -> Condition.of(((ExprConstraintDescr) c).getExpression()))
                            .filter(c -> c.field() != null || c.binds() == null)
                            .map(c -> new Absence.Condition(
                                    c.text(), c.field(), c.operator(), Condition.literal(c.operand())))
                            .toList()));
        }
        draft.hide(inner, scope, Math.max(0, not.getStartCharacter()));
        return new Absence(patterns);
    }
    /** Run as an accumulate that counts, so that every witness is known and not the first alone. */
    private void exists(ExistsDescr exists) {
        Set<String> inner = new LinkedHashSet<>(bound);
        source(exists.getDescrs(), exists, inner, new Frame(How.WITNESSED, exists.getStartCharacter(), 0));
        draft.hide(inner, bound, Math.max(0, exists.getStartCharacter()));
        BaseDescr child = (BaseDescr) exists.getDescrs().get(0);
        String name = WITNESSES + (draft.edits().size() + 1);
        draft.edits()
                .add(new Edit(
                        exists.getStartCharacter(),
                        exists.getEndCharacter() + 1,
                        "accumulate( " + text.substring(child.getStartCharacter(), child.getEndCharacter() + 1) + "; "
                                + name + " : count( 1 ); " + name + " > 0 )"));
        draft.gathered().add(Premise.How.WITNESS);
    }
    /**
     * What an {@code exists} or an accumulate looks through: patterns, and what must be absent beside them.
     *
     * @return which pattern binds each variable
     */
    private Map<String, PatternDescr> source(List<?> elements, BaseDescr of, Set<String> inner, Frame frame) {
        Map<String, PatternDescr> binders = new HashMap<>();
        int patterns = 0;
        for (BaseDescr element : joined(elements)) {
            if (element instanceof NotDescr not) {
                draft.absences().add(absence(not, inner, frame.block()));
            } else if (element instanceof PatternDescr pattern && pattern.getSource() == null) {
                Set<String> before = Set.copyOf(inner);
                pattern(pattern, frame, inner);
                inner.stream().filter(v -> !before.contains(v)).forEach(v -> binders.put(v, pattern));
                patterns++;
            } else {
                refuse(element);
                return binders;
            }
        }
        if (patterns == 0) {
            refuse(of);
        }
        return binders;
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

    private List<PatternDescr> patternsIn(List<?> elements) {
        List<PatternDescr> patterns = new ArrayList<>();
        for (Object element : elements) {
            if (element instanceof PatternDescr pattern && pattern.getSource() == null) {
                patterns.add(pattern);
            } else if (element instanceof AndDescr and) {
                patterns.addAll(patternsIn(and.getDescrs()));
            } else {
                refuse((BaseDescr) element);
            }
        }
        return patterns;
    }

    private void pattern(PatternDescr pattern, Frame frame, Set<String> scope) {
        if (pattern.getSource() instanceof AccumulateDescr accumulate
                && !(accumulate instanceof GroupByDescr)
                && pattern.getObjectType().startsWith("Object")) {
            Set<String> inner = new LinkedHashSet<>(scope);
            Map<String, PatternDescr> binders = source(
                    List.of(accumulate.getInput()),
                    accumulate,
                    inner,
                    new Frame(How.GATHERED, accumulate.getStartCharacter(), 0));
            draft.hide(inner, scope, Math.max(0, accumulate.getStartCharacter()));
            gatherings.read(pattern, accumulate, binders, inner, scope);
            return;
        }
        String kind = pattern.getObjectType();
        boolean from = pattern.getSource() instanceof FromDescr;
        if ((pattern.getSource() != null && !from) || !pattern.getBehaviors().isEmpty()) {
            refuse(pattern);
            return;
        }
        Shelf shelf = draft.shelf();
        if (!from && shelf.isBroken(kind)) {
            draft.unusable().add(kind);
            return;
        }
        if (from
                ? !kind.equals("String") && !shelf.names().containsKey(kind)
                : !shelf.kinds().containsKey(kind)) {
            draft.error(
                    "IL130",
                    typeStart(pattern),
                    kind.length(),
                    from ? "`" + kind + "` is nothing that a list holds" : "there is no kind of fact `" + kind + "`",
                    from
                            ? "a list holds `String`, or names such as `CompanyRole`"
                            : DidYouMean.help(
                                    kind, shelf.kinds().keySet(), "`./interlock vocabulary` lists the kinds"));
            // What it binds is not unbound as well.
            bindings(pattern, scope);
            return;
        }
        if (from) {
            from(pattern, scope);
        } else {
            draft.reads().add(new Read(kind, frame.whole(), signalOf(pattern)));
        }
        if (pattern.getIdentifier() != null) {
            scope.add(pattern.getIdentifier());
            Optional.ofNullable(shelf.kinds().get(kind))
                    .ifPresent(t -> draft.types().put(pattern.getIdentifier(), t));
        }
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            constraints.read(kind, (ExprConstraintDescr) constraint, scope);
        }
        draft.patterns()
                .add(new PatternRead(
                        shelf,
                        frame,
                        kind,
                        typeStart(pattern),
                        pattern.getIdentifier(),
                        from,
                        pattern.getConstraint().getDescrs().stream()
                                .map(c -> constraints.at((ExprConstraintDescr) c))
                                .toList()));
    }

    private static void bindings(PatternDescr pattern, Set<String> scope) {
        Optional.ofNullable(pattern.getIdentifier()).ifPresent(scope::add);
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            Optional.ofNullable(Condition.of(((ExprConstraintDescr) constraint).getExpression())
                            .binds())
                    .ifPresent(scope::add);
        }
    }

    private void from(PatternDescr pattern, Set<String> scope) {
        String source = String.valueOf(((FromDescr) pattern.getSource()).getDataSource());
        Matcher variable = Pattern.compile("^\\s*(\\$\\w+)((?:\\.\\w+)*)\\s*$").matcher(source);
        if (!variable.matches()) {
            draft.error("IL126", pattern.getStartCharacter(), 4, "`from` takes a variable, or a field of one", null);
        } else if (!scope.contains(variable.group(1))) {
            draft.unbound(variable.group(1), pattern.getStartCharacter(), scope);
        }
    }

    private int typeStart(PatternDescr pattern) {
        int found = text.indexOf(pattern.getObjectType(), pattern.getStartCharacter());
        return found < 0 ? pattern.getStartCharacter() : found;
    }

    private String signalOf(PatternDescr pattern) {
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            Condition c = Condition.of(((ExprConstraintDescr) constraint).getExpression());
            if (("policy".equals(c.field()) || "pack".equals(c.field()))
                    && "==".equals(c.operator())
                    && Condition.quoted(c.operand())) {
                return String.valueOf(Condition.literal(c.operand()));
            }
        }
        return "";
    }
}
