package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Engine;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.Script;
import interlock.fact.FactFiles;
import interlock.fact.World;
import interlock.policy.PolicyFiles;
import interlock.scenario.Likelihood.Method;
import interlock.scenario.Likelihoods.Budget;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Instrument;
import interlock.vocabulary.Fact.Investment;
import interlock.vocabulary.Fact.Right;
import interlock.vocabulary.Range;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of many worlds at once is what the engine says of each, condition by condition and function by function. */
class SweepsAgreeTest {
    private static final int FIRINGS = 1_000_000;

    private static final List<String> CONDITIONS = List.of(
            "amount > 3",
            "amount >= 3",
            "amount < 3",
            "amount <= 3",
            "amount == 3",
            "amount != 3",
            "amount == null",
            "amount != null",
            "amount > valuation",
            "amount == valuation",
            "amount != valuation",
            "amount > 1 && amount < 5",
            "amount > 3 || valuation > 3",
            "( amount > 3 || valuation > 3 ) && instrument == Instrument.EQUITY",
            "instrument == Instrument.EQUITY || instrument == Instrument.DEBT",
            "instrument != Instrument.EQUITY",
            "investor == \"p0\"",
            "investor != \"p0\", investee == 'p1'",
            "investor in ( \"p0\", \"p1\" )",
            "investor not in ( \"p0\", \"p1\" )",
            "rights contains Right.BOARD",
            "rights not contains Right.BOARD",
            "rights contains Right.BOARD || rights contains Right.VETO",
            "round == \"A\"",
            "round != \"A\"",
            "round == null",
            "economic.low >= 10",
            "economic.low < 10",
            "economic.low == null",
            "economic.low > 0.1",
            "economic.low >= 0.1",
            "economic.low == 0.3",
            "economic.low != 12.5",
            "economic.low < 12.5 || economic.low == 30.0",
            "amount <= 2.5",
            "amount == 3.0",
            "percentage( amount, valuation ) >= 50",
            "amount != null, ratio( amount, valuation ) > 1",
            "precedes( investor, investee )",
            "$a : amount, valuation > $a",
            "$a : amount, valuation == $a",
            "$a : amount > 2, valuation != $a",
            "expiry == null");

    private static final List<String> FIGURES = List.of(
            "total( $m )",
            "largest( $m )",
            "concentration( $m )",
            "effectiveNumber( $m )",
            "count( 1 )",
            "count( $m )");

    @Test
    void everyConditionMeansTheSame(@TempDir Path folder) {
        for (int i = 0; i < CONDITIONS.size(); i++) {
            file(folder, "c/c" + i, "Investment( $f : id, " + CONDITIONS.get(i) + " )", "points( \"x\", 7 ), $f");
            file(
                    folder,
                    "d/c" + i,
                    "Investment( $f : id, $y : investee )\n  not( Investment( investee == $y, id != $f, "
                            + CONDITIONS.get(i) + " ) )",
                    "points( \"x\", 9 ), $f");
        }
        for (int i = 0; i < FIGURES.size(); i++) {
            file(
                    folder,
                    "f/f" + i,
                    "Investment( $y : investee )\n  accumulate( Investment( investee == $y, amount != 2, $m : amount ); $t : "
                            + FIGURES.get(i) + "; $t < 4000 )",
                    "points( \"x\", times( $t, 0.01 ) ).and( \"y\", times( $t, 2 ) ), $y");
        }
        agree(folder, 60, 400);
    }

