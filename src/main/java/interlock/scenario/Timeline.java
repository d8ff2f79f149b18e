package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.World;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How signals come and go: floor and ceiling are evaluated on each day on which something on file changes, and where a
 * signal is another than on the day before, what changed is tried in parts until only what did it is left.
 */
public final class Timeline {
    /** Days that are looked at together: enough to make use of what they have in common, and few enough to keep in mind. */
    private static final int TOGETHER = 32;

    private final History history;
    private final Span span;
    private final Function<World, Derivation> evaluate;
    private final Several several;
    private final Predicate<SignalKey> wanted;
    private final Set<String> parties;
    private final Budget budget;
    private final List<LocalDate> days = new ArrayList<>();
    private final SortedMap<SignalKey, Life> lives = new TreeMap<>();

    private Timeline(
            History history,
            Span span,
            Function<World, Derivation> evaluate,
            Several several,
            Predicate<SignalKey> wanted,
            Set<String> parties,
            Budget budget) {
        this.history = history;
        this.span = span;
        this.evaluate = evaluate;
        this.several = several;
        this.wanted = wanted;
        this.parties = parties;
        this.budget = budget;
    }

    /** Which of the two clocks moves. */
    public enum Clock {
        /** The day in the world and the day of knowledge move together: what a run on that day would have said. */
        BOTH,
        /** The day in the world moves; what is known stays: hindsight. */
        VALID,
        /** The day in the world stays; what is known moves. */
        KNOWN
    }

    /**
     * What is asked.
     *
     * @param from the first day; what changes on it is told too
     * @param to the last day
     * @param still the day at which the clock stands that does not move; of no meaning if both move
     * @param everyDay whether each day is evaluated, and not only those that the dates on file give
     * @param ages whether any policy asks how old facts are
     * @param dates whether any policy holds the day against dates of facts or parameters
     */
    public record Span(
            LocalDate from,
            LocalDate to,
            Clock clock,
            LocalDate still,
            boolean everyDay,
            boolean ages,
            boolean dates) {}

    /** The most that is spent on finding causes: evaluations, and facts inserted and conclusions drawn in them. */
    public record Limits(int evaluations, long insertions) {}

