package interlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.fact.Edit;
import interlock.fact.EditReader;
import interlock.fact.EditReader.Option;
import interlock.fact.ScenarioText;
import interlock.report.PublishedSchema;
import interlock.report.RemedyReport;
import interlock.report.RemedyReport.Because;
import interlock.report.RemedyReport.Change;
import interlock.report.RemedyReport.Remedy;
import interlock.report.RemedyReport.What;
import interlock.report.Report;
import interlock.report.WhatIf;
import interlock.report.render.RemedyJson;
import interlock.report.render.RemedyText;
import interlock.report.render.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clears a signal, and what raises one. */
class RemedyTest {
    private static final String HEAD = """
            /**
             * @title    A title
             * @version  1.0
             * @level    screen
             * @says     something of {$a}
             */
            package t.NAME;
            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;

            """;

    private static final String PARAMETERS = """
            parameters:
              - {id: t.share, value: 20, unit: per cent, reference: own proposal, status: GUIDANCE}
              - {id: t.total, value: 5bn, unit: USD, reference: own proposal, status: GUIDANCE}
            """;

    private static final String FACTS = """
            asOf: 2026-01-30
            sources: [{id: s, title: S, publisher: S, letter: A, published: 2026-01-20}]
            facts:
              - {kind: Company, id: a, name: Alpha}
              - {kind: Company, id: b, name: Beta}
              - {kind: Company, id: c, name: Gamma}
            """;

    @TempDir
    private Path folder;

    private static String fact(String words) {
        return "  - {" + words + (words.contains("status:") ? "" : ", status: ACTIVE")
                + ", from: 2025-06-01, asserted: 2026-01-20, evidence: [{source: s, credibility: 1}]}\n";
    }

