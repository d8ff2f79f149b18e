package interlock.engine;

import interlock.derive.Deriver;
import interlock.derive.Derivers;
import interlock.derive.Group;
import interlock.engine.OpenClause.Unknown;
import interlock.fact.Given;
import interlock.fact.World;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What derivers make of the facts that policies are evaluated on: in one world, and in all worlds at once. */
final class Deriving {
    /** In more combinations than that of the facts of one group only the worlds themselves are looked at. */
    private static final int COMBINATIONS = 4_096;

    private static final String VOTES = "voting";

    private Deriving() {}

    /** A world with all that is derived of its facts and that some policy reads. */
    static World completed(World world, List<Deriver> derivers) {
        if (derivers.isEmpty()) {
            return world;
        }
        Set<Given> givens = new LinkedHashSet<>(world.givens());
        derivers.forEach(d -> givens.addAll(d.derive(world.facts())));
        return new World(world.asOf(), world.facts(), List.copyOf(givens));
    }

    /**
     * What is derived in some world, with the worlds in which it is. A group is looked at in each of the ways in which its
     * facts can be there together.
     *
     * @param once what was derived before
     * @throws TooMuch if there are too many of these
     */
    static List<Possible> possible(
            List<Deriver> derivers, DerivedOnce once, Collection<Possible> possible, Guards guards) {
        List<Possible> derived = new ArrayList<>();
        for (Deriver deriver : derivers) {
            Map<String, Map<Fact, Guard>> forms = forms(deriver, possible, guards);
            List<Fact> all = new ArrayList<>();
            forms.values().forEach(f -> all.addAll(f.keySet()));
            Map<Object, Guard> found = new LinkedHashMap<>();
            for (Group group : deriver.groups(all)) {
                new Ways(guards, forms, List.copyOf(group.facts()))
                        .each(way -> once.of(deriver, way.facts())
                                .forEach(g -> found.merge(g.conclusion(), way.when(), guards::or)));
            }
            found.forEach((conclusion, when) -> derived.add(new Possible(conclusion, when)));
        }
        return derived;
    }

    /**
     * What nobody tells of the facts that something was derived from, where one of its figures is unknown: their votes for a
     * figure about votes, otherwise their other shares. Empty for what no deriver derives.
     */
    static List<Unknown> unknown(Derived given, String figure, Collection<Fact> grounds) {
        List<Unknown> unknown = new ArrayList<>();
        if (Derivers.KINDS.contains(given.getClass().getSimpleName())) {
            for (Fact fact : grounds) {
                Kind kind = Kind.of(fact);
                for (Field field : kind.fields()) {
                    if (field.type() == Field.Type.SHARE
                            && field.name().equals(VOTES) == figure.startsWith("votes")
                            && !(fact instanceof Fact.Company)
                            && kind.value(fact, field.name()) instanceof Range share
                            && (share.low() == null || share.high() == null)) {
                        unknown.add(new Unknown(kind.name(), fact.id(), null, field.name(), new TreeMap<>()));
                    }
                }
            }
        }
        return unknown;
    }

    /** The facts that a deriver sees, in each form that differs to it, with the worlds in which it has it. */
    private static Map<String, Map<Fact, Guard>> forms(Deriver deriver, Collection<Possible> possible, Guards guards) {
        Map<String, Map<Fact, Guard>> forms = new TreeMap<>();
        for (Possible p : possible) {
            if (p.item() instanceof Fact fact) {
                deriver.seen(fact)
                        .ifPresent(seen -> forms.computeIfAbsent(seen.id(), id -> new LinkedHashMap<>())
                                .merge(seen, p.when(), guards::or));
            }
        }
        return forms;
    }

    /** Facts that are there together in some worlds, without the others of their group. */
    private record Way(List<Fact> facts, Guard when) {}

    /** All ways in which the facts of a group can be there. */
    private record Ways(Guards guards, Map<String, Map<Fact, Guard>> forms, List<String> ids) {

        void each(Consumer<Way> then) {
            List<Way> ways = List.of(new Way(List.of(), guards.always()));
            for (String id : ids) {
                List<Way> next = new ArrayList<>();
                for (Way way : ways) {
                    Guard absent = way.when();
                    for (Map.Entry<Fact, Guard> form :
                            forms.getOrDefault(id, Map.of()).entrySet()) {
                        Guard there = guards.and(way.when(), form.getValue());
                        absent = guards.and(absent, guards.not(form.getValue()));
                        if (there != guards.never()) {
                            List<Fact> more = new ArrayList<>(way.facts());
                            more.add(form.getKey());
                            next.add(new Way(more, there));
                        }
                    }
                    if (absent != guards.never()) {
                        next.add(new Way(way.facts(), absent));
                    }
                }
                if (next.size() > COMBINATIONS) {
                    throw new TooMuch("more than " + COMBINATIONS + " ways in which facts can be there together");
                }
                ways = next;
            }
            ways.forEach(then);
        }
    }
}
