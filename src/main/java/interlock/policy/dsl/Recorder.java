package interlock.policy.dsl;

import interlock.derivation.Absence;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.policy.dsl.ClauseBook.Entry;
import interlock.score.Points;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Level;
import interlock.vocabulary.Records;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieRuntime;
import org.kie.api.runtime.rule.Match;
import org.kie.api.runtime.rule.RuleContext;

/** Writes down each firing of one session as a step, and makes what it concludes matchable. Used once. */
public final class Recorder {
    private static final String PLACE = "interlock.recorder";
    /** What the names of variables begin with that are not the author's. */
    public static final String GENERATED = "GENERATED_";

    private final ClauseBook book;
    private final Predicate<Derived> matched;
    private final List<Step> steps = new ArrayList<>();
    private final Set<Derived> known = new HashSet<>();
    private final List<Derived> concluded = new ArrayList<>();

    /**
     * @param holding what holds already, so that concluding it again adds nothing
     * @param matched whether a clause of the session may match a conclusion
     */
    public Recorder(ClauseBook book, Collection<? extends Derived> holding, Predicate<Derived> matched) {
        this.book = book;
        this.matched = matched;
        this.known.addAll(holding);
    }

    /** Makes this the recorder of a session. */
    public void attachTo(KieRuntime session) {
        session.getEnvironment().set(PLACE, this);
    }

    static Recorder of(RuleContext drools) {
        return (Recorder) drools.getKieRuntime().getEnvironment().get(PLACE);
    }

    /** The steps so far, in the order of firing, which means nothing. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** All that was concluded so far and did not hold already. */
    public List<Derived> concluded() {
        return List.copyOf(concluded);
    }

    /** How much that is. */
    public int gained() {
        return concluded.size();
    }

    /** How many firings were written down; from another thread, about so many. */
    public long firings() {
        return steps.size();
    }

    void raise(RuleContext drools, Points points, List<String> parties) {
        Entry clause = clause(drools);
        @Nullable Level level = clause.level();
        if (level == null) {
            throw new IllegalStateException("the clause " + clause.clause() + " raises a signal without a level");
        }
        record(drools, clause, new Signal(clause.policy(), clause.pack(), clause.grade(), level, parties), points);
    }

    void conclude(RuleContext drools, Derived conclusion) {
        record(drools, clause(drools), conclusion, Points.NONE);
    }

    private Entry clause(RuleContext drools) {
        Entry entry = book.clauses().get(drools.getMatch().getRule().getName());
        if (entry == null) {
            throw new IllegalStateException("a rule fired that is no clause: "
                    + drools.getMatch().getRule().getName());
        }
        return entry;
    }

    private void record(RuleContext drools, Entry clause, Derived conclusion, Points points) {
        Match match = drools.getMatch();
        SortedMap<String, Object> bindings = bindings(match);
        steps.add(new Step(
                clause.policy(),
                clause.clause(),
                conclusion,
                premises(match, clause),
                clause.absences().stream().map(a -> bound(a, bindings)).toList(),
                bindings,
                points));
        // Strata see to it that nothing concluded here can take back what was concluded before, so a plain insertion is
        // the least fixpoint; logical insertion would only bring the ungrounded rings of Drools' truth maintenance.
        if (known.add(conclusion)) {
            concluded.add(conclusion);
            if (matched.test(conclusion)) {
                drools.getKieRuntime().insert(conclusion);
            }
        }
    }

    private static SortedMap<String, Object> bindings(Match match) {
        SortedMap<String, Object> bindings = new TreeMap<>();
        for (String name : match.getDeclarationIds()) {
            Object value = match.getDeclarationValue(name);
            if (value != null && !name.startsWith(GENERATED)) {
                bindings.put(name, value);
            }
        }
        return bindings;
    }

    /** In the order of the patterns; members of a total and witnesses sorted, since Drools keeps them in no order. */
    private static List<Premise> premises(Match match, Entry clause) {
        List<Premise> premises = new ArrayList<>();
        int gathering = 0;
        for (Tuples.Part part : Tuples.of(match)) {
            if (part.gathered()) {
                Premise.How how = clause.gathered().get(gathering++);
                part.items().stream()
                        .filter(Recorder::explains)
                        .distinct()
                        .map(item -> new Premise(how, item))
                        .sorted(Comparator.comparing(Premise::key))
                        .forEach(premises::add);
            } else {
                part.items().stream()
                        .filter(Recorder::explains)
                        .map(item -> new Premise(Premise.How.MATCHED, item))
                        .forEach(premises::add);
            }
        }
        return premises;
    }

    private static boolean explains(Object item) {
        return item instanceof Fact || item instanceof Derived;
    }

    private static Absence bound(Absence absence, SortedMap<String, Object> bindings) {
        return new Absence(absence.patterns().stream()
                .map(p -> new Absence.Pattern(
                        p.kind(),
                        p.conditions().stream().map(c -> bound(c, bindings)).toList()))
                .toList());
    }

    /** A condition whose value is a variable, or a field of one, gets the value that this match gives it. */
    private static Absence.Condition bound(Absence.Condition condition, SortedMap<String, Object> bindings) {
        if (!(condition.value() instanceof String text) || !text.startsWith("$")) {
            return condition;
        }
        int dot = text.indexOf('.');
        @Nullable Object value = bindings.get(dot < 0 ? text : text.substring(0, dot));
        for (String field :
                dot < 0 ? List.<String>of() : List.of(text.substring(dot + 1).split("\\."))) {
            value = value == null ? null : Records.value(value, field);
        }
        return new Absence.Condition(condition.text(), condition.field(), condition.operator(), value);
    }
}
