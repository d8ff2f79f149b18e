package interlock.report.render;

import interlock.report.CalibrationReport;
import interlock.report.CalibrationReport.Claim;
import interlock.report.CalibrationReport.Group;
import interlock.report.CalibrationReport.Reading;
import interlock.report.CalibrationReport.Triple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How past claims compare with what came of them, for people at a terminal. Do not parse it. */
public final class CalibrationText {
    private static final int NAME = 20;

    private final CalibrationReport report;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private CalibrationText(CalibrationReport report, Style style) {
        this.report = report;
        this.style = style;
    }

    /** The whole comparison, ending with a line break. */
    public static String of(CalibrationReport report, Style style) {
        CalibrationText text = new CalibrationText(report, style);
        text.head();
        text.groups("by status", report.byStatus());
        text.groups("by source", report.bySource());
        text.groups(
                "by prediction",
                report.bins().stream().filter(g -> g.claims() > 0).toList());
        text.claims();
        return text.out.toString();
    }

    private void head() {
        Group overall = report.overall();
        line(style.bold("Interlock calibration") + ", parameters in force on " + report.asOf());
        line(overall.claims() + (overall.claims() == 1 ? " claim, " : " claims, ") + overall.decided()
                + " decided, " + overall.cameTrue() + " of them came true, " + (overall.claims() - overall.decided())
                + " unresolved");
        report.notes().forEach(n -> out.append(Lines.wrapped(style.yellow(n), "note: ", "      ")));
        Triple brier = overall.brier();
        if (brier != null) {
            line("");
            line("Brier score (0 is best, saying 0.5 each time gives 0.25), with each probability taken");
            line("  at its low end   " + figure(brier.low()));
            line("  in the middle    " + figure(brier.middle()));
            line("  at its high end  " + figure(brier.high()));
            line("  for comparison, always saying how often claims came true: " + figure(report.constant()));
        }
        line("");
    }

    private void groups(String title, List<Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        line(style.bold(Lines.column(title, NAME))
                + "decided  came true  predicted     came true (95 %)    Brier  reading");
        for (Group g : groups) {
            Triple predicted = g.predicted();
            Triple observed = g.observed();
            String row = Lines.column(words(g.name()), NAME) + Lines.column(g.decided() + " of " + g.claims(), 9);
            if (predicted != null && observed != null && g.brier() != null) {
                row += Lines.column(Integer.toString(g.cameTrue()), 11)
                        + Lines.column(range(predicted.low(), predicted.high()), 14)
                        + Lines.column(
                                figure(observed.middle()) + " (" + range(observed.low(), observed.high()) + ")", 20)
                        + Lines.column(figure(g.brier().middle()), 7)
                        + reading(g.reading());
            }
            line(row.stripTrailing());
        }
        line("");
    }

    private void claims() {
        line(style.bold(Lines.column("claim", 31)) + "grade  status            predicted     outcome     Brier");
        for (Claim c : report.claims()) {
            line((Lines.column(c.id(), 30) + " " + Lines.column(c.grade(), 7) + Lines.column(words(c.status()), 18)
                            + Lines.column(
                                    range(c.predicted().low(), c.predicted().high()), 14)
                            + Lines.column(words(c.outcome().name()), 12)
                            + (c.brier() == null ? "" : figure(c.brier().middle())))
                    .stripTrailing());
        }
    }

    private static String words(String name) {
        return name.length() == 1 ? name : ReportText.words(name);
    }

    private static String reading(Reading reading) {
        return switch (reading) {
            case TOO_FEW -> "too few to tell";
            case CONSISTENT -> "consistent";
            case MORE_THAN_PREDICTED -> "more than predicted";
            case LESS_THAN_PREDICTED -> "less than predicted";
        };
    }

    private static String range(BigDecimal low, BigDecimal high) {
        return figure(low) + "–" + figure(high);
    }

    private static String figure(@Nullable BigDecimal figure) {
        return figure == null
                ? "none"
                : figure.setScale(3, RoundingMode.HALF_EVEN).toPlainString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
