package interlock.fact;

import interlock.diagnostic.Location;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A document or publisher on file. The {@code letter} is its reliability in the Admiralty system, A (completely
 * reliable) to E (unreliable), F (cannot be judged), and is given here only, never beside the credibility of a claim.
 *
 * @param republishes the publisher whose report this source passes on, where it is not the primary one
 * @param interest who of the parties the source belongs to or is paid by, where that is known
 */
public record Source(
        String id,
        String title,
        String publisher,
        char letter,
        @Nullable String url,
        @Nullable LocalDate published,
        @Nullable String republishes,
        @Nullable String interest,
        @Nullable String note,
        Location at) {}
