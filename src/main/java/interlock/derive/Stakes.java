package interlock.derive;

import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Instrument;
import interlock.vocabulary.Fact.Investment;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which part of whom, by what is on file: an investment counts for who stands behind the investor, and in the
 * company that it names. Loans, credits and warrants are no parts of a company.
 */
final class Stakes {
    /**
     * All that one holder has of one company.
     *
     * @param profits its economic interest
     * @param votes its votes
     * @param ofProfits the ids of the facts that say how much of the economic interest it has; if none does, of all
     * @param ofVotes the ids of the facts that say how many votes it has, or that it may have some; if none does, of all
     * @param leastProfits the ids of the facts that show the lower bound of the economic interest
     * @param leastVotes the ids of the facts that show the lower bound of the votes
     */
    record Held(
            Bounds profits,
            Bounds votes,
            SortedSet<String> ofProfits,
            SortedSet<String> ofVotes,
            SortedSet<String> leastProfits,
            SortedSet<String> leastVotes) {
        /** Whether it may have any votes. */
        boolean voting() {
            BigDecimal high = votes.high();
            return high == null || high.signum() > 0;
        }

        SortedSet<String> facts() {
            SortedSet<String> all = new TreeSet<>(ofProfits);
            all.addAll(ofVotes);
            return all;
        }
    }

    private final SortedMap<String, SortedMap<String, Held>> held = new TreeMap<>();

    Stakes(Collection<Fact> facts, Principals principals) {
        Map<List<String>, List<Investment>> byPair = new HashMap<>();
        for (Fact fact : facts) {
            if (fact instanceof Investment i && counts(i)) {
                byPair.computeIfAbsent(List.of(principals.of(i.investor()), i.investee()), p -> new ArrayList<>())
                        .add(i);
            }
        }
        byPair.forEach((pair, all) -> {
            if (!pair.get(0).equals(pair.get(1))) {
                held.computeIfAbsent(pair.get(0), h -> new TreeMap<>()).put(pair.get(1), together(all, principals));
            }
        });
    }

    static boolean counts(Investment i) {
        return i.instrument() != Instrument.DEBT
                && i.instrument() != Instrument.CREDITS
                && i.instrument() != Instrument.WARRANT;
    }

    /** An investment without what it costs. */
    static Optional<Fact> seen(Investment i) {
        return counts(i)
                ? Optional.of(new Investment(
                        i.id(),
                        i.investor(),
                        i.investee(),
                        null,
                        null,
                        i.economic(),
                        i.voting(),
                        i.instrument(),
                        List.of(),
                        null,
                        null,
                        null))
                : Optional.empty();
    }

    /** What a deriver of stakes sees of a fact: investments, and companies for their parents. */
    static Optional<Fact> seen(Fact fact) {
        if (fact instanceof Fact.Company company) {
            return Optional.of(Principals.seen(company));
        }
        return fact instanceof Investment i ? seen(i) : Optional.empty();
    }

    static Set<Class<? extends Fact>> reads() {
        return Set.of(Investment.class, Fact.Company.class);
    }

    /**
     * Several investments of one holder in one company: each that states a part is taken to state what is held by then. So
     * the whole is at least the largest of these and at most their sum. One that states none tells nothing, unless none does.
     */
    private static Held together(List<Investment> all, Principals principals) {
        List<Investment> stating =
                all.stream().filter(i -> i.economic().known()).toList();
        List<Investment> voting = all.stream().filter(Stakes::mayVote).toList();
        List<Investment> telling =
                voting.stream().filter(i -> i.voting().known()).toList();
        Bounds votes = voting.isEmpty()
                ? Bounds.ZERO
                : together(telling.stream().map(Investment::voting).toList());
        return new Held(
                together(stating.stream().map(Investment::economic).toList()),
                votes,
                facts(stating.isEmpty() ? all : stating, principals),
                facts(!telling.isEmpty() ? telling : voting.isEmpty() ? all : voting, principals),
                facts(largest(stating, Investment::economic), principals),
                facts(largest(telling, Investment::voting), principals));
    }

