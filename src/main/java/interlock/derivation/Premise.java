package interlock.derivation;

import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;

/**
 * One thing that a step rests on.
 *
 * @param item a {@link Fact} or a {@link Derived}
 */
public record Premise(How how, Object item) {

    /** The part that a premise plays in its step. */
    public enum How {
        /** It matched a pattern. */
        MATCHED,
        /** It is a member of a total, a count or a list. */
        COUNTED,
        /** It shows that something of its kind exists. */
        WITNESS,
        /** It was looked for only to say what is missing; the step stands without it. */
        LACKING
    }

    /** What identifies the item within one world: the id of a fact, the whole of a conclusion. */
    public String key() {
        return keyOf(item);
    }

    /** What identifies a fact or conclusion within one world. */
    public static String keyOf(Object item) {
        return item instanceof Fact fact ? fact.id() : item.toString();
    }
}
