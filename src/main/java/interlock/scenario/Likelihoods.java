package interlock.scenario;

import interlock.derivation.SignalKey;
import interlock.engine.Dependencies;
import interlock.engine.Dependencies.Slice;
import interlock.engine.Guards;
import interlock.engine.Possible;
import interlock.engine.Script;
import interlock.engine.Sweep;
import interlock.engine.TooMuch;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works out how likely signals are, by evaluating the worlds that make a difference to each. What a signal can depend on
 * is known beforehand, so the facts of a world are those alone; and once a fact is known to be absent, all that mattered
 * only beside it matters no more.
 */
public final class Likelihoods {
    private static final int DIGITS = 6;
    /** Most facts that are looked at together; of more, each signal gets those alone that it can depend on. */
    private static final int TOGETHER = 2_000;
    /** Most combinations of corners that are tried for each end of an interval. */
    private static final int CORNERS = 1 << 14;
    /** After so many worlds it is asked how far the budget will go. */
    private static final int PROBE = 64;
    /** Parts looked at first are the largest, so a forecast that is off by less than this is given a chance. */
    private static final double HOPELESS = 8;
    /** What rounding may take away from an error. */
    private static final BigDecimal LAST_DIGIT = new BigDecimal("0.001");

    private final Worlds worlds;
    private final Once<Dependencies> dependencies;
    private final Script script;
    private final Function<World, Map<SignalKey, BigDecimal>> severities;
    private final List<Prospect> prospects;
    private final Budget budget;
    private final AtomicLong put = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong conditions = new AtomicLong();
    private final AtomicLong evaluations = new AtomicLong();

    /**
     * How much may be spent.
     *
     * @param together most steps taken for all signals together, looking at all worlds at once
     * @param alone most steps taken so for one signal on what it can depend on
     * @param worlds most worlds evaluated one by one for a signal before it is sampled
     * @param samples how many worlds are drawn for a signal that is sampled
     * @param inAll most facts and givens put into all these worlds; a signal that comes after has no likelihood
     */
    public record Budget(long together, long alone, int worlds, int samples, long inAll) {
        /** What a run spends if nothing else is asked for. */
        public static final Budget DEFAULT = new Budget(2_000_000, 8_000_000, 4_096, 2_000, 4_000_000);

        /** Of everything so many per cent, and never nothing. */
        public static Budget ofDefault(int percent) {
            return new Budget(
                    part(DEFAULT.together, percent),
                    part(DEFAULT.alone, percent),
                    (int) part(DEFAULT.worlds, percent),
                    (int) part(DEFAULT.samples, percent),
                    part(DEFAULT.inAll, percent));
        }

        private static long part(long of, int percent) {
            return Math.max(1, Math.min(of * percent / 100, Integer.MAX_VALUE));
        }
    }

    /**
     * @param dependencies what each signal can depend on, worked out if it is needed
     * @param severities the signals that hold in a world, with how severe they are: what the engine says
     */
    public Likelihoods(
            Worlds worlds,
            Once<Dependencies> dependencies,
            Script script,
            Function<World, Map<SignalKey, BigDecimal>> severities,
            Budget budget) {
        this.worlds = worlds;
        this.dependencies = dependencies;
        this.script = script;
        this.severities = severities;
        this.prospects = worlds.prospects();
        this.budget = budget;
    }

    /**
     * What was done; the same for the same input on every machine.
     *
     * @param put facts and givens that were looked at, all their forms counted
     * @param steps how often a condition was asked of something, all worlds at once
     * @param conditions how many conditions on the worlds were made
     * @param worlds how many worlds were evaluated one by one
     */
    public record Effort(long put, long steps, long conditions, long worlds) {}

    /** So many looks at a fact take as long as putting one in. */
    private static final long LOOKS = 2;

    /** What has been done so far. */
    public Effort effort() {
        return new Effort(put.get(), steps.get(), conditions.get(), evaluations.get());
    }

