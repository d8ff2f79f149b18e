package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import interlock.diagnostic.Diagnostic;
import interlock.engine.Budget;
import interlock.fact.Assertion;
import interlock.fact.CsvHeaders;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.FactSchema;
import interlock.fact.VocabularySheet;
import interlock.policytest.TestResult;
import interlock.report.Report;
import interlock.report.render.CatalogText;
import interlock.report.render.ReportJson;
import interlock.report.render.ReportText;
import interlock.report.render.Style;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kind of fact that a rule folder declares, used like one that Interlock brings along, from file to report. */
final class OwnKindsTest {
    private static final Path HOME = Path.of("src/test/golden/own-kinds");
    private static final List<Path> RULES = List.of(HOME.resolve("rules"));
    private static final List<Path> FACTS = List.of(HOME.resolve("facts"));

    @TempDir
    private Path folder;

    @Test
    void nothingIsWrongWithTheExample() {
        assertThat(Interlock.check(FACTS, RULES)).isEmpty();
    }

    @Test
    void testsOfAPolicyUseTheKind() {
        List<TestResult> results = Interlock.test(RULES);
        assertThat(results).hasSizeGreaterThan(5).allMatch(TestResult::passed);
    }

    @Test
    void aDeclaredKindHasEveryTypeOfField() {
        Kind kind = Interlock.vocabulary(RULES).kind("PowerContract").orElseThrow();
        assertThat(kind.fields()).extracting(Field::type).contains(Field.Type.values());
        assertThat(kind.field("amount").orElseThrow().required()).isFalse();
        assertThat(kind.field("seller").orElseThrow().required()).isTrue();
        assertThat(kind.field("sharers").orElseThrow())
                .isEqualTo(new Field("sharers", Field.Type.PARTY, false, true, List.of()));
        assertThat(kind.field("source").orElseThrow().names())
                .containsExactly("NUCLEAR", "GAS", "SOLAR", "WIND", "GRID");
        assertThat(kind.about()).isEqualTo("Electricity that one party sells another for a data centre.");
    }

    @Test
    void sheetSchemaHeadersAndCatalogueDescribeIt() {
        Vocabulary vocabulary = Interlock.vocabulary(RULES);
        Kind kind = vocabulary.kind("PowerContract").orElseThrow();
        Golden.check(HOME.resolve("expected/sheet.txt"), VocabularySheet.of(kind));
        Golden.check(HOME.resolve("expected/headers.csv"), CsvHeaders.of(kind) + "\n");
        assertThat(VocabularySheet.text(vocabulary)).contains(VocabularySheet.of(kind));
        assertThat(CsvHeaders.text(vocabulary)).contains(CsvHeaders.of(kind));
        assertThat(CatalogText.of(
                        Desk.catalog(FACTS, RULES, Query.everything(), false, Budget.unwatched()), Style.PLAIN))
                .contains("PowerContract: Electricity that one party sells another for a data centre.");
    }

    @Test
    void theSchemaTakesTheFactsAndRefusesOthers() throws IOException {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(FactSchema.text(Interlock.vocabulary(RULES)));
        ObjectMapper json = new ObjectMapper();
        String good = Files.readString(HOME.resolve("formats/power.json"));
        assertThat(schema.validate(json.readTree(good))).isEmpty();
        assertThat(schema.validate(json.readTree(good.replace("NUCLEAR", "COAL"))))
                .isNotEmpty();
        assertThat(schema.validate(json.readTree(good.replace("\"seller\"", "\"sellr\""))))
                .isNotEmpty();
    }

    @Test
    void everyFormatOfFileGivesTheSameFact() throws IOException {
        Vocabulary vocabulary = Interlock.vocabulary(RULES);
        Assertion yaml = contract(FactFiles.load(FACTS, vocabulary));
        for (String name : List.of("power.json", "power.ndjson", "power.csv")) {
            Path alone = Files.createDirectories(folder.resolve(name + "-alone"));
            Files.copy(HOME.resolve("formats").resolve(name), alone.resolve(name));
            Files.copy(HOME.resolve("facts/power.yaml"), alone.resolve("z.yaml"));
            String others = Files.readString(alone.resolve("z.yaml"));
            Files.writeString(alone.resolve("z.yaml"), others.substring(0, others.indexOf("  - kind: PowerContract")));
            Assertion other = contract(FactFiles.load(List.of(alone), vocabulary));
            assertThat(other.fact()).as(name).isEqualTo(yaml.fact()).hasSameHashCodeAs(yaml.fact());
            assertThat(other.amounts()).as(name).isEqualTo(yaml.amounts());
            assertThat(other.evidence()).as(name).isEqualTo(yaml.evidence());
        }
    }

    @Test
    void theReportTellsOfItInItsOwnWordsWithAmountsOfEachWorld() {
        Interlock interlock = Interlock.open(FACTS, RULES);
        assertThat(interlock.selfCheck(Query.everything())).isEmpty();
        Report report = interlock.run(Query.everything());
        assertThat(ReportText.of(report, Style.PLAIN).replaceAll("\\s+", " "))
                .contains("Talen has a stake in Helion Labs and sells it nuclear power for Susquehanna worth EUR 500m"
                        + " to EUR 2bn.")
                .contains("Talen sells Helion Labs nuclear power for Susquehanna worth EUR 500m to EUR 2bn, 960 MW,"
                        + " 20 % to 40 % of the plant's output over 120 months until 31 December 2035 (signed")
                .doesNotContain("shared with");
        assertThat(ReportJson.of(report)).contains("\"PowerContract\"");
        assertThat(report.signals()).hasSize(1);
        // 500 million euros firm are above the threshold, so the signal is there in the floor already.
        assertThat(report.signals().get(0).status().toString()).isEqualTo("ESTABLISHED");
    }

    @Test
    void theDigestOfARunKnowsTheDeclaration() throws IOException {
        Path rules = folder.resolve("rules");
        copy(HOME.resolve("rules"), rules);
        Report before = Interlock.open(FACTS, List.of(rules)).run(Query.everything());
        Path declaration = rules.resolve("vocabulary/power.drl");
        Files.writeString(declaration, Files.readString(declaration).replace("sells {buyer}", "provides {buyer} with"));
        Report after = Interlock.open(FACTS, List.of(rules)).run(Query.everything());
        assertThat(after.run().digest()).isNotEqualTo(before.run().digest());
        assertThat(before.run().policies().files()).containsKey("rules/vocabulary/power.drl");
    }

    @Test
    void anUnknownPartyIsToldAsInAnyFact() throws IOException {
        Path facts = folder.resolve("facts");
        copy(HOME.resolve("facts"), facts);
        Path file = facts.resolve("power.yaml");
        Files.writeString(file, Files.readString(file).replace("buyer: helion-labs", "buyer: helion-lab"));
        assertThat(Interlock.check(List.of(facts), RULES))
                .extracting(Diagnostic::code, Diagnostic::help)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("IL240", "did you mean `helion-labs`?"));
    }

    @Test
    void withoutADeclarationTheVocabularyIsTheOneOfTheHouse() {
        assertThat(Interlock.vocabulary(List.of(Path.of("rules"))).kinds())
                .isEqualTo(Vocabulary.builtIn().kinds());
    }

    private static Assertion contract(FactBase base) {
        return base.assertions().stream()
                .filter(a -> a.id().equals("susquehanna"))
                .findFirst()
                .orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