    /** The one that states the largest part for certain, the first of several by its id; none of none. */
    private static List<Investment> largest(List<Investment> stating, Function<Investment, Range> part) {
        return stating.stream()
                .min(Comparator.comparing(
                                (Investment i) -> Bounds.of(part.apply(i)).low())
                        .reversed()
                        .thenComparing(Investment::id))
                .stream()
                .toList();
    }

    private static SortedSet<String> facts(List<Investment> investments, Principals principals) {
        SortedSet<String> facts = new TreeSet<>();
        for (Investment i : investments) {
            facts.add(i.id());
            facts.addAll(principals.grounds(i.investor()));
        }
        return facts;
    }

    private static Bounds together(List<Range> ranges) {
        @Nullable Bounds whole = null;
        for (Range range : ranges) {
            Bounds part = Bounds.of(range);
            whole = whole == null
                    ? part
                    : new Bounds(whole.low().max(part.low()), whole.plus(part).high());
        }
        if (whole == null) {
            return Bounds.UNKNOWN;
        }
        BigDecimal high = whole.high();
        return new Bounds(
                whole.low(), high == null ? null : high.min(Bounds.HUNDRED).max(whole.low()));
    }

    /** Whether an investment may give votes: not if it is of a kind that has none, and nothing else is said. */
    static boolean mayVote(Investment i) {
        if (i.voting().known()) {
            return i.voting().high() == null || i.voting().high().signum() > 0;
        }
        return i.instrument() != Instrument.NON_VOTING && i.instrument() != Instrument.CONVERTIBLE;
    }

    SortedMap<String, Held> of(String holder) {
        return held.getOrDefault(holder, Collections.emptySortedMap());
    }

    SortedSet<String> holders() {
        return new TreeSet<>(held.keySet());
    }

    /** What a holder has of a company; empty if nothing. */
    Optional<Held> in(String holder, String company) {
        return Optional.ofNullable(of(holder).get(company));
    }

    /** The economic interests, or the votes, as they are. */
    SortedMap<String, SortedMap<String, Bounds>> parts(boolean votes) {
        SortedMap<String, SortedMap<String, Bounds>> parts = new TreeMap<>();
        held.forEach((holder, of) -> of.forEach((company, h) -> {
            Bounds part = votes ? h.votes() : h.profits();
            if (part.high() == null || part.high().signum() > 0) {
                parts.computeIfAbsent(holder, x -> new TreeMap<>()).put(company, part);
            }
        }));
        return parts;
    }

    /** What says something of some stakes, each given as holder and company; sorted. */
    List<String> facts(Collection<List<String>> stakes, Function<Held, SortedSet<String>> says) {
        SortedSet<String> facts = new TreeSet<>();
        stakes.forEach(s -> in(s.get(0), s.get(1)).ifPresent(h -> facts.addAll(says.apply(h))));
        return List.copyOf(facts);
    }

    /**
     * Parties that stakes or parents link in some world, with the facts that do.
     *
     * @param fields the fields that hold such parties
     */
    static List<Group> groups(Collection<Fact> facts, List<String> fields) {
        Principals principals = new Principals(facts);
        Graph<String, DefaultEdge> graph = new SimpleGraph<>(DefaultEdge.class);
        for (Fact fact : facts) {
            if (fact instanceof Investment i && counts(i)) {
                List<String> linked = new ArrayList<>(principals.chain(i.investor()));
                linked.add(i.investee());
                linked.forEach(graph::addVertex);
                for (String party : linked) {
                    if (!party.equals(i.investor())) {
                        graph.addEdge(i.investor(), party);
                    }
                }
            }
        }
        List<Group> groups = new ArrayList<>();
        for (Set<String> parties : new ConnectivityInspector<>(graph).connectedSets()) {
            SortedSet<String> ids = principals.facts(parties);
            for (Fact fact : facts) {
                if (fact instanceof Investment i && counts(i) && parties.contains(i.investor())) {
                    ids.add(i.id());
                }
            }
            Map<String, SortedSet<String>> within = new HashMap<>();
            fields.forEach(f -> within.put(f, new TreeSet<>(parties)));
            groups.add(new Group(ids, within));
        }
        return groups;
    }
}
