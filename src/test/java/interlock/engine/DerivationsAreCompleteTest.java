package interlock.engine;

import static interlock.engine.Rules.company;
import static interlock.engine.Rules.lab;
import static interlock.engine.Rules.only;
import static interlock.engine.Rules.premises;
import static interlock.engine.Rules.rivalry;
import static interlock.engine.Rules.stake;
import static interlock.engine.Rules.supply;
import static interlock.engine.Rules.threshold;
import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Absence;
import interlock.derivation.Derivation;
import interlock.derivation.Step;
import interlock.vocabulary.Derived.Holding;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact.CompanyRole;
import interlock.vocabulary.Fact.Mitigation;
import interlock.vocabulary.Fact.MitigationKind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step names everything that it rests on, without any effort of the policy's author, in both builds. */
final class DerivationsAreCompleteTest {
    @TempDir
    private Path folder;

    private Rules clause(String conditions, String consequence) {
        return new Rules(folder)
                .raising("t/p", "rule \"c\"\nwhen\n" + conditions + "\nthen\n" + consequence + "\nend\n");
    }

    private Rules raising(String conditions) {
        return clause(conditions, "raise( drools, points( \"x\", 1 ), $x );");
    }

    // ---- accumulate

    @Test
    void theMembersOfATotalAreNamed() {
        Step step = only(raising("""
                Company( $x : id )
                accumulate( Investment( investor == $x, $m : amount ); $sum : total( $m ); $sum > 0 )""")
                .on(
                        company("a"),
                        company("b"),
                        stake("i1", "a", "b", 3),
                        stake("i2", "a", "c", 4),
                        stake("i3", "z", "b", 9)));
        assertThat(premises(step)).containsExactly("MATCHED a", "COUNTED i1", "COUNTED i2");
        assertThat(step.bindings()).containsEntry("$sum", new BigDecimal(7)).containsEntry("$x", "a");
    }

    @Test
    void theMembersOfATotalOverTwoPatternsAreNamedButNotWhatStandsBeforeIt() {
        Step step = only(raising("""
                Company( $x : id )
                accumulate(
                  Investment( investor == $x, $y : investee, $m : amount ) and Company( id == $y );
                  $sum : total( $m ); $sum > 0 )""")
                .on(
                        company("a"),
                        company("b"),
                        stake("i1", "a", "b", 3),
                        stake("i2", "a", "c", 4),
                        stake("i3", "a", "a", 2)));
        // The company a is both matched before and a member.
        assertThat(premises(step)).containsExactly("MATCHED a", "COUNTED a", "COUNTED b", "COUNTED i1", "COUNTED i3");
        assertThat(step.bindings()).containsEntry("$sum", new BigDecimal(5));
    }

    @Test
    void theMembersAreNamedWhereTheTotalComesFirst() {
        Step step = only(raising("""
                accumulate( Investment( $m : amount ); $sum : total( $m ); $sum > 0 )
                Company( $x : id )""").on(company("a"), stake("i1", "a", "b", 3), stake("i2", "c", "d", 4)));
        assertThat(premises(step)).containsExactly("COUNTED i1", "COUNTED i2", "MATCHED a");
    }

    @Test
    void theMembersAreNamedWhereATotalOverTwoPatternsComesFirst() {
        Step step = only(raising("""
                accumulate( Investment( $y : investee, $m : amount ) and Company( id == $y ); $sum : total( $m ) )
                Company( $x : id, id == "a" )""").on(company("a"), company("b"), stake("i1", "a", "b", 3)));
        assertThat(premises(step)).containsExactly("COUNTED b", "COUNTED i1", "MATCHED a");
    }

    @Test
    void aTotalOfNothingIsZeroAndNamesNobody() {
        Step step = only(raising("""
                Company( $x : id )
                accumulate( Investment( investor == $x, $m : amount ); $sum : total( $m ) )""").on(company("a"), stake("i1", "z", "b", 3)));
        assertThat(premises(step)).containsExactly("MATCHED a");
        assertThat(step.bindings()).containsEntry("$sum", BigDecimal.ZERO);
    }

