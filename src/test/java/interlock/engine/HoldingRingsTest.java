package interlock.engine;

import static interlock.engine.Rules.stakeOf;
import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Holding;
import interlock.vocabulary.Fact;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Oracle RING-1: stakes of 60 % in a ring, followed along every chain. */
final class HoldingRingsTest {
    @TempDir
    private Path folder;

    private Rules rules;

    @BeforeEach
    void followChains() {
        rules = new Rules(folder).concluding("t/chains", """
                rule "a majority"
                when Investment( $a : investor, $b : investee, economic.low > 50 )
                then conclude( drools, new Holding( $a, $b ) ); end

                rule "a majority of a majority"
                when Holding( $a : holder, $b : company ) Investment( investor == $b, $c : investee, economic.low > 50 )
                then conclude( drools, new Holding( $a, $c ) ); end
                """);
    }

    @Test
    void aRingOfHoldingsGivesEachOverEachItselfIncluded() {
        Derivation derivation =
                rules.on(stakeOf("ab", "a", "b", 60), stakeOf("bc", "b", "c", 60), stakeOf("ca", "c", "a", 60));
        assertThat(held(derivation)).containsExactlyInAnyOrder("aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc");
        assertThat(grounded(derivation)).isEqualTo(concluded(derivation)).hasSize(9);
    }

    @Test
    void aBrokenRingKeepsOnlyWhatIsGrounded() {
        Derivation derivation = rules.on(stakeOf("bc", "b", "c", 60), stakeOf("ca", "c", "a", 60));
        assertThat(held(derivation)).containsExactlyInAnyOrder("ba", "bc", "ca");
        assertThat(grounded(derivation)).isEqualTo(concluded(derivation));
    }

    @Test
    void aRingOfSmallStakesIsSilent() {
        assertThat(rules.on(stakeOf("ab", "a", "b", 50), stakeOf("bc", "b", "c", 50), stakeOf("ca", "c", "a", 50))
                        .steps())
                .isEmpty();
    }

    @Test
    void theFactsUnderAHoldingInARingAreThoseOfItsEveryJustification() {
        Derivation derivation =
                rules.on(stakeOf("ab", "a", "b", 60), stakeOf("bc", "b", "c", 60), stakeOf("ca", "c", "a", 60));
        Step itself = derivation.justifying(new Holding("a", "a")).get(0);
        assertThat(derivation.factsUnder(itself)).containsExactly("ab", "bc", "ca");
    }

    private static List<String> held(Derivation derivation) {
        return concluded(derivation).stream()
                .map(c -> ((Holding) c).holder() + ((Holding) c).company())
                .toList();
    }

    private static Set<Derived> concluded(Derivation derivation) {
        Set<Derived> all = new LinkedHashSet<>();
        derivation.steps().forEach(s -> all.add(s.conclusion()));
        return all;
    }

    /** What can be built up from facts alone, step by step. */
    private static Set<Derived> grounded(Derivation derivation) {
        Set<Derived> grounded = new HashSet<>();
        int before = -1;
        while (before < grounded.size()) {
            before = grounded.size();
            for (Step s : derivation.steps()) {
                if (s.premises().stream()
                        .map(Premise::item)
                        .allMatch(i -> i instanceof Fact || (i instanceof Derived d && grounded.contains(d)))) {
                    grounded.add(s.conclusion());
                }
            }
        }
        return grounded;
    }
}
