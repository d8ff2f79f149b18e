package interlock;

import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.Script;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.policy.Policy;
import interlock.report.Report;
import interlock.report.TimelineBuilder;
import interlock.report.TimelineReport;
import interlock.scenario.Several;
import interlock.scenario.Timeline;
import interlock.scenario.Timeline.Clock;
import interlock.scenario.Timeline.Course;
import interlock.scenario.Timeline.How;
import interlock.scenario.Timeline.Life;
import interlock.scenario.Timeline.Span;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts a timeline together. */
final class TimelineRun {
    /** Most evaluations spent on finding out what changed signals; each is of a floor and a ceiling. */
    static final int CAUSE_EVALUATIONS = 3_000;
    /** Most facts inserted and conclusions drawn over all those evaluations. */
    private static final long CAUSE_INSERTIONS = 6_000_000;

    /** Days times assertions up to which the timeline of a run is told unasked: two seconds or so. */
    private static final long QUICK = 15_000;

    private TimelineRun() {}

    /**
     * The timeline that is asked for.
     *
     * @param last the day on which it ends unless asked otherwise
     */
    static TimelineReport of(
            TimelineQuery query,
            FactBase facts,
            ParameterSet parameters,
            CompiledPolicies compiled,
            FileNames names,
            LocalDate last) {
        return of(
                query,
                facts,
                parameters,
                compiled,
                names,
                last,
                new Timeline.Limits(CAUSE_EVALUATIONS, CAUSE_INSERTIONS));
    }

    /**
     * When the signals of a run began, moved and ended, without what did it.
     *
     * @param asked the run, on a day that is told
     * @param always whether also where it would take much longer than the run
     */
    static Optional<TimelineReport> course(
            Query asked,
            LocalDate asOf,
            FactBase facts,
            ParameterSet parameters,
            CompiledPolicies compiled,
            FileNames names,
            boolean always) {
        boolean apart = asked.knownAsOf().filter(k -> !k.equals(asOf)).isPresent();
        LocalDate from = first(facts, parameters, asOf);
        long days = compiled.reckonsWithTheDay()
                ? ChronoUnit.DAYS.between(from, asOf)
                : Timeline.days(facts, parameters, from, asOf, reads(compiled, "Age"), reads(compiled, "Clock"))
                        .size();
        if (!always && days * facts.assertions().size() > QUICK) {
            return Optional.empty();
        }
        TimelineQuery query = new TimelineQuery(
                Optional.empty(),
                Optional.of(asOf),
                apart ? Clock.VALID : Clock.BOTH,
                asked.knownAsOf(),
                asked.policies(),
                asked.parties(),
                false,
                asked.firings());
        return Optional.of(of(query, facts, parameters, compiled, names, asOf, new Timeline.Limits(0, 0)));
    }

    private static TimelineReport of(
            TimelineQuery query,
            FactBase facts,
            ParameterSet parameters,
            CompiledPolicies compiled,
            FileNames names,
            LocalDate last,
            Timeline.Limits limits) {
        // A span that begins after the day of the facts is that one day.
        LocalDate to = query.to()
                .orElseGet(() -> query.from().filter(f -> f.isAfter(last)).orElse(last));
        LocalDate from = query.from().orElseGet(() -> first(facts, parameters, to));
        LocalDate still = query.still().orElse(to);
        boolean clock = compiled.reckonsWithTheDay() && query.clock() != Clock.KNOWN;
        Span span = new Span(
                from,
                to,
                query.clock(),
                still,
                query.everyDay() || clock,
                reads(compiled, "Age"),
                reads(compiled, "Clock"));
        Course course = Timeline.of(
                facts,
                parameters,
                span,
                limits,
                world -> Engine.evaluate(world, compiled, query.firings()),
                new Several(Script.of(compiled), world -> Engine.severities(world, compiled, query.firings())),
                key -> fits(query, key));
        List<Life> lives = course.lives().stream()
                .filter(l -> query.parties().isEmpty() || l.concerns().stream().anyMatch(query.parties()::contains))
                .toList();
        Optional<LocalDate> begin = lives.stream()
                .map(l -> l.changes().get(0).date())
                .filter(d -> !d.isBefore(from))
                .min(Comparator.naturalOrder());
        LocalDate shown = query.from().isPresent() ? from : begin.orElse(from);
        Report.Run run =
                RunDigest.of(facts, compiled.policies(), parameters, names, to, to, Query.everything(), false, false);
        return TimelineBuilder.build(new TimelineBuilder.Inputs(
                new TimelineReport.Basis(
                        run.engine(),
                        run.facts().digest(),
                        run.policies().digest(),
                        run.parameters().digest(),
                        new TimelineReport.Limits(query.firings(), limits.evaluations(), course.evaluations())),
                new TimelineReport.SpanView(
                        shown,
                        to,
                        query.clock().name(),
                        query.clock() == Clock.KNOWN ? still : null,
                        query.clock() == Clock.VALID ? still : null,
                        span.everyDay(),
                        query.policies(),
                        query.parties()),
                facts,
                compiled.policies(),
                parameters,
                new Course(course.days(), lives, course.evaluations()),
                compiled::roles,
                notes(lives, clock && !query.everyDay()),
                names::stable));
    }

    private static boolean fits(TimelineQuery query, SignalKey key) {
        return query.policies().isEmpty() || query.policies().stream().anyMatch(p -> Query.matches(p, key.policy()));
    }

    static boolean reads(CompiledPolicies compiled, String kind) {
        return compiled.policies().policies().stream()
                .map(Policy::id)
                .anyMatch(id -> compiled.kindsRead(id).contains(kind));
    }

    /** The first day that anything on file names; the last one if nothing does. */
    static LocalDate first(FactBase facts, ParameterSet parameters, LocalDate to) {
        Stream<LocalDate> ofFacts = facts.assertions().stream()
                .flatMap(a -> Stream.of(a.from(), a.asserted()).filter(Objects::nonNull))
                .filter(d -> !d.equals(Assertion.SINCE_EVER));
        Stream<LocalDate> ofParameters =
                parameters.all().stream().map(Parameter::effectiveFrom).filter(Objects::nonNull);
        return Stream.concat(ofFacts, ofParameters)
                .filter(d -> !d.isAfter(to))
                .min(Comparator.naturalOrder())
                .orElse(to);
    }

    private static List<String> notes(List<Life> lives, boolean clock) {
        List<String> notes = new ArrayList<>();
        if (lives.isEmpty()) {
            notes.add("no signal holds on any day of the span");
        }
        if (clock) {
            notes.add("a policy reckons with the day it is, so each day was evaluated");
        }
        long undetermined = lives.stream()
                .flatMap(l -> l.changes().stream())
                .filter(c -> c.causes().stream().anyMatch(w -> w.how() == How.UNDETERMINED))
                .count();
        if (undetermined > 0) {
            notes.add("of " + undetermined + (undetermined == 1 ? " change" : " changes")
                    + " the causes were not looked for to the end, since " + CAUSE_EVALUATIONS
                    + " evaluations or as much work were spent: all that changed on the day is listed; a shorter span"
                    + " or fewer policies leave more for each");
        }
        return notes;
    }
}
