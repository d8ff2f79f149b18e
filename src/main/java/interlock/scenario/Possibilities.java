package interlock.scenario;

import interlock.engine.Dependencies.Slice;
import interlock.engine.Guard;
import interlock.engine.Guards;
import interlock.engine.Possible;
import interlock.fact.Assertion;
import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that is there in some world, with the worlds in which it is: what {@link Worlds#world} says of each, at once. */
final class Possibilities {
    private final Worlds worlds;
    private final Guards guards;
    private final List<Prospect> order;
    private final Set<String> disputed;
    private final Map<String, Integer> places = new HashMap<>();

    /** @param order what may turn out in several ways, by the place at which the guards ask for it */
    Possibilities(Worlds worlds, List<Prospect> order, Guards guards) {
        this.worlds = worlds;
        this.guards = guards;
        this.order = order;
        this.disputed = worlds.disputed();
        for (int place = 0; place < order.size(); place++) {
            for (String id : order.get(place).facts()) {
                places.put(id, place);
            }
        }
    }

    /** @param among what there is at most; everything if empty */
    List<Possible> of(Optional<Slice> among) {
        List<Possible> all = new ArrayList<>();
        Map<String, Guard> there = new TreeMap<>();
        SortedSet<String> ids = new TreeSet<>(worlds.live().keySet());
        among.ifPresent(slice -> ids.retainAll(slice.facts()));
        for (String id : ids) {
            variants(id).forEach((fact, when) -> {
                all.add(new Possible(fact, when));
                if (fact instanceof Fact.Rivalry r) {
                    all.add(new Possible(Worlds.turned(r), when));
                }
                there.merge(id, when, guards::or);
            });
        }
        for (Given g : worlds.standing(among, Set.of())) {
            all.add(new Possible(g.conclusion(), guards.always()));
        }
        behind(there, all);
        for (Given g : worlds.dated(there.keySet())) {
            all.add(new Possible(g.conclusion(), there.getOrDefault(g.from().get(0), guards.never())));
        }
        return all;
    }

    /** The forms that a fact has in some world. */
    private Map<Fact, Guard> variants(String id) {
        Map<Fact, Guard> variants = new LinkedHashMap<>();
        Integer place = places.get(id);
        if (place == null) {
            asIs(id).ifPresent(f -> variants.put(f, guards.always()));
            return variants;
        }
        Map<Fact, Set<Integer>> turns = new LinkedHashMap<>();
        for (int turn = 0; turn < order.get(place).turns().size(); turn++) {
            Map<String, Optional<Fact>> facts =
                    order.get(place).turns().get(turn).facts();
            Optional<Fact> fact = facts.containsKey(id) ? facts.getOrDefault(id, Optional.empty()) : asIs(id);
            int at = turn;
            fact.ifPresent(f -> turns.computeIfAbsent(f, x -> new HashSet<>()).add(at));
        }
        turns.forEach((fact, at) -> variants.put(fact, guards.choice(place, at)));
        return variants;
    }

    /** The fact where nothing was chosen for it. */
    private Optional<Fact> asIs(String id) {
        Assertion a = worlds.live().get(id);
        return a == null || worlds.uncertain().contains(id) || disputed.contains(id)
                ? Optional.empty()
                : Optional.of(worlds.definite(a, Choice.FIRM));
    }

    /** Who stands behind each party, by which companies of its chain are there: see {@link Givens#behind}. */
    private void behind(Map<String, Guard> there, List<Possible> all) {
        there.forEach((id, when) -> {
            Fact party = fact(id);
            if (party instanceof Fact.Company || party instanceof Fact.Person || party instanceof Fact.Fund) {
                Set<String> chain = new HashSet<>(Set.of(id));
                String at = id;
                Guard open = when;
                while (open != guards.never()) {
                    String parent = fact(at) instanceof Fact.Company c && c.parent() != null ? c.parent() : "";
                    Guard higher = chain.add(parent)
                            ? guards.and(open, there.getOrDefault(parent, guards.never()))
                            : guards.never();
                    Guard ends = guards.and(open, guards.not(higher));
                    all.add(new Possible(new Derived.Behind(id, at), ends));
                    open = higher;
                    at = parent;
                }
            }
        });
    }

    private Fact fact(String id) {
        Assertion a = worlds.live().get(id);
        if (a == null) {
            throw new IllegalStateException("no fact " + id + " on file");
        }
        return a.fact();
    }
}
