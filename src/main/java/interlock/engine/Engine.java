package interlock.engine;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.fact.World;
import interlock.policy.Policy;
import interlock.policy.dsl.Recorder;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceException;

/** Evaluates compiled policies in a world. */
public final class Engine {
    private static final Pattern RULE = Pattern.compile("Rule \"([^\"]+)\"");

    /** How many firings go by before a limit is noticed. */
    private static final int PORTION = 1_000;

    private Engine() {}

    /**
     * All that follows from the policies in that world. Pure: the same world and policies give an equal derivation.
     *
     * @param firings the most firings allowed, if the budget allows as many
     * @throws LimitReached if there were more
     * @throws InvalidInput if a clause cannot be carried out on the facts it matched
     */
    // INVARIANT(once): a session serves one evaluation. Drools' retraction is not well-founded, so nothing is ever
    // retracted from one and none is used again.
    public static Derivation evaluate(World world, CompiledPolicies policies, int firings) {
        World whole = Deriving.completed(world, policies.derivers());
        return new Derivation(steps(whole, policies, firings), whole.givens());
    }

    /**
     * How severe each signal is in that world, 0 to 100: what {@link #evaluate} says, without the proofs.
     *
     * @throws LimitReached as {@link #evaluate} does
     * @throws InvalidInput as {@link #evaluate} does
     */
    public static Map<SignalKey, BigDecimal> severities(World world, CompiledPolicies policies, int firings) {
        Map<SignalKey, BigDecimal> severities = new HashMap<>();
        for (Step step : steps(Deriving.completed(world, policies.derivers()), policies, firings)) {
            if (step.conclusion() instanceof Signal signal) {
                severities.merge(SignalKey.of(signal), step.points().severity(), BigDecimal::max);
            }
        }
        return severities;
    }

    private static List<Step> steps(World world, CompiledPolicies policies, int firings) {
        Supply supply = new Supply(world, policies.policies().vocabulary()::adopt);
        if (supply.size() > policies.budget().facts()) {
            throw LimitReached.ofBudget(
                    "the limit of " + policies.budget().facts() + " facts was reached by those on file");
        }
        List<Step> steps = new ArrayList<>();
        AtomicReference<LongSupplier> fired = new AtomicReference<>(() -> 0);
        policies.budget()
                .during("evaluating", "firings", 0, () -> fired.getPlain().getAsLong(), () -> {
                    for (Stage stage : policies.stages()) {
                        if (stage.canFire(supply::has)) {
                            evaluate(stage, supply, policies, firings, steps, fired);
                        }
                    }
                });
        policies.budget().gauge().at(() -> "");
        return steps;
    }

    /** Adds what one stage makes of what there is. */
    private static void evaluate(
            Stage stage,
            Supply supply,
            CompiledPolicies policies,
            int firings,
            List<Step> steps,
            AtomicReference<LongSupplier> fired) {
        KieSession session = stage.base().newKieSession();
        try {
            Recorder recorder = new Recorder(
                    policies.book(),
                    supply.derived(stage.concludes()),
                    c -> stage.reads().contains(c.getClass().getSimpleName()));
            recorder.attachTo(session);
            int before = steps.size();
            fired.set(() -> before + recorder.firings());
            Whereabouts whereabouts = new Whereabouts(policies, session);
            policies.budget().gauge().at(whereabouts::told);
            supply.each(stage.reads(), item -> {
                if (stage.mayMatch(item)) {
                    session.insert(item);
                }
            });
            fire(
                    session,
                    recorder,
                    whereabouts,
                    policies.budget(),
                    Math.min(firings, policies.budget().firings()),
                    new Before(supply.size(), steps));
            supply.add(recorder.concluded());
            steps.addAll(recorder.steps());
        } catch (ConsequenceException e) {
            throw failed(
                            policies,
                            e.getRule() == null ? "" : e.getRule().getName(),
                            "the clause `%s` cannot be carried out on the facts it matched",
                            "a value that it uses behind `then` may be unknown; ask for it with `!= null`")
                    .orElseThrow(() -> e);
        } catch (org.drools.mvel.ConstraintEvaluationException
                | org.drools.modelcompiler.constraints.ConstraintEvaluationException e) {
            Matcher rule = RULE.matcher(String.valueOf(e.getMessage()));
            throw failed(
                            policies,
                            rule.find() ? rule.group(1) : "",
                            "a condition of the clause `%s` cannot be worked out on the facts",
                            "a function may get what it cannot take, such as a scale of 0; or two sorts are compared")
                    .orElseThrow(() -> e);
        } finally {
            session.dispose();
        }
    }

