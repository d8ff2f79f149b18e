package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.engine.CompiledPolicies;
import interlock.engine.PolicyCompiler;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.policytest.TestResult.Subject;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner over two small policies: what a test's author is told. */
final class PolicyTestsTest {
    private static final String SHARED = """
            /**
             * @title    Holdings
             * @version  1.0
             */
            package shared.held;
            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;

            rule "a stake"
            when
              Investment( $x : investor, $y : investee, instrument != Instrument.DEBT )
            then
              conclude( drools, new Holding( $x, $y ) );
            end

            rule "a loan that the lender may convert"
            when
              Investment( $x : investor, $y : investee, instrument == Instrument.DEBT, condition == "convertible" )
            then
              conclude( drools, new Holding( $x, $y ) );
            end
            """;

    private static final String POLICY = """
            /**
             * @title    Holds
             * @version  1.0
             * @level    screen
             * @says     {$x} holds {$y}
             */
            package demo.holds;
            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;

            rule "a holding in a lab"
            when
              Holding( $x : holder, $y : company )
              Company( id == $y, roles contains CompanyRole.AI_LAB )
            then
              raise( drools, points( "held", 40 ), $x, $y );
            end

            /**
             * @level elevated
             * @says  {$x} has a great part of {$y}
             */
            rule "a great holding"
            when
              Investment( $x : investor, $y : investee, economic.low >= 50 )
            then
              raise( drools, points( "great", 70 ), $x, $y );
            end
            """;

    private static final String TESTS = """
            policy: demo/holds
            facts:
              - {kind: Company, id: lab, name: Lab, roles: [AI_LAB]}
              - {kind: Investment, id: stake, investor: bank, investee: lab, instrument: EQUITY}
            cases:
            """;