    @Test
    void aMemberOfUnknownAmountIsNamedAndAddsNothing() {
        Step step = only(raising("""
                Company( $x : id )
                accumulate( Investment( investor == $x, $m : amount ); $sum : total( $m ), $n : count( 1 ) )""").on(company("a"), stake("i1", "a", "b", 3), stake("i2", "a", "c", null)));
        assertThat(premises(step)).containsExactly("MATCHED a", "COUNTED i1", "COUNTED i2");
        assertThat(step.bindings()).containsEntry("$sum", new BigDecimal(3)).containsEntry("$n", 2L);
    }

    @Test
    void twoTotalsOfOneClauseAreToldApart() {
        Step step = only(raising("""
                Company( $x : id )
                accumulate( Investment( investor == $x, $m : amount ); $in : total( $m ) )
                Company( id == $x )
                accumulate( SupplyContract( supplier == $x, $s : amount ); $out : total( $s ) )""")
                .on(company("a"), stake("i1", "a", "b", 3), supply("s1", "a", "b", 5), supply("s2", "a", "b", 6)));
        assertThat(premises(step)).containsExactly("MATCHED a", "COUNTED i1", "MATCHED a", "COUNTED s1", "COUNTED s2");
        assertThat(step.bindings()).containsEntry("$in", new BigDecimal(3)).containsEntry("$out", new BigDecimal(11));
    }

    @Test
    void severalFunctionsShareOneListOfMembers() {
        Step step = only(raising("""
                Company( $x : id )
                accumulate( Investment( investor == $x, $m : amount, $to : investee );
                  $sum : total( $m ), $most : largest( $m ), $index : concentration( $m ), $n : count( 1 ), $low : min( $m );
                  $sum > 0, $n == 2 )""").on(company("a"), stake("i1", "a", "b", 30), stake("i2", "a", "c", 10)));
        assertThat(premises(step)).containsExactly("MATCHED a", "COUNTED i1", "COUNTED i2");
        assertThat(step.bindings())
                .containsEntry("$sum", new BigDecimal(40))
                .containsEntry("$most", new BigDecimal(30))
                .containsEntry("$index", new BigDecimal(6250));
    }

    @Test
    void clausesThatShareTheirBeginningNameTheirOwnMembers() {
        Derivation derivation = new Rules(folder)
                .raising("t/p", """
                rule "one"
                when
                  Company( $x : id )
                  accumulate( Investment( investor == $x, $m : amount ); $sum : total( $m ); $sum > 0 )
                then
                  raise( drools, points( "x", $sum ), $x );
                end
                rule "two"
                when
                  Company( $x : id )
                  accumulate( Investment( investor == $x, $m : amount ); $sum : total( $m ); $sum > 0 )
                  exists SupplyContract( supplier == $x )
                then
                  raise( drools, points( "x", $sum ), $x );
                end
                rule "three"
                when
                  Company( $x : id )
                  exists SupplyContract( supplier == $x )
                then
                  raise( drools, points( "x", 3 ), $x );
                end
                """)
                .on(company("a"), stake("i1", "a", "b", 3), supply("s1", "a", "b", 5));
        assertThat(derivation.steps()).extracting(Step::clause).containsExactly("one", "three", "two");
        assertThat(premises(derivation.steps().get(0))).containsExactly("MATCHED a", "COUNTED i1");
        assertThat(premises(derivation.steps().get(1))).containsExactly("MATCHED a", "WITNESS s1");
        assertThat(premises(derivation.steps().get(2))).containsExactly("MATCHED a", "COUNTED i1", "WITNESS s1");
    }

    // ---- exists

    @Test
    void everyWitnessIsNamed() {
        Step step = only(raising("Company( $x : id )\nexists Investment( investor == $x )")
                .on(company("a"), stake("i1", "a", "b", 3), stake("i2", "a", "c", 4), stake("i3", "z", "c", 4)));
        assertThat(premises(step)).containsExactly("MATCHED a", "WITNESS i1", "WITNESS i2");
    }

