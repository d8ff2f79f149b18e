package interlock.report.render;

import interlock.report.Diff.AlterationView;
import interlock.report.Diff.Change;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alterations and changes as lines for people at a terminal. */
final class ChangeText {
    private static final String IN = "    ";
    /** Most facts named of one change. */
    private static final int FACTS = 8;

    private final ChangeWords words;
    private final Style style;
    private final StringBuilder out;

    ChangeText(List<AlterationView> alterations, Style style, StringBuilder out) {
        this.words = new ChangeWords(alterations);
        this.style = style;
        this.out = out;
    }

    void line(String text) {
        out.append(text).append('\n');
    }

    void note(String note) {
        out.append(Lines.wrapped(note, "note: ", "      "));
    }

    /** An alteration with what was there and what is there. */
    void alteration(AlterationView a, String remark) {
        out.append(Lines.wrapped("[" + a.number() + "] " + style.bold(ChangeWords.label(a)) + remark, "  ", "      "));
        if (ChangeWords.lines(a)) {
            code("- ", a.before());
            code("+ ", a.after());
        } else {
            said("was: ", a.before(), a.after() == null ? null : "nothing");
            said("is:  ", a.after(), a.before() == null ? null : "nothing");
        }
    }

    private void code(String sign, @Nullable String text) {
        if (text != null) {
            text.lines()
                    .forEach(l -> line("      " + (sign.equals("- ") ? style.red(sign + l) : style.cyan(sign + l))));
        }
    }

    private void said(String lead, @Nullable String text, @Nullable String instead) {
        String shown = text == null ? instead : text;
        if (shown != null) {
            out.append(Lines.wrapped(ReportText.stripped(shown), "      " + lead, "        "));
        }
    }

    /** A signal, what becomes of it, what did it, and the facts it comes through. */
    void change(Change change, String indent, String behind) {
        String mark = ChangeWords.sign(change.fate()) + " " + ChangeWords.fate(change.fate()) + ": ";
        String coloured = switch (change.fate()) {
            case APPEARED, ESTABLISHED -> style.red(mark);
            case VANISHED -> style.cyan(mark);
            case UNSETTLED, MOVED -> style.yellow(mark);
            case REPROVED -> style.faint(mark);
        };
        out.append(Lines.wrapped(
                coloured + ChangeWords.title(change.signal()) + "  "
                        + change.signal().id(),
                indent,
                indent + "  "));
        out.append(Lines.wrapped(ChangeWords.how(change) + behind, indent + IN, indent + IN + "  "));
        by(words.by(change.by()), indent);
        if (!change.through().isEmpty()) {
            out.append(Lines.wrapped("through " + facts(change.through()), indent + IN, indent + IN + "  "));
        }
    }

    void by(String by, String indent) {
        if (!by.isEmpty()) {
            out.append(Lines.wrapped(by, indent + IN, indent + IN + "  "));
        }
    }

    ChangeWords words() {
        return words;
    }

    static String facts(Collection<String> facts) {
        String first = facts.stream().limit(FACTS).collect(Collectors.joining(", "));
        return facts.size() <= FACTS ? first : first + " and " + (facts.size() - FACTS) + " more";
    }

    static String count(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
