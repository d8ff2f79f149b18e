package interlock.engine;

/**
 * A fact or given, and in which worlds it is there.
 *
 * @param item a fact, or the conclusion of a given
 */
public record Possible(Object item, Guard when) {}