    @Test
    void withoutAWitnessNothingFollows() {
        assertThat(raising("Company( $x : id )\nexists Investment( investor == $x )")
                        .on(company("a"), stake("i3", "z", "c", 4))
                        .steps())
                .isEmpty();
    }

    @Test
    void theWitnessesOfTwoPatternsAreNamed() {
        Step step = only(raising(
                        "Company( $x : id )\nexists( Investment( investor == $x, $y : investee ) and Company( id == $y ) )")
                .on(company("a"), lab("b"), stake("i1", "a", "b", 3), stake("i2", "a", "c", 4)));
        assertThat(premises(step)).containsExactly("MATCHED a", "WITNESS b", "WITNESS i1");
    }

    @Test
    void theWitnessesAreNamedWhereTheyComeFirst() {
        Step step = only(raising("exists Investment( investor == \"a\" )\nCompany( $x : id )")
                .on(company("q"), stake("i1", "a", "b", 3), stake("i2", "a", "c", 4)));
        assertThat(premises(step)).containsExactly("WITNESS i1", "WITNESS i2", "MATCHED q");
    }

    @Test
    void theWordThatCountsWitnessesIsNoBindingOfTheAuthor() {
        Step step = only(raising("Company( $x : id )\nexists Investment( investor == $x )")
                .on(company("a"), stake("i1", "a", "b", 3)));
        assertThat(step.bindings()).containsOnlyKeys("$x");
    }

    // ---- not

    @Test
    void whatWasAbsentIsNamedWithTheValuesBound() {
        Step step = only(clause(
                        "$c : Company( $x : id )\nParameter( id == \"p.min\", $min : value )\n"
                                + "not Investment( investor == $x, amount > $min, investee != $c.name, instrument == Instrument.EQUITY )",
                        "raise( drools, points( \"x\", 1 ), $x );")
                .parameter("p.min")
                .on(company("a"), stake("i1", "a", "b", 3), threshold("p.min", 5)));
        assertThat(premises(step)).containsExactly("MATCHED a", "MATCHED Parameter p.min, 5, null, null, USD, null");
        assertThat(step.absences())
                .containsExactly(new Absence(List.of(new Absence.Pattern(
                        "Investment",
                        List.of(
                                new Absence.Condition("investor == $x", "investor", "==", "a"),
                                new Absence.Condition("amount > $min", "amount", ">", new BigDecimal(5)),
                                new Absence.Condition("investee != $c.name", "investee", "!=", "a"),
                                new Absence.Condition(
                                        "instrument == Instrument.EQUITY", "instrument", "==", "EQUITY"))))));
    }

    @Test
    void theMembersOfATotalBehindAnAbsenceAreNamed() {
        for (String absence : List.of(
                "not Rivalry( left == $x )",
                "not Rivalry( left == $x )\nnot Backstop( guarantor == $x )",
                "not( Rivalry( left == $x, $z : right ) and Company( id == $z ) )")) {
            Step step = only(raising("Company( $x : id )\n" + absence
                            + "\naccumulate( Investment( investor == $x, $m : amount ); $in : total( $m ) )"
                            + "\nexists SupplyContract( supplier == $x )"
                            + "\naccumulate( Company( id == $x, $u : id ) and Investment( investee == $u, $n : amount );"
                            + " $out : total( $n ) )")
                    .on(
                            company("a"),
                            stake("i1", "a", "b", 3),
                            stake("i2", "a", "c", 4),
                            supply("s1", "a", "b", 5),
                            stake("i3", "c", "a", 6)));
            assertThat(premises(step))
                    .as(absence)
                    .startsWith("MATCHED a", "COUNTED i1", "COUNTED i2", "WITNESS s1")
                    .contains("COUNTED i3");
            assertThat(step.bindings())
                    .containsEntry("$in", new BigDecimal(7))
                    .containsEntry("$out", new BigDecimal(6));
        }
    }

