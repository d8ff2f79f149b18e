package interlock.engine;

import interlock.diagnostic.DidYouMean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a clause that cannot be read as a whole: of what stands in plain sight those that are nearly one that there
 * is. What a name belongs to is known only while brackets are in order, so what is doubtful is passed over.
 */
final class BrokenClause {
    private static final Pattern WORD = Pattern.compile("[$.]?\\b[A-Za-z_]\\w*|[()]");

    private BrokenClause() {}

    /** Notes what is nearly a name, from the word {@code when} to the word {@code then}. */
    static void names(PolicyText page, String text, int start, int end, ClauseDraft.Ids ids) {
        Shelf shelf = ids.shelf();
        String code = Misspelt.code(text);
        int from = word(code, "when", start, end);
        int to = word(code, "then", from, end);
        List<String> homes = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        String last = "";
        Matcher m = WORD.matcher(code).region(from, to).useTransparentBounds(true);
        while (m.find()) {
            String word = m.group();
            String behind = code.substring(m.end(), Math.min(to, code.length())).stripLeading();
            if (word.equals("(")) {
                open.push(last);
            } else if (word.equals(")")) {
                open.poll();
            } else if (word.startsWith(".")) {
                constant(
                        shelf,
                        page,
                        homes.isEmpty() ? "" : homes.get(homes.size() - 1),
                        word.substring(1),
                        m.start() + 1);
            } else if (Character.isUpperCase(word.charAt(0))) {
                if (behind.startsWith(".")) {
                    homes.add(word);
                } else if (behind.startsWith("(")) {
                    if (shelf.kinds().containsKey(word)) {
                        // A pattern stands in no other, so a bracket before it is open by mistake.
                        open.removeIf(shelf.kinds()::containsKey);
                    } else {
                        near(page, "IL130", word, m.start(), shelf.kinds().keySet(), "there is no kind of fact");
                    }
                }
            } else if (!word.startsWith("$") && shelf.kinds().containsKey(open.isEmpty() ? "" : open.peek())) {
                field(shelf, page, open.peek(), word, m.start(), behind);
            }
            if (!word.startsWith(".")) {
                last = word.equals("(") || word.equals(")") ? "" : word;
            }
            if (!word.startsWith(".") && !behind.startsWith(".")) {
                homes.clear();
            }
        }
        parameters(page, text, code, from, to, ids);
    }

    private static void field(Shelf shelf, PolicyText page, String kind, String word, int at, String behind) {
        boolean called = behind.startsWith("(");
        if (called) {
            if (!Functions.NAMES.contains(word)) {
                near(page, "IL133", word, at, Functions.NAMES, "there is no function");
            }
        } else if (!shelf.fieldsOf(kind).contains(word)
                && behind.matches("(?s)(==|!=|>|<|contains\\b|memberOf\\b|in\\b).*")) {
            near(page, "IL131", word, at, shelf.fieldsOf(kind), "`" + kind + "` has no field");
        }
    }

    private static void constant(Shelf shelf, PolicyText page, String home, String word, int at) {
        List<String> names = shelf.names().get(home);
        if (names != null && !names.contains(word)) {
            near(page, "IL132", word, at, names, "`" + home + "` has no name");
        }
    }

    private static void parameters(PolicyText page, String text, String code, int from, int to, ClauseDraft.Ids ids) {
        Matcher m = Pattern.compile("Parameter\\s*\\(\\s*id\\s*==\\s*\"([^\"\n]*)\"")
                .matcher(text)
                .region(from, to);
        while (m.find()) {
            if (code.charAt(m.start()) == 'P' && !ids.parameters().contains(m.group(1))) {
                page.error(
                        "IL134",
                        m.start(1),
                        m.group(1).length(),
                        "there is no parameter `" + m.group(1) + "`",
                        DidYouMean.help(m.group(1), ids.parameters(), "add it to a file in `rules/parameters/`"));
            }
        }
    }

    private static void near(
            PolicyText page, String code, String word, int at, java.util.Collection<String> known, String message) {
        Optional<String> meant = DidYouMean.nearest(word, known);
        meant.ifPresent(
                w -> page.error(code, at, word.length(), message + " `" + word + "`", "did you mean `" + w + "`?"));
    }

    private static int word(String code, String word, int start, int end) {
        Matcher m = Pattern.compile("\\b" + word + "\\b").matcher(code).region(start, end);
        return m.find() ? m.start() : end;
    }
}
