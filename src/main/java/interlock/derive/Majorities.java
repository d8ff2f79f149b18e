package interlock.derive;

import interlock.derive.Ownership.Majority;
import interlock.derive.Ownership.Rule;
import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Control;
import interlock.vocabulary.Derived.Covered;
import interlock.vocabulary.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who controls whom by a majority of votes, and who is covered by a rule of half of the ownership. */
record Majorities() implements Deriver {
    @Override
    public Set<Class<? extends Derived>> derives() {
        return Set.of(Control.class, Covered.class);
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
        return Stakes.groups(facts, List.of("controller", "owner", "company"));
    }

    @Override
    public List<Given> derive(Collection<Fact> facts) {
        Stakes stakes = new Stakes(facts, new Principals(facts));
        Ownership votes = new Ownership(stakes.parts(true));
        Ownership profits = new Ownership(stakes.parts(false));
        List<Given> givens = new ArrayList<>();
        for (String holder : stakes.holders()) {
            for (Majority m : votes.majorities(holder, Rule.MORE_THAN_HALF)) {
                givens.add(
                        new Given(new Control(holder, m.company()), stakes.facts(m.stakes(), Stakes.Held::leastVotes)));
            }
            for (Majority m : profits.majorities(holder, Rule.HALF)) {
                givens.add(new Given(
                        new Covered(holder, m.company()), stakes.facts(m.stakes(), Stakes.Held::leastProfits)));
            }
        }
        return givens;
    }
}
