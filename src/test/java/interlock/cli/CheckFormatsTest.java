package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import interlock.Interlock;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Fix;
import interlock.diagnostic.Location;
import interlock.diagnostic.Patch;
import interlock.diagnostic.Severity;
import interlock.report.SarifSchema;
import interlock.report.render.CheckSarif;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code check} prints for editors, scripts and code hosts, over a fact base with everything wrong that facts can have wrong. */
final class CheckFormatsTest {
    private static final Path BAD = Path.of("src/test/golden/bad/facts");
    private static final Path RULES = Path.of("src/test/golden/fixes/misspelt-words/rules");
    private static final String SMALL = "src/test/data/small/facts";

    @TempDir
    Path folder;

    private static List<Path> bad() {
        try (Stream<Path> cases = Files.list(BAD)) {
            return cases.sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Diagnostic> problems() {
        List<Diagnostic> problems = Interlock.check(bad(), List.of(RULES));
        assertThat(problems).hasSizeGreaterThan(100);
        return problems;
    }

    private static Console check(String format) {
        List<String> arguments = new ArrayList<>(List.of("check", "--format", format, "--rules", RULES.toString()));
        for (Path facts : bad()) {
            arguments.add("--facts");
            arguments.add(facts.toString());
        }
        Console console = Console.run(arguments.toArray(String[]::new));
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isEqualTo(1);
        return console;
    }

    private static JsonNode valid(String json, String schema) {
        try {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(Files.readString(Path.of(schema)))
                            .validate(json, InputFormat.JSON))
                    .isEmpty();
            return JsonMapper.builder().build().readTree(json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void plainIsOneLineAProblemWithItsPlaceFirst() {
        List<Diagnostic> problems = problems();
        List<String> lines = check("plain").out().lines().toList();
        assertThat(lines)
                .hasSize(problems.size())
                .allSatisfy(
                        l -> assertThat(l).matches("[^:]+:[1-9]\\d*:[1-9]\\d*: (error|warning|note)\\[IL\\d{3}] .+"));
        Diagnostic last = problems.get(problems.size() - 1);
        assertThat(lines.get(lines.size() - 1))
                .startsWith(last.at() + ": error[" + last.code() + "] " + last.message());
    }

    @Test
    void jsonKeepsItsSchemaAndLeavesNothingOut() {
        List<Diagnostic> problems = problems();
        JsonNode json = valid(check("json").out(), "src/docs/check.schema.json");
        assertThat(json.at("/summary/problems").asInt()).isEqualTo(problems.size());
        assertThat(json.at("/summary/errors").asLong()
                        + json.at("/summary/warnings").asLong())
                .isEqualTo(problems.size());
        assertThat(json.at("/summary/warnings").asLong())
                .isEqualTo(problems.stream()
                        .filter(d -> d.severity() == Severity.WARNING)
                        .count())
                .isPositive();
        for (int i = 0; i < problems.size(); i++) {
            JsonNode one = json.at("/problems/" + i);
            Diagnostic d = problems.get(i);
            assertThat(one.get("code").asText()).isEqualTo(d.code());
            assertThat(one.get("file").asText()).isEqualTo(d.at().file());
            assertThat(one.get("message").asText()).isEqualTo(d.message());
            assertThat(one.get("line").asInt()).isEqualTo(d.at().line());
            assertThat(one.get("line").isNull()).isEqualTo(d.at().line() == 0);
            assertThat(one.get("title").isNull()).isFalse();
            assertThat(one.get("fix").isNull()).isEqualTo(d.fix().isEmpty());
        }
    }

    @Test
    void sarifHasWhatTheStandardAsksFor() {
        List<Diagnostic> problems = problems();
        JsonNode run = valid(SarifSchema.valid(check("sarif").out()), "src/test/data/schemas/sarif-2.1.0.schema.json")
                .at("/runs/0");
        JsonNode rules = run.at("/tool/driver/rules");
        assertThat(run.get("results")).hasSize(problems.size());
        for (int i = 0; i < problems.size(); i++) {
            JsonNode result = run.get("results").get(i);
            Diagnostic d = problems.get(i);
            assertThat(rules.get(result.get("ruleIndex").asInt()).get("id").asText())
                    .isEqualTo(result.get("ruleId").asText())
                    .isEqualTo(d.code());
            assertThat(result.at("/message/text").asText()).startsWith(d.message());
            JsonNode place = result.at("/locations/0/physicalLocation");
            assertThat(URI.create(place.at("/artifactLocation/uri").asText()).getPath())
                    .isEqualTo(d.at().file());
            assertThat(place.has("region")).isEqualTo(d.at().line() > 0);
            String line = place.at("/contextRegion/snippet/text").asText();
            JsonNode region = place.get("region");
            if (region != null && region.has("snippet")) {
                assertThat(region.at("/snippet/text").asText())
                        .isEqualTo(line.substring(
                                region.get("startColumn").asInt() - 1,
                                region.get("endColumn").asInt() - 1));
            }
            assertThat(result.has("fixes")).isEqualTo(d.fix().isPresent());
        }
        assertThat(rules)
                .allSatisfy(r -> assertThat(r.at("/help/text").asText()).contains("Wrong", "Right"));
        assertThat(problems.stream().filter(d -> d.fix().isPresent())).hasSizeGreaterThan(10);
    }

    /** Whoever follows the standard to the letter makes the change that {@code --fix} makes. */
    @Test
    void aFixOfSarifReplacesWhatItSays() throws JsonProcessingException {
        String line = "  Investment( investorr == $x )";
        Diagnostic d = new Diagnostic(
                "IL131", Severity.ERROR, new Location("a.drl", 1, 15, 9), "no field", "did you mean `investor`?", line);
        JsonNode replacement = JsonMapper.builder()
                .build()
                .readTree(CheckSarif.of(List.of(d), Optional.empty(), Path.of("")))
                .at("/runs/0/results/0/fixes/0/artifactChanges/0/replacements/0");
        int start = replacement.at("/deletedRegion/startColumn").asInt() - 1;
        int end = replacement.at("/deletedRegion/endColumn").asInt() - 1;
        String made = line.substring(0, start)
                + replacement.at("/insertedContent/text").asText()
                + line.substring(end);
        assertThat(made)
                .isEqualTo(Patch.of(line, d.fix().stream().toList()).text())
                .isEqualTo("  Investment( investor == $x )");
    }

    @Test
    void filesAreNamedByUrisRelativeToTheFolder() throws JsonProcessingException {
        Path home = Path.of("").toAbsolutePath();
        assertThat(uri(home.resolve("rules/a.drl").toString())).isEqualTo("rules/a.drl %SRCROOT%");
        assertThat(uri("rules/./x/../a b ü%.drl")).isEqualTo("rules/a%20b%20%C3%BC%25.drl %SRCROOT%");
        assertThat(uri("a:b.yaml")).isEqualTo("./a:b.yaml %SRCROOT%");
        assertThat(uri("/elsewhere/a b.yaml")).isEqualTo("file:///elsewhere/a%20b.yaml -");
    }

    private static String uri(String file) throws JsonProcessingException {
        Diagnostic d = Diagnostic.error("IL200", Location.ofFile(file), "gone", null);
        JsonNode artifact = JsonMapper.builder()
                .build()
                .readTree(CheckSarif.of(List.of(d), Optional.of("1"), Path.of("")))
                .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation");
        return artifact.get("uri").asText() + " " + artifact.path("uriBaseId").asText("-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "sarif", "plain"})
    void nothingWrongIsAnEmptyListAndNoWords(String format) {
        Console console = Console.run("check", "--facts", SMALL, "--format", format);
        assertThat(console.exit()).isZero();
        switch (format) {
            case "json" ->
                assertThat(valid(console.out(), "src/docs/check.schema.json").get("problems"))
                        .isEmpty();
            case "sarif" ->
                assertThat(valid(SarifSchema.valid(console.out()), "src/test/data/schemas/sarif-2.1.0.schema.json")
                                .at("/runs/0/results"))
                        .isEmpty();
            default -> assertThat(console.out()).isEmpty();
        }
    }

    @Test
    void aFormatThatDoesNotExistIsWrongUsage() {
        Console console = Console.run("check", "--format", "xml");
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("`xml`", "human, plain, json, sarif");
    }

    @Test
    void onlyTheProblemsBelowThePathsAreTold() {
        Console one = Console.run(
                "check",
                "--facts",
                BAD.toString(),
                "--rules",
                RULES.toString(),
                "--format",
                "plain",
                BAD.resolve("unknown-field").toString(),
                BAD + "/unknown-kind/../unknown-kind/facts.yaml");
        assertThat(one.exit()).isEqualTo(1);
        assertThat(one.out().lines().map(l -> l.substring(0, l.indexOf(':'))).distinct())
                .containsExactly(BAD + "/unknown-field/facts.yaml", BAD + "/unknown-kind/facts.yaml");
        Console none = Console.run("check", "--facts", SMALL, "--rules", RULES.toString(), SMALL);
        assertThat(none.out()).isEqualTo("no problems\n");
        assertThat(none.exit()).isZero();
    }

    @Test
    void aPathThatIsNotReadIsWrongUsage() throws IOException {
        Console missing = Console.run("check", "nowhere/at/all");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no file or folder `nowhere/at/all`");
        Path elsewhere = Files.createFile(folder.resolve("a.drl"));
        Console outside = Console.run("check", elsewhere.toString());
        assertThat(outside.exit()).isEqualTo(2);
        assertThat(outside.err()).contains("is not among what is checked");
    }

    @Test
    void aCodeIsExplained() {
        Console page = Console.run("check", "--explain", "IL131");
        assertThat(page.exit()).isZero();
        assertThat(page.err()).isEmpty();
        assertThat(page.out())
                .startsWith("IL131: a kind of fact has no such field\n")
                .contains("Wrong, ", "Right:");
        assertThat(Console.run("check", "--explain", "il131")).isEqualTo(page);
    }

    @Test
    void allCodesAreListed() {
        Console list = Console.run("check", "--explain", "all");
        assertThat(list.exit()).isZero();
        assertThat(list.out().lines()).hasSizeGreaterThan(90).allMatch(l -> l.matches("IL\\d{3}  [a-z`].+"));
    }

    @Test
    void aCodeThatDoesNotExistIsWrongUsage() {
        Console near = Console.run("check", "--explain", "IL1031");
        assertThat(near.exit()).isEqualTo(2);
        assertThat(near.out()).isEmpty();
        assertThat(near.err()).contains("there is no code `IL1031`", "did you mean `IL10");
        Console far = Console.run("check", "--explain", "../IL131");
        assertThat(far.exit()).isEqualTo(2);
        assertThat(far.err()).contains("there is no code `../IL131`");
        assertThat(Console.run("check", "--explain", "everything").err()).contains("--explain all");
    }

    @Test
    void aFixStaysWithinItsFile() {
        for (Diagnostic d : problems()) {
            for (Fix fix : d.fix().stream().toList()) {
                assertThat(fix.line()).as(d.toString()).isPositive();
                assertThat(fix.column()).as(d.toString()).isPositive();
                assertThat(fix.length()).as(d.toString()).isNotNegative();
            }
        }
    }
}
