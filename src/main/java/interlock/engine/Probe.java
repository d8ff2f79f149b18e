package interlock.engine;

import interlock.diagnostic.Location;

/**
 * One condition of a clause, as something that can be true or false of what a world holds.
 *
 * @param sort what is asked
 * @param kind the kind of fact that is asked of; empty if the condition is about what an accumulate gathered, or about
 *     several kinds
 * @param text as written, on one line
 * @param at where it stands in the policy
 * @param element which of the clause's conditions it belongs to, counted from 0 as they stand one below the other
 * @param branch which side of an {@code or} it belongs to, from 0; -1 if it stands in none
 * @param inner whether it stands within a {@code not}, an {@code exists} or an {@code accumulate}, so that the clause
 *     does not stop at it
 */
public record Probe(Sort sort, String kind, String text, Location at, int element, int branch, boolean inner) {

    /** What a condition asks. */
    public enum Sort {
        /** Whether a fact of the kind, joined with what was matched before it, is as a constraint says. */
        CONSTRAINT,
        /** Whether there is any fact of the kind, where nothing more is asked of it. */
        PRESENCE,
        /** Whether there is nothing of the kind: a {@code not}. */
        ABSENCE,
        /** Whether there is something of the kind: an {@code exists}. */
        WITNESS,
        /** Whether what an accumulate gathered is as a constraint says. */
        RESULT
    }
}
