package interlock.engine;

import static interlock.engine.Rules.company;
import static interlock.engine.Rules.stake;
import static interlock.engine.Rules.supply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.derivation.Derivation;
import interlock.derivation.Step;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.engine.PolicyCompiler.Build;
import interlock.vocabulary.Derived.Holding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clause that denies or counts comes after all that conclude what it looks at, wherever they stand. */
final class StrataTest {
    private static final String STAKES =
            "rule \"stakes\" when Investment( $a : investor, $b : investee ) then conclude( drools, new Holding( $a, $b ) ); end\n";

    @TempDir
    private Path folder;

    @Test
    void whatDeniesAConclusionWaitsForItWhateverTheOrderOfFilesAndClauses() {
        Derivation derivation = new Rules(folder)
                .concluding(
                        "a/denies",
                        "rule \"none\" when Company( $x : id ) not Holding( company == $x ) then conclude( drools, new Supplies( $x, $x ) ); end")
                .concluding(
                        "b/chains",
                        "rule \"chains\" when Holding( $a : holder, $b : company ) SupplyContract( supplier == $b, $c : customer ) then conclude( drools, new Holding( $a, $c ) ); end\n"
                                + STAKES)
                .on(company("a"), company("b"), company("c"), stake("i", "a", "b", 1), supply("s", "b", "c", 1));
        assertThat(derivation.steps())
                .extracting(s -> s.clause() + " " + s.conclusion())
                .containsExactly(
                        "none Supplies[supplier=a, customer=a]",
                        "chains Holding[holder=a, company=c]",
                        "stakes Holding[holder=a, company=b]");
    }

    @Test
    void aTotalOfConclusionsIsTakenOnceAndOfAllOfThem() {
        Derivation derivation = new Rules(folder)
                .concluding("a/totals", """
                        rule "total" when Company( $x : id ) accumulate( Exposure( holder == $x, $m : amount ); $sum : total( $m ) )
                        then conclude( drools, new Funding( $x, $sum ) ); end
                        """)
                .concluding("b/parts", """
                        rule "part" when Investment( $a : investor, $b : investee, amount != null, $m : amount )
                        then conclude( drools, new Exposure( $a, $b, $m ) ); end
                        """)
                .on(company("a"), stake("i", "a", "b", 1), stake("j", "a", "c", 20), stake("k", "a", "d", 300));
        assertThat(Rules.conclusions(derivation).stream().filter(c -> c.startsWith("Funding[")))
                .containsExactly("Funding[company=a, amount=321]");
    }

    @Test
    void noStepRestsOnWhatDidNotStay() {
        // Three strata, written in the opposite order.
        Derivation derivation =
                new Rules(folder).concluding("t/p", """
                rule "a: third" when Company( $x : id ) exists Supplies( supplier == $x ) not Sale( supplier == $x )
                then conclude( drools, new Holding( "third", $x ) ); end
                rule "b: second" when Company( $x : id ) not Stake( holder == $x )
                then conclude( drools, new Supplies( $x, $x ) ); end
                rule "c: first" when Investment( $f : id, $a : investor, $b : investee, amount != null, $m : amount )
                then conclude( drools, new Stake( $f, $a, $b, $m, true ) ); end
                """).on(company("a"), company("b"), stake("i", "a", "b", 1));
        assertThat(derivation.steps()).extracting(Step::clause).containsExactly("a: third", "b: second", "c: first");
        assertThat(derivation.steps())
                .extracting(s -> s.conclusion().toString())
                .contains("Supplies[supplier=b, customer=b]", "Holding[holder=third, company=b]");
    }

    @Test
    void aSignalAskedForByAVariableIsWaitedForToo() {
        Derivation derivation = new Rules(folder)
                .raising("a/denies", """
                        rule "none" when Company( $x : id, $policy : name ) not Signal( policy == $policy )
                        then conclude( drools, new Supplies( $x, $x ) ); end
                        """)
                .raising(
                        "z/raises",
                        "rule \"some\" when Investment( $x : investor ) then raise( drools, points( \"x\", 1 ), $x ); end")
                .on(company("z/raises"), company("z/other"), stake("i", "a", "b", 1));
        assertThat(Rules.conclusions(derivation))
                .filteredOn(c -> c.startsWith("Supplies"))
                .containsExactly("Supplies[supplier=z/other, customer=z/other]");
    }

