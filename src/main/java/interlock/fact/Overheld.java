package interlock.fact;

import interlock.diagnostic.Location;
import interlock.vocabulary.Fact.Instrument;
import interlock.vocabulary.Fact.Investment;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Companies of which more than the whole is said to be held. Only what is held now and for certain counts; what one holder
 * has by several facts may be one stake stated again and again, so that the largest of them counts.
 */
final class Overheld {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private record Stake(Investment terms, Location at) {}

    private final Map<String, String> parents = new HashMap<>();
    private final List<Stake> stakes;

    private Overheld(List<Assertion> assertions, List<Ledger.Parent> parents) {
        // The latest one counts.
        Map<String, Assertion> latest = new LinkedHashMap<>();
        assertions.stream()
                .filter(a -> a.fact() instanceof Investment)
                .sorted(Comparator.comparing(Assertion::asserted))
                .forEach(a -> latest.put(a.id(), a));
        this.stakes = latest.values().stream()
                .filter(Overheld::held)
                .map(a -> new Stake((Investment) a.fact(), a.at()))
                .sorted(Comparator.comparing(Stake::at))
                .toList();
        parents.stream()
                .sorted(Comparator.comparing(Ledger.Parent::asserted))
                .forEach(p -> this.parents.put(p.company(), p.parent()));
    }

    /** Warns of each such company once, at the stake with which it becomes too much. */
    static void tell(List<Assertion> assertions, List<Ledger.Parent> parents, Findings findings) {
        Overheld overheld = new Overheld(assertions, parents);
        SortedMap<String, Stake> told = new TreeMap<>();
        overheld.tell("economic interest", Investment::economic, told, findings);
        overheld.tell("votes", Investment::voting, told, findings);
    }

    private static boolean held(Assertion a) {
        return a.status().settled()
                && a.status() != Status.SIGNED
                && a.to() == null
                && a.contradicts() == null
                && a.fact() instanceof Investment i
                && i.instrument() != Instrument.DEBT
                && i.instrument() != Instrument.CREDITS
                && i.instrument() != Instrument.WARRANT;
    }

    private void tell(String what, Function<Investment, Range> share, Map<String, Stake> told, Findings findings) {
        Map<String, BigDecimal> sums = new HashMap<>();
        stakes.forEach(s -> sums.merge(s.terms().investee(), low(s, share), BigDecimal::add));
        // Of large fact bases hardly any company is left to look at closely.
        sums.values().removeIf(sum -> sum.compareTo(WHOLE) <= 0);
        SortedMap<String, List<Stake>> suspects = new TreeMap<>();
        for (Stake stake : stakes) {
            if (sums.containsKey(stake.terms().investee())) {
                suspects.computeIfAbsent(stake.terms().investee(), c -> new ArrayList<>())
                        .add(stake);
            }
        }
        suspects.forEach((company, all) -> {
            Map<String, BigDecimal> parts = new HashMap<>();
            BigDecimal held = BigDecimal.ZERO;
            for (Stake stake : all) {
                String holder = principal(stake.terms().investor());
                BigDecimal before = parts.getOrDefault(holder, BigDecimal.ZERO);
                BigDecimal now = before.max(low(stake, share));
                parts.put(holder, now);
                held = held.add(now.subtract(before));
                if (held.compareTo(WHOLE) > 0 && told.putIfAbsent(company, stake) == null) {
                    findings.warning(
                            FactCode.OVERHELD,
                            stake.at(),
                            "with this stake, holders on file have "
                                    + held.stripTrailingZeros().toPlainString() + " % of the " + what + " in `"
                                    + company + "`",
                            "correct a share, or give `to` where a stake is held no longer");
                }
            }
        });
    }

    private static BigDecimal low(Stake stake, Function<Investment, Range> share) {
        BigDecimal low = share.apply(stake.terms()).low();
        return low == null ? BigDecimal.ZERO : low;
    }

    /** Who stands behind a party, as far as its parents make no ring. */
    private String principal(String party) {
        Set<String> passed = new LinkedHashSet<>();
        String at = party;
        while (passed.add(at) && parents.containsKey(at)) {
            at = parents.getOrDefault(at, at);
        }
        return at;
    }
}
