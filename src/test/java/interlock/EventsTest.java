package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.Diagnostic;
import interlock.policytest.TestResult;
import interlock.report.Report;
import interlock.report.Report.Missing;
import interlock.report.Report.Undecided;
import interlock.report.Report.Verdict;
import interlock.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thresholds go by the day of their event, and what is not told leaves a clause undecided and not false. */
class EventsTest {
    private static final String HEADER = """
            /**
             * For a test.
             *
             * @title    A policy of one's own
             * @version  1.0
             * @level    info
             * @says     {$x} takes a stake in {$y}
             */
            package own.policy;

            rule "one"
            when
            %s
            then
              raise( drools, points( "one", 1 ), $x, $y );
            end
            """;

    @TempDir
    Path folder;

    private Path rules;

    @BeforeEach
    void thresholds() throws IOException {
        rules = Files.createDirectories(folder.resolve("rules"));
        Path parameters = Files.createDirectories(rules.resolve("parameters"));
        for (Path from : List.of(Path.of("rules/parameters"), Path.of("src/test/data/events/rules/parameters"))) {
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, parameters.resolve(file.getFileName()));
                }
            }
        }
    }

    private void policy(String name) throws IOException {
        Files.createDirectories(rules.resolve("merger"));
        for (String end : List.of(".drl", ".test.yaml")) {
            Files.copy(
                    Path.of("src/test/data/events/rules/merger").resolve(name + end),
                    rules.resolve("merger").resolve(name + end));
        }
    }

    private void own(String when) throws IOException {
        Files.createDirectories(rules.resolve("own"));
        Files.writeString(rules.resolve("own/policy.drl"), HEADER.formatted(when));
    }

    private Report run(LocalDate asOf, String... facts) throws IOException {
        Path base = Files.createDirectories(folder.resolve("facts"));
        Files.writeString(
                base.resolve("facts.yaml"),
                """
                sources: [{id: wire, title: Wire, publisher: Wire, letter: A}]
                facts:
                  - {kind: Company, id: alpha, name: Alpha}
                  - {kind: Company, id: beta, name: Beta}
                """
                        + Stream.of(facts)
                                .map(f -> "  - {" + f + ", evidence: [{source: wire, credibility: 1}]}\n")
                                .collect(Collectors.joining()));
        Query all = Query.everything();
        return ReportSchema.valid(Interlock.open(List.of(base), List.of(rules))
                .run(new Query(
                        Optional.of(asOf),
                        Optional.of(asOf),
                        all.policies(),
                        all.parties(),
                        all.minLevel(),
                        all.firings())));
    }

    private static String stake(String more) {
        return "kind: Investment, id: stake, investor: alpha, investee: beta, instrument: EQUITY, " + more;
    }

    private static List<String> missing(Report report) {
        return report.undecided().stream()
                .flatMap(u -> u.clauses().stream())
                .flatMap(c -> c.missing().stream())
                .map(Missing::because)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // A deal of $130m: more than the value of 2025, less than that of 2026.
        "2025-02-20, 125m, true",
        "2025-02-21, 125m, false",
        "2025-02-21, 130m, true",
        "2026-02-16, 130m, true",
        "2026-02-17, 130m, false",
        "2026-02-17, 134m, true",
        "2024-03-06, 120m, true",
    })
    void theValueOfTheDayOfClosingApplies(LocalDate closing, String amount, boolean raised) throws IOException {
        policy("size");
        for (LocalDate asOf : List.of(closing, LocalDate.of(2026, 12, 31))) {
            Report report = run(asOf, stake("amount: " + amount + ", status: COMPLETED, from: " + closing));
            assertThat(report.signals()).as("as of " + asOf).hasSize(raised ? 1 : 0);
            assertThat(report.undecided()).isEmpty();
        }
    }

    @Test
    void aProofCitesTheRowAndTheDayOfTheEvent() throws IOException {
        policy("size");
        Report report = run(
                LocalDate.of(2026, 12, 31),
                stake("amount: 130m, status: SIGNED, from: 2025-11-03, closing: 2026-02-16"),
                "kind: Investment, id: later, investor: beta, investee: alpha, instrument: EQUITY, amount: 200m, status: COMPLETED, from: 2026-02-17");
        assertThat(report.parameters())
                .containsOnlyKeys("us.hsr.size-of-transaction@2025-02-21", "us.hsr.size-of-transaction@2026-02-17")
                .hasEntrySatisfying(
                        "us.hsr.size-of-transaction@2025-02-21",
                        p -> assertThat(p.says()).isEqualTo("$126.4m"));
        assertThat(report.proofs().values())
                .filteredOn(p -> p.premises().contains("stake"))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.parameters()).containsExactly("us.hsr.size-of-transaction@2025-02-21");
                    assertThat(p.because())
                            .anySatisfy(b -> assertThat(b).contains("is on 16 February 2026", "$126.4m"));
                    assertThat(p.byEvent().get("us.hsr.size-of-transaction@2025-02-21"))
                            .startsWith("the closing of the investment Alpha–Beta")
                            .endsWith("is on 16 February 2026");
                });
    }

    @Test
    void theDayOfSigningIsThatOnWhichAnEarlierAssertionHadItSigned() throws IOException {
        own("""
                  Investment( $deal : id, $x : investor, $y : investee )
                  Applicable( parameter == "test.signing", fact == $deal )
                """);
        String signed = stake("amount: 1bn, status: SIGNED, from: 2026-01-05, asserted: 2026-01-06");
        String completed = stake("amount: 1bn, status: COMPLETED, from: 2026-03-01, asserted: 2026-03-02");
        assertThat(run(LocalDate.of(2026, 3, 31), signed, completed).signals()).hasSize(1);
        assertThat(missing(run(LocalDate.of(2026, 3, 31), completed)))
                .singleElement()
                .asString()
                .contains("day of signing", "is not told");
        assertThat(run(LocalDate.of(2026, 3, 31), completed.replace("asserted", "signed: 2026-01-01, asserted"))
                        .signals())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2025-10-27, 20, true", "2025-10-28, 20, false", "2025-10-28, 25, true"})
    void guidanceAppliesByTheStartOfTheProceedingAndIsNamedAsSuch(LocalDate start, int votes, boolean raised)
            throws IOException {
        own("""
                  Investment( $x : investor, $y : investee, $votes : voting.low )
                  RegulatoryEvent( $case : id, type == RegulatoryKind.INVESTIGATION, parties contains $x, parties contains $y )
                  Applicable( parameter == "uk.cma2.material-influence", fact == $case, value <= $votes )
                """);
        Report report = run(
                LocalDate.of(2026, 3, 31),
                stake("voting: " + votes + ", status: COMPLETED, from: 2025-01-01"),
                "kind: Company, id: authority, name: Authority",
                "kind: RegulatoryEvent, id: case, authority: authority, parties: [alpha, beta], type: INVESTIGATION, status: ACTIVE, from: "
                        + start);
        assertThat(report.signals()).hasSize(raised ? 1 : 0);
        assertThat(report.parameters().values())
                .allSatisfy(p -> assertThat(p.status()).isEqualTo("GUIDANCE"));
        assertThat(report.parameters()).hasSize(raised ? 1 : 0);
    }

    @Test
    void whatIsStayedVacatedRescindedOrProposedNeverApplies() throws IOException {
        String deal = stake("amount: 20m, status: COMPLETED, from: 2026-01-05");
        for (String parameter : List.of("test.vacated", "test.rescinded", "test.proposed")) {
            own("""
                      Investment( $deal : id, $x : investor, $y : investee, $amount : amount )
                      Applicable( parameter == "%s", fact == $deal, value < $amount )
                    """.formatted(parameter));
            Report report = run(LocalDate.of(2026, 3, 31), deal);
            assertThat(report.signals()).isEmpty();
            assertThat(missing(report)).singleElement().asString().contains(parameter + " has no value for");
        }
        // Of the stayed one the older value still applies.
        own("""
                  Investment( $deal : id, $x : investor, $y : investee, $amount : amount )
                  Applicable( parameter == "test.stayed", fact == $deal, value < $amount )
                """);
        Report report = run(LocalDate.of(2026, 3, 31), deal);
        assertThat(report.signals()).isEmpty();
        assertThat(report.undecided()).isEmpty();
        assertThat(run(LocalDate.of(2026, 3, 31), deal.replace("20m", "60m")).signals())
                .hasSize(1);
    }

    @Test
    void aPolicyMayAskForAValueByItsStanding() throws IOException {
        own("""
                  Investment( $x : investor, $y : investee, $amount : amount )
                  Inapplicable( parameter == "test.proposed", status == "PROPOSED", value < $amount )
                """);
        Report report = run(LocalDate.of(2026, 3, 31), stake("amount: 20m, status: COMPLETED, from: 2026-01-05"));
        assertThat(report.signals()).hasSize(1);
        assertThat(report.parameters()).containsOnlyKeys("test.proposed@2020-01-01");
    }

    @Test
    void aPolicyMayAskForTheDayOfAnEvent() throws IOException {
        own("""
                  Investment( $deal : id, $x : investor, $y : investee )
                  Event( fact == $deal, type == EventType.SIGNING, $signed : date )
                  Event( fact == $deal, type == EventType.CLOSING, date > $signed )
                """);
        String deal = stake("status: COMPLETED, from: 2026-03-01, ");
        assertThat(run(LocalDate.of(2026, 3, 31), deal + "signed: 2026-01-01").signals())
                .hasSize(1);
        Report untold = run(LocalDate.of(2026, 3, 31), deal + "asserted: 2026-03-02");
        assertThat(untold.signals()).isEmpty();
        assertThat(untold.undecided())
                .singleElement()
                .satisfies(u -> assertThat(u.clauses().get(0).missing())
                        .singleElement()
                        .satisfies(m -> assertThat(m.figure()).isEqualTo("signed")));
    }

    @Test
    void aValueInAnotherCurrencyIsHeldAgainstDollarsAtTheRateOfTheDay() throws IOException {
        own("""
                  Investment( $deal : id, $x : investor, $y : investee, $amount : amount )
                  Applicable( parameter == "test.euros", fact == $deal, value < $amount )
                """);
        assertThat(run(LocalDate.of(2026, 3, 31), stake("amount: 118m, status: ACTIVE, from: 2025-09-01"))
                        .signals())
                .hasSize(1);
        assertThat(run(LocalDate.of(2026, 3, 31), stake("amount: 116m, status: ACTIVE, from: 2025-09-01"))
                        .signals())
                .isEmpty();
        // No rate is on file for that day.
        assertThat(missing(run(LocalDate.of(2026, 3, 31), stake("amount: 500m, status: ACTIVE, from: 2020-09-01"))))
                .singleElement()
                .asString()
                .contains("test.euros", "without a rate to dollars");
    }

    @Test
    void whatIsNotToldLeavesAClauseUndecidedAndSaysWhatIsMissing() throws IOException {
        policy("turnover");
        Report report = run(LocalDate.of(2026, 3, 31), stake("voting: 20, status: COMPLETED, from: 2026-01-05"));
        assertThat(report.signals()).isEmpty();
        Undecided undecided = report.undecided().get(0);
        assertThat(undecided.parties()).extracting(Report.PartyView::id).containsExactly("alpha", "beta");
        assertThat(undecided.clauses().get(0).facts()).containsExactly("stake");
        assertThat(undecided.clauses().get(0).missing()).singleElement().satisfies(m -> {
            assertThat(m.fact()).isNull();
            assertThat(m.kind()).isEqualTo("Financials");
            assertThat(m.parties()).containsExactly("beta");
            assertThat(m.figure()).isEqualTo("turnover");
            assertThat(m.because()).isEqualTo("no fact on file tells the turnover of Beta (UK)");
        });
        assertThat(report.silent())
                .filteredOn(s -> "merger/turnover".equals(s.policy()))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.verdict()).isEqualTo(Verdict.UNKNOWN);
                    assertThat(s.reason()).startsWith("unknown for Alpha and Beta: no fact on file tells the turnover");
                });
    }

    @Test
    void whatFailsForCertainIsNotUndecidedWhateverElseIsMissing() throws IOException {
        policy("turnover");
        Report report = run(LocalDate.of(2026, 3, 31), stake("voting: 5, status: SIGNED, from: 2026-01-05"));
        assertThat(report.undecided()).isEmpty();
        assertThat(report.silent())
                .filteredOn(s -> "merger/turnover".equals(s.policy()))
                .singleElement()
                .satisfies(s -> assertThat(s.verdict()).isEqualTo(Verdict.NOT_MET));
    }

    @Test
    void casesOfPoliciesCanExpectWhatIsMissing() throws IOException {
        policy("size");
        policy("turnover");
        List<TestResult> results = Interlock.test(List.of(rules));
        assertThat(results)
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.failures()).as(r.name()).isEmpty());
    }

    @Test
    void aCaseThatExpectsSomethingElseToBeMissingFails() throws IOException {
        policy("size");
        Path cases = rules.resolve("merger/size.test.yaml");
        Files.writeString(
                cases,
                Files.readString(cases)
                        .replace("unknown: [stake.closing]", "unknown: [stake.amount]")
                        .replace("missing: [more.amount]", "missing: []")
                        .replace(
                                "silent: {fails: value < $amount, on: [stake]}", "silent: {unknown: [stake.closing]}"));
        assertThat(Interlock.test(List.of(rules)).stream().flatMap(r -> r.failures().stream()))
                .satisfiesExactlyInAnyOrder(
                        f -> assertThat(f).contains("missing for alpha, beta: stake.closing"),
                        f -> assertThat(f).contains("missing: [more.amount]"),
                        f -> assertThat(f).contains("nothing is missing"));
    }

    @Test
    void aThresholdThatGoesByAnEventIsNotAskedForWithoutIt() throws IOException {
        own("""
                  Parameter( id == "us.hsr.size-of-transaction", $min : value )
                  Investment( $x : investor, $y : investee, amount > $min )
                """);
        run(LocalDate.of(2026, 3, 31), stake("amount: 1bn, status: COMPLETED, from: 2026-01-05"));
        assertThat(Interlock.check(List.of(folder.resolve("facts")), List.of(rules)))
                .extracting(Diagnostic::code)
                .containsExactly("IL167");
        assertThat(missing(run(LocalDate.of(2026, 3, 31), stake("amount: 1bn, status: COMPLETED, from: 2026-01-05"))))
                .singleElement()
                .asString()
                .contains("us.hsr.size-of-transaction", "goes by the day of closing");
    }
}
