package interlock.scenario;

import interlock.derivation.SignalKey;
import interlock.engine.Dependencies;
import interlock.engine.Dependencies.Slice;
import interlock.fact.World;
import interlock.scenario.Diagram.Node;
import interlock.scenario.Likelihood.Method;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works out how likely signals are, by evaluating the worlds that make a difference to each. What a signal can depend on
 * is known beforehand, so the facts of a world are those alone; and once a fact is known to be absent, all that mattered
 * only beside it matters no more.
 */
public final class Likelihoods {
    private static final int DIGITS = 6;
    /** Most combinations of corners that are tried for each end of an interval. */
    private static final int CORNERS = 1 << 14;
    /** After so many worlds it is asked how far the budget will go. */
    private static final int PROBE = 64;
    /** Parts looked at first are the largest, so a forecast that is off by less than this is given a chance. */
    private static final double HOPELESS = 8;
    /** 1.96 standard errors to either side hold 95 % of a normal distribution. */
    private static final double STANDARD_ERRORS = 1.96;

    private final Worlds worlds;
    private final Dependencies dependencies;
    private final Function<World, Map<SignalKey, BigDecimal>> severities;
    private final List<Prospect> prospects;
    private final Budget budget;

    /**
     * How much may be spent.
     *
     * @param worlds most worlds evaluated for one signal before it is sampled
     * @param samples how many worlds are drawn for a signal that is sampled
     * @param inAll most facts and givens put into all these worlds; a signal that comes after has no likelihood
     */
    public record Budget(int worlds, int samples, long inAll) {
        /** What a run spends if nothing else is asked for. */
        public static final Budget DEFAULT = new Budget(4_096, 200, 4_000_000);
    }

    /** @param severities the signals that hold in a world, with how severe they are */
    public Likelihoods(
            Worlds worlds,
            Dependencies dependencies,
            Function<World, Map<SignalKey, BigDecimal>> severities,
            Budget budget) {
        this.worlds = worlds;
        this.dependencies = dependencies;
        this.severities = severities;
        this.prospects = worlds.prospects();
        this.budget = budget;
    }

    /** Of each signal, in their order, as far as the budget goes. */
    public SortedMap<SignalKey, Likelihood> of(SortedSet<SignalKey> signals) {
        SortedMap<SignalKey, Likelihood> likelihoods = new TreeMap<>();
        long spent = 0;
        for (SignalKey signal : signals) {
            if (spent < budget.inAll()) {
                Search search = new Search(signal);
                Likelihood likelihood = search.likelihood();
                likelihoods.put(signal, likelihood);
                spent += search.size() * (likelihood.worlds() + 1L);
            }
        }
        return likelihoods;
    }

    /** The ids of the uncertain facts that a signal can depend on. */
    public SortedSet<String> uncertainUnder(SignalKey signal) {
        SortedSet<String> ids = new TreeSet<>();
        concerned(dependencies.of(signal, Set.of())).forEach(p -> ids.addAll(p.facts()));
        return ids;
    }

    private List<Prospect> concerned(Slice slice) {
        return prospects.stream()
                .filter(p -> p.facts().stream().anyMatch(id -> slice.facts().contains(id)))
                .toList();
    }

    /** One signal. */
    private final class Search {
        private final SignalKey signal;
        private final Slice whole;
        private final List<Prospect> order;
        private final Diagram diagram;
        private final Map<List<Integer>, Optional<BigDecimal>> known = new HashMap<>();
        private final AtomicInteger evaluated = new AtomicInteger();
        /** The part of all combinations that has been looked at, 0 to 1. */
        private final DoubleAdder seen = new DoubleAdder();

        Search(SignalKey signal) {
            this.signal = signal;
            this.whole = dependencies.of(signal, Set.of());
            this.order = concerned(whole).stream()
                    .sorted(Comparator.comparing(this::leftOver).thenComparing(Prospect::id))
                    .toList();
            this.diagram = new Diagram(order);
        }

        /** How many facts and givens go into a world at most. */
        int size() {
            return whole.facts().size() + whole.givens().size();
        }

        /** How much still matters when it is absent: what gates the most is decided first. */
        private int leftOver(Prospect prospect) {
            SortedSet<String> absent = new TreeSet<>();
            prospect.turns().stream()
                    .filter(t -> t.facts().values().stream().allMatch(Optional::isEmpty))
                    .forEach(t -> absent.addAll(t.facts().keySet()));
            return absent.isEmpty()
                    ? Integer.MAX_VALUE
                    : concerned(dependencies.of(signal, absent)).size();
        }

        Likelihood likelihood() {
            int[] turns = new int[order.size()];
            Arrays.fill(turns, -1);
            @Nullable Node root = node(0, turns, whole, 1);
            return root == null ? sampled() : exact(root);
        }

        /** Whether what has been looked at is so small a part that the budget will not do for the whole. */
        private boolean hopeless() {
            return evaluated.get() >= PROBE && evaluated.get() / seen.sum() > HOPELESS * budget.worlds();
        }

        /** Null once the budget is used up. */
        private @Nullable Node node(int at, int[] turns, Slice slice, double share) {
            if (!slice.possible()) {
                seen.add(share);
                return diagram.end(Optional.empty());
            }
            int next = at;
            while (next < order.size()
                    && order.get(next).facts().stream()
                            .noneMatch(id -> slice.facts().contains(id))) {
                next++;
            }
            if (next == order.size()) {
                if (evaluated.get() >= budget.worlds() || hopeless()) {
                    return null;
                }
                seen.add(share);
                return diagram.end(severity(turns, slice));
            }
            List<Node> children = new ArrayList<>();
            for (int turn = 0; turn < order.get(next).turns().size(); turn++) {
                int[] decided = turns.clone();
                decided[next] = turn;
                SortedSet<String> absent = absent(decided);
                Slice narrower = absent.equals(absent(turns)) ? slice : dependencies.of(signal, absent);
                @Nullable
                Node child = node(
                        next + 1,
                        decided,
                        narrower,
                        share / order.get(next).turns().size());
                if (child == null) {
                    return null;
                }
                children.add(child);
            }
            return diagram.decision(next, children);
        }