    /**
     * How a signal stands on a day.
     *
     * @param floor its severity on what is certain; null if it is absent there
     * @param ceiling its severity if everything pending came about; null if it is absent there
     */
    public record Standing(
            @Nullable BigDecimal floor, @Nullable BigDecimal ceiling, Level level) {

        /** Whether it holds on what is certain. */
        public boolean established() {
            return floor != null;
        }

        /** Whether another says the same; 80 and 80.0 are one severity. */
        public boolean like(@Nullable Standing other) {
            return other != null && level == other.level && same(floor, other.floor) && same(ceiling, other.ceiling);
        }

        private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
            return one == null ? other == null : other != null && one.compareTo(other) == 0;
        }
    }

    /** Something on file that is another than on the day before. */
    public sealed interface Item {
        /** The id of the fact or of the parameter. */
        String id();
    }

    /** A fact; null where it does not hold. */
    public record FactItem(
            String id, @Nullable Assertion before, @Nullable Assertion after) implements Item {}

    /** A parameter; null where it is not in force. */
    public record ParameterItem(
            String id, @Nullable Parameter before, @Nullable Parameter after) implements Item {}

    /** How sure it is what brought a change about. */
    public enum How {
        /** The one item by itself. */
        ALONE,
        /** The items together; none of them can be spared. */
        TOGETHER,
        /** Nothing but the day: what is on file got older. */
        TIME,
        /** The budget was used up; the items are all that changed on that day. */
        UNDETERMINED
    }

    /** One way in which a change was brought about. */
    public record Cause(How how, List<Item> items) {
        public Cause {
            items = List.copyOf(items);
        }
    }

    /**
     * A signal is another than on the day before.
     *
     * @param before null if there was none
     * @param after null if there is none
     * @param causes each enough by itself; empty for what was there already when the span begins
     */
    public record Change(
            LocalDate date,
            @Nullable Standing before,
            @Nullable Standing after,
            List<Cause> causes) {
        public Change {
            causes = List.copyOf(causes);
        }
    }

    /**
     * One signal over the span.
     *
     * @param clause the clause that raised it first
     * @param concerns the ids of the parties that its proofs bind
     */
    public record Life(SignalKey key, String clause, SortedSet<String> concerns, List<Change> changes) {
        private Life finished() {
            return new Life(
                    key, clause, Collections.unmodifiableSortedSet(new TreeSet<>(concerns)), List.copyOf(changes));
        }
    }

    /**
     * What came of it.
     *
     * @param days the days that were evaluated for it, in order
     * @param lives the signals that hold at some time of the span, by what identifies them
     * @param evaluations how many evaluations were spent on finding causes
     */
    public record Course(List<LocalDate> days, List<Life> lives, int evaluations) {
        public Course {
            days = List.copyOf(days);
            lives = List.copyOf(lives);
        }
    }

    /**
     * The course of the signals over a span.
     *
     * @param evaluate evaluates one world, with its proofs
     * @param several looks at worlds of many days at once, of which only what is raised matters
     * @param wanted the signals whose causes are looked for; the others are left out
     */
    public static Course of(
            FactBase facts,
            ParameterSet parameters,
            Span span,
            Limits limits,
            Function<World, Derivation> evaluate,
            Several several,
            Predicate<SignalKey> wanted) {
        Timeline timeline = new Timeline(
                new History(facts, parameters, span.clock(), span.still()),
                span,
                evaluate,
                several,
                wanted,
                facts.parties().keySet(),
                new Budget(limits.evaluations(), limits.insertions()));
        timeline.walk();
        return new Course(
                timeline.days.stream().distinct().sorted().toList(),
                timeline.lives.values().stream().map(Life::finished).toList(),
                timeline.budget.spent());
    }

    /**
     * The days of a span, both ends included, on which a run of the day may say something else than one of the day before.
     *
     * @param ages whether any policy asks how old facts are
     * @param dates whether any policy holds the day against dates of facts or parameters
     */
    public static SortedSet<LocalDate> days(
            FactBase facts, ParameterSet parameters, LocalDate from, LocalDate to, boolean ages, boolean dates) {
        History history = new History(facts, parameters, Clock.BOTH, to);
        SortedSet<LocalDate> days = history.dates(from, to);
        if (dates) {
            days.addAll(history.named(from, to));
        }
        if (ages) {
            days.addAll(history.ageing(from, to).keySet());
        }
        return days;
    }

    private void walk() {
        LocalDate day = span.from().minusDays(1);
        Moment moment = history.on(day);
        Snapshot snapshot = look(day, moment);
        for (SignalKey key : wanted(snapshot.standings())) {
            note(key, snapshot, new Change(day, null, snapshot.standings().get(key), List.of()));
        }
        SortedMap<LocalDate, Moment> ahead = ahead(moment);
        List<LocalDate> dates = List.copyOf(ahead.keySet());
        several.budget()
                .during(
                        "going through the days",
                        "days",
                        dates.size(),
                        days::size,
                        () -> walk(day, moment, snapshot, dates, ahead));
    }

    private void walk(
            LocalDate first, Moment start, Snapshot before, List<LocalDate> dates, SortedMap<LocalDate, Moment> ahead) {
        LocalDate day = first;
        Moment moment = start;
        Snapshot snapshot = before;
        for (int at = 0; at < dates.size(); at += TOGETHER) {
            List<LocalDate> some = dates.subList(at, Math.min(dates.size(), at + TOGETHER));
            List<Snapshot> snapshots = Snapshot.of(
                    some.stream()
                            .map(d -> history.worlds(Objects.requireNonNull(ahead.get(d))))
                            .toList(),
                    several,
                    evaluate);
            days.addAll(some);
            for (int i = 0; i < some.size(); i++) {
                LocalDate next = some.get(i);
                Moment then = Objects.requireNonNull(ahead.get(next));
                compare(day, moment, snapshot, next, then, snapshots.get(i));
                snapshot = snapshots.get(i);
                day = next;
                moment = then;
            }
        }
    }

    /** The days on which something may be otherwise than on the one before. */
    private SortedMap<LocalDate, Moment> ahead(Moment before) {
        SortedMap<LocalDate, Set<String>> ageing =
                span.ages() ? history.ageing(span.from(), span.to()) : new TreeMap<>();
        SortedSet<LocalDate> named = span.dates() ? history.named(span.from(), span.to()) : new TreeSet<>();
        SortedMap<LocalDate, Moment> ahead = new TreeMap<>();
        Moment moment = before;
        for (LocalDate next : dates(ageing, named)) {
            Moment then = history.on(next);
            boolean older = ageing.getOrDefault(next, Set.of()).stream()
                    .anyMatch(id -> then.holding().containsKey(id));
            if (older
                    || named.contains(next)
                    || span.everyDay()
                    || !moment.changes(then).isEmpty()) {
                ahead.put(next, then);
                moment = then;
            }
        }
        return ahead;
    }

    private List<LocalDate> dates(SortedMap<LocalDate, Set<String>> ageing, SortedSet<LocalDate> named) {
        if (span.everyDay()) {
            return span.from().datesUntil(span.to().plusDays(1)).toList();
        }
        SortedSet<LocalDate> dates = history.dates(span.from(), span.to());
        dates.addAll(ageing.keySet());
        dates.addAll(named);
        return List.copyOf(dates);
    }

    private Snapshot look(LocalDate day, Moment moment) {
        days.add(day);
        return look(history.worlds(moment));
    }

    private Snapshot look(Worlds worlds) {
        return Snapshot.of(List.of(worlds), several, evaluate).get(0);
    }

    private void compare(LocalDate day, Moment before, Snapshot was, LocalDate next, Moment after, Snapshot is) {
        Causes causes = new Causes(history, before, after, is, this::look, budget);
        Map<LocalDate, Snapshot> between = new HashMap<>(Map.of(next, is));
        SortedSet<SignalKey> keys = wanted(was.standings());
        keys.addAll(wanted(is.standings()));
        for (SignalKey key : keys) {
            Standing earlier = was.standings().get(key);
            Standing now = is.standings().get(key);
            if (now == null ? earlier == null : now.like(earlier)) {
                continue;
            }
            Set<String> cited = new TreeSet<>(was.cited(key));
            cited.addAll(is.cited(key));
            List<Cause> found = causes.of(key, now, cited);
            boolean time = found.equals(List.of(new Cause(How.TIME, List.of())));
            LocalDate date = time ? first(key, now, day, next, between) : next;
            note(key, is.standings().containsKey(key) ? is : was, new Change(date, earlier, now, found));
        }
    }

    /** The first day after one and up to another on which a signal stands like that; between them only time passes. */
    private LocalDate first(
            SignalKey key, @Nullable Standing then, LocalDate after, LocalDate upTo, Map<LocalDate, Snapshot> between) {
        LocalDate low = after;
        LocalDate high = upTo;
        while (ChronoUnit.DAYS.between(low, high) > 1) {
            LocalDate middle = low.plusDays(ChronoUnit.DAYS.between(low, high) / 2);
            Standing stands = between.computeIfAbsent(middle, d -> look(d, history.on(d)))
                    .standings()
                    .get(key);
            if (then == null ? stands == null : then.like(stands)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private SortedSet<SignalKey> wanted(SortedMap<SignalKey, Standing> standings) {
        SortedSet<SignalKey> keys = new TreeSet<>(standings.keySet());
        keys.removeIf(wanted.negate());
        return keys;
    }

    private void note(SignalKey key, Snapshot snapshot, Change change) {
        List<Step> steps = snapshot.steps(key);
        Life life = lives.computeIfAbsent(
                key, k -> new Life(k, steps.get(0).clause(), new TreeSet<>(k.parties()), new ArrayList<>()));
        for (Step step : steps) {
            step.bindings().values().stream()
                    .filter(v -> v instanceof String id && parties.contains(id))
                    .forEach(v -> life.concerns().add(v.toString()));
        }
        life.changes().add(change);
    }
}
