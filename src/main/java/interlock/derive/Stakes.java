package interlock.derive;

import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Instrument;
import interlock.vocabulary.Fact.Investment;
import interlock.vocabulary.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
     * @param facts what says so
     */
    record Held(Bounds profits, Bounds votes, SortedSet<String> facts) {}

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
        SortedSet<String> facts = new TreeSet<>();
        for (Investment i : all) {
            facts.add(i.id());
            facts.addAll(principals.grounds(i.investor()));
        }
        boolean silent = all.stream().allMatch(i -> votes(i).equals(new Range(ZERO, ZERO)));
        Bounds votes = silent
                ? Bounds.ZERO
                : together(all.stream()
                        .map(Stakes::votes)
                        .filter(v -> v.known() && !v.equals(new Range(ZERO, ZERO)))
                        .toList());
        return new Held(
                together(all.stream()
                        .map(Investment::economic)
                        .filter(Range::known)
                        .toList()),
                votes,
                facts);
    }

    private static final java.math.BigDecimal ZERO = java.math.BigDecimal.ZERO;

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
        java.math.BigDecimal high = whole.high();
        return new Bounds(
                whole.low(), high == null ? null : high.min(Bounds.HUNDRED).max(whole.low()));
    }

    /** What of the votes an investment gives: none where its instrument has none and nothing else is said. */
    private static Range votes(Investment i) {
        boolean mute = i.instrument() == Instrument.NON_VOTING || i.instrument() == Instrument.CONVERTIBLE;
        return mute && !i.voting().known() ? new Range(ZERO, ZERO) : i.voting();
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

    /** What says that some stakes, each as holder and company, are held; sorted. */
    List<String> facts(Collection<List<String>> stakes) {
        SortedSet<String> facts = new TreeSet<>();
        stakes.forEach(s -> in(s.get(0), s.get(1)).ifPresent(h -> facts.addAll(h.facts())));
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
