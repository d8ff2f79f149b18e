package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.Bearing;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Engine;
import interlock.engine.Script;
import interlock.fact.Amount;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.scenario.Measure.How;
import interlock.scenario.Trials.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The smallest sets of changes to the facts after which a signal is raised in neither the floor nor the ceiling. What is
 * touched is a fact as a whole, a field of it, or a fact that is added; a set of these is minimal if no part of it clears
 * the signal, whatever figures are given to it. Sets are grown one change at a time: whatever clears the signal must break
 * each of its proofs, so of one proof every change to what it rests on is tried, and of the proofs that are left or newly
 * there the same again; beside it all that may let appear what a clause denies.
 */
// INVARIANT(remedy): what is returned was evaluated, and so were all of its parts: it clears the signal, and no part of
// it does. Which proof is looked at only decides what is tried. A figure is tried at the least that it can be and,
// unless
// the policies only ever ask for more, at what they compare with and a step to either side.
public final class Remedies {
    /** The least intrusive first. */
    private static final List<How> INTRUSION = List.of(
            How.ADD, How.COMPLETE, How.WAIVE, How.LOWER, How.RAISE, How.ALTER, How.COLLAPSE, How.END, How.REMOVE);

    private static final Likelihoods.Budget IN_PART = new Likelihoods.Budget(500_000, 500_000, 512, 100, 1_000_000);

    private final Trials.Setting setting;
    private final Latitude latitude;
    private final Measures measures;
    private final DecidingConditions thresholds;

    /**
     * A set of changes that clears a signal.
     *
     * @param measures each needed
     * @param thresholds of each figure that is moved, by the change as {@code what-if} takes it, what it had to pass
     * @param alike how many others, told or not, differ from it in a party only; 0 if all of them are told
     * @param balance what several of its figures may be together; null if each stands for itself
     */
    public record Remedy(
            List<Measure> measures,
            Map<String, Threshold> thresholds,
            int alike,
            @Nullable Balance balance) {
        public Remedy {
            measures = List.copyOf(measures);
            thresholds = Map.copyOf(thresholds);
        }
    }

    /**
     * Figures of which one can be left higher if others are lowered further.
     *
     * @param places the fields, each behind its fact and a dot
     * @param most what they may add up to, in dollars, at every split that was tried; null if it is not the sum that decides
     */
    public record Balance(List<String> places, @Nullable BigDecimal most) {
        public Balance {
            places = List.copyOf(places);
        }
    }

    /**
     * What was found.
     *
     * @param remedies the best first
     * @param size the most changes in a set that were asked for
     * @param finished up to how many changes every set was tried
     * @param unmeasured how many sets more were found of which it was not worked out how far their figures have to go
     * @param sampled whether of changes that differ in a party only just a few were tried together with others
     * @param evaluated how many sets of changes were evaluated
     */
    public record Found(List<Remedy> remedies, int size, int finished, int unmeasured, boolean sampled, int evaluated) {
        public Found {
            remedies = List.copyOf(remedies);
        }

        /** Whether every set up to the size was tried, and all that were found are told. */
        public boolean whole() {
            return finished == size && unmeasured == 0;
        }
    }

    /**
     * @param asOf the day that the world is looked at
     * @param knownAsOf the day whose knowledge counts
     * @param firings the most firings allowed in one world
     */
    public Remedies(
            FactBase facts,
            ParameterSet parameters,
            CompiledPolicies policies,
            LocalDate asOf,
            LocalDate knownAsOf,
            int firings,
            Latitude latitude) {
        this.setting = new Trials.Setting(
                facts,
                parameters,
                new Edits(policies.policies().vocabulary(), asOf, knownAsOf),
                asOf,
                knownAsOf,
                policies,
                firings);
        this.latitude = latitude;
        this.measures = new Measures(latitude);
        this.thresholds = new DecidingConditions(policies);
    }

