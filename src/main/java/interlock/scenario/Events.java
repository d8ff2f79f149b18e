package interlock.scenario;

import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.Given;
import interlock.fact.Status;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived.Event;
import interlock.vocabulary.Derived.EventType;
import interlock.vocabulary.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The days on which something happened with facts, and the value of each threshold that applies by them. Neither depends on
 * the day that the world is looked at: a deal that is to close next year is held to the value on file for next year.
 */
final class Events {
    private final Map<String, Assertion> live;
    private final ParameterSet parameters;
    private final Asked asked;
    private final List<String> thresholds;
    private final SortedMap<String, LocalDate> signed = new TreeMap<>();

    /** @param live the facts that hold or may hold, by id */
    Events(FactBase facts, ParameterSet parameters, LocalDate knownAsOf, Map<String, Assertion> live, Asked asked) {
        this.live = live;
        this.parameters = parameters;
        this.asked = asked;
        this.thresholds = parameters.ids().stream()
                .filter(id -> parameters.event(id).isPresent() && asked.threshold(id))
                .toList();
        for (Assertion a : facts.assertions()) {
            // In order of assertion, so that the last word counts: that of the day on which it stood as signed.
            if (!a.asserted().isAfter(knownAsOf) && a.status() == Status.SIGNED && a.from() != null) {
                signed.put(a.id(), a.from());
            }
        }
    }

    /** What is given of some facts. */
    List<Given> of(Collection<String> ids) {
        List<Given> givens = new ArrayList<>();
        if (thresholds.isEmpty() && !asked.events()) {
            return givens;
        }
        for (String id : ids) {
            Assertion a = live.get(id);
            if (a != null) {
                for (EventType type : EventType.values()) {
                    day(a, type).ifPresent(day -> given(id, type, day, givens));
                }
            }
        }
        return givens;
    }

    private void given(String fact, EventType type, LocalDate day, List<Given> givens) {
        if (asked.events()) {
            givens.add(new Given(new Event(fact, type, day), List.of(fact)));
        }
        for (String threshold : thresholds) {
            if (parameters.event(threshold).filter(type::equals).isPresent()) {
                parameters
                        .inForce(threshold, day)
                        .map(p -> Thresholds.applicable(p, parameters, fact, type, day))
                        .ifPresent(a -> givens.add(new Given(a, List.of(fact))));
            }
        }
    }

    /** The day of an event of a live fact; empty if it is not on file. */
    Optional<LocalDate> day(String fact, EventType type) {
        return Optional.ofNullable(live.get(fact)).flatMap(a -> day(a, type));
    }

    private Optional<LocalDate> day(Assertion a, EventType type) {
        return Optional.ofNullable(
                switch (type) {
                    case SIGNING ->
                        a.milestones().signed() != null ? a.milestones().signed() : signed.get(a.id());
                    case CLOSING ->
                        a.milestones().closing() != null
                                ? a.milestones().closing()
                                : closes(a.fact()) && a.status() == Status.COMPLETED ? a.from() : null;
                    case PROCEEDING_START ->
                        a.fact() instanceof Fact.RegulatoryEvent r && r.type() == Fact.RegulatoryKind.INVESTIGATION
                                ? a.from()
                                : null;
                    case FACT_DATE -> a.from();
                });
    }

    /** Whether the first day of a completed fact of the kind is that of its closing. */
    private static boolean closes(Fact fact) {
        return fact instanceof Fact.Investment || fact instanceof Fact.Disposal || fact instanceof Fact.FundingRound;
    }
}
