package interlock.derive;

import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.PartialStake;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Investment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a part of a rival does to the incentives of whoever holds it, under three assumptions on control. */
record PartialStakes() implements Deriver {
    @Override
    public Set<Class<? extends Derived>> derives() {
        return Set.of(PartialStake.class);
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
            SortedMap<String, SortedSet<String>> holders = new TreeMap<>();
            SortedMap<String, SortedSet<String>> ids = new TreeMap<>();
            for (Fact fact : facts) {
                if (fact instanceof Investment i && Stakes.counts(i) && firms.contains(i.investee())) {
                    List<String> chain = principals.chain(i.investor());
                    if (!Collections.disjoint(firms, chain)) {
                        holders.computeIfAbsent(i.investee(), c -> new TreeSet<>())
                                .addAll(chain);
                        SortedSet<String> of = ids.computeIfAbsent(i.investee(), c -> new TreeSet<>());
                        of.add(i.id());
                        of.addAll(principals.facts(chain));
                    }
                }
            }
            List<Group> groups = new ArrayList<>();
            holders.forEach((company, of) -> groups.add(new Group(
                    ids.getOrDefault(company, new TreeSet<>()),
                    Map.of("holder", of, "company", new TreeSet<>(List.of(company))))));
            return groups;
        });
    }

    @Override
    public List<Given> derive(Collection<Fact> facts) {
        Principals principals = new Principals(facts);
        Stakes stakes = new Stakes(facts, principals);
        List<Given> givens = new ArrayList<>();
        for (Market market : Market.all(facts, principals)) {
            if (market.surveyed().coherent()) {
                for (String holder : market.firms()) {
                    stakes.of(holder).forEach((company, held) -> {
                        if (market.firms().contains(company)) {
                            SortedSet<String> from = new TreeSet<>(held.ofProfits());
                            if (held.voting()) {
                                from.addAll(held.ofVotes());
                            }
                            from.addAll(market.facts(holder));
                            from.addAll(market.facts(company));
                            givens.add(new Given(of(market, holder, company, held), List.copyOf(from)));
                        }
                    });
                }
            }
        }
        return givens;
    }

    private static PartialStake of(Market market, String holder, String company, Stakes.Held held) {
        // A part of which nothing is said has no figures; that of a holder without votes has none that suppose a say.
        boolean known = held.profits().high() != null || held.profits().low().signum() > 0;
        boolean voting = held.voting();
        PartialOwnership part =
                new PartialOwnership(held.profits(), market.surveyedShare(holder), market.surveyedShare(company));
        @Nullable Bounds silent = known ? part.silent() : null;
        @Nullable Bounds proportional = known && voting ? part.proportional() : null;
        @Nullable Bounds total = known && voting ? part.total() : null;
        return new PartialStake(
                holder,
                company,
                market.name(),
                market.geography(),
                market.period(),
                market.surveyor(),
                known ? held.profits().low() : null,
                held.profits().high(),
                voting,
                held.votes().low(),
                low(silent),
                high(silent),
                low(proportional),
                high(proportional),
                low(total),
                high(total));
    }

    private static @Nullable BigDecimal low(@Nullable Bounds bounds) {
        return bounds == null ? null : bounds.low();
    }

    private static @Nullable BigDecimal high(@Nullable Bounds bounds) {
        return bounds == null ? null : bounds.high();
    }
}
