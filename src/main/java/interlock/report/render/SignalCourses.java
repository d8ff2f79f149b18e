package interlock.report.render;

import interlock.report.Report;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import interlock.report.TimelineReport;
import interlock.report.TimelineReport.ChangeView;
import interlock.report.TimelineReport.PeriodView;
import interlock.report.TimelineReport.SignalLife;
import interlock.report.TimelineReport.StandingView;
import interlock.report.TimelineReport.What;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * When the signals of a report began, moved and became established, as rows with bars within a page, which gives them
 * colours, and the same as a table. What is drawn is told beside it in words, so nothing hangs on seeing it.
 */
final class SignalCourses {
    /** Most dates on the axis: as many as fit on a telephone. */
    private static final int TICKS = 6;

    private static final List<UnaryOperator<LocalDate>> STEPS = List.of(
            d -> d.plusDays(1),
            d -> d.plusDays(7),
            d -> d.withDayOfMonth(1).plusMonths(1),
            d -> quarter(d).plusMonths(3),
            d -> d.withDayOfYear(1).plusYears(1),
            d -> d.withDayOfYear(1).plusYears(2),
            d -> d.withDayOfYear(1).plusYears(5),
            d -> d.withDayOfYear(1).plusYears(20));

    private final Report report;
    private final LocalDate from;
    private final LocalDate to;
    private final List<SignalLife> lives;
    private final Map<String, SignalLife> byId = new HashMap<>();
    private final String clock;
    private final StringBuilder out = new StringBuilder();

    SignalCourses(Report report, TimelineReport timeline) {
        this.report = report;
        this.from = timeline.span().from();
        this.to = timeline.span().to();
        this.lives = timeline.signals();
        this.clock = TimelineText.clock(timeline.span());
        lives.forEach(l -> byId.put(l.id(), l));
    }

    private static LocalDate quarter(LocalDate day) {
        return day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
    }

    // ---- in words

    /** Since when a signal stands, and how it moved; empty if that is not known. */
    Optional<String> since(String signal) {
        return Optional.ofNullable(byId.get(signal)).flatMap(SignalCourses::since);
    }

    private static Optional<String> since(SignalLife life) {
        ChangeView began = null;
        ChangeView established = null;
        List<ChangeView> moved = new ArrayList<>();
        boolean unsettled = false;
        for (ChangeView change : life.changes()) {
            switch (change.what()) {
                case PRESENT, BEGAN -> {
                    began = change;
                    established = null;
                    unsettled = false;
                    moved.clear();
                }
                case ESTABLISHED -> established = change;
                case UNSETTLED -> {
                    established = null;
                    unsettled = true;
                    moved.add(change);
                }
                case MOVED -> moved.add(change);
                case ENDED -> began = null;
            }
        }
        if (began == null) {
            return Optional.empty();
        }
        StringBuilder says = new StringBuilder();
        says.append(began.what() == What.PRESENT ? "before " : "").append(began.date());
        if (established != null) {
            says.append(", established since ").append(established.date());
        } else if (began.after() != null && began.after().status() == Status.ESTABLISHED && !unsettled) {
            says.append(", established from the first");
        } else {
            says.append(", contingent");
        }
        if (!moved.isEmpty()) {
            ChangeView last = moved.get(moved.size() - 1);
            says.append(moved.size() == 1 ? ", moved on " : ", moved " + moved.size() + " times, last on ")
                    .append(last.date());
            StandingView before = last.before();
            StandingView after = last.after();
            if (before != null && after != null) {
                boolean level = before.level() != after.level();
                boolean status = before.status() != after.status();
                says.append(" from ")
                        .append(standing(before, level, status))
                        .append(" to ")
                        .append(standing(after, level, status));
            }
        }
        return Optional.of(says.toString());
    }

    /** A severity, with the level and the status where these are told apart by it. */
    private static String standing(StandingView standing, boolean level, boolean status) {
        BigDecimal floor = standing.floor();
        BigDecimal ceiling = standing.ceiling();
        List<String> more = new ArrayList<>();
        if (level) {
            more.add(ReportText.words(standing.level().name()));
        }
        if (status) {
            more.add(ReportText.words(standing.status().name()));
        }
        String severity = floor == null
                ? "up to " + (ceiling == null ? "0" : ceiling.toPlainString())
                : ceiling == null || ceiling.compareTo(floor) == 0
                        ? floor.toPlainString()
                        : floor.toPlainString() + "–" + ceiling.toPlainString();
        return severity + (more.isEmpty() ? "" : " (" + String.join(", ", more) + ")");
    }

    private static String happened(SignalLife life) {
        return life.changes().stream()
                .map(c -> c.date() + " " + TimelineText.words(c))
                .collect(Collectors.joining("; "));
    }

    // ---- on the page

