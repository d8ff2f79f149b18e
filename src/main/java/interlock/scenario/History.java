package interlock.scenario;

import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.Source;
import interlock.fact.Status;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Records;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A fact base and its parameters seen day by day: by one of the two clocks while the other stands still, or by both. */
final class History {
    private static final String MONTHS = "months";

    private final FactBase facts;
    private final ParameterSet parameters;
    private final Timeline.Clock clock;
    private final LocalDate still;

    /** @param still the day at which the clock stands that does not move; of no meaning if both move */
    History(FactBase facts, ParameterSet parameters, Timeline.Clock clock, LocalDate still) {
        this.facts = facts;
        this.parameters = parameters;
        this.clock = clock;
        this.still = still;
    }

    /**
     * The days of a span, both ends included, on which the dates on file say that something may change: a fact begins,
     * has ended or is asserted, talks count as lapsed since nothing was heard of them, a parameter changes.
     */
    SortedSet<LocalDate> dates(LocalDate from, LocalDate to) {
        SortedSet<LocalDate> dates = new TreeSet<>();
        boolean world = clock != Timeline.Clock.KNOWN;
        for (Assertion a : facts.assertions()) {
            if (clock != Timeline.Clock.VALID && !a.asserted().equals(Assertion.SINCE_EVER)) {
                dates.add(a.asserted());
            }
            if (world && a.from() != null) {
                dates.add(a.from());
            }
            if (world && a.to() != null) {
                dates.add(a.to().plusDays(1));
            }
            if (world && Happening.fades(a)) {
                lapses().forEach(days -> dates.add(a.asserted().plusDays(days)));
            }
        }
        for (Parameter p : parameters.all()) {
            if (world && p.effectiveFrom() != null) {
                dates.add(p.effectiveFrom());
            }
            if (world && p.effectiveTo() != null) {
                dates.add(p.effectiveTo().plusDays(1));
            }
        }
        return new TreeSet<>(dates.subSet(from, to.plusDays(1)));
    }

    /** The days of a span that any fact, source or parameter names, each with the day after it. */
    SortedSet<LocalDate> named(LocalDate from, LocalDate to) {
        SortedSet<LocalDate> dates = new TreeSet<>();
        if (clock != Timeline.Clock.KNOWN) {
            facts.assertions().forEach(a -> {
                named(a, Records.components(Assertion.class), dates);
                named(
                        a.fact(),
                        Kind.of(a.fact()).fields().stream().map(Field::name).toList(),
                        dates);
            });
            facts.sources().values().forEach(s -> named(s, Records.components(Source.class), dates));
            parameters.all().forEach(p -> named(p, Records.components(Parameter.class), dates));
        }
        return new TreeSet<>(dates.subSet(from, to.plusDays(1)));
    }

    private static void named(Object item, List<String> fields, SortedSet<LocalDate> dates) {
        for (String field : fields) {
            if (Records.value(item, field) instanceof LocalDate date && date.isBefore(LocalDate.MAX)) {
                dates.add(date);
                dates.add(date.plusDays(1));
            }
        }
    }

    /** After how many days without a word talks count as lapsed, by any value on file. */
    private SortedSet<Long> lapses() {
        SortedSet<Long> days = new TreeSet<>();
        for (Parameter p : parameters.values(Happening.LAPSE)) {
            BigDecimal value = p.value();
            if (value != null) {
                days.add(value.longValue());
            }
        }
        return days;
    }

    /** The days of a span on which a fact gets as old, or older, than a parameter in months says; with those facts. */
    SortedMap<LocalDate, Set<String>> ageing(LocalDate from, LocalDate to) {
        SortedMap<LocalDate, Set<String>> days = new TreeMap<>();
        if (clock == Timeline.Clock.KNOWN) {
            return days;
        }
        SortedSet<Integer> thresholds = new TreeSet<>();
        for (Parameter p : parameters.all()) {
            BigDecimal value = p.value();
            if (value != null && p.unit().equals(MONTHS)) {
                int months = value.setScale(0, RoundingMode.FLOOR).intValue();
                thresholds.addAll(List.of(months, months + 1));
            }
        }
        for (Assertion a : facts.assertions()) {
            LocalDate begins = a.from();
            if (begins != null) {
                for (int months : thresholds) {
                    days.computeIfAbsent(aged(begins, months), d -> new TreeSet<>())
                            .add(a.id());
                }
            }
        }
        return new TreeMap<>(days.subMap(from, to.plusDays(1)));
    }

