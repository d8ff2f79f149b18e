package interlock.bench;

import interlock.derivation.Derivation;
import interlock.derivation.NearMiss;
import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.NearMisses;
import interlock.engine.OpenClause;
import interlock.engine.OpenClauses;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.Script;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.World;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.scenario.Several;
import interlock.scenario.Worlds;
import interlock.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The pieces of a run over the shipped facts and policies, once warm: milliseconds each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class InnerPieces {
    private static final int FIRINGS = 1_000_000;
    private static final LocalDate DAY = LocalDate.of(2026, 1, 30);

    private final Vocabulary vocabulary = Vocabulary.builtIn();
    private final ParameterSet parameters =
            ParameterFiles.read(List.of(Path.of("rules"))).parameters();
    private final PolicySet policies =
            PolicyFiles.read(List.of(Path.of("rules"))).policies();
    private final CompiledPolicies compiled = PolicyCompiler.compile(policies, parameters.ids(), Build.CLASSIC);
    private final FactBase facts = FactFiles.load(List.of(Path.of("facts")), vocabulary);
    private final Worlds worlds = new Worlds(facts, parameters, DAY, DAY);
    private final World ceiling = worlds.ceiling();
    private final Derivation derivation = Engine.evaluate(ceiling, compiled, FIRINGS);
    private final Script script = Script.of(compiled);
    private final List<World> without = without();

    /** The ceiling without one pending fact, for each. */
    private List<World> without() {
        List<World> all = new ArrayList<>();
        worlds.uncertain().forEach(f -> all.add(worlds.ceilingWithout(Set.of(f))));
        return all;
    }

    /** Reading and holding against the vocabulary. */
    @Benchmark
    public FactBase readFacts() {
        return FactFiles.load(List.of(Path.of("facts")), vocabulary);
    }

    /** From text to a rule base, with nothing kept. */
    @Benchmark
    public CompiledPolicies compilePolicies() {
        return PolicyCompiler.compile(policies, parameters.ids(), Build.CLASSIC);
    }

    /** Everything that follows in one world, with all its proofs. */
    @Benchmark
    public Derivation evaluateCeiling() {
        return Engine.evaluate(ceiling, compiled, FIRINGS);
    }

    /** The severities in as many worlds as there are pending facts, all in one sweep. */
    @Benchmark
    public List<SortedMap<SignalKey, BigDecimal>> sweepWorlds() {
        return new Several(script, world -> Engine.severities(world, compiled, FIRINGS)).severities(without);
    }

    /** The same worlds by the engine, one after the other, which is what a sweep saves. */
    @Benchmark
    public int evaluateWorlds() {
        int signals = 0;
        for (World world : without) {
            signals += Engine.severities(world, compiled, FIRINGS).size();
        }
        return signals;
    }

    /** What can neither be said to hold nor not to. */
    @Benchmark
    public List<OpenClause> unknown() {
        return OpenClauses.of(compiled, parameters).in(ceiling, worlds::day);
    }

    /** How far the clauses of one silent policy get. */
    @Benchmark
    public List<NearMiss> nearMisses() {
        return NearMisses.in(ceiling, derivation, compiled, NearMisses.ROWS)
                .of(NearMisses.clauses(compiled, "governance/direct-interlock"));
    }
}
