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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        List<Derived> givens = world.givens().stream()
                .map(g -> Map.entry(g.conclusion().toString(), g.conclusion()))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        List<Fact> facts = world.facts().stream()
                .map(policies.policies().vocabulary()::adopt)
                .sorted(Comparator.comparing(Fact::id).thenComparing(Object::toString))
                .toList();
        KieSession session = policies.base().newKieSession();
        try {
            Recorder recorder = new Recorder(policies.book(), givens);
            recorder.attachTo(session);
            Whereabouts whereabouts = new Whereabouts(policies, session);
            policies.budget().gauge().at(whereabouts::told);
            long most = policies.budget().facts();
            if (givens.size() + (long) facts.size() > most) {
                throw LimitReached.ofBudget("the limit of " + most + " facts was reached by those on file");
            }
            givens.forEach(session::insert);
            facts.forEach(session::insert);
            policies.budget()
                    .during(
                            "evaluating",
                            "firings",
                            0,
                            recorder::firings,
                            () -> fire(session, recorder, whereabouts, policies.budget(), firings));
            policies.budget().gauge().at(() -> "");
            return recorder.steps();
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

    /** Fires in portions, so that limits and whoever watches are looked at between them. */
    private static void fire(KieSession session, Recorder recorder, Whereabouts whereabouts, Budget budget, int asked) {
        int firings = Math.min(asked, budget.firings());
        int left = firings;
        while (true) {
            int portion = Math.min(PORTION, left);
            int fired = session.fireAllRules(portion);
            left -= fired;
            if (budget.gauge().stopped().isPresent()) {
                throw LimitReached.ofBudget(budget.gauge().stopped().get() + whereabouts.firing(recorder.steps()));
            }
            if (session.getFactCount() > budget.facts()) {
                throw LimitReached.ofBudget(
                        "the limit of " + budget.facts() + " facts was reached" + whereabouts.firing(recorder.steps()));
            }
            if (fired < portion) {
                return;
            }
            // Drools 10.2: more may fire than was asked for, and a limit below 0 is none at all.
            if (left <= 0) {
                if (left < 0 || session.fireAllRules(1) > 0) {
                    throw LimitReached.ofBudget(
                            "the limit of " + firings + " firings was reached" + whereabouts.firing(recorder.steps()));
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
