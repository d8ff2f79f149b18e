package interlock.scenario;

import interlock.engine.Dependencies.Slice;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.Given;
import interlock.fact.Outcome;
import interlock.fact.World;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.EventType;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Rivalry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The worlds that a fact base allows on a day. The floor has what is certain, at its firm amounts; the ceiling every
 * live fact, at its cap; any other world is a choice for each uncertain fact.
 */
public final class Worlds {
    private static final String BAR = "likelihood.certain";

    private final LocalDate asOf;
    private final Credibility credibility;
    private final Happening happening;
    private final SortedMap<String, Assertion> live;
    private final SortedSet<String> uncertain;
    private final List<Dispute> disputes;
    private final List<Given> constants;
    private final Currencies currencies;
    private final Claims claims;
    private final Events events;
    private final SortedSet<String> inUnknownCurrency;
    private final SortedSet<String> expired;

    /** With everything that can be given, see {@link #Worlds(FactBase, ParameterSet, LocalDate, LocalDate, Asked)}. */
    public Worlds(FactBase facts, ParameterSet parameters, LocalDate asOf, LocalDate knownAsOf) {
        this(facts, parameters, asOf, knownAsOf, Asked.EVERYTHING);
    }

    /**
     * @param asOf the day that the world is looked at
     * @param knownAsOf the day whose knowledge counts; assertions made later are not known
     * @param asked what need be given
     */
    public Worlds(FactBase facts, ParameterSet parameters, LocalDate asOf, LocalDate knownAsOf, Asked asked) {
        this.asOf = asOf;
        this.credibility = new Credibility(facts, parameters, asOf);
        this.happening = new Happening(parameters, asOf);
        this.currencies = new Currencies(parameters, asOf);
        SortedMap<String, Assertion> holding = new TreeMap<>();
        SortedSet<String> silent = new TreeSet<>();
        for (Assertion a : facts.known(knownAsOf)) {
            if (a.status().live() && a.validOn(asOf)) {
                if (happening.freshness(a) == Happening.Freshness.EXPIRED) {
                    silent.add(a.id());
                } else {
                    holding.put(a.id(), a);
                }
            }
        }
        this.expired = Collections.unmodifiableSortedSet(silent);
        this.live = Collections.unmodifiableSortedMap(holding);
        this.disputes = disputes(holding, credibility);
        this.uncertain = Collections.unmodifiableSortedSet(uncertain(holding, credibility, bar(parameters, asOf)));
        this.inUnknownCurrency = Collections.unmodifiableSortedSet(inUnknownCurrency(holding.values(), currencies));
        this.claims = new Claims(
                holding.values(),
                currencies,
                new Sourcing(facts, credibility, happening).of(facts.known(knownAsOf), holding.keySet(), asOf));
        List<Given> givens = new ArrayList<>();
        givens.add(new Given(new Derived.Clock(asOf), List.of()));
        givens.addAll(Thresholds.given(parameters, asOf));
        givens.addAll(Givens.ended(facts.known(knownAsOf), credibility, bar(parameters, asOf), asOf));
        this.constants = List.copyOf(givens);
        this.events = new Events(facts, parameters, knownAsOf, live, asked);
    }

    /** The facts that hold or may hold on the day, by id, as they were last asserted. */
    public SortedMap<String, Assertion> live() {
        return live;
    }

    /** The ids of the live facts that are not certain. */
    public SortedSet<String> uncertain() {
        return uncertain;
    }

    /** Pairs of live facts of which one contradicts the other, by the id of the one that is not used. */
    public List<Dispute> disputes() {
        return disputes;
    }

    /** The ids of the live facts that lose against a better graded one that contradicts them; they enter no world. */
    public SortedSet<String> disputed() {
        SortedSet<String> ids = new TreeSet<>();
        disputes.forEach(d -> ids.add(d.other()));
        return ids;
    }

    /** The day of an event of a live fact; empty if it is not on file. */
    public Optional<LocalDate> day(String fact, EventType event) {
        return events.day(fact, event);
    }

    /** Ids of talks of which nothing was heard for so long that they count as lapsed. */
    public SortedSet<String> expired() {
        return expired;
    }

    /** Ids of talks of which nothing was heard for long; they count for less. */
    public SortedSet<String> stale() {
        SortedSet<String> ids = new TreeSet<>();
        for (Assertion a : live.values()) {
            if (happening.freshness(a) == Happening.Freshness.STALE) {
                ids.add(a.id());
            }
        }
        return ids;
    }

    LocalDate asOf() {
        return asOf;
    }

    /** Whether nothing live may turn out in more than one way, so that there is one world. */
    public boolean certain() {
        return prospects().isEmpty();
    }