    @Test
    void theMembersOfATotalBehindAnAbsenceThatComesFirstAreNamed() {
        Step step = only(clause(
                        "not Rivalry()\naccumulate( Investment( $m : amount ); $sum : total( $m ) )\nCompany( $x : id )",
                        "raise( drools, points( \"x\", 1 ), $x );")
                .on(company("a"), stake("i1", "a", "b", 3)));
        assertThat(premises(step)).containsExactly("COUNTED i1", "MATCHED a");
    }

    @Test
    void whatIsPresentIsNotAbsent() {
        assertThat(raising("Company( $x : id )\nnot Investment( investor == $x )")
                        .on(company("a"), stake("i1", "a", "b", 3))
                        .steps())
                .isEmpty();
    }

    @Test
    void anAbsentCombinationIsNamedAsAWhole() {
        Rules rules = raising(
                "Company( $x : id )\nnot( Investment( investor == $x, $y : investee ) and Company( id == $y ) )");
        Step step = only(rules.on(company("a"), stake("i1", "a", "b", 3)));
        assertThat(step.absences()).hasSize(1);
        assertThat(step.absences().get(0).patterns())
                .extracting(Absence.Pattern::kind)
                .containsExactly("Investment", "Company");
        assertThat(step.absences().get(0).patterns().get(0).conditions())
                .containsExactly(new Absence.Condition("investor == $x", "investor", "==", "a"));
        assertThat(step.absences().get(0).patterns().get(1).conditions())
                .containsExactly(new Absence.Condition("id == $y", "id", "==", null));
        assertThat(rules.on(company("a"), stake("i1", "a", "a", 3)).steps()).isEmpty();
    }

    @Test
    void anAbsentConclusionIsNamed() {
        Rules rules = new Rules(folder).concluding("a/late", """
                        rule "none"
                        when
                          Company( $x : id )
                          not Holding( holder == $x )
                        then
                          conclude( drools, new Supplies( $x, "nobody" ) );
                        end
                        """).concluding("z/early", """
                        rule "some"
                        when
                          Investment( $x : investor, $y : investee )
                        then
                          conclude( drools, new Holding( $x, $y ) );
                        end
                        """);
        Derivation derivation = rules.on(company("a"), company("b"), stake("i1", "a", "b", 3));
        Step late = derivation.steps().get(0);
        assertThat(late.policy()).isEqualTo("a/late");
        assertThat(late.absences())
                .containsExactly(new Absence(List.of(new Absence.Pattern(
                        "Holding", List.of(new Absence.Condition("holder == $x", "holder", "==", "b"))))));
        assertThat(derivation.steps()).hasSize(2);
    }

    // ---- the rest

    @Test
    void theMembersOfAFieldAreMatchedOneByOne() {
        Derivation derivation = raising(
                        "$m : Mitigation( $parties : parties )\n$x : String( this != \"b\" ) from $parties")
                .on(new Mitigation("m", List.of("a", "b", "c"), MitigationKind.FIREWALL, List.of()));
        assertThat(derivation.signals().keySet())
                .extracting(k -> k.parties().get(0))
                .containsExactly("a", "c");
        assertThat(derivation.steps()).allSatisfy(s -> assertThat(premises(s)).containsExactly("MATCHED m"));
    }

    @Test
    void ofAChoiceTheOneThatMatchedIsNamed() {
        Derivation derivation = raising(
                        "Company( $x : id )\n( Investment( investor == $x ) or SupplyContract( supplier == $x ) )")
                .on(
                        company("a"),
                        company("b"),
                        company("c"),
                        stake("i1", "a", "b", 3),
                        supply("s1", "a", "b", 5),
                        supply("s2", "b", "a", 5));
        assertThat(derivation.steps())
                .extracting(Rules::premises)
                .containsExactly(
                        List.of("MATCHED a", "MATCHED i1"),
                        List.of("MATCHED a", "MATCHED s1"),
                        List.of("MATCHED b", "MATCHED s2"));
    }

