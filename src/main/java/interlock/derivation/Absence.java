package interlock.derivation;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a step found absent: no combination of such facts is in the world.
 *
 * @param patterns what would have had to be there, all at once
 */
public record Absence(List<Pattern> patterns) implements Serializable {
    public Absence {
        patterns = List.copyOf(patterns);
    }

    /** One kind of fact with what is asked of it. */
    public record Pattern(String kind, List<Condition> conditions) implements Serializable {
        public Pattern {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * A condition on a field.
     *
     * @param text the condition as the policy writes it
     * @param field the field compared, null if the condition is not a plain comparison
     * @param value the value compared with, as bound in this step; null if it is not known
     */
    public record Condition(
            String text,
            @Nullable String field,
            @Nullable String operator,
            @Nullable Object value) implements Serializable {}
}