    @Test
    void theShippedPoliciesMeanTheSameInWorldsOfTheShippedFacts(@TempDir Path folder) {
        CompiledPolicies policies = compiled(Path.of("rules"));
        Script script = Script.of(policies);
        assertThat(policies.policies().policies()).allMatch(p -> script.tells(p.id()));
        Worlds worlds = shipped();
        List<Prospect> prospects = worlds.prospects();
        Random random = new Random(7);
        List<World> some = new ArrayList<>(List.of(worlds.floor(), worlds.ceiling()));
        for (int i = 0; i < 10; i++) {
            Map<String, Choice> chosen = new TreeMap<>();
            prospects.forEach(p -> p.facts()
                    .forEach(id ->
                            chosen.put(id, List.of(Choice.values()).get(random.nextInt(Choice.values().length)))));
            some.add(worlds.world(a -> chosen.getOrDefault(a.id(), Choice.ABSENT)));
        }
        assertThat(agreeing(policies, some)).isGreaterThan(200);
    }

    @Test
    void whatOnlyTheEngineCanTellIsLeftToIt(@TempDir Path folder) {
        file(
                folder,
                "t/least",
                "Investment( $y : investee )\n  accumulate( Investment( investee == $y, amount != null, $m : amount ); $t : min( $m ) )",
                "points( \"x\", $t ), $y");
        file(folder, "t/plain", "Investment( $f : id, amount > 3 )", "points( \"x\", 7 ), $f");
        file(
                folder,
                "t/after",
                "Signal( policy == \"t/least\", $all : parties )\n  $x : String() from $all",
                "points( \"x\", 7 ), $x");
        CompiledPolicies policies = compiled(folder);
        Script script = Script.of(policies);
        assertThat(script.tells("t/plain")).isTrue();
        assertThat(script.tells("t/least")).isFalse();
        assertThat(script.tells("t/after")).isFalse();
        assertThat(agreeing(policies, worlds(new Random(3), 8))).isPositive();
        Worlds worlds = Base.worlds(Base.of(
                folder,
                "kind: Investment, id: i, investor: amazon, investee: openai, instrument: EQUITY, amount: 5, status: IN_TALKS, "
                        + "asserted: 2026-01-20, evidence: [{source: agency, credibility: 1}]"));
        Likelihood least = weighed(worlds, policies, Budget.DEFAULT, new SignalKey("t/least", null, List.of("openai")));
        Likelihood plain = weighed(worlds, policies, Budget.DEFAULT, new SignalKey("t/plain", null, List.of("i")));
        assertThat(least.method()).isEqualTo(Method.EXACT);
        // Where the amount is told, more than 3 is told; where it is not, there is no least.
        assertThat(least.probability()).isEqualTo(plain.probability());
    }

    @Test
    void pastTheBudgetWorldsAreDrawnAndTheTruthLiesWithinTheErrorThatIsTold() {
        CompiledPolicies policies = compiled(Path.of("rules"));
        SignalKey hedging = new SignalKey("strategic/hyperscaler-hedging", "equity", List.of("amazon"));
        Worlds worlds = shipped();
        Likelihood exact = weighed(worlds, policies, Budget.DEFAULT, hedging);
        assertThat(exact.method()).isEqualTo(Method.EXACT);
        assertThat(exact.error()).isZero();
        Likelihood few = weighed(worlds, policies, new Budget(0, 0, 0, 5, Long.MAX_VALUE), hedging);
        assertThat(few.error()).isBetween(new BigDecimal("0.02"), BigDecimal.ONE);
        // Once every world that there is has been drawn, nothing is left to err about but rounding.
        Likelihood many = weighed(worlds, policies, new Budget(0, 0, 0, 300, Long.MAX_VALUE), hedging);
        assertThat(many.error()).isLessThan(new BigDecimal("0.06"));
        for (Likelihood drawn : List.of(few, many)) {
            assertThat(drawn.method()).isEqualTo(Method.SAMPLED);
            assertThat(drawn.probability().low().subtract(drawn.error()))
                    .isLessThanOrEqualTo(exact.probability().low());
            assertThat(drawn.probability().high().add(drawn.error()))
                    .isGreaterThanOrEqualTo(exact.probability().high());
        }
    }

    private static Worlds shipped() {
        return new Worlds(
                FactFiles.load(List.of(Path.of("facts")), Vocabulary.builtIn()),
                Base.PARAMETERS,
                Base.TODAY,
                Base.TODAY);
    }

