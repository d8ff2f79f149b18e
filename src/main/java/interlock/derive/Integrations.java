package interlock.derive;

import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.IntegratedHolding;
import interlock.vocabulary.Derived.Overstated;
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

/** What each holder has of each company all told, over chains and mutual holdings. */
record Integrations() implements Deriver {
    @Override
    public Set<Class<? extends Derived>> derives() {
        return Set.of(IntegratedHolding.class, Overstated.class);
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
        return Stakes.groups(facts, List.of("owner", "company"));
    }

    @Override
    public List<Given> derive(Collection<Fact> facts) {
        Stakes stakes = new Stakes(facts, new Principals(facts));
        SortedMap<String, SortedMap<String, Bounds>> parts = stakes.parts(false);
        SortedMap<String, BigDecimal> over = Ownership.overheld(parts);
        List<Given> givens = new ArrayList<>();
        over.forEach((company, total) -> {
            SortedSet<String> from = new TreeSet<>();
            parts.keySet().forEach(h -> stakes.in(h, company).ifPresent(held -> from.addAll(held.ofProfits())));
            givens.add(new Given(new Overstated(company, "economic interest", Bounds.told(total)), List.copyOf(from)));
        });
        Ownership whole = new Ownership(parts);
        SortedSet<String> unsound = new TreeSet<>(over.keySet());
        over.keySet().forEach(c -> unsound.addAll(whole.under(c)));
        Ownership ownership = new Ownership(sound(parts, unsound));
        for (String owner : parts.keySet()) {
            ownership
                    .integrated(owner)
                    .forEach((company, part) -> part.ifPresent(bounds -> givens.add(new Given(
                            new IntegratedHolding(owner, company, bounds.low(), bounds.high()),
                            stakes.facts(ownership.between(owner, company), Stakes.Held::ofProfits)))));
        }
        return givens;
    }

    /** Without the parts of companies of which more than the whole is held, and of what these hold. */
    private static SortedMap<String, SortedMap<String, Bounds>> sound(
            SortedMap<String, SortedMap<String, Bounds>> parts, Set<String> unsound) {
        SortedMap<String, SortedMap<String, Bounds>> sound = new TreeMap<>();
        parts.forEach((holder, of) -> {
            SortedMap<String, Bounds> kept = new TreeMap<>(of);
            kept.keySet().removeAll(unsound);
            if (!kept.isEmpty()) {
                sound.put(holder, kept);
            }
        });
        return sound;
    }
}
