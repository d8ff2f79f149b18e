package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.PublishedSchema;
import interlock.report.ReportSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report evaluated again: byte for byte, with the first difference, or what is missing. */
class ReplayTest {
    @TempDir
    private Path folder;

    private Path facts;
    private Path rules;
    private Path report;

    @BeforeEach
    void run() throws IOException {
        facts = copy(Path.of("src/test/data/small/facts"), folder.resolve("facts"));
        rules = copy(Path.of("rules"), folder.resolve("rules"));
        report = folder.resolve("report.json");
        Console console = console(
                "run",
                "--as-of",
                "2026-01-29",
                "--known-as-of",
                "2026-01-30",
                "--policy",
                "strategic/*",
                "--party",
                "amazon",
                "--min-level",
                "screen",
                "-o",
                report.toString());
        assertThat(console.exit()).as(console.err()).isZero();
    }

    @Test
    void aRunThatSpentLessOnLikelihoodsIsReplayedWithAsMuch() throws IOException {
        assertThat(console("run", "--weighing", "1", "-o", report.toString()).exit())
                .isZero();
        assertThat(Files.readString(report)).contains("\"weighing\" : 1,");
        Console again = console("replay", report.toString());
        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        Console none = console("run", "--weighing", "0");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("`0` is not a whole number from 1 to 99999");
    }

    private static Path copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Console console(String verb, String... more) {
        return Console.run(Stream.concat(
                        Stream.of(verb, "--facts", facts.toString(), "--rules", rules.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private Console replay() {
        return console("replay", report.toString());
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(report);
        assertThat(text).contains(from);
        Files.writeString(report, text.replace(from, to));
    }

    @Test
    void aReportAgreesWithItselfWhateverWasAskedAndWhereverItsFoldersLie() throws IOException {
        assertThat(ReportSchema.validJson(Files.readString(report))).contains("\"strategic/*\"", "\"SCREEN\"");
        Console console = replay();
        assertThat(console.err()).isEmpty();
        assertThat(console.out())
                .isEqualTo(
                        "agrees, byte for byte: the report as of 2026-01-29, knowing what was known on 2026-01-30\n");
        assertThat(console.exit()).isZero();
        Path moved = Files.createDirectory(folder.resolve("moved"));
        facts = Files.move(facts, moved.resolve("facts"));
        rules = Files.move(rules, moved.resolve("rules"));
        assertThat(replay().exit()).isZero();
    }

    @Test
    void whatWasAskedIsPartOfWhatIsEvaluatedAgain() throws IOException {
        edit("\"minLevel\" : \"SCREEN\"", "\"minLevel\" : \"HIGH\"");
        Console console = replay();
        assertThat(console.exit()).isEqualTo(1);
        assertThat(console.out()).startsWith("differs").contains("at summary.signals:", "  now:    0\n");
    }

    @Test
    void theFirstDifferenceIsShownWithItsPlace() throws IOException {
        edit("Hyperscaler hedging across rival labs", "Hyperscaler hedging");
        Console console = replay();
        assertThat(console.exit()).isEqualTo(1);
        assertThat(console.out())
                .startsWith("differs from what comes out now: the report as of 2026-01-29")
                .contains(
                        "at signals[0].policy.title:",
                        "  report: \"Hyperscaler hedging\"\n",
                        "  now:    \"Hyperscaler hedging across rival labs\"\n");
        Console json = console("replay", "--format", "json", report.toString());
        assertThat(PublishedSchema.valid("replay", json.out())).contains("\"DIFFERS\"", "\"signals[0].policy.title\"");
    }

    @Test
    void oneByteMoreIsADifferenceToo() throws IOException {
        Files.writeString(report, Files.readString(report) + "\n");
        assertThat(replay().exit()).isEqualTo(1);
        edit("\n\n", "\n");
        assertThat(replay().exit()).isZero();
        byte[] text = Files.readAllBytes(report);
        byte[] marked = new byte[text.length + 3];
        marked[0] = (byte) 0xEF;
        marked[1] = (byte) 0xBB;
        marked[2] = (byte) 0xBF;
        System.arraycopy(text, 0, marked, 3, text.length);
        Files.write(report, marked);
        Console console = replay();
        assertThat(console.exit()).isEqualTo(1);
        assertThat(console.out()).contains("only in how it is written").doesNotContain("\uFEFF");
    }

    @Test
    void filesThatAreNotWhatTheyWereAreNamed() throws IOException {
        Files.writeString(facts.resolve("facts.yaml"), Files.readString(facts.resolve("facts.yaml")) + "# more\n");
        Files.writeString(facts.resolve("new.yaml"), "facts: []\n");
        Files.delete(rules.resolve("supply/compute-dependency.drl"));
        Files.delete(rules.resolve("supply/compute-dependency.test.yaml"));
        Console console = replay();
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.out())
                .startsWith("cannot be evaluated again")
                .contains(
                        "  changed  facts/facts.yaml\n",
                        "  new      facts/new.yaml\n",
                        "  missing  rules/supply/compute-dependency.drl\n");
        Console json = console("replay", "--format", "json", report.toString());
        assertThat(json.exit()).isEqualTo(3);
        assertThat(PublishedSchema.valid("replay", json.out())).contains("\"CHANGED\"", "\"MISSING\"", "\"NEW\"");
    }

    @Test
    void anotherEngineIsSaid() throws IOException {
        edit("drools 10.2.0", "drools 9.0.0");
        Console console = replay();
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.out())
                .contains("made by interlock 0.1.0, drools 9.0.0; this is interlock 0.1.0, drools 10.2.0");
    }

    @Test
    void aReportCutOffAnywhereIsRefusedWithItsPlace() throws IOException {
        byte[] whole = Files.readAllBytes(report);
        for (int length = 0; length < whole.length - 2; length += 1 + whole.length / 40) {
            Files.write(report, java.util.Arrays.copyOf(whole, length));
            Console console = replay();
            assertThat(console.exit()).as("cut off after " + length).isEqualTo(3);
            assertThat(console.out()).isEmpty();
            assertThat(console.err()).contains("report.json").containsPattern("error\\[IL(205|204|203|212|520)]");
        }
    }

    @Test
    void whatIsNoReportIsRefused() throws IOException {
        Path text = folder.resolve("report.txt");
        assertThat(console("run", "-o", text.toString()).exit()).isZero();
        Console console = console("replay", text.toString());
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.err()).contains("error[IL520] this is not a report of Interlock", "help: ");
        Files.writeString(text, "{\"format\": \"interlock.report/2\"}", StandardCharsets.UTF_8);
        assertThat(console("replay", text.toString()).err())
                .contains("text:1:1 error[IL520]".replace("text", text.toString()));
        Files.writeString(text, "[1]", StandardCharsets.UTF_8);
        assertThat(console("replay", text.toString()).err()).contains("error[IL520]");
        assertThat(console("replay", folder.resolve("none.json").toString()).err())
                .contains("error[IL200] there is no such file");
        assertThat(console("replay").exit()).isEqualTo(2);
    }

    @Test
    void aDamagedReportIsRefusedWithEverythingThatIsWrong() throws IOException {
        edit("\"asOf\" : \"2026-01-29\"", "\"asOf\" : \"yesterday\"");
        edit("\"firings\" : 5000000", "\"firings\" : -1");
        Console console = replay();
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.err())
                .contains(
                        "error[IL521] `yesterday` is not a date",
                        "error[IL521] `firings` is not a whole number above 0");
    }
}
