package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.DiagnosticText;
import interlock.engine.CompiledPolicies;
import interlock.engine.PolicyCompiler;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a case study may expect, and how it fails, over two small policies. */
final class StudiesTest {
    private static final String FACTS = """
            asOf: 2024-05-01
            sources:
              - {id: wire, title: Wire, publisher: Wire, letter: A, url: "https://example.org", published: 2024-01-01}
            facts:
              - {kind: Company, id: bank, name: Bank}
              - {kind: Company, id: lab, name: Lab, roles: [AI_LAB]}
              - kind: Investment
                id: stake
                investor: bank
                investee: lab
                amount: 7
                instrument: EQUITY
                status: COMPLETED
                from: 2024-02-01
                evidence: [{source: wire, credibility: 1}]
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void theRules() throws IOException {
        write("rules/demo/much.drl", policy("much", "elevated", "amount > 5"));
        write("rules/demo/very-much.drl", policy("very_much", "screen", "amount > 9"));
        write("study/facts.yaml", FACTS);
    }

    private static String policy(String name, String level, String condition) {
        return """
                /**
                 * @title    Holds %1$s
                 * @version  1.0
                 * @level    %2$s
                 * @says     {$x} holds %1$s
                 */
                package demo.%1$s;
                import interlock.vocabulary.Fact.*;
                import interlock.vocabulary.Derived.*;
                import function interlock.policy.dsl.Verbs.*;

