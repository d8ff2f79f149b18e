package interlock.derive;

import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.MarketConcentration;
import interlock.vocabulary.Derived.Overstated;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** How concentrated each market is, by each survey of it. */
record Concentrations() implements Deriver {
    @Override
    public Set<Class<? extends Derived>> derives() {
        return Set.of(MarketConcentration.class, Overstated.class);
    }

    @Override
    public Set<Class<? extends Fact>> reads() {
        return Set.of(Fact.MarketShare.class, Fact.Company.class);
    }

    @Override
    public Optional<Fact> seen(Fact fact) {
        return Market.seen(fact);
    }

    @Override
    public List<Group> groups(Collection<Fact> facts) {
        return Market.groups(
                facts, (firms, principals) -> List.of(new Group(new TreeSet<>(), Map.of("leader", firms))));
    }

    @Override
    public List<Given> derive(Collection<Fact> facts) {
        List<Given> givens = new ArrayList<>();
        for (Market market : Market.all(facts, new Principals(facts))) {
            Surveyed surveyed = market.surveyed();
            List<String> from = List.copyOf(market.facts());
            if (surveyed.coherent()) {
                Bounds index = surveyed.index().told();
                String leader = leader(market);
                SortedSet<String> and = new TreeSet<>(from);
                and.addAll(market.facts(leader));
                givens.add(new Given(
                        new MarketConcentration(
                                market.name(),
                                market.geography(),
                                market.period(),
                                market.surveyor(),
                                leader,
                                Bounds.told(surveyed.known()),
                                index.low(),
                                index.highOr(index.low())),
                        List.copyOf(and)));
            } else {
                givens.add(new Given(
                        new Overstated(market.name(), "share of the market", Bounds.told(surveyed.known())), from));
            }
        }
        return givens;
    }

    /** The firm with the largest share that is certain; the first of several by its id. */
    private static String leader(Market market) {
        String leader = market.firms().get(0);
        BigDecimal most = BigDecimal.ZERO;
        for (String firm : market.firms()) {
            BigDecimal share = market.share(firm).low();
            if (share.compareTo(most) > 0) {
                leader = firm;
                most = share;
            }
        }
        return leader;
    }
}
