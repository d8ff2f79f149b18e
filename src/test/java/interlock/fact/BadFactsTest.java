package interlock.fact;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Golden;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.InvalidInput;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each folder below {@code golden/bad/facts} is a fact base with something wrong, and what a user is told about it. */
final class BadFactsTest {
    private static final Path CASES = Path.of("src/test/golden/bad/facts");

    @TestFactory
    List<DynamicTest> theUserIsToldExactlyWhatIsWrong() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            List<DynamicTest> tests = cases.sorted()
                    .map(c -> DynamicTest.dynamicTest(
                            c.getFileName().toString(), () -> Golden.check(c.resolve("expected.txt"), told(c))))
                    .toList();
            assertThat(tests).hasSizeGreaterThan(30);
            return tests;
        }
    }

    @Test
    void noMessageSpeaksOfJavaOrItsLibraries() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            cases.forEach(c -> assertThat(told(c))
                    .doesNotContainPattern(
                            "(?i)jackson|snakeyaml|exception|\\bnull\\b|java|token|scalar|mapping|parser"));
        }
    }

    @Test
    void everyCodeIsShownByACase() {
        Set<String> shown = new TreeSet<>();
        for (Diagnostic diagnostic : all()) {
            shown.add(diagnostic.code());
        }
        Set<String> codes = new TreeSet<>();
        Stream.of(FactCode.values()).forEach(c -> codes.add(c.code()));
        assertThat(shown).containsAll(codes);
    }

    private static List<Diagnostic> all() {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.flatMap(c -> diagnostics(c).stream()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String told(Path folder) {
        return DiagnosticText.of(diagnostics(folder)).replace(folder.toString().replace('\\', '/') + "/", "");
    }

    private static List<Diagnostic> diagnostics(Path folder) {
        try {
            return FactFiles.loadWithWarnings(List.of(folder), Vocabulary.builtIn())
                    .warnings();
        } catch (InvalidInput e) {
            return e.diagnostics();
        }
    }
}
