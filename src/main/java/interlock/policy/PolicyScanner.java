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

    /** A rule from the word rule to the word end, or to where the next rule begins if its end is missing. */
    record Rule(
            String name,
            int start,
            int end,
            int line,
            @Nullable Comment comment,
            boolean ended) {}

    private final String source;
    private int position;
    private @Nullable Comment pending;
    private @Nullable Comment header;
    private @Nullable String packageName;
    private int packageStart = -1;
    private final List<Rule> rules = new ArrayList<>();

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
        while (position < source.length()) {
            if (skipCommentOrString()) {
                continue;
            }
            String word = word();
            if (word.isEmpty()) {
                position++;
            } else if (word.equals("package") && packageName == null) {
                packageStart = position;
                position += word.length();
                packageName = restOfStatement();
                header = pending;
                pending = null;
            } else if (word.equals("rule")) {
                rule();
            } else {
                position += word.length();
            }
        }
    }

    private void rule() {
        int start = position;
        Comment comment = pending;
        pending = null;
        position += "rule".length();
        String name = name();
        boolean ended = false;
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
            position += word.length();
            if (word.equals("end")) {
                ended = true;
                break;
            }
        }
        rules.add(new Rule(name, start, position, line(start), comment, ended));
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
        int end = position;
        while (end < source.length() && isWordPart(source.charAt(end))) {
            end++;
        }
        return source.substring(position, end);
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
