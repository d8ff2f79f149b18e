package interlock.scenario;

import interlock.derivation.SignalKey;
import interlock.scenario.Timeline.Standing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which alterations bring a change about: only some are made, the rest is left as it was, and all of it is
 * evaluated. Of those that do it none can be spared. Nothing is assumed of the policies.
 */
public final class Attribution {
    /** Most ways told in which one change is brought about. */
    private static final int WAYS = 3;

    private final Alterations alterations;
    private final Evaluator evaluator;
    private final UnaryOperator<Basis> day;
    private final Purse purse;
    private final Map<Set<Integer>, Optional<Standings>> tried = new HashMap<>();

    /** What may be spent, over any number of attributions. */
    public static final class Purse {
        private final Budget budget;

        /** @param insertions most facts inserted and conclusions drawn over all evaluations */
        public Purse(int evaluations, long insertions) {
            this.budget = new Budget(evaluations, insertions);
        }

        /** How many evaluations were spent. */
        public int spent() {
            return budget.spent();
        }

        /** Whether another evaluation may begin. */
        public boolean allows() {
            return budget.allows();
        }

        /** Notes one evaluation of something else. */
        public void spend(long insertions) {
            budget.spend(insertions);
        }
    }

    /** How sure it is what brought a change about. */
    public enum How {
        /** One alteration by itself. */
        ALONE,
        /** These together; none of them can be spared. */
        TOGETHER,
        /** It was not looked for to the end, since the budget was used up. */
        UNDETERMINED
    }

    /** One way in which a change is brought about; without alterations if it was not found. */
    public record Cause(How how, List<Alteration> alterations) {
        public Cause {
            alterations = List.copyOf(alterations);
        }
    }

    /** On the days of the bases. */
    public Attribution(Alterations alterations, Evaluator evaluator, Purse purse) {
        this(alterations, evaluator, purse, UnaryOperator.identity());
    }

    /** As a run on one day would have had it. */
    public Attribution(Alterations alterations, Evaluator evaluator, Purse purse, LocalDate day) {
        this(alterations, evaluator, purse, b -> b.on(day));
    }

    private Attribution(Alterations alterations, Evaluator evaluator, Purse purse, UnaryOperator<Basis> day) {
        this.alterations = alterations;
        this.evaluator = evaluator;
        this.purse = purse;
        this.day = day;
    }

    /** The ways in which a signal came to stand as it does. */
    public List<Cause> ofStanding(SignalKey key, @Nullable Standing then, Predicate<Alteration> near) {
        return ofStandings(
                s -> {
                    Standing stands = s.bySignal().get(key);
                    return then == null ? stands == null : then.like(stands);
                },
                near);
    }

    /** The ways in which a signal came to be proved as it is. */
    public List<Cause> ofProofs(SignalKey key, Standings then, Predicate<Alteration> near) {
        String proofs = then.proofs(key);
        return ofStandings(s -> s.proofs(key).equals(proofs), near);
    }

    private List<Cause> ofStandings(Predicate<Standings> like, Predicate<Alteration> near) {
        return of(
                alterations.all(),
                near,
                some -> standings(some).map(s -> s.filter(like).isPresent()));
    }

    /**
     * The ways in which anything comes about that can be told of a basis.
     *
     * @param does whether it does on that basis; empty if it cannot be told
     */
    public List<Cause> of(Function<Basis, Optional<Boolean>> does, Predicate<Alteration> near) {
        Map<Set<Integer>, Boolean> known = new HashMap<>();
        return of(alterations.all(), near, some -> {
            Set<Integer> key = some.stream().map(Alteration::number).collect(Collectors.toSet());
            Boolean found = known.get(key);
            if (found == null) {
                if (!purse.allows()) {
                    return Optional.empty();
                }
                found = does.apply(day.apply(alterations.applied(some))).orElse(false);
                known.put(key, found);
            }
            return Optional.of(found);
        });
    }

    /** Empty if the budget is used up; empty within if the basis cannot be evaluated. */
    private Optional<Optional<Standings>> standings(List<Alteration> some) {
        Set<Integer> key = some.stream().map(Alteration::number).collect(Collectors.toSet());
        Optional<Standings> known = tried.get(key);
        if (known == null) {
            if (!purse.allows()) {
                return Optional.empty();
            }
            known = evaluator.attempt(day.apply(alterations.applied(some)));
            purse.spend(known.map(Standings::insertions).orElse(1L));
            tried.put(key, known);
        }
        return Optional.of(known);
    }

    /**
     * The ways in which something comes about, each enough by itself and minimal.
     *
     * @param near what is likely to do it, tried first
     * @param does whether it comes about if only these are made; empty if the budget is used up
     */
    private static List<Cause> of(
            List<Alteration> all, Predicate<Alteration> near, Function<List<Alteration>, Optional<Boolean>> does) {
        AtomicBoolean brokenOff = new AtomicBoolean();
        Predicate<List<Alteration>> enough = some -> {
            Optional<Boolean> found = does.apply(some);
            if (found.isEmpty()) {
                brokenOff.set(true);
            }
            return found.orElse(false);
        };
        if (enough.test(List.of())) {
            return List.of(new Cause(How.UNDETERMINED, List.of()));
        }
        List<Cause> ways = new ArrayList<>();
        List<Alteration> open = all;
        while (ways.size() < WAYS && !open.isEmpty() && enough.test(open)) {
            List<Alteration> likely = open.stream().filter(near).toList();
            List<Alteration> least = Smallest.of(!likely.isEmpty() && enough.test(likely) ? likely : open, enough);
            ways.add(new Cause(least.size() == 1 ? How.ALONE : How.TOGETHER, least));
            open = Smallest.without(open, least);
        }
        if (brokenOff.get() || ways.isEmpty()) {
            return List.of(new Cause(How.UNDETERMINED, List.of()));
        }
        ways.sort(Comparator.comparing(w -> w.alterations().get(0).number()));
        return List.copyOf(ways);
    }
}
