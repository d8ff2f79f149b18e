package interlock.report;

import interlock.json.JsonReader;
import interlock.json.Node;
import interlock.json.SourceText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of evaluating again what a report says it ran. The names of components are the names in the JSON, which are a
 * contract like those of a report.
 *
 * @param report the SHA-256 (hex) of the report on file
 * @param obstacles why it cannot be evaluated again; empty if it was
 * @param difference where the result first differs; null if it agrees or was not evaluated
 */
public record Replay(
        String format,
        String report,
        LocalDate asOf,
        LocalDate knownAsOf,
        Verdict verdict,
        List<Obstacle> obstacles,
        @Nullable Difference difference) {

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.replay/1";

    public Replay {
        obstacles = List.copyOf(obstacles);
    }

    /** Whether the report agrees with what comes out now. */
    public enum Verdict {
        /** Byte for byte. */
        AGREES,
        DIFFERS,
        /** Something that the report was made from is not there, or not as it was. */
        UNREPLAYABLE
    }

    /** What is not as it was. */
    public enum Reason {
        CHANGED,
        MISSING,
        NEW,
        OTHER_ENGINE
    }

    /**
     * Something that is not as it was.
     *
     * @param name of the file as reports know it, or {@code engine}
     * @param recorded the digest or version that the report gives; null for a file that it does not know
     * @param present the digest or version there is; null for a file that is not there
     */
    public record Obstacle(
            Reason reason,
            String name,
            @Nullable String recorded,
            @Nullable String present) {}

    /**
     * Where two reports first differ.
     *
     * @param path the way to it from the top, such as {@code signals[0].severity.floor}; empty if the two say the same and
     *     differ only in how it is written
     * @param line of the report on file
     * @param recorded what stands there; null if nothing does
     * @param present what comes out now; null if nothing does
     */
    public record Difference(
            String path,
            int line,
            @Nullable String recorded,
            @Nullable String present) {

        /** The first difference between a report on file and another; empty if not a byte differs. */
        public static Optional<Difference> between(RecordedRun recorded, String present) {
            if (recorded.text().equals(present)) {
                return Optional.empty();
            }
            List<Node> now = new ArrayList<>();
            JsonReader.read(new SourceText("", present), d -> {}).ifPresent(now::add);
            Optional<Difference> said = now.isEmpty() ? Optional.empty() : first("", recorded.tree(), now.get(0));
            return said.or(() -> Optional.of(written(recorded.text(), present)));
        }

        private static Difference written(String recorded, String present) {
            List<String> there = List.of(recorded.split("\n", -1));
            List<String> here = List.of(present.split("\n", -1));
            int line = 0;
            while (line < Math.min(there.size(), here.size()) && there.get(line).equals(here.get(line))) {
                line++;
            }
            return new Difference(
                    "",
                    line + 1,
                    line < there.size() ? there.get(line) : null,
                    line < here.size() ? here.get(line) : null);
        }

        private static Optional<Difference> first(String path, Node recorded, Node present) {
            if (recorded instanceof Node.Entries there && present instanceof Node.Entries here) {
                return entries(path, there, here);
            }
            if (recorded instanceof Node.Items there && present instanceof Node.Items here) {
                return items(path, there, here);
            }
            if (recorded instanceof Node.Scalar there
                    && present instanceof Node.Scalar here
                    && there.text().equals(here.text())
                    && there.form() == here.form()) {
                return Optional.empty();
            }
            return Optional.of(new Difference(path, recorded.at().line(), words(recorded), words(present)));
        }

        private static Optional<Difference> entries(String path, Node.Entries recorded, Node.Entries present) {
            for (Node.Entry entry : recorded.entries()) {
                String below = path.isEmpty() ? entry.key() : path + "." + entry.key();
                Optional<Node.Entry> other = present.entry(entry.key());
                Optional<Difference> difference = other.isPresent()
                        ? first(below, entry.value(), other.get().value())
                        : Optional.of(new Difference(below, entry.keyAt().line(), words(entry.value()), null));
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return present.entries().stream()
                    .filter(e -> recorded.entry(e.key()).isEmpty())
                    .findFirst()
                    .map(e -> new Difference(
                            path.isEmpty() ? e.key() : path + "." + e.key(),
                            recorded.at().line(),
                            null,
                            words(e.value())));
        }

        private static Optional<Difference> items(String path, Node.Items recorded, Node.Items present) {
            List<Node> there = recorded.items();
            List<Node> here = present.items();
            for (int i = 0; i < Math.max(there.size(), here.size()); i++) {
                String below = path + "[" + i + "]";
                Optional<Difference> difference;
                if (i >= there.size()) {
                    difference = Optional.of(new Difference(below, recorded.at().line(), null, words(here.get(i))));
                } else if (i >= here.size()) {
                    difference =
                            Optional.of(new Difference(below, there.get(i).at().line(), words(there.get(i)), null));
                } else {
                    difference = first(below, there.get(i), here.get(i));
                }
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        }

        /** A value as it is written, or what sort of thing it is. */
        private static String words(Node node) {
            if (node instanceof Node.Scalar scalar) {
                return scalar.form() == Node.Form.QUOTED
                        ? "\"" + scalar.text() + "\""
                        : scalar.nothing() ? "null" : scalar.text();
            }
            return node instanceof Node.Items items
                    ? "a list of " + items.items().size()
                    : node.words();
        }
    }
}
