package interlock.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days of a deal that thresholds of law may go by.
 *
 * @param signed the day on which it was signed; null if not told
 * @param closing the day on which it closed, or is to close; null if not told
 */
public record Milestones(
        @Nullable LocalDate signed, @Nullable LocalDate closing) {
    /** Neither is told. */
    public static final Milestones NONE = new Milestones(null, null);
}