    private static final String FACTS = """
            sources:
              - {id: press, title: A deal, publisher: The Press, letter: C}
            facts:
              - {kind: Company, id: lab, name: Lab, roles: [AI_LAB]}
              - {kind: Investment, id: deal, investor: fund, investee: lab, instrument: EQUITY, evidence: [{source: press, credibility: 4}]}
              - {kind: Investment, id: other, investor: shop, investee: lab, instrument: EQUITY}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void thePolicies() throws IOException {
        write("shared/held.drl", SHARED);
        write("demo/holds.drl", POLICY);
    }

    @Test
    void aCaseThatHoldsPasses() throws IOException {
        assertThat(
                        failures(
                                "raises: [{parties: [bank, lab], level: SCREEN, severity: 40, status: ESTABLISHED, because: [stake, lab]}]"))
                .isEmpty();
    }

    @Test
    void aSeverityMayBeARangeWithOneBound() throws IOException {
        assertThat(failures("raises: {parties: [bank, lab], severity: {low: 40}}"))
                .isEmpty();
        assertThat(failures("raises: {parties: [bank, lab], severity: {high: 39.9}}"))
                .containsExactly("""
                        expected: a severity of at most 39.9 for bank, lab (line 7)
                          came out: for bank, lab · SCREEN · severity 40 · ESTABLISHED · resting on lab, stake
                              by `a holding in a lab` of demo/holds
                                Holding: holder bank, company lab
                                  by `a stake` of shared/held
                                    Investment stake
                                Company lab""");
    }

    @Test
    void everythingThatDiffersIsTold() throws IOException {
        assertThat(failures("raises: [{parties: [bank, lab], level: HIGH, severity: 50, status: CONTINGENT}]"))
                .hasSize(3)
                .allSatisfy(f -> assertThat(f).contains("came out: for bank, lab · SCREEN · severity 40 · ESTABLISHED"))
                .satisfiesExactly(
                        f -> assertThat(f).startsWith("expected: the level HIGH for bank, lab (line 7)"),
                        f -> assertThat(f).startsWith("expected: a severity of 50 for bank, lab"),
                        f -> assertThat(f).startsWith("expected: a signal that is CONTINGENT for bank, lab"));
    }

    @Test
    void anUnexpectedSilenceTellsWhatThereWasToMatch() throws IOException {
        String facts = """
                {kind: Investment, id: stake, investor: bank, investee: lab, instrument: DEBT},
                     {kind: Investment, id: old, investor: bank, investee: lab, instrument: EQUITY, to: 2025-01-01}""";
        assertThat(failures("given: [" + facts + "]\n    raises: [{parties: [bank, lab], severity: 40}]"))
                .containsExactly("""
                        expected: for bank, lab · severity 40
                          came out: nothing
                          nearest miss: `a holding in a lab` meets 0 of its 2 conditions and stops at
                            %s/demo/holds.drl:14:3 `Holding`, which needs one, and there is none
                          the case has:
                            Company: lab
                            Holding: none
                            Investment: stake
                          declared by no Company, Person or Fund, so that nobody stands behind them: bank
                          not in force on 2026-01-30, or disputed: old""".formatted(folder));
    }

    @Test
    void anUnexpectedSignalTellsWhatItRestsOn() throws IOException {
        assertThat(failures("silent: true")).containsExactly("""
                expected: nothing
                  came out:
                    for bank, lab · SCREEN · severity 40 · ESTABLISHED · resting on lab, stake
                      by `a holding in a lab` of demo/holds
                        Holding: holder bank, company lab
                          by `a stake` of shared/held
                            Investment stake
                        Company lab""");
    }

    @Test
    void aCaseNamesEverySignal() throws IOException {
        String other = "{kind: Investment, id: more, investor: fund, investee: lab, instrument: EQUITY}";
        assertThat(failures("given: [" + other + "]\n    raises: [{parties: [bank, lab]}]"))
                .containsExactly("""
                        expected: nothing else
                          came out: for fund, lab · SCREEN · severity 40 · ESTABLISHED · resting on lab, more
                              by `a holding in a lab` of demo/holds
                                Holding: holder fund, company lab
                                  by `a stake` of shared/held
                                    Investment more
                                Company lab""");
    }

    @Test
    void aFactMayBeEditedFieldByField() throws IOException {
        String loan = "set: {stake: {instrument: DEBT, condition: convertible}}\n    ";
        assertThat(failures(loan + "raises: {parties: [bank, lab], because: [stake]}"))
                .isEmpty();
        assertThat(failures("set: {stake: {instrument: DEBT}}\n    silent: true"))
                .isEmpty();
    }

    @Test
    void aSilentCaseMayNameTheConditionAtWhichAClauseStops() throws IOException {
        String shop = "set: {lab: {roles: [CLOUD]}}\n    silent: {clause: a holding in a lab, ";
        assertThat(failures(shop + "fails: 'roles contains   CompanyRole.AI_LAB', on: [lab]}"))
                .isEmpty();
        assertThat(failures(shop + "fails: id == $y}")).containsExactly("""
                        expected: `a holding in a lab` stops at `id == $y`
                          it stops at
                            %s/demo/holds.drl:15:22 `roles contains CompanyRole.AI_LAB`, which is true of none of 1: lab""".formatted(folder));
        assertThat(failures(shop + "fails: roles contains CompanyRole.AI_LAB, on: [stake]}"))
                .containsExactly("""
                        expected: `a holding in a lab` stops at `roles contains CompanyRole.AI_LAB` on stake
                          it stops there on: lab""");
        assertThat(failures(shop + "fails: roles contains CompanyRole.AILAB}")).containsExactly("""
                        expected: `a holding in a lab` stops at `roles contains CompanyRole.AILAB`
                          it has no such condition: did you mean `roles contains CompanyRole.AI_LAB`?""");
    }

    @Test
    void aNearMissMayNameTheConditionAtWhichAClauseStops() throws IOException {
        String just =
                "set: {stake: {economic: {low: 49, high: 60}, instrument: DEBT}}\n    nearMiss: {set: {stake: {economic: 50}}, clause: ";
        assertThat(failures(just + "a great holding, fails: economic.low >= 50, on: [stake]}"))
                .isEmpty();
        assertThat(failures(just + "a holding in a lab, fails: id == $y}"))
                .singleElement()
                .asString()
                .contains("`Holding`, which needs one, and there is none");
    }

    @Test
    void aFactThatNoProofRestsOnCannotBeCited() throws IOException {
        String other = "{kind: Investment, id: more, investor: lab, investee: shop, instrument: EQUITY}";
        assertThat(failures("given: [" + other + "]\n    raises: [{parties: [bank, lab], because: [stake, more]}]"))
                .containsExactly("""
                        expected: a proof that rests on stake, more, for bank, lab
                          came out:
                            `a holding in a lab` on lab, stake""");
    }

    @Test
    void aFactWithoutWhichTheProofStandsCannotBeCited() throws IOException {
        String other = "{kind: Investment, id: more, investor: bank, investee: lab, instrument: EQUITY}";
        assertThat(failures("given: [" + other + "]\n    raises: [{parties: [bank, lab], because: [stake]}]"))
                .containsExactly("""
                        expected: a proof that falls without each fact cited, for bank, lab
                          still stands:
                            without stake: `a holding in a lab` on lab, more, stake""");
    }

    @Test
    void aNearMissIsSilentAsGivenAndRaisedByItsEdit() throws IOException {
        String loan =
                "drop: [stake]\n    given: [{kind: Investment, id: loan, investor: bank, investee: lab, instrument: DEBT}]";
        assertThat(
                        failures(
                                loan
                                        + "\n    nearMiss: {set: {loan: {condition: convertible}}, raises: {parties: [bank, lab], because: [loan]}}"))
                .isEmpty();
        assertThat(failures("nearMiss: {drop: [stake]}"))
                .satisfiesExactly(
                        f -> assertThat(f).startsWith("expected: nothing\n  came out:\n    for bank, lab"),
                        f -> assertThat(f).startsWith("expected after the edit: a signal\n  came out: nothing\n"));
        assertThat(
                        failures(
                                loan
                                        + "\n    nearMiss: {set: {loan: {instrument: EQUITY}}, raises: {parties: [bank, lab], severity: 41}}"))
                .singleElement()
                .asString()
                .startsWith("after the edit: expected: a severity of 41 for bank, lab");
    }

    @Test
    void factsMayBeTakenFromAFileAndEdited() throws IOException {
        String deal = "{file: ../facts/deals.yaml, only: [deal]}";
        assertThat(failures("drop: [stake]\n    given: [" + deal
                        + "]\n    raises: {parties: [fund, lab], status: CONTINGENT, because: [deal]}"))
                .isEmpty();
        assertThat(failures("drop: [stake]\n    given: [" + deal
                        + "]\n    set: {deal: {investor: trust}}\n    raises: {parties: [trust, lab]}"))
                .isEmpty();
        assertThat(failures("drop: [stake]\n    given: [{file: ../facts/deals.yaml}]"
                        + "\n    raises: [{parties: [fund, lab]}, {parties: [shop, lab]}]"))
                .isEmpty();
    }

    @Test
    void aClauseThatNeverFiresIsReported() throws IOException {
        List<TestResult> results = run(TESTS + "  - {name: it is held, raises: {parties: [bank, lab]}}\n");
        assertThat(results)
                .filteredOn(r -> r.subject() == Subject.CLAUSE && !r.passed())
                .satisfiesExactly(
                        r -> {
                            assertThat(r.name()).isEqualTo("the clause `a great holding` fires in some case");
                            assertThat(r.failures()).containsExactly("no case of the policy makes it fire");
                            assertThat(r.at().file()).endsWith("demo/holds.drl");
                            assertThat(r.at().line()).isEqualTo(24);
                        },
                        r -> {
                            assertThat(r.policy()).isEqualTo("shared/held");
                            assertThat(r.name())
                                    .isEqualTo("the clause `a loan that the lender may convert` fires in some case");
                        });
    }

    @Test
    void aPolicyNeedsARaisingASilentAndANearMissCase() throws IOException {
        List<TestResult> results = run(TESTS + "  - {name: it is held, raises: {parties: [bank, lab]}}\n");
        assertThat(results)
                .filteredOn(r -> r.subject() == Subject.COMPLETENESS)
                .extracting(TestResult::name, TestResult::passed)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("some case raises the policy", true),
                        org.assertj.core.groups.Tuple.tuple("some case is silent", false),
                        org.assertj.core.groups.Tuple.tuple("some case is a near miss", false));
    }

    @Test
    void aPolicyWithoutTestsIsReported() throws IOException {
        Files.deleteIfExists(folder.resolve("demo/holds.test.yaml"));
        CompiledPolicies policies = compiled();
        assertThat(PolicyTests.run(List.of(), policies, nothing()))
                .filteredOn(r -> r.subject() == Subject.COMPLETENESS)
                .singleElement()
                .satisfies(r -> assertThat(r.failures()).containsExactly("there is no `demo/holds.test.yaml`"));
    }

    private List<String> failures(String expectation) throws IOException {
        return run(TESTS + "  - name: the case\n    " + expectation + "\n").stream()
                .filter(r -> r.subject() == Subject.CASE)
                .flatMap(r -> r.failures().stream())
                .toList();
    }

    private List<TestResult> run(String tests) throws IOException {
        write("demo/holds.test.yaml", tests);
        write("facts/deals.yaml", FACTS);
        CompiledPolicies policies = compiled();
        PolicyTestFiles.Loaded loaded =
                PolicyTestFiles.read(List.of(folder), policies.policies(), Vocabulary.builtIn());
        assertThat(loaded.problems()).isEmpty();
        return PolicyTests.run(loaded.tests(), policies, nothing());
    }

    private CompiledPolicies compiled() {
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(folder));
        assertThat(loaded.problems()).isEmpty();
        return PolicyCompiler.compile(loaded.policies(), nothing().ids(), PolicyCompiler.Build.CLASSIC);
    }

    private static ParameterSet nothing() {
        return new ParameterSet(List.of(), Map.of());
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
