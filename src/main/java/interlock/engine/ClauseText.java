package interlock.engine;

import interlock.diagnostic.DidYouMean;
import interlock.policy.Clause;
import interlock.policy.Policy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a clause taken apart no further than its quotes, its brackets and the words {@code when} and {@code then}:
 * what a parser places worst is found here at the very character.
 */
final class ClauseText {

    /** Something wrong at a place in the text; {@code at} counts from the start of the text. */
    record Flaw(
            String code,
            int at,
            int length,
            String message,
            @Nullable String help) {}

    private record Word(String text, int at) {}

    private static final List<String> OF_CONDITIONS = List.of("accumulate", "and", "exists", "from", "not", "or");
    private static final Set<String> OF_THE_LANGUAGE =
            Set.of("forall", "eval", "groupby", "collect", "over", "entry", "point", "window", "init");

    private static final Set<String> AROUND_PATTERNS = Set.of("when", "and", "or", "not", "exists", "accumulate");

    private static final Pattern QUOTES_AND_COMMENTS = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])*+'|(?<comment>//[^\n]*|(?s:/\\*.*?\\*/))");

    private static final Pattern NEEDING = Pattern.compile("(?<![\\w$])[A-Za-z]\\w*");

    private final String text;
    private final Set<String> kinds;
    private final int end;
    private final List<Flaw> flaws = new ArrayList<>();
    private final List<Word> outside = new ArrayList<>();
    private final Map<String, Integer> keywords = new HashMap<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private int position;

    /** One clause of a policy with blanks for all that stands before it, so that every position stays that of the file. */
    static String of(Policy policy, Clause clause) {
        return policy.source().substring(0, clause.start()).replaceAll("[^\n]", " ")
                + policy.source().substring(clause.start(), clause.end());
    }

    /**
     * A text with blanks for its comments. Drools leaves a comment that stands within a condition in the text of the
     * condition, where its words look like names of fields.
     */
    static String withoutComments(String text) {
        return QUOTES_AND_COMMENTS
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(
                        // What may end a comment before its end is left to the gate, which refuses it.
                        m.group(1) == null || m.group().contains("\\u")
                                ? m.group()
                                : m.group().replaceAll("[^\n]", " ")));
    }

    /**
     * @param start where the word rule stands
     * @param end behind the word end
     * @param kinds what a pattern can match
     */
    ClauseText(String text, int start, int end, String name, Set<String> kinds) {
        this.text = text;
        this.kinds = kinds;
        this.end = end;
        this.position = start + "rule".length();
        scan();
        closeAll();
        opened();
        if (flaws.stream().anyMatch(f -> text.charAt(f.at()) == '"' || text.charAt(f.at()) == '\'')) {
            // An open quote hides the brackets behind it.
            flaws.removeIf(f -> text.charAt(f.at()) != '"' && text.charAt(f.at()) != '\'');
        }
        if (flaws.isEmpty()) {
            keyword("when", keywords.getOrDefault("then", end), start, name);
            keyword("then", end, start, name);
            conditions();
        }
    }

    /** What is wrong, in the order of the text. */
    List<Flaw> flaws() {
        return List.copyOf(flaws);
    }

    /** Where what stands behind {@code then} begins; -1 if there is none. */
    int consequenceStart() {
        return keywords.containsKey("then") ? keywords.getOrDefault("then", 0) + "then".length() : -1;
    }

    private static Flaw flaw(int at, int length, String message, @Nullable String help) {
        return new Flaw("IL120", at, length, message, help);
    }

    private void scan() {
        while (position < end) {
            char c = text.charAt(position);
            if (c == '"' || c == '\'') {
                string(c);
            } else if (text.startsWith("//", position)) {
                position = until("\n");
            } else if (text.startsWith("/*", position)) {
                position = Math.min(end, until("*/") + 2);
            } else if (Character.isJavaIdentifierStart(c)) {
                word();
            } else {
                bracket(c);
                position++;
            }
        }
    }

    private int until(String mark) {
        int found = text.indexOf(mark, position);
        return found < 0 || found > end ? end : found;
    }

    private void string(char quote) {
        int start = position++;
        while (position < end && text.charAt(position) != '\n') {
            char c = text.charAt(position);
            position += c == '\\' ? 2 : 1;
            if (c == quote) {
                return;
            }
        }
        flaws.add(flaw(
                start, 1, "the quote that begins here is not closed on its line", "close it with `" + quote + "`"));
    }

    private void word() {
        int start = position;
        while (position < end && Character.isJavaIdentifierPart(text.charAt(position))) {
            position++;
        }
        String word = text.substring(start, position);
        boolean conditions = keywords.containsKey("when") && !keywords.containsKey("then");
        if (conditions && text.charAt(start - 1) != '.' && beginsACondition(word)) {
            closePatterns(start);
        }
        if ((word.equals("when") || word.equals("then")) && keywords.containsKey(word)) {
            flaws.add(
                    flaw(start, word.length(), "`" + word + "` stands twice in this clause", "remove one of the two"));
        } else if (word.equals("when")) {
            keywords.put(word, start);
        } else if (word.equals("then")) {
            closeAll();
            keywords.put(word, start);
        } else if (word.equals("end") && position >= end) {
            closeAll();
        } else if (open.isEmpty()) {
            outside.add(new Word(word, start));
        }
    }

    private void bracket(char c) {
        if ((c == '|' || c == '&') && position + 1 < end && text.charAt(position + 1) == c && betweenPatterns()) {
            String word = c == '|' ? "or" : "and";
            String sign = "" + c + c;
            flaws.add(new Flaw(
                    "IL129",
                    position,
                    2,
                    "`" + sign + "` may stand between comparisons and not between patterns",
                    "write `" + word + "`"));
            position++;
            return;
        }
        if (c == ';' && keywords.containsKey("when") && !keywords.containsKey("then") && !open.isEmpty()) {
            closePatterns(position);
        } else if (c == ';' && keywords.containsKey("then")) {
            closeStatement();
        } else if (c == '(' || c == '[' || c == '{') {
            open.push(position);
        } else if (c == ')' || c == ']' || c == '}') {
            char opening = c == ')' ? '(' : c == ']' ? '[' : '{';
            if (!open.isEmpty() && text.charAt(open.peek()) == opening) {
                open.pop();
            } else {
                flaws.add(flaw(position, 1, "the `" + c + "` closes no bracket", "remove it, or open one before it"));
            }
        }
    }

    /** What a conclusion opens it closes before its semicolon, but for a brace: such holds semicolons itself. */
    private void closeStatement() {
        while (!open.isEmpty() && text.charAt(open.peek()) != '{') {
            int at = open.pop();
            long row = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
            flaws.add(flaw(
                    position,
                    1,
                    "the `" + text.charAt(at) + "` on line " + row + " is not closed before this",
                    "look for a missing closing bracket"));
        }
    }

    private boolean beginsACondition(String word) {
        boolean opens = text.substring(position, end).stripLeading().startsWith("(");
        return (opens && (kinds.contains(word) || word.equals("accumulate") || word.equals("exists")))
                || word.equals("and")
                || word.equals("or");
    }

    /** Where a new condition begins or an accumulate goes on, the brackets of the pattern before must be closed. */
    private void closePatterns(int next) {
        while (!open.isEmpty() && text.charAt(open.peek()) == '(' && !holdsPatterns(open.peek())) {
            int opened = open.pop();
            int behind = next;
            while (behind > 0 && (Character.isWhitespace(text.charAt(behind - 1)) || binding(behind))) {
                behind = binding(behind) ? text.lastIndexOf('$', behind - 1) : behind - 1;
            }
            long row = text.substring(0, opened).chars().filter(c -> c == '\n').count() + 1;
            flaws.add(flaw(
                    Math.max(0, behind - 1),
                    1,
                    "a `)` is missing behind this: the `(` on line " + row + " is not closed",
                    "close it before the next condition"));
        }
    }

    /** Whether what stands before a place is the name of a pattern, as in {@code $one :}. */
    private boolean binding(int behind) {
        int line = text.lastIndexOf('\n', behind - 1);
        return text.substring(line + 1, behind).matches("(?s).*\\$\\w+\\s*:\\s*");
    }

    private boolean holdsPatterns(int bracket) {
        if (belongsToAWord(bracket)) {
            String word = text.substring(0, bracket).stripTrailing();
            word = word.substring(word.length() - wordLength(word));
            // Of a word that is nothing here, nothing can be told of its bracket either.
            return !kinds.contains(word)
                    && !Functions.NAMES.contains(word)
                    && !GatheringReader.GATHERERS.contains(word);
        }
        // One that holds a comparison is in the wrong place or one too many.
        String inside = text.substring(bracket + 1, end).stripLeading();
        return inside.isEmpty()
                || !Character.isLowerCase(inside.charAt(0))
                || inside.matches("(?s)(not|exists|accumulate)\\b.*");
    }

    private static int wordLength(String before) {
        int length = 0;
        while (length < before.length()
                && Character.isJavaIdentifierPart(before.charAt(before.length() - 1 - length))) {
            length++;
        }
        return length;
    }

    /** Whether a sign stands in the conditions, and in no bracket but such as hold patterns. */
    private boolean betweenPatterns() {
        return keywords.containsKey("when")
                && !keywords.containsKey("then")
                && text.substring(0, position).stripTrailing().endsWith(")")
                && open.stream().allMatch(at -> text.charAt(at) == '(' && !belongsToAWord(at));
    }

    /** Whether a bracket holds the conditions of a pattern or the values of a function. */
    private boolean belongsToAWord(int bracket) {
        int to = bracket;
        while (to > 0 && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        int from = to;
        while (from > 0 && Character.isJavaIdentifierPart(text.charAt(from - 1))) {
            from--;
        }
        return from < to && !AROUND_PATTERNS.contains(text.substring(from, to));
    }

    private void closeAll() {
        for (int at : open) {
            flaws.add(flaw(at, 1, "the `" + text.charAt(at) + "` is not closed", "look for a missing closing bracket"));
        }
        open.clear();
    }

    /** Where a bracket too many closes nothing, the words that need one and have none. */
    private void opened() {
        if (flaws.stream()
                .noneMatch(f -> text.charAt(f.at()) == ')' && f.message().contains("closes no bracket"))) {
            return;
        }
        Matcher word = NEEDING.matcher(Condition.blanked(text.substring(0, end)));
        int from = keywords.getOrDefault("when", end);
        while (from < end && word.find(from)) {
            from = word.end();
            String name = word.group();
            boolean needs = kinds.contains(name)
                    || Functions.NAMES.contains(name)
                    || Functions.VERBS.contains(name)
                    || GatheringReader.GATHERERS.contains(name)
                    || name.equals("accumulate");
            if (needs
                    && !word.hitEnd()
                    && !text.substring(word.end(), end).stripLeading().startsWith("(")
                    && text.charAt(word.start() - 1) != '.') {
                flaws.add(flaw(
                        word.start(),
                        name.length(),
                        "behind `" + name + "` a `(` is missing",
                        "write `" + name + "( … )`"));
            }
        }
    }

    /** What stands before a bracket or a pattern and is nearly one of the words that may. */
    private void conditions() {
        for (Word word : outside) {
            if (word.at() > keywords.getOrDefault("when", end)
                    && word.at() < keywords.getOrDefault("then", 0)
                    && Character.isLowerCase(word.text().charAt(0))
                    && text.charAt(word.at() - 1) != '.'
                    && !OF_CONDITIONS.contains(word.text())
                    && !OF_THE_LANGUAGE.contains(word.text())) {
                DidYouMean.asked(word.text(), OF_CONDITIONS)
                        .ifPresent(help -> flaws.add(flaw(
                                word.at(), word.text().length(), "`" + word.text() + "` is not expected here", help)));
            }
        }
    }

    private void keyword(String keyword, int before, int start, String name) {
        if (keywords.containsKey(keyword)) {
            return;
        }
        for (Word word : outside) {
            if (word.at() < before
                    && DidYouMean.nearest(word.text(), List.of(keyword)).isPresent()) {
                flaws.add(flaw(
                        word.at(),
                        word.text().length(),
                        "`" + word.text() + "` is not expected here",
                        "did you mean `" + keyword + "`?"));
                return;
            }
        }
        int missing = keyword.equals("when") ? behindName(start, name) : beforeVerb(start);
        flaws.add(flaw(
                missing,
                missing == start ? "rule".length() : 1,
                "the clause `" + name + "` has no `" + keyword + "`",
                keyword.equals("when") ? "put its conditions behind `when`" : "put what it concludes behind `then`"));
    }

    /** Where the conditions begin that lack their word: on the line left empty for it, if there is one. */
    private int behindName(int start, String name) {
        int named = text.indexOf(name, start);
        int line = named < 0 ? -1 : text.indexOf('\n', named);
        if (line < 0 || line + 1 >= end) {
            return start;
        }
        return emptyLine(line + 1) ? line + 1 : start;
    }

    private int beforeVerb(int start) {
        for (Word word : outside) {
            if (Functions.VERBS.contains(word.text()) && word.at() > start) {
                int line = text.lastIndexOf('\n', word.at());
                int before = line <= 0 ? -1 : text.lastIndexOf('\n', line - 1);
                return before >= start && emptyLine(before + 1) ? before + 1 : word.at();
            }
        }
        return start;
    }

    private boolean emptyLine(int begin) {
        int next = text.indexOf('\n', begin);
        return text.substring(begin, next < 0 ? text.length() : next).isBlank();
    }
}
