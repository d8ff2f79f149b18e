package interlock.engine;

import static interlock.engine.Rules.stakeOf;
import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.Step;
import interlock.derive.Derivers;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Covered;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Instrument;
import interlock.vocabulary.Fact.Investment;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies match what derivers work out like anything else, in both builds, and proofs lead through it to the facts. */
final class DerivedInPoliciesTest {
    @TempDir
    private Path folder;

    /**
     * Oracle OWN-5: 50 % of 50 % makes an owner where 25 % is enough (Regulation (EU) 2024/1624, article 52), and none where
     * more than 25 % is asked for, as the rule before did.
     */
    @Test
    void aThresholdThatIsReachedIsNotPassed() {
        Rules rules = new Rules(folder).raising("t/one", """
                        rule "a quarter or more"
                        when IntegratedHolding( $x : owner, $y : company, low >= 25 )
                        then raise( drools, points( "part", 1 ), $x, $y ); end
                        """).raising("t/two", """
                        rule "more than a quarter"
                        when IntegratedHolding( $x : owner, $y : company, low > 25 )
                        then raise( drools, points( "part", 1 ), $x, $y ); end
                        """);
        Derivation derivation = rules.on(stakeOf("ab", "a", "b", 50), stakeOf("bc", "b", "c", 50));
        assertThat(raised(derivation, "t/one")).containsExactlyInAnyOrder("[a, b]", "[a, c]", "[b, c]");
        assertThat(raised(derivation, "t/two")).containsExactlyInAnyOrder("[a, b]", "[b, c]");
    }

    /** Oracle CASC-2 through an evaluation: the proof rests on all four stakes and on nothing else. */
    @Test
    void aProofLeadsThroughWhatIsDerivedToTheStakes() {
        Derivation derivation = new Rules(folder)
                .raising("t/one", """
                        rule "covered"
                        when Covered( $x : owner, company == "c" )
                        then raise( drools, points( "covered", 1 ), $x ); end
                        """)
                .on(
                        stakeOf("xa", "x", "a", 50),
                        stakeOf("xb", "x", "b", 50),
                        stakeOf("ac", "a", "c", 25),
                        stakeOf("bc", "b", "c", 25),
                        stakeOf("yc", "y", "c", 40));
        Step step = Rules.only(derivation);
        assertThat(derivation.factsUnder(step)).containsExactly("ac", "bc", "xa", "xb");
        assertThat(derivation.grounds(new Covered("x", "c"))).containsExactly("ac", "bc", "xa", "xb");
    }

    /** Oracle RING-1 through an evaluation: nothing in a ring holds itself up. */
    @Test
    void aRingOfMajoritiesFallsWithOneOfItsStakes() {
        Rules rules = new Rules(folder).raising("t/one", """
                rule "control"
                when Control( $x : controller, $y : company )
                then raise( drools, points( "control", 1 ), $x, $y ); end
                """);
        Fact ab = votes("ab", "a", "b");
        Fact bc = votes("bc", "b", "c");
        Fact ca = votes("ca", "c", "a");
        assertThat(rules.on(ab, bc, ca).steps()).hasSize(9);
        assertThat(raised(rules.on(bc, ca), "t/one")).containsExactlyInAnyOrder("[b, c]", "[b, a]", "[c, a]");
    }

    @Test
    void onlyWhatAPolicyReadsIsDerived() {
        Derivation derivation = new Rules(folder).raising("t/one", """
                        rule "covered"
                        when Covered( $x : owner, $y : company ) not( Investment( investor == $y ) )
                        then raise( drools, points( "covered", 1 ), $x ); end
                        """).on(votes("ab", "a", "b"));
        assertThat(derivation.givens())
                .extracting(g -> g.getClass().getSimpleName())
                .containsExactlyInAnyOrder("Control", "Covered");
        assertThat(new Rules(folder.resolve("other"))
                        .raising("t/two", """
                        rule "a stake"
                        when Investment( $x : investor )
                        then raise( drools, points( "stake", 1 ), $x ); end
                        """)
                        .on(votes("ab", "a", "b"))
                        .givens())
                .noneMatch(g -> Derivers.KINDS.contains(g.getClass().getSimpleName()));
    }

    private static List<String> raised(Derivation derivation, String policy) {
        return derivation.steps().stream()
                .filter(s -> s.policy().equals(policy))
                .map(s -> ((Derived.Signal) s.conclusion()).parties().toString())
                .toList();
    }

    private static Investment votes(String id, String holder, String company) {
        Range part = new Range(BigDecimal.valueOf(60), BigDecimal.valueOf(60));
        return new Investment(
                id, holder, company, null, null, part, part, Instrument.EQUITY, List.of(), null, null, null);
    }
}
