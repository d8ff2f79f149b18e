package interlock.derive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Voters with weights and a quota that a coalition must reach. Sources: Banzhaf 1965; Shapley and Shubik 1954.
 *
 * @param weights of the voters
 * @param quota the least weight that decides
 */
public record VotingGame(List<BigDecimal> weights, BigDecimal quota) {
    /** With more voters than that the coalitions are too many to look at. */
    public static final int VOTERS = 16;

    public VotingGame {
        weights = List.copyOf(weights);
        if (weights.size() > VOTERS) {
            throw new IllegalArgumentException("more than " + VOTERS + " voters");
        }
    }

    /** In how many coalitions each voter decides: they reach the quota with it and not without. */
    public List<Integer> swings() {
        int[] swings = new int[weights.size()];
        each((voter, others) -> swings[voter]++);
        List<Integer> all = new ArrayList<>();
        for (int count : swings) {
            all.add(count);
        }
        return all;
    }

    /** The swings of each voter, in per cent of all of them. */
    public List<BigDecimal> banzhaf() {
        List<BigInteger> swings = swings().stream().map(BigInteger::valueOf).toList();
        return inPerCent(swings, swings.stream().reduce(BigInteger.ZERO, BigInteger::add));
    }

    /** In what per cent of the orders in which voters can come each is the one that reaches the quota. */
    public List<BigDecimal> shapleyShubik() {
        int voters = weights.size();
        BigInteger[] orders = new BigInteger[voters];
        java.util.Arrays.fill(orders, BigInteger.ZERO);
        each((voter, others) ->
                orders[voter] = orders[voter].add(factorial(others).multiply(factorial(voters - 1 - others))));
        return inPerCent(List.of(orders), factorial(voters));
    }

    private interface Decided {
        void by(int voter, int others);
    }

    /** Every voter with every coalition of others that it lifts to the quota. */
    private void each(Decided decided) {
        int voters = weights.size();
        for (int coalition = 0; coalition < 1 << voters; coalition++) {
            BigDecimal weight = BigDecimal.ZERO;
            for (int i = 0; i < voters; i++) {
                weight = (coalition >> i & 1) == 1 ? weight.add(weights.get(i)) : weight;
            }
            if (weight.compareTo(quota) >= 0) {
                for (int i = 0; i < voters; i++) {
                    if ((coalition >> i & 1) == 1
                            && weight.subtract(weights.get(i)).compareTo(quota) < 0) {
                        decided.by(i, Integer.bitCount(coalition) - 1);
                    }
                }
            }
        }
    }

    private static List<BigDecimal> inPerCent(List<BigInteger> parts, BigInteger whole) {
        return parts.stream()
                .map(p -> whole.signum() == 0
                        ? BigDecimal.ZERO
                        : new BigDecimal(p).multiply(Bounds.HUNDRED).divide(new BigDecimal(whole), Bounds.DIGITS))
                .toList();
    }

    private static BigInteger factorial(int n) {
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return product;
    }
}
