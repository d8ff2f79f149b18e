package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of {@code test} gets, over a small rule set of which two conditions in three are covered. */
final class TestCommandTest {
    private static final String POLICY = """
            /**
             * @title    Holds much
             * @version  1.0
             * @level    screen
             * @says     {$x} holds much
             */
            package demo.holds;
            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;

            rule "much is held"
            when
              Investment( $x : investor, $y : investee, amount > 5, instrument != Instrument.DEBT )
              not Rivalry( )
            then
              raise( drools, points( "held", 40 ), $x );
            end
            """;

    private static final String TESTS = """
            policy: demo/holds
            facts:
              - {kind: Investment, id: stake, investor: bank, investee: lab, instrument: EQUITY, amount: 9}
            cases:
              - {name: much, raises: {parties: [bank]}}
              - {name: a rivalry, given: [{kind: Rivalry, id: r, left: a, right: b, market: m}], silent: true}
              - {name: little, set: {stake: {amount: 5}}, nearMiss: {fails: amount > 5, set: {stake: {amount: 6}}}}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void theRules() throws IOException {
        Files.createDirectories(folder.resolve("demo"));
        Files.writeString(folder.resolve("demo/holds.drl"), POLICY);
        Files.writeString(folder.resolve("demo/holds.test.yaml"), TESTS);
    }

    private Console test(String... options) {
        String[] all = new String[options.length + 3];
        System.arraycopy(options, 0, all, 3, options.length);
        all[0] = "test";
        all[1] = "--rules";
        all[2] = folder.toString();
        return Console.run(all);
    }

    @Test
    void testsThatPassExitWithNothingSaidOfCoverage() {
        Console console = test();
        assertThat(console.exit()).as(console.err()).isZero();
        assertThat(console.out()).isEqualTo("7 passed, 0 failed\n");
    }

    @Test
    void coverageIsToldWhenAskedFor() {
        Console console = test("--coverage");
        assertThat(console.exit()).isZero();
        assertThat(console.out())
                .contains("2 of 3, 66.6 %", "demo/holds.drl:14:57 never false: `instrument != Instrument.DEBT`");
    }

    @Test
    void tooLittleCoverageIsANo() {
        Console enough = test("--min-coverage", "66");
        assertThat(enough.exit()).isZero();
        assertThat(enough.out()).contains("66.6 %");
        Console little = test("--min-coverage", "67");
        assertThat(little.exit()).isEqualTo(1);
        assertThat(little.out()).contains("7 passed, 0 failed");
        assertThat(little.err())
                .contains("error: 66.6 % of the conditions were seen both ways, which is less than 67 %");
    }

    @Test
    void whatIsNoPercentageIsWrongUsage() {
        for (String wrong : new String[] {"101", "-1", "much", "66.6"}) {
            Console console = test("--min-coverage", wrong);
            assertThat(console.exit()).as(wrong).isEqualTo(2);
        }
        assertThat(test("--min-coverage", "much").err()).contains("`much` is not a whole number from 0 to 100");
    }

    @Test
    void aFolderStandsForItsCaseStudies(@TempDir Path studies) throws IOException {
        Files.createDirectories(studies.resolve("bank"));
        Files.writeString(studies.resolve("bank/facts.yaml"), """
                asOf: 2024-05-01
                sources:
                  - {id: wire, title: Wire, publisher: Wire, letter: A}
                facts:
                  - {kind: Company, id: bank, name: Bank}
                  - {kind: Company, id: lab, name: Lab}
                  - kind: Investment
                    id: stake
                    investor: bank
                    investee: lab
                    amount: 7
                    instrument: EQUITY
                    status: COMPLETED
                    from: 2024-02-01
                    evidence: [{source: wire, credibility: 1}]
                """);
        Path file = studies.resolve("bank/case.test.yaml");
        String study = """
                study: A bank and a lab
                cases:
                  - {name: much, policy: demo/holds, raises: {parties: [bank]}}
                """;
        Files.writeString(file, study);
        Console alone = test(studies.toString());
        assertThat(alone.exit()).as(alone.err() + alone.out()).isZero();
        assertThat(alone.out()).isEqualTo("2 passed, 0 failed\n");
        assertThat(test(studies.toString(), "demo/holds").out()).isEqualTo("9 passed, 0 failed\n");
        assertThat(test("--format", "json", studies.toString()).out())
                .contains("\"demo/holds: much\"", "\"on 2024-05-01 no policy raises anything else\"");

        Files.writeString(file, study.replace("raises: {parties: [bank]}", "silent: true"));
        Console wrong = test(studies.toString());
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.out()).contains("demo/holds: much", "expected: nothing", "1 passed, 1 failed");
        assertThat(Console.run(
                                "run",
                                "--rules",
                                folder.toString(),
                                "--facts",
                                studies.resolve("bank").toString())
                        .exit())
                .as("the file of tests is no fact file")
                .isZero();
    }

    @Test
    void caseStudiesHaveNoCoverageAndAFolderWithoutOneIsSaidToHaveNone(@TempDir Path studies) {
        Console covered = test("--coverage", studies.toString());
        assertThat(covered.exit()).isEqualTo(2);
        assertThat(covered.err()).contains("case studies show nothing of the coverage of policies");
        Console none = test(studies.toString());
        assertThat(none.exit()).isEqualTo(3);
        assertThat(none.err()).contains("there is no case study in this folder");
    }

    @Test
    void aFailureIsANoInEveryFormat() throws IOException {
        Files.writeString(
                folder.resolve("demo/holds.test.yaml"), TESTS.replace("raises: {parties: [bank]}", "silent: true"));
        for (String format : new String[] {"human", "json", "junit"}) {
            Console console = test("--format", format);
            assertThat(console.exit()).as(format).isEqualTo(1);
            assertThat(console.out()).contains("expected: nothing").contains("much is held");
        }
    }

    @Test
    void resultsForMachinesGoWholeToTheirFile() throws IOException {
        Path xml = folder.resolve("result.xml");
        Console console = test("--format", "junit", "--min-coverage", "100", "-o", xml.toString());
        assertThat(console.exit()).isEqualTo(1);
        assertThat(console.out()).isEmpty();
        assertThat(Files.readString(xml))
                .startsWith("<?xml version=\"1.0\"")
                .contains("<testsuites name=\"interlock\" tests=\"8\" failures=\"1\" errors=\"0\">")
                .endsWith("</testsuites>\n");
        assertThat(test("--format", "json", "--coverage").out())
                .contains("\"format\" : \"interlock.tests/1\"", "\"percent\" : 66.6")
                .isEqualTo(test("--format", "json", "--coverage").out());
    }

    @Test
    void aPolicyIsNamedByItsIdAPatternOrAFile() {
        for (String word : new String[] {"demo/holds", "demo/*", "rules/demo/holds.test.yaml", "x/demo/holds.drl"}) {
            assertThat(test(word).out()).as(word).isEqualTo("7 passed, 0 failed\n");
        }
        Console none = test("demo/hold");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("no policy fits `demo/hold`", "did you mean `demo/holds`?");
    }
}