    private Interlock interlock(String policy, String... facts) {
        StringBuilder text = new StringBuilder(FACTS);
        for (String fact : facts) {
            text.append(fact(fact));
        }
        write("rules/t/p.drl", HEAD.replace("NAME", "p") + policy);
        write("rules/parameters/t.yaml", PARAMETERS);
        write("facts/facts.yaml", text.toString());
        return Interlock.open(List.of(folder.resolve("facts")), List.of(folder.resolve("rules")));
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RemedyReport only(Interlock interlock, RemedyQuery query) {
        Report report = interlock.run(query.run());
        assertThat(report.signals()).hasSize(1);
        return interlock.remedy(report.signals().get(0).id(), query);
    }

    private static RemedyReport only(Interlock interlock) {
        return only(interlock, RemedyQuery.of(Query.everything()));
    }

    private static List<List<String>> edits(RemedyReport answer) {
        return answer.remedies().stream()
                .map(r -> r.changes().stream().map(Change::edit).toList())
                .toList();
    }

    /** A remedy as a user would try it: by what-if, over all that is on file. */
    private static WhatIf tried(Interlock interlock, Remedy remedy) {
        return interlock.whatIf(read(remedy), Query.everything());
    }

    private static List<Edit> read(Remedy remedy) {
        return EditReader.options(remedy.changes().stream()
                        .map(Change::edit)
                        .map(e -> new Option(e.substring(2, e.indexOf(' ')), e.substring(e.indexOf(' ') + 1)))
                        .toList())
                .edits();
    }

    private static String share(String comparison) {
        return """
                rule "a large share"
                when
                  Parameter( id == "t.share", $least : value )
                  Investment( $a : investor, $b : investee, economic.high %s $least )
                then
                  raise( drools, points( "share", 50 ), $a, $b );
                end
                """.formatted(comparison);
    }

    @Test
    void aShareIsLoweredToTheThresholdWhereMoreThanThatIsAskedFor() {
        RemedyReport answer = only(interlock(
                share(">"), "kind: Investment, id: stake, investor: a, investee: b, economic: 28, instrument: EQUITY"));
        assertThat(edits(answer)).containsExactly(List.of("--set stake.economic=20"), List.of("--collapse stake"));
        Change change = answer.remedies().get(0).changes().get(0);
        assertThat(change.says()).startsWith("economic lowered from 28 % to 20 %: Alpha invests in Beta");
        Because because = change.because();
        assertThat(because).isNotNull();
        assertThat(because.says()).isEqualTo("the policy asks for more than 20 per cent (t.share, own proposal)");
        assertThat(because.parameters()).containsExactly("t.share");
        assertThat(because.at().line()).isEqualTo(15);
    }

    @Test
    void aShareIsLoweredToJustUnderTheThresholdWhereThatIsEnough() {
        RemedyReport answer = only(
                interlock(
                        share(">="),
                        "kind: Investment, id: stake, investor: a, investee: b, economic: {low: 25, high: 28}, instrument: EQUITY"));
        assertThat(edits(answer)).contains(List.of("--set stake.economic=19.99"));
        assertThat(answer.remedies().get(0).changes().get(0).says())
                .startsWith("economic lowered from 28 % to just under 20 % (19.99)");
        assertThat(answer.remedies().get(0).changes().get(0).because()).isNotNull();
    }

    private static final String TOTAL = """
            rule "a large total"
            when
              Parameter( id == "t.total", $least : value )
              Company( $a : id )
              accumulate( Investment( investor == $a, amount != null, $m : amount ); $sum : total( $m ); $sum >= $least )
            then
              raise( drools, points( "total", 50 ), $a );
            end
            """;

    @Test
    void aTotalIsLoweredByTheGapInAMemberThatIsLargeEnough() {
        RemedyReport answer = only(interlock(
                TOTAL,
                "kind: Investment, id: large, investor: a, investee: b, amount: 4bn, instrument: EQUITY",
                "kind: Investment, id: small, investor: a, investee: c, amount: 1.5bn, instrument: EQUITY",
                "kind: Investment, id: tiny, investor: a, investee: c, amount: 0.2bn, instrument: EQUITY"));
        // 5.7 of 5: tiny alone is too little, each of the others is enough by 0.7 and a dollar.
        assertThat(edits(answer))
                .containsExactly(
                        List.of("--set large.amount=3299999999"),
                        List.of("--set small.amount=799999999"),
                        List.of("--collapse large"),
                        List.of("--collapse small"));
        assertThat(answer.whole()).isTrue();
        Because because = answer.remedies().get(0).changes().get(0).because();
        assertThat(because).isNotNull();
        assertThat(because.condition()).isEqualTo("$sum >= $least");
        assertThat(because.says()).isEqualTo("the policy asks for at least $5bn (t.total, own proposal)");
    }

    @Test
    void stakesThatShareAGapAreLoweredInProportionAndMayBeSplitOtherwise() {
        RemedyReport answer = only(interlock(
                TOTAL,
                "kind: Investment, id: first, investor: a, investee: b, amount: 6bn, instrument: EQUITY",
                "kind: Investment, id: second, investor: a, investee: c, amount: 9bn, instrument: EQUITY"));
        // Each alone is too much, so both have to go down: 15 to just under 5, a third each.
        assertThat(edits(answer).get(0))
                .containsExactly("--set first.amount=2000000000", "--set second.amount=2999999999");
        assertThat(edits(answer)).hasSize(4).allSatisfy(e -> assertThat(e).hasSize(2));
        Remedy remedy = answer.remedies().get(0);
        assertThat(remedy.together()).isNotNull();
        assertThat(remedy.together().fields()).containsExactly("first.amount", "second.amount");
        assertThat(remedy.together().most()).isEqualByComparingTo("4999999999");
        assertThat(RemedyText.of(answer, 10, Style.PLAIN)).contains("together at most $4,999,999,999");
        assertThat(answer.whole()).isTrue();
        assertThat(answer.finished()).isEqualTo(2);
        PublishedSchema.valid("remedy", RemedyJson.of(List.of(answer)));
    }

    @Test
    void aFigureThatADenialLooksForIsLoweredIntoItThoughNoProofRestsOnIt() {
        RemedyReport answer = only(interlock(
                """
                rule "no small contract"
                when
                  Investment( $a : investor, $b : investee )
                  not SupplyContract( supplier == $a, amount > 100000, amount < 1000000 )
                then
                  raise( drools, points( "none", 50 ), $a, $b );
                end
                """,
                "kind: Investment, id: stake, investor: a, investee: b, instrument: EQUITY",
                "kind: SupplyContract, id: large, supplier: a, customer: b, good: CLOUD, amount: 2bn"));
        assertThat(edits(answer)).containsExactly(List.of("--set large.amount=999999"), List.of("--collapse stake"));
    }

    @Test
    void whereABudgetEndsItIsSaidUpToWhichSizeAllWasTried() {
        Interlock interlock = interlock(
                TOTAL,
                "kind: Investment, id: first, investor: a, investee: b, amount: 6bn, instrument: EQUITY",
                "kind: Investment, id: second, investor: a, investee: c, amount: 9bn, instrument: EQUITY");
        RemedyReport answer =
                only(interlock, new RemedyQuery(Query.everything(), 2, new TreeSet<>(), new TreeSet<>(), 7));
        assertThat(answer.finished()).isEqualTo(1);
        assertThat(answer.whole()).isFalse();
        assertThat(answer.notes())
                .anySatisfy(n -> assertThat(n).contains("every set of 1 change was tried, those of 2 not to the end"));
    }

    @Test
    void setsOfSeveralChangesThatRaiseASignalAreFoundBesideSingleOnes() {
        RemedyReport answer = interlock(
                        """
                rule "an exclusive supplier with a stake"
                when
                  Investment( $a : investor, $b : investee, instrument == Instrument.EQUITY )
                  SupplyContract( supplier == $a, customer == $b, exclusive == true )
                then
                  raise( drools, points( "both", 50 ), $a, $b );
                end
                """,
                        "kind: Investment, id: loan, investor: a, investee: b, instrument: DEBT",
                        "kind: SupplyContract, id: open, supplier: a, customer: b, good: CLOUD, exclusive: false")
                .raise("t/p", List.of("a", "b"), RemedyQuery.of(Query.everything()))
                .get(0);
        assertThat(answer.whole()).isTrue();
        assertThat(edits(answer))
                .startsWith(List.of("--set loan.instrument=EQUITY", "--set open.exclusive=true"))
                .anySatisfy(e -> assertThat(e).hasSize(2).anyMatch(c -> c.startsWith("--fact {kind: Investment")));
        assertThat(RemedyText.of(answer, 10, Style.PLAIN))
                .contains("Instrument told as equity", "Exclusive told as true");
    }

    private static final String UNMITIGATED = """
            rule "both sides"
            when
              Investment( $a : investor, $b : investee )
              Rivalry( left == $b, $c : right )
              Investment( investor == $a, investee == $c )
              not Mitigation( parties contains $b, parties contains $c, type == MitigationKind.RECUSAL || type == MitigationKind.FIREWALL )
            then
              raise( drools, points( "both", 50 ), $a );
            end
            """;

    private Interlock rivals(String... more) {
        List<String> facts = new ArrayList<>(List.of(
                "kind: Investment, id: one, investor: a, investee: b, amount: 4bn, instrument: EQUITY",
                "kind: Investment, id: two, investor: a, investee: c, amount: 4bn, instrument: EQUITY, status: IN_TALKS",
                "kind: Rivalry, id: rivals, left: b, right: c, market: m"));
        facts.addAll(List.of(more));
        return interlock(UNMITIGATED, facts.toArray(String[]::new));
    }

    @Test
    void aMitigationIsAddedThatSaysWhatThePolicyLooksFor() {
        Interlock interlock = rivals();
        RemedyReport answer = only(interlock);
        // Rivals are rivals both ways, so both ways of matching are mitigated by one fact.
        assertThat(edits(answer))
                .containsExactly(
                        List.of(
                                "--fact {kind: Mitigation, id: assumed-mitigation-b-c-firewall, parties: [b, c], type: FIREWALL,"
                                        + " status: ACTIVE, from: 2026-01-30, asserted: 2026-01-30}"),
                        List.of(
                                "--fact {kind: Mitigation, id: assumed-mitigation-b-c-recusal, parties: [b, c], type: RECUSAL,"
                                        + " status: ACTIVE, from: 2026-01-30, asserted: 2026-01-30}"),
                        List.of("--collapse two"),
                        List.of("--collapse one"));
        Change change = answer.remedies().get(0).changes().get(0);
        assertThat(change.says()).isEqualTo("on file as well: between Beta and Gamma there is a mitigation (firewall)");
        assertThat(change.because()).isNotNull();
        for (Remedy remedy : answer.remedies()) {
            assertThat(tried(interlock, remedy).after().signals()).isEmpty();
        }
    }

    @Test
    void aRivalryIsLeftAloneUnlessToldOtherwise() {
        Interlock interlock = rivals();
        RemedyQuery query = RemedyQuery.of(Query.everything());
        assertThat(edits(only(interlock, query.with(new TreeSet<>(List.of("Rivalry")), new TreeSet<>()))))
                .contains(List.of("--drop rivals"));
        assertThat(edits(only(interlock, query.with(new TreeSet<>(), new TreeSet<>(List.of("Mitigation", "one"))))))
                .containsExactly(List.of("--collapse two"));
        RemedyReport none =
                only(interlock, query.with(new TreeSet<>(), new TreeSet<>(List.of("Mitigation", "Investment"))));
        assertThat(none.remedies()).isEmpty();
        assertThat(none.notes()).anySatisfy(n -> assertThat(n).contains("--may"));
    }

    @Test
    void whereThereAreTwoProofsBothMustGo() {
        RemedyReport answer = only(
                rivals("kind: Investment, id: again, investor: a, investee: b, amount: 1bn, instrument: EQUITY"),
                RemedyQuery.of(Query.everything()).with(new TreeSet<>(), new TreeSet<>(List.of("Mitigation", "two"))));
        assertThat(edits(answer)).containsExactly(List.of("--collapse again", "--collapse one"));
    }

    @Test
    void aMitigationThatAnotherClauseReadsIsFoundBehindIt() {
        RemedyReport answer = only(
                interlock("""
                        rule "kept apart"
                        when
                          Mitigation( $both : parties, type == MitigationKind.TRUSTEE )
                          $one : String() from $both
                        then
                          conclude( drools, new Holding( $one, $one ) );
                        end

                        rule "not kept apart"
                        when
                          Investment( $a : investor, $b : investee )
                          not Holding( holder == $b, company == $b )
                        then
                          raise( drools, points( "apart", 50 ), $a, $b );
                        end
                        """, "kind: Investment, id: one, investor: a, investee: b, amount: 4bn, instrument: EQUITY"));
        assertThat(edits(answer).get(0))
                .containsExactly(
                        "--fact {kind: Mitigation, id: assumed-mitigation-a-b-trustee, parties: [a, b], type: TRUSTEE,"
                                + " status: ACTIVE, from: 2026-01-30, asserted: 2026-01-30}");
    }

    @Test
    void whatElseASetClearsOrRaisesIsTold() {
        Interlock interlock = interlock(
                """
                rule "exclusive"
                when
                  SupplyContract( $a : supplier, $b : customer, exclusive == true )
                then
                  raise( drools, points( "exclusive", 50 ), $a, $b );
                end

                /** @grade open */
                rule "open"
                when
                  SupplyContract( $a : supplier, $b : customer, exclusive == false )
                then
                  raise( drools, points( "open", 50 ), $a, $b );
                end
                """, "kind: SupplyContract, id: deal, supplier: a, customer: b, good: CLOUD, exclusive: true");
        RemedyReport answer = only(interlock);
        assertThat(edits(answer)).containsExactly(List.of("--set deal.exclusive=false"), List.of("--collapse deal"));
        assertThat(answer.remedies().get(0).effects())
                .singleElement()
                .satisfies(e -> assertThat(e.what()).isEqualTo(What.RAISED))
                .satisfies(e -> assertThat(e.signal().grade()).isEqualTo("open"));
        assertThat(answer.remedies().get(1).effects()).isEmpty();
        assertThat(RemedyText.of(answer, 10, Style.PLAIN))
                .contains("Exclusive no longer: Alpha supplies Beta")
                .contains("but raises: A title (open): Alpha, Beta")
                .doesNotContain("violation");
    }

    @Test
    void aRemedyThatIsSavedIsAScenarioThatClearsTheSignal() {
        Interlock interlock = rivals();
        RemedyReport answer = only(interlock);
        for (Remedy remedy : answer.remedies()) {
            write("saved.yaml", ScenarioText.of("What: \"clears\" it", read(remedy)));
            List<Edit> again = EditReader.file(folder.resolve("saved.yaml")).edits();
            assertThat(again.stream().map(Edit::said))
                    .isEqualTo(remedy.changes().stream().map(Change::edit).toList());
            assertThat(interlock.whatIf(again, Query.everything()).after().signals())
                    .isEmpty();
        }
    }

    @Test
    void whatIsWrittenForProgramsKeepsToItsSchema() {
        Interlock interlock = rivals();
        RemedyQuery query = RemedyQuery.of(Query.everything());
        PublishedSchema.valid("remedy", RemedyJson.of(List.of(only(interlock, query))));
        PublishedSchema.valid("remedy", RemedyJson.of(interlock.raise("t/p", List.of("b"), query)));
        PublishedSchema.valid("remedy", RemedyJson.of(interlock.raise("t/p", List.of("a"), query)));
    }

    @Test
    void whatWouldHoldIfOnlySomeOfWhatIsPendingCameAboutIsSaid() {
        RemedyReport answer = only(
                interlock(
                        """
                rule "an investor without an open contract"
                when
                  Investment( $a : investor, $b : investee )
                  not SupplyContract( supplier == $a, exclusive == false )
                  accumulate( SupplyContract( supplier == $a, $id : id ); $n : count( $id ) )
                then
                  raise( drools, points( "closed", $n ), $a, $b );
                end
                """,
                        "kind: Investment, id: talks, investor: a, investee: b, amount: 4bn, instrument: EQUITY, status: IN_TALKS",
                        "kind: SupplyContract, id: deal, supplier: a, customer: c, good: CLOUD, exclusive: true, status: IN_TALKS"));
        // Waived, the contract stands in the way only if it comes about, and the stake may come about without it.
        assertThat(edits(answer)).containsExactly(List.of("--set deal.exclusive=false"), List.of("--collapse talks"));
        assertThat(answer.remedies().get(0).partly()).isTrue();
        assertThat(answer.remedies().get(1).partly()).isFalse();
        assertThat(RemedyText.of(answer, 10, Style.PLAIN)).contains("but it would hold all the same if only some");
    }

    @Test
    void aBudgetThatIsUsedUpIsSaid() {
        RemedyReport answer =
                only(rivals(), new RemedyQuery(Query.everything(), 2, new TreeSet<>(), new TreeSet<>(), 3));
        assertThat(answer.whole()).isFalse();
        assertThat(answer.notes()).anySatisfy(n -> assertThat(n).contains("budget of 3 evaluations"));
    }

    @Test
    void aSignalIsRaisedByTheFactThatIsMissing() {
        Interlock interlock = interlock(
                UNMITIGATED,
                "kind: Investment, id: one, investor: a, investee: b, amount: 4bn, instrument: EQUITY",
                "kind: Rivalry, id: rivals, left: b, right: c, market: m");
        List<RemedyReport> answers = interlock.raise("t/p", List.of("a"), RemedyQuery.of(Query.everything()));
        assertThat(answers).hasSize(1);
        assertThat(edits(answers.get(0)))
                .containsExactly(List.of("--fact {kind: Investment, id: assumed-investment-a-c-equity, investor: a,"
                        + " investee: c, instrument: EQUITY, status: ACTIVE, from: 2026-01-30, asserted: 2026-01-30}"));
        assertThat(tried(interlock, answers.get(0).remedies().get(0)).after().signals())
                .hasSize(1);
    }

    @Test
    void aSignalIsRaisedByTakingAwayWhatThePolicyDenies() {
        Interlock interlock = rivals("kind: Mitigation, id: wall, parties: [b, c], type: FIREWALL");
        RemedyReport answer = interlock
                .raise("t/p", List.of("a"), RemedyQuery.of(Query.everything()))
                .get(0);
        assertThat(edits(answer)).containsExactly(List.of("--drop wall"));
        Because because = answer.remedies().get(0).changes().get(0).because();
        assertThat(because).isNotNull();
        assertThat(because.condition()).startsWith("not Mitigation(");
    }

    @Test
    void aSignalIsRaisedByAFigureAtItsThreshold() {
        RemedyReport answer = interlock(
                        TOTAL,
                        "kind: Investment, id: large, investor: a, investee: b, amount: 4bn, instrument: EQUITY",
                        "kind: Investment, id: ended, investor: a, investee: c, amount: 3bn, instrument: EQUITY, status: ENDED")
                .raise("t/p", List.of("a"), RemedyQuery.of(Query.everything()))
                .get(0);
        assertThat(edits(answer))
                .startsWith(List.of("--set large.amount=5000000000"), List.of("--complete ended"))
                .anySatisfy(e -> assertThat(e.get(0))
                        .startsWith("--fact {kind: Investment")
                        .contains("amount: 1000000000,"));
        Because because = answer.remedies().get(0).changes().get(0).because();
        assertThat(because).isNotNull();
        assertThat(because.says()).isEqualTo("the policy asks for at least $5bn (t.total, own proposal)");
    }

    @Test
    void aSignalThatIsRaisedAlreadyNeedsNothing() {
        RemedyReport answer = rivals().raise("t/p", List.of("a"), RemedyQuery.of(Query.everything()))
                .get(0);
        assertThat(answer.remedies()).isEmpty();
        assertThat(answer.notes()).singleElement().asString().contains("raised already");
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        Interlock interlock = rivals();
        assertThat(RemedyJson.of(List.of(only(interlock)))).isEqualTo(RemedyJson.of(List.of(only(interlock))));
    }

    @Test
    void aFactThatNobodyAssertedIsCheckedLikeAnyOther() {
        Interlock interlock = rivals();
        assertThatThrownBy(() -> interlock.whatIf(
                        EditReader.options(List.of(new Option(
                                        "fact", "{kind: Mitigation, id: x, parties: [b, zz], type: RECUSAL}")))
                                .edits(),
                        Query.everything()))
                .hasMessageContaining("zz");
        assertThatThrownBy(() -> interlock.whatIf(
                        EditReader.options(List.of(
                                        new Option("fact", "{kind: Mitigation, id: one, parties: [b], type: RECUSAL}")))
                                .edits(),
                        Query.everything()))
                .hasMessageContaining("on file already");
        assertThatThrownBy(() -> EditReader.options(List.of(new Option("fact", "{kind: Mitigation}"))))
                .hasMessageContaining("no fact with an `id`");
    }
}
