package interlock.engine;

import interlock.derivation.SignalKey;
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
import interlock.policy.dsl.ClauseBook;
import interlock.policy.dsl.Verbs;
import interlock.score.Points;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Level;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates policies in all worlds at once. Everything that is there in some world is there, with the worlds in which it
 * is; a conclusion holds in the worlds in which all that it rests on does, and a total has one value for each set of
 * worlds in which its members add up to it. Whatever is joined keeps only the worlds that both sides have, so what no
 * world holds together never meets.
 */
// INVARIANT(sweep): for each world, what the sweep says of it is what the engine makes of that world's facts. Clauses
// are
// carried out in the order of their strata, each until nothing is added, which is the least fixpoint of each world; a
// clause that looks at the whole of a kind runs once all that concludes this kind is at rest.
public final class Sweep {
    private static final Stock EMPTY = new Stock();
    /** How many steps go by before a limit is noticed. */
    private static final int PORTION = 64;

    private final Script script;
    private final Guards guards;
    private final long most;
    private final Map<String, Stock> stocks = new HashMap<>();
    private final SortedMap<SignalKey, SortedMap<BigDecimal, Guard>> severities = new TreeMap<>();
    private final SortedMap<SignalKey, SortedMap<Level, Guard>> levels = new TreeMap<>();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong ends = new AtomicLong();
    private final AtomicReference<String> clause = new AtomicReference<>("");

    private Sweep(Script script, Guards guards, long most) {
        this.script = script;
        this.guards = guards;
        this.most = most;
    }

    /**
     * What a sweep found.
     *
     * @param severities for each signal that holds in some world and each severity that it has, the worlds where a clause
     *     raises it with that severity; the greatest counts
     * @param levels for each such signal the worlds where a clause of each level raises it; the highest counts
     * @param steps how many times a condition was asked of something
     */
    public record Found(
            SortedMap<SignalKey, SortedMap<BigDecimal, Guard>> severities,
            SortedMap<SignalKey, SortedMap<Level, Guard>> levels,
            long steps) {}

    /**
     * What holds in which worlds; empty if only the engine can tell.
     *
     * @param most how many steps may be taken
     * @throws TooMuch if it takes more
     * @throws LimitReached if the budget is used up
     */
    public static Optional<Found> of(Script script, Collection<Possible> possible, Guards guards, long most) {
        Sweep sweep = new Sweep(script, guards, most);
        try {
            List<Possible> all = new ArrayList<>(possible);
            all.addAll(Deriving.possible(
                    script.policies().derivers(), script.policies().derived(), possible, guards));
            for (Possible p : all) {
                Object item = p.item() instanceof Fact fact
                        ? script.policies().policies().vocabulary().adopt(fact)
                        : p.item();
                if (p.when() != guards.never()) {
                    sweep.stock(item).add(item, p.when());
                }
            }
            script.policies().budget().during("weighing worlds", "steps", 0, sweep.steps::get, sweep::run);
        } catch (Untold e) {
            return Optional.empty();
        }
        return Optional.of(new Found(sweep.severities, sweep.levels, sweep.steps.get()));
    }

    private Stock stock(Object item) {
        return stocks.computeIfAbsent(item.getClass().getSimpleName(), k -> new Stock());
    }

    private void run() {
        List<Rule> rules = script.rules();
        TreeSet<Integer> open = new TreeSet<>();
        for (int i = 0; i < rules.size(); i++) {
            open.add(i);
        }
        while (!open.isEmpty()) {
            int next = open.first();
            open.remove(next);
            Rule rule = rules.get(next);
            clause.setPlain(Lookout.clause(rule.shape().policy(), rule.shape().clause()));
            @Nullable Object[] bound = new @Nullable Object[rule.slots()];
            Ends all = new Ends();
            walk(
                    rule.steps(),
                    0,
                    bound,
                    guards.always(),
                    g -> rule.endings().forEach(e -> end(rule, e, bound, g, all)));
            Set<String> changed = added(all);
            for (int i = 0; i < rules.size(); i++) {
                if (rules.get(i).matches().stream().anyMatch(changed::contains)) {
                    open.add(i);
                }
            }
        }
    }

    /** @param kind what is joined; empty where the members of a total are added up */
    private void step(String kind) {
        long taken = steps.incrementAndGet();
        if (taken > most) {
            throw new TooMuch("more than " + most + " steps");
        }
        if (taken % PORTION == 0) {
            script.policies().budget().gauge().stopped().ifPresent(why -> {
                throw LimitReached.ofBudget(
                        why + " in weighing worlds by " + clause + (kind.isEmpty() ? "" : ", joining `" + kind + "`"));
            });
        }
    }