    @Test
    void aTotalBehindAChoiceStillNamesItsMembers() {
        Derivation derivation = raising("""
                Company( $x : id )
                ( Investment( investor == $x ) or SupplyContract( supplier == $x ) )
                accumulate( Rivalry( left == $x ); $n : count( 1 ) )
                exists Rivalry( right == $x )""")
                .on(
                        company("a"),
                        stake("i1", "a", "b", 3),
                        supply("s1", "a", "b", 5),
                        rivalry("r1", "a", "b"),
                        rivalry("r2", "b", "a"));
        assertThat(derivation.steps())
                .extracting(Rules::premises)
                .containsExactly(
                        List.of("MATCHED a", "MATCHED i1", "COUNTED r1", "WITNESS r2"),
                        List.of("MATCHED a", "MATCHED s1", "COUNTED r1", "WITNESS r2"));
    }

    @Test
    void aChainOfConclusionsLeadsBackToTheFacts() {
        Derivation derivation = new Rules(folder)
                .concluding("t/hold", """
                        rule "one" when Investment( $a : investor, $b : investee ) then conclude( drools, new Holding( $a, $b ) ); end
                        rule "two" when Holding( $a : holder, $b : company ) Company( id == $b ) then conclude( drools, new Supplies( $a, $b ) ); end
                        """)
                .raising("t/sig", """
                        rule "three" when Supplies( $x : supplier ) then raise( drools, points( "x", 1 ), $x ); end
                        """)
                .on(company("b"), stake("i1", "a", "b", 3));
        assertThat(derivation.steps()).extracting(Step::clause).containsExactly("one", "two", "three");
        assertThat(derivation.factsUnder(derivation.steps().get(2))).containsExactly("b", "i1");
    }

    @Test
    void everyJustificationOfOneConclusionIsKept() {
        Derivation derivation = new Rules(folder)
                .concluding("t/hold", """
                        rule "one" when Investment( $a : investor, $b : investee ) then conclude( drools, new Holding( $a, $b ) ); end
                        rule "two" when SupplyContract( $a : supplier, $b : customer ) then conclude( drools, new Holding( $a, $b ) ); end
                        """)
                .raising("t/sig", """
                        rule "three" when Holding( $x : holder ) then raise( drools, points( "x", 1 ), $x ); end
                        """)
                .on(stake("i1", "a", "b", 3), stake("i2", "a", "b", 4), supply("s1", "a", "b", 1));
        assertThat(derivation.justifying(new Holding("a", "b")))
                .extracting(Rules::premises)
                .containsExactly(List.of("MATCHED i1"), List.of("MATCHED i2"), List.of("MATCHED s1"));
        // Equal conclusions are one, so what builds on them fires once.
        assertThat(derivation.signals().values())
                .hasSize(1)
                .allSatisfy(s -> assertThat(s).hasSize(1));
    }

    @Test
    void aSignalIsReadByAnotherPolicy() {
        Derivation derivation = new Rules(folder)
                .raising(
                        "first/one",
                        "rule \"r\" when Company( $x : id, roles contains CompanyRole.AI_LAB ) then raise( drools, points( \"x\", 1 ), $x ); end")
                .raising(
                        "other/one",
                        "rule \"r\" when Company( $x : id ) then raise( drools, points( \"x\", 1 ), $x ); end")
                .raising("second/two", """
                        rule "r" when $s : Signal( pack == "first", $parties : parties ) $x : String() from $parties
                        then raise( drools, points( "x", 1 ), $x ); end
                        """)
                .on(lab("a"), company("b", CompanyRole.CLOUD));
        assertThat(derivation.signals().keySet())
                .extracting(k -> k.policy() + " " + k.parties().get(0))
                .containsExactly("first/one a", "other/one a", "other/one b", "second/two a");
        Step second = derivation.steps().get(3);
        assertThat(second.premises())
                .singleElement()
                .satisfies(p -> assertThat(p.item()).isInstanceOf(Signal.class));
        assertThat(derivation.factsUnder(second)).containsExactly("a");
    }
}
