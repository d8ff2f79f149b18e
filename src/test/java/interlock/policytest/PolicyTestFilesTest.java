package interlock.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Golden;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.Location;
import interlock.policy.Clause;
import interlock.policy.Header;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.vocabulary.Level;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each folder below {@code golden/bad/tests} holds tests with something wrong, and what their author is told. */
final class PolicyTestFilesTest {
    private static final Path CASES = Path.of("src/test/golden/bad/tests");
    private static final PolicySet POLICIES =
            new PolicySet(List.of(policy("demo/holds", "great"), policy("demo/lends", null)), Map.of());

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> theAuthorIsToldExactlyWhatIsWrong() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            List<DynamicTest> tests = cases.sorted()
                    .map(c -> DynamicTest.dynamicTest(
                            c.getFileName().toString(), () -> Golden.check(c.resolve("expected.txt"), told(c))))
                    .toList();
            assertThat(tests).hasSizeGreaterThan(6);
            return tests;
        }
    }

    @Test
    void everyCodeIsShownByACase() throws IOException {
        TreeSet<String> shown = new TreeSet<>();
        try (Stream<Path> cases = Files.list(CASES)) {
            cases.forEach(c -> read(c).problems().forEach(d -> shown.add(d.code())));
        }
        read(CASES.resolve("nowhere")).problems().forEach(d -> shown.add(d.code()));
        assertThat(shown)
                .containsAll(Stream.of(TestCode.values()).map(TestCode::code).toList());
    }

    @Test
    void noMessageSpeaksOfJavaOrItsLibraries() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            cases.forEach(c -> assertThat(told(c))
                    .doesNotContainPattern("(?i)jackson|snakeyaml|exception|\\bnull\\b|java|scalar|mapping|parser"));
        }
    }

    @Test
    void aFolderThatDoesNotExistIsTold() {
        assertThat(read(folder.resolve("nowhere")).problems())
                .extracting(Diagnostic::code)
                .containsExactly("IL400");
    }

    @Test
    void aCaseHasTheSharedFactsAsItChangesThem() throws IOException {
        PolicyTestFiles.Loaded loaded = loaded("""
                policy: demo/holds
                facts:
                  - {kind: Company, id: lab, name: Lab}
                  - {kind: Investment, id: stake, investor: bank, investee: lab, instrument: EQUITY, amount: 1bn}
                  - {kind: Investment, id: other, investor: bank, investee: lab, instrument: EQUITY}
                cases:
                  - name: changed
                    asOf: 2025-01-01
                    given: [{kind: Investment, id: stake, investor: bank, investee: lab, instrument: DEBT}]
                    drop: [other]
                    nearMiss: {set: {stake: {instrument: EQUITY}}, add: [{kind: Company, id: bank, name: Bank}]}
                """);
        assertThat(DiagnosticText.of(loaded.problems())).isEmpty();
        TestCase changed = loaded.tests().get(0).cases().get(0);
        assertThat(changed.asOf()).isEqualTo(LocalDate.of(2025, 1, 1));
        assertThat(changed.at()).isEqualTo(new Location(folder + "/demo/holds.test.yaml", 7, 11, 7));
        assertThat(changed.facts().assertions()).extracting(a -> a.id()).containsExactly("lab", "stake");
        assertThat(changed.facts().assertions().get(1).amounts()).isEmpty();
        Expectation.NearMiss miss = (Expectation.NearMiss) changed.expectation();
        assertThat(miss.edited().assertions())
                .extracting(a -> a.fact().toString())
                .hasSize(3)
                .anySatisfy(f -> assertThat(f).contains("instrument=EQUITY"));
    }

    @Test
    void aLoneSignalNeedsNoList() throws IOException {
        PolicyTestFiles.Loaded loaded = loaded("""
                policy: demo/holds
                cases:
                  - name: alone
                    given: [{kind: Investment, id: stake, investor: bank, investee: lab, instrument: EQUITY}]
                    raises: {grade: great, parties: [bank, lab], severity: {low: 1, high: 2}}
                """);
        assertThat(DiagnosticText.of(loaded.problems())).isEmpty();
        Expectation.Raises raises =
                (Expectation.Raises) loaded.tests().get(0).cases().get(0).expectation();
        assertThat(raises.signals())
                .singleElement()
                .satisfies(s -> assertThat(s.words()).isEqualTo("great for bank, lab · severity 1 to 2"));
    }

    private PolicyTestFiles.Loaded loaded(String text) throws IOException {
        Files.createDirectories(folder.resolve("demo"));
        Files.writeString(folder.resolve("demo/holds.test.yaml"), text);
        return read(folder);
    }

    private static String told(Path rules) {
        return DiagnosticText.of(read(rules).problems())
                .replace(rules.toString().replace('\\', '/') + "/", "");
    }

    private static PolicyTestFiles.Loaded read(Path rules) {
        return PolicyTestFiles.read(List.of(rules), POLICIES, Vocabulary.builtIn());
    }

    private static Policy policy(String id, @org.jspecify.annotations.Nullable String grade) {
        return new Policy(
                id,
                "rules/" + id + ".drl",
                "",
                new Header("Title", "1.0", Level.SCREEN, "it holds", "", List.of(), List.of()),
                List.of(new Clause("a clause", 1, 0, 0, grade, null, null, "")));
    }
}
