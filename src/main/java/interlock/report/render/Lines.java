package interlock.report.render;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a width. */
final class Lines {
    /** The width of all text output, so that it does not depend on the terminal. */
    static final int WIDTH = 100;

    private Lines() {}

    /** The text in lines that begin with {@code indent}, broken at blanks; a word longer than a line stays whole. */
    static String wrapped(String text, String indent) {
        return wrapped(text, indent, indent);
    }

    /** The same with another beginning for the first line. */
    static String wrapped(String text, String first, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return String.join("\n", lines) + "\n";
    }

    /** The text cut or filled with blanks to a width. */
    static String column(String text, int width) {
        if (text.length() > width) {
            return text.substring(0, width - 1) + "…";
        }
        return text + " ".repeat(width - text.length());
    }
}
