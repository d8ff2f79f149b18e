package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.Location;
import interlock.diagnostic.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each folder below {@code golden/bad/doubtful} has rules that can be run and are hardly meant, and what is said of them. */
final class DoubtfulPoliciesTest {
    private static final Path CASES = Path.of("src/test/golden/bad/doubtful");
    private static final Path FACTS = CASES.resolve("facts");

    @TestFactory
    List<DynamicTest> theUserIsToldWhatIsDoubtful() {
        List<DynamicTest> tests = cases().map(c -> DynamicTest.dynamicTest(
                        c.getFileName().toString(),
                        () -> Golden.check(c.resolve("expected.txt"), DiagnosticText.of(diagnostics(c)))))
                .toList();
        assertThat(tests).hasSizeGreaterThan(35);
        return tests;
    }

    @Test
    void whatIsDoubtfulIsAWarningAndRunsAllTheSame() {
        for (Path c : cases().toList()) {
            // A kind of which there is no fact today may have one tomorrow: that alone is a note.
            assertThat(diagnostics(c))
                    .as(c.toString())
                    .isNotEmpty()
                    .allSatisfy(d -> assertThat(d.severity())
                            .isEqualTo(d.message().contains("among the facts") ? Severity.NOTE : Severity.WARNING));
        }
        Path one = CASES.resolve("joined-to-nothing");
        assertThat(Interlock.open(List.of(FACTS), List.of(one.resolve("rules"))).run(Query.everything()))
                .isNotNull();
    }

    @Test
    void everyWarningHasACase() {
        TreeSet<String> codes = new TreeSet<>();
        cases().forEach(c -> diagnostics(c).forEach(d -> codes.add(d.code())));
        assertThat(codes)
                .containsExactly(
                        "IL150", "IL151", "IL152", "IL153", "IL154", "IL155", "IL156", "IL157", "IL160", "IL161",
                        "IL162", "IL163", "IL164", "IL165", "IL166", "IL167");
    }

    @Test
    void nothingIsSaidOfTheShippedRules() {
        assertThat(Interlock.check(List.of(Path.of("facts")), List.of(Path.of("rules"))))
                .isEmpty();
    }

    private static Stream<Path> cases() {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.filter(c -> !c.equals(FACTS)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With paths as from inside the case. */
    private static List<Diagnostic> diagnostics(Path folder) {
        List<Path> facts = new ArrayList<>(List.of(FACTS));
        if (Files.isDirectory(folder.resolve("facts"))) {
            facts.add(folder.resolve("facts"));
        }
        String root = folder.toString().replace('\\', '/') + "/";
        return Interlock.check(facts, List.of(folder.resolve("rules"))).stream()
                .map(d -> new Diagnostic(
                        d.code(),
                        d.severity(),
                        new Location(d.at().file().replace(root, ""), d.at().line(), d.at().column(), d.at().length()),
                        d.message().replace(root, ""),
                        d.help() == null ? null : d.help().replace(root, ""),
                        d.snippet()))
                .toList();
    }
}
