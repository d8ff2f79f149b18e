package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.fact.Given;
import interlock.score.Points;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Age;
import interlock.vocabulary.Derived.Holding;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is checked of every case without its author's doing, on derivations that are as they should be and not. */
final class FallsTest {
    private static final Holding HELD = new Holding("bank", "lab");
    private static final Fact LAB = new Fact.Person("lab", "Lab", List.of());
    private static final Fact STAKE = new Fact.Person("stake", "A stake", List.of());
    private static final Fact MORE = new Fact.Person("more", "Another stake", List.of());
    private static final Fact OPEN = new Fact.Person("open", "What is missing", List.of());
    private static final Given AGE = new Given(new Age("old", 3), List.of("old"));

    private static final Step BY_STAKE = step("a stake", HELD, 0, new Premise(Premise.How.MATCHED, STAKE));
    private static final Step BY_MORE = step("a stake", HELD, 0, new Premise(Premise.How.MATCHED, MORE));
    private static final Step PROOF = step(
            "held",
            new Signal("demo/holds", "demo", null, Level.SCREEN, List.of("bank")),
            40,
            new Premise(Premise.How.MATCHED, HELD),
            new Premise(Premise.How.COUNTED, LAB),
            new Premise(Premise.How.MATCHED, AGE.conclusion()),
            new Premise(Premise.How.LACKING, OPEN));

    @Test
    void aProofNeedsWhatItCitesAndWhatItsOnlyGroundsCite() {
        assertThat(Falls.needed(PROOF, derivation(PROOF, BY_STAKE))).containsExactly("lab", "old", "stake");
    }

    @Test
    void aProofNeedsNoOneOfTwoGroundsOfAConclusion() {
        assertThat(Falls.needed(PROOF, derivation(PROOF, BY_STAKE, BY_MORE))).containsExactly("lab", "old");
    }

    @Test
    void aProofThatOutlivesAFactItNeedsIsTold() {
        Derivation all = derivation(PROOF, BY_STAKE);
        Derivation fallen = derivation(BY_STAKE);
        assertThat(Falls.needless(PROOF, all, fact -> fallen)).isEmpty();
        assertThat(Falls.needless(PROOF, all, fact -> fact.equals("stake") ? all : fallen))
                .containsExactly("stake");
    }

    @Test
    void whatDependsOnTheOrderOfFactsIsTold() {
        Derivation one = derivation(PROOF, BY_STAKE);
        assertThat(Trial.difference("demo/holds", "reversed", one, derivation(BY_STAKE, PROOF)))
                .isEmpty();
        assertThat(Trial.difference("demo/holds", "reversed", one, derivation(BY_STAKE)))
                .hasValueSatisfying(d -> assertThat(d)
                        .startsWith(
                                "with the facts reversed something else follows\n  only the first: demo/holds: held"));
        Step scored = step("held", PROOF.conclusion(), 41, PROOF.premises().toArray(new Premise[0]));
        assertThat(Trial.difference("demo/holds", "reversed", one, derivation(BY_STAKE, scored)))
                .contains(
                        "with the facts reversed something else follows\n  the signals are the same, but not their scores");
    }

    private static Derivation derivation(Step... steps) {
        return new Derivation(List.of(steps), List.of(AGE));
    }

    private static Step step(String clause, Derived conclusion, int points, Premise... premises) {
        return new Step(
                "demo/holds",
                clause,
                conclusion,
                new ArrayList<>(List.of(premises)),
                List.of(),
                new TreeMap<>(),
                points == 0 ? Points.NONE : Points.of("a", BigDecimal.valueOf(points)));
    }
}
