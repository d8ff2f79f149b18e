package interlock.report.render;

import interlock.report.Report;
import interlock.report.TimelineReport;
import interlock.report.TimelineReport.ChangeView;
import interlock.report.TimelineReport.ItemView;
import interlock.report.TimelineReport.PeriodView;
import interlock.report.TimelineReport.SignalLife;
import interlock.report.TimelineReport.SpanView;
import interlock.report.TimelineReport.StandingView;
import interlock.vocabulary.Level;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A timeline as a picture that needs nothing but itself: a row for each signal, a bar for each time that it stands the
 * same. What is established is filled, what is contingent is hatched and outlined, so that nothing depends on colour; a
 * bar tells what it stands for when it is pointed at.
 */
public final class TimelineSvg {
    private static final int WIDTH = 1200;
    private static final int MARGIN = 20;
    private static final int LEFT = 400;
    private static final int RIGHT = 1150;
    private static final int TOP = 96;
    private static final int ROW = 38;
    private static final int BAR = 20;
    private static final int LEGEND = 60;
    /** All letters of the font are as wide as this share of its size, or narrower. */
    private static final double LETTER = 0.62;

    private static final int LABEL = 11;
    private static final int SMALL = 10;
    private static final int LEAST_TICK = 90;

    private final TimelineReport timeline;
    private final LocalDate from;
    private final long length;
    private final StringBuilder out = new StringBuilder();

    private TimelineSvg(TimelineReport timeline) {
        this.timeline = timeline;
        this.from = timeline.span().from();
        this.length = ChronoUnit.DAYS.between(from, timeline.span().to()) + 1;
    }

    /** The whole picture, ending with a line break. */
    public static String of(TimelineReport timeline) {
        TimelineSvg svg = new TimelineSvg(timeline);
        svg.draw();
        return svg.out.toString();
    }

