package interlock.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Diagnostics as a person reads them: position, code and message on the first line, then the source line with a caret
 * under the characters meant, then the remedy. Control characters in what is shown are replaced, so that no input can
 * command a terminal.
 */
public final class DiagnosticText {
    private static final int WIDTH = 160;
    private static final int NUMBER_WIDTH = 5;

    private DiagnosticText() {}

    /** All of them, one below the other; each line ends with a line break. */
    public static String of(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(DiagnosticText::of).collect(Collectors.joining());
    }

    /** One of them; each line ends with a line break. */
    public static String of(Diagnostic diagnostic) {
        StringBuilder text = new StringBuilder();
        text.append(diagnostic.at())
                .append(' ')
                .append(diagnostic.severity().word())
                .append('[')
                .append(diagnostic.code())
                .append("] ")
                .append(printable(diagnostic.message()).replace('\t', ' '))
                .append('\n');
        String snippet = diagnostic.snippet();
        if (snippet != null && diagnostic.at().line() > 0) {
            snippet(text, snippet, diagnostic.at());
        }
        if (diagnostic.help() != null) {
            text.append("  help: ")
                    .append(printable(diagnostic.help()).replace('\t', ' '))
                    .append('\n');
        }
        return text.toString();
    }

    private static void snippet(StringBuilder text, String line, Location at) {
        int caret = Math.min(at.column() - 1, line.length());
        int start = line.length() <= WIDTH ? 0 : Math.max(0, Math.min(caret - WIDTH / 3, line.length() - WIDTH));
        int end = Math.min(line.length(), start + WIDTH);
        if (start > 0 && Character.isLowSurrogate(line.charAt(start))) {
            start--;
        }
        if (end < line.length() && Character.isLowSurrogate(line.charAt(end))) {
            end--;
        }
        String before = (start > 0 ? "…" : "") + printable(line.substring(start, caret));
        int length = Math.max(1, Math.min(at.length(), end - caret));
        String marked = line.substring(caret, Math.min(line.length(), caret + length));
        String number = String.valueOf(at.line());
        String margin = " ".repeat(Math.max(NUMBER_WIDTH, number.length()));
        text.append(margin, number.length(), margin.length())
                .append(number)
                .append(" | ")
                .append(before)
                .append(printable(line.substring(caret, end)))
                .append(end < line.length() ? "…" : "")
                .append('\n')
                .append(margin)
                .append(" | ")
                .append(blank(before))
                .append("^".repeat(Math.max(1, marked.codePointCount(0, marked.length()))))
                .append('\n');
    }

    /** As many blanks as the text is wide; tabs stay, so that they are as wide as in the line above. */
    private static String blank(String text) {
        return text.codePoints().mapToObj(c -> c == '\t' ? "\t" : " ").collect(Collectors.joining());
    }

    static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(c -> commands(c) ? '\uFFFD' : c).forEach(printable::appendCodePoint);
        return printable.toString();
    }

    /** Whether a terminal may obey the character instead of showing it: controls and marks of writing direction. */
    private static boolean commands(int c) {
        boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return (Character.isISOControl(c) && c != '\t') || direction;
    }
}
