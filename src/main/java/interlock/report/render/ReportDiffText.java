package interlock.report.render;

import interlock.report.Report.Likelihood;
import interlock.report.Report.PartyView;
import interlock.report.Report.Severity;
import interlock.report.ReportDiff;
import interlock.report.ReportDiff.Move;
import interlock.report.ReportDiff.SignalView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two reports for people at a terminal, a signal a line: `+` appeared, `-` vanished, `~` moved, `=` proved
 * otherwise.
 */
public final class ReportDiffText {
    private ReportDiffText() {}

    /** Every signal that is not in both as it was; empty if there is none. */
    public static String of(ReportDiff diff, Style style) {
        StringBuilder out = new StringBuilder();
        diff.appeared().forEach(s -> out.append(line(style.red("+ appeared: "), s, state(s))));
        diff.vanished().forEach(s -> out.append(line(style.cyan("- vanished: "), s, state(s))));
        diff.moved().forEach(m -> out.append(line(style.yellow("~ moved: "), m.after(), change(m))));
        diff.reproved()
                .forEach(m -> out.append(line(style.faint("= proved otherwise: "), m.after(), state(m.after()))));
        return out.toString();
    }

    private static String line(String mark, SignalView s, String rest) {
        return Lines.wrapped(
                mark + s.title() + (s.grade() == null ? "" : " (" + s.grade() + ")") + ": "
                        + s.parties().stream().map(PartyView::name).collect(Collectors.joining(", ")) + ", " + rest
                        + "  " + s.id(),
                "  ",
                "    ");
    }

    static String state(SignalView s) {
        return s.level() + ", severity " + severity(s.severity()) + ", "
                + ReportText.words(s.status().name());
    }

    static String change(Move move) {
        List<String> changes = new ArrayList<>();
        if (move.inLevel()) {
            changes.add(move.before().level() + " becomes " + move.after().level());
        }
        if (move.inSeverity()) {
            changes.add("severity " + severity(move.before().severity()) + " becomes "
                    + severity(move.after().severity()));
        }
        if (move.inStatus()) {
            changes.add(ReportText.words(move.before().status().name()) + " becomes "
                    + ReportText.words(move.after().status().name()));
        }
        if (move.inLikelihood()) {
            changes.add(likelihood(move.before().likelihood()) + " becomes "
                    + likelihood(move.after().likelihood()));
        }
        return String.join(", ", changes);
    }

    /** A likelihood in words and figures. */
    static String likelihood(@Nullable Likelihood likelihood) {
        if (likelihood == null) {
            return "likelihood not told";
        }
        String low = likelihood.low().toPlainString();
        String high = likelihood.high().toPlainString();
        return likelihood.words() + " (" + (low.equals(high) ? low : low + "–" + high) + ")";
    }

    /** The severity where all is certain and where all that is pending came about. */
    static String severity(Severity severity) {
        String floor = figure(severity.floor());
        String ceiling = figure(severity.ceiling());
        String expected = severity.expected() == null ? "" : " (expected " + figure(severity.expected()) + ")";
        return (Objects.equals(floor, ceiling) ? floor : floor + " to " + ceiling) + expected;
    }

    private static String figure(@Nullable BigDecimal figure) {
        return figure == null ? "absent" : figure.toPlainString();
    }
}
