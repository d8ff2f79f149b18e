package interlock.report.render;

import interlock.report.Diff;
import interlock.report.Diff.AlterationView;
import interlock.report.Diff.Change;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What lies between two reports, fact bases or rule sets, for people at a terminal. Do not parse it. */
public final class DiffText {
    private DiffText() {}

    /** All of it, ending with a line break. */
    public static String of(Diff diff, Style style) {
        StringBuilder out = new StringBuilder();
        ChangeText text = new ChangeText(diff.alterations(), style, out);
        text.line(style.bold("Interlock diff") + " of "
                + diff.of().name().toLowerCase(Locale.ROOT) + ": " + side(diff.before(), diff.after()) + " against "
                + side(diff.after(), diff.before()));
        Set<Integer> named = ChangeWords.named(diff.changes().stream().flatMap(c -> c.by().stream()));
        List<AlterationView> telling = diff.alterations().stream()
                .filter(a -> named.contains(a.number()))
                .toList();
        text.line(ChangeText.count(diff.alterations().size(), "alteration", "alterations")
                + (diff.alterations().isEmpty()
                        ? ""
                        : ", " + telling.size() + " of which " + (telling.size() == 1 ? "changes" : "change")
                                + " a signal"
                                + (telling.size() < diff.alterations().size() ? " (`--format json` lists all)" : "")));
        telling.forEach(a -> text.alteration(a, ""));
        text.line(ChangeText.count(diff.changes().size(), "signal is otherwise", "signals are otherwise") + ", "
                + ChangeText.count(diff.unchanged(), "stays as it is", "stay as they are"));
        diff.notes().forEach(text::note);
        for (Change change : diff.changes()) {
            text.line("");
            text.change(change, "", "");
        }
        return out.toString();
    }

    private static String side(Diff.Side side, Diff.Side other) {
        boolean days = !side.asOf().equals(other.asOf()) || !side.knownAsOf().equals(other.knownAsOf());
        return side.name()
                + (days
                        ? " (as of " + side.asOf()
                                + (side.knownAsOf().equals(side.asOf()) ? "" : ", known as of " + side.knownAsOf())
                                + ")"
                        : "");
    }
}
