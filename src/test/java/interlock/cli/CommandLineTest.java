package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.ReportSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user meets at the command line: exit codes, messages, files. */
class CommandLineTest {
    private static final String SMALL = "src/test/data/small/facts";

    @TempDir
    Path folder;

    @Test
    void aRunWritesAReportThatKeepsItsSchema() throws IOException {
        Path file = folder.resolve("report.json");
        Console console = Console.run("run", "--facts", SMALL, "-o", file.toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        assertThat(console.out()).isEmpty();
        ReportSchema.validJson(Files.readString(file, StandardCharsets.UTF_8));
    }

    @Test
    void theFormatIsTakenFromTheOptionBeforeTheEnding() throws IOException {
        Path file = folder.resolve("report.json");
        assertThat(Console.run("run", "--facts", SMALL, "--format", "text", "-o", file.toString())
                        .exit())
                .isZero();
        assertThat(Files.readString(file)).startsWith("Interlock report as of");
    }

    @Test
    void jsonToTheStandardOutputIsTheReportAlone() {
        Console console = Console.run("run", "--facts", SMALL, "--format", "json");
        ReportSchema.validJson(console.out());
        assertThat(console.err()).isEmpty();
    }

    @Test
    void aFileNameWithBlanksAndSignsIsTakenAsItIs() throws IOException {
        Path file = folder.resolve("a b é $x.json");
        assertThat(Console.run("run", "--facts", SMALL, "-o", file.toString()).exit())
                .isZero();
        assertThat(file).isNotEmptyFile();
        assertThat(leftBehind()).containsExactly("a b é $x.json");
    }

    @Test
    void badFactsLeaveTheLastGoodReportAsItWas() throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, "the last good one");
        Path facts = Files.createDirectory(folder.resolve("facts"));
        Files.writeString(
                facts.resolve("x.yaml"), "facts:\n  - {kind: Company, id: x, name: X}\n  - {kind: Companny, id: y}\n");
        Console console = Console.run("run", "--facts", facts.toString(), "-o", file.toString());
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("x.yaml:3:", "`Companny`", "did you mean `Company`?");
        assertThat(file).hasContent("the last good one");
    }

    @Test
    void badPoliciesAndBadFactsAreReportedTogether() throws IOException {
        Path facts = Files.createDirectory(folder.resolve("facts"));
        Files.writeString(facts.resolve("x.yaml"), "facts:\n  - {kind: Companny, id: y}\n");
        Path rules = Files.createDirectories(folder.resolve("rules/x"));
        Files.writeString(rules.resolve("bad.drl"), "package x.bad;\n");
        Console console = Console.run(
                "run",
                "--facts",
                facts.toString(),
                "--rules",
                folder.resolve("rules").toString());
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.err()).contains("`Companny`", "the policy has no header");
    }

    @Test
    void aPolicyThatDoesNotCompileEndsARunWithThree() {
        Console console = Console.run("run", "--facts", SMALL, "--rules", "src/test/golden/readme/rules");
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.err()).contains("error[IL131]", "did you mean `investor`?", "^^^^^^^^^");
    }

    @Test
    void checkAnswersNoWithTheSameProblems() {
        Console console = Console.run("check", "--facts", SMALL, "--rules", "src/test/golden/readme/rules");
        assertThat(console.exit()).isEqualTo(1);
        assertThat(console.out()).contains("error[IL131]", "1 error, 0 warnings");
    }

    @Test
    void failOnAnswersNoFromItsLevelOn() {
        assertThat(Console.run("run", "--facts", SMALL, "--fail-on", "elevated").exit())
                .isEqualTo(1);
        assertThat(Console.run("run", "--facts", SMALL, "--fail-on", "HIGH").exit())
                .isZero();
    }

    @Test
    void theFiltersKeepWhatTheyName() {
        Console all = Console.run("run", "--facts", SMALL);
        Console elevated = Console.run("run", "--facts", SMALL, "--min-level", "elevated");
        assertThat(all.out()).contains("(mixed)");
        assertThat(elevated.out()).contains("(equity)").doesNotContain("(mixed)");
        assertThat(Console.run("run", "--facts", SMALL, "--policy", "supply/*").out())
                .contains("No signal");
        assertThat(Console.run("run", "--facts", SMALL, "--party", "openai").out())
                .contains("(equity)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rnu",
                "run --polcy x",
                "run --as-of tomorrow",
                "run --min-level highest",
                "run --format pdf",
                "run --party amazn",
                "run --policy nothing/*",
                "why",
                "why nosuch",
                "why supply/compute-dependency",
                "why hyperscaler-hedging nobody",
                "vocabulary --format xml",
                "run -o /no/such/folder/report.json",
                "run -o src"
            })
    void wrongUsageIsToldWithAHelpLine(String arguments) {
        String[] words = (arguments.startsWith("run") || arguments.startsWith("why ")
                        ? arguments + " --facts " + SMALL
                        : arguments)
                .split(" ", -1);
        Console console = Console.run(words);
        assertThat(console.exit()).as(console.err()).isEqualTo(2);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).startsWith("error: ").doesNotContain("Exception", "picocli");
    }

    @Test
    void aMisspeltVerbIsGuessed() {
        assertThat(Console.run("rnu").err()).contains("there is no verb `rnu`", "did you mean `run`?");
        assertThat(Console.run("run", "--polcy", "x").err()).contains("did you mean `--policy`?");
    }

    @Test
    void aLimitEndsARunWithFourAndNothingWritten() {
        Path file = folder.resolve("report.json");
        Console console = Console.run("run", "--facts", SMALL, "--max-firings", "3", "-o", file.toString());
        assertThat(console.exit()).isEqualTo(4);
        assertThat(console.err()).contains("limit of 3 firings", "--max-firings");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void theSelfCheckSaysThatBothRuleBasesAgree() {
        Console console = Console.run("run", "--facts", SMALL, "--self-check");
        assertThat(console.exit()).isZero();
        assertThat(console.err()).contains("both rule bases agree");
    }

    @Test
    void anEmptyFactBaseIsSilentAndSaysSo() throws IOException {
        Path facts = Files.createDirectory(folder.resolve("facts"));
        Files.writeString(facts.resolve("x.yaml"), "asOf: 2026-01-30\nfacts: []\n");
        Console console = Console.run("run", "--facts", facts.toString());
        assertThat(console.exit()).as(console.err()).isZero();
        assertThat(console.out()).contains("No signal.", "no policy raised a signal", "no fact of the kind");
    }

    @Test
    void everyVerbExplainsItself() {
        for (String verb : List.of("run", "why", "check", "test", "catalog", "vocabulary", "completion")) {
            Console console = Console.run(verb, "--help");
            assertThat(console.exit()).isZero();
            assertThat(console.out()).contains("Usage: interlock " + verb);
        }
        assertThat(Console.run("--help").out()).contains("Exit codes");
        assertThat(Console.run().out()).contains("Usage: interlock");
        assertThat(Console.run("--version").out()).startsWith("interlock ");
    }

    @Test
    void theCompletionScriptKnowsVerbsAndOptions() {
        assertThat(Console.run("completion").out()).contains("--known-as-of", "vocabulary", "_complete_interlock");
    }

    @Test
    void whyGoesDownToQuotesAndSources() {
        Console console = Console.run("why", "strategic/hyperscaler-hedging", "amazon", "openai", "--facts", SMALL);
        assertThat(console.exit()).as(console.err()).isZero();
        assertThat(console.out())
                .contains("“Amazon may invest as much as $50 billion”", "parameter strategic.hedging.scale: $5bn")
                .contains("Test Gazette, Talks", "paragraph 1");
    }

    @Test
    void whyAllShowsTheAlternatives() {
        String one = Console.run("why", "hyperscaler-hedging", "amazon").out();
        String all =
                Console.run("why", "hyperscaler-hedging", "nvidia", "--all").out();
        assertThat(one).doesNotContain("alternative 1");
        assertThat(all).contains("alternative 1", "alternative 2");
    }

    @Test
    void theVocabularyHasThreeForms() {
        assertThat(Console.run("vocabulary").out()).contains("Investment", "SupplyContract");
        assertThat(Console.run("vocabulary", "--format", "json-schema").out()).contains("2020-12");
        assertThat(Console.run("vocabulary", "--format", "csv").out()).contains("amount.cap");
    }

    @Test
    void theCatalogueShowsEachPolicyWithItsThresholds() {
        assertThat(Console.run("catalog").out())
                .contains("threshold: strategic.hedging.scale", "known false positive", "Shared conclusions");
    }

    private List<String> leftBehind() {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
