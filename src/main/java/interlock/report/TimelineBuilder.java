package interlock.report;

import interlock.derivation.Derivation;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.report.Report.At;
import interlock.report.Report.PartyView;
import interlock.report.Report.PolicyView;
import interlock.report.TimelineReport.CauseView;
import interlock.report.TimelineReport.ChangeView;
import interlock.report.TimelineReport.ItemView;
import interlock.report.TimelineReport.PeriodView;
import interlock.report.TimelineReport.SignalLife;
import interlock.report.TimelineReport.StandingView;
import interlock.report.TimelineReport.What;
import interlock.scenario.Credibility;
import interlock.scenario.Happening;
import interlock.scenario.Timeline;
import interlock.scenario.Timeline.Change;
import interlock.scenario.Timeline.FactItem;
import interlock.scenario.Timeline.Item;
import interlock.scenario.Timeline.Life;
import interlock.scenario.Timeline.ParameterItem;
import interlock.scenario.Timeline.Standing;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts the course of signals in words. */
public final class TimelineBuilder {
    private final Inputs inputs;
    private final Narrator narrator;
    private final Credibility credibility;

    /**
     * All that a timeline is made of.
     *
     * @param span the span as it is told; it may be shorter than the one evaluated
     * @param roles the names of the parties of the signals of a clause, by policy and clause
     * @param fileName the name under which a report shows a file
     */
    public record Inputs(
            TimelineReport.Basis run,
            TimelineReport.SpanView span,
            FactBase base,
            PolicySet policies,
            ParameterSet parameters,
            Timeline.Course course,
            BiFunction<String, String, List<String>> roles,
            List<String> notes,
            UnaryOperator<String> fileName) {}

    private TimelineBuilder(Inputs inputs) {
        this.inputs = inputs;
        this.credibility = new Credibility(
                inputs.base(), inputs.parameters(), inputs.span().to());
        SortedMap<String, Assertion> onFile = new TreeMap<>();
        inputs.base().assertions().forEach(a -> onFile.put(a.id(), a));
        this.narrator = new Narrator(
                inputs.base(), onFile, new Derivation(List.of(), List.of()), credibility, UnaryOperator.identity());
    }

    /** The timeline, the signals in the order in which they began. */
    public static TimelineReport build(Inputs inputs) {
        TimelineBuilder builder = new TimelineBuilder(inputs);
        List<SignalLife> signals = inputs.course().lives().stream()
                .map(builder::life)
                .filter(l -> !l.changes().isEmpty())
                .sorted(Comparator.comparing(
                                (SignalLife l) -> l.changes().get(0).date())
                        .thenComparing(l -> l.policy().id())
                        .thenComparing(l -> l.grade() == null ? "" : l.grade())
                        .thenComparing(l -> l.parties().toString()))
                .toList();
        return new TimelineReport(
                TimelineReport.FORMAT,
                inputs.run(),
                inputs.span(),
                inputs.course().days().stream()
                        .filter(d -> !d.isBefore(inputs.span().from()))
                        .toList(),
                signals,
                inputs.notes());
    }

    private SignalLife life(Life life) {
        Policy policy = inputs.policies().policy(life.key().policy()).orElseThrow();
        List<String> roles = inputs.roles().apply(policy.id(), life.clause());
        List<PartyView> parties = new ArrayList<>();
        for (int i = 0; i < life.key().parties().size(); i++) {
            String id = life.key().parties().get(i);
            parties.add(new PartyView(id, narrator.name(id), i < roles.size() ? roles.get(i) : "party"));
        }
        return new SignalLife(
                life.key().id(),
                new PolicyView(
                        policy.id(),
                        policy.header().title(),
                        policy.header().version(),
                        policy.pack(),
                        policy.header().references()),
                life.key().grade(),
                parties,
                List.copyOf(life.concerns()),
                periods(life.changes()),
                life.changes().stream().map(this::change).toList());
    }