    /** The first day on which that many whole months have passed; after the 31st that is not always the same day of the month. */
    private static LocalDate aged(LocalDate begins, int months) {
        LocalDate day = begins.plusMonths(months);
        return Period.between(begins, day).toTotalMonths() >= months ? day : day.plusDays(1);
    }

    /** What decides the worlds of a day. */
    Moment on(LocalDate day) {
        LocalDate asOf = clock == Timeline.Clock.KNOWN ? still : day;
        LocalDate knownAsOf = clock == Timeline.Clock.VALID ? still : day;
        SortedMap<String, Parameter> inForce = new TreeMap<>();
        parameters.inForce(asOf).forEach(p -> inForce.put(p.id(), p));
        return new Moment(asOf, knownAsOf, new Worlds(facts, parameters, asOf, knownAsOf).live(), inForce);
    }

    /** The worlds of a moment. */
    Worlds worlds(Moment moment) {
        return new Worlds(facts, parameters, moment.asOf(), moment.knownAsOf());
    }

    /**
     * The worlds of a moment if some of what changed since an earlier one were still as it was then, while the day is that
     * of the later moment.
     */
    Worlds worlds(Moment before, Moment after, List<Timeline.Item> held) {
        Set<String> facts = new HashSet<>();
        Set<String> parameters = new HashSet<>();
        for (Timeline.Item item : held) {
            (item instanceof Timeline.FactItem ? facts : parameters).add(item.id());
        }
        return new Worlds(
                facts(before, after, facts), parameters(before, after, parameters), after.asOf(), after.knownAsOf());
    }

    private FactBase facts(Moment before, Moment after, Set<String> held) {
        List<Assertion> kept = new ArrayList<>();
        for (Assertion a : facts.assertions()) {
            if (!held.contains(a.id())) {
                kept.add(a);
            } else if (before.holding().containsKey(a.id()) && !a.asserted().isAfter(before.knownAsOf())) {
                kept.add(lasting(a, after.asOf()));
            }
        }
        return new FactBase(kept, facts.sources().values(), Map.of(), facts.asOf());
    }

    /** The same assertion, true at least until that day, and not lapsed by then. */
    private static Assertion lasting(Assertion a, LocalDate day) {
        LocalDate to = a.to();
        boolean ends = to != null && to.isBefore(day);
        if (!ends && !Happening.fades(a)) {
            return a;
        }
        return new Assertion(
                a.fact(),
                a.amounts(),
                // What is announced is as pending as talks are, and does not lapse for want of news.
                Happening.fades(a) ? Status.ANNOUNCED : a.status(),
                a.from(),
                ends ? null : to,
                a.asserted(),
                a.evidence(),
                a.outcomes(),
                a.contradicts(),
                a.note(),
                a.at(),
                a.assumed(),
                a.milestones());
    }

    private ParameterSet parameters(Moment before, Moment after, Set<String> held) {
        if (held.isEmpty()) {
            return parameters;
        }
        List<Parameter> kept = new ArrayList<>();
        for (Parameter p : parameters.all()) {
            if (!held.contains(p.id())) {
                kept.add(p);
            } else if (p.equals(before.inForce().get(p.id()))) {
                kept.add(lasting(p));
            } else if (before.inForce().containsKey(p.id())
                    && p.effectiveTo() != null
                    && p.effectiveTo().isBefore(after.asOf())
                    && (p.effectiveFrom() == null || !p.effectiveFrom().isAfter(before.asOf()))) {
                // An older value: amounts in other currencies go by the rate of the day on which they began.
                kept.add(p);
            }
        }
        return new ParameterSet(kept, Map.of());
    }

    /** The same value until further notice. */
    private static Parameter lasting(Parameter p) {
        return new Parameter(
                p.id(),
                p.value(),
                p.interval(),
                p.unit(),
                p.jurisdiction(),
                p.reference(),
                p.url(),
                p.effectiveFrom(),
                null,
                p.appliesBy(),
                p.status(),
                p.rationale(),
                p.supersedes(),
                p.at());
    }
}
