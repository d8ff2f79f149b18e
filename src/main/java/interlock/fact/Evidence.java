package interlock.fact;

import org.jspecify.annotations.Nullable;

/**
 * What one source says for a fact.
 *
 * @param source id of a {@link Source}
 * @param credibility of this claim in the Admiralty system: 1 (confirmed) to 5 (improbable), 6 (cannot be judged)
 * @param locator where in the source: a paragraph, a page, a row
 * @param quote the source's own words, unchanged
 * @param origin who first said it; sources with the same origin count once. The source itself if absent
 */
public record Evidence(
        String source,
        int credibility,
        @Nullable String locator,
        @Nullable String quote,
        @Nullable String origin) {

    /** Who first said it: the origin if given, otherwise the source. */
    public String firstSaidBy() {
        return origin == null ? source : origin;
    }
}