    /** Everything live that may turn out in more than one way. */
    List<Prospect> prospects() {
        return new Prospects(this, credibility, happening).all();
    }

    Fact definite(Assertion assertion, Choice choice) {
        return currencies.definite(assertion, choice);
    }

    /** The fact with its firm amounts, an amount of which nothing is firm being unknown. */
    Fact untold(Assertion assertion) {
        return currencies.untold(assertion);
    }

    Fact definite(Assertion assertion, Outcome outcome) {
        return currencies.definite(assertion, outcome);
    }

    /** Every live fact, in whichever world, with its amounts at their cap. */
    public List<Fact> possibleFacts() {
        List<Fact> facts = new ArrayList<>();
        for (Assertion a : live.values()) {
            add(facts, currencies.definite(a, Choice.CAP));
        }
        return facts;
    }

    /** Everything that is given in some world. */
    public List<Given> possibleGivens() {
        SortedMap<String, Fact> byId = new TreeMap<>();
        live.values().forEach(a -> byId.put(a.id(), a.fact()));
        List<Given> givens = new ArrayList<>(constants);
        givens.addAll(Givens.behindAnywhere(byId));
        givens.addAll(dated(byId.keySet()));
        givens.addAll(claims.without(Set.of()));
        return givens;
    }

    /**
     * The world in which some facts turn out as chosen and all that is certain comes at its firm amounts, without what a
     * signal cannot depend on.
     *
     * @param chosen the fact as it is in that world by its id; empty if it is not there
     */
    World world(Map<String, Optional<Fact>> chosen, Slice among) {
        List<Fact> facts = new ArrayList<>();
        SortedMap<String, Fact> byId = new TreeMap<>();
        Set<String> disputed = disputed();
        for (String id : among.facts()) {
            Assertion a = live.get(id);
            Optional<Fact> fact = chosen.containsKey(id)
                    ? chosen.getOrDefault(id, Optional.empty())
                    : a == null || uncertain.contains(id) || disputed.contains(id)
                            ? Optional.empty()
                            : Optional.of(currencies.definite(a, Choice.FIRM));
            fact.ifPresent(f -> {
                add(facts, f);
                byId.put(id, f);
            });
        }
        List<Given> givens = standing(Optional.of(among), Set.of());
        givens.addAll(Givens.behind(byId));
        givens.addAll(dated(byId.keySet()));
        return new World(asOf, facts, givens);
    }

    /** The floor without some facts, and without what does not matter to a signal anyway. */
    World floorWithout(Set<String> dropped, Slice among) {
        return world(Worlds::inFloor, dropped, List.of(), Optional.of(among));
    }

    /** The ceiling without some facts, and without what does not matter to a signal anyway. */
    World ceilingWithout(Set<String> dropped, Slice among) {
        return world(Worlds::inCeiling, dropped, List.of(), Optional.of(among));
    }

    /** What is given of facts that are in a world, each from one of them: how old it is, and what follows from its days. */
    List<Given> dated(Collection<String> ids) {
        List<Given> givens = new ArrayList<>(Givens.ages(ids, live, asOf));
        givens.addAll(events.of(ids));
        return givens;
    }

    /** What is given in every world, but for what a signal does not depend on, and for what is said of some facts. */
    List<Given> standing(Optional<Slice> among, Set<String> dropped) {
        List<Given> givens = new ArrayList<>();
        for (Given g : constants) {
            if ((among.isEmpty() || among.get().givens().contains(g.conclusion()))
                    && g.from().stream().noneMatch(dropped::contains)) {
                givens.add(g);
            }
        }
        if (among.isEmpty()) {
            givens.addAll(claims.without(dropped));
        } else {
            for (Derived given : among.get().givens()) {
                Claims.about(given)
                        .filter(fact -> !dropped.contains(fact))
                        .ifPresent(fact ->
                                givens.add(new Given(given, live.containsKey(fact) ? List.of(fact) : List.of())));
            }
        }
        return givens;
    }

    private static void add(List<Fact> facts, Fact fact) {
        facts.add(fact);
        if (fact instanceof Rivalry r) {
            facts.add(turned(r));
        }
    }

    /** Ids of the facts whose currency cannot be turned into dollars on the day; their amounts are unknown. */
    public SortedSet<String> inUnknownCurrency() {
        return inUnknownCurrency;
    }

    private static SortedSet<String> inUnknownCurrency(Collection<Assertion> live, Currencies currencies) {
        SortedSet<String> ids = new TreeSet<>();
        for (Assertion a : live) {
            if (a.amounts().values().stream()
                    .anyMatch(m -> currencies.rate(m.currency(), a).isEmpty())) {
                ids.add(a.id());
            }
        }
        return ids;
    }

