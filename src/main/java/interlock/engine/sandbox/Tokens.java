package interlock.engine.sandbox;

import interlock.engine.sandbox.Token.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of policies cut into words and signs by rules so narrow that no other reader can cut it differently: no
 * backslash, no character that steers, nothing but plain letters outside of quotes. Comments are blanked out, so that
 * whoever reads on sees what was judged and nothing else.
 */
final class Tokens {
    /** The longest text in quotes, and the longest number. */
    private static final int LONGEST_STRING = 500;

    private static final int LONGEST_NUMBER = 24;
    private static final int DEEPEST = 40;
    private static final Pattern BLANK = Pattern.compile("[ \\t\\n]+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z0-9_]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9][A-Za-z0-9_]*(?:\\.[0-9][A-Za-z0-9_]*)?");
    private static final Pattern PLAIN_NUMBER = Pattern.compile("[0-9][0-9_]*(?:\\.[0-9]+)?[BDFILbdfil]?");
    private static final Pattern STRING = Pattern.compile("\"[^\"\\n]*\"|'[^'\"\\n]*'");
    private static final Pattern SIGN = Pattern.compile("==|!=|<=|>=|&&|\\|\\||[().,;:<>*!-]");

    private final String source;
    private final StringBuilder plain;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    /** Cuts a text; what cannot be cut is refused and passed over. */
    Tokens(String source) {
        this.source = source;
        this.plain = new StringBuilder(source);
        cut();
    }

    /** The words and signs, an end behind the last. */
    List<Token> tokens() {
        return tokens;
    }

    /** The text with blanks for comments; every line break stays. */
    String plain() {
        return plain.toString();
    }

    List<Refusal> refusals() {
        return refusals;
    }

    private void cut() {
        int at = 0;
        int line = 1;
        int lineStart = 0;
        int depth = 0;
        while (at < source.length()) {
            int end = Math.max(skip(BLANK, at), comment(at));
            if (end > at) {
                int escape = source.substring(at, end).indexOf("\\u");
                if (escape >= 0) {
                    // A compiler of Java reads such a thing before it knows that it stands in a comment.
                    refuse(
                            new Token(Sort.SIGN, "\\u", at, line, at - lineStart + 1 + escape),
                            "IL171",
                            "`\\u` may not stand in a policy, not even in a comment",
                            "write the character itself");
                }
                for (int i = at; i < end; i++) {
                    if (source.charAt(i) == '\n') {
                        line++;
                        lineStart = i + 1;
                    } else {
                        plain.setCharAt(i, ' ');
                    }
                }
                at = end;
                continue;
            }
            Token token = token(at, line, at - lineStart + 1);
            tokens.add(token);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth > DEEPEST) {
                refuse(token, "IL172", "brackets are nested too deeply", "at most " + DEEPEST + " may be open at once");
                depth = 0;
            }
            at = token.end();
        }
        tokens.add(new Token(Sort.END, "", at, line, at - lineStart + 1));
    }

    private Token token(int at, int line, int column) {
        for (var shape : List.of(
                new Shape(Sort.WORD, WORD),
                new Shape(Sort.VARIABLE, VARIABLE),
                new Shape(Sort.NUMBER, NUMBER),
                new Shape(Sort.STRING, STRING),
                new Shape(Sort.SIGN, SIGN))) {
            int end = skip(shape.pattern(), at);
            if (end > at) {
                Token token = new Token(shape.sort(), source.substring(at, end), at, line, column);
                check(token);
                return token;
            }
        }
        int c = source.codePointAt(at);
        Token token = new Token(Sort.SIGN, Character.toString(c), at, line, column);
        refuse(
                token,
                "IL171",
                c == '"' || c == '\''
                        ? "this quote is not closed on its line"
                        : character(c) + " may not stand in a policy",
                c == '\\'
                        ? "write the character itself"
                        : c == '"' || c == '\''
                                ? "close it"
                                : "a policy has plain letters, digits and ( ) . , ; : == != < > && ||");
        return token;
    }

    private record Shape(Sort sort, Pattern pattern) {}

    private void check(Token token) {
        if (token.sort() == Sort.NUMBER) {
            if (!PLAIN_NUMBER.matcher(token.text()).matches() || token.text().length() > LONGEST_NUMBER) {
                refuse(
                        token,
                        "IL172",
                        "`" + shown(token.text()) + "` is not a number that a policy may hold",
                        "write it in plain digits, at most " + LONGEST_NUMBER + ", or take it from a `Parameter`");
            }
        } else if (token.sort() == Sort.STRING) {
            if (token.text().length() > LONGEST_STRING + 2) {
                refuse(
                        token,
                        "IL172",
                        "the text in quotes is too long",
                        "at most " + LONGEST_STRING + " characters may stand between quotes");
            }
            token.text()
                    .codePoints()
                    .filter(c -> c == '\\' || steers(c))
                    .findFirst()
                    .ifPresent(c -> refuse(
                            token,
                            "IL171",
                            character(c) + " may not stand in quotes",
                            c == '\\' ? "write the character itself" : "remove it"));
        }
    }

    private static boolean steers(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String character(int c) {
        return c > 0x20 && c < 0x7f ? "`" + (char) c + "`" : "the character U+" + String.format("%04X", c);
    }

    static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 39) + "…" : text;
    }

    private void refuse(Token token, String code, String message, String help) {
        refusals.add(new Refusal(code, token.line(), token.column(), token.text(), message, help));
    }

    /** Where the comment that begins here ends; here if none does. */
    private int comment(int at) {
        if (source.startsWith("//", at)) {
            int end = source.indexOf('\n', at);
            return end < 0 ? source.length() : end;
        }
        int end = source.startsWith("/*", at) ? source.indexOf("*/", at + 2) : -1;
        return end < 0 ? at : end + 2;
    }

    private int skip(Pattern pattern, int at) {
        Matcher m = pattern.matcher(source).region(at, source.length());
        return m.lookingAt() ? m.end() : at;
    }
}