    /** How a signal stands after some edits of all that is on file, and beside it every other; see {@link Timeline}. */
    public Map<SignalKey, Timeline.Standing> after(List<Edit> edits) {
        return Snapshot.of(setting.worlds(setting.editing().applied(setting.facts(), edits)), setting::evaluate)
                .standings();
    }

    /**
     * Whether a signal holds after some edits in a world in which some of what is pending came about and some did not, as
     * far as a modest budget tells.
     */
    public boolean holdsInPart(SignalKey key, List<Edit> edits) {
        Worlds worlds = setting.worlds(setting.editing().applied(setting.facts(), edits));
        Likelihood likelihood = new Likelihoods(
                        worlds,
                        new Once<>(() ->
                                new Dependencies(setting.policies(), worlds.possibleFacts(), worlds.possibleGivens())),
                        Script.of(setting.policies()),
                        world -> Engine.severities(world, setting.policies(), setting.firings()),
                        IN_PART)
                .of(new TreeSet<>(List.of(key)))
                .get(key);
        return likelihood != null && likelihood.probability().high().signum() > 0;
    }

    /**
     * The minimal sets of changes that clear a signal.
     *
     * @param size the most changes in a set
     * @param evaluations the most sets evaluated
     */
    public Found clearing(SignalKey key, int size, int evaluations) {
        Clearing clearing = new Clearing(key, evaluations);
        return trying(clearing.trials, () -> clearing.found(size));
    }

    /**
     * The smallest sets of changes that raise a signal, all of one size.
     *
     * @param size the most changes in a set
     * @param evaluations the most sets evaluated
     */
    public Found raising(SignalKey key, int size, int evaluations) {
        Raising raising = new Raising(setting, latitude, key, evaluations, Raising.ALIKE);
        return trying(raising.trials(), () -> raising.found(size));
    }

    private Found trying(Trials trials, Supplier<Found> search) {
        return setting.policies().budget().during("trying changes", "sets of changes", 0, trials::spent, search);
    }

    /** The search for what raises a signal, of which each set is told. */
    Raising search(SignalKey key, int evaluations) {
        return new Raising(setting, latitude, key, evaluations, Integer.MAX_VALUE);
    }

    /** The ids of the facts, among those that the signal can depend on, that can be made to end. */
    List<Measure> endings(SignalKey key) {
        return new Clearing(key, 1).endings();
    }

    /** One search. */
    private final class Clearing {
        private final SignalKey key;
        private final Trials trials;
        private final int evaluations;
        private final Additions additions;
        private final Bearing bearing;
        private final Map<String, Assertion> ground = new TreeMap<>();
        private final List<BigDecimal> marks;

        Clearing(SignalKey key, int evaluations) {
            this.key = key;
            this.trials = new Trials(setting, key, evaluations);
            this.additions = new Additions(setting, latitude, key);
            this.evaluations = evaluations;
            this.bearing = Bearing.on(setting.policies(), key.policy());
            trials.ground().forEach(a -> ground.put(a.id(), a));
            this.marks = bearing.oneWay() ? List.of() : marks();
        }

        /** What the policies compare with: only where a figure may be too low as well need these be tried. */
        private List<BigDecimal> marks() {
            SortedSet<BigDecimal> found = new TreeSet<>(bearing.numbers());
            for (String id : bearing.parameters()) {
                setting.parameters().inForce(id, setting.asOf()).ifPresent(p -> {
                    Stream.of(p.value(), p.interval().low(), p.interval().high())
                            .filter(Objects::nonNull)
                            .forEach(v -> found.add(v));
                });
            }
            return List.copyOf(found);
        }

        List<Measure> endings() {
            return live().flatMap(a -> measures.whole(a).stream()).toList();
        }

        private Stream<Assertion> live() {
            return ground.values().stream().filter(a -> a.status().live());
        }

        private Stream<Measure> offered(Assertion a) {
            return measures.of(a, marks).stream().filter(m -> m.field() == null || bearing.reads(m.kind(), m.field()));
        }

