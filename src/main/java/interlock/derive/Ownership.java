package interlock.derive;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.GabowStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.traverse.TopologicalOrderIterator;
import org.jspecify.annotations.Nullable;

/** Who holds how many per cent of whom, and what follows over chains and rings of holdings. */
public final class Ownership {
    /** Holder, company, part. */
    private final SortedMap<String, SortedMap<String, Bounds>> stakes;

    private final List<List<String>> knots;
    private final Map<String, SortedSet<String>> reach = new HashMap<>();

    /** @param stakes per cent by holder and company; none above the hundred of its company, see {@link #overheld} */
    public Ownership(SortedMap<String, SortedMap<String, Bounds>> stakes) {
        this.stakes = stakes;
        this.knots = knots(stakes);
    }

    /** The companies of which more than the whole is held, and how many per cent at least. */
    public static SortedMap<String, BigDecimal> overheld(Map<String, SortedMap<String, Bounds>> stakes) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        stakes.values().forEach(of -> of.forEach((company, part) -> sums.merge(company, part.low(), BigDecimal::add)));
        sums.values().removeIf(sum -> sum.compareTo(Bounds.HUNDRED) <= 0);
        return sums;
    }

    /** All companies that a holder has a part of, directly or over others. */
    public SortedSet<String> under(String holder) {
        SortedSet<String> known = reach.get(holder);
        if (known == null) {
            known = Collections.unmodifiableSortedSet(reached(holder));
            reach.put(holder, known);
        }
        return known;
    }

    private SortedSet<String> reached(String holder) {
        SortedSet<String> under = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of(holder));
        while (!open.isEmpty()) {
            for (String company : stakes.getOrDefault(open.remove(open.size() - 1), Collections.emptySortedMap())
                    .keySet()) {
                if (under.add(company)) {
                    open.add(company);
                }
            }
        }
        return under;
    }

    /** The stakes, as holder and company, on the ways by which a holder has a part of a company. */
    public List<List<String>> between(String holder, String company) {
        SortedSet<String> down = under(holder);
        List<List<String>> edges = new ArrayList<>();
        stakes.forEach((from, of) -> {
            if (from.equals(holder) || down.contains(from)) {
                of.keySet().forEach(to -> {
                    if (to.equals(company) || under(to).contains(company)) {
                        edges.add(List.of(from, to));
                    }
                });
            }
        });
        return edges;
    }

    /**
     * What each holder has of each company all told, Y = (I − W)⁻¹W, in per cent: W and all its powers, so that what comes
     * back over mutual holdings counts again. As no entry of W is negative, Y grows with each, and its bounds are those of W's.
     * Nothing bounds it from above where companies may own one another wholly; empty where they do.
     */
    public SortedMap<String, Optional<Bounds>> integrated(String holder) {
        SortedSet<String> under = under(holder);
        Map<String, BigDecimal> low = new LinkedHashMap<>();
        Map<String, BigDecimal> high = new LinkedHashMap<>();
        Set<String> closed = new LinkedHashSet<>();
        for (List<String> knot : knots) {
            List<String> here = knot.stream().filter(c -> under.contains(c)).toList();
            if (!here.isEmpty()) {
                solve(holder, here, false, low).ifPresentOrElse(low::putAll, () -> closed.addAll(here));
                solve(holder, here, true, high).ifPresent(high::putAll);
            }
        }
        SortedMap<String, Optional<Bounds>> all = new TreeMap<>();
        for (String company : under) {
            boolean beyond = closed.stream().anyMatch(c -> c.equals(company) || under(c).contains(company));
            all.put(
                    company,
                    beyond
                            ? Optional.empty()
                            : Optional.of(new Bounds(percent(low, company), inPerCent(high.get(company))).told()));
        }
        return all;
    }

    private static BigDecimal percent(Map<String, BigDecimal> parts, String company) {
        return parts.getOrDefault(company, BigDecimal.ZERO).movePointRight(2);
    }

    private static @Nullable BigDecimal inPerCent(@Nullable BigDecimal part) {
        return part == null ? null : part.movePointRight(2);
    }

    /**
     * The parts that a holder has of the companies of one knot, those of the knots before being known; empty if nothing
     * bounds them.
     */
    private Optional<Map<String, BigDecimal>> solve(
            String holder, List<String> knot, boolean most, Map<String, BigDecimal> known) {
        int size = knot.size();
        BigDecimal[][] rows = new BigDecimal[size][size + 1];
        for (int i = 0; i < size; i++) {
            String company = knot.get(i);
            BigDecimal right = part(holder, company, most);
            for (int j = 0; j < size; j++) {
                BigDecimal coefficient = part(knot.get(j), company, most).negate();
                rows[i][j] = i == j ? BigDecimal.ONE.add(coefficient) : coefficient;
            }
            for (String between : stakes.keySet()) {
                if (!knot.contains(between)
                        && part(between, company, most).signum() > 0
                        && under(holder).contains(between)) {
                    if (!known.containsKey(between)) {
                        return Optional.empty();
                    }
                    right = right.add(known.get(between).multiply(part(between, company, most), Bounds.DIGITS));
                }
            }
            rows[i][size] = right;
        }
        return eliminate(rows).map(solution -> {
            Map<String, BigDecimal> parts = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                parts.put(knot.get(i), solution[i]);
            }
            return parts;
        });
    }

    /**
     * Solves I − W with W not negative. It has an inverse without negative entries just if every pivot is positive; otherwise
     * the powers of W do not add up to anything.
     */
    private static Optional<BigDecimal[]> eliminate(BigDecimal[][] rows) {
        int size = rows.length;
        for (int i = 0; i < size; i++) {
            BigDecimal pivot = rows[i][i];
            if (pivot.compareTo(NOTHING) <= 0) {
                return Optional.empty();
            }
            for (int r = 0; r < size; r++) {
                if (r != i && rows[r][i].signum() != 0) {
                    BigDecimal factor = rows[r][i].divide(pivot, Bounds.DIGITS);
                    for (int c = i; c <= size; c++) {
                        rows[r][c] = rows[r][c].subtract(factor.multiply(rows[i][c]), Bounds.DIGITS);
                    }
                }
            }
        }
        BigDecimal[] solution = new BigDecimal[size];
        for (int i = 0; i < size; i++) {
            solution[i] = rows[i][size].divide(rows[i][i], Bounds.DIGITS);
        }
        return Optional.of(solution);
    }

    /** A pivot that rounding alone may have kept from being zero. */
    private static final BigDecimal NOTHING = new BigDecimal("1e-20");

    private BigDecimal part(String holder, String company, boolean most) {
        Bounds part = stakes.getOrDefault(holder, Collections.emptySortedMap()).get(company);
        if (part == null) {
            return BigDecimal.ZERO;
        }
        return (most ? part.highOr(Bounds.HUNDRED).min(Bounds.HUNDRED) : part.low()).movePointLeft(2);
    }

    /** Companies that own one another, in the order in which ownership leads from one such knot to the next. */
    private static List<List<String>> knots(SortedMap<String, SortedMap<String, Bounds>> stakes) {
        Graph<String, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
        stakes.forEach((holder, of) -> of.keySet().forEach(company -> {
            graph.addVertex(holder);
            graph.addVertex(company);
            graph.addEdge(holder, company);
        }));
        List<List<String>> knots = new ArrayList<>();
        new TopologicalOrderIterator<>(new GabowStrongConnectivityInspector<>(graph).getCondensation())
                .forEachRemaining(
                        knot -> knots.add(knot.vertexSet().stream().sorted().toList()));
        return knots;
    }

    /** A company that a holder has a majority of, and the stakes, as holder and company, that show it. */
    public record Majority(String company, List<List<String>> stakes) {}

    /** When a part is a majority. */
    public enum Rule {
        /** More than half. */
        MORE_THAN_HALF,
        /** Half or more. */
        HALF;

        boolean met(BigDecimal part) {
            int compared = part.compareTo(BigDecimal.valueOf(50));
            return this == HALF ? compared >= 0 : compared > 0;
        }
    }

    /**
     * The companies of which a holder has a majority, alone or together with companies of which it has one: the least set
     * of which this is true, so that in a ring nothing rests on itself. Only what is held for certain counts.
     */
    public List<Majority> majorities(String holder, Rule rule) {
        SortedMap<String, List<List<String>>> found = new TreeMap<>();
        boolean more = true;
        while (more) {
            SortedMap<String, List<List<String>>> next = new TreeMap<>();
            SortedSet<String> holding = new TreeSet<>(found.keySet());
            holding.add(holder);
            SortedSet<String> open = new TreeSet<>();
            holding.forEach(h -> open.addAll(
                    stakes.getOrDefault(h, Collections.emptySortedMap()).keySet()));
            open.removeAll(found.keySet());
            for (String company : open) {
                shown(holding, company, rule).ifPresent(with -> {
                    Set<List<String>> shown = new LinkedHashSet<>();
                    // What the holder has itself needs no other stake, even where it is among its own companies.
                    with.stream()
                            .filter(h -> !h.equals(holder))
                            .forEach(h -> shown.addAll(found.getOrDefault(h, List.of())));
                    with.forEach(h -> shown.add(List.of(h, company)));
                    next.put(company, List.copyOf(shown));
                });
            }
            found.putAll(next);
            more = !next.isEmpty();
        }
        List<Majority> all = new ArrayList<>();
        found.forEach((company, shown) -> all.add(new Majority(company, shown)));
        return all;
    }

    /** Of some holders the fewest whose parts together are a majority, the largest first; empty if they have none. */
    private Optional<List<String>> shown(Collection<String> holders, String company, Rule rule) {
        List<String> bySize = holders.stream()
                .filter(h -> part(h, company, false).signum() > 0)
                .sorted((one, other) -> {
                    int size = part(other, company, false).compareTo(part(one, company, false));
                    return size != 0 ? size : one.compareTo(other);
                })
                .toList();
        BigDecimal sum = BigDecimal.ZERO;
        for (int count = 0; count < bySize.size(); count++) {
            sum = sum.add(part(bySize.get(count), company, false).movePointRight(2));
            if (rule.met(sum)) {
                return Optional.of(bySize.subList(0, count + 1));
            }
        }
        return Optional.empty();
    }
}
