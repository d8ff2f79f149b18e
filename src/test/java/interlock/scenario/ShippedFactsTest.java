package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.policy.Policy;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.vocabulary.Derived.ComputeSupplied;
import interlock.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped policies on the shipped facts, as of the day of the article. */
final class ShippedFactsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 30);
    private static final String HEDGING = "strategic/hyperscaler-hedging";
    private static final String CIRCLE = "circularity/circular-capital-loop";
    private static final int FIRINGS = 1_000_000;

    private static PolicySet policies;
    private static Worlds worlds;
    private static Derivation floor;
    private static Derivation ceiling;
    private static Derivation otherFloor;
    private static Derivation otherCeiling;

    @BeforeAll
    static void evaluate() {
        FactBase facts = FactFiles.load(List.of(Path.of("facts")), Vocabulary.builtIn());
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(Path.of("rules")));
        assertThat(loaded.problems()).isEmpty();
        policies = loaded.policies();
        worlds = new Worlds(facts, Base.PARAMETERS, DAY, DAY);
        CompiledPolicies classic = PolicyCompiler.compile(policies, Base.PARAMETERS.ids(), Build.CLASSIC);
        CompiledPolicies executable = PolicyCompiler.compile(policies, Base.PARAMETERS.ids(), Build.EXECUTABLE);
        floor = Engine.evaluate(worlds.floor(), classic, FIRINGS);
        ceiling = Engine.evaluate(worlds.ceiling(), classic, FIRINGS);
        otherFloor = Engine.evaluate(worlds.floor(), executable, FIRINGS);
        otherCeiling = Engine.evaluate(worlds.ceiling(), executable, FIRINGS);
    }

    @Test
    void nothingIsWrongWithTheShippedPolicies() {
        assertThat(PolicyCompiler.check(policies, Base.PARAMETERS.ids())).isEmpty();
    }

    @Test
    void bothBuildsAgree() {
        assertThat(floor.steps()).hasSizeGreaterThan(100);
        assertThat(otherFloor.steps()).isEqualTo(floor.steps());
        assertThat(otherCeiling.steps()).isEqualTo(ceiling.steps());
    }

    @Test
    void amazonHedgesByEquityOnlyIfTheTalksSucceed() {
        SignalKey equity = new SignalKey(HEDGING, "equity", List.of("amazon"));
        assertThat(floor.signals()).doesNotContainKey(equity);
        assertThat(severity(ceiling, equity)).isEqualTo("79.8");
        assertThat(ceiling.signals().get(equity))
                .anySatisfy(s -> assertThat(ceiling.factsUnder(s))
                        .anyMatch(id -> worlds.uncertain().contains(id)));
    }

    @Test
    void amazonHedgesInTheMixedGradeAlready() {
        SignalKey mixed = new SignalKey(HEDGING, "mixed", List.of("amazon"));
        assertThat(floor.signals()).containsKey(mixed);
        assertThat(floor.signals().get(mixed))
                .allSatisfy(s -> assertThat(floor.factsUnder(s))
                        .noneMatch(id -> worlds.uncertain().contains(id)));
    }

    @Test
    void theCircleOfTwoIsEstablishedAndTheCircleOfThreeNeedsWhatHasNotHappened() {
        assertThat(circle(floor, "microsoft", "openai")).hasSize(1);
        assertThat(circle(ceiling, "microsoft", "openai")).hasSize(1);
        assertThat(circle(floor, "nvidia", "openai", "oracle")).isEmpty();
        assertThat(circle(ceiling, "nvidia", "openai", "oracle")).hasSize(1);
    }

    /** The circles through exactly these parties, whichever of them the signal names first. */
    private static List<SignalKey> circle(Derivation derivation, String... parties) {
        return derivation.signals().keySet().stream()
                .filter(k -> k.policy().equals(CIRCLE) && k.parties().size() == parties.length)
                .filter(k -> k.parties().containsAll(List.of(parties)))
                .toList();
    }

    @Test
    void openaiBuysItsComputeFromFiveDisclosedSuppliers() {
        SignalKey key = new SignalKey("supply/compute-dependency", null, List.of("openai"));
        // Of several clauses of the policy the one that measures concentration.
        Step step = ceiling.signals().get(key).stream()
                .filter(s -> s.bindings().containsKey("$index"))
                .findFirst()
                .orElseThrow();
        assertThat(((BigDecimal) step.bindings().get("$index")).setScale(0, RoundingMode.HALF_EVEN))
                .isEqualTo("4015");
        TreeMap<String, BigDecimal> suppliers = new TreeMap<>();
        for (Premise p : step.premises()) {
            if (p.how() == Premise.How.COUNTED && p.item() instanceof ComputeSupplied c) {
                suppliers.put(c.supplier(), c.amount().movePointLeft(9).stripTrailingZeros());
            }
        }
        assertThat(suppliers).hasToString("{amazon=38, cerebras=1E+1, coreweave=22.4, microsoft=2.5E+2, oracle=3E+2}");
        assertThat(step.bindings()).containsEntry("$top", "oracle").containsEntry("$suppliers", 5L);
    }

    @Test
    void everyStepRestsOnFacts() {
        assertThat(ceiling.steps()).allSatisfy(s -> assertThat(s.premises()).isNotEmpty());
        assertThat(ceiling.signals().values().stream().flatMap(List::stream))
                .allSatisfy(s -> assertThat(ceiling.factsUnder(s)).isNotEmpty());
    }

    @Test
    void nothingClaimsControlOrAViolation() {
        List<String> texts = Stream.concat(
                        policies.policies().stream().flatMap(ShippedFactsTest::texts),
                        ceiling.steps().stream().map(s -> s.conclusion().toString()))
                .toList();
        assertThat(texts)
                .hasSizeGreaterThan(100)
                .allSatisfy(t -> assertThat(t.toLowerCase(Locale.ROOT))
                        .doesNotContain("controls", "violat", "illegal", "unlawful"));
        assertThat(policies.policies().stream().flatMap(ShippedFactsTest::narratives))
                .hasSizeGreaterThan(15)
                .allSatisfy(t -> assertThat(t.toLowerCase(Locale.ROOT)).doesNotContain("control"));
    }

    private static Stream<String> texts(Policy policy) {
        return Stream.concat(
                narratives(policy), policy.clauses().stream().flatMap(c -> Stream.of(c.name(), c.description())));
    }

    private static Stream<String> narratives(Policy policy) {
        return Stream.concat(
                        Stream.of(policy.header()).map(h -> h.says()),
                        policy.clauses().stream().map(c -> c.says()))
                .filter(t -> t != null);
    }

    private static String severity(Derivation derivation, SignalKey key) {
        assertThat(derivation.signals()).containsKey(key);
        return derivation.signals().get(key).stream()
                .map(s -> s.points().severity())
                .max(BigDecimal::compareTo)
                .orElseThrow()
                .toPlainString();
    }
}