        /**
         * What may help although the proof that is looked at does not rest on it, since it lets something appear: that a
         * fact goes, where what is denied or gathered is itself concluded of what is not there; that a contradiction is
         * decided otherwise; and that a field is other than it was, where a clause looks for that.
         */
        private List<Measure> elsewhere() {
            Set<String> disputed = new TreeSet<>();
            for (Dispute d : setting.worlds(setting.facts()).disputes()) {
                disputed.add(d.used());
                disputed.add(d.other());
            }
            return live().flatMap(a -> offered(a)
                            .filter(m -> bearing.rebounds()
                                    || disputed.contains(a.id())
                                    || (bearing.looksAround() && appears(m))))
                    .toList();
        }

        private boolean appears(Measure m) {
            return (m.how() == How.LOWER && !bearing.oneWay())
                    || (m.how() == How.WAIVE && bearing.seeksDenied(String.valueOf(m.field())));
        }

        Found found(int size) {
            List<Measure> elsewhere = elsewhere();
            Map<Set<String>, List<List<Measure>>> clearing = new LinkedHashMap<>();
            List<List<Measure>> open = new ArrayList<>();
            open.add(List.of());
            Set<Set<String>> seen = new HashSet<>();
            int finished = 0;
            while (finished < size && grow(open, elsewhere, clearing, seen)) {
                finished++;
            }
            trials.allow(evaluations);
            Map<Set<String>, Remedy> remedies = new LinkedHashMap<>();
            int unmeasured = 0;
            for (List<List<Measure>> ways : clearing.values()) {
                Optional<Exact> exact = exact(nearest(ways));
                if (exact.isEmpty()) {
                    unmeasured++;
                } else {
                    List<Measure> set = exact.get().measures();
                    remedies.putIfAbsent(
                            said(set),
                            new Remedy(set, thresholds(set), 0, exact.get().balance()));
                }
            }
            return new Found(
                    remedies.values().stream().sorted(ORDER).toList(),
                    size,
                    finished,
                    unmeasured,
                    false,
                    trials.spent());
        }

        /**
         * Makes each of the open sets larger by one change, in every way that may matter.
         *
         * @param open replaced by those larger ones that do not clear the signal yet
         * @return whether all of it was tried
         */
        private boolean grow(
                List<List<Measure>> open,
                List<Measure> elsewhere,
                Map<Set<String>, List<List<Measure>>> clearing,
                Set<Set<String>> seen) {
            List<Set<String>> smaller = List.copyOf(clearing.keySet());
            List<List<Measure>> next = new ArrayList<>();
            for (List<Measure> set : open) {
                Optional<Outcome> outcome = trials.of(set);
                if (outcome.isEmpty()) {
                    return false;
                }
                for (Measure more : candidates(outcome.get(), elsewhere)) {
                    List<Measure> grown = grown(set, more);
                    if (grown.isEmpty()
                            || smaller.stream().anyMatch(places(grown)::containsAll)
                            || !seen.add(said(grown))) {
                        continue;
                    }
                    Optional<Outcome> then = trials.of(grown);
                    if (then.isEmpty()) {
                        return false;
                    }
                    if (then.get().clear()) {
                        clearing.computeIfAbsent(places(grown), p -> new ArrayList<>())
                                .add(grown);
                    } else if (then.get().made()) {
                        next.add(grown);
                    }
                }
            }
            open.clear();
            next.stream().filter(n -> !clearing.containsKey(places(n))).forEach(open::add);
            return true;
        }

        /** What may be tried next: changes to what one proof rests on, of all proofs the one with the fewest. */
        private List<Measure> candidates(Outcome outcome, List<Measure> elsewhere) {
            Derivation derivation = outcome.raised();
            if (derivation == null) {
                return List.of();
            }
            List<Measure> fewest = null;
            for (Step step : derivation.signals().getOrDefault(key, List.of())) {
                List<Measure> offered = new ArrayList<>(additions.under(derivation, step));
                for (String fact : derivation.factsUnder(step)) {
                    Assertion a = ground.get(fact);
                    if (a != null) {
                        offered(a).forEach(offered::add);
                    }
                }
                if (fewest == null || offered.size() < fewest.size()) {
                    fewest = offered;
                }
            }
            Map<String, Measure> all = new LinkedHashMap<>();
            (fewest == null ? List.<Measure>of() : fewest).forEach(m -> all.put(m.said(), m));
            elsewhere.forEach(m -> all.putIfAbsent(m.said(), m));
            return List.copyOf(all.values());
        }

