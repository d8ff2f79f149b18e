package interlock.engine;

import interlock.derivation.SignalKey;
import interlock.engine.OpenClause.Unknown;
import interlock.engine.Pool.Thing;
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
import interlock.vocabulary.Derived.EventType;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Records;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out policies where figures are unknown: every conclusion either holds whatever they are, or may hold. Clauses are
 * carried out in the order of their strata, as in {@link Sweep}; what is gathered is kept between bounds.
 */
// INVARIANT(suppositions): whatever a clause concludes for some way of telling the figures, or some of them, is there,
// with values
// within their bounds; what is sure is concluded for every way.
final class Suppositions {
    private static final Pool EMPTY = new Pool();
    private static final String AGE = "Age";
    /** The fields under which a signal names its first parties, empty where it has fewer. */
    static final List<String> PLACES = List.of("first", "second", "third");

    private static final String CLAIM = "Claim";
    private static final String ATTRIBUTE = "attribute";

    private final Script script;
    private final Blanks blanks;
    private final Appraisal appraisal;
    private final long most;
    private final Map<String, Pool> pools = new HashMap<>();
    private final Map<String, Fact> facts = new HashMap<>();
    private final Set<SignalKey> sure = new HashSet<>();
    private final SortedMap<SignalKey, SortedMap<String, List<Open>>> open = new TreeMap<>();
    private final AtomicLong steps = new AtomicLong();

    /** A way of matching a clause that raises a signal, of which some figures are unknown. */
    record Open(Lacks lacks, SortedSet<String> facts) {}

    /** How one got to a condition: what was matched, and what of it is not sure. */
    private record Way(
            boolean sure,
            Lacks lacks,
            @Nullable Way before,
            @Nullable Thing thing) {
        static final Way START = new Way(true, Lacks.NONE, null, null);

        Way maybe(Lacks more) {
            return new Way(false, lacks.and(more), this, null);
        }

        Way over(Thing matched) {
            return new Way(sure && matched.sure(), matched.sure() ? lacks : lacks.and(matched.lacks()), this, matched);
        }

        List<Thing> things() {
            List<Thing> things = new ArrayList<>();
            for (Way way = this; way != null; way = way.before) {
                if (way.thing != null) {
                    things.add(way.thing);
                }
            }
            Collections.reverse(things);
            return things;
        }

        SortedSet<String> facts() {
            SortedSet<String> facts = new TreeSet<>();
            things().forEach(t -> facts.addAll(t.facts()));
            return facts;
        }
    }

    /** @param most how many steps may be taken */
    Suppositions(Script script, Blanks blanks, long most) {
        this.script = script;
        this.blanks = blanks;
        this.appraisal = new Appraisal(blanks);
        this.most = most;
    }

    /** Puts a fact or a given in; without lacks, it is sure to be there. */
    void add(Object item, Lacks lacks) {
        step();
        SortedSet<String> on = new TreeSet<>();
        if (item instanceof Fact fact) {
            on.add(fact.id());
            facts.put(fact.id(), fact);
        }
        pool(item.getClass().getSimpleName()).add(new Thing(item, lacks.isEmpty(), lacks, on), appraisal);
    }

    private Pool pool(String kind) {
        return pools.computeIfAbsent(kind, k -> new Pool());
    }

    /** The signals that hold whatever the unknown figures are. */
    Set<SignalKey> sure() {
        return sure;
    }

    /** The others that may hold, by clause; of the ways of each clause those that lack the least. */
    SortedMap<SignalKey, SortedMap<String, List<Open>>> open() {
        return open;
    }

    /** Carries out all clauses. */
    void run() {
        List<Rule> rules = script.rules();
        TreeSet<Integer> todo = new TreeSet<>();
        for (int i = 0; i < rules.size(); i++) {
            todo.add(i);
        }
        while (!todo.isEmpty()) {
            int next = todo.first();
            todo.remove(next);
            Rule rule = rules.get(next);
            @Nullable Object[] bound = new @Nullable Object[rule.slots()];
            Set<String> changed = new TreeSet<>();
            walk(
                    rule.steps(),
                    0,
                    bound,
                    Way.START,
                    way -> rule.endings().forEach(e -> end(rule, e, bound, way, changed)));
            for (int i = 0; i < rules.size(); i++) {
                if (rules.get(i).matches().stream().anyMatch(changed::contains)) {
                    todo.add(i);
                }
            }
        }
    }