                rule "held"
                when
                  Investment( $x : investor, $y : investee, %3$s )
                then
                  raise( drools, points( "held", 40 ), $x );
                end
                """.formatted(name, level, condition);
    }

    private static final String RAISED =
            "  - {name: much, policy: demo/much, raises: {parties: [bank], level: ELEVATED, because: [stake]}}\n";

    @Test
    void aCaseStandsOnTheDayOfItsFactsUnlessItNamesOne() throws IOException {
        assertThat(failures("cases:\n" + RAISED)).isEmpty();
        assertThat(
                        failures(
                                "cases:\n" + RAISED
                                        + "  - {name: before, policy: demo/much, asOf: 2024-01-15, silent: {clause: held, fails: amount > 5}}\n"))
                .isEmpty();
    }

    @Test
    void aSilenceHasItsReason() throws IOException {
        String silent = "  - {name: not so much, policy: demo/very-much, silent: {fails: %s, on: [stake]}}\n";
        assertThat(failures("cases:\n" + RAISED + silent.formatted("amount > 9")))
                .isEmpty();
        assertThat(failures("cases:\n" + RAISED + silent.formatted("amount > 8")))
                .singleElement()
                .asString()
                .contains("it has no such condition");
    }

    @Test
    void anEditMakesANearMissLikeInTheTestsOfAPolicy() throws IOException {
        assertThat(failures("cases:\n" + RAISED
                        + "  - {name: nearly, policy: demo/very-much, nearMiss: {set: {stake: {amount: 10}}}}\n"))
                .isEmpty();
        assertThat(
                        failures(
                                "cases:\n" + RAISED
                                        + "  - {name: more, policy: demo/very-much, set: {stake: {amount: 10}}, raises: {parties: [bank]}}\n"))
                .isEmpty();
    }

    @Test
    void whatNoCaseNamesMustStaySilentOnTheDayOfTheFacts() throws IOException {
        assertThat(failures("cases:\n  - {name: quiet, policy: demo/very-much, silent: true}\n"))
                .singleElement()
                .asString()
                .contains("expected: no signal of a policy that no case of 2024-05-01 names")
                .contains("came out: demo/much for bank");
        assertThat(failures("cases:\n  - {name: quiet, policy: demo/very-much, asOf: 2024-01-15, silent: true}\n"))
                .hasSize(1);
        assertThat(failures("cases:\n" + RAISED
                        + "  - {name: quiet, policy: demo/very-much, asOf: 2024-04-01, silent: {fails: amount > 9}}\n"))
                .as("on other days only what is named is asked")
                .isEmpty();
    }

    @Test
    void nothingMayBeAboveTheLevelThatTheStudyGives() throws IOException {
        assertThat(failures("atMost: ELEVATED\ncases:\n" + RAISED)).isEmpty();
        assertThat(failures("atMost: INFO\ncases:\n" + RAISED))
                .singleElement()
                .asString()
                .contains("expected: nothing above INFO on 2024-05-01");
        assertThat(failures("atMost: INFO\ncases:\n" + RAISED
                        + "  - {name: later, policy: demo/very-much, asOf: 2024-06-01, silent: true}\n"))
                .as("on each day that a case looks at")
                .hasSize(2);
    }

    @Test
    void theNamesOfWhatIsCheckedSayPolicyAndCase() throws IOException {
        assertThat(results("atMost: ELEVATED\ncases:\n" + RAISED))
                .extracting(TestResult::policy, TestResult::name)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(shown("study"), "demo/much: much"),
                        org.assertj.core.api.Assertions.tuple(
                                shown("study"),
                                "on 2024-05-01 no policy raises anything else, and nothing is above ELEVATED"));
    }

    @Test
    void whatIsWrongWithAStudyIsSaidWhereItIs() throws IOException {
        assertThat(problems("cases:\n  - {name: nobody, policy: demo/mich, silent: true}\n"))
                .contains("case.test.yaml:3:28 error[IL403] there is no policy `demo/mich`")
                .contains("did you mean `demo/much`?");
        assertThat(problems("cases:\n  - {name: nobody, silent: true}\n"))
                .contains("error[IL405] this case does not say which `policy` it is about");
        assertThat(problems("atmost: INFO\ncases:\n" + RAISED))
                .contains("error[IL404] a case study has no part `atmost`")
                .contains("did you mean `atMost`?");
        assertThat(problems("atMost: NONE\ncases:\n" + RAISED))
                .contains("error[IL407] `NONE` is not a name that `atMost` can have");
        assertThat(problems("cases: []\n")).contains("error[IL401] a case study is a group with `study` and `cases`");
        assertThat(problems("cases:\n  - {name: a, policy: demo/much, set: {stoke: {amount: 1}}, silent: true}\n"))
                .contains("did you mean `stake`?");
    }

    @Test
    void aFactThatIsWrongIsToldWithItsOwnPlace() throws IOException {
        write("study/facts.yaml", FACTS.replace("investee: lab", "investee: lob"));
        assertThat(problems("cases:\n" + RAISED)).contains("study/facts.yaml:").contains("`lob`");
    }

    @Test
    void aFolderWithoutAStudyIsSaidToHaveNone() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        PolicyTestFiles.Studies none = PolicyTestFiles.studies(
                List.of(folder.resolve("empty")), policies().policies(), Vocabulary.builtIn());
        assertThat(DiagnosticText.of(none.problems())).contains("there is no case study in this folder");
    }

    private List<String> failures(String text) throws IOException {
        return results(text).stream().flatMap(r -> r.failures().stream()).toList();
    }

    private List<TestResult> results(String text) throws IOException {
        PolicyTestFiles.Studies studies = studies(text);
        assertThat(DiagnosticText.of(studies.problems())).isEmpty();
        return PolicyTests.study(studies.studies(), policies(), new ParameterSet(List.of(), Map.of()));
    }

    private String problems(String text) throws IOException {
        PolicyTestFiles.Studies studies = studies(text);
        assertThat(studies.studies()).isEmpty();
        return DiagnosticText.of(studies.problems());
    }

    private PolicyTestFiles.Studies studies(String text) throws IOException {
        write("study/case.test.yaml", "study: A bank and a lab\n" + text);
        return PolicyTestFiles.studies(
                List.of(folder.resolve("study")), policies().policies(), Vocabulary.builtIn());
    }

    private CompiledPolicies policies() {
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(folder.resolve("rules")));
        assertThat(loaded.problems()).isEmpty();
        return PolicyCompiler.compile(
                loaded.policies(), new ParameterSet(List.of(), Map.of()).ids(), PolicyCompiler.Build.CLASSIC);
    }

    private String shown(String path) {
        return folder.resolve(path).toString().replace('\\', '/');
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
