package interlock.report.render;

import interlock.report.RemedyReport;
import interlock.report.RemedyReport.Because;
import interlock.report.RemedyReport.Change;
import interlock.report.RemedyReport.Effect;
import interlock.report.RemedyReport.Named;
import interlock.report.RemedyReport.Party;
import interlock.report.RemedyReport.Purpose;
import interlock.report.RemedyReport.Remedy;
import interlock.report.RemedyReport.Together;
import interlock.report.RemedyReport.What;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Remedies for people at a terminal: each change, what the policy asks for there, what else would follow. Do not parse it. */
public final class RemedyText {
    private static final String IN = "     ";
    /** Most other signals told of one kind of effect. */
    private static final int EFFECTS = 4;

    private final RemedyReport answer;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private RemedyText(RemedyReport answer, Style style) {
        this.answer = answer;
        this.style = style;
    }

    /**
     * All of it, ending with a line break.
     *
     * @param most the most sets told; what is left out is counted
     */
    public static String of(RemedyReport answer, int most, Style style) {
        RemedyText text = new RemedyText(answer, style);
        text.head();
        for (int i = 0; i < answer.remedies().size() && i < most; i++) {
            text.remedy(i + 1, answer.remedies().get(i));
        }
        int left = answer.remedies().size() - most;
        if (left > 0) {
            text.out
                    .append('\n')
                    .append(left)
                    .append(left == 1 ? " more set" : " more sets")
                    .append("; --all shows ");
            text.out.append(left == 1 ? "it\n" : "them\n");
        }
        text.foot();
        return text.out.toString();
    }

    private void head() {
        boolean clear = answer.purpose() == Purpose.CLEAR;
        out.append(Lines.wrapped(
                style.bold(clear ? "What would clear " : "What would raise ") + title(answer.signal()) + "  "
                        + answer.signal().id(),
                "",
                "  "));
        RemedyReport.Run run = answer.run();
        out.append(
                        answer.signal().level() == null
                                ? "not raised"
                                : answer.signal().level() + ", "
                                        + ReportText.words(
                                                String.valueOf(answer.signal().status())))
                .append(", as of ")
                .append(run.asOf())
                .append(run.knownAsOf().equals(run.asOf()) ? "" : ", knowing what was known on " + run.knownAsOf())
                .append('\n');
        int found = answer.remedies().size();
        out.append(found == 0 ? "no set" : found + (found == 1 ? " set" : " sets"))
                .append(" of at most ")
                .append(answer.asked().size())
                .append(answer.asked().size() == 1 ? " change" : " changes")
                .append(
                        found == 1 || found == 0
                                ? (clear ? " clears it" : " raises it")
                                : clear ? " clear it" : " raise it")
                .append(", ")
                .append(answer.evaluated())
                .append(" evaluated\n");
    }

    private void remedy(int rank, Remedy remedy) {
        out.append('\n');
        for (int i = 0; i < remedy.changes().size(); i++) {
            Change c = remedy.changes().get(i);
            String number = " ".repeat(rank < 10 ? 2 : 1) + rank + ". ";
            out.append(Lines.wrapped(sentence(c.says()), i == 0 ? number : "   + ", IN));
            Because because = c.because();
            if (because != null) {
                out.append(Lines.wrapped(
                        because.says() + " "
                                + style.faint("[" + because.policy() + ": " + because.clause() + ", line "
                                        + because.at().line() + "]"),
                        IN,
                        IN + "  "));
            }
            out.append(IN).append(style.faint("what-if " + quoted(c.edit()))).append('\n');
        }
        Together together = remedy.together();
        if (together != null) {
            out.append(Lines.wrapped(together.says(), IN, IN + "  "));
        }
        if (remedy.alike() > 0) {
            out.append(IN)
                    .append("the same with any of ")
                    .append(remedy.alike())
                    .append(" other parties\n");
        }
        for (What what : What.values()) {
            List<Named> signals = remedy.effects().stream()
                    .filter(e -> e.what() == what)
                    .map(Effect::signal)
                    .toList();
            if (!signals.isEmpty()) {
                out.append(Lines.wrapped(mark(what) + listed(signals), IN, IN + "  "));
            }
        }
        if (remedy.partly()) {
            out.append(Lines.wrapped(
                    style.yellow("but it would hold all the same") + " if only some of what is pending came about",
                    IN,
                    IN + "  "));
        }
        if (remedy.effects().isEmpty()) {
            out.append(IN).append("no other signal changes\n");
        }
    }

    /** As a shell takes it. */
    private static String quoted(String edit) {
        int blank = edit.indexOf(' ') + 1;
        String words = edit.substring(blank);
        return edit.substring(0, blank) + (words.matches("[A-Za-z0-9._=/-]*") ? words : "'" + words + "'");
    }

    private static String listed(List<Named> signals) {
        List<String> titles = new ArrayList<>();
        signals.stream().limit(EFFECTS).forEach(s -> titles.add(title(s)));
        int left = signals.size() - EFFECTS;
        return String.join("; ", titles) + (left > 0 ? "; and " + left + " more" : "");
    }

    private String mark(What what) {
        return switch (what) {
            case CLEARED -> style.cyan("clears as well: ");
            case UNSETTLED -> style.cyan("no longer established: ");
            case LOWER -> style.cyan("less severe: ");
            case RAISED -> style.red("but raises: ");
            case ESTABLISHED -> style.red("but establishes: ");
            case HIGHER -> style.yellow("but more severe: ");
        };
    }

    private void foot() {
        out.append('\n');
        answer.notes().forEach(n -> out.append(Lines.wrapped(n, "note: ", "      ")));
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }

    private static String title(Named s) {
        return s.title() + (s.grade() == null ? "" : " (" + s.grade() + ")") + ": "
                + s.parties().stream().map(Party::name).collect(Collectors.joining(", "));
    }
}