    /** The drawing, what is no longer raised, and the table. */
    String html() {
        out.setLength(0);
        line("<p class=\"note\">From " + from + " to " + to + ", " + ReportHtml.escaped(clock)
                + ". A filled bar is established, an outlined one contingent; where it is cut its severity moved. What did it:"
                + " <kbd>./interlock timeline</kbd>. <span id=\"courses-count\" aria-live=\"polite\"></span></p>");
        List<SignalLife> raised = report.signals().stream()
                .map(Signal::id)
                .filter(byId::containsKey)
                .map(id -> Objects.requireNonNull(byId.get(id)))
                .toList();
        List<SignalLife> over = lives.stream()
                .filter(l -> l.periods().isEmpty()
                        || l.periods().get(l.periods().size() - 1).to().isBefore(to))
                .toList();
        if (raised.isEmpty() && over.isEmpty()) {
            line("<p>No signal on any day.</p>");
            return out.toString();
        }
        axis();
        rows(raised, true);
        if (!over.isEmpty()) {
            line("<details class=\"over\"><summary>" + over.size()
                    + (over.size() == 1 ? " signal that is" : " signals that are") + " no longer raised</summary>");
            rows(over, false);
            line("</details>");
        }
        table(raised, over);
        return out.toString();
    }

    private void axis() {
        List<LocalDate> ticks = new ArrayList<>();
        for (UnaryOperator<LocalDate> step : STEPS) {
            ticks.clear();
            for (LocalDate d = step.apply(from); d.isBefore(to) && ticks.size() <= TICKS; d = step.apply(d)) {
                ticks.add(d);
            }
            if (ticks.size() <= TICKS) {
                break;
            }
        }
        line("<div class=\"course axis\" aria-hidden=\"true\"><span></span><svg height=\"18\">"
                + ticks.stream()
                        .map(t -> "<line x1=\"" + at(t) + "\" x2=\"" + at(t) + "\" y1=\"12\" y2=\"18\"/><text x=\""
                                + at(t) + "\" y=\"10\">"
                                + (t.getDayOfYear() == 1
                                        ? String.valueOf(t.getYear())
                                        : t.getDayOfMonth() == 1 ? t.toString().substring(0, 7) : t.toString())
                                + "</text>")
                        .collect(Collectors.joining())
                + "</svg></div>");
    }

    /** Where a day begins, as a share of the width. */
    private String at(LocalDate day) {
        long thousandths = ChronoUnit.DAYS.between(from, day) * 100_000 / (ChronoUnit.DAYS.between(from, to) + 1);
        return thousandths / 1_000 + "." + "%03d".formatted(thousandths % 1_000) + "%";
    }

    private String wide(LocalDate first, LocalDate last) {
        long thousandths =
                (ChronoUnit.DAYS.between(first, last) + 1) * 100_000 / (ChronoUnit.DAYS.between(from, to) + 1);
        return thousandths / 1_000 + "." + "%03d".formatted(thousandths % 1_000) + "%";
    }

    private void rows(List<SignalLife> of, boolean raised) {
        line("<div class=\"courses\" role=\"list\">");
        ReportHtml.batches(out, of, 20, l -> row(l, raised));
        line("</div>");
    }

    private void row(SignalLife life, boolean raised) {
        String id = ReportHtml.escaped(life.id());
        String title =
                ReportHtml.escaped(life.policy().title() + (life.grade() == null ? "" : " (" + life.grade() + ")"));
        String who = ReportHtml.escaped(
                life.parties().stream().map(Report.PartyView::name).collect(Collectors.joining(", ")));
        line("<div class=\"course\" role=\"listitem\" id=\"course-" + id + "\" data-id=\"" + id
                + "\"><span class=\"whose\">"
                + (raised ? "<a href=\"#signal-" + id + "\">" + title + "</a>: " : title + ": ") + who
                + "<span class=\"since\">"
                + since(life)
                        .map(s -> "Since " + ReportHtml.escaped(s))
                        .orElseGet(() -> "Ended "
                                + life.changes().get(life.changes().size() - 1).date())
                + "</span></span><svg height=\"16\" aria-hidden=\"true\">"
                + life.periods().stream().map(this::bar).collect(Collectors.joining()) + "</svg></div>");
    }

    private String bar(PeriodView period) {
        return "<rect class=\"" + period.standing().level()
                + (period.standing().status() == Status.ESTABLISHED ? "" : " pending") + "\" x=\"" + at(period.from())
                + "\" y=\"2\" width=\"" + wide(period.from(), period.to()) + "\" height=\"12\"><title>"
                + period.from() + " to " + period.to() + ": " + TimelineText.standing(period.standing())
                + "</title></rect>";
    }

    private void table(List<SignalLife> raised, List<SignalLife> over) {
        line("<details class=\"tabular\" id=\"courses-table\"><summary>The same as a table</summary>");
        line(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"When signals began and moved\"><table class=\"plain-table\"><thead><tr><th scope=\"col\">Signal</th><th scope=\"col\">Since</th><th scope=\"col\">What happened</th></tr></thead><tbody>");
        List<SignalLife> all = new ArrayList<>(raised);
        all.addAll(over);
        for (SignalLife life : all) {
            line("<tr data-id=\"" + ReportHtml.escaped(life.id()) + "\"><th scope=\"row\">"
                    + ReportHtml.escaped(TimelineText.title(life)) + "</th><td>"
                    + since(life).map(ReportHtml::escaped).orElse("ended") + "</td><td>"
                    + ReportHtml.escaped(happened(life)) + "</td></tr>");
        }
        line("</tbody></table></div></details>");
    }

    private void line(String html) {
        out.append(html).append('\n');
    }
}
