package interlock;

import interlock.derivation.Derivation;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.LimitReached;
import interlock.engine.NearMisses;
import interlock.engine.Question;
import interlock.fact.FactBase;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.report.Report;
import interlock.report.WhyNot;
import interlock.report.WhyNotBuilder;
import interlock.scenario.Inquiry;
import interlock.scenario.Worlds;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers why a policy raises nothing for some parties. */
final class WhyNotRun {
    /** The most facts and conclusions in a world of which a report says what comes nearest to a signal. */
    private static final long MOST = 20_000;
    /** The most rows looked at for that: about what the evaluation itself goes through. */
    private static final long ROWS = 100_000;

    private WhyNotRun() {}

    /**
     * What comes nearest to a signal of a policy that raises none; empty if nothing does.
     *
     * @param skipped gets the policy where finding out could take longer than the run itself
     */
    static Optional<Report.Nearest> nearest(
            String policy,
            CompiledPolicies compiled,
            World ceiling,
            Derivation derivation,
            WhyNotBuilder.Inputs inputs,
            List<String> skipped) {
        // Looked at first: what finding out needs is itself as large as the world.
        if (ceiling.facts().size() + (long) derivation.steps().size() > MOST) {
            skipped.add(policy);
            return Optional.empty();
        }
        NearMisses near = NearMisses.in(ceiling, derivation, compiled, ROWS);
        List<Question> questions = NearMisses.clauses(compiled, policy);
        boolean much = questions.stream().anyMatch(q -> near.estimate(q) > ROWS);
        if (!much) {
            try {
                return new WhyNotBuilder(inputs).nearest(near.of(questions));
            } catch (LimitReached more) {
                if (more.isOfBudget()) {
                    throw more;
                }
                // More rows than the estimate made of it: told as skipped like any other.
                skipped.add(policy);
                return Optional.empty();
            }
        }
        skipped.add(policy);
        return Optional.empty();
    }

    static WhyNot of(
            Policy policy,
            List<String> parties,
            Query query,
            FactBase facts,
            ParameterSet parameters,
            CompiledPolicies compiled,
            FileNames names) {
        LocalDate asOf = query.asOf().orElseThrow();
        LocalDate knownAsOf = query.knownAsOf().orElse(asOf);
        Worlds worlds = new Worlds(facts, parameters, asOf, knownAsOf);
        Function<World, Derivation> evaluate = world -> Engine.evaluate(world, compiled, query.firings());
        Derivation floor = evaluate.apply(worlds.floor());
        Derivation ceiling = evaluate.apply(worlds.ceiling());
        WhyNotBuilder builder = new WhyNotBuilder(
                inputs(facts, parameters, compiled.policies(), worlds, floor, ceiling, asOf, knownAsOf, names));
        Unknowns unknowns = Unknowns.in(worlds, compiled, parameters);
        Inquiry inquiry = new Inquiry(
                new Inquiry.Setting(facts, parameters, compiled, asOf, knownAsOf, evaluate), worlds, ceiling);
        return builder.answer(
                policy,
                policy.clauses().stream()
                        .filter(c -> !compiled.roles(policy.id(), c.name()).isEmpty())
                        .toList(),
                parties,
                unknowns.complete() ? Optional.of(unknowns.clauses()) : Optional.empty(),
                () -> inquiry.of(policy.id(), parties));
    }

    static WhyNotBuilder.Inputs inputs(
            FactBase facts,
            ParameterSet parameters,
            PolicySet policies,
            Worlds worlds,
            Derivation floor,
            Derivation ceiling,
            LocalDate asOf,
            LocalDate knownAsOf,
            FileNames names) {
        return new WhyNotBuilder.Inputs(
                new WhyNot.Run(
                        RunDigest.ENGINE,
                        asOf,
                        knownAsOf,
                        RunDigest.digest(RunDigest.named(facts.files(), names)),
                        RunDigest.digest(RunDigest.named(policies.files(), names)),
                        RunDigest.digest(RunDigest.named(parameters.files(), names))),
                facts,
                policies,
                parameters,
                worlds,
                floor,
                ceiling,
                names::stable);
    }
}
