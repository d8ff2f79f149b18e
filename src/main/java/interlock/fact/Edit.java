package interlock.fact;

import interlock.diagnostic.Location;
import interlock.json.Node;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A change to a fact base that somebody assumes, to see what would follow. It touches no file. */
public sealed interface Edit {
    /** The edit as it is written on the command line. */
    String said();

    /** Where it is written. */
    Location at();

    /** The edits to the same fact exclude one another unless both set a field; empty where no one fact is meant. */
    default @Nullable String fact() {
        return null;
    }

    /** A value as it is written, and as a fact file would hold it. */
    record Value(String text, Node node) {}

    /**
     * A pending fact comes about.
     *
     * @param amount what it then comes to; its cap if null
     */
    record Complete(String fact, @Nullable Value amount, Location at) implements Edit {
        @Override
        public String said() {
            return "--complete " + fact + (amount == null ? "" : "=" + amount.text());
        }
    }

    /** A pending fact comes to nothing. */
    record Collapse(String fact, Location at) implements Edit {
        @Override
        public String said() {
            return "--collapse " + fact;
        }
    }

    /**
     * A field of a fact says something else; what it says nothing of stays as it is, how credible it is included.
     *
     * @param field as a fact file names it
     * @param fieldAt where the field is named
     */
    record Change(String fact, String field, Value value, Location at, Location fieldAt) implements Edit {
        @Override
        public String said() {
            return "--set " + fact + "." + field + "=" + value.text();
        }
    }

    /** A fact is not on file at all. */
    record Drop(String fact, Location at) implements Edit {
        @Override
        public String said() {
            return "--drop " + fact;
        }
    }

    /**
     * What stands in a file is on file too.
     *
     * @param written the file as it is named
     */
    record Add(String written, Path file, Location at) implements Edit {
        @Override
        public String said() {
            return "--add " + written;
        }
    }

    /**
     * A fact is on file that nobody asserted.
     *
     * @param fact its id
     * @param value all that it says, as a fact file would hold it
     */
    record Suppose(String fact, Value value, Location at) implements Edit {
        @Override
        public String said() {
            return "--fact " + value.text();
        }
    }
}
