package interlock.diagnostic;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A change that sets a problem right: {@code length} characters at a place in the file of the problem give way to a text.
 * Line and column count from 1; a length of 0 inserts. A line break in the text is a plain one, whatever the file uses.
 */
public record Fix(int line, int column, int length, String text) {
    /**
     * Problems with words of a closed language, so that a word that is nearly right can only be meant. What names parties,
     * facts or sources is not among them: an id may be another one's by a letter, and mean it.
     */
    private static final Set<String> SPELLING = Set.of(
            "IL115", "IL116", "IL117", "IL119", "IL120", "IL123", "IL124", "IL127", "IL130", "IL131", "IL132", "IL133",
            "IL134", "IL137", "IL220", "IL221", "IL222", "IL226", "IL270", "IL272", "IL276", "IL279", "IL280", "IL303",
            "IL305", "IL404", "IL407");

    private static final Pattern ASKED = Pattern.compile("did you mean `([^`]+)`\\?");
    private static final Pattern PART_OF_A_PLACE = Pattern.compile("(?<=[.:])[A-Za-z]\\w*");
    private static final Pattern LETTERS = Pattern.compile("[^0-9]");
    private static final int SHORT = 4;

    /** What other help lines leave one thing to type for; each keyed by what the line says. */
    private static final Map<String, Function<Marked, Fix>> TYPED = Map.of(
            "compare with `==`", m -> m.replacedBy("=="),
            "end each conclusion with `;`", m -> m.followedBy(";"),
            "a comma is missing before it", Marked::afterTheOneBefore,
            "remove the quotes", m -> m.replacedBy(m.text().replaceAll("^[\"']|[\"']$", "")));

    /** A number that is written in another way than it is read; one with a leading zero may mean two numbers. */
    private static final String NUMBER = "IL239";

    private static final Pattern WRITTEN = Pattern.compile("write ([0-9][0-9.]*(?:k|m|bn|tn)?)");

    /** The text that a problem is about. */
    private record Marked(Location at, String text, String before) {
        /** A comma behind what stands before it on the line, or else in front of it. */
        Fix afterTheOneBefore() {
            String done = before.stripTrailing();
            return new Fix(at.line(), (done.isEmpty() ? before : done).length() + 1, 0, ",");
        }

        Fix replacedBy(String replacement) {
            return new Fix(at.line(), at.column(), text.length(), replacement);
        }

        Fix followedBy(String insertion) {
            return new Fix(at.line(), at.column() + text.length(), 0, insertion);
        }
    }

    /** What is put in the place of all that the location means. */
    public static Fix replacing(Location at, String text) {
        return new Fix(at.line(), at.column(), at.length(), text);
    }

    /** What is read off the help line, where it leaves nothing to choose. */
    static Optional<Fix> told(Diagnostic diagnostic) {
        return marked(diagnostic).flatMap(m -> {
            String help = String.valueOf(diagnostic.help());
            Matcher asked = ASKED.matcher(help);
            if (asked.matches()) {
                return SPELLING.contains(diagnostic.code()) ? respelt(m, asked.group(1)) : Optional.empty();
            }
            Matcher written = WRITTEN.matcher(help);
            if (diagnostic.code().equals(NUMBER)
                    && written.matches()
                    && !m.text().startsWith("0")) {
                return Optional.of(m.replacedBy(written.group(1)));
            }
            return Optional.ofNullable(TYPED.get(help)).map(f -> f.apply(m));
        });
    }

    private static Optional<Marked> marked(Diagnostic diagnostic) {
        String line = diagnostic.snippet();
        Location at = diagnostic.at();
        int start = at.column() - 1;
        return line == null || start < 0 || start + at.length() > line.length()
                ? Optional.empty()
                : Optional.of(new Marked(at, line.substring(start, start + at.length()), line.substring(0, start)));
    }

    private static Optional<Fix> respelt(Marked marked, String meant) {
        String text = marked.text();
        if (text.startsWith("{")) {
            return withinBraces(marked, meant);
        }
        boolean quoted = text.length() > 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        String quote = quoted ? text.substring(0, 1) : text.startsWith("@") && !meant.startsWith("@") ? "@" : "";
        String word = text.substring(quote.length(), text.length() - (quoted ? 1 : 0));
        return sure(word, meant)
                ? Optional.of(marked.replacedBy(quote + meant + (quoted ? quote : "")))
                : Optional.empty();
    }

    /**
     * In a place of a sentence: the one field or form that is nearly what was meant. A variable there may just as well be
     * right, and misspelt where it is bound.
     */
    private static Optional<Fix> withinBraces(Marked marked, String meant) {
        List<Fix> fixes = PART_OF_A_PLACE
                .matcher(marked.text())
                .results()
                .filter(part -> sure(part.group(), meant))
                .map(part -> new Fix(
                        marked.at().line(),
                        marked.at().column() + part.start(),
                        part.group().length(),
                        meant))
                .toList();
        return fixes.size() == 1 ? Optional.of(fixes.get(0)) : Optional.empty();
    }

    /**
     * Whether one word can only be the other, misspelt: one slip apart, with the same digits (`$lab1` may well be meant
     * beside `$lab2`), and long enough that the slip is no word of its own, or the same letters in another order.
     */
    private static boolean sure(String word, String meant) {
        String one = word.toLowerCase(Locale.ROOT);
        String other = meant.toLowerCase(Locale.ROOT);
        if (word.equals(meant)
                || DidYouMean.distance(one, other) > 1
                || !LETTERS.matcher(one)
                        .replaceAll("")
                        .equals(LETTERS.matcher(other).replaceAll(""))) {
            return false;
        }
        int length =
                Math.max(one.replace("$", "").length(), other.replace("$", "").length());
        boolean swapped = one.length() == other.length()
                && one.chars().sum() == other.chars().sum();
        return length >= SHORT || (swapped && length > 2);
    }
}
