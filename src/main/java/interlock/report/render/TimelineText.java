package interlock.report.render;

import interlock.report.Report;
import interlock.report.TimelineReport;
import interlock.report.TimelineReport.CauseView;
import interlock.report.TimelineReport.ChangeView;
import interlock.report.TimelineReport.ItemView;
import interlock.report.TimelineReport.SignalLife;
import interlock.report.TimelineReport.SpanView;
import interlock.report.TimelineReport.StandingView;
import interlock.report.TimelineReport.What;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A timeline for people at a terminal: each signal with its changes and what did them. Do not parse it. */
public final class TimelineText {
    private static final String CHANGE = "    ";
    private static final String DEEPER = "      ";

    private final TimelineReport timeline;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private TimelineText(TimelineReport timeline, Style style) {
        this.timeline = timeline;
        this.style = style;
    }

    /** The whole timeline, ending with a line break. */
    public static String of(TimelineReport timeline, Style style) {
        TimelineText text = new TimelineText(timeline, style);
        text.head();
        timeline.signals().forEach(text::signal);
        return text.out.toString();
    }

    private void head() {
        SpanView span = timeline.span();
        line(style.bold("Interlock timeline") + " from " + span.from() + " to " + span.to());
        line(clock(span));
        int signals = timeline.signals().size();
        line(signals + (signals == 1 ? " signal, " : " signals, ")
                + timeline.days().size()
                + (timeline.days().size() == 1 ? " day" : " days") + " evaluated"
                + (span.everyDay() ? " (each one)" : " (those on which something on file changes)"));
        timeline.notes().forEach(n -> out.append(Lines.wrapped(n, "note: ", "      ")));
        line("");
    }

    /** What moves and what stands still, in words. */
    static String clock(SpanView span) {
        return switch (span.clock()) {
            case "VALID" -> "the world day by day, knowing what was known on " + span.knownAsOf();
            case "KNOWN" -> "the world as of " + span.asOf() + ", as more and more of it became known";
            default -> "as a run on each day would have said";
        };
    }

    private void signal(SignalLife signal) {
        line(style.bold(title(signal)) + "  " + style.faint(signal.id()));
        signal.changes().forEach(this::change);
        line("");
    }

    /** What a signal is called: its policy, its grade, its parties. */
    static String title(SignalLife signal) {
        return signal.policy().title() + (signal.grade() == null ? "" : " (" + signal.grade() + ")") + ": "
                + signal.parties().stream().map(Report.PartyView::name).collect(Collectors.joining(", "));
    }

    private void change(ChangeView change) {
        out.append(Lines.wrapped(change.date() + " " + words(change), "  ", DEEPER));
        List<CauseView> causes = change.causes();
        for (int i = 0; i < causes.size(); i++) {
            cause(causes.get(i), i > 0);
        }
    }

    /** A change in words, with how the signal stands then. */
    static String words(ChangeView change) {
        StandingView before = change.before();
        StandingView after = change.after();
        if (after == null) {
            return "ended";
        }
        String word = switch (change.what()) {
            case PRESENT -> "already there";
            case BEGAN -> "began";
            case ESTABLISHED -> "became established";
            case UNSETTLED -> "no longer established";
            case MOVED -> "moved";
            case ENDED -> "ended";
        };
        String was = before == null || change.what() == What.PRESENT ? "" : " (before: " + standing(before) + ")";
        return word + ": " + standing(after) + was;
    }

    /** How a signal stands, in words. */
    static String standing(StandingView standing) {
        return standing.level() + " " + severity(standing) + ", "
                + (standing.status() == Report.Status.ESTABLISHED ? "established" : "contingent");
    }

    static String severity(StandingView standing) {
        if (standing.floor() != null
                && standing.ceiling() != null
                && standing.floor().compareTo(standing.ceiling()) == 0) {
            return standing.floor().toPlainString();
        }
        return figure(standing.floor()) + " to " + figure(standing.ceiling());
    }

    private static String figure(java.math.@Nullable BigDecimal severity) {
        return severity == null ? "absent" : severity.toPlainString();
    }

    private void cause(CauseView cause, boolean other) {
        String lead = other ? "or, enough by itself, " : "";
        switch (cause.how()) {
            case "TIME" ->
                out.append(Lines.wrapped(
                        lead + "by the passing of time: what is on file got older", CHANGE + "- ", DEEPER));
            case "UNDETERMINED" -> {
                out.append(Lines.wrapped(
                        "what did it was not looked for to the end; all that changed on the day:",
                        CHANGE + "- ",
                        DEEPER));
                cause.items().forEach(i -> item(i, "  "));
            }
            case "TOGETHER" -> {
                out.append(
                        Lines.wrapped(lead + "by these together, none of which can be spared:", CHANGE + "- ", DEEPER));
                cause.items().forEach(i -> item(i, "  "));
            }
            default -> cause.items().forEach(i -> item(i, other ? lead : "by "));
        }
    }

    private void item(ItemView item, String lead) {
        boolean nested = lead.isBlank();
        out.append(Lines.wrapped(
                (nested ? "" : lead) + words(item),
                CHANGE + (nested ? "  - " : "- "),
                nested ? DEEPER + "  " : DEEPER));
    }

    /** What happened to a fact or parameter, in words. */
    static String words(ItemView item) {
        return item.id() + " (" + item.happened() + (item.grade() == null ? "" : ", " + item.grade()) + "): "
                + ReportText.stripped(item.says())
                + (item.before() == null ? "" : "; before: " + ReportText.stripped(item.before()));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
