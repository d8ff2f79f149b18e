package interlock.parameter;

import interlock.diagnostic.Location;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One dated value of a threshold, with where it comes from.
 *
 * @param value the one value, or the central one of an interval; null where an interval gives none
 * @param interval {@link Range#UNKNOWN} where the parameter is one value
 * @param reference the law, guideline or reasoning it comes from
 * @param effectiveFrom first day; null if since ever
 * @param effectiveTo last day; null if until further notice
 * @param rationale why this value, and what is doubtful about it
 */
public record Parameter(
        String id,
        @Nullable BigDecimal value,
        Range interval,
        String unit,
        @Nullable String jurisdiction,
        String reference,
        @Nullable String url,
        @Nullable LocalDate effectiveFrom,
        @Nullable LocalDate effectiveTo,
        AppliesBy appliesBy,
        ParameterStatus status,
        @Nullable String rationale,
        @Nullable String supersedes,
        Location at) {

    /** Whether policies go by this value on that day. */
    public boolean inForceOn(LocalDate day) {
        return status.applies()
                && (effectiveFrom == null || !effectiveFrom.isAfter(day))
                && (effectiveTo == null || !effectiveTo.isBefore(day));
    }
}
