package interlock.derive;

import interlock.fact.Given;
import interlock.score.Formulas;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.FundingConcentration;
import interlock.vocabulary.Derived.SupplierConcentration;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Good;
import interlock.vocabulary.Fact.Investment;
import interlock.vocabulary.Fact.SupplyContract;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** From how few a party buys its compute, and from how few it has its money, as far as amounts are disclosed. */
record Purchases() implements Deriver {
    private static final Set<Good> COMPUTE = Set.of(Good.CLOUD, Good.ACCELERATORS, Good.DATA_CENTRE);

    @Override
    public Set<Class<? extends Derived>> derives() {
        return Set.of(SupplierConcentration.class, FundingConcentration.class);
    }

    @Override
    public Set<Class<? extends Fact>> reads() {
        return Set.of(SupplyContract.class, Investment.class, Fact.Company.class);
    }

    @Override
    public Optional<Fact> seen(Fact fact) {
        if (fact instanceof Fact.Company company) {
            return Optional.of(Principals.seen(company));
        }
        return payment(fact, new Principals(List.of())).isPresent() ? Optional.of(fact) : Optional.empty();
    }

    /** Who gives how much to whom. */
    private record Payment(String from, String to, BigDecimal amount, boolean funding, SortedSet<String> facts) {}

    private static Optional<Payment> payment(Fact fact, Principals principals) {
        if (fact instanceof SupplyContract s && COMPUTE.contains(s.good())) {
            return payment(s.id(), s.supplier(), s.customer(), s.amount(), false, principals);
        }
        return fact instanceof Investment i && Stakes.counts(i)
                ? payment(i.id(), i.investor(), i.investee(), i.amount(), true, principals)
                : Optional.empty();
    }

    private static Optional<Payment> payment(
            String id,
            String from,
            String to,
            @org.jspecify.annotations.Nullable BigDecimal amount,
            boolean funding,
            Principals principals) {
        SortedSet<String> facts = new TreeSet<>(List.of(id));
        facts.addAll(principals.grounds(from));
        facts.addAll(principals.grounds(to));
        return amount == null || amount.signum() <= 0 || principals.of(from).equals(principals.of(to))
                ? Optional.empty()
                : Optional.of(new Payment(principals.of(from), principals.of(to), amount, funding, facts));
    }

    @Override
    public List<Group> groups(Collection<Fact> facts) {
        Principals principals = new Principals(facts);
        SortedMap<String, SortedSet<String>> ids = new TreeMap<>();
        Map<String, SortedSet<String>> to = new HashMap<>();
        for (Fact fact : facts) {
            payment(fact, new Principals(List.of())).ifPresent(p -> {
                // Whose chains can end alike are looked at together, whichever of their links are there.
                String end = principals.of(p.to());
                SortedSet<String> parties = principals.chains(List.of(p.from(), p.to()));
                SortedSet<String> group = ids.computeIfAbsent(end, e -> new TreeSet<>());
                group.add(fact.id());
                group.addAll(principals.facts(parties));
                to.computeIfAbsent(end, e -> new TreeSet<>()).addAll(principals.chain(p.to()));
            });
        }
        List<Group> groups = new ArrayList<>();
        ids.forEach((end, group) -> {
            SortedSet<String> ends = to.getOrDefault(end, new TreeSet<>());
            groups.add(new Group(group, Map.of("customer", ends, "company", ends)));
        });
        return groups;
    }

    @Override
    public List<Given> derive(Collection<Fact> facts) {
        Principals principals = new Principals(facts);
        SortedMap<String, List<Payment>> supplies = new TreeMap<>();
        SortedMap<String, List<Payment>> fundings = new TreeMap<>();
        for (Fact fact : facts) {
            payment(fact, principals)
                    .ifPresent(p -> (p.funding() ? fundings : supplies)
                            .computeIfAbsent(p.to(), x -> new ArrayList<>())
                            .add(p));
        }
        List<Given> givens = new ArrayList<>();
        supplies.forEach((customer, all) -> {
            Shares shares = Shares.of(all);
            givens.add(new Given(
                    new SupplierConcentration(
                            customer,
                            shares.amounts().size(),
                            shares.total(),
                            shares.index(),
                            shares.largest(),
                            shares.part()),
                    shares.facts()));
        });
        fundings.forEach((company, all) -> {
            Shares shares = Shares.of(all);
            givens.add(new Given(
                    new FundingConcentration(
                            company,
                            shares.amounts().size(),
                            shares.total(),
                            shares.index(),
                            shares.largest(),
                            shares.part()),
                    shares.facts()));
        });
        return givens;
    }

    /** What comes from each. */
    private record Shares(SortedMap<String, BigDecimal> amounts, List<String> facts) {
        static Shares of(List<Payment> payments) {
            SortedMap<String, BigDecimal> amounts = new TreeMap<>();
            SortedSet<String> facts = new TreeSet<>();
            payments.forEach(p -> {
                amounts.merge(p.from(), p.amount(), BigDecimal::add);
                facts.addAll(p.facts());
            });
            return new Shares(amounts, List.copyOf(facts));
        }

        BigDecimal total() {
            return Formulas.total(amounts.values());
        }

        BigDecimal index() {
            return Formulas.herfindahl(amounts.values());
        }

        /** Who gives most; the first of several by its id. */
        String largest() {
            String largest = amounts.firstKey();
            for (Map.Entry<String, BigDecimal> e : amounts.entrySet()) {
                if (e.getValue().compareTo(amounts.getOrDefault(largest, BigDecimal.ZERO)) > 0) {
                    largest = e.getKey();
                }
            }
            return largest;
        }

        BigDecimal part() {
            return Formulas.percentage(amounts.getOrDefault(largest(), BigDecimal.ZERO), total());
        }
    }
}
