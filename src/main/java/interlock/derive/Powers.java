package interlock.derive;

import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.VotingPower;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The power that votes give where more than half of them decides: of companies all of whose votes are on file, since one
 * voter more or less changes that of all.
 */
record Powers() implements Deriver {
    /** More than half of a hundred, in the smallest steps in which votes are told. */
    private static final BigDecimal QUOTA = new BigDecimal("50.000000001");

    @Override
    public Set<Class<? extends Derived>> derives() {
        return Set.of(VotingPower.class);
    }

    @Override
    public Set<Class<? extends Fact>> reads() {
        return Stakes.reads();
    }

    @Override
    public Optional<Fact> seen(Fact fact) {
        return Stakes.seen(fact);
    }

    @Override
    public List<Group> groups(Collection<Fact> facts) {
        return Stakes.groups(facts, List.of("voter", "company"));
    }

    @Override
    public List<Given> derive(Collection<Fact> facts) {
        Stakes stakes = new Stakes(facts, new Principals(facts));
        SortedMap<String, SortedMap<String, Bounds>> voters = new TreeMap<>();
        stakes.parts(true)
                .forEach((voter, of) -> of.forEach((company, votes) ->
                        voters.computeIfAbsent(company, c -> new TreeMap<>()).put(voter, votes)));
        List<Given> givens = new ArrayList<>();
        voters.forEach((company, of) -> {
            BigDecimal sum = of.values().stream().map(Bounds::low).reduce(BigDecimal.ZERO, BigDecimal::add);
            boolean all = of.values().stream().allMatch(Bounds::exact) && sum.compareTo(Bounds.HUNDRED) == 0;
            if (all && of.size() <= VotingGame.VOTERS) {
                SortedSet<String> from = new TreeSet<>();
                of.keySet()
                        .forEach(v ->
                                from.addAll(stakes.in(v, company).orElseThrow().ofVotes()));
                List<String> names = List.copyOf(of.keySet());
                VotingGame game =
                        new VotingGame(of.values().stream().map(Bounds::low).toList(), QUOTA);
                List<BigDecimal> banzhaf = game.banzhaf();
                List<BigDecimal> shapley = game.shapleyShubik();
                for (int i = 0; i < names.size(); i++) {
                    givens.add(new Given(
                            new VotingPower(
                                    names.get(i),
                                    company,
                                    game.weights().get(i),
                                    Bounds.told(banzhaf.get(i)),
                                    Bounds.told(shapley.get(i))),
                            List.copyOf(from)));
                }
            }
        });
        return givens;
    }
}
