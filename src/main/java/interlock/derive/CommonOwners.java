package interlock.derive;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * By how much the modified Herfindahl–Hirschman index exceeds the plain one because firms have owners in common:
 * Σ over pairs of firms j ≠ k of s_j · s_k · Σ_i g_ij b_ik / Σ_i g_ij b_ij, with g an owner's part of the votes and b its part
 * of the profits. Source: O'Brien and Salop, 2000.
 *
 * <p>Of the owners that are not known it is assumed that none has a part of two of the firms. They may be one block in each
 * firm, which weighs most against the owners known, or so many that each weighs nothing, or anything between.
 *
 * @param shares of the market, in per cent, by firm
 * @param owners the stakes of each owner known, by firm
 */
public record CommonOwners(SortedMap<String, Bounds> shares, List<SortedMap<String, Stake>> owners) {
    /** With more figures than that in ranges the bounds are taken too wide and not searched for. */
    private static final int SEARCHED = 12;

    public CommonOwners {
        owners = List.copyOf(owners);
    }

    /**
     * A part of a firm, in per cent.
     *
     * @param profits its economic interest
     * @param votes its votes
     */
    public record Stake(Bounds profits, Bounds votes) {}

    /** The excess. */
    public Bounds excess() {
        Bounds sum = Bounds.ZERO;
        for (String firm : shares.keySet()) {
            for (String other : shares.keySet()) {
                if (!firm.equals(other)) {
                    sum = sum.plus(share(firm).times(share(other)).times(weight(firm, other)));
                }
            }
        }
        return sum.told();
    }

    private Bounds share(String firm) {
        Bounds share = shares.get(firm);
        if (share == null) {
            throw new IllegalArgumentException("no share of " + firm);
        }
        return new Bounds(share.low(), share.highOr(Bounds.HUNDRED));
    }

    /** How much whoever controls a firm minds the profits of another, beside its own. */
    private Bounds weight(String firm, String other) {
        Figures figures = new Figures();
        List<int[]> own = new ArrayList<>();
        List<int[]> both = new ArrayList<>();
        for (SortedMap<String, Stake> owner : owners) {
            Stake here = owner.get(firm);
            Stake there = owner.get(other);
            if (here != null) {
                int votes = figures.add(here.votes());
                own.add(new int[] {votes, figures.add(here.profits())});
                if (there != null) {
                    both.add(new int[] {votes, figures.add(there.profits())});
                }
            }
        }
        if (both.isEmpty()) {
            return Bounds.ZERO;
        }
        return figures.ranges() > SEARCHED ? enclosed(figures, own, both) : searched(figures, own, both);
    }

    /**
     * The weight is a quotient of sums of products; in each figure by itself it has its extremes at an end of the range, so
     * that the corners will do. The largest is found where the owners not known weigh nothing, the smallest where they are a block.
     */
    private static Bounds searched(Figures figures, List<int[]> own, List<int[]> both) {
        @Nullable BigDecimal low = null;
        BigDecimal high = BigDecimal.ZERO;
        boolean unbounded = false;
        for (int corner = 0; corner < 1 << figures.ranges(); corner++) {
            BigDecimal[] at = figures.at(corner);
            BigDecimal shared = products(at, both);
            BigDecimal alone = products(at, own);
            BigDecimal block = alone.add(left(at, own, 0).multiply(left(at, own, 1)));
            if (block.signum() > 0) {
                BigDecimal least = shared.divide(block, Bounds.DIGITS);
                low = low == null ? least : low.min(least);
            }
            if (alone.signum() > 0) {
                high = high.max(shared.divide(alone, Bounds.DIGITS));
            } else {
                // Next to this corner the quotient passes all bounds, unless nobody who votes has a part of the other.
                unbounded |= shared.signum() > 0;
            }
        }
        return new Bounds(low == null ? BigDecimal.ZERO : low, unbounded ? null : high);
    }

    private static Bounds enclosed(Figures figures, List<int[]> own, List<int[]> both) {
        BigDecimal[] lows = figures.ends(false);
        BigDecimal[] highs = figures.ends(true);
        BigDecimal most = products(highs, own).add(left(lows, own, 0).multiply(left(lows, own, 1)));
        BigDecimal least = products(lows, own);
        return new Bounds(
                most.signum() == 0 ? BigDecimal.ZERO : products(lows, both).divide(most, Bounds.DIGITS),
                least.signum() == 0 ? null : products(highs, both).divide(least, Bounds.DIGITS));
    }

    private static BigDecimal products(BigDecimal[] at, List<int[]> pairs) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int[] pair : pairs) {
            sum = sum.add(at[pair[0]].multiply(at[pair[1]], Bounds.DIGITS));
        }
        return sum;
    }

    /** What the owners known leave of the votes or of the profits. */
    private static BigDecimal left(BigDecimal[] at, List<int[]> own, int which) {
        BigDecimal left = Bounds.HUNDRED;
        for (int[] pair : own) {
            left = left.subtract(at[pair[which]]);
        }
        return left.max(BigDecimal.ZERO);
    }

    /** Figures in ranges, and all the ways in which each is at an end of its own. */
    private static final class Figures {
        private final List<Bounds> all = new ArrayList<>();

        int add(Bounds figure) {
            all.add(new Bounds(figure.low(), figure.highOr(Bounds.HUNDRED).min(Bounds.HUNDRED)));
            return all.size() - 1;
        }

        int ranges() {
            return (int) all.stream().filter(f -> !f.exact()).count();
        }

        BigDecimal[] at(int corner) {
            BigDecimal[] at = new BigDecimal[all.size()];
            int range = 0;
            for (int i = 0; i < at.length; i++) {
                Bounds figure = all.get(i);
                boolean high = !figure.exact() && (corner >> range++ & 1) == 1;
                at[i] = high ? figure.highOr(Bounds.HUNDRED) : figure.low();
            }
            return at;
        }

        BigDecimal[] ends(boolean high) {
            return all.stream()
                    .map(f -> high ? Optional.ofNullable(f.high()).orElse(Bounds.HUNDRED) : f.low())
                    .toArray(BigDecimal[]::new);
        }
    }
}
