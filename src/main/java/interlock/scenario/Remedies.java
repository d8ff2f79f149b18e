package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Engine;
import interlock.engine.Script;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.scenario.Measure.How;
import interlock.scenario.Trials.Outcome;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The smallest sets of changes to the facts after which a signal is raised in neither the floor nor the ceiling. They are
 * grown one change at a time: whatever clears the signal must break each of its proofs, so of one proof every change to
 * what it rests on is tried, and of the proofs that are left or newly there the same again.
 */
// INVARIANT(remedy): what is returned was evaluated, and so were all of its parts: it clears the signal, and no part of
// it
// does. Which proof is looked at only decides what is tried.
public final class Remedies {
    /** The least intrusive first. */
    private static final List<How> INTRUSION =
            List.of(How.ADD, How.COMPLETE, How.WAIVE, How.LOWER, How.RAISE, How.COLLAPSE, How.END, How.REMOVE);

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
     */
    public record Remedy(List<Measure> measures, Map<String, Threshold> thresholds, int alike) {
        public Remedy {
            measures = List.copyOf(measures);
            thresholds = Map.copyOf(thresholds);
        }
    }

    /**
     * What was found.
     *
     * @param remedies the best first
     * @param whole whether every set up to the size was tried, as far as whole facts go
     * @param evaluated how many sets of changes were evaluated
     */
    public record Found(List<Remedy> remedies, boolean whole, int evaluated) {
        public Found {
            remedies = List.copyOf(remedies);
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
        return new Clearing(key, evaluations).found(size);
    }

    /**
     * The smallest sets of changes that raise a signal, all of one size.
     *
     * @param size the most changes in a set
     * @param evaluations the most sets evaluated
     */
    public Found raising(SignalKey key, int size, int evaluations) {
        return new Raising(setting, latitude, key, evaluations).found(size);
    }

    /** The ids of the facts, among those that the signal can depend on, that can be made to end. */
    List<Measure> endings(SignalKey key) {
        return new Clearing(key, 1).endings();
    }

    /** One search. */
    private final class Clearing {
        private final SignalKey key;
        private final Trials trials;
        private final Additions additions;
        private final Map<String, Assertion> ground = new TreeMap<>();
        private final Map<String, Boolean> matters = new HashMap<>();

        Clearing(SignalKey key, int evaluations) {
            this.key = key;
            this.trials = new Trials(setting, key, evaluations);
            this.additions = new Additions(setting, latitude, key);
            trials.ground().forEach(a -> ground.put(a.id(), a));
        }

        List<Measure> endings() {
            return ground.values().stream()
                    .filter(a -> a.status().live())
                    .flatMap(a -> measures.whole(a).stream())
                    .toList();
        }

        Found found(int size) {
            List<List<Measure>> clearing = new ArrayList<>();
            boolean whole = true;
            boolean rebounds = setting.policies().rebounds(key.policy())
                    || !setting.worlds(setting.facts()).disputes().isEmpty();
            List<Measure> everywhere = rebounds ? endings() : List.of();
            List<List<Measure>> open = new ArrayList<>();
            open.add(List.of());
            Set<Set<String>> seen = new HashSet<>();
            for (int level = 0; level < size && whole; level++) {
                List<List<Measure>> next = new ArrayList<>();
                for (List<Measure> set : open) {
                    Optional<Outcome> outcome = trials.of(set);
                    if (outcome.isEmpty()) {
                        whole = false;
                        break;
                    }
                    for (Measure more : candidates(outcome.get(), everywhere)) {
                        List<Measure> grown = grown(set, more);
                        if (grown.isEmpty() || !seen.add(said(grown)) || covered(grown, clearing)) {
                            continue;
                        }
                        Optional<Outcome> then = trials.of(grown);
                        if (then.isEmpty()) {
                            whole = false;
                        } else if (then.get().clear()) {
                            clearing.add(grown);
                        } else if (then.get().made()) {
                            next.add(grown);
                        }
                    }
                }
                open = next;
            }
            Map<Set<String>, Remedy> remedies = new LinkedHashMap<>();
            for (List<Measure> set : clearing) {
                Optional<List<Measure>> exact = exact(set);
                whole &= exact.isPresent();
                exact.filter(e -> !e.isEmpty())
                        .ifPresent(e -> remedies.putIfAbsent(said(e), new Remedy(e, thresholds(e), 0)));
            }
            return new Found(remedies.values().stream().sorted(ORDER).toList(), whole, trials.spent());
        }

