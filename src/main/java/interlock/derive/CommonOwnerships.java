package interlock.derive;

import interlock.derive.CommonOwners.Stake;
import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.CommonOwnership;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Investment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** By how much owners in common add to the concentration of a market; none of them is one of its firms. */
record CommonOwnerships() implements Deriver {
    @Override
    public Set<Class<? extends Derived>> derives() {
        return Set.of(CommonOwnership.class);
    }

    @Override
    public Set<Class<? extends Fact>> reads() {
        return Set.of(Fact.MarketShare.class, Investment.class, Fact.Company.class);
    }

    @Override
    public Optional<Fact> seen(Fact fact) {
        return fact instanceof Investment i ? Stakes.seen(i) : Market.seen(fact);
    }

    @Override
    public List<Group> groups(Collection<Fact> facts) {
        return Market.groups(facts, (firms, principals) -> {
            Map<String, Set<String>> owned = new HashMap<>();
            List<Investment> in = new ArrayList<>();
            for (Fact fact : facts) {
                if (fact instanceof Investment i && Stakes.counts(i) && firms.contains(i.investee())) {
                    in.add(i);
                    principals
                            .chain(i.investor())
                            .forEach(o -> owned.computeIfAbsent(o, x -> new HashSet<>())
                                    .add(i.investee()));
                }
            }
            SortedSet<String> common = new TreeSet<>();
            owned.forEach((owner, of) -> {
                if (of.size() > 1) {
                    common.add(owner);
                }
            });
            if (common.isEmpty()) {
                return List.of();
            }
            SortedSet<String> ids = new TreeSet<>();
            for (Investment i : in) {
                List<String> chain = principals.chain(i.investor());
                if (i.economic().known() || !Collections.disjoint(common, chain)) {
                    ids.add(i.id());
                    ids.addAll(principals.facts(chain));
                }
            }
            return List.of(new Group(ids, Map.of()));
        });
    }

    @Override
    public List<Given> derive(Collection<Fact> facts) {
        Principals principals = new Principals(facts);
        Stakes stakes = new Stakes(facts, principals);
        List<Given> givens = new ArrayList<>();
        for (Market market : Market.all(facts, principals)) {
            if (market.surveyed().coherent()) {
                givens.addAll(of(market, stakes));
            }
        }
        return givens;
    }

    private static List<Given> of(Market market, Stakes stakes) {
        SortedSet<String> common = new TreeSet<>();
        List<SortedMap<String, Stake>> owners = new ArrayList<>();
        SortedSet<String> from = new TreeSet<>(market.facts());
        Map<String, Bounds> profits = new HashMap<>();
        Map<String, Bounds> votes = new HashMap<>();
        for (String owner : stakes.holders()) {
            if (!market.shares().containsKey(owner)) {
                SortedMap<String, Stake> of = new TreeMap<>();
                stakes.of(owner).forEach((firm, held) -> {
                    if (market.shares().containsKey(firm)) {
                        of.put(firm, new Stake(held.profits(), held.votes()));
                    }
                });
                boolean several = of.size() > 1;
                of.entrySet().removeIf(e -> !several && e.getValue().profits().equals(Bounds.UNKNOWN));
                if (several) {
                    common.add(owner);
                }
                of.forEach((firm, stake) -> {
                    from.addAll(stakes.in(owner, firm).orElseThrow().facts());
                    from.addAll(market.facts(firm));
                    profits.merge(firm, stake.profits(), Bounds::plus);
                    votes.merge(firm, stake.votes(), Bounds::plus);
                });
                if (!of.isEmpty()) {
                    owners.add(of);
                }
            }
        }
        if (common.isEmpty()) {
            return List.of();
        }
        SortedMap<String, Bounds> shares = new TreeMap<>();
        market.firms().forEach(f -> shares.put(f, market.share(f)));
        boolean complete = market.firms().stream().allMatch(f -> whole(profits.get(f)) && whole(votes.get(f)));
        Bounds excess = new CommonOwners(shares, owners).excess();
        Bounds index = market.surveyed().index().plus(excess).told();
        // Of owners of whom nobody says how much they own nothing follows, not even that it is little.
        boolean known = owners.stream()
                .anyMatch(o -> o.values().stream()
                                .filter(s -> !s.profits().equals(Bounds.UNKNOWN))
                                .count()
                        > 1);
        return common.stream()
                .map(owner -> new Given(
                        new CommonOwnership(
                                owner,
                                market.name(),
                                market.geography(),
                                market.period(),
                                market.surveyor(),
                                List.copyOf(common),
                                known,
                                complete,
                                known ? index.low() : null,
                                known ? index.high() : null,
                                known ? excess.low() : null,
                                known ? excess.high() : null),
                        known ? List.copyOf(from) : alone(owner, market, stakes)))
                .toList();
    }

    /** What says that an owner has parts of several firms of a market. */
    private static List<String> alone(String owner, Market market, Stakes stakes) {
        SortedSet<String> from = new TreeSet<>();
        stakes.of(owner).forEach((firm, held) -> {
            if (market.shares().containsKey(firm)) {
                from.addAll(held.facts());
                from.addAll(market.facts(firm));
            }
        });
        return List.copyOf(from);
    }

    private static boolean whole(@org.jspecify.annotations.Nullable Bounds sum) {
        return sum != null && sum.exact() && sum.low().compareTo(BigDecimal.valueOf(100)) == 0;
    }
}
