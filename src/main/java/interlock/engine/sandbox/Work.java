package interlock.engine.sandbox;

import java.util.function.LongSupplier;

/**
 * Something that takes long, and how much of it is done; looked at from another thread while it goes on.
 *
 * @param what it is, such as {@code weighing worlds}
 * @param unit what is counted, in the plural
 * @param total how much there is to do; 0 if nobody knows beforehand
 * @param done how much of it is done, at most the total
 */
public record Work(String what, String unit, long total, LongSupplier done) {}
