package interlock.report.render;

/** Writes a directed graph in the language of Graphviz. */
final class Dot {
    private static final int WIDTH = 40;

    private final StringBuilder out = new StringBuilder("digraph interlock {\n");

    Dot(String direction) {
        out.append("  graph [rankdir=").append(direction).append(", fontname=\"sans-serif\"];\n");
        out.append("  node [fontname=\"sans-serif\", fontsize=11];\n  edge [fontname=\"sans-serif\", fontsize=10];\n");
    }

    /** A node; {@code attributes} are taken as they are. */
    void node(String id, String label, String attributes) {
        out.append("  ")
                .append(quoted(id))
                .append(" [label=")
                .append(quoted(broken(label)))
                .append(", ")
                .append(attributes)
                .append("];\n");
    }

    /** An edge; {@code attributes} are taken as they are and may be empty. */
    void edge(String from, String to, String label, String attributes) {
        out.append("  ").append(quoted(from)).append(" -> ").append(quoted(to));
        String all = (label.isEmpty() ? "" : "label=" + quoted(broken(label)))
                + (label.isEmpty() || attributes.isEmpty() ? "" : ", ")
                + attributes;
        out.append(all.isEmpty() ? "" : " [" + all + "]").append(";\n");
    }

    /** The whole graph, ending with a line break. */
    String end() {
        return out + "}\n";
    }

    private static String broken(String label) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : label.split("\\s+", -1)) {
            if (length > 0 && length + 1 + word.length() > WIDTH) {
                lines.append('\n');
                length = 0;
            } else if (length > 0) {
                lines.append(' ');
                length++;
            }
            lines.append(word);
            length += word.length();
        }
        return lines.toString();
    }

    /** A string of the language; a backslash would begin an escape, a control mark is shown as what cannot be shown. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> quoted.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c);
            }
        });
        return quoted.append('"').toString();
    }
}
