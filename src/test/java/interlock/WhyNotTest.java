package interlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.report.PublishedSchema;
import interlock.report.WhyNot;
import interlock.report.WhyNot.Answer;
import interlock.report.WhyNot.ClauseView;
import interlock.report.WhyNot.GapView;
import interlock.report.render.Style;
import interlock.report.render.WhyNotJson;
import interlock.report.render.WhyNotText;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a policy raises nothing for some parties. */
class WhyNotTest {
    private static final String CLAUSES = """
            rule "large"
            when
              Parameter( id == "own.large", $large : value )
              Investment( $x : investor, $y : investee, instrument == Instrument.EQUITY, economic.low > $large )
            then
              raise( drools, points( "a", 1 ), $x, $y );
            end
            """;

    private static final String TOTAL = """
            rule "much in all"
            when
              Parameter( id == "own.sum", $sum : value )
              Company( $y : id )
              accumulate( Investment( investee == $y, $m : amount ); $t : total( $m ); $t >= $sum )
            then
              raise( drools, points( "a", 1 ), $y );
            end
            """;

    private static final String ABSENT = """
            rule "nothing to recuse"
            when
              Holding( $x : holder, $y : company )
              not Rivalry( left == $x, right == $y )
              exists( SupplyContract( supplier == $x, customer == $y ) )
            then
              raise( drools, points( "a", 1 ), $x, $y );
            end
            """;

    private static final String LATER = """
            rule "later"
            when
              Parameter( id == "own.later", $later : value )
              Investment( $x : investor, amount > $later )
            then
              raise( drools, points( "a", 1 ), $x );
            end
            """;

    private static final String RINGS = """
            rule "a stake"
            when
              Investment( $x : investor, $y : investee, amount >= 10 )
            then
              conclude( drools, new Holding( $x, $y ) );
            end

            rule "a stake through another"
            when
              Holding( $x : holder, $y : company )
              Holding( holder == $y, $z : company )
            then
              conclude( drools, new Holding( $x, $z ) );
            end
            """;

    private static final String MISSING = """
            rule "rivals by name"
            when
              Investment( $x : investor, $y : investee )
              Rivalry( left == $x, right == $y, market == "chips" )
            then
              raise( drools, points( "a", 1 ), $x, $y );
            end
            """;

    private static final String OTHERWISE = """
            rule "not directed"
            when
              Rivalry( $x : left, $y : right, market != "models" )
            then
              raise( drools, points( "a", 1 ), $x, $y );
            end
            """;

    private static final String QUOTIENT = """
            rule "a large part of what it is worth"
            when
              Investment( $x : investor, $y : investee, percentage( amount, valuation ) > 40 )
            then
              raise( drools, points( "a", 1 ), $x, $y );
            end
            """;

    /** The unit behind a party is asked for after the stake, as in most policies. */
    private static final String BEHIND = """
            /** @grade votes */
            rule "votes, whoever stands behind"
            when
              Parameter( id == "own.large", $large : value )
              Investment( $deal : id, $unit : investor, $venture : investee, voting.low > $large )
              Age( fact == $deal, months <= 24 )
              Behind( party == $unit, $x : principal )
              Behind( party == $venture, $y : principal, principal != $x )
            then
              raise( drools, points( "a", 1 ), $x, $y );
            end

            /** @grade money */
            rule "money, whoever stands behind"
            when
              Parameter( id == "own.money", $much : value )
              Investment( $unit : investor, $venture : investee, amount > $much )
              Behind( party == $unit, $x : principal )
              Behind( party == $venture, $y : principal, principal != $x )
            then
              raise( drools, points( "a", 1 ), $x, $y );
            end
            """;

