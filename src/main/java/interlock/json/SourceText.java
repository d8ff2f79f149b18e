package interlock.json;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a file, which knows its lines. Columns and lengths count UTF-16 units; a byte order mark is not part of the text. */
public final class SourceText {
    private static final int LONGEST_SNIPPET = 100_000;

    private final String file;
    private final String text;
    private final int[] lineStarts;
    private final Map<Integer, String> lines = new HashMap<>();

    /** @param file the path as diagnostics show it */
    public SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    /**
     * The text of UTF-8 bytes.
     *
     * @throws InvalidInput if they are not UTF-8, with the first byte that is not
     */
    public static SourceText decode(String file, byte[] bytes) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int start = marked ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length - start);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (!result.isError()) {
            return new SourceText(file, out.toString());
        }
        int bad = in.position();
        String lenient = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        SourceText shown = new SourceText(file, lenient);
        int value = bytes[bad] & 0xFF;
        String message = bytes.length >= 2 && (value == 0xFF || value == 0xFE) && bad == start
                ? "the file is UTF-16, not UTF-8"
                : "the byte 0x%02X is not UTF-8".formatted(value)
                        + (value >= 0xA0 ? " (in Latin-1 it would be `" + (char) value + "`)" : "");
        throw new InvalidInput(List.of(shown.shown(Diagnostic.error(
                ReadingCode.NOT_UTF8.code(),
                shown.at(out.length(), out.length() + 1),
                message,
                "save the file as UTF-8"))));
    }

    /** The path as diagnostics show it. */
    public String file() {
        return file;
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** The place of the characters from {@code start} to before {@code end}, as far as they stand on one line. */
    public Location at(int start, int end) {
        int found = Arrays.binarySearch(lineStarts, start);
        int line = found >= 0 ? found : -found - 2;
        int column = start - lineStarts[line];
        int onLine = Math.min(end, endOfLine(line)) - start;
        return new Location(file, line + 1, column + 1, Math.max(1, onLine));
    }

    /** The place just behind the last character that is not blank, where something is missing. */
    public Location end() {
        int end = text.length();
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return at(end, end + 1);
    }

    /** The line of that number (from 1) without its end; null if there is none or it is too long to show. */
    public @Nullable String line(int number) {
        if (number < 1 || number > lineStarts.length) {
            return null;
        }
        int start = lineStarts[number - 1];
        int end = endOfLine(number - 1);
        return end - start > LONGEST_SNIPPET ? null : lines.computeIfAbsent(number, n -> text.substring(start, end));
    }

    /** The same diagnostic with the line it is about, unless it has one or is about another file. */
    public Diagnostic shown(Diagnostic diagnostic) {
        return diagnostic.snippet() != null || !diagnostic.at().file().equals(file)
                ? diagnostic
                : diagnostic.withSnippet(line(diagnostic.at().line()));
    }

    private int endOfLine(int line) {
        int end = line + 1 < lineStarts.length ? lineStarts[line + 1] : text.length();
        int start = lineStarts[line];
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
