package interlock.scenario;

import interlock.fact.Edit;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One change to the facts that somebody could bring about.
 *
 * @param fact the id of the fact that is changed or added
 * @param kind its kind
 * @param field the field that is changed; null if the fact as a whole is
 * @param from what the field says on file, where that is a figure
 * @param to what it is to say, where that is a figure
 * @param unit the smallest step in which the figure was moved; null if there is no figure
 * @param edit the change as {@code what-if} takes it
 */
public record Measure(
        How how,
        String fact,
        String kind,
        @Nullable String field,
        @Nullable BigDecimal from,
        @Nullable BigDecimal to,
        @Nullable BigDecimal unit,
        Edit edit) {

    /** What is done, the least intrusive first. */
    public enum How {
        /** A fact is added that takes nothing from anybody. */
        ADD,
        /** Something that is only pending comes about. */
        COMPLETE,
        /** A field that said yes says no. */
        WAIVE,
        /** A figure is lowered. */
        LOWER,
        /** A figure is raised. */
        RAISE,
        /** A field says something else that is no figure. */
        ALTER,
        /** Something that is only pending comes to nothing. */
        COLLAPSE,
        /** Something that holds is ended. */
        END,
        /** Something that nobody can end is taken to be otherwise. */
        REMOVE
    }

    /** The same with another figure. */
    Measure with(BigDecimal figure, Edit written) {
        return new Measure(how, fact, kind, field, from, figure, unit, written);
    }

    /** What is touched, whatever figure it is given: a fact as a whole, a field of it, or what is added. */
    String place() {
        return how == How.ADD ? said() : field == null ? fact : fact + "." + field;
    }

    /** What tells it from others, as {@code what-if} takes it. */
    public String said() {
        return edit.said();
    }
}
