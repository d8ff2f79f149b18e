package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.ReportSchema;
import interlock.report.render.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
        assertThat(console.err()).contains("limit of 3 firings", "--max-…");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void theSelfCheckSaysThatBothRuleBasesAgree() {
        Console console = Console.run("run", "--facts", SMALL, "--self-check");
        assertThat(console.exit()).isZero();
        assertThat(console.err()).contains("both rule bases agree");
    }

    @Test
    void aFiringThatOnlyOneRuleBaseHasIsAnEngineError() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        assertThat(RunCommand.agree(terminal, List.of("only the first: x/y: one (a, b)")))
                .isFalse();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("engine error: only the first: x/y: one (a, b)\n");
        assertThat(ExitCode.BUG.code).isEqualTo(70);
    }

    @Test
    void colourIsForTerminalsOnly() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        String noColour = System.getenv("NO_COLOR");
        Style onTerminal = noColour == null || noColour.isEmpty() ? Style.COLOUR : Style.PLAIN;
        assertThat(new Terminal(nowhere, nowhere, true).style()).isEqualTo(onTerminal);
        assertThat(new Terminal(nowhere, nowhere, false).style()).isEqualTo(Style.PLAIN);
        assertThat(Console.run("run", "--facts", SMALL).out()).doesNotContain("\u001b");
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
        for (String verb :
                List.of("run", "why", "check", "test", "new", "watch", "catalog", "vocabulary", "completion")) {
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

    @Test
    void aLinkStaysALinkAndWhatItLeadsToIsWritten() throws IOException {
        Path real = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), real);
        assertThat(Console.run("run", "--facts", SMALL, "-o", link.toString()).exit())
                .isZero();
        assertThat(link).isSymbolicLink();
        ReportSchema.validJson(Files.readString(real));
    }

    @Test
    void aDeviceIsWrittenToAndNotReplaced() {
        Path device = Path.of("/dev/null");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.exists(device) && !Files.isRegularFile(device) && !Files.isWritable(Path.of("/dev")));
        assertThat(Console.run("run", "--facts", SMALL, "-o", device.toString()).exit())
                .isZero();
    }

    @Test
    void whatIsDoubtfulInTheFactsIsCountedInTheSummary() {
        String empty = Console.run("run", "--facts", folder.toString()).out();
        assertThat(empty)
                .contains("warnings: 1 doubt about what was read (`./interlock check` shows it)")
                .contains("note: no fact on file is known and holds on the day")
                .doesNotContain("looked at ;");
    }

    @Test
    void aMemoryUsedUpIsALimitAndNoTrace() {
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new java.io.PrintStream(new java.io.ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new java.io.PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        assertThat(Main.exhausted(terminal, new OutOfMemoryError("for a test"), false))
                .isEqualTo(4);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("error: the memory is used up")
                .contains("help: no answer was written")
                .doesNotContain("at interlock");
    }

    @Test
    void aNameThatSteersTheTerminalIsRefused() throws IOException {
        Files.writeString(folder.resolve("x.yaml"), "facts:\n  - {kind: Company, id: x, name: \"Red \\u001b[31m\"}\n");
        Console console = Console.run("run", "--facts", folder.toString());
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.err())
                .contains("x.yaml:2:", "`name` holds a character that cannot be shown")
                .doesNotContain("\u001b");
    }

    @Test
    void anAmountWithoutARateIsUnknownAndNotUndisclosed() throws IOException {
        Files.writeString(folder.resolve("x.yaml"), """
                asOf: 2026-01-30
                sources:
                  - {id: s, title: T, publisher: P, letter: B}
                facts:
                  - {kind: Company, id: a, name: A, roles: [HYPERSCALER]}
                  - {kind: Company, id: b, name: B, roles: [AI_LAB]}
                  - {kind: Company, id: c, name: C, roles: [AI_LAB]}
                  - {kind: Investment, id: ab, investor: a, investee: b, instrument: EQUITY, status: COMPLETED, from: 2025-01-01,
                     amount: {firm: 0, cap: 9bn, currency: JPY, qualifier: UP_TO}, evidence: [{source: s, credibility: 1}]}
                  - {kind: Investment, id: ac, investor: a, investee: c, instrument: EQUITY, status: COMPLETED, from: 2025-01-01,
                     evidence: [{source: s, credibility: 1}]}
                  - {kind: Rivalry, id: bc, left: b, right: c, market: m, status: ACTIVE, from: 2025-01-01,
                     evidence: [{source: s, credibility: 1}]}
                """);
        assertThat(Console.run("run", "--facts", folder.toString()).out().replaceAll("\\s+", " "))
                .contains("how much money is in them is not known for")
                .contains("A–B of 1 January 2025 as given by P")
                .contains("is in a currency without a rate to dollars on file")
                .contains("is a bound and no amount (up to)");
    }

    private List<String> leftBehind() {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
