package interlock.scenario;

import interlock.fact.Assertion;
import interlock.fact.Source;
import interlock.parameter.Parameter;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One thing in which a basis is otherwise than another, and which could have been altered alone. */
public sealed interface Alteration {
    /** Its place among all of them, from 1. */
    int number();

    /**
     * A fact on file.
     *
     * @param field the field that says something else; null where the whole fact comes or goes
     */
    record OfFact(
            int number,
            String id,
            @Nullable String field,
            @Nullable Assertion before,
            @Nullable Assertion after) implements Alteration {}

    /**
     * An entry in the register of sources.
     *
     * @param field the field that says something else; null where the whole entry comes or goes
     */
    record OfSource(
            int number,
            String id,
            @Nullable String field,
            @Nullable Source before,
            @Nullable Source after) implements Alteration {}

    /**
     * A value of a threshold.
     *
     * @param field the field that says something else; null where the whole value comes or goes
     */
    record OfParameter(
            int number,
            String id,
            @Nullable String field,
            @Nullable Parameter before,
            @Nullable Parameter after) implements Alteration {}

    /** What of a policy is otherwise. */
    enum Part {
        /** All of it comes or goes. */
        POLICY,
        /** A clause comes or goes. */
        CLAUSE,
        /** Some lines of a clause. */
        LINES,
        TITLE,
        VERSION,
        LEVEL,
        GRADE,
        SAYS
    }

    /** Where something stands in a file, and what stands there. */
    record Place(String file, int line, String text) {}

    /**
     * A passage of a policy; blanks and comments do not count.
     *
     * @param clause null where the policy as a whole is meant
     */
    record OfPolicy(
            int number,
            String policy,
            @Nullable String clause,
            Part part,
            @Nullable Place before,
            @Nullable Place after)
            implements Alteration {
        /** Whether it can only change how signals are worded. */
        public boolean ofWordsOnly() {
            return part == Part.TITLE || part == Part.VERSION || part == Part.SAYS;
        }
    }

    /** The kinds of facts that the rules declare. */
    record OfKinds(int number) implements Alteration {}

    /**
     * A clock.
     *
     * @param known whether it is the day of the knowledge, and not the day in the world
     */
    record OfClock(int number, boolean known, LocalDate before, LocalDate after) implements Alteration {}
}
