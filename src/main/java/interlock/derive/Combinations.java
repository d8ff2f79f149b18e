package interlock.derive;

import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Combination;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Investment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a market would look like if the two sides of an investment, both of them in it, counted as one firm. Whether they do
 * is for others to say.
 */
record Combinations() implements Deriver {
    @Override
    public Set<Class<? extends Derived>> derives() {
        return Set.of(Combination.class);
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
            List<Group> groups = new ArrayList<>();
            for (Fact fact : facts) {
                if (fact instanceof Investment i && counts(i) && firms.contains(i.investee())) {
                    List<String> chain = principals.chain(i.investor());
                    if (!Collections.disjoint(firms, chain)) {
                        SortedSet<String> ids = principals.facts(chain);
                        ids.add(i.id());
                        groups.add(new Group(
                                ids,
                                Map.of(
                                        "fact", new TreeSet<>(List.of(i.id())),
                                        "acquirer", new TreeSet<>(chain),
                                        "target", new TreeSet<>(List.of(i.investee())))));
                    }
                }
            }
            return groups;
        });
    }

    /** What can give no votes makes nobody one firm. */
    private static boolean counts(Investment i) {
        return Stakes.counts(i) && Stakes.mayVote(i);
    }

    @Override
    public List<Given> derive(Collection<Fact> facts) {
        Principals principals = new Principals(facts);
        List<Given> givens = new ArrayList<>();
        for (Market market : Market.all(facts, principals)) {
            Surveyed surveyed = market.surveyed();
            for (Fact fact : facts) {
                if (fact instanceof Investment i && counts(i) && surveyed.coherent()) {
                    String acquirer = principals.of(i.investor());
                    int one = market.firms().indexOf(acquirer);
                    int other = market.firms().indexOf(i.investee());
                    if (one >= 0 && other >= 0 && one != other) {
                        Bounds after = surveyed.merged(one, other).index().told();
                        Bounds change = surveyed.change(one, other).told();
                        Bounds share = surveyed.combined(one, other).told();
                        SortedSet<String> from = new TreeSet<>(market.facts());
                        from.addAll(market.facts(acquirer));
                        from.addAll(market.facts(i.investee()));
                        from.addAll(principals.grounds(i.investor()));
                        from.add(i.id());
                        givens.add(new Given(
                                new Combination(
                                        i.id(),
                                        acquirer,
                                        i.investee(),
                                        market.name(),
                                        market.geography(),
                                        market.period(),
                                        market.surveyor(),
                                        after.low(),
                                        after.highOr(after.low()),
                                        change.low(),
                                        change.highOr(change.low()),
                                        share.low(),
                                        share.highOr(share.low())),
                                List.copyOf(from)));
                    }
                }
            }
        }
        return givens;
    }
}