    private void step() {
        script.policies().budget().gauge().stopped().ifPresent(why -> {
            throw LimitReached.ofBudget(why + " in looking for what is unknown");
        });
        if (steps.incrementAndGet() > most) {
            throw new LimitReached("the limit of " + most + " steps was reached in looking for what is unknown");
        }
    }

    private void walk(List<Step> path, int at, @Nullable Object[] bound, Way way, Consumer<Way> end) {
        if (at == path.size()) {
            end.accept(way);
            return;
        }
        Step step = path.get(at);
        Consumer<Way> on = w -> walk(path, at + 1, bound, w, end);
        if (step instanceof Look look) {
            look(look, bound, way, on);
        } else if (step instanceof Deny deny) {
            deny(deny, bound, way, on);
        } else if (step instanceof Choose choose) {
            choose.branches().forEach(b -> walk(b, 0, bound, way, on));
        } else if (step instanceof Through through) {
            through(through, bound, way, on);
        } else if (step instanceof Gather gather) {
            gather(gather, bound, way, on);
        }
    }

    // ---- one condition

    private void look(Look look, @Nullable Object[] bound, Way way, Consumer<Way> then) {
        Pool pool = pools.getOrDefault(look.kind(), EMPTY);
        @Nullable List<Integer> places = null;
        for (Lookup key : look.keys()) {
            @Nullable
            List<Integer> found = pool.where(key.field(), appraisal.value(key.value(), bound, null), appraisal);
            places = places == null || (found != null && found.size() < places.size()) ? found : places;
        }
        boolean standsIn = standsIn(look);
        boolean told = false;
        int size = places == null ? pool.size() : places.size();
        for (int i = 0; i < size; i++) {
            Thing thing = pool.get(places == null ? i : places.get(i));
            told |= standsIn && identifies(look, thing.item(), bound);
            passes(look, thing, bound, way, then);
        }
        if (standsIn && !told) {
            standIns(look, bound).forEach(t -> passes(look, t, bound, way, then));
        }
    }

    private void passes(Look look, Thing thing, @Nullable Object[] bound, Way way, Consumer<Way> then) {
        step();
        if (look.slot() >= 0) {
            bound[look.slot()] = thing.item();
        }
        Way on = way;
        for (Test test : look.tests()) {
            if (test.field() != null) {
                bound[test.slot()] = appraisal.value(test.field(), bound, thing.item());
            }
            if (test.check() != null) {
                Answer answer = appraisal.answer(test.check(), bound, thing.item());
                if (answer.truth() == Answer.Truth.NO) {
                    return;
                }
                on = answer.truth() == Answer.Truth.YES ? on : on.maybe(answer.lacks());
            }
        }
        then.accept(on.over(thing));
    }

    private void deny(Deny deny, @Nullable Object[] bound, Way way, Consumer<Way> then) {
        List<Way> there = new ArrayList<>();
        walk(deny.steps(), 0, bound, Way.START, there::add);
        if (there.stream().anyMatch(Way::sure)) {
            return;
        }
        Way on = way;
        for (Way w : there) {
            on = on.maybe(w.lacks());
        }
        then.accept(on);
    }

    private void through(Through through, @Nullable Object[] bound, Way way, Consumer<Way> then) {
        @Nullable Object list = appraisal.value(through.list(), bound, null);
        if (!(list instanceof List<?> all)) {
            bound[through.slot()] = Vague.anything(Appraisal.lacks(list));
            then.accept(way.maybe(Appraisal.lacks(list)));
            return;
        }
        for (Object one : all) {
            if (through.type().isInstance(one)) {
                bound[through.slot()] = one;
                then.accept(way);
            }
        }
    }

    // ---- what is on no file

    /** Whether the pattern asks for the figures of something that it names, so that these are unknown where none is told. */
    private boolean standsIn(Look look) {
        boolean asked = look.kind().equals(AGE)
                || look.kind().equals(CLAIM)
                || (blanks.figures(look.kind()) && look.tests().stream().anyMatch(t -> figure(look.kind(), t)));
        return asked && look.keys().stream().anyMatch(k -> k.value() instanceof Formula.OfVariable);
    }

