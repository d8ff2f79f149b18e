package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Golden;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.parameter.ParameterFiles;
import interlock.policy.PolicyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each folder below {@code golden/bad/policies} has rules with something wrong, and what a user is told about it. */
final class BadPoliciesTest {
    private static final Path CASES = Path.of("src/test/golden/bad/policies");
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)drools|mvel|\\bkie\\b|\\becj\\b|jackson|snakeyaml|exception|antlr|descr\\b|parser|token|\\bERR \\d|resolve|unable to|"
                    + "lambda|interlock\\.policies|mismatched|no viable");

    @TestFactory
    List<DynamicTest> theUserIsToldExactlyWhatIsWrong() {
        List<DynamicTest> tests = cases().map(c -> DynamicTest.dynamicTest(
                        c.getFileName().toString(),
                        () -> Golden.check(c.resolve("expected.txt"), DiagnosticText.of(diagnostics(c)))))
                .toList();
        assertThat(tests).hasSizeGreaterThan(100);
        return tests;
    }

    @Test
    void everyMessageIsInWordsOfTheDomainOnOneLine() {
        assertThat(cases().flatMap(c -> diagnostics(c).stream()))
                .hasSizeGreaterThan(100)
                .allSatisfy(d -> {
                    // The word that every verb begins with, and what the user wrote, are the user's own.
                    String own = d.message().replaceAll("`[^`]*`", "``");
                    String help = String.valueOf(d.help()).replaceAll("`[^`]*`", "``");
                    assertThat(own + " " + help).doesNotContainPattern(FOREIGN);
                    assertThat(d.message()).doesNotContain("\n").doesNotEndWith(".");
                    assertThat(own.substring(0, 1)).isLowerCase().matches("[a-z`]");
                    assertThat(help).doesNotContain("\n").doesNotEndWith(".");
                });
    }

    @Test
    void everyProblemInAFileIsPlacedInsideIt() {
        for (Diagnostic d : cases().flatMap(c -> diagnostics(c).stream()).toList()) {
            if (d.at().line() > 0) {
                assertThat(d.snippet()).as(d.toString()).isNotNull();
                assertThat(d.at().column())
                        .as(d.toString())
                        .isBetween(1, String.valueOf(d.snippet()).length() + 1);
            }
        }
    }

    @Test
    void everyCaseHasAProblem() {
        cases().forEach(c -> assertThat(diagnostics(c)).as(c.toString()).isNotEmpty());
    }

    @Test
    void brokenClausesHideNoProblemOfOthers() {
        assertThat(diagnostics(CASES.resolve("several-at-once")))
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder(
                        "IL111", "IL120", "IL131", "IL131", "IL123", "IL123", "IL124", "IL132", "IL134");
    }

    private static Stream<Path> cases() {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of policies and parameters together, with paths as from inside the case. */
    private static List<Diagnostic> diagnostics(Path folder) {
        List<Path> rules = List.of(folder.resolve("rules"));
        PolicyFiles.Loaded policies = PolicyFiles.read(rules);
        ParameterFiles.Loaded parameters = ParameterFiles.read(rules);
        Set<Diagnostic> all = new TreeSet<>(policies.problems());
        all.addAll(parameters.problems());
        all.addAll(PolicyCompiler.check(
                policies.policies(), parameters.parameters().ids()));
        String root = folder.toString().replace('\\', '/') + "/";
        List<Diagnostic> inside = new ArrayList<>();
        for (Diagnostic d : all) {
            inside.add(new Diagnostic(
                    d.code(),
                    d.severity(),
                    new interlock.diagnostic.Location(
                            d.at().file().replace(root, ""), d.at().line(), d.at().column(), d.at().length()),
                    d.message().replace(root, ""),
                    d.help(),
                    d.snippet()));
        }
        return inside;
    }
}