    /** Of each signal, in their order, as far as the budget goes. */
    public SortedMap<SignalKey, Likelihood> of(SortedSet<SignalKey> signals) {
        SortedMap<SignalKey, Likelihood> likelihoods = new TreeMap<>();
        if (prospects.isEmpty()) {
            evaluations.incrementAndGet();
            return certain(severities.apply(worlds.floor()), signals);
        }
        if (worlds.live().size() <= TOGETHER) {
            Optional<SortedMap<SignalKey, Likelihood>> all = swept(signals, Optional.empty(), budget.together());
            if (all.isPresent()) {
                likelihoods.putAll(all.get());
            }
        }
        long spent = 0;
        for (SignalKey signal : signals) {
            if (!likelihoods.containsKey(signal) && spent < budget.inAll()) {
                Slice slice = dependencies.get().of(signal, Set.of());
                Optional<Likelihood> likelihood = script.tells(signal.policy())
                        ? swept(new TreeSet<>(Set.of(signal)), Optional.of(slice), budget.alone())
                                .map(found -> found.get(signal))
                        : Optional.empty();
                Search search = new Search(signal, slice);
                likelihoods.put(signal, likelihood.orElseGet(search::likelihood));
                spent += (slice.facts().size() + slice.givens().size()) * (search.evaluated.get() + 1L)
                        + slice.effort() / LOOKS;
            }
        }
        return likelihoods;
    }

    /**
     * Of each signal, in their order, where there is only one world.
     *
     * @param severities the signals that hold in it, with how severe they are
     */
    public static SortedMap<SignalKey, Likelihood> certain(
            Map<SignalKey, BigDecimal> severities, SortedSet<SignalKey> signals) {
        Diagram diagram = new Diagram(List.of());
        SortedMap<SignalKey, Likelihood> likelihoods = new TreeMap<>();
        signals.forEach(s -> likelihoods.put(s, exact(diagram, diagram.end(Optional.ofNullable(severities.get(s))))));
        return likelihoods;
    }

    /**
     * Of the signals that can be told of by looking at all worlds at once; empty if that takes more steps than allowed.
     *
     * @param among what to look at; everything if empty
     */
    private Optional<SortedMap<SignalKey, Likelihood>> swept(
            SortedSet<SignalKey> signals, Optional<Slice> among, long most) {
        Guards guards =
                new Guards(prospects.stream().mapToInt(p -> p.turns().size()).toArray(), Math.toIntExact(most / 4));
        try {
            List<Possible> possible = new Possibilities(worlds, prospects, guards).of(among);
            put.addAndGet(possible.size());
            Script about = script.about(signals.stream().map(SignalKey::policy).collect(Collectors.toSet()));
            return Sweep.of(about, possible, guards, most).map(found -> {
                steps.addAndGet(found.steps());
                conditions.addAndGet(guards.count());
                SortedMap<SignalKey, Likelihood> likelihoods = new TreeMap<>();
                for (SignalKey signal : signals) {
                    if (script.tells(signal.policy())) {
                        Diagram diagram = new Diagram(prospects);
                        likelihoods.put(
                                signal,
                                exact(diagram, diagram.of(found.severities().getOrDefault(signal, new TreeMap<>()))));
                    }
                }
                return likelihoods;
            });
        } catch (TooMuch e) {
            return Optional.empty();
        }
    }

