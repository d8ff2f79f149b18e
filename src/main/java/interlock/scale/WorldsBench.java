package interlock.scale;

import interlock.Interlock;
import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Engine;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.Script;
import interlock.scenario.Likelihood;
import interlock.scenario.Likelihoods;
import interlock.scenario.Likelihoods.Effort;
import interlock.scenario.Once;
import interlock.scenario.Worlds;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Weighs the signal of {@link UncertainStakes}, as often as it is asked to. */
public final class WorldsBench {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 30);

    private final Interlock interlock;
    private final CompiledPolicies policies;

    /** @param interlock the fact base, with policies among which that of the signal is */
    public WorldsBench(Interlock interlock) {
        this.interlock = interlock;
        this.policies = PolicyCompiler.compile(
                        interlock.policies(), interlock.parameters().ids(), Build.CLASSIC)
                .within(interlock.budget());
    }

    /** What came of it, and what it took. */
    public record Weighed(Likelihood likelihood, Effort effort) {}

    /** How likely the signal is; from nothing but the facts and the compiled policies. */
    public Weighed weigh() {
        Worlds worlds = new Worlds(interlock.facts(), interlock.parameters(), TODAY, TODAY);
        Likelihoods likelihoods = new Likelihoods(
                worlds,
                new Once<>(() -> new Dependencies(policies, worlds.possibleFacts(), worlds.possibleGivens())),
                Script.of(policies),
                world -> Engine.severities(world, policies, policies.budget().firings()),
                Likelihoods.Budget.DEFAULT);
        SignalKey signal = UncertainStakes.signal();
        Likelihood likelihood = likelihoods.of(new TreeSet<>(Set.of(signal))).get(signal);
        return new Weighed(
                Objects.requireNonNull(likelihood, "the budget has room for one signal"), likelihoods.effort());
    }
}
