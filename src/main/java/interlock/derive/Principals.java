package interlock.derive;

import interlock.vocabulary.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who stands behind each party, by the parents that companies state. */
final class Principals {
    private final Map<String, String> parents = new HashMap<>();
    private final Set<String> there = new LinkedHashSet<>();

    Principals(Collection<Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof Fact.Company company) {
                there.add(company.id());
                if (company.parent() != null) {
                    parents.put(company.id(), company.parent());
                }
            }
        }
    }

    /** A company without all but its parent; anything else as it is. */
    static Fact seen(Fact.Company company) {
        return new Fact.Company(
                company.id(),
                "",
                List.of(),
                company.parent(),
                null,
                List.of(),
                List.of(),
                interlock.vocabulary.Range.UNKNOWN);
    }

    /** The end of the chain of parents. */
    String of(String party) {
        List<String> chain = chain(party);
        return chain.get(chain.size() - 1);
    }

    /** A party and those above it, as far as they are there. */
    List<String> chain(String party) {
        Set<String> chain = new LinkedHashSet<>();
        String at = party;
        while (chain.add(at)) {
            String parent = parents.get(at);
            if (parent != null && there.contains(parent)) {
                at = parent;
            }
        }
        return new ArrayList<>(chain);
    }

    /** What it rests on that a party counts as its principal: nothing where that is the party itself. */
    List<String> grounds(String party) {
        List<String> chain = chain(party);
        return chain.size() == 1 ? List.of() : chain;
    }

    /** All parties in the chains of some. */
    SortedSet<String> chains(Collection<String> some) {
        SortedSet<String> all = new TreeSet<>();
        some.forEach(p -> all.addAll(chain(p)));
        return all;
    }

    /** Those of some parties that are companies. */
    SortedSet<String> facts(Collection<String> some) {
        SortedSet<String> facts = new TreeSet<>(some);
        facts.retainAll(there);
        return facts;
    }
}
