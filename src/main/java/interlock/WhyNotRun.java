package interlock;

import interlock.derivation.Derivation;
import interlock.derivation.NearMiss;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.LimitReached;
import interlock.engine.NearMisses;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Answers why a policy raises nothing for some parties. */
final class WhyNotRun {
    /** The most facts and conclusions in a world of which a report says what comes nearest to a signal. */
    private static final long MOST = 20_000;
    /** The most rows looked at for that of one policy: about what the evaluation itself goes through. */
    private static final long ROWS = 100_000;

    private WhyNotRun() {}

    /**
     * What comes nearest to a signal of each of some policies that raise none; a policy to which nothing comes near is left
     * out.
     *
     * @param skipped gets the policies where finding out could take longer than the run itself
     */
    static Map<String, Report.Nearest> nearest(
            List<String> policies, CompiledPolicies compiled, WhyNotBuilder.Inputs inputs, List<String> skipped) {
        World ceiling = inputs.worlds().ceiling();
        Derivation derivation = inputs.ceiling();
        // Looked at first: what finding out needs is itself as large as the world.
        if (ceiling.facts().size() + (long) derivation.steps().size() > MOST) {
            skipped.addAll(policies);
            return Map.of();
        }
        NearMisses near = NearMisses.in(ceiling, derivation, compiled, ROWS);
        List<String> asked = policies.stream()
                .filter(p -> NearMisses.clauses(compiled, p).stream().allMatch(q -> near.estimate(q) <= ROWS))
                .toList();
        policies.stream().filter(p -> !asked.contains(p)).forEach(skipped::add);
        WhyNotBuilder builder = new WhyNotBuilder(inputs);
        // All at once, since making conditions ready to be asked takes longer than asking them.
        return found(
                        asked,
                        compiled,
                        NearMisses.in(ceiling, derivation, compiled, ROWS * Math.max(1, asked.size())),
                        builder)
                .orElseGet(() -> {
                    Map<String, Report.Nearest> each = new HashMap<>();
                    for (String policy : asked) {
                        // More rows than the estimate made of it: told as skipped like any other.
                        found(List.of(policy), compiled, NearMisses.in(ceiling, derivation, compiled, ROWS), builder)
                                .ifPresentOrElse(each::putAll, () -> skipped.add(policy));
                    }
                    return each;
                });
    }

    /** Empty if there are too many rows. */
    private static Optional<Map<String, Report.Nearest>> found(
            List<String> policies, CompiledPolicies compiled, NearMisses near, WhyNotBuilder builder) {
        try {
            Map<String, List<NearMiss>> misses =
                    near
                            .of(policies.stream()
                                    .flatMap(p -> NearMisses.clauses(compiled, p).stream())
                                    .toList())
                            .stream()
                            .collect(Collectors.groupingBy(NearMiss::policy));
            Map<String, Report.Nearest> found = new HashMap<>();
            misses.forEach((policy, of) -> builder.nearest(of).ifPresent(n -> found.put(policy, n)));
            return Optional.of(found);
        } catch (LimitReached e) {
            if (e.isOfBudget()) {
                throw e;
            }
            return Optional.empty();
        }
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