    private static Likelihood weighed(Worlds worlds, CompiledPolicies policies, Budget budget, SignalKey signal) {
        Likelihood likelihood = new Likelihoods(
                        worlds,
                        new Once<>(() -> new Dependencies(policies, worlds.possibleFacts(), worlds.possibleGivens())),
                        Script.of(policies),
                        w -> Engine.severities(w, policies, FIRINGS),
                        budget)
                .of(new TreeSet<>(Set.of(signal)))
                .get(signal);
        assertThat(likelihood).isNotNull();
        return likelihood;
    }

    private static void agree(Path folder, int worlds, int atLeast) {
        CompiledPolicies policies = compiled(folder);
        assertThat(policies.policies().policies())
                .allMatch(p -> Script.of(policies).tells(p.id()));
        assertThat(agreeing(policies, worlds(new Random(11), worlds))).isGreaterThan(atLeast);
    }

    /** How many signals there are in all, the same by both. */
    private static int agreeing(CompiledPolicies policies, List<World> worlds) {
        Several several = new Several(Script.of(policies), w -> Engine.severities(w, policies, FIRINGS));
        List<SortedMap<SignalKey, BigDecimal>> swept = several.severities(worlds);
        int signals = 0;
        for (int i = 0; i < worlds.size(); i++) {
            SortedMap<SignalKey, BigDecimal> said = new TreeMap<>(Engine.severities(worlds.get(i), policies, FIRINGS));
            assertThat(swept.get(i)).as(worlds.get(i).facts().toString()).isEqualTo(said);
            signals += said.size();
        }
        return signals;
    }

    private static List<World> worlds(Random random, int count) {
        List<World> worlds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Fact> facts = new ArrayList<>();
            for (int f = 0; f < 4; f++) {
                facts.add(new Investment(
                        "i" + f,
                        "p" + random.nextInt(3),
                        "p" + random.nextInt(3),
                        figure(random),
                        figure(random),
                        new Range(random.nextBoolean() ? figure(random, 10) : share(random), null),
                        Range.UNKNOWN,
                        List.of(Instrument.values()).get(random.nextInt(Instrument.values().length)),
                        random.nextBoolean() ? List.of() : List.of(random.nextBoolean() ? Right.BOARD : Right.VETO),
                        random.nextInt(3) == 0 ? null : random.nextBoolean() ? "A" : "B",
                        null,
                        null));
            }
            worlds.add(new World(Base.TODAY, facts, List.of()));
        }
        return worlds;
    }

    /** Shares that no double holds exactly, with others. */
    private static BigDecimal share(Random random) {
        return List.of(new BigDecimal("0.1"), new BigDecimal("0.3"), new BigDecimal("12.5"), BigDecimal.TEN)
                .get(random.nextInt(4));
    }

    private static @Nullable BigDecimal figure(Random random) {
        return figure(random, 1);
    }

    private static @Nullable BigDecimal figure(Random random, int times) {
        return random.nextInt(4) == 0 ? null : BigDecimal.valueOf((long) times * random.nextInt(6));
    }

    private static CompiledPolicies compiled(Path folder) {
        return PolicyCompiler.compile(
                PolicyFiles.read(List.of(folder)).policies(), Base.PARAMETERS.ids(), Build.CLASSIC);
    }

    private static void file(Path folder, String id, String conditions, String raised) {
        try {
            Path file = folder.resolve(id + ".drl");
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    "/**\n * @title a test\n * @version 1.0\n * @level screen\n * @says something\n */\npackage "
                            + id.replace('/', '.') + ";\nimport interlock.vocabulary.Fact.*;\n"
                            + "import interlock.vocabulary.Derived.*;\nimport function interlock.policy.dsl.Verbs.*;\n\n"
                            + "rule \"one\"\nwhen\n  " + conditions + "\nthen\n  raise( drools, " + raised
                            + " );\nend\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
