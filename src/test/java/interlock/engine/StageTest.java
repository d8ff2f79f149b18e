package interlock.engine;

import static interlock.engine.Rules.company;
import static interlock.engine.Rules.stake;
import static interlock.engine.Rules.supply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.engine.PolicyCompiler.Build;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies are evaluated in stages of their own, each with what it looks at alone, and it comes to the same. */
final class StageTest {
    private static final String STAKES =
            "rule \"stakes\" when Investment( $a : investor, $b : investee ) then conclude( drools, new Holding( $a, $b ) ); end";
    private static final String RAISES =
            "rule \"raises\" when Holding( $a : holder, $b : company ) then raise( drools, points( \"x\", 1 ), $a, $b ); end";

    @TempDir
    private Path folder;

    private static List<Set<String>> concluded(List<Stage> stages) {
        return stages.stream().map(s -> Set.copyOf(s.concludes())).toList();
    }

    @Test
    void aPolicyComesAfterWhatItLooksAtWhateverTheNames() {
        List<Stage> stages = new Rules(folder)
                .raising("a/raises", RAISES)
                .concluding("b/stakes", STAKES)
                .raising(
                        "c/alone",
                        "rule \"alone\" when Company( $a : id ) then raise( drools, points( \"x\", 1 ), $a ); end")
                .compiled(Build.CLASSIC)
                .stages();
        assertThat(stages).hasSize(3);
        assertThat(stages.stream().map(s -> List.copyOf(s.reads())))
                .containsExactly(List.of("Investment"), List.of("Company"), List.of("Holding"));
    }

    @Test
    void policiesThatLookAtOneAnotherAreEvaluatedTogether() {
        Rules rules = new Rules(folder)
                .concluding(
                        "a/chains",
                        "rule \"chains\" when Supplies( $a : supplier, $b : customer ) then conclude( drools, new Holding( $a, $b ) ); end")
                .concluding("b/stakes", STAKES)
                .concluding(
                        "c/back",
                        "rule \"back\" when Holding( $a : holder, $b : company ) then conclude( drools, new Supplies( $b, $a ) ); end")
                .raising("d/raises", RAISES);
        assertThat(concluded(rules.compiled(Build.CLASSIC).stages()))
                .containsExactly(Set.of("Holding"), Set.of("Holding", "Supplies"), Set.of("Signal"));
        // One round through both, and nothing twice, though two stages conclude the same.
        assertThat(rules.on(company("a"), company("b"), stake("i", "a", "b", 1)).signals())
                .hasSize(2);
    }

    @Test
    void whatTwoStagesConcludeIsThereOnce() {
        Rules rules = new Rules(folder)
                .concluding("a/stakes", STAKES)
                .concluding(
                        "b/sales",
                        "rule \"sales\" when SupplyContract( $a : supplier, $b : customer ) then conclude( drools, new Holding( $a, $b ) ); end")
                .raising(
                        "c/counts",
                        "rule \"counts\" when Company( $a : id ) accumulate( Holding( holder == $a ); $n : count( 1 ) )"
                                + " then raise( drools, points( \"each\", $n ), $a ); end");
        assertThat(rules.on(company("a"), company("b"), stake("i", "a", "b", 1), supply("s", "a", "b", 1))
                        .severities()
                        .values())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("1", "0");
    }

    @Test
    void theLimitOfFiringsHoldsForAllStagesTogether() {
        CompiledPolicies compiled = new Rules(folder)
                .raising("a/raises", RAISES)
                .concluding("b/stakes", STAKES)
                .compiled(Build.CLASSIC);
        var world = Rules.world(stake("i", "a", "b", 1), stake("j", "a", "c", 1));
        assertThat(Engine.evaluate(world, compiled, 4).steps()).hasSize(4);
        assertThatThrownBy(() -> Engine.evaluate(world, compiled, 3))
                .isInstanceOf(LimitReached.class)
                .hasMessageContaining("the limit of 3 firings was reached");
        assertThatThrownBy(() -> Engine.evaluate(world, compiled, 2))
                .isInstanceOf(LimitReached.class)
                .hasMessageContaining("the limit of 2 firings was reached");
    }
}
