package interlock.engine;

import static interlock.engine.Rules.company;
import static interlock.engine.Rules.only;
import static interlock.engine.Rules.premises;
import static interlock.engine.Rules.stake;
import static interlock.engine.Rules.threshold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.derivation.Derivation;
import interlock.derivation.Step;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.engine.PolicyCompiler.Build;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions mean where facts do not say everything, and what happens where a clause fails. */
final class EvaluationTest {
    @TempDir
    private Path folder;

    private Rules raising(String conditions) {
        return new Rules(folder)
                .raising(
                        "t/p",
                        "rule \"c\"\nwhen\n" + conditions + "\nthen\n raise( drools, points( \"x\", 1 ), $x );\nend\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Investment( $x : investor, amount > 1 )",
                "Investment( $x : investor, amount < 5 )",
                "Investment( $x : investor, amount >= 2.5, amount != 4 )",
                "Parameter( $min : value ) Investment( $x : investor, amount >= $min )",
                "Investment( $x : investor, percentage( amount, 10 ) > 20 )",
                "Investment( $x : investor, investee == \"b\", amount in ( 3, 4 ) )"
            })
    void whatIsUnknownMeetsNoCondition(String conditions) {
        Step step = only(raising(conditions)
                .on(stake("known", "a", "b", 3), stake("unknown", "a", "b", null), threshold("p", 1)));
        assertThat(premises(step)).contains("MATCHED known").doesNotContain("MATCHED unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Investment( $x : investor, economic.low > 1 )",
                "Investment( $x : investor, economic.high < 1 )",
                "Parameter( $min : value ) Investment( $x : investor, economic.low >= $min )",
                "Investment( $x : investor, $m : amount ) Investment( economic.low > $m )"
            })
    void anUnknownShareMeetsNoCondition(String conditions) {
        assertThat(raising(conditions)
                        .on(stake("i", "a", "b", 3), threshold("p", 1))
                        .steps())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Build.class)
    void aConditionThatCannotBeWorkedOutNamesItsClause(Build build) {
        CompiledPolicies compiled = raising("Investment( $x : investor, saturating( amount, 0 ) > 5 )")
                .compiled(build);
        assertThat(problems(compiled)).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo("IL142");
            assertThat(p.at().line()).isEqualTo(12);
            assertThat(p.message()).isEqualTo("a condition of the clause `c` cannot be worked out on the facts");
        });
    }

    @ParameterizedTest
    @EnumSource(Build.class)
    void aConclusionThatCannotBeDrawnNamesItsClause(Build build) {
        CompiledPolicies compiled = new Rules(folder).raising("t/p", """
                        rule "c"
                        when
                          Investment( $x : investor, $m : amount )
                        then
                          raise( drools, points( "x", saturating( $m, 0 ) ), $x );
                        end
                        """).compiled(build);
        assertThat(problems(compiled)).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo("IL142");
            assertThat(p.message()).isEqualTo("the clause `c` cannot be carried out on the facts it matched");
        });
    }

    private static List<Diagnostic> problems(CompiledPolicies compiled) {
        try {
            Engine.evaluate(Rules.world(stake("i", "a", "b", 3)), compiled, 100);
            return List.of();
        } catch (InvalidInput e) {
            return e.diagnostics();
        }
    }

    @Test
    void equalNumbersWrittenDifferentlyAreOneConclusion() {
        Derivation derivation = new Rules(folder).concluding("t/p", """
                        rule "one" when Company( $x : id ) then conclude( drools, new Funding( $x, times( 2.5, 4 ) ) ); end
                        rule "two" when Company( $x : id ) then conclude( drools, new Funding( $x, plus( 7.5, 2.5 ) ) ); end
                        rule "three" when Company( $x : id ) then conclude( drools, new Funding( $x, times( 10, 1 ) ) ); end
                        """).on(company("a"));
        assertThat(derivation.steps())
                .hasSize(3)
                .extracting(Step::conclusion)
                .containsOnly(new interlock.vocabulary.Derived.Funding("a", BigDecimal.TEN));
    }

    @Test
    void aClauseMayHaveTheNameOfAKeyword() {
        Derivation derivation = new Rules(folder).concluding("t/p", """
                        rule "u" when Investment( $x : investor ) then conclude( drools, new Holding( $x, "u" ) ); end
                        rule rule2 when Investment( $x : investor ) then conclude( drools, new Holding( $x, "2" ) ); end
                        rule 'then and end' when Investment( $x : investor ) then conclude( drools, new Holding( $x, "3" ) ); end
                        """).on(stake("i", "a", "b", 3));
        assertThat(derivation.steps()).extracting(Step::clause).containsExactly("rule2", "then and end", "u");
    }

    @Test
    void aSecondEvaluationKnowsNothingOfTheFirst() {
        CompiledPolicies compiled = raising("Investment( $x : investor )").compiled(Build.CLASSIC);
        assertThat(Engine.evaluate(Rules.world(stake("i", "a", "b", 3)), compiled, 100)
                        .steps())
                .hasSize(1);
        assertThat(Engine.evaluate(Rules.world(), compiled, 100).steps()).isEmpty();
        assertThat(Engine.evaluate(Rules.world(stake("i", "a", "b", 3)), compiled, 100)
                        .steps())
                .hasSize(1);
    }

    @Test
    void whereTwoDerivationsDifferTheFiringIsNamed() {
        CompiledPolicies compiled = raising("Investment( $x : investor )").compiled(Build.CLASSIC);
        Derivation one = Engine.evaluate(Rules.world(stake("i", "a", "b", 3), stake("j", "b", "c", 3)), compiled, 100);
        Derivation other =
                Engine.evaluate(Rules.world(stake("i", "a", "b", 3), stake("k", "c", "d", 3)), compiled, 100);
        assertThat(Engine.disagreements(one, other))
                .containsExactly("only the first: t/p: c (j)", "only the second: t/p: c (k)");
        assertThat(Engine.disagreements(one, one)).isEmpty();
    }

    @Test
    void policiesThatCannotBeUsedAreNotCompiled() {
        assertThatThrownBy(() -> raising("Investment( $x : investr )").compiled(Build.CLASSIC))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("`Investment` has no field `investr`");
    }
}