    /** What is certain, at its firm amounts. */
    public World floor() {
        return world(Worlds::inFloor, Set.of(), List.of());
    }

    /** Every live fact, at its cap. */
    public World ceiling() {
        return world(Worlds::inCeiling, Set.of(), List.of());
    }

    /** The floor as it would be without some facts. */
    public World floorWithout(Set<String> dropped) {
        return world(Worlds::inFloor, dropped, List.of());
    }

    /** The ceiling as it would be without some facts. */
    public World ceilingWithout(Set<String> dropped) {
        return world(Worlds::inCeiling, dropped, List.of());
    }

    /** The floor as it would be if the other side of some disputes were right. */
    public World floorReversing(List<Dispute> reversed) {
        return world(Worlds::inFloor, Set.of(), reversed);
    }

    /** The ceiling as it would be if the other side of some disputes were right. */
    public World ceilingReversing(List<Dispute> reversed) {
        return world(Worlds::inCeiling, Set.of(), reversed);
    }

    /** The world in which each uncertain fact turns out as chosen, and what is certain comes at its firm amounts. */
    public World world(Function<Assertion, Choice> choice) {
        return world((a, certain) -> certain ? Choice.FIRM : choice.apply(a), Set.of(), List.of());
    }

    private interface Choosing {
        Choice choose(Assertion assertion, boolean certain);
    }

    private static Choice inFloor(Assertion assertion, boolean certain) {
        return certain ? Choice.FIRM : Choice.ABSENT;
    }

    private static Choice inCeiling(Assertion assertion, boolean certain) {
        return Choice.CAP;
    }

    private World world(Choosing choosing, Set<String> dropped, List<Dispute> reversed) {
        return world(choosing, dropped, reversed, Optional.empty());
    }

    private World world(Choosing choosing, Set<String> dropped, List<Dispute> reversed, Optional<Slice> among) {
        SortedSet<String> unused = disputed();
        Map<String, String> standsIn = new TreeMap<>();
        for (Dispute d : reversed) {
            unused.remove(d.other());
            unused.add(d.used());
            standsIn.put(d.other(), d.used());
        }
        List<Fact> facts = new ArrayList<>();
        SortedMap<String, Fact> byId = new TreeMap<>();
        for (String id : among.isPresent() ? among.get().facts() : live.keySet()) {
            Assertion a = live.get(id);
            if (a == null) {
                continue;
            }
            // What stands in for another fact is as certain as that one was.
            boolean certain = !uncertain.contains(standsIn.getOrDefault(a.id(), a.id()));
            Choice choice =
                    dropped.contains(a.id()) || unused.contains(a.id()) ? Choice.ABSENT : choosing.choose(a, certain);
            if (choice != Choice.ABSENT) {
                Fact fact = currencies.definite(a, choice);
                add(facts, fact);
                byId.put(a.id(), fact);
            }
        }
        List<Given> givens = standing(among, dropped);
        givens.addAll(Givens.behind(byId));
        givens.addAll(dated(byId.keySet()));
        return new World(asOf, facts, givens);
    }

    /** The same rivalry seen from the other side. */
    static Rivalry turned(Rivalry r) {
        return new Rivalry(r.id(), /* left= */ r.right(), /* right= */ r.left(), r.market());
    }

    private static BigDecimal bar(ParameterSet parameters, LocalDate asOf) {
        return parameters.inForce(BAR, asOf).map(Parameter::value).orElse(BigDecimal.ONE);
    }

    private static SortedSet<String> uncertain(Map<String, Assertion> live, Credibility credibility, BigDecimal bar) {
        SortedSet<String> ids = new TreeSet<>();
        for (Assertion a : live.values()) {
            boolean certain = a.status().settled() && credibility.of(a).low().compareTo(bar) >= 0;
            if (!certain) {
                ids.add(a.id());
            }
        }
        return ids;
    }

    /** Of two facts that contradict each other the one with the higher lower bound of credibility is used; the older on a tie. */
    private static List<Dispute> disputes(Map<String, Assertion> live, Credibility credibility) {
        List<Dispute> disputes = new ArrayList<>();
        for (Assertion challenger : live.values()) {
            Assertion target = challenger.contradicts() == null ? null : live.get(challenger.contradicts());
            if (target != null) {
                boolean better = credibility
                                .of(challenger)
                                .low()
                                .compareTo(credibility.of(target).low())
                        > 0;
                disputes.add(
                        better ? new Dispute(challenger.id(), target.id()) : new Dispute(target.id(), challenger.id()));
            }
        }
        disputes.sort(Comparator.comparing(Dispute::other).thenComparing(Dispute::used));
        return List.copyOf(disputes);
    }
}
