package interlock.derive;

import java.math.BigDecimal;

/**
 * By how much a modified Herfindahl–Hirschman index grows when one firm takes a part of a rival, by who controls the rival
 * then. Source: O'Brien and Salop, Competitive Effects of Partial Ownership, 2000.
 *
 * @param stake the part of the rival's profits, in per cent
 * @param holder the share of the market of the firm that takes it
 * @param rival the share of the market of the rival
 */
public record PartialOwnership(Bounds stake, Bounds holder, Bounds rival) {

    /** The holder has no say: b · s · t. */
    public Bounds silent() {
        return part().times(shares()).told();
    }

    /** The holder has a say as large as its part: (b + b / (b² + (1 − b)²)) · s · t, which grows with b from 0 to 1. */
    public Bounds proportional() {
        Bounds part = part();
        return new Bounds(proportional(part.low()), proportional(part.highOr(BigDecimal.ONE)))
                .times(shares())
                .told();
    }

    /** The holder alone has a say: (b + 1 / b) · s · t, which falls with b; nothing bounds it where b may be next to nothing. */
    public Bounds total() {
        Bounds part = part();
        BigDecimal low = total(part.highOr(BigDecimal.ONE).max(new BigDecimal("1e-9")));
        return new Bounds(low, part.low().signum() == 0 ? null : total(part.low()))
                .times(shares())
                .told();
    }

    private Bounds part() {
        return new Bounds(
                stake.low().movePointLeft(2),
                stake.highOr(Bounds.HUNDRED).min(Bounds.HUNDRED).movePointLeft(2));
    }

    private Bounds shares() {
        return holder.times(rival);
    }

    private static BigDecimal proportional(BigDecimal part) {
        BigDecimal other = BigDecimal.ONE.subtract(part);
        return part.add(part.divide(part.multiply(part).add(other.multiply(other)), Bounds.DIGITS));
    }

    private static BigDecimal total(BigDecimal part) {
        return part.add(BigDecimal.ONE.divide(part, Bounds.DIGITS));
    }
}
