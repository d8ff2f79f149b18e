package interlock.engine;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not known, with the bounds that are.
 *
 * @param low null if there is none
 * @param high null if there is none
 * @param absent whether it may also stay unknown for good
 * @param lacks what would have to be told to know it
 */
record Vague(@Nullable BigDecimal low, @Nullable BigDecimal high, boolean absent, Lacks lacks) {

    /** Of which nothing at all is known. */
    static Vague anything(Lacks lacks) {
        return new Vague(null, null, true, lacks);
    }

    /** A known number as bounds of itself; empty for what is no number. */
    static Optional<Vague> of(@Nullable Object value) {
        if (value instanceof Vague vague) {
            return Optional.of(vague);
        }
        return value instanceof Number number
                ? Optional.of(new Vague(exact(number), exact(number), false, Lacks.NONE))
                : Optional.empty();
    }

    /** The same as a plain number, if its bounds leave only one. */
    Object plain() {
        return !absent && low != null && high != null && low.compareTo(high) == 0 ? low : this;
    }

    /** Bounds in which an unknown number counts as 0. */
    Vague orZero() {
        return absent ? new Vague(least(low, BigDecimal.ZERO), most(high, BigDecimal.ZERO), false, lacks) : this;
    }

    boolean atLeastZero() {
        return low != null && low.signum() >= 0;
    }

    /** Whether one of its values may be one of the other's; what may stay unknown aside. */
    boolean meets(Vague other) {
        return !above(low, other.high) && !above(other.low, high);
    }

    private static boolean above(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one != null && other != null && one.compareTo(other) > 0;
    }

    /** The smaller of two lower bounds. */
    static @Nullable BigDecimal least(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.min(other);
    }

    /** The greater of two upper bounds. */
    static @Nullable BigDecimal most(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.max(other);
    }

    /** The sum of two bounds of the same side. */
    static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? null : one.add(other);
    }

    static BigDecimal exact(Number number) {
        return number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
    }

    /** What tells it from others in a set of conclusions: not where it comes from. */
    @Override
    public String toString() {
        return "[" + low + ", " + high + (absent ? "]?" : "]");
    }
}
