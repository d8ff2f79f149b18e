package interlock.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.fact.Given;
import interlock.score.Points;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Holding;
import interlock.vocabulary.Fact.Rivalry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A conclusion is shown by what does not rest on it, however long or circular the way there is. */
final class GroundingTest {
    private static final Holding A = new Holding("a", "a");
    private static final Holding B = new Holding("b", "b");

    private static Rivalry fact(String id) {
        return new Rivalry(id, "x", "y", "m");
    }

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

    @Test
    void inARingTheStepFromOutsideIsTaken() {
        Step outside = step("outside", A, fact("r"), fact("s"));
        Step there = step("there", B, A);
        Step back = step("back", A, B);
        Grounding grounding = new Grounding(new Derivation(List.of(back, there, outside), List.of()));
        assertThat(grounding.of(A)).contains(outside);
        assertThat(grounding.of(B)).contains(there);
        assertThat(grounding.under(step("top", new Holding("t", "t"), B))).containsExactly(A, B);
    }

    @Test
    void ofSeveralThatDoNotGoInACircleTheOneOnTheFewestFactsIsTaken() {
        Step few = step("few", A, fact("r"));
        Step many = step("many", A, fact("r"), fact("s"));
        assertThat(new Grounding(new Derivation(List.of(many, few), List.of())).of(A))
                .contains(few);
    }

    @Test
    void whatIsGivenNeedsNoStep() {
        Derivation derivation =
                new Derivation(List.of(step("there", B, A), step("back", A, B)), List.of(new Given(A, List.of("r"))));
        Grounding grounding = new Grounding(derivation);
        assertThat(grounding.of(A)).isEmpty();
        assertThat(grounding.under(step("top", new Holding("t", "t"), B))).containsExactly(B);
    }

    @Test
    void aChainMayBeAsLongAsTheFactBase() {
        List<Step> steps = new ArrayList<>();
        Derived last = new Holding("h", "0");
        steps.add(step("start", last, fact("f0")));
        for (int i = 1; i <= 20_000; i++) {
            Derived next = new Holding("h", Integer.toString(i));
            steps.add(step("step", next, last, fact("f" + i)));
            last = next;
        }
        Derivation derivation = new Derivation(steps, List.of());
        Step top = derivation.justifying(last).get(0);
        assertThat(derivation.factsUnder(top)).hasSize(20_001);
        assertThat(new Grounding(derivation).under(top)).hasSize(20_000);
    }
}