        /** A set with one change more; empty if a fact cannot be changed in both ways. */
        private static List<Measure> grown(List<Measure> set, Measure more) {
            if (set.stream()
                    .anyMatch(m -> m.fact().equals(more.fact())
                            && (m.field() == null
                                    || more.field() == null
                                    || m.place().equals(more.place())))) {
                return List.of();
            }
            List<Measure> grown = new ArrayList<>(set);
            grown.add(more);
            grown.sort(Comparator.comparing(Measure::said));
            return grown;
        }

        /** Of ways to move the same figures the one that moves them least. */
        private static List<Measure> nearest(List<List<Measure>> ways) {
            return ways.stream()
                    .min(Comparator.comparingDouble((List<Measure> w) ->
                                    w.stream().mapToDouble(Clearing::moved).sum())
                            .thenComparing(
                                    w -> said(w).stream().sorted().toList().toString()))
                    .orElseThrow();
        }

        private static double moved(Measure m) {
            BigDecimal from = m.from();
            BigDecimal to = m.to();
            return from == null || to == null ? 0 : 1 - to.doubleValue() / from.doubleValue();
        }

        // ---- how little will do

        /** A set with its figures settled, and what these may be beside. */
        private record Exact(
                List<Measure> measures, @Nullable Balance balance) {}

        /**
         * The set with its figures as near as can be to what is on file: where there are several, each is lowered in the
         * same proportion, then each in turn left as high as it can be. Empty if the budget is used up.
         */
        private Optional<Exact> exact(List<Measure> lowest) {
            List<Measure> exact = new ArrayList<>(lowest);
            List<Integer> figures = new ArrayList<>();
            for (int i = 0; i < exact.size(); i++) {
                if (exact.get(i).how() == How.LOWER) {
                    figures.add(i);
                }
            }
            if (figures.size() > 1 && !inProportion(exact, figures, lowest)) {
                return Optional.empty();
            }
            for (int i : figures) {
                if (!asHighAsCanBe(exact, i)) {
                    return Optional.empty();
                }
            }
            Optional<List<Measure>> part = smallerPart(exact);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            if (part.get().size() < exact.size()) {
                return exact(part.get());
            }
            if (figures.size() < 2) {
                return Optional.of(new Exact(exact, null));
            }
            Optional<Optional<Balance>> balance = balance(exact, figures, lowest);
            return balance.map(b -> new Exact(exact, b.orElse(null)));
        }

        /** Lowers some figures by as small a share of their ways as clears the signal; false if the budget is used up. */
        private boolean inProportion(List<Measure> exact, List<Integer> figures, List<Measure> lowest) {
            BigInteger most = figures.stream()
                    .map(i -> steps(lowest.get(i)))
                    .max(Comparator.naturalOrder())
                    .orElse(BigInteger.ONE);
            BigInteger low = BigInteger.ZERO;
            BigInteger high = most;
            while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
                BigInteger middle = low.add(high).shiftRight(1);
                Optional<Boolean> clear = clear(atShare(exact, figures, lowest, middle, most));
                if (clear.isEmpty()) {
                    return false;
                }
                if (clear.get()) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            List<Measure> found = atShare(exact, figures, lowest, low, most);
            exact.clear();
            exact.addAll(found);
            return true;
        }

        private List<Measure> atShare(
                List<Measure> set, List<Integer> figures, List<Measure> lowest, BigInteger share, BigInteger of) {
            List<Measure> at = new ArrayList<>(set);
            for (int i : figures) {
                at.set(i, up(lowest.get(i), steps(lowest.get(i)).multiply(share).divide(of)));
            }
            return at;
        }