    private List<PeriodView> periods(List<Change> changes) {
        List<PeriodView> periods = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            StandingView standing = view(changes.get(i).after());
            LocalDate from = changes.get(i).date();
            LocalDate begins =
                    from.isBefore(inputs.span().from()) ? inputs.span().from() : from;
            LocalDate ends = i + 1 < changes.size()
                    ? changes.get(i + 1).date().minusDays(1)
                    : inputs.span().to();
            if (standing != null && !ends.isBefore(begins)) {
                periods.add(new PeriodView(begins, ends, standing));
            }
        }
        return periods;
    }

    private ChangeView change(Change change) {
        return new ChangeView(
                change.date(),
                what(change),
                view(change.before()),
                view(change.after()),
                change.causes().stream()
                        .map(c -> new CauseView(
                                c.how().name(),
                                c.items().stream()
                                        .map(i -> item(i, change.date()))
                                        .toList()))
                        .toList());
    }

    private What what(Change change) {
        Standing before = change.before();
        Standing after = change.after();
        if (change.date().isBefore(inputs.span().from())) {
            return What.PRESENT;
        }
        if (before == null) {
            return What.BEGAN;
        }
        if (after == null) {
            return What.ENDED;
        }
        if (before.established() != after.established()) {
            return after.established() ? What.ESTABLISHED : What.UNSETTLED;
        }
        return What.MOVED;
    }

    private static @Nullable StandingView view(@Nullable Standing standing) {
        return standing == null
                ? null
                : new StandingView(
                        standing.established() ? Report.Status.ESTABLISHED : Report.Status.CONTINGENT,
                        standing.level(),
                        standing.floor(),
                        standing.ceiling());
    }

    private ItemView item(Item item, LocalDate day) {
        return item instanceof FactItem fact ? fact(fact, day) : parameter((ParameterItem) item);
    }

    private ItemView fact(FactItem item, LocalDate day) {
        Assertion before = item.before();
        Assertion after = item.after();
        Assertion shown = after != null ? after : before;
        if (shown == null) {
            throw new IllegalArgumentException("a fact that changed and never held: " + item.id());
        }
        @Nullable String was = before == null || after == null ? null : narrator.says(before);
        String says = narrator.says(shown);
        return new ItemView(
                item.id(),
                shown.fact().getClass().getSimpleName(),
                after == null && before != null ? gone(before, day) : happened(before, after),
                says,
                says.equals(was) ? null : was,
                shown.status().name(),
                credibility.grade(shown).orElse(null),
                at(shown.at()));
    }

    /** Why a fact that held the day before does not on that day. */
    private String gone(Assertion before, LocalDate day) {
        Optional<Assertion> later = inputs.base().assertions().stream()
                .filter(a -> a.id().equals(before.id())
                        && a.asserted().isAfter(before.asserted())
                        && !a.asserted().isAfter(day))
                .reduce((one, other) -> other);
        if (later.isPresent()) {
            return "asserted anew on " + later.get().asserted() + ", from "
                    + Wording.name(before.status()) + " to "
                    + Wording.name(later.get().status());
        }
        if (new Happening(inputs.parameters(), day).freshness(before) == Happening.Freshness.EXPIRED) {
            return "lapsed: " + ChronoUnit.DAYS.between(before.asserted(), day)
                    + " days without a fresh assertion since " + before.asserted();
        }
        LocalDate last = before.to();
        return last == null ? "no longer holds" : "held until " + last;
    }

    private static String happened(@Nullable Assertion before, @Nullable Assertion after) {
        if (after == null) {
            return "no longer holds";
        }
        if (before != null) {
            return "asserted anew on " + after.asserted()
                    + (before.status() == after.status()
                            ? ""
                            : ", from " + Wording.name(before.status()) + " to " + Wording.name(after.status()));
        }
        LocalDate from = after.from();
        return from == null || from.isBefore(after.asserted())
                ? "asserted on " + after.asserted()
                : "holds from " + from + (from.equals(after.asserted()) ? "" : ", asserted on " + after.asserted());
    }

    private ItemView parameter(ParameterItem item) {
        Parameter before = item.before();
        Parameter after = item.after();
        Parameter shown = after != null ? after : before;
        if (shown == null) {
            throw new IllegalArgumentException("a parameter that changed and was never in force: " + item.id());
        }
        String happened = after == null
                ? "no longer in force"
                : (before == null ? "in force" : "has another value") + " from " + after.effectiveFrom();
        @Nullable String was = before == null || after == null ? null : Wording.parameter(before);
        String says = Wording.parameter(shown);
        return new ItemView(
                item.id(),
                "Parameter",
                happened,
                says,
                says.equals(was) ? null : was,
                shown.status().name(),
                null,
                at(shown.at()));
    }

    private At at(interlock.diagnostic.Location location) {
        return new At(inputs.fileName().apply(location.file()), location.line());
    }
}