    private boolean figure(String kind, Test test) {
        return (test.field() != null && figure(kind, test.field()))
                || (test.check() != null && figure(kind, test.check()));
    }

    /** Whether a formula reads a figure of what the pattern looks at. */
    private boolean figure(String kind, Formula formula) {
        if (formula instanceof Formula.OfItem field) {
            return blanks.figure(kind, field.path())
                    || (field.path().size() == 1
                            && blanks.figure(kind, List.of(field.path().get(0), "low")));
        }
        if (formula instanceof Formula.Call call) {
            return call.arguments().stream().anyMatch(a -> figure(kind, a));
        }
        if (formula instanceof Formula.Compared c) {
            return figure(kind, c.left()) || figure(kind, c.right());
        }
        if (formula instanceof Formula.Joined joined) {
            return joined.parts().stream().anyMatch(p -> figure(kind, p));
        }
        if (formula instanceof Formula.Within within) {
            return figure(kind, within.value()) || figure(kind, within.list());
        }
        return formula instanceof Formula.Listed listed
                && listed.items().stream().anyMatch(i -> figure(kind, i));
    }

    /** Whether it is what the pattern asks about, whatever figures it tells. */
    private boolean identifies(Look look, Object item, @Nullable Object[] bound) {
        if (look.slot() >= 0) {
            bound[look.slot()] = item;
        }
        for (Test test : look.tests()) {
            if (test.field() != null) {
                bound[test.slot()] = appraisal.value(test.field(), bound, item);
            }
            boolean aside = look.kind().equals(AGE) && !identifying(look, test);
            if (test.check() != null
                    && !aside
                    && !figure(look.kind(), test.check())
                    && appraisal.answer(test.check(), bound, item).truth() == Answer.Truth.NO) {
                return false;
            }
        }
        return true;
    }

    private static boolean identifying(Look look, Test test) {
        return look.keys().stream()
                .anyMatch(k -> test.check() instanceof Formula.Compared c
                        && c.left() instanceof Formula.OfItem field
                        && field.path().equals(List.of(k.field())));
    }

    /** What takes the place of something that is on no file, knowing nothing but what identifies it. */
    private List<Thing> standIns(Look look, @Nullable Object[] bound) {
        Map<String, @Nullable Object> identity = new LinkedHashMap<>();
        for (Lookup key : look.keys()) {
            @Nullable Object value = appraisal.value(key.value(), bound, null);
            // What is asked for as having none, such as a region, identifies too; only what is not bound does not.
            boolean none = value == null && key.value() instanceof Formula.Literal;
            if ((value == null && !none) || value instanceof Vague) {
                return List.of();
            }
            identity.put(key.field(), value);
        }
        if (blanks.figures(look.kind())) {
            return List.of(standIn(look.kind(), identity, Lacks.NONE));
        }
        @Nullable Fact fact = facts.get(String.valueOf(identity.get("fact")));
        if (fact == null) {
            return List.of();
        }
        if (look.kind().equals(AGE)) {
            Lacks lacks = blanks.lacks(Unknown.ofEvent(fact.id(), EventType.FACT_DATE));
            identity.put("months", new Vague(BigDecimal.ZERO, null, false, lacks));
            return List.of(standIn(AGE, identity, lacks));
        }
        List<Thing> claims = new ArrayList<>();
        for (String attribute : Records.components(fact.getClass())) {
            boolean asked = !identity.containsKey(ATTRIBUTE) || attribute.equals(identity.get(ATTRIBUTE));
            if (asked && blanks.value(fact, List.of(attribute)) instanceof Vague amount) {
                Map<String, @Nullable Object> claim = new LinkedHashMap<>(identity);
                claim.put(ATTRIBUTE, attribute);
                claim.put("firm", amount);
                claim.put("cap", amount);
                claims.add(standIn(CLAIM, claim, amount.lacks()));
            }
        }
        return claims;
    }

    private static Thing standIn(String kind, Map<String, @Nullable Object> identity, Lacks lacks) {
        return new Thing(new Tuple(kind, identity, true), false, lacks, new TreeSet<>());
    }

    // ---- accumulate

