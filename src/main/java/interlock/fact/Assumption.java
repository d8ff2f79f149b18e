package interlock.fact;

/**
 * Why an assertion is there although no source on file makes it.
 *
 * @param edit the edit that assumes it, as it is written
 * @param evidenced whether its evidence speaks of what is assumed, as in a file that is added; otherwise it speaks of what
 *     was on file before, tells how credible that was, and is cited nowhere
 */
public record Assumption(String edit, boolean evidenced) {}
