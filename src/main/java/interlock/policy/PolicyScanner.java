package interlock.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits the text of a policy into its package line, its rules and the doc comments before them, without understanding
 * what stands inside a rule. It reads any text to its end, however broken, so that one bad rule hides no other.
 */
final class PolicyScanner {

    /** A doc comment with the text between its marks and the line on which it begins. */
    record Comment(String text, int start, int line) {}

    /**
     * A rule from the word rule to the word end, or to where the next rule begins if its end is missing.
     *
     * @param last where the last word inside it begins
     */
    record Rule(
            String name,
            int start,
            int end,
            int line,
            @Nullable Comment comment,
            boolean ended,
            int last) {}

    /** A word outside of any rule. */
    record Word(String text, int start) {}

    private final String source;
    private int position;
    private @Nullable Comment pending;
    private @Nullable Comment header;
    private @Nullable String packageName;
    private int packageStart = -1;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Word> imports = new ArrayList<>();
    private final List<Word> strays = new ArrayList<>();

    PolicyScanner(String source) {
        this.source = source;
        scan();
    }

    @Nullable
    Comment header() {
        return header;
    }

    @Nullable
    String packageName() {
        return packageName;
    }

    int packageStart() {
        return packageStart;
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    /** What is imported, such as {@code interlock.vocabulary.Fact.*}. */
    List<Word> imports() {
        return List.copyOf(imports);
    }

    /** The first word of each passage that belongs to nothing. */
    List<Word> strays() {
        return List.copyOf(strays);
    }

    /** The word at a place. */
    String wordAt(int index) {
        int end = index;
        while (end < source.length() && isWordPart(source.charAt(end))) {
            end++;
        }
        return source.substring(index, end);
    }

    /** The line, from 1, of a character. */
    int line(int index) {
        int line = 1;
        for (int i = 0; i < index && i < source.length(); i++) {
            if (source.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The column, from 1, of a character. */
    int column(int index) {
        return index - (index == 0 ? -1 : source.lastIndexOf('\n', index - 1));
    }

    private void scan() {
        @Nullable Comment first = null;
        boolean astray = false;
        while (position < source.length()) {
            if (astray ? skipCommentOrString() : skipComment()) {
                first = first == null ? pending : first;
                continue;
            }
            String word = word();
            if (word.equals("package") && packageName == null) {
                packageStart = position;
                position += word.length();
                packageName = restOfStatement();
                header = pending;
                pending = null;
                astray = false;
            } else if (word.equals("rule")) {
                rule();
                astray = false;
            } else if (word.equals("import")) {
                position += word.length();
                while (position < source.length() && source.charAt(position) == ' ') {
                    position++;
                }
                int start = position;
                imports.add(new Word(restOfStatement(), start));
                astray = false;
            } else if (!word.isEmpty() || !blank(source.charAt(position))) {
                if (!astray) {
                    strays.add(new Word(word.isEmpty() ? source.substring(position, position + 1) : word, position));
                    astray = true;
                }
                position += Math.max(1, word.length());
            } else {
                position++;
            }
        }
        if (packageName == null) {
            header = first;
        }
    }

    private static boolean blank(char c) {
        return Character.isWhitespace(c) || c == ';';
    }

    /** Where a rule that has no {@code end} stops saying anything: before blanks and before the comment of the next. */
    int behind(Rule rule) {
        int comment = source.indexOf("/*", rule.last());
        int end = comment < 0 ? rule.end() : Math.min(comment, rule.end());
        return source.substring(0, end).stripTrailing().length();
    }

    private void rule() {
        int start = position;
        Comment comment = pending;
        pending = null;
        position += "rule".length();
        String name = name();
        boolean ended = false;
        int last = start;
        while (position < source.length()) {
            if (skipCommentOrString()) {
                continue;
            }
            String word = word();
            if (word.isEmpty()) {
                position++;
                continue;
            }
            if (word.equals("rule")) {
                break;
            }
            last = position;
            position += word.length();
            if (word.equals("end")) {
                ended = true;
                break;
            }
        }
        rules.add(new Rule(name, start, position, line(start), comment, ended, last));
    }

    private String name() {
        while (position < source.length() && Character.isWhitespace(source.charAt(position))) {
            position++;
        }
        if (position < source.length() && (source.charAt(position) == '"' || source.charAt(position) == '\'')) {
            int start = position;
            skipString(source.charAt(position));
            return position > start + 1 ? source.substring(start + 1, position - 1) : "";
        }
        String word = word();
        if (word.equals("when")) {
            return "";
        }
        position += word.length();
        return word;
    }

    private String restOfStatement() {
        int start = position;
        while (position < source.length() && source.charAt(position) != ';' && source.charAt(position) != '\n') {
            position++;
        }
        return source.substring(start, position).trim();
    }

    private String word() {
        return wordAt(position);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private boolean skipCommentOrString() {
        char c = source.charAt(position);
        if (c == '"' || c == '\'') {
            skipString(c);
            return true;
        }
        return skipComment();
    }

    private boolean skipComment() {
        if (source.startsWith("//", position)) {
            int end = source.indexOf('\n', position);
            position = end < 0 ? source.length() : end;
            return true;
        }
        if (source.startsWith("/*", position)) {
            int start = position;
            int end = source.indexOf("*/", position + 2);
            position = end < 0 ? source.length() : end + 2;
            if (source.startsWith("/**", start) && end > start + 2) {
                pending = new Comment(source.substring(start + 3, end), start, line(start));
            }
            return true;
        }
        return false;
    }

    /** A string ends on its line; an unfinished one must not swallow the rest of the file. */
    private void skipString(char quote) {
        position++;
        while (position < source.length()) {
            char c = source.charAt(position);
            if (c == '\\') {
                position += 2;
                continue;
            }
            if (c == '\n') {
                return;
            }
            position++;
            if (c == quote) {
                return;
            }
        }
        position = Math.min(position, source.length());
    }
}
