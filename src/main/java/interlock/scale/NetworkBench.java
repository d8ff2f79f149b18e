package interlock.scale;

import interlock.Interlock;
import interlock.derivation.Derivation;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Engine;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.Script;
import interlock.engine.Textbook;
import interlock.fact.World;
import interlock.scenario.Asked;
import interlock.scenario.Likelihoods;
import interlock.scenario.Likelihoods.Effort;
import interlock.scenario.Once;
import interlock.scenario.Worlds;
import java.time.LocalDate;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One world of a network evaluated twice: as Interlock does it, and as the handbook of Drools shows it. */
public final class NetworkBench {
    private final Interlock interlock;
    private final CompiledPolicies policies;
    private final Worlds worlds;
    private final World world;

    /** @param interlock the fact base of a network, with policies */
    public NetworkBench(Interlock interlock) {
        this.interlock = interlock;
        this.policies = PolicyCompiler.compile(
                        interlock.policies(), interlock.parameters().ids(), Build.CLASSIC)
                .within(interlock.budget());
        LocalDate day = NetworkFacts.day();
        this.worlds = new Worlds(interlock.facts(), interlock.parameters(), day, day, Asked.by(policies));
        this.world = worlds.floor();
    }

    /**
     * What evaluating what is established comes to.
     *
     * @param facts that were read
     * @param put facts and givens that policies were evaluated on
     */
    public record Counts(long facts, long put, long firings, long signals) {}

    /** The counts of one evaluation, the same on every machine. */
    public Counts counts() {
        Derivation derivation = established();
        return new Counts(
                interlock.facts().assertions().size(),
                world.facts().size() + (long) derivation.givens().size(),
                derivation.steps().size(),
                derivation.signals().size());
    }

    /** What it takes to weigh the first signals. */
    public Effort weighed(int signals) {
        Likelihoods likelihoods = new Likelihoods(
                worlds,
                new Once<>(this::dependencies),
                Script.of(policies),
                w -> Engine.severities(w, policies, policies.budget().firings()),
                Likelihoods.Budget.DEFAULT);
        likelihoods.of(established().signals().keySet().stream()
                .limit(signals)
                .collect(Collectors.toCollection(TreeSet::new)));
        return likelihoods.effort();
    }

    /** All that follows from what is established. */
    Derivation established() {
        return Engine.evaluate(world, policies, policies.budget().firings());
    }

    /** What signals can depend on. */
    Dependencies dependencies() {
        return new Dependencies(policies, worlds.possibleFacts(), worlds.possibleGivens());
    }

    /** The policies built as the handbook shows it. */
    public Textbook textbook() {
        return Textbook.of(interlock.policies(), interlock.parameters().ids(), policies);
    }

    /** The same world put into such policies. */
    public Textbook.Fired fired(Textbook textbook) {
        return textbook.fire(world);
    }
}
