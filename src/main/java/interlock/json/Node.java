package interlock.json;

import interlock.diagnostic.Location;
import java.util.List;
import java.util.Optional;

/** A part of a data file, with the place where it stands. */
public sealed interface Node {

    /** Where it stands; for entries and items the place where they begin. */
    Location at();

    /** What it is, in words that follow "is" or "not": {@code text}, {@code a list}. */
    String words();

    /** Whether it says nothing: null, or an empty cell. */
    default boolean nothing() {
        return false;
    }

    /** Named values in the order of the file; no key occurs twice. */
    record Entries(List<Entry> entries, Location at) implements Node {
        public Entries {
            entries = List.copyOf(entries);
        }

        /** The entry of that key, if there is one. */
        public Optional<Entry> entry(String key) {
            return entries.stream().filter(e -> e.key.equals(key)).findFirst();
        }

        @Override
        public String words() {
            return "a group of fields";
        }
    }

    /** One named value. */
    record Entry(String key, Location keyAt, Node value) {}

    /** Values one after the other. */
    record Items(List<Node> items, Location at) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String words() {
            return "a list";
        }
    }

    /** A single value, as written; what it means is up to the field it stands in. Empty if it is nothing. */
    record Scalar(String text, Form form, Location at) implements Node {
        @Override
        public String words() {
            return form.words;
        }

        @Override
        public boolean nothing() {
            return form == Form.NOTHING;
        }
    }

    /** How a single value is written. */
    enum Form {
        /** Text in quotes, or in a YAML block. */
        QUOTED("text"),
        /** Words in YAML without quotes: text, a number, a date or a truth value, as the field asks. */
        BARE("text"),
        /** A cell of a CSV file: anything, several values with {@code |} between them included. */
        CELL("text"),
        /** A number in JSON. */
        NUMBER("a number"),
        /** {@code true} or {@code false} in JSON. */
        TRUTH("a truth value"),
        /** Null, or an empty cell. */
        NOTHING("nothing");

        private final String words;

        Form(String words) {
            this.words = words;
        }
    }
}
