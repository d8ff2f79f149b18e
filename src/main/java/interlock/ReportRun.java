package interlock;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.diagnostic.Diagnostic;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Engine;
import interlock.engine.Script;
import interlock.fact.FactBase;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicySet;
import interlock.report.Report;
import interlock.report.ReportBuilder;
import interlock.report.WhyNotBuilder;
import interlock.scenario.Asked;
import interlock.scenario.Flips;
import interlock.scenario.Likelihood;
import interlock.scenario.Likelihoods;
import interlock.scenario.Once;
import interlock.scenario.Reversals;
import interlock.scenario.Several;
import interlock.scenario.Worlds;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One run: what holds and may hold, how likely, and why.
 *
 * @param warnings what is noted about what was read
 * @param compiled the policies
 * @param full whether what takes long is wanted too: what signals hang on, and what disputes could change
 */
record ReportRun(
        FactBase facts,
        PolicySet policies,
        ParameterSet parameters,
        List<Diagnostic> warnings,
        FileNames names,
        CompiledPolicies compiled,
        Query query,
        boolean full) {
    /** Most facts inserted and conclusions drawn to find out what the other sides of disputes would change. */
    private static final long REVERSAL_INSERTIONS = 4_000_000;

    /**
     * Evaluates, explains and weighs.
     *
     * @param begins is told what it comes to; what it comes back to is told again
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    Report report(Consumer<RunStage> begins) {
        begins.accept(RunStage.EVALUATE);
        LocalDate asOf = query.asOf().orElseGet(() -> Interlock.asOf(facts));
        LocalDate knownAsOf = query.knownAsOf().orElse(asOf);
        Worlds worlds = new Worlds(facts, parameters, asOf, knownAsOf, Asked.by(compiled));
        Function<World, Derivation> evaluate = world -> Engine.evaluate(world, compiled, query.firings());
        World least = worlds.floor();
        Derivation floor = evaluate.apply(least);
        World most = worlds.ceiling();
        // Where nothing is pending both are one world, and evaluating is a pure function of it.
        Derivation ceiling = most.equals(least) ? floor : evaluate.apply(most);
        begins.accept(RunStage.EXPLAIN);
        WhyNotBuilder.Inputs inputs =
                WhyNotRun.inputs(facts, parameters, policies, worlds, floor, ceiling, asOf, knownAsOf, names);
        // None of it needs the other, and nothing changes in any.
        try (Aside<Unknowns> unknowns =
                        new Aside<>(() -> full ? Unknowns.in(worlds, compiled, parameters) : Unknowns.NONE);
                Aside<Silent> silent = new Aside<>(() -> Silent.in(compiled, inputs, full))) {
            return report(begins, inputs, unknowns, silent);
        }
    }

    private Report report(
            Consumer<RunStage> begins,
            WhyNotBuilder.Inputs told,
            Supplier<Unknowns> unknowns,
            Supplier<Silent> silent) {
        Worlds worlds = told.worlds();
        Derivation floor = told.floor();
        Derivation ceiling = told.ceiling();
        LocalDate asOf = told.run().asOf();
        LocalDate knownAsOf = told.run().knownAsOf();
        Script script = Script.of(compiled);
        Function<World, Map<SignalKey, BigDecimal>> severities =
                world -> Engine.severities(world, compiled, query.firings());
        Several several = new Several(script, severities);
        Once<Dependencies> dependencies =
                new Once<>(() -> new Dependencies(compiled, worlds.possibleFacts(), worlds.possibleGivens()));
        boolean reversible = full && 2L * worlds.disputes().size() * cost(worlds, ceiling) <= REVERSAL_INSERTIONS;
        Flips.Found flips = full
                ? Flips.of(
                        worlds,
                        floor,
                        ceiling,
                        several,
                        compiled,
                        signal -> dependencies.get().of(signal, Set.of()))
                : new Flips.Found(new TreeMap<>(), false);
        Function<SortedSet<SignalKey>, SortedMap<SignalKey, Likelihood>> weigh = keys -> {
            begins.accept(RunStage.WEIGH);
            SortedMap<SignalKey, Likelihood> likelihoods = worlds.certain()
                    ? Likelihoods.certain(floor.severities(), keys)
                    : new Likelihoods(
                                    worlds,
                                    dependencies,
                                    script,
                                    severities,
                                    Likelihoods.Budget.ofDefault(query.weighing()))
                            .of(keys);
            begins.accept(RunStage.REPORT);
            return likelihoods;
        };
        ReportBuilder.Inputs inputs = new ReportBuilder.Inputs(
                RunDigest.of(facts, policies, parameters, names, asOf, knownAsOf, query, flips.complete(), reversible),
                facts,
                policies,
                parameters,
                worlds,
                floor,
                ceiling,
                compiled::roles,
                flips.flips(),
                weigh,
                reversible ? Reversals.of(worlds, floor, ceiling, several) : new TreeMap<>(),
                () -> silent.get().silences(),
                unknowns.get().clauses(),
                query::keeps,
                () -> Stream.concat(
                                notes(
                                        worlds,
                                        floor,
                                        ceiling,
                                        flips.complete(),
                                        reversible,
                                        silent.get().skipped())
                                        .stream(),
                                unknowns.get().notes().stream())
                        .toList(),
                warnings,
                names::stable);
        begins.accept(RunStage.REPORT);
        return ReportBuilder.build(inputs, query::keeps);
    }

    /** What one evaluation takes, about: the facts that go in, and what is concluded of them. */
    private static long cost(Worlds worlds, Derivation ceiling) {
        return worlds.live().size() + (long) ceiling.steps().size();
    }

    private static List<String> notes(
            Worlds worlds,
            Derivation floor,
            Derivation ceiling,
            boolean flipped,
            boolean reversible,
            List<String> skipped) {
        List<String> notes = new ArrayList<>();
        if (worlds.live().isEmpty()) {
            notes.add("no fact on file is known and holds on the day");
        }
        if (floor.signals().isEmpty() && ceiling.signals().isEmpty()) {
            notes.add("no policy raised a signal");
        }
        if (!worlds.inUnknownCurrency().isEmpty()) {
            notes.add("no rate to dollars on file, so the amounts count as unknown: "
                    + String.join(", ", worlds.inUnknownCurrency()));
        }
        if (!worlds.expired().isEmpty()) {
            notes.add("talks of which nothing was heard for so long that they count as lapsed: "
                    + String.join(", ", worlds.expired()));
        }
        if (!worlds.stale().isEmpty()) {
            notes.add("talks of which nothing was heard for long, so that they count for less: "
                    + String.join(", ", worlds.stale()));
        }
        if (!skipped.isEmpty()) {
            notes.add("too much to look at to say what comes nearest to a signal of " + String.join(", ", skipped));
        }
        if (!reversible) {
            notes.add("too many facts contradict one another to say what would change if the other side were right");
        }
        if (!flipped) {
            notes.add(
                    "too much is on file to try what each single fact does, so what some signals vanish without is not told");
        }
        return notes;
    }
}