    private void gather(Gather gather, @Nullable Object[] bound, Way way, Consumer<Way> then) {
        List<Figure> figures = gather.figures();
        List<Gathered> members = new ArrayList<>();
        walk(gather.steps(), 0, bound, Way.START, w -> {
            List<@Nullable Object> values = new ArrayList<>();
            figures.forEach(f -> values.add(f.of() < 0 ? null : bound[f.of()]));
            members.add(new Gathered(values, w.sure(), w.lacks(), group(w)));
        });
        for (int i = 0; i < figures.size(); i++) {
            step();
            bound[figures.get(i).slot()] = Gathered.result(figures.get(i).tally(), members, i);
        }
        Way on = way;
        for (Formula check : gather.checks()) {
            Answer answer = appraisal.answer(check, bound, null);
            if (answer.truth() == Answer.Truth.NO) {
                return;
            }
            on = answer.truth() == Answer.Truth.YES ? on : on.maybe(answer.lacks());
        }
        then.accept(on);
    }

    /** What it rests on, without the numbers of conclusions that may be the same conclusion in the end. */
    private Gathered.Group group(Way way) {
        List<Thing> things = way.things();
        if (things.stream().noneMatch(this::blurs)) {
            return new Gathered.Group("", false);
        }
        StringBuilder group = new StringBuilder();
        boolean vague = false;
        for (Thing thing : things) {
            group.append(thing.item() instanceof Tuple tuple && blurs(thing) ? tuple.blurred() : thing.item())
                    .append('\n');
            vague |= thing.item() instanceof Tuple tuple && tuple.vague();
        }
        return new Gathered.Group(group.toString(), vague);
    }

    private boolean blurs(Thing thing) {
        return thing.item() instanceof Tuple tuple
                && pools.getOrDefault(tuple.kind(), EMPTY).vague();
    }

    // ---- conclusions

    private void end(Rule rule, Ending ending, @Nullable Object[] bound, Way way, Set<String> changed) {
        if (ending instanceof Raise raise) {
            raise(rule, raise, bound, way, changed);
        } else if (ending instanceof Conclude conclude) {
            List<String> fields = Records.components(conclude.kind().getDeclaringClass());
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                values.put(fields.get(i), appraisal.value(conclude.values().get(i), bound, null));
            }
            add(new Tuple(conclude.kind().getDeclaringClass().getSimpleName(), values, false), way, changed);
        }
    }

    private void raise(Rule rule, Raise raise, @Nullable Object[] bound, Way way, Set<String> changed) {
        ClauseBook.Entry clause =
                script.policies().book().clauses().get(rule.shape().ruleName());
        if (clause == null) {
            return;
        }
        List<String> parties = new ArrayList<>();
        for (Formula party : raise.parties()) {
            if (!(appraisal.value(party, bound, null) instanceof String id)) {
                return;
            }
            parties.add(id);
        }
        SignalKey key = new SignalKey(clause.policy(), clause.grade(), parties);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("policy", clause.policy());
        values.put("pack", clause.pack());
        values.put("grade", clause.grade());
        values.put("level", clause.level());
        values.put("parties", parties);
        for (int i = 0; i < PLACES.size(); i++) {
            values.put(PLACES.get(i), i < parties.size() ? parties.get(i) : "");
        }
        add(new Tuple("Signal", values, false), way, changed);
        if (way.sure()) {
            sure.add(key);
        } else if (!way.lacks().isEmpty()) {
            keep(
                    new Open(way.lacks(), way.facts()),
                    open.computeIfAbsent(key, k -> new TreeMap<>())
                            .computeIfAbsent(rule.shape().clause(), c -> new ArrayList<>()));
        }
    }

    private static void keep(Open found, List<Open> ways) {
        int least = ways.isEmpty() ? Integer.MAX_VALUE : ways.get(0).lacks().size();
        if (found.lacks().size() < least) {
            ways.clear();
        }
        if (found.lacks().size() <= least && ways.size() < OpenClauses.KEPT && !ways.contains(found)) {
            ways.add(found);
        }
    }

    private void add(Tuple tuple, Way way, Set<String> changed) {
        if (pool(tuple.kind()).conclude(new Thing(tuple, way.sure(), way.lacks(), way.facts()), appraisal)) {
            changed.add(tuple.kind());
        }
    }
}
