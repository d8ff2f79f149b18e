package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.DiagnosticText;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.Source;
import interlock.vocabulary.Level;
import interlock.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The public cases that come with Interlock: what the policies make of each, and what they leave alone. */
final class CasesTest {
    private static final Path FOLDER = Path.of("facts/cases");

    private static PolicyTestFiles.Studies studies() {
        return PolicyTestFiles.studies(List.of(FOLDER), Shipped.POLICIES.policies(), Vocabulary.builtIn());
    }

    @Test
    void theCasesAreWellWritten() {
        assertThat(DiagnosticText.of(studies().problems())).isEmpty();
    }

    @TestFactory
    Stream<DynamicContainer> everyPolicyMakesOfACaseWhatItShould() {
        List<TestResult> results = PolicyTests.study(studies().studies(), Shipped.POLICIES, Shipped.PARAMETERS);
        assertThat(results).isNotEmpty();
        return results.stream()
                .map(TestResult::policy)
                .distinct()
                .map(study -> DynamicContainer.dynamicContainer(
                        study,
                        results.stream().filter(r -> r.policy().equals(study)).map(CasesTest::test)));
    }

    private static DynamicTest test(TestResult result) {
        return DynamicTest.dynamicTest(
                result.name(),
                () -> assertThat(result.failures())
                        .as(() -> result.at() + " " + result.name() + "\n"
                                + result.failures().stream().collect(Collectors.joining("\n")))
                        .isEmpty());
    }

    @Test
    void thereAreAtLeastEightFromTheYears2019To2026() {
        assertThat(studies().studies())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(study -> assertThat(study.facts().asOf().orElseThrow())
                        .as(study.id())
                        .isBetween(LocalDate.of(2019, 1, 1), LocalDate.of(2026, 12, 31)));
    }

    @Test
    void eachExpectsASilenceWithItsReasonAndEachButTheControlASignal() {
        assertThat(studies().studies()).allSatisfy(study -> {
            List<Expectation> expected =
                    study.cases().stream().map(c -> c.testCase().expectation()).toList();
            assertThat(expected)
                    .as(study.id() + ": a silence with its why-not")
                    .anyMatch(e -> e instanceof Expectation.Silent s
                            && (s.stop().isPresent() || s.unknown().isPresent()));
            if (study.atMost().isEmpty()) {
                assertThat(expected).as(study.id() + ": a signal").anyMatch(e -> e instanceof Expectation.Raises);
            }
        });
    }

    @Test
    void oneIsAControlInWhichNothingAboveInformationMayFire() {
        assertThat(studies().studies().stream()
                        .filter(s -> s.atMost().equals(Optional.of(Level.INFO)))
                        .map(Study::id))
                .containsExactly("facts/cases/news-corp-openai");
    }

    /** Each stands on what somebody published, with an address, and says so where it is from memory. */
    @Test
    void everyFactHasASourceWithAnAddress() {
        assertThat(studies().studies()).allSatisfy(study -> {
            assertThat(study.facts().sources().values())
                    .as(study.id())
                    .allSatisfy(s -> assertThat(s.url() != null || s.id().equals("memory"))
                            .as(s.id())
                            .isTrue());
            assertThat(study.facts().assertions().stream()
                            .filter(a -> !a.evidence().isEmpty()))
                    .as(study.id())
                    .hasSizeGreaterThan(1);
        });
    }

    @Test
    void theShippedFactBaseHasNoneOfThem() {
        FactBase shipped = FactFiles.load(List.of(Path.of("facts")), Vocabulary.builtIn());
        assertThat(shipped.files().keySet()).isNotEmpty().noneMatch(f -> f.contains("cases"));
        TreeSet<String> cited = new TreeSet<>();
        studies()
                .studies()
                .forEach(s ->
                        s.facts().sources().values().stream().map(Source::id).forEach(cited::add));
        assertThat(cited).contains("ftc-2022-02-arm");
        assertThat(shipped.sources().keySet()).doesNotContain("ftc-2022-02-arm");
        assertThat(shipped.assertions().stream().map(Assertion::id)).doesNotContain("nvidia-arm-acquisition");
    }
}
