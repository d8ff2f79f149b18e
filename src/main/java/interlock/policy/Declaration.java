package interlock.policy;

import interlock.diagnostic.Location;
import java.util.List;

/** What a file of the vocabulary declares, as it was read; one that is broken is known by its name only. */
sealed interface Declaration {
    /** The name that files and policies use. */
    String name();

    /** Where the name stands. */
    Location at();

    /** Whether something is wrong with it, so that it cannot be used. */
    boolean broken();

    /**
     * A kind of fact.
     *
     * @param about what its comment says beside the tags
     * @param says its sentence
     */
    record OfFacts(String name, Location at, boolean broken, String about, String says, List<Part> fields)
            implements Declaration {
        public OfFacts {
            fields = List.copyOf(fields);
        }
    }

    /** A list of names, one of which a field can hold. */
    record OfNames(String name, Location at, boolean broken, List<String> constants) implements Declaration {
        public OfNames {
            constants = List.copyOf(constants);
        }
    }

    /**
     * A field as it was read.
     *
     * @param type the word behind the colon, or between the brackets of a list
     */
    record Part(String name, Location at, String type, Location typeAt, boolean list, boolean optional) {}
}