    /** What there was before a stage began, and what had fired. */
    private record Before(long items, List<Step> steps) {
        List<Step> and(Recorder recorder) {
            return Stream.concat(steps.stream(), recorder.steps().stream()).toList();
        }
    }

    /** What there is to match, by its kind: facts, givens, and what the stages before have concluded. */
    private static final class Supply {
        private final Map<String, List<Object>> kinds = new HashMap<>();

        Supply(World world, UnaryOperator<Fact> adopt) {
            world.givens().forEach(g -> add(g.conclusion()));
            world.facts().forEach(f -> add(adopt.apply(f)));
        }

        private void add(Object item) {
            kinds.computeIfAbsent(item.getClass().getSimpleName(), k -> new ArrayList<>())
                    .add(item);
        }

        void add(List<Derived> concluded) {
            concluded.forEach(this::add);
        }

        long size() {
            return kinds.values().stream().mapToLong(List::size).sum();
        }

        boolean has(String kind) {
            return kinds.containsKey(kind);
        }

        void each(Set<String> some, Consumer<Object> then) {
            some.forEach(kind -> kinds.getOrDefault(kind, List.of()).forEach(then));
        }

        /** What of these kinds is derived. */
        List<Derived> derived(Set<String> some) {
            List<Derived> derived = new ArrayList<>();
            each(some, item -> {
                if (item instanceof Derived d) {
                    derived.add(d);
                }
            });
            return derived;
        }
    }

    /** Fires in portions, so that limits and whoever watches are looked at between them. */
    private static void fire(
            KieSession session, Recorder recorder, Whereabouts whereabouts, Budget budget, int most, Before before) {
        int left = most - before.steps().size();
        while (true) {
            int portion = Math.min(PORTION, left);
            int fired = session.fireAllRules(portion);
            left -= fired;
            if (budget.gauge().stopped().isPresent()) {
                throw LimitReached.ofBudget(budget.gauge().stopped().get() + whereabouts.firing(before.and(recorder)));
            }
            if (before.items() + recorder.gained() > budget.facts()) {
                throw LimitReached.ofBudget("the limit of " + budget.facts() + " facts was reached"
                        + whereabouts.firing(before.and(recorder)));
            }
            if (fired < portion) {
                return;
            }
            // Drools 10.2: more may fire than was asked for, and a limit below 0 is none at all.
            if (left <= 0) {
                if (left < 0 || session.fireAllRules(1) > 0) {
                    throw LimitReached.ofBudget(
                            "the limit of " + most + " firings was reached" + whereabouts.firing(before.and(recorder)));
                }
                return;
            }
        }
    }

    /**
     * What two derivations of one world differ in, as a line per firing that only one of them has: clause and facts.
     * Empty if they agree, as they must.
     */
    public static List<String> disagreements(Derivation one, Derivation other) {
        Map<String, Integer> balance = new TreeMap<>();
        one.steps().forEach(s -> balance.merge(firing(s), 1, Integer::sum));
        other.steps().forEach(s -> balance.merge(firing(s), -1, Integer::sum));
        List<String> lines = new ArrayList<>();
        balance.forEach((firing, count) -> {
            if (count != 0) {
                lines.add((count > 0 ? "only the first: " : "only the second: ") + firing);
            }
        });
        return lines;
    }

    private static String firing(Step step) {
        return step.policy() + ": " + step.clause() + " ("
                + step.premises().stream().map(Premise::key).sorted().collect(Collectors.joining(", ")) + ")";
    }

    private static Optional<InvalidInput> failed(CompiledPolicies policies, String rule, String message, String help) {
        for (Policy policy : policies.policies().policies()) {
            for (var clause : policy.clauses()) {
                if (rule.equals(policy.id() + ": " + clause.name())) {
                    return Optional.of(new InvalidInput(List.of(Diagnostic.error(
                                    "IL142",
                                    new Location(policy.file(), clause.line(), 1, 4),
                                    message.formatted(clause.name()),
                                    help)
                            .withSnippet(policy.source().split("\n", -1)[clause.line() - 1]))));
                }
            }
        }
        return Optional.empty();
    }
}