        /** How many steps a figure was moved. */
        private static BigInteger steps(Measure m) {
            return Objects.requireNonNull(m.from())
                    .subtract(Objects.requireNonNull(m.to()))
                    .divide(Objects.requireNonNull(m.unit()), 0, RoundingMode.CEILING)
                    .toBigInteger();
        }

        /** The same figure so many steps higher. */
        private Measure up(Measure m, BigInteger steps) {
            BigDecimal to = Objects.requireNonNull(m.to());
            BigDecimal unit = Objects.requireNonNull(m.unit());
            return Measures.moved(
                    Objects.requireNonNull(ground.get(m.fact())), m, to.add(unit.multiply(new BigDecimal(steps))));
        }

        /** Moves one figure as near as can be to what is on file; false if the budget is used up. */
        private boolean asHighAsCanBe(List<Measure> set, int i) {
            Measure from = set.get(i);
            BigInteger low = BigInteger.ZERO;
            BigInteger high = steps(from);
            // Most often it stands where it must already: small steps first.
            BigInteger stride = BigInteger.ONE;
            while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
                BigInteger middle = low.add(high).shiftRight(1).min(low.add(stride));
                set.set(i, up(from, middle));
                Optional<Boolean> clear = clear(set);
                if (clear.isEmpty()) {
                    return false;
                }
                if (clear.get()) {
                    low = middle;
                    stride = high;
                } else {
                    high = middle;
                }
            }
            set.set(i, up(from, low));
            return true;
        }

        private Optional<Boolean> clear(List<Measure> set) {
            return trials.of(set).map(Outcome::clear);
        }

        /** A part of the set that clears the signal by itself, the smallest; the set if there is none; empty if untold. */
        private Optional<List<Measure>> smallerPart(List<Measure> set) {
            List<List<Measure>> parts = new ArrayList<>();
            for (int chosen = 0; chosen < (1 << set.size()) - 1; chosen++) {
                List<Measure> part = new ArrayList<>();
                for (int i = 0; i < set.size(); i++) {
                    if ((chosen & (1 << i)) != 0) {
                        part.add(set.get(i));
                    }
                }
                parts.add(part);
            }
            parts.sort(Comparator.comparingInt(List::size));
            for (List<Measure> part : parts) {
                Optional<Boolean> clear = clear(part);
                if (clear.isEmpty()) {
                    return Optional.empty();
                }
                if (clear.get()) {
                    return Optional.of(part);
                }
            }
            return Optional.of(set);
        }

