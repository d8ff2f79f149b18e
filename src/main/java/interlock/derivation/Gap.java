package interlock.derivation;

import interlock.diagnostic.Location;
import interlock.fact.Edit;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one way of matching lacks at the condition where a clause stops.
 *
 * @param text the condition as it is written, on one line
 * @param kind the kind of fact or conclusion that is lacking; empty if it is about several
 * @param matched what was matched before
 * @param item the fact or conclusion that comes closest; null if none does
 * @param shortfalls what of it is not as needed
 * @param wanted what would have to be there, as far as it is known
 * @param items what is in the way, or what is added up
 * @param outside facts on file that no world holds, and that would do
 * @param beneath how far the clauses got that could conclude what is lacking, the nearest first
 * @param closing the edits that close it, found to do so by evaluating; empty if none were found
 */
public record Gap(
        Sort sort,
        String text,
        Location at,
        String kind,
        List<Object> matched,
        @Nullable Object item,
        List<Shortfall> shortfalls,
        List<Wanted> wanted,
        List<Object> items,
        List<Outside> outside,
        List<NearMiss> beneath,
        List<Edit> closing) {

    /** What is the matter. */
    public enum Sort {
        /** There is something of the kind, but not as the condition asks. */
        OTHERWISE,
        /** There is nothing of the kind that could be meant. */
        MISSING,
        /** Something is there that must not be. */
        IN_THE_WAY,
        /** A total, a count or another figure over several is not as the condition asks. */
        TOTAL,
        /** A parameter is not in force. */
        PARAMETER,
        /** It is on file, but in no world on that day. */
        OUTSIDE,
        /** There is too much to look at each. */
        UNTOLD
    }

    /**
     * Something that is asked of what is lacking.
     *
     * @param value what the field is to be; null if that cannot be told
     */
    public record Wanted(
            String text,
            @Nullable String field,
            @Nullable String operator,
            @Nullable Object value) {}

    /**
     * A fact on file that no world holds.
     *
     * @param day when it was asserted, begins or ended; null where no day is the reason
     * @param other the fact that it loses against; null where that is not the reason
     */
    public record Outside(
            String fact,
            Reason reason,
            @Nullable LocalDate day,
            @Nullable String other) {}

    /** Why a fact is in no world. */
    public enum Reason {
        /** Nobody had asserted it by the day whose knowledge counts. */
        NOT_YET_KNOWN,
        /** It begins to hold only later. */
        NOT_YET_TRUE,
        /** It held, and no longer does. */
        NO_LONGER_TRUE,
        /** It ended, lapsed, was terminated or denied. */
        OVER,
        /** They are talks of which nothing was heard for too long. */
        EXPIRED,
        /** It is contradicted by something better graded. */
        DISPUTED
    }

    public Gap {
        matched = List.copyOf(matched);
        shortfalls = List.copyOf(shortfalls);
        wanted = List.copyOf(wanted);
        items = List.copyOf(items);
        outside = List.copyOf(outside);
        beneath = List.copyOf(beneath);
        closing = List.copyOf(closing);
    }

    /** How much it lacks: the number of comparisons, those of numbers counting as much as they are off. */
    public double distance() {
        return switch (sort) {
            case OTHERWISE, TOTAL ->
                shortfalls.stream().mapToDouble(Shortfall::distance).sum() + shortfalls.size() - 1;
            case IN_THE_WAY -> items.size();
            case OUTSIDE -> outside.size();
            case PARAMETER -> 1;
            case MISSING, UNTOLD -> 100;
        };
    }

    /** The same with what could conclude it. */
    public Gap over(List<NearMiss> below) {
        return new Gap(sort, text, at, kind, matched, item, shortfalls, wanted, items, outside, below, closing);
    }

    /** The same with what would have to be there. */
    public Gap wanting(List<Wanted> fields) {
        return new Gap(sort, text, at, kind, matched, item, shortfalls, fields, items, outside, beneath, closing);
    }

    /** The same with edits that close it. */
    public Gap closedBy(List<Edit> edits) {
        return new Gap(sort, text, at, kind, matched, item, shortfalls, wanted, items, outside, beneath, edits);
    }
}
