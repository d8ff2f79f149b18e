package interlock.engine;

import interlock.derivation.SignalKey;
import interlock.vocabulary.Derived.EventType;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A way of matching a clause of which no condition is false and some are unknown, so that nobody can say whether the clause
 * holds.
 *
 * @param signal what it would raise
 * @param clause the name of the clause
 * @param facts the ids of the facts that it matches
 * @param unknown what its conditions ask for and nobody tells, in order
 */
public record OpenClause(SignalKey signal, String clause, SortedSet<String> facts, List<Unknown> unknown) {
    public OpenClause {
        unknown = List.copyOf(unknown);
    }

    /**
     * A figure that is not told.
     *
     * @param kind of the fact or given that would tell it
     * @param fact the id of the fact; null if there is none
     * @param parameter the id of the parameter, if it is one that no value of is known; otherwise null
     * @param field the field, as files name it; {@code low} or {@code high} of a share being left out
     * @param about what identifies the missing fact, by field; empty if there is a fact
     */
    public record Unknown(
            String kind,
            @Nullable String fact,
            @Nullable String parameter,
            String field,
            SortedMap<String, String> about)
            implements Comparable<Unknown> {
        public Unknown {
            about = Collections.unmodifiableSortedMap(new TreeMap<>(about));
        }

        /** The day of an event that is not told. */
        static Unknown ofEvent(String fact, EventType event) {
            return new Unknown("Event", fact, null, event.name(), new TreeMap<>());
        }

        /** The field of a fact that would tell it. */
        public String written() {
            return kind.equals("Event")
                    ? switch (EventType.valueOf(field)) {
                        case SIGNING -> "signed";
                        case CLOSING -> "closing";
                        case PROCEEDING_START, FACT_DATE -> "from";
                    }
                    : field;
        }

        @Override
        public int compareTo(Unknown other) {
            return toString().compareTo(other.toString());
        }
    }
}
