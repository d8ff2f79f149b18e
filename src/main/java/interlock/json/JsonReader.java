package interlock.json;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Fix;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) strictly, and NDJSON. It is our own so that each problem is reported at the exact characters and
 * in the user's words.
 */
public final class JsonReader {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

    private final SourceText source;
    private final String text;
    private final int end;
    private final Consumer<Diagnostic> problems;
    private int position;
    private int depth;

    private JsonReader(SourceText source, int start, int end, Consumer<Diagnostic> problems) {
        this.source = source;
        this.text = source.text();
        this.position = start;
        this.end = end;
        this.problems = problems;
    }

    /** The value that the file holds; empty if it cannot be read, which {@code problems} is then told. */
    public static Optional<Node> read(SourceText source, Consumer<Diagnostic> problems) {
        return read(source, 0, source.text().length(), problems);
    }

    /** The value on each line that holds one; lines that cannot be read are told to {@code problems} and left out. */
    public static List<Node> readLines(SourceText source, Consumer<Diagnostic> problems) {
        List<Node> values = new ArrayList<>();
        readLines(source, problems, values::add, reached -> {});
        return values;
    }

    /**
     * The same one after the other, so that a file of many lines is never held as values whole.
     *
     * @param reached is told after each line how many letters of the file have been read
     */
    public static void readLines(
            SourceText source, Consumer<Diagnostic> problems, Consumer<Node> values, IntConsumer reached) {
        String text = source.text();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            if (!text.substring(start, end).isBlank()) {
                read(source, start, end, problems).ifPresent(values);
            }
            reached.accept(end);
            start = end + 1;
        }
    }

    private static Optional<Node> read(SourceText source, int start, int end, Consumer<Diagnostic> problems) {
        JsonReader reader = new JsonReader(source, start, end, problems);
        try {
            return Optional.of(reader.document());
        } catch (InvalidInput e) {
            e.diagnostics().forEach(problems);
            return Optional.empty();
        }
    }

    private Node document() {
        skipBlanks();
        if (position == end) {
            throw problem(ReadingCode.CUT_OFF, "there is no value here", null);
        }
        Node value = value();
        skipBlanks();
        if (position < end) {
            throw problem(
                    ReadingCode.SYNTAX,
                    "there is something after the end of the value: " + Problems.name(text.codePointAt(position)),
                    "one value is all that may stand here");
        }
        return value;
    }

    private Node value() {
        char c = text.charAt(position);
        return switch (c) {
            case '{' -> entries();
            case '[' -> items();
            case '"' -> {
                int start = position;
                String value = string();
                yield new Node.Scalar(value, Node.Form.QUOTED, source.at(start, position));
            }
            default -> word();
        };
    }

    private Node entries() {
        int start = position;
        enter();
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, Location> seen = new HashMap<>();
        position++;
        needs(start);
        if (text.charAt(position) != '}') {
            while (true) {
                entry(start, entries, seen);
                if (!another(start, '}')) {
                    break;
                }
            }
        }
        position++;
        depth--;
        return new Node.Entries(entries, source.at(start, start + 1));
    }

    private void entry(int start, List<Node.Entry> entries, Map<String, Location> seen) {
        if (text.charAt(position) == '}') {
            throw commaBefore("a key in double quotes is expected here, not `}`");
        }
        if (text.charAt(position) != '"') {
            throw problem(
                    ReadingCode.SYNTAX,
                    "a key in double quotes is expected here, not " + Problems.name(text.codePointAt(position)),
                    helpAt());
        }
        int keyStart = position;
        String key = string();
        Location keyAt = source.at(keyStart, position);
        needs(start);
        if (text.charAt(position) != ':') {
            throw problem(
                    ReadingCode.SYNTAX,
                    "a `:` is expected after the key `" + key + "`, not " + Problems.name(text.codePointAt(position)),
                    null);
        }
        position++;
        needs(start);
        Node value = value();
        Location first = seen.putIfAbsent(key, keyAt);
        if (first == null) {
            entries.add(new Node.Entry(key, keyAt, value));
        } else {
            problems.accept(Problems.duplicate(source, key, keyAt, first));
        }
    }

    private Node items() {
        int start = position;
        enter();
        List<Node> items = new ArrayList<>();
        position++;
        needs(start);
        if (text.charAt(position) != ']') {
            while (true) {
                if (text.charAt(position) == ']') {
                    throw commaBefore("a value is expected here, not `]`");
                }
                items.add(value());
                if (!another(start, ']')) {
                    break;
                }
            }
        }
        position++;
        depth--;
        return new Node.Items(items, source.at(start, start + 1));
    }

    /** Whether a comma and so another value follows, rather than the closing bracket. */
    private boolean another(int start, char closing) {
        needs(start);
        char c = text.charAt(position);
        if (c == ',') {
            position++;
            needs(start);
            return true;
        }
        if (c != closing) {
            throw problem(
                    ReadingCode.SYNTAX,
                    "a `,` or a `" + closing + "` is expected here, not " + Problems.name(text.codePointAt(position)),
                    helpAt());
        }
        return false;
    }

    private void enter() {
        if (++depth > Problems.DEEPEST) {
            throw Problems.tooDeep(source, source.at(position, position + 1));
        }
    }

    /** Skips blanks to the next character, which the bracket opened at {@code start} must still have. */
    private void needs(int start) {
        skipBlanks();
        if (position == end) {
            Location opened = source.at(start, start + 1);
            throw cutOff("before the `" + text.charAt(start) + "` at " + opened.line() + ":" + opened.column()
                    + " is closed");
        }
    }

    private InvalidInput cutOff(String where) {
        int last = end;
        while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        boolean line = end < text.length();
        return Problems.fatal(
                source,
                ReadingCode.CUT_OFF,
                source.at(last, last + 1),
                (line ? "the line ends " : "the file ends ") + where,
                line ? "each value stands on one line" : "the file seems to be cut off");
    }

    private String string() {
        int start = position++;
        StringBuilder value = new StringBuilder();
        while (position < end) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return value.toString();
            }
            if (c == '\\') {
                escape(value, start);
            } else if (c < ' ') {
                throw c == '\n' || c == '\r'
                        ? Problems.fatal(
                                source,
                                ReadingCode.SYNTAX,
                                source.at(start, position),
                                "this text is not closed on its line",
                                "close it with `\"`, or write a line break as \\n")
                        : problem(
                                ReadingCode.SYNTAX,
                                "the character " + Problems.name(c) + " cannot stand in JSON text",
                                "write it as \\u%04x".formatted((int) c));
            } else {
                value.append(c);
                position++;
            }
        }
        Location opened = source.at(start, start + 1);
        throw cutOff("in the middle of the text that begins at " + opened.line() + ":" + opened.column());
    }

    private void escape(StringBuilder value, int start) {
        if (position + 1 >= end) {
            Location opened = source.at(start, start + 1);
            throw cutOff("in the middle of the text that begins at " + opened.line() + ":" + opened.column());
        }
        char c = text.charAt(position + 1);
        int plain = "\"\\/bfnrt".indexOf(c);
        if (plain >= 0) {
            value.append("\"\\/\b\f\n\r\t".charAt(plain));
            position += 2;
            return;
        }
        int unit = c == 'u' ? unit(position + 2) : -1;
        boolean whole = unit >= 0 && !Character.isSurrogate((char) unit);
        if (whole) {
            value.append((char) unit);
            position += 6;
            return;
        }
        int low = unit >= 0 && Character.isHighSurrogate((char) unit) && text.startsWith("\\u", position + 6)
                ? unit(position + 8)
                : -1;
        if (low < 0 || !Character.isLowSurrogate((char) low)) {
            throw Problems.fatal(
                    source,
                    ReadingCode.SYNTAX,
                    source.at(position, position + (unit >= 0 ? 6 : 2)),
                    unit >= 0
                            ? "`" + text.substring(position, position + 6) + "` is half a character"
                            : "`\\" + c + "` is not a character",
                    "write a backslash as \\\\");
        }
        value.append((char) unit).append((char) low);
        position += 12;
    }

    private int unit(int from) {
        if (from + 4 > end) {
            return -1;
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    private Node word() {
        int start = position;
        int stop = start;
        while (stop < end && isWordPart(text.charAt(stop))) {
            stop++;
        }
        String word = text.substring(start, stop);
        if (word.isEmpty()) {
            throw problem(
                    ReadingCode.SYNTAX,
                    "a value is expected here, not " + Problems.name(text.codePointAt(position)),
                    helpAt());
        }
        Location at = source.at(start, stop);
        position = stop;
        if (word.equals("null")) {
            return new Node.Scalar("", Node.Form.NOTHING, at);
        }
        if (word.equals("true") || word.equals("false")) {
            return new Node.Scalar(word, Node.Form.TRUTH, at);
        }
        if (NUMBER.matcher(word).matches()) {
            return new Node.Scalar(word, Node.Form.NUMBER, at);
        }
        if (stop == end && end == text.length() && depth > 0) {
            throw cutOff("in the middle of a value");
        }
        if (NOT_FINITE.matcher(word).matches()) {
            throw Problems.fatal(
                    source, ReadingCode.NOT_FINITE, at, "`" + word + "` is not a number", "leave out what is unknown");
        }
        throw Problems.fatal(
                source,
                ReadingCode.SYNTAX,
                at,
                "`" + word + "` is not a value",
                Character.isDigit(word.charAt(0)) && word.charAt(0) == '0'
                        ? "write a number without leading zeros"
                        : "put text in double quotes");
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.' || c == '_';
    }

    /** What to do about the character that stands here although it should not. */
    private @Nullable String helpAt() {
        return switch (text.charAt(position)) {
            case '\'' -> "put text in double quotes";
            case '/', '#' -> "there are no comments in JSON";
            case '"' -> "a comma is missing before it";
            default -> null;
        };
    }

    private InvalidInput problem(ReadingCode code, String message, @Nullable String help) {
        return Problems.fatal(source, code, source.at(position, position + 1), message, help);
    }

    /** A closing bracket stands behind a comma. */
    private InvalidInput commaBefore(String message) {
        int comma = text.lastIndexOf(',', position);
        return new InvalidInput(List.of(Problems.error(
                        source,
                        ReadingCode.SYNTAX,
                        source.at(position, position + 1),
                        message,
                        "remove the comma before it")
                .withFix(Fix.replacing(source.at(comma, comma + 1), ""))));
    }

    private void skipBlanks() {
        while (position < end) {
            char c = text.charAt(position);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            position++;
        }
    }
}
