package interlock.policytest;

import interlock.derivation.Derivation;
import interlock.derivation.NearMiss;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.NearMisses;
import interlock.engine.OpenClause;
import interlock.engine.OpenClauses;
import interlock.engine.Probes;
import interlock.engine.Question;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.policytest.ExpectedSignal.Standing;
import interlock.scenario.Worlds;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The facts of a case, evaluated in the floor and in the ceiling. */
final class Trial {
    private final FactBase facts;
    private final LocalDate asOf;
    private final CompiledPolicies policies;
    private final ParameterSet parameters;
    private final Worlds worlds;
    private final World floorWorld;
    private final World ceilingWorld;
    private final Derivation floor;
    private final Derivation ceiling;
    private final Map<String, Derivation> floorWithout = new HashMap<>();
    private final Map<String, Derivation> ceilingWithout = new HashMap<>();

    Trial(FactBase facts, LocalDate asOf, CompiledPolicies policies, ParameterSet parameters) {
        this.facts = facts;
        this.asOf = asOf;
        this.policies = policies;
        this.parameters = parameters;
        this.worlds = new Worlds(facts, parameters, asOf, asOf);
        this.ceilingWorld = worlds.ceiling();
        this.floorWorld = worlds.floor();
        this.floor = evaluate(floorWorld);
        this.ceiling = evaluate(ceilingWorld);
    }

    /**
     * A signal that came out.
     *
     * @param level the highest that a proof gives it, in the floor if it holds there: as a report shows it
     * @param severity the greatest that a proof gives it
     * @param in the derivation that the proofs stand in: the ceiling, or the floor if the signal holds there alone
     * @param proofs the steps that raise it
     */
    record Raised(
            SignalKey key, Level level, BigDecimal severity, Standing standing, Derivation in, List<Step> proofs) {
        String name() {
            return (key.grade() == null ? "" : key.grade() + " ") + "for " + String.join(", ", key.parties());
        }

        /** The ids of the facts that a proof rests on. */
        SortedSet<String> factsUnder(Step proof) {
            return in.factsUnder(proof);
        }
    }

    /** The signals of a policy that hold in the ceiling or in the floor. */
    List<Raised> raisedBy(String policy) {
        return raised().stream().filter(r -> r.key().policy().equals(policy)).toList();
    }

    /** Every signal that holds in the ceiling or in the floor. */
    List<Raised> raised() {
        SortedMap<SignalKey, List<Step>> established = floor.signals();
        SortedMap<SignalKey, List<Step>> possible = ceiling.signals();
        SortedSet<SignalKey> keys = new TreeSet<>(possible.keySet());
        keys.addAll(established.keySet());
        List<Raised> raised = new ArrayList<>();
        for (SignalKey key : keys) {
            Derivation in = possible.containsKey(key) ? ceiling : floor;
            List<Step> proofs = Objects.requireNonNull(in.signals().get(key));
            raised.add(new Raised(
                    key,
                    established.getOrDefault(key, proofs).stream()
                            .map(Trial::level)
                            .reduce(Level.INFO, (a, b) -> a.compareTo(b) >= 0 ? a : b),
                    proofs.stream().map(p -> p.points().severity()).reduce(BigDecimal.ZERO, BigDecimal::max),
                    established.containsKey(key) ? Standing.ESTABLISHED : Standing.CONTINGENT,
                    in,
                    proofs));
        }
        return raised;
    }

    private static Level level(Step step) {
        return step.conclusion() instanceof Signal signal ? signal.level() : Level.INFO;
    }

    /** Shows each world of the trial, with all that follows in it; one alone where floor and ceiling are the same. */
    void show(BiConsumer<World, Derivation> viewer) {
        viewer.accept(ceilingWorld, ceiling);
        if (!floorWorld.equals(ceilingWorld)) {
            viewer.accept(floorWorld, floor);
        }
    }

    /** All that follows in the ceiling. */
    Derivation ceiling() {
        return ceiling;
    }

    /** The policy and the clause of every step. */
    SortedSet<String> fired() {
        SortedSet<String> fired = new TreeSet<>();
        for (Derivation derivation : List.of(floor, ceiling)) {
            for (Step step : derivation.steps()) {
                fired.add(clause(step.policy(), step.clause()));
            }
        }
        return fired;
    }