        /**
         * What several figures may be together: where each can be left higher if others are lowered further, and, for
         * dollars, where the sum alone decides at each split that is tried. The outer one is empty if the budget is used up.
         */
        private Optional<Optional<Balance>> balance(List<Measure> exact, List<Integer> figures, List<Measure> lowest) {
            List<String> places =
                    figures.stream().map(i -> exact.get(i).place()).toList();
            boolean traded = false;
            boolean summed = figures.stream().allMatch(i -> dollars(exact.get(i)))
                    && figures.stream().map(i -> exact.get(i).unit()).distinct().count() == 1;
            BigDecimal sum = figures.stream()
                    .map(i -> Objects.requireNonNull(exact.get(i).to()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            for (int i : figures) {
                List<Measure> others = new ArrayList<>(exact);
                figures.stream().filter(j -> j != i).forEach(j -> others.set(j, lowest.get(j)));
                if (steps(exact.get(i)).compareTo(BigInteger.ONE) > 0) {
                    others.set(i, up(exact.get(i), BigInteger.ONE));
                    Optional<Boolean> clear = clear(others);
                    if (clear.isEmpty()) {
                        return Optional.empty();
                    }
                    traded |= clear.get();
                }
                if (summed) {
                    Optional<Boolean> decides = decides(exact, figures, lowest, i, sum);
                    if (decides.isEmpty()) {
                        return Optional.empty();
                    }
                    summed = decides.get();
                }
            }
            return Optional.of(traded ? Optional.of(new Balance(places, summed ? sum : null)) : Optional.empty());
        }

        /** Whether a sum clears the signal when one figure has as much of it as it can, and a step more does not. */
        private Optional<Boolean> decides(
                List<Measure> exact, List<Integer> figures, List<Measure> lowest, int first, BigDecimal sum) {
            List<Measure> split = new ArrayList<>(exact);
            BigDecimal left = sum;
            for (int j : figures) {
                split.set(j, lowest.get(j));
                left = left.subtract(Objects.requireNonNull(lowest.get(j).to()));
            }
            List<Integer> order = new ArrayList<>(figures);
            order.remove((Integer) first);
            order.add(0, first);
            for (int j : order) {
                BigDecimal unit = Objects.requireNonNull(lowest.get(j).unit());
                BigInteger room = steps(lowest.get(j)).subtract(BigInteger.ONE);
                BigInteger taken =
                        left.divide(unit, 0, RoundingMode.FLOOR).toBigInteger().min(room);
                split.set(j, up(lowest.get(j), taken));
                left = left.subtract(unit.multiply(new BigDecimal(taken)));
            }
            Optional<Boolean> clear = clear(split);
            if (clear.isEmpty() || !clear.get() || left.signum() != 0) {
                return clear.map(c -> false);
            }
            for (int j : figures) {
                if (steps(split.get(j)).compareTo(BigInteger.ONE) > 0) {
                    List<Measure> more = new ArrayList<>(split);
                    more.set(j, up(split.get(j), BigInteger.ONE));
                    return clear(more).map(c -> !c);
                }
            }
            return Optional.of(true);
        }

        private boolean dollars(Measure m) {
            Amount amount =
                    Objects.requireNonNull(ground.get(m.fact())).amounts().get(String.valueOf(m.field()));
            return amount != null && amount.currency().equals("USD");
        }

        /** What decides between the last step of each figure, or each addition, and the one before it. */
        private Map<String, Threshold> thresholds(List<Measure> set) {
            Map<String, Threshold> found = new LinkedHashMap<>();
            for (int i = 0; i < set.size(); i++) {
                List<Measure> before = new ArrayList<>(set);
                before.remove(i);
                Measure m = set.get(i);
                BigDecimal to = m.to();
                BigDecimal unit = m.unit();
                if (m.how() == How.LOWER
                        && to != null
                        && unit != null
                        && to.add(unit).compareTo(Objects.requireNonNull(m.from())) < 0) {
                    before.add(Measures.moved(Objects.requireNonNull(ground.get(m.fact())), m, to.add(unit)));
                } else if (m.how() != How.ADD && m.field() == null) {
                    continue;
                }
                Optional<Outcome> outcome = trials.of(before);
                Derivation raised = outcome.map(Outcome::raised).orElse(null);
                if (raised != null) {
                    World after = trials.world(set, outcome.get().inCeiling());
                    thresholds
                            .between(key, raised, after, setting.evaluate(after))
                            .ifPresent(t -> found.put(m.said(), t));
                }
            }
            return found;
        }
    }

    static Set<String> places(List<Measure> set) {
        return set.stream().map(Measure::place).collect(Collectors.toSet());
    }

    static Set<String> said(List<Measure> set) {
        return set.stream().map(Measure::said).collect(Collectors.toSet());
    }

    /** Fewest changes first, then the least intrusive: the most intrusive of each set decides, then the next. */
    private static final Comparator<Remedy> ORDER = Comparator.comparing(
                    (Remedy r) -> r.measures().size())
            .thenComparing(Remedies::intrusion)
            .thenComparing(
                    r -> r.measures().stream().map(Measure::said).toList().toString());

    private static String intrusion(Remedy remedy) {
        return remedy.measures().stream()
                .map(m -> INTRUSION.indexOf(m.how()))
                .sorted(Comparator.reverseOrder())
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
