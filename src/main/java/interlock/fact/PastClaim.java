package interlock.fact;

import interlock.diagnostic.Location;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that was once said of the future, and what came of it.
 *
 * @param id what the claim is called in its file
 * @param fact the id of the fact on file that it is about; null for a free claim
 * @param claim what was said, in words; null if the fact says it
 * @param status how far along the matter was when it was said
 * @param source the letter of the source, A to F
 * @param credibility the digit of the claim, 1 to 6
 * @param decided the day on which it was clear what came of it; null while it is not
 * @param reference where the outcome can be looked up
 * @param at where it stands
 */
public record PastClaim(
        String id,
        @Nullable String fact,
        @Nullable String claim,
        Status status,
        char source,
        int credibility,
        LocalDate asserted,
        Result outcome,
        @Nullable LocalDate decided,
        @Nullable String reference,
        Location at) {

    /** What came of a claim. */
    public enum Result {
        TRUE,
        FALSE,
        UNRESOLVED
    }
}
