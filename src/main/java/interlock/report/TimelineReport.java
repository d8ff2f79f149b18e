package interlock.report;

import interlock.report.Report.At;
import interlock.report.Report.PartyView;
import interlock.report.Report.PolicyView;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When signals began, moved and ended, and what did it. The names of components are the names in the JSON, which are a
 * contract like those of a report.
 */
public record TimelineReport(
        String format, Basis run, SpanView span, List<LocalDate> days, List<SignalLife> signals, List<String> notes) {

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.timeline/1";

    /** What was evaluated. Digests are those of a report. */
    public record Basis(String engine, String facts, String policies, String parameters, Limits limits) {}

    /**
     * The limits of the run.
     *
     * @param firings the most firings allowed in one world
     * @param evaluations the most evaluations spent on finding causes
     * @param spent how many were
     */
    public record Limits(int firings, int evaluations, int spent) {}

    /**
     * What was looked at.
     *
     * @param clock BOTH, VALID or KNOWN
     * @param asOf the day that the world is looked at if that clock stands still, else null
     * @param knownAsOf the day whose knowledge counts if that clock stands still, else null
     * @param everyDay whether each day was evaluated
     */
    public record SpanView(
            LocalDate from,
            LocalDate to,
            String clock,
            @Nullable LocalDate asOf,
            @Nullable LocalDate knownAsOf,
            boolean everyDay,
            List<String> policies,
            List<String> parties) {}

    /**
     * One signal over the span.
     *
     * @param concerns the ids of all parties that its proofs bind
     * @param periods how it stands from day to day; between periods it is absent
     */
    public record SignalLife(
            String id,
            PolicyView policy,
            @Nullable String grade,
            List<PartyView> parties,
            List<String> concerns,
            List<PeriodView> periods,
            List<ChangeView> changes) {}

    /** How a signal stands from one day to another, both included. */
    public record PeriodView(LocalDate from, LocalDate to, StandingView standing) {}

    /** How a signal stands; a severity is null where the signal is absent. */
    public record StandingView(
            Report.Status status,
            Level level,
            @Nullable BigDecimal floor,
            @Nullable BigDecimal ceiling) {}

    /** What happens to a signal. */
    public enum What {
        /** It is there already when the span begins. */
        PRESENT,
        /** It was absent the day before. */
        BEGAN,
        /** It came to hold on what is certain. */
        ESTABLISHED,
        /** It no longer holds on what is certain. */
        UNSETTLED,
        /** Its severity or its level is another. */
        MOVED,
        /** It is absent from this day on. */
        ENDED
    }

    /**
     * A signal is another than on the day before.
     *
     * @param causes each enough by itself; empty only for what is there already when the span begins
     */
    public record ChangeView(
            LocalDate date,
            What what,
            @Nullable StandingView before,
            @Nullable StandingView after,
            List<CauseView> causes) {}

    /**
     * One way in which the change was brought about.
     *
     * @param how ALONE, TOGETHER, TIME (nothing but the day changed) or UNDETERMINED (all that changed on that day)
     */
    public record CauseView(String how, List<ItemView> items) {}

    /**
     * A fact or a parameter that changed.
     *
     * @param kind the kind of the fact, or {@code Parameter}
     * @param happened what happened to it, in words
     * @param says what it says now, or said before it ended
     * @param before what it said before, where that was something else
     * @param status of the fact or parameter
     * @param grade of the evidence of a fact
     */
    public record ItemView(
            String id,
            String kind,
            String happened,
            String says,
            @Nullable String before,
            String status,
            @Nullable String grade,
            At at) {}
}
