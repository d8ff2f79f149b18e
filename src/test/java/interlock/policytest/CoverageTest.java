package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

/** What cases show of the conditions of a policy, and of those that it uses. */
final class CoverageTest {
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
            """;

    private static String policy(String name, String conditions) {
        return """
                /**
                 * @title    Holds
                 * @version  1.0
                 * @level    screen
                 * @says     it holds
                 */
                package demo.%s;
                import interlock.vocabulary.Fact.*;
                import interlock.vocabulary.Derived.*;
                import function interlock.policy.dsl.Verbs.*;

                rule "the clause"
                when
                  %s
                then
                  raise( drools, points( "held", 40 ), $x );
                end
                """.formatted(name, conditions);
    }

    private static final String HOLDS =
            "Holding( $x : holder, $y : company )\n  Company( id == $y, roles contains CompanyRole.AI_LAB )";

    private static final String FACTS = """
            facts:
              - {kind: Company, id: lab, name: Lab, roles: [AI_LAB]}
              - {kind: Investment, id: stake, investor: bank, investee: lab, instrument: EQUITY}
            cases:
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void thePolicy() throws IOException {
        write("shared/held.drl", SHARED);
        write("demo/holds.drl", policy("holds", HOLDS));
    }

    @Test
    void aConditionIsCoveredOnceItWasTrueAndOnceFalse() throws IOException {
        String raised = "  - {name: held, raises: {parties: [bank]}}\n";
        assertThat(seen("demo/holds", raised))
                .containsExactly(
                        tuple("Holding", true, false),
                        tuple("id == $y", true, false),
                        tuple("roles contains CompanyRole.AI_LAB", true, false));
        assertThat(seen("demo/holds", raised + "  - {name: shop, set: {lab: {roles: [CLOUD]}}, silent: true}\n"))
                .containsExactly(
                        tuple("Holding", true, false),
                        tuple("id == $y", true, false),
                        tuple("roles contains CompanyRole.AI_LAB", true, true));
        assertThat(seen("demo/holds", "  - {name: nothing, drop: [stake], silent: true}\n"))
                .containsExactly(
                        tuple("Holding", false, true),
                        tuple("id == $y", false, false),
                        tuple("roles contains CompanyRole.AI_LAB", false, false));
    }

    @Test
    void theEditOfANearMissAndTheFloorCountToo() throws IOException {
        assertThat(
                        seen(
                                "demo/holds",
                                "  - {name: none, drop: [stake], nearMiss: {add: [{kind: Investment, id: more, investor: bank, investee: lab, instrument: EQUITY}]}}\n"))
                .contains(tuple("Holding", true, true));
        assertThat(seen(
                        "demo/holds",
                        "  - {name: talks, set: {stake: {status: IN_TALKS}}, raises: {parties: [bank]}}\n"))
                .contains(tuple("Holding", true, true));
    }

    @Test
    void aPolicyThatOnlyConcludesIsCoveredByThoseThatUseIt() throws IOException {
        String loan = "  - {name: a loan, set: {stake: {instrument: DEBT}}, silent: true}\n";
        assertThat(seen("shared/held", "  - {name: held, raises: {parties: [bank]}}\n"))
                .containsExactly(tuple("instrument != Instrument.DEBT", true, false));
        assertThat(seen("shared/held", "  - {name: held, raises: {parties: [bank]}}\n" + loan))
                .containsExactly(tuple("instrument != Instrument.DEBT", true, true));
    }

    @Test
    void theCasesOfAnotherPolicyDoNotCount() throws IOException {
        write("demo/other.drl", policy("other", "Investment( $x : investor, amount > 5 )"));
        write(
                "demo/other.test.yaml",
                "policy: demo/other\n" + FACTS + "  - {name: nothing, drop: [stake], silent: true}\n");
        assertThat(seen("demo/other", "  - {name: held, set: {stake: {amount: 9}}, raises: {parties: [bank]}}\n"))
                .containsExactly(tuple("amount > 5", false, false));
    }

    @Test
    void aPolicyWithoutTestsIsCoveredByNothing() throws IOException {
        write("demo/other.drl", policy("other", "Investment( $x : investor, amount > 5 )"));
        assertThat(seen("demo/other", "  - {name: held, raises: {parties: [bank]}}\n"))
                .containsExactly(tuple("amount > 5", false, false));
    }

    @Test
    void theShareIsToOneDecimalAndNeverRoundedUp() throws IOException {
        Coverage coverage = covering("""
                          - {name: held, raises: {parties: [bank]}}
                          - {name: shop, set: {lab: {roles: [CLOUD]}}, silent: true}
                          - {name: a loan, set: {stake: {instrument: DEBT}}, silent: true}
                        """).coverage().orElseThrow();
        assertThat(coverage.seen()).isEqualTo(3);
        assertThat(coverage.conditions()).isEqualTo(4);
        assertThat(coverage.percent()).isEqualByComparingTo("75");
        assertThat(coverage.reaches(75)).isTrue();
        assertThat(coverage.reaches(76)).isFalse();
        Coverage holds = coverage.of("demo/holds"::equals);
        assertThat(holds.percent()).isEqualByComparingTo("66.6");
        assertThat(holds.reaches(67)).isFalse();
        assertThat(coverage.of(p -> false).percent()).isEqualByComparingTo("100");
    }

    @Test
    void theResultsAreThoseOfARunWithoutCoverage() throws IOException {
        String cases = "  - {name: held, silent: true}\n";
        TestRun covering = covering(cases);
        assertThat(covering.results()).hasSize(6).isEqualTo(run(false).results());
        assertThat(covering.failed()).isEqualTo(3);
    }

    @Test
    void theTextNamesWhatWasNotSeen() throws IOException {
        assertThat(TestText.of(covering("  - {name: held, raises: {parties: [bank]}}\n")))
                .endsWith("""

                        conditions seen both ways, true and false: 0 of 4, 0.0 %%
                          demo/holds   0 of 3, 0.0 %%
                            %1$s/demo/holds.drl:14:3 never false: `Holding` in `the clause`
                            %1$s/demo/holds.drl:15:12 never false: `id == $y` in `the clause`
                            %1$s/demo/holds.drl:15:22 never false: `roles contains CompanyRole.AI_LAB` in `the clause`
                          shared/held  0 of 1, 0.0 %%
                            %1$s/shared/held.drl:12:45 never false: `instrument != Instrument.DEBT` in `a stake`
                        """.formatted(folder));
    }

    private List<org.assertj.core.groups.Tuple> seen(String policy, String cases) throws IOException {
        return covering(cases).coverage().orElseThrow().of(policy::equals).policies().get(0).conditions().stream()
                .map(c -> tuple(c.text(), c.everTrue(), c.everFalse()))
                .toList();
    }

    private TestRun covering(String cases) throws IOException {
        write("demo/holds.test.yaml", "policy: demo/holds\n" + FACTS + cases);
        return run(true);
    }

    private TestRun run(boolean covering) {
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(folder));
        assertThat(loaded.problems()).isEmpty();
        ParameterSet nothing = new ParameterSet(List.of(), Map.of());
        CompiledPolicies policies =
                PolicyCompiler.compile(loaded.policies(), nothing.ids(), PolicyCompiler.Build.CLASSIC);
        PolicyTestFiles.Loaded tests = PolicyTestFiles.read(List.of(folder), policies.policies(), Vocabulary.builtIn());
        assertThat(tests.problems()).isEmpty();
        return covering
                ? PolicyTests.covering(tests.tests(), policies, nothing)
                : new TestRun(PolicyTests.run(tests.tests(), policies, nothing), java.util.Optional.empty());
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