    static String clause(String policy, String clause) {
        return policy + ": " + clause;
    }

    /** The facts that no world holds: not true on the day, not known by then, not live, or disputed. */
    SortedSet<String> outside() {
        Set<String> inside = ceilingWorld.facts().stream().map(Fact::id).collect(Collectors.toSet());
        SortedSet<String> outside = new TreeSet<>();
        for (Assertion a : facts.assertions()) {
            if (!inside.contains(a.id())) {
                outside.add(a.id());
            }
        }
        return outside;
    }

    List<Fact> factsInCeiling() {
        return ceilingWorld.facts();
    }

    LocalDate asOf() {
        return asOf;
    }

    /** Of some facts, those without which a proof of a signal stands as before. */
    List<String> needless(Raised raised, Step proof, List<String> cited) {
        return cited.stream()
                .filter(fact -> Falls.stands(proof, without(fact, raised)))
                .toList();
    }

    /** Of the facts that a proof of a signal needs, those without which it stands as before; none, if all is well. */
    List<String> needless(Raised raised, Step proof) {
        return Falls.needless(proof, raised.in(), fact -> without(fact, raised));
    }

    private Derivation without(String fact, Raised raised) {
        return raised.in() == ceiling
                ? ceilingWithout.computeIfAbsent(fact, f -> evaluate(worlds.ceilingWithout(Set.of(f))))
                : floorWithout.computeIfAbsent(fact, f -> evaluate(worlds.floorWithout(Set.of(f))));
    }

    /** Where the clauses of a policy stop in the ceiling. */
    NearestMiss nearestMiss(Probes probes) {
        return new NearestMiss(probes, ceilingWorld, ceiling);
    }

    /** What can neither be said to hold nor to fail of a policy, if everything pending came about. */
    List<OpenClause> open(String policy, OpenClauses clauses) {
        return clauses.in(ceilingWorld, worlds::day).stream()
                .filter(o -> o.signal().policy().equals(policy))
                .toList();
    }

    /** What a clause lacks in the ceiling. */
    NearMiss lacks(String policy, String clause) {
        return NearMisses.in(ceilingWorld, ceiling, policies, NearMisses.ROWS)
                .of(List.of(new Question(policy, clause, new TreeMap<>())))
                .get(0);
    }

    /** What differs when the facts come in another order; empty if nothing does. */
    Optional<String> differenceInOrder(String policy) {
        List<Assertion> reversed = new ArrayList<>(facts.assertions());
        Collections.reverse(reversed);
        List<Assertion> rotated = new ArrayList<>(facts.assertions());
        Collections.rotate(rotated, 1);
        return difference(policy, "reversed", reversed)
                .or(() -> difference(policy, "with the last one first", rotated));
    }

    private Optional<String> difference(String policy, String how, List<Assertion> assertions) {
        FactBase base = new FactBase(assertions, facts.sources().values(), facts.files(), facts.asOf());
        World world = new Worlds(base, parameters, asOf, asOf).ceiling();
        List<Fact> inOrder = new ArrayList<>();
        for (Assertion a : assertions) {
            world.facts().stream().filter(f -> f.id().equals(a.id())).distinct().forEach(inOrder::add);
        }
        Derivation other = evaluate(new World(asOf, inOrder, world.givens()));
        return difference(policy, how, ceiling, other);
    }

    /** What differs between what follows of the facts in their order and in another. */
    static Optional<String> difference(String policy, String how, Derivation one, Derivation other) {
        List<String> lines = new ArrayList<>(Engine.disagreements(one, other));
        if (lines.isEmpty() && !scores(one, policy).equals(scores(other, policy))) {
            lines.add("the signals are the same, but not their scores");
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of("with the facts " + how + " something else follows\n  " + String.join("\n  ", lines));
    }

    private static List<String> scores(Derivation derivation, String policy) {
        return derivation.steps().stream()
                .filter(s -> s.policy().equals(policy))
                .map(s -> s.conclusion() + " " + s.points())
                .sorted()
                .toList();
    }

    private Derivation evaluate(World world) {
        return Engine.evaluate(world, policies, policies.budget().firings());
    }
}