        private SortedSet<String> absent(int[] turns) {
            SortedSet<String> absent = new TreeSet<>();
            for (int i = 0; i < turns.length; i++) {
                if (turns[i] >= 0) {
                    order.get(i).turns().get(turns[i]).facts().forEach((id, fact) -> {
                        if (fact.isEmpty()) {
                            absent.add(id);
                        }
                    });
                }
            }
            return absent;
        }

        /** How severe the signal is in a world; empty if it does not hold. */
        private Optional<BigDecimal> severity(int[] turns, Slice slice) {
            SortedMap<String, Optional<Fact>> chosen = new TreeMap<>();
            for (int i = 0; i < turns.length; i++) {
                if (turns[i] >= 0) {
                    chosen.putAll(order.get(i).turns().get(turns[i]).facts());
                }
            }
            evaluated.incrementAndGet();
            return Optional.ofNullable(
                    severities.apply(worlds.world(chosen, slice)).get(signal));
        }

        private Likelihood exact(Node root) {
            Node holding = diagram.holding(root);
            double[] low = end(holding, false);
            double[] high = end(holding, true);
            List<double[]> central = order.stream().map(Prospect::central).toList();
            double weight = diagram.sum(root, central, false);
            return new Likelihood(
                    interval(low[0], high[0]),
                    weight > 0 ? decimal(diagram.sum(root, central, true) / weight, 1) : null,
                    low[1] + high[1] > 0 ? Method.ENCLOSED : Method.EXACT,
                    order.size(),
                    evaluated.get(),
                    BigDecimal.ZERO);
        }

        /** One end of the interval; and 1 if it was only enclosed. */
        private double[] end(Node holding, boolean greatest) {
            List<List<double[]>> corners = diagram.corners(holding, greatest);
            long combinations = 1;
            for (List<double[]> c : corners) {
                combinations = Math.min(CORNERS + 1L, combinations * c.size());
            }
            if (combinations > CORNERS) {
                return new double[] {diagram.bound(holding, greatest), 1};
            }
            double best = greatest ? 0 : 1;
            int[] at = new int[corners.size()];
            boolean more = true;
            while (more) {
                List<double[]> weights = new ArrayList<>();
                for (int i = 0; i < at.length; i++) {
                    weights.add(corners.get(i).get(at[i]));
                }
                double sum = diagram.sum(holding, weights, false);
                best = greatest ? Math.max(best, sum) : Math.min(best, sum);
                more = advance(at, corners);
            }
            return new double[] {best, 0};
        }

        private static boolean advance(int[] at, List<List<double[]>> corners) {
            for (int i = 0; i < at.length; i++) {
                if (++at[i] < corners.get(i).size()) {
                    return true;
                }
                at[i] = 0;
            }
            return false;
        }

        /**
         * Of worlds drawn with the first and with the last corner of each prospect, which are the least and the most likely
         * to come about, and with the central probabilities. The same draws serve all three.
         */
        private Likelihood sampled() {
            Sampler sampler = new Sampler(Long.parseLong(signal.id(), 16));
            int[] holds = new int[2];
            double severity = 0;
            int weighed = 0;
            for (int n = 0; n < budget.samples(); n++) {
                double[] draws = sampler.next(order.size());
                holds[0] += drawn(draws, p -> p.corners().get(0)).isPresent() ? 1 : 0;
                holds[1] += drawn(draws, p -> p.corners().get(p.corners().size() - 1))
                                .isPresent()
                        ? 1
                        : 0;
                Optional<BigDecimal> central = drawn(draws, Prospect::central);
                if (central.isPresent()) {
                    severity += central.get().doubleValue();
                    weighed++;
                }
            }
            double low = (double) Math.min(holds[0], holds[1]) / budget.samples();
            double high = (double) Math.max(holds[0], holds[1]) / budget.samples();
            double error = STANDARD_ERRORS * Math.sqrt(Math.max(low * (1 - low), high * (1 - high)) / budget.samples());
            return new Likelihood(
                    interval(low, high),
                    weighed > 0 ? decimal(severity / weighed, 1) : null,
                    Method.SAMPLED,
                    order.size(),
                    evaluated.get(),
                    // Even where all draws agree, the truth may be 3/n away (rule of three).
                    decimal(Math.max(error, 3.0 / budget.samples()), 3));
        }

        private Optional<BigDecimal> drawn(double[] draws, Function<Prospect, double[]> weights) {
            int[] turns = new int[draws.length];
            for (int i = 0; i < draws.length; i++) {
                double[] weight = weights.apply(order.get(i));
                double rest = draws[i];
                int turn = 0;
                while (turn < weight.length - 1 && rest >= weight[turn]) {
                    rest -= weight[turn++];
                }
                turns[i] = turn;
            }
            List<Integer> key = Arrays.stream(turns).boxed().toList();
            Optional<BigDecimal> before = known.get(key);
            if (before == null) {
                before = severity(turns, whole);
                known.put(key, before);
            }
            return before;
        }
    }

    private static Interval interval(double low, double high) {
        BigDecimal least = decimal(Math.max(0, Math.min(1, low)), DIGITS);
        return new Interval(
                least, decimal(Math.max(0, Math.min(1, high)), DIGITS).max(least));
    }

    private static BigDecimal decimal(double number, int digits) {
        return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP);
    }
}