    @Test
    void clausesThatDenyEachOtherAreNamed() {
        List<Diagnostic> problems = new Rules(folder)
                .concluding(
                        "a/one",
                        "rule \"one\" when Company( $x : id ) not Supplies( supplier == $x ) then conclude( drools, new Holding( $x, $x ) ); end")
                .concluding(
                        "b/two",
                        "rule \"two\" when Company( $x : id ) not Holding( holder == $x ) then conclude( drools, new Supplies( $x, $x ) ); end")
                // Downstream of the cycle, in a harmless one of their own.
                .concluding("z/rest", """
                        rule "r1" when Holding( $a : holder ) then conclude( drools, new Sale( "f", $a, $a, Good.CLOUD, times( 1, 1 ) ) ); end
                        rule "r2" when Sale( $a : supplier ) then conclude( drools, new Funding( $a, times( 1, 1 ) ) ); end
                        rule "r3" when Funding( $a : company ) then conclude( drools, new Sale( "g", $a, $a, Good.CLOUD, times( 1, 1 ) ) ); end
                        """)
                .problems();
        assertThat(problems).allSatisfy(p -> {
            assertThat(p.code()).isEqualTo("IL140");
            assertThat(p.at().line()).isEqualTo(10);
            assertThat(String.valueOf(p.snippet()).substring(p.at().column() - 1))
                    .startsWith(p.message().contains("link 1") ? "Supplies(" : "Holding(");
        });
        assertThat(links(problems))
                .containsExactly(
                        "link 1 of 2: `one` must see every `Supplies` before it can fire, and `two` (b/two.drl:10) concludes such",
                        "link 2 of 2: `two` must see every `Holding` before it can fire, and `one` (a/one.drl:10) concludes such");
    }

    @Test
    void aClauseThatDeniesItsOwnConclusionIsNamed() {
        Rules rules = new Rules(folder)
                .concluding(
                        "a/one",
                        "rule \"one\" when Company( $x : id ) not Holding( holder == $x ) then conclude( drools, new Holding( $x, $x ) ); end");
        assertThat(links(rules.problems()))
                .containsExactly(
                        "link 1 of 1: `one` must see every `Holding` before it can fire, and `one` (a/one.drl:10) concludes such");
        assertThatThrownBy(() -> rules.compiled(Build.CLASSIC)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aTotalThatFeedsItselfOverOthersIsNamed() {
        assertThat(links(new Rules(folder).concluding("a/p", """
                                rule "total" when Company( $x : id ) accumulate( Exposure( holder == $x, $m : amount ); $sum : total( $m ) )
                                then conclude( drools, new Funding( $x, $sum ) ); end
                                rule "back" when Funding( $x : company, $m : amount ) then conclude( drools, new Exposure( $x, $x, $m ) ); end
                                """).problems()))
                .containsExactly(
                        "link 1 of 2: `total` must see every `Exposure` before it can fire, and `back` (a/p.drl:12) concludes such",
                        "link 2 of 2: `back` must see a `Funding`, and `total` (a/p.drl:10) concludes it");
    }

    @Test
    void recursionWithoutDenialIsFine() {
        Rules rules = new Rules(folder).concluding("a/p", STAKES + """
                rule "chains" when Holding( $a : holder, $b : company ) Holding( holder == $b, $c : company )
                then conclude( drools, new Holding( $a, $c ) ); end
                """);
        assertThat(rules.problems()).isEmpty();
        Derivation derivation = rules.on(stake("i", "a", "b", 1), stake("j", "b", "c", 1));
        assertThat(derivation.justifying(new Holding("a", "c"))).hasSize(1);
    }

    @Test
    void aRecursionWithoutEndReachesTheLimitAndSaysWhere() {
        Rules rules = new Rules(folder).concluding("a/p", """
                rule "grows" when Funding( $x : company, $m : amount ) then conclude( drools, new Funding( $x, plus( $m, 1 ) ) ); end
                rule "starts" when Investment( $x : investor, amount != null, $m : amount ) then conclude( drools, new Funding( $x, $m ) ); end
                """);
        CompiledPolicies compiled = rules.compiled(Build.CLASSIC);
        assertThatThrownBy(() -> Engine.evaluate(Rules.world(stake("i", "a", "b", 1)), compiled, 50))
                .isInstanceOf(LimitReached.class)
                .hasMessage(
                        "the limit of 50 firings was reached, most of them by the clause `grows` of a/p, whose `Funding`"
                                + " (line 10) matches what it concludes itself");
    }

    @Test
    void aLimitThatIsJustMetIsNotPassed() {
        CompiledPolicies compiled = new Rules(folder).concluding("a/p", STAKES).compiled(Build.CLASSIC);
        assertThat(Engine.evaluate(Rules.world(stake("i", "a", "b", 1), stake("j", "b", "c", 1)), compiled, 2)
                        .steps())
                .hasSize(2);
        assertThatThrownBy(() -> Engine.evaluate(
                        Rules.world(stake("i", "a", "b", 1), stake("j", "b", "c", 1), stake("k", "c", "d", 1)),
                        compiled,
                        2))
                .isInstanceOf(LimitReached.class);
    }

    /** What each link of a ring says, with paths as from inside the folder. */
    private List<String> links(List<Diagnostic> problems) {
        return problems.stream()
                .map(p -> p.message()
                        .replace("clauses wait for one another, ", "")
                        .replace(folder.toString().replace('\\', '/') + "/", ""))
                .toList();
    }
}
