package interlock.scenario;

import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.Given;
import interlock.fact.World;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Rivalry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    private final SortedMap<String, Assertion> live;
    private final SortedSet<String> uncertain;
    private final SortedSet<String> disputed;
    private final List<Given> constants;
    private final Currencies currencies;
    private final Claims claims;

    /**
     * @param asOf the day that the world is looked at
     * @param knownAsOf the day whose knowledge counts; assertions made later are not known
     */
    public Worlds(FactBase facts, ParameterSet parameters, LocalDate asOf, LocalDate knownAsOf) {
        this.asOf = asOf;
        Credibility credibility = new Credibility(facts, parameters, asOf);
        this.currencies = new Currencies(parameters, asOf);
        SortedMap<String, Assertion> holding = new TreeMap<>();
        for (Assertion a : facts.known(knownAsOf)) {
            if (a.status().live() && a.validOn(asOf)) {
                holding.put(a.id(), a);
            }
        }
        this.live = Collections.unmodifiableSortedMap(holding);
        this.disputed = Collections.unmodifiableSortedSet(disputed(holding, credibility));
        this.uncertain = Collections.unmodifiableSortedSet(uncertain(holding, credibility, bar(parameters, asOf)));
        this.claims = new Claims(holding.values(), currencies);
        List<Given> givens = new ArrayList<>();
        givens.add(new Given(new Derived.Clock(asOf), List.of()));
        for (Parameter p : parameters.inForce(asOf)) {
            givens.add(new Given(
                    new Derived.Parameter(
                            p.id(), p.value(), p.interval().low(), p.interval().high(), p.unit(), p.jurisdiction()),
                    List.of()));
        }
        this.constants = List.copyOf(givens);
    }

    /** The facts that hold or may hold on the day, by id, as they were last asserted. */
    public SortedMap<String, Assertion> live() {
        return live;
    }

    /** The ids of the live facts that are not certain. */
    public SortedSet<String> uncertain() {
        return uncertain;
    }

    /** The ids of the live facts that lose against a better graded one that contradicts them; they enter no world. */
    public SortedSet<String> disputed() {
        return disputed;
    }

    /** Ids of the facts whose currency cannot be turned into dollars on the day; their amounts are unknown. */
    public SortedSet<String> inUnknownCurrency() {
        SortedSet<String> ids = new TreeSet<>();
        for (Assertion a : live.values()) {
            if (a.amounts().values().stream()
                    .anyMatch(m -> currencies.rate(m.currency(), a).isEmpty())) {
                ids.add(a.id());
            }
        }
        return ids;
    }

    /** What is certain, at its firm amounts. */
    public World floor() {
        return world(Worlds::inFloor, Set.of());
    }

    /** Every live fact, at its cap. */
    public World ceiling() {
        return world(Worlds::inCeiling, Set.of());
    }

    /** The floor as it would be without some facts. */
    public World floorWithout(Set<String> dropped) {
        return world(Worlds::inFloor, dropped);
    }

    /** The ceiling as it would be without some facts. */
    public World ceilingWithout(Set<String> dropped) {
        return world(Worlds::inCeiling, dropped);
    }

    /** The world in which each uncertain fact turns out as chosen, and what is certain comes at its firm amounts. */
    public World world(Function<Assertion, Choice> choice) {
        return world((a, certain) -> certain ? Choice.FIRM : choice.apply(a), Set.of());
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

    private World world(Choosing choosing, Set<String> dropped) {
        List<Fact> facts = new ArrayList<>();
        SortedMap<String, Fact> byId = new TreeMap<>();
        for (Assertion a : live.values()) {
            Choice choice = dropped.contains(a.id()) || disputed.contains(a.id())
                    ? Choice.ABSENT
                    : choosing.choose(a, !uncertain.contains(a.id()));
            if (choice != Choice.ABSENT) {
                Fact fact = currencies.definite(a, choice);
                facts.add(fact);
                byId.put(a.id(), fact);
                if (fact instanceof Rivalry r) {
                    facts.add(turned(r));
                }
            }
        }
        List<Given> givens = new ArrayList<>(constants);
        givens.addAll(Givens.behind(byId));
        givens.addAll(Givens.ages(byId.keySet(), live, asOf));
        givens.addAll(claims.without(dropped));
        return new World(asOf, facts, givens);
    }

    /** The same rivalry seen from the other side. */
    private static Rivalry turned(Rivalry r) {
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

    /** Of two facts that contradict each other the one with the lower bound of credibility loses; the challenger on a tie. */
    private static SortedSet<String> disputed(Map<String, Assertion> live, Credibility credibility) {
        SortedSet<String> ids = new TreeSet<>();
        for (Assertion challenger : live.values()) {
            Assertion target = challenger.contradicts() == null ? null : live.get(challenger.contradicts());
            if (target != null) {
                boolean better = credibility
                                .of(challenger)
                                .low()
                                .compareTo(credibility.of(target).low())
                        > 0;
                ids.add(better ? target.id() : challenger.id());
            }
        }
        return ids;
    }
}
