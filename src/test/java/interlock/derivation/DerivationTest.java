package interlock.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.fact.Given;
import interlock.score.Points;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Behind;
import interlock.vocabulary.Derived.Holding;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact.Rivalry;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Steps as one graph, whatever the order in which they came. */
final class DerivationTest {
    private static final Rivalry R = new Rivalry("r", "a", "b", "m");
    private static final Rivalry R_TURNED = new Rivalry("r", "b", "a", "m");
    private static final Rivalry S = new Rivalry("s", "b", "c", "m");
    private static final Holding AB = new Holding("a", "b");
    private static final Holding BA = new Holding("b", "a");

    private static Step step(String clause, Derived conclusion, Object... premises) {
        return new Step(
                "p",
                clause,
                conclusion,
                Arrays.stream(premises)
                        .map(o -> new Premise(Premise.How.MATCHED, o))
                        .toList(),
                List.of(),
                new TreeMap<>(),
                Points.NONE);
    }

    private static Signal signal(String grade, Level level, String... parties) {
        return new Signal("p", "", grade, level, List.of(parties));
    }

    @Test
    void theOrderOfFiringMeansNothing() {
        Step one = step("c", AB, R);
        Step two = step("c", AB, S);
        Step three = step("d", BA, AB);
        assertThat(new Derivation(List.of(three, two, one), List.of()).steps())
                .isEqualTo(new Derivation(List.of(one, two, three), List.of()).steps())
                .containsExactly(one, two, three);
    }

    @Test
    void whatIsMatchedTheOtherWayRoundIsNoOtherStep() {
        assertThat(new Derivation(List.of(step("c", AB, R, S), step("c", AB, S, R_TURNED)), List.of()).steps())
                .hasSize(1);
    }

    @Test
    void factsAreFollowedThroughConclusionsGivensAndRings() {
        Behind behind = new Behind("unit", "a");
        Step first = step("c", AB, R, behind);
        Step ring = step("d", BA, AB);
        Step back = step("e", AB, BA, S);
        Step raised = step("f", signal(null, Level.INFO, "a"), BA);
        Derivation derivation = new Derivation(
                List.of(first, ring, back, raised), List.of(new Given(behind, List.of("unit", "parent"))));
        assertThat(derivation.factsUnder(raised)).containsExactly("parent", "r", "s", "unit");
        assertThat(derivation.justifying(AB)).containsExactly(first, back);
        assertThat(derivation.justifying(behind)).isEmpty();
        assertThat(derivation.grounds(behind)).containsExactly("unit", "parent");
        assertThat(derivation.grounds(AB)).isEmpty();
    }

    @Test
    void aSignalIsTheSameInEveryWorldByPolicyGradeAndParties() {
        Derivation derivation = new Derivation(
                List.of(
                        step("c", signal("equity", Level.INFO, "a"), R),
                        step("d", signal("equity", Level.HIGH, "a"), S),
                        step("e", signal("mixed", Level.HIGH, "a"), S),
                        step("f", signal(null, Level.HIGH, "a", "b"), S)),
                List.of());
        SortedMap<SignalKey, List<Step>> signals = derivation.signals();
        assertThat(signals.keySet())
                .containsExactly(
                        new SignalKey("p", null, List.of("a", "b")),
                        new SignalKey("p", "equity", List.of("a")),
                        new SignalKey("p", "mixed", List.of("a")));
        assertThat(signals.get(new SignalKey("p", "equity", List.of("a")))).hasSize(2);
    }

    @Test
    void theFingerprintOfASignalNeverChanges() {
        assertThat(new SignalKey("strategic/hyperscaler-hedging", "equity", List.of("amazon")).id())
                .isEqualTo("9974686cd8cd");
        assertThat(List.of(
                        new SignalKey("p", null, List.of("a", "b")).id(),
                        new SignalKey("p", null, List.of("b", "a")).id(),
                        new SignalKey("p", "a", List.of("b")).id(),
                        new SignalKey("p", "g", List.of("a", "b")).id()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{12}"));
    }

    @Test
    void bindingsDistinguishNoStepsOfTheSamePremises() {
        Step bare = step("c", AB, R);
        TreeMap<String, Object> bindings = new TreeMap<>();
        bindings.put("$n", BigDecimal.ONE);
        Step bound = new Step(bare.policy(), bare.clause(), AB, bare.premises(), List.of(), bindings, Points.NONE);
        assertThat(new Derivation(List.of(bound, bare), List.of()).steps())
                .isEqualTo(new Derivation(List.of(bare, bound), List.of()).steps())
                .hasSize(1);
    }
}
