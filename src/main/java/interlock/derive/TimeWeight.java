package interlock.derive;

import java.math.BigDecimal;
import java.util.List;

/** Shares held one after another, each weighed by how long it was held. */
public final class TimeWeight {
    private TimeWeight() {}

    /**
     * A share held for some days.
     *
     * @param share in per cent
     */
    public record Spell(long days, Bounds share) {}

    /** The mean of the shares over all days; nothing is known of none. */
    public static Bounds of(List<Spell> spells) {
        long days = spells.stream().mapToLong(Spell::days).sum();
        if (days == 0) {
            return Bounds.UNKNOWN;
        }
        Bounds sum = Bounds.ZERO;
        for (Spell spell : spells) {
            sum = sum.plus(spell.share().times(Bounds.exactly(BigDecimal.valueOf(spell.days()))));
        }
        BigDecimal whole = BigDecimal.valueOf(days);
        BigDecimal high = sum.high();
        return new Bounds(
                        sum.low().divide(whole, Bounds.DIGITS), high == null ? null : high.divide(whole, Bounds.DIGITS))
                .told();
    }
}
