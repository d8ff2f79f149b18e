package interlock.derive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The shares of the firms of one market, in per cent, as far as they are known. What is left of the hundred belongs to
 * others.
 *
 * @param shares of each firm known
 * @param most the largest share that any other firm can have
 */
public record Surveyed(List<Bounds> shares, BigDecimal most) {
    /** With more firms than that whose shares are ranges, the upper bound is taken a little too high and not searched for. */
    private static final int SEARCHED = 10;

    public Surveyed {
        shares = List.copyOf(shares);
    }

    /** With no other firm above the smallest one known. */
    public static Surveyed of(List<Bounds> shares) {
        return new Surveyed(
                shares,
                shares.stream()
                        .map(s -> s.highOr(Bounds.HUNDRED))
                        .filter(h -> h.signum() > 0)
                        .min(Comparator.naturalOrder())
                        .orElse(Bounds.HUNDRED));
    }

    /** What is known for certain of the hundred. */
    public BigDecimal known() {
        return shares.stream().map(Bounds::low).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether the shares can be shares of one whole. */
    public boolean coherent() {
        return known().compareTo(Bounds.HUNDRED) <= 0
                && shares.stream()
                        .noneMatch(
                                s -> s.low().signum() < 0 || s.highOr(s.low()).compareTo(s.low()) < 0);
    }

    /**
     * The Herfindahl–Hirschman index, the sum of the squared shares. From below the rest counts nothing, as if it were
     * spread over ever so many; from above it comes in lumps as large as they can be.
     */
    public Bounds index() {
        BigDecimal low = BigDecimal.ZERO;
        for (Bounds s : shares) {
            low = low.add(square(s.low()));
        }
        return new Bounds(low, highest());
    }

    /** The same market with two firms counted as one. */
    public Surveyed merged(int one, int other) {
        List<Bounds> left = new ArrayList<>(shares);
        left.remove(Math.max(one, other));
        left.remove(Math.min(one, other));
        left.add(combined(one, other));
        return new Surveyed(left, most);
    }

    /** The share of two firms together. */
    public Bounds combined(int one, int other) {
        BigDecimal low = shares.get(one).low().add(shares.get(other).low());
        return new Bounds(low, high(one).add(high(other)).min(room(one, other)));
    }

    /** By how much the index grows if two firms count as one: twice the product of their shares. */
    public Bounds change(int one, int other) {
        BigDecimal small = high(one).min(high(other));
        BigDecimal room = room(one, other);
        // The two share what the others leave them.
        BigDecimal half = room.divide(BigDecimal.valueOf(2), Bounds.DIGITS);
        BigDecimal lesser = small.min(half);
        BigDecimal greater = high(one).max(high(other)).min(room.subtract(lesser));
        return new Bounds(
                twice(shares.get(one).low().multiply(shares.get(other).low())), twice(lesser.multiply(greater)));
    }

    /** The most that a firm can have beside the least that the others have. */
    BigDecimal high(int firm) {
        Bounds share = shares.get(firm);
        BigDecimal room = Bounds.HUNDRED.subtract(known()).add(share.low());
        return share.highOr(room).min(room);
    }

    private BigDecimal room(int one, int other) {
        return Bounds.HUNDRED
                .subtract(known())
                .add(shares.get(one).low())
                .add(shares.get(other).low());
    }

    private BigDecimal highest() {
        List<Bounds> ranges = new ArrayList<>();
        BigDecimal squares = BigDecimal.ZERO;
        BigDecimal left = Bounds.HUNDRED;
        for (int i = 0; i < shares.size(); i++) {
            BigDecimal low = shares.get(i).low();
            BigDecimal high = high(i);
            if (low.compareTo(high) < 0) {
                ranges.add(new Bounds(low, high));
            } else {
                squares = squares.add(square(low));
                left = left.subtract(low);
            }
        }
        return squares.add(ranges.size() > SEARCHED ? enclosed(ranges, left) : searched(ranges, left));
    }

    /**
     * The most that the squares of the ranges and of the rest can add up to. A sum of squares is greatest at a corner, where
     * all but one of the firms are at an end of their range and all but one of the others at nothing or at their most.
     */
    private BigDecimal searched(List<Bounds> ranges, BigDecimal left) {
        BigDecimal best = BigDecimal.ZERO;
        for (int corner = 0; corner < 1 << ranges.size(); corner++) {
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            for (int i = 0; i < ranges.size(); i++) {
                BigDecimal at = (corner >> i & 1) == 1
                        ? ranges.get(i).highOr(Bounds.HUNDRED)
                        : ranges.get(i).low();
                sum = sum.add(at);
                squares = squares.add(square(at));
            }
            BigDecimal rest = left.subtract(sum);
            if (rest.signum() >= 0) {
                best = best.max(squares.add(lumps(rest)));
            }
            for (int i = 0; i < ranges.size(); i++) {
                if ((corner >> i & 1) == 0) {
                    Bounds between = ranges.get(i);
                    BigDecimal others = squares.subtract(square(between.low()));
                    best = best.max(others.add(between(between, rest.add(between.low()), others)));
                }
            }
        }
        return best;
    }

    /** The most that one firm within its range and whole lumps make of what is left; below any sum if they cannot. */
    private BigDecimal between(Bounds firm, BigDecimal left, BigDecimal others) {
        BigDecimal best = others.negate();
        BigDecimal high = firm.highOr(Bounds.HUNDRED);
        List<BigDecimal> lumps = new ArrayList<>(List.of(BigDecimal.ZERO));
        if (most.signum() > 0) {
            // The sum is convex in the number of lumps, so the fewest and the most will do.
            lumps.add(left.subtract(high).max(BigDecimal.ZERO).divide(most, 0, RoundingMode.CEILING));
            lumps.add(left.subtract(firm.low()).max(BigDecimal.ZERO).divide(most, 0, RoundingMode.FLOOR));
        }
        for (BigDecimal count : lumps) {
            BigDecimal share = left.subtract(count.multiply(most));
            if (share.compareTo(firm.low()) >= 0 && share.compareTo(high) <= 0) {
                best = best.max(square(share).add(count.multiply(square(most))));
            }
        }
        return best;
    }

    /** No less than the most: whoever gains most for each per cent takes all that it can, the last one a part of it. */
    private BigDecimal enclosed(List<Bounds> ranges, BigDecimal left) {
        BigDecimal squares = BigDecimal.ZERO;
        BigDecimal rest = left;
        for (Bounds r : ranges) {
            squares = squares.add(square(r.low()));
            rest = rest.subtract(r.low());
        }
        List<Bounds> byGain = ranges.stream()
                .sorted(Comparator.comparing((Bounds r) -> r.low().add(r.highOr(Bounds.HUNDRED)))
                        .reversed())
                .toList();
        for (Bounds r : byGain) {
            BigDecimal gain = r.low().add(r.highOr(Bounds.HUNDRED));
            if (gain.compareTo(most) > 0) {
                BigDecimal taken =
                        r.highOr(Bounds.HUNDRED).subtract(r.low()).min(rest).max(BigDecimal.ZERO);
                squares = squares.add(taken.multiply(gain));
                rest = rest.subtract(taken);
            }
        }
        return squares.add(rest.max(BigDecimal.ZERO).multiply(most));
    }

    /** The squares of what is left, in lumps as large as they can be. */
    private BigDecimal lumps(BigDecimal rest) {
        if (most.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal[] parts = rest.divideAndRemainder(most);
        return parts[0].multiply(square(most)).add(square(parts[1]));
    }

    private static BigDecimal square(BigDecimal figure) {
        return figure.multiply(figure);
    }

    private static BigDecimal twice(BigDecimal figure) {
        return figure.add(figure);
    }
}