        /** What may be tried next: changes to what one proof rests on, of all proofs the one with the fewest. */
        private List<Measure> candidates(Outcome outcome, List<Measure> everywhere) {
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
                        measures.of(a).stream().filter(this::matters).forEach(offered::add);
                    }
                }
                if (fewest == null || offered.size() < fewest.size()) {
                    fewest = offered;
                }
            }
            Map<String, Measure> all = new LinkedHashMap<>();
            (fewest == null ? List.<Measure>of() : fewest).forEach(m -> all.put(m.said(), m));
            everywhere.forEach(m -> all.putIfAbsent(m.said(), m));
            return List.copyOf(all.values());
        }

        /** Whether a figure or a yes plays any part: changed alone, it makes some step another. */
        private boolean matters(Measure measure) {
            if (measure.field() == null) {
                return true;
            }
            return matters.computeIfAbsent(measure.said(), s -> {
                Optional<Outcome> as = trials.of(List.of());
                Optional<Outcome> then = trials.of(List.of(measure));
                return as.isEmpty()
                        || then.isEmpty()
                        || then.get().clear()
                        || (then.get().made() && !steps(as.get()).equals(steps(then.get())));
            });
        }

        private static Set<String> steps(Outcome outcome) {
            Derivation derivation = outcome.raised();
            return derivation == null
                    ? Set.of()
                    : derivation.steps().stream()
                            .map(s -> s.policy() + "\n" + s.clause() + "\n" + s.conclusion() + "\n" + s.premiseKey()
                                    + "\n" + s.bindings() + "\n" + s.points())
                            .collect(Collectors.toSet());
        }

        private static List<Measure> grown(List<Measure> set, Measure more) {
            if (set.stream().anyMatch(m -> m.fact().equals(more.fact()))) {
                return List.of();
            }
            List<Measure> grown = new ArrayList<>(set);
            grown.add(more);
            grown.sort(Comparator.comparing(Measure::said));
            return grown;
        }

        private static boolean covered(List<Measure> set, List<List<Measure>> clearing) {
            Set<String> said = said(set);
            return clearing.stream().anyMatch(c -> said.containsAll(said(c)));
        }

        /** The set with each figure as near as can be to what is on file; empty within if it is not minimal. */
        private Optional<List<Measure>> exact(List<Measure> set) {
            List<Measure> exact = new ArrayList<>(set);
            for (int i = 0; i < exact.size(); i++) {
                Measure m = exact.get(i);
                BigDecimal from = m.from();
                BigDecimal unit = m.unit();
                Assertion a = ground.get(m.fact());
                if (m.how() == How.LOWER && from != null && unit != null && a != null) {
                    BigInteger low = BigInteger.ZERO;
                    BigInteger high = from.divide(unit, 0, RoundingMode.CEILING).toBigInteger();
                    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
                        BigInteger middle = low.add(high).shiftRight(1);
                        exact.set(i, Measures.moved(a, m, unit.multiply(new BigDecimal(middle))));
                        Optional<Outcome> then = trials.of(exact);
                        if (then.isEmpty()) {
                            return Optional.empty();
                        }
                        if (then.get().clear()) {
                            low = middle;
                        } else {
                            high = middle;
                        }
                    }
                    exact.set(i, Measures.moved(a, m, unit.multiply(new BigDecimal(low))));
                    boolean share = Kind.of(a.fact())
                            .field(String.valueOf(m.field()))
                            .filter(f -> f.type() == Field.Type.SHARE)
                            .isPresent();
                    if (low.signum() == 0 && !share) {
                        // A contract over nothing is no contract: that it ends is offered by itself.
                        return Optional.of(List.of());
                    }
                }
            }
            return minimal(exact);
        }

        /** The set if no part of it clears the signal; an empty one otherwise. */
        private Optional<List<Measure>> minimal(List<Measure> set) {
            for (int parts = 0; parts < (1 << set.size()) - 1; parts++) {
                List<Measure> part = new ArrayList<>();
                for (int i = 0; i < set.size(); i++) {
                    if ((parts & (1 << i)) != 0) {
                        part.add(set.get(i));
                    }
                }
                Optional<Outcome> then = trials.of(part);
                if (then.isEmpty()) {
                    return Optional.empty();
                }
                if (then.get().clear()) {
                    return Optional.of(List.of());
                }
            }
            return trials.of(set).map(o -> o.clear() ? set : List.of());
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
                if (to != null && unit != null && to.add(unit).compareTo(m.from()) < 0) {
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