    private void draw() {
        int rows = Math.max(1, timeline.signals().size());
        int bottom = TOP + rows * ROW;
        int height = bottom + LEGEND;
        SpanView span = timeline.span();
        String title = "Interlock timeline from " + span.from() + " to " + span.to();
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + WIDTH + " " + height
                + "\" role=\"img\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\">");
        line("<title>" + escaped(title) + "</title>");
        line("<desc>" + escaped(about()) + "</desc>");
        line("<defs>");
        for (Level level : Level.values()) {
            line("<pattern id=\"" + level + "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                    + "<rect width=\"6\" height=\"6\" fill=\"#ffffff\"/><path d=\"M-1,1 L1,-1 M0,6 L6,0 M5,7 L7,5\" stroke=\""
                    + colour(level) + "\" stroke-width=\"0.8\" stroke-opacity=\"0.6\"/></pattern>");
        }
        line("</defs>");
        line("<rect width=\"" + WIDTH + "\" height=\"" + height + "\" fill=\"#ffffff\"/>");
        text(MARGIN, 28, 16, "#000000", title, WIDTH - 2 * MARGIN);
        text(MARGIN, 48, LABEL, "#444444", TimelineText.clock(span), WIDTH - 2 * MARGIN);
        axis(bottom);
        for (int i = 0; i < timeline.signals().size(); i++) {
            row(timeline.signals().get(i), TOP + i * ROW);
        }
        if (timeline.signals().isEmpty()) {
            text(LEFT, TOP + 22, LABEL, "#444444", "no signal on any day of the span", RIGHT - LEFT);
        }
        legend(bottom);
        line("</svg>");
    }

    private String about() {
        return timeline.signals().stream()
                .map(s -> TimelineText.title(s) + ": "
                        + s.changes().stream()
                                .map(c -> c.date() + " " + TimelineText.words(c))
                                .collect(Collectors.joining("; ")))
                .collect(Collectors.joining(". "));
    }

    // ---- the axis

    /** How far apart the dates on the axis are, and how each is written. */
    private record Step(UnaryOperator<LocalDate> first, UnaryOperator<LocalDate> next, int letters) {}

    private static final List<Step> STEPS = List.of(
            new Step(d -> d, d -> d.plusDays(1), 10),
            new Step(d -> d, d -> d.plusDays(2), 10),
            new Step(d -> d, d -> d.plusDays(7), 10),
            new Step(d -> d, d -> d.plusDays(14), 10),
            new Step(TimelineSvg::month, d -> d.plusMonths(1), 7),
            new Step(TimelineSvg::month, d -> d.plusMonths(3), 7),
            new Step(TimelineSvg::month, d -> d.plusMonths(6), 7),
            new Step(TimelineSvg::year, d -> d.plusYears(1), 4),
            new Step(TimelineSvg::year, d -> d.plusYears(2), 4),
            new Step(TimelineSvg::year, d -> d.plusYears(5), 4),
            new Step(TimelineSvg::year, d -> d.plusYears(10), 4),
            new Step(TimelineSvg::year, d -> d.plusYears(50), 4));

    private static LocalDate month(LocalDate day) {
        return day.getDayOfMonth() == 1 ? day : day.withDayOfMonth(1).plusMonths(1);
    }

    private static LocalDate year(LocalDate day) {
        return day.getDayOfYear() == 1 ? day : day.withDayOfYear(1).plusYears(1);
    }

    private void axis(int bottom) {
        LocalDate end = timeline.span().to();
        Step step = STEPS.stream()
                .filter(s -> tenths(s.next().apply(from)) - tenths(from) >= LEAST_TICK * 10L)
                .findFirst()
                .orElse(STEPS.get(STEPS.size() - 1));
        List<LocalDate> ticks = new ArrayList<>();
        for (LocalDate d = step.first().apply(from);
                !d.isAfter(end);
                d = step.next().apply(d)) {
            ticks.add(d);
        }
        for (LocalDate tick : ticks) {
            String x = decimal(tenths(tick));
            line("<line x1=\"" + x + "\" y1=\"" + (TOP - 12) + "\" x2=\"" + x + "\" y2=\"" + bottom
                    + "\" stroke=\"#cccccc\" stroke-width=\"1\"/>");
            line("<text x=\"" + x + "\" y=\"" + (TOP - 18) + "\" font-size=\"" + SMALL
                    + "\" text-anchor=\"middle\" fill=\"#444444\">"
                    + tick.toString().substring(0, step.letters())
                    + "</text>");
        }
        line("<line x1=\"" + LEFT + "\" y1=\"" + (TOP - 12) + "\" x2=\"" + RIGHT + "\" y2=\"" + (TOP - 12)
                + "\" stroke=\"#444444\" stroke-width=\"1\"/>");
    }

    /** Where a day begins on the axis, in tenths of a unit. */
    private long tenths(LocalDate day) {
        long days = ChronoUnit.DAYS.between(from, day);
        return LEFT * 10L + days * (RIGHT - LEFT) * 10L / length;
    }

    private static String decimal(long tenths) {
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }

    // ---- the rows

    private void row(SignalLife signal, int y) {
        String title = signal.policy().title() + (signal.grade() == null ? "" : " (" + signal.grade() + ")");
        String parties = signal.parties().stream().map(Report.PartyView::name).collect(Collectors.joining(", "));
        line("<g><title>" + escaped(TimelineText.title(signal) + " (" + signal.id() + ")") + "</title>");
        text(MARGIN, y + 13, LABEL, "#000000", title, LEFT - MARGIN - 10);
        text(MARGIN, y + 28, SMALL, "#444444", parties, LEFT - MARGIN - 10);
        line("</g>");
        line("<line x1=\"" + MARGIN + "\" y1=\"" + (y + ROW - 4) + "\" x2=\"" + RIGHT + "\" y2=\"" + (y + ROW - 4)
                + "\" stroke=\"#eeeeee\" stroke-width=\"1\"/>");
        for (PeriodView period : signal.periods()) {
            bar(signal, period, y + 5);
        }
    }

    private void bar(SignalLife signal, PeriodView period, int y) {
        long start = tenths(period.from());
        long end = tenths(period.to().plusDays(1));
        StandingView standing = period.standing();
        boolean established = standing.status() == Report.Status.ESTABLISHED;
        String colour = colour(standing.level());
        line("<g><title>" + escaped(tooltip(signal, period)) + "</title>");
        boolean wide = end - start > 20;
        // The outline lies within the bar, so that it never reaches into the next one; a gap at the end keeps two
        // apart.
        boolean outlined = !established && wide;
        // Too narrow to be hatched, a bar is half as high instead.
        long inset = outlined ? 5 : 0;
        long above = established || wide ? inset : BAR * 10L / 4;
        line("<rect x=\"" + decimal(start + inset) + "\" y=\"" + decimal(y * 10L + above) + "\" width=\""
                + decimal(end - start - 2 * inset - (wide ? 10 : 0)) + "\" height=\"" + decimal(BAR * 10L - 2 * above)
                + "\" fill=\"" + (outlined ? "url(#" + standing.level() + ")" : colour) + "\""
                + (outlined ? " stroke=\"" + colour + "\" stroke-width=\"1\" stroke-dasharray=\"4 2\"" : "") + "/>");
        inside(standing, start / 10.0, end / 10.0, y + 14, established ? "#ffffff" : "#000000");
        line("</g>");
    }

    /** The longest description of a standing that fits between two places, if any does. */
    private void inside(StandingView standing, double start, double end, int y, String colour) {
        String severity = TimelineText.severity(standing);
        Optional<String> fits = List.of(standing.level() + " " + severity, severity).stream()
                .filter(t -> t.length() * SMALL * LETTER + 6 <= end - start)
                .findFirst();
        if (fits.isPresent()) {
            line("<text x=\"" + decimal((long) (start * 10) + 30) + "\" y=\"" + y + "\" font-size=\"" + SMALL
                    + "\" fill=\"" + colour + "\">" + escaped(fits.get()) + "</text>");
        }
    }

    private String tooltip(SignalLife signal, PeriodView period) {
        String text = TimelineText.title(signal) + "\n" + period.from() + " to " + period.to() + ": "
                + TimelineText.standing(period.standing());
        for (ChangeView change : signal.changes()) {
            LocalDate date = change.date().isBefore(from) ? from : change.date();
            if (date.equals(period.from())) {
                text += "\n" + TimelineText.words(change)
                        + change.causes().stream()
                                .flatMap(c -> c.items().stream())
                                .map(ItemView::id)
                                .distinct()
                                .collect(Collectors.joining(", ", "\n", ""));
            }
        }
        return text.stripTrailing();
    }

    private void legend(int bottom) {
        int y = bottom + 20;
        line("<rect x=\"" + LEFT + "\" y=\"" + y + "\" width=\"40\" height=\"14\" fill=\"#333333\"/>");
        text(LEFT + 48, y + 11, SMALL, "#000000", "established on what is certain", 240);
        line("<rect x=\"" + decimal((LEFT + 300) * 10L + 5) + "\" y=\"" + decimal(y * 10L + 5)
                + "\" width=\"39\" height=\"13\" fill=\"url(#INFO)\" stroke=\"#333333\" stroke-dasharray=\"4 2\"/>");
        text(
                LEFT + 348,
                y + 11,
                SMALL,
                "#000000",
                "contingent on what has not happened (half as high where it is short)",
                450);
    }

    private static String colour(Level level) {
        return switch (level) {
            case HIGH -> "#8b1a1a";
            case ELEVATED -> "#9a5300";
            case SCREEN -> "#1f4e79";
            case INFO -> "#4d4d4d";
        };
    }

    /** Text that is cut to a width. */
    private void text(int x, int y, int size, String colour, String text, int width) {
        int most = (int) (width / (size * LETTER));
        int letters = text.codePointCount(0, text.length());
        String cut = letters <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
        line("<text x=\"" + x + "\" y=\"" + y + "\" font-size=\"" + size + "\" fill=\"" + colour + "\">" + escaped(cut)
                + "</text>");
    }

    /** The text as it stands in XML; what XML cannot hold is replaced. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean allowed(int c) {
        return c == '\n' || c == '\t' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