    /** Takes the steps from a place on in every way in which they can be taken in the worlds given. */
    private void walk(List<Step> path, int at, @Nullable Object[] bound, Guard when, Consumer<Guard> end) {
        if (at == path.size()) {
            end.accept(when);
            return;
        }
        Step step = path.get(at);
        if (step instanceof Look look) {
            look(look, bound, when, g -> walk(path, at + 1, bound, g, end));
        } else if (step instanceof Deny deny) {
            Guard[] there = {guards.never()};
            walk(deny.steps(), 0, bound, when, g -> there[0] = guards.or(there[0], g));
            Guard left = guards.and(when, guards.not(there[0]));
            if (left != guards.never()) {
                walk(path, at + 1, bound, left, end);
            }
        } else if (step instanceof Choose choose) {
            choose.branches().forEach(b -> walk(b, 0, bound, when, g -> walk(path, at + 1, bound, g, end)));
        } else if (step instanceof Through through) {
            through(through, bound, () -> walk(path, at + 1, bound, when, end));
        } else if (step instanceof Gather gather) {
            gather(gather, bound, when, g -> walk(path, at + 1, bound, g, end));
        }
    }

    private void look(Look look, @Nullable Object[] bound, Guard when, Consumer<Guard> then) {
        Stock stock = stocks.getOrDefault(look.kind(), EMPTY);
        @Nullable List<Integer> places = null;
        for (Lookup key : look.keys()) {
            @Nullable List<Integer> found = stock.where(key.field(), key.value().value(bound, null));
            places = places == null || (found != null && found.size() < places.size()) ? found : places;
        }
        int size = places == null ? stock.size() : places.size();
        for (int i = 0; i < size; i++) {
            step(look.kind());
            int place = places == null ? i : places.get(i);
            Guard both = guards.and(when, stock.guard(place));
            if (both != guards.never() && passes(look, stock.item(place), bound)) {
                then.accept(both);
            }
        }
    }

    private static boolean passes(Look look, Object item, @Nullable Object[] bound) {
        if (look.slot() >= 0) {
            bound[look.slot()] = item;
        }
        for (Test test : look.tests()) {
            if (test.field() != null) {
                bound[test.slot()] = test.field().value(bound, item);
            }
            if (test.check() != null && !test.check().holds(bound, item)) {
                return false;
            }
        }
        return true;
    }

    private static void through(Through through, @Nullable Object[] bound, Runnable then) {
        if (!(through.list().value(bound, null) instanceof List<?> list)) {
            throw new Untold("a list that is none");
        }
        for (Object one : list) {
            if (through.type().isInstance(one)) {
                bound[through.slot()] = one;
                then.run();
            }
        }
    }

    /** One value that is gathered for each figure, and the worlds in which it is. */
    private record Member(List<@Nullable Object> values, Guard when) {}

    private void gather(Gather gather, @Nullable Object[] bound, Guard when, Consumer<Guard> then) {
        List<Figure> figures = gather.figures();
        List<Member> members = new ArrayList<>();
        walk(gather.steps(), 0, bound, when, g -> {
            List<@Nullable Object> values = new ArrayList<>();
            figures.forEach(f -> values.add(f.of() < 0 ? null : bound[f.of()]));
            members.add(new Member(values, g));
        });
        // What is asked first last: then each member adds its question at the top of few conditions.
        members.sort(
                (one, other) -> Integer.compare(other.when().place(), one.when().place()));
        Map<List<Object>, Guard> states = new LinkedHashMap<>();
        states.put(figures.stream().map(f -> f.tally().none()).toList(), when);
        for (Member member : members) {
            states = with(states, figures, member);
        }
        Map<List<Object>, Guard> results = new LinkedHashMap<>();
        states.forEach((state, g) -> {
            step("");
            for (int i = 0; i < figures.size(); i++) {
                bound[figures.get(i).slot()] = figures.get(i).tally().result(state.get(i));
            }
            if (gather.checks().stream().allMatch(c -> c.holds(bound, null))) {
                // What differs in nothing that is asked for later is one.
                List<Object> told = new ArrayList<>();
                figures.stream().filter(Figure::told).forEach(f -> told.add(Objects.requireNonNull(bound[f.slot()])));
                results.merge(told, g, guards::or);
            }
        });
        results.forEach((told, g) -> {
            int next = 0;
            for (Figure figure : figures) {
                if (figure.told()) {
                    bound[figure.slot()] = told.get(next++);
                }
            }
            then.accept(g);
        });
    }