    /** The ids of the uncertain facts that a signal can depend on. */
    public SortedSet<String> uncertainUnder(SignalKey signal) {
        SortedSet<String> ids = new TreeSet<>();
        concerned(dependencies.get().of(signal, Set.of())).forEach(p -> ids.addAll(p.facts()));
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
        private final Script about;
        private final List<Prospect> order = new ArrayList<>();
        private final AtomicInteger evaluated = new AtomicInteger();
        /** The part of all combinations that has been looked at, 0 to 1. */
        private final DoubleAdder seen = new DoubleAdder();

        Search(SignalKey signal, Slice whole) {
            this.signal = signal;
            this.whole = whole;
            this.about = script.about(Set.of(signal.policy()));
        }

        /** How much still matters when it is absent: what gates the most is decided first. */
        private int leftOver(Prospect prospect) {
            SortedSet<String> absent = new TreeSet<>();
            prospect.turns().stream()
                    .filter(t -> t.facts().values().stream().allMatch(Optional::isEmpty))
                    .forEach(t -> absent.addAll(t.facts().keySet()));
            return absent.isEmpty()
                    ? Integer.MAX_VALUE
                    : concerned(dependencies.get().of(signal, absent)).size();
        }

        Likelihood likelihood() {
            // Once for each, since finding out what a signal depends on can take long.
            Map<String, Integer> gates = new HashMap<>();
            concerned(whole).forEach(p -> gates.put(p.id(), leftOver(p)));
            concerned(whole).stream()
                    .sorted(Comparator.comparing((Prospect p) -> gates.get(p.id()))
                            .thenComparing(Prospect::id))
                    .forEach(order::add);
            Diagram diagram = new Diagram(order);
            int[] turns = new int[order.size()];
            Arrays.fill(turns, -1);
            @Nullable Node root = node(diagram, 0, turns, whole, 1);
            return root == null ? sampled() : exact(diagram, root);
        }

        /** Whether what has been looked at is so small a part that the budget will not do for the whole. */
        private boolean hopeless() {
            return evaluated.get() >= PROBE && evaluated.get() / seen.sum() > HOPELESS * budget.worlds();
        }

        /** Null once the budget is used up. */
        private @Nullable Node node(Diagram diagram, int at, int[] turns, Slice slice, double share) {
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
                Slice narrower = absent.equals(absent(turns))
                        ? slice
                        : dependencies.get().of(signal, absent);
                @Nullable
                Node child = node(
                        diagram,
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

        /** What the engine would say of a world, if that can be told without it. */
        private Optional<Map<SignalKey, BigDecimal>> quick(World world) {
            if (!script.tells(signal.policy())) {
                return Optional.empty();
            }
            Guards one = new Guards(new int[0], 0);
            List<Possible> there = new ArrayList<>();
            world.facts().forEach(f -> there.add(new Possible(f, one.always())));
            world.givens().forEach(g -> there.add(new Possible(g.conclusion(), one.always())));
            return Sweep.of(about, there, one, Long.MAX_VALUE).map(found -> {
                Map<SignalKey, BigDecimal> greatest = new TreeMap<>();
                found.severities().forEach((key, severities) -> greatest.put(key, severities.lastKey()));
                return greatest;
            });
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
            evaluations.incrementAndGet();
            World world = worlds.world(chosen, slice);
            return Optional.ofNullable(
                    quick(world).orElseGet(() -> severities.apply(world)).get(signal));
        }

        /** Of worlds drawn at random; their number does not say how many were evaluated, since some come out the same. */
        private Likelihood sampled() {
            DrawnWorlds drawn = new DrawnWorlds(order, script.onlyMatches(signal.policy()));
            drawn.draw(new Sampler(Long.parseLong(signal.id(), 16)), budget.samples(), turns -> severity(turns, whole));
            DrawnWorlds.Ends ends = drawn.ends();
            return new Likelihood(
                    interval(ends.low(), ends.high()),
                    drawn.severity().map(s -> decimal(s, 1)).orElse(null),
                    Method.SAMPLED,
                    order.size(),
                    evaluated.get(),
                    decimal(ends.error(), 3).add(LAST_DIGIT));
        }
    }

    private static Likelihood exact(Diagram diagram, Node root) {
        Node holding = diagram.holding(root);
        double[] low = end(diagram, holding, false);
        double[] high = end(diagram, holding, true);
        List<double[]> central =
                diagram.prospects().stream().map(Prospect::central).toList();
        double weight = diagram.sum(root, central, false);
        SortedSet<Integer> asked = diagram.asked(root);
        return new Likelihood(
                interval(low[0], high[0]),
                weight > 0 ? decimal(diagram.sum(root, central, true) / weight, 1) : null,
                low[1] + high[1] > 0 ? Method.ENCLOSED : Method.EXACT,
                asked.size(),
                combinations(diagram, asked),
                BigDecimal.ZERO);
    }

    /** In how many ways that on which it depends can turn out. */
    private static int combinations(Diagram diagram, SortedSet<Integer> asked) {
        long combinations = 1;
        for (int place : asked) {
            combinations = Math.min(
                    Integer.MAX_VALUE,
                    combinations * diagram.prospects().get(place).turns().size());
        }
        return (int) combinations;
    }

    /** One end of the interval; and 1 if it was only enclosed. */
    private static double[] end(Diagram diagram, Node holding, boolean greatest) {
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

    private static Interval interval(double low, double high) {
        BigDecimal least = decimal(Math.max(0, Math.min(1, low)), DIGITS);
        return new Interval(
                least, decimal(Math.max(0, Math.min(1, high)), DIGITS).max(least));
    }

    private static BigDecimal decimal(double number, int digits) {
        return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP);
    }
}