    private static final String AGED = """
            rule "lately"
            when
              Investment( $deal : id, $x : investor, $y : investee )
              Age( fact == $deal, months <= 24 )
            then
              raise( drools, points( "a", 1 ), $x, $y );
            end
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        policy(rules, "own/large", CLAUSES, true);
        policy(rules, "own/total", TOTAL, true);
        policy(rules, "own/absent", ABSENT, true);
        policy(rules, "own/later", LATER, true);
        policy(rules, "own/rings", RINGS, false);
        policy(rules, "own/missing", MISSING, true);
        policy(rules, "own/otherwise", OTHERWISE, true);
        policy(rules, "own/quotient", QUOTIENT, true);
        policy(rules, "own/behind", BEHIND, true);
        policy(rules, "own/aged", AGED, true);
        Files.createDirectories(rules.resolve("parameters"));
        Files.copy(Path.of("rules/parameters/likelihood.yaml"), rules.resolve("parameters/likelihood.yaml"));
        Files.writeString(rules.resolve("parameters").resolve("own.yaml"), """
                parameters:
                  - {id: own.large, value: 30, unit: per cent, reference: a proposal}
                  - {id: own.sum, value: 20bn, unit: USD, reference: a proposal}
                  - {id: own.money, value: 3bn, unit: USD, reference: a proposal}
                  - {id: own.later, value: 1, unit: USD, reference: for a test, effectiveFrom: 2030-01-01}
                """);
        Files.writeString(Files.createDirectories(folder.resolve("facts")).resolve("facts.yaml"), """
                asOf: 2026-01-30
                sources:
                  - {id: gazette, title: Talks, publisher: Test Gazette, letter: B, published: 2026-01-01}
                facts:
                  - {kind: Company, id: alpha, name: Alpha}
                  - {kind: Company, id: beta, name: Beta}
                  - {kind: Company, id: gamma, name: Gamma}
                  - {kind: Company, id: delta, name: Delta}
                  - {kind: Company, id: epsilon, name: Epsilon}
                  - {kind: Investment, id: epsilon-alpha, investor: epsilon, investee: alpha, instrument: EQUITY,
                     status: COMPLETED, evidence: [{source: gazette, credibility: 1}], asserted: 2025-01-01}
                  - {kind: Investment, id: alpha-beta, investor: alpha, investee: beta, amount: 8bn, economic: 28, instrument: EQUITY,
                     status: COMPLETED, evidence: [{source: gazette, credibility: 1}], asserted: 2025-01-01}
                  - {kind: Investment, id: gamma-beta, investor: gamma, investee: beta, amount: 7bn, instrument: EQUITY,
                     status: IN_TALKS, evidence: [{source: gazette, credibility: 1}], asserted: 2026-01-15}
                  - {kind: Investment, id: beta-gamma, investor: beta, investee: gamma, amount: 2bn, economic: 40, instrument: EQUITY,
                     status: IN_TALKS, evidence: [{source: gazette, credibility: 1}], asserted: 2026-01-15}
                  - {kind: Investment, id: gamma-alpha, investor: gamma, investee: alpha, amount: 9bn, economic: 50, instrument: EQUITY,
                     status: COMPLETED, to: 2025-06-30, evidence: [{source: gazette, credibility: 1}], asserted: 2025-01-01}
                  - {kind: Company, id: zeta, name: Zeta}
                  - {kind: Company, id: rest, name: Rest}
                  - {kind: Investment, id: delta-rest, investor: zeta, investee: rest, amount: 2bn, valuation: 10bn, instrument: DEBT,
                     status: COMPLETED, evidence: [{source: gazette, credibility: 1}], asserted: 2025-01-01}
                  - {kind: Rivalry, id: rivals, left: alpha, right: beta, market: models, status: ACTIVE,
                     evidence: [{source: gazette, credibility: 1}], asserted: 2025-01-01}
                """);
    }

    private static void policy(Path rules, String id, String clauses, boolean raising) throws IOException {
        Path file = rules.resolve(id + ".drl");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "/**\n * @title    A policy of one's own\n * @version  1.0\n"
                        + (raising ? " * @level    info\n * @says     something\n" : "") + " */\npackage "
                        + id.replace('/', '.') + ";\n\nimport interlock.vocabulary.Fact.*;\n"
                        + "import interlock.vocabulary.Derived.*;\nimport function interlock.policy.dsl.Verbs.*;\n\n"
                        + clauses);
    }

    private static WhyNot whyNot(String policy, String... parties) {
        return whyNot(Query.everything(), policy, parties);
    }

    private static WhyNot whyNot(Query query, String policy, String... parties) {
        WhyNot answer = Interlock.open(List.of(folder.resolve("facts")), List.of(folder.resolve("rules")))
                .whyNot(policy, List.of(parties), query);
        PublishedSchema.valid("why-not", WhyNotJson.of(answer));
        return answer;
    }

    private static GapView gap(WhyNot answer) {
        return answer.clauses().get(0).gaps().get(0);
    }

    private static Query on(int year, int month, int day) {
        return new Query(
                Optional.of(LocalDate.of(year, month, day)), Optional.empty(), List.of(), List.of(), Level.INFO, 1_000);
    }

    @Test
    void aFigureThatFallsShortIsToldWithItsGapItsParameterAndTheChangeThatClosesIt() {
        WhyNot answer = whyNot("own/large", "beta", "alpha");
        assertThat(answer.answer()).isEqualTo(Answer.SILENT);
        ClauseView clause = answer.clauses().get(0);
        // The order in which the parties were given is not the one in which the clause fits them.
        assertThat(clause.asked())
                .extracting(a -> a.variable() + " " + a.value())
                .containsExactly("$x alpha", "$y beta");
        assertThat(clause.met()).isEqualTo(1);
        GapView gap = gap(answer);
        assertThat(gap.says())
                .isEqualTo(
                        "Alpha invests $8bn in Beta, holding 28 % of its economic interest, but the economic share at its"
                                + " lower end is 28 %, and more than 30 % is needed: 2 % short (parameter own.large: 30 per cent, a"
                                + " proposal).");
        assertThat(gap.facts()).containsExactly("alpha-beta");
        assertThat(gap.shortfalls()).singleElement().satisfies(s -> {
            assertThat(s.value()).isEqualTo("28");
            assertThat(s.needed()).containsExactly("30");
            assertThat(s.by()).isEqualTo("2");
            assertThat(s.unknown()).isFalse();
        });
        assertThat(gap.changes()).containsExactly("--set alpha-beta.economic={low: 30.01, high: 30.01}");
        assertThat(WhyNotText.of(answer, false, Style.PLAIN))
                .contains(
                        "with Alpha as x and Beta as y: 1 of 2 conditions are met",
                        "what-if --set 'alpha-beta.economic={low: 30.01,");
    }

    @Test
    void aMissingFactIsNamedWhereNothingAboutItIsOpen() {
        GapView gap = gap(whyNot("own/missing", "epsilon", "alpha"));
        assertThat(gap.changes())
                .containsExactly(
                        "--fact {kind: Rivalry, id: assumed-rivalry-epsilon-alpha, left: epsilon, right: alpha,"
                                + " market: \"chips\", status: ACTIVE, from: 2026-01-30, asserted: 2026-01-30}");
    }

    @Test
    void whereAnythingElseWouldDoNoEditIsNamed() {
        assertThat(gap(whyNot("own/otherwise", "alpha", "beta")).changes()).isEmpty();
    }

    @Test
    void ofAShareTheFigureIsMovedInProportion() {
        GapView gap = gap(whyNot("own/quotient", "zeta", "rest"));
        assertThat(gap.changes()).containsExactly("--set delta-rest.amount=4000000001");
    }

    @Test
    void whatIsUnknownIsToldApartFromWhatIsFalse() {
        GapView gap = gap(whyNot("own/large", "epsilon", "alpha"));
        assertThat(gap.says())
                .contains("the economic share at its lower end is not known, and more than 30 % is needed");
        assertThat(gap.shortfalls()).singleElement().satisfies(s -> {
            assertThat(s.unknown()).isTrue();
            assertThat(s.value()).isNull();
            assertThat(s.by()).isNull();
        });
        assertThat(gap.changes()).containsExactly("--set epsilon-alpha.economic={low: 30.01, high: 30.01}");
    }

    @Test
    void aTotalIsToldWithItsMembersAndItsGap() {
        GapView gap = gap(whyNot("own/total", "beta"));
        assertThat(gap.sort()).isEqualTo("TOTAL");
        assertThat(gap.says())
                .contains(
                        "is $15bn, and at least $20bn is needed: $5bn short (parameter own.sum: $20bn, a proposal); added up: ");
        assertThat(gap.facts()).containsExactly("alpha-beta", "gamma-beta");
        assertThat(gap.changes()).containsExactly("--set alpha-beta.amount=13bn");
    }

    @Test
    void whatIsInTheWayIsNamed() {
        GapView gap = gap(whyNot("own/absent", "alpha", "beta"));
        assertThat(gap.says()).isEqualTo("In the way: Alpha and Beta compete in models.");
        assertThat(gap.facts()).containsExactly("rivals");
        assertThat(gap.changes()).containsExactly("--drop rivals");
    }

    @Test
    void aMissingConclusionIsFollowedIntoTheClausesThatCouldConcludeItAndARingOfThemEnds() {
        ClauseView clause = whyNot("own/absent", "delta", "alpha").clauses().get(0);
        GapView gap = clause.gaps().get(0);
        assertThat(gap.sort()).isEqualTo("MISSING");
        assertThat(gap.says()).isEqualTo("Nothing leads to this: Delta has a stake in Alpha.");
        assertThat(gap.beneath())
                .extracting(b -> b.policy() + ": " + b.clause())
                .containsExactly("own/rings: a stake", "own/rings: a stake through another");
        assertThat(gap.beneath().get(0).gaps().get(0).says())
                .startsWith("No fact says this: Delta invests in Alpha, where the amount is at least 10");
    }

    @Test
    void aParameterThatIsNotInForceIsToldWithTheDayFromWhichItIs() {
        WhyNot answer = whyNot("own/later", "alpha");
        assertThat(gap(answer).sort()).isEqualTo("PARAMETER");
        assertThat(gap(answer).says())
                .contains("parameter own.later is not in force on 30 January 2026")
                .contains("from 1 January 2030");
        assertThat(gap(answer).parameter()).isEqualTo("own.later");
    }

    @Test
    void aFactThatHoldsOnAnotherDayOrIsKnownOnlyLaterIsToldSo() {
        GapView over = gap(whyNot("own/large", "gamma", "alpha"));
        assertThat(over.sort()).isEqualTo("OUTSIDE");
        assertThat(over.says()).contains("Gamma invests $9bn in Alpha", "(only until 30 June 2025)");
        assertThat(over.changes()).containsExactly("--complete gamma-alpha");
        GapView later = gap(whyNot(on(2025, 3, 1), "own/large", "beta", "gamma"));
        assertThat(later.says()).contains("(nobody had said so before 15 January 2026)");
        assertThat(later.changes()).isEmpty();
    }

    @Test
    void aSignalThatIsRaisedIsToldWithWhatItHangsOn() {
        WhyNot contingent = whyNot("own/large", "beta", "gamma");
        assertThat(contingent.answer()).isEqualTo(Answer.CONTINGENT);
        assertThat(contingent.signals())
                .singleElement()
                .satisfies(s -> assertThat(s.contingentOn()).containsExactly("beta-gamma"));
        assertThat(WhyNotText.of(contingent, false, Style.PLAIN))
                .contains(
                        "does raise a signal, if what is pending comes about,",
                        "it hangs on: In talks: Beta invests $2bn");
        assertThat(whyNot(on(2025, 3, 1), "own/large", "gamma").answer()).isEqualTo(Answer.ESTABLISHED);
    }

    @Test
    void aPartyThatNoFactNamesIsToldSo() {
        assertThat(whyNot("own/large", "delta").notes())
                .containsExactly("no fact that holds on 30 January 2026 names Delta, but for its own entry");
        assertThat(whyNot("own/total", "alpha", "beta", "gamma").notes())
                .contains("no clause of the policy speaks of so many parties");
    }

    @Test
    void aPolicyThatOnlyConcludesRaisesNothingThatCouldBeMissing() {
        assertThatThrownBy(() -> whyNot("own/rings", "alpha")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachSilenceOfAReportSaysWhatComesNearest() {
        Interlock interlock = Interlock.open(List.of(folder.resolve("facts")), List.of(folder.resolve("rules")));
        var report = interlock.run(on(2026, 1, 30));
        assertThat(report.silent().stream().filter(s -> "own/total".equals(s.policy())))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.nearest()).isNotNull();
                    assertThat(s.nearest().says()).contains("$15bn", "at least $20bn is needed", "$5bn short");
                    assertThat(s.nearest().met()).isEqualTo(2);
                    assertThat(s.nearest().of()).isEqualTo(3);
                });
    }

    @Test
    void aClauseStopsAtADealOfThePartiesEvenIfItAsksForThemAfterTheDeal() {
        WhyNot answer = whyNot("own/behind", "zeta", "rest");
        ClauseView clause = answer.clauses().stream()
                .filter(c -> "votes".equals(c.grade()))
                .findFirst()
                .orElseThrow();
        assertThat(clause.conditions())
                .extracting(c -> c.says())
                .startsWith(
                        "The parameter own.large is the value (“large”).",
                        "Zeta stands behind the unit.",
                        "Rest stands behind the venture, where the principal is not Zeta.");
        assertThat(clause.met()).isEqualTo(3);
        assertThat(clause.gaps().get(0).facts()).contains("delta-rest");
        assertThat(clause.gaps().get(0).says()).contains("the voting share at its lower end is not known");
    }

    @Test
    void eachGradeIsMetNotMetOrUnknownWithWhatIsMissing() {
        WhyNot both = whyNot("own/behind", "alpha", "beta");
        assertThat(both.answer()).isEqualTo(Answer.ESTABLISHED);
        assertThat(both.grades())
                .extracting(g -> g.grade() + " " + g.verdict())
                .containsExactly("votes UNKNOWN", "money MET");
        assertThat(both.grades().get(0).missing())
                .extracting(m -> m.figure())
                .containsExactlyInAnyOrder("voting", "from");
        assertThat(both.clauses())
                .as("what is met is not told of as missing")
                .extracting(ClauseView::grade)
                .containsExactly("votes");
        WhyNot neither = whyNot("own/behind", "zeta", "rest");
        assertThat(neither.grades())
                .extracting(g -> g.grade() + " " + g.verdict())
                .containsExactly("votes UNKNOWN", "money NOT_MET");
        assertThat(WhyNotText.of(neither, false, Style.PLAIN))
                .contains("votes: unknown, since ", "money: not met")
                .doesNotContain("months months");
    }

    @Test
    void whatHasNoDayHasAnAgeThatNobodyKnows() {
        GapView gap = whyNot(on(2026, 1, 30), "own/aged", "zeta", "rest")
                .clauses()
                .get(0)
                .gaps()
                .get(0);
        assertThat(gap.says()).startsWith("Nobody tells from when").endsWith("so how old it is is not known.");
    }
}