    private Map<List<Object>, Guard> with(Map<List<Object>, Guard> states, List<Figure> figures, Member member) {
        Map<List<Object>, Guard> after = new LinkedHashMap<>();
        Guard absent = guards.not(member.when());
        states.forEach((state, g) -> {
            step("");
            Guard without = guards.and(g, absent);
            if (without != guards.never()) {
                after.merge(state, without, guards::or);
            }
            Guard there = guards.and(g, member.when());
            if (there != guards.never()) {
                List<Object> more = new ArrayList<>();
                for (int i = 0; i < figures.size(); i++) {
                    more.add(figures.get(i)
                            .tally()
                            .more(state.get(i), member.values().get(i)));
                }
                after.merge(more, there, guards::or);
            }
        });
        return after;
    }

    /**
     * What one rule comes to, with each lot of worlds in which it does. These are joined when all of them are known, since
     * joining neighbours takes much less than adding each to all before it.
     */
    private record Ends(
            Map<Object, List<Guard>> conclusions, Map<Derived.Signal, SortedMap<BigDecimal, List<Guard>>> severities) {
        Ends() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        void add(Object conclusion, Guard when) {
            conclusions.computeIfAbsent(conclusion, c -> new ArrayList<>()).add(when);
        }

        void add(Derived.Signal signal, BigDecimal severity, Guard when) {
            severities
                    .computeIfAbsent(signal, k -> new TreeMap<>())
                    .computeIfAbsent(severity, k -> new ArrayList<>())
                    .add(when);
            add(signal, when);
        }
    }

    private void end(Rule rule, Ending ending, @Nullable Object[] bound, Guard when, Ends all) {
        // What fires so often here may do so in one world; the engine can tell.
        int firings = script.policies().budget().firings();
        if (ends.incrementAndGet() > firings) {
            throw new TooMuch("more than " + firings + " firings");
        }
        if (ending instanceof Raise raise) {
            raise(rule, raise, bound, when, all);
        } else if (ending instanceof Conclude conclude) {
            @Nullable
            Object[] values =
                    conclude.values().stream().map(v -> v.value(bound, null)).toArray();
            all.add(made(conclude, values), when);
        }
    }

    /** Takes up what a rule comes to, and tells the kinds of which there is more now. */
    private Set<String> added(Ends all) {
        Set<String> changed = new TreeSet<>();
        all.conclusions().forEach((conclusion, some) -> {
            Guard when = guards.or(some);
            if (stock(conclusion).conclude(conclusion, when, guards)) {
                changed.add(conclusion.getClass().getSimpleName());
            }
            if (conclusion instanceof Derived.Signal signal) {
                levels.computeIfAbsent(SignalKey.of(signal), k -> new TreeMap<>())
                        .merge(signal.level(), when, guards::or);
            }
        });
        all.severities().forEach((signal, found) -> {
            SortedMap<BigDecimal, Guard> known = severities.computeIfAbsent(SignalKey.of(signal), k -> new TreeMap<>());
            found.forEach((severity, some) -> known.merge(severity, guards.or(some), guards::or));
        });
        return changed;
    }

    private static Object made(Conclude conclude, @Nullable Object[] values) {
        Class<?>[] types = conclude.kind().getParameterTypes();
        for (int i = 0; i < values.length; i++) {
            @Nullable Object value = values[i];
            boolean fits = value == null
                    ? !types[i].isPrimitive()
                    : types[i] == boolean.class ? value instanceof Boolean : types[i].isInstance(value);
            if (!fits) {
                throw new Untold("a value that is made fit");
            }
        }
        try {
            return conclude.kind().newInstance(values);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new Untold("a conclusion that cannot be made");
        }
    }

    private void raise(Rule rule, Raise raise, @Nullable Object[] bound, Guard when, Ends all) {
        ClauseBook.Entry clause =
                script.policies().book().clauses().get(rule.shape().ruleName());
        @Nullable Level level = clause == null ? null : clause.level();
        if (clause == null || level == null) {
            throw new Untold("a signal of no clause");
        }
        List<String> parties = new ArrayList<>();
        for (Formula party : raise.parties()) {
            if (!(party.value(bound, null) instanceof String id)) {
                throw new Untold("a party that is none");
            }
            parties.add(id);
        }
        all.add(
                new Derived.Signal(clause.policy(), clause.pack(), clause.grade(), level, parties),
                points(raise, bound).severity(),
                when);
    }

    private static Points points(Raise raise, @Nullable Object[] bound) {
        Points points = Points.NONE;
        for (int i = 0; i < raise.points().size(); i++) {
            @Nullable Object value = raise.points().get(i).value(bound, null);
            if (i == 0 && (value == null || value instanceof Number)) {
                points = Verbs.points("", (Number) value);
            } else if (value instanceof BigDecimal exact) {
                points = points.and("", exact);
            } else {
                throw new Untold("points of no number");
            }
        }
        return points;
    }
}
