package interlock.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import interlock.Interlock;
import interlock.Query;
import interlock.json.CsvTable;
import interlock.json.Node;
import interlock.json.SourceText;
import interlock.report.Report;
import interlock.report.SarifSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as Markdown, CSV, SARIF and DOT, of facts whose names mean something in each of these. */
final class ReportFormatsTest {
    private static final String NAME = "=HYPERLINK(\\\"x\\\") | <script> \\\\ *A*, B";

    @TempDir
    static Path folder;

    private static Report report;

    @BeforeAll
    static void run() throws IOException {
        String small = Files.readString(Path.of("src/test/data/small/facts/facts.yaml"));
        Files.writeString(
                folder.resolve("facts.yaml"),
                small.replace("name: Amazon,", "name: \"" + NAME + "\",")
                        .replace("quote: Amazon may", "quote: \\\"]; x -> y\\\\ Amazon may"));
        report = Interlock.open(List.of(folder), List.of(Path.of("rules"))).run(Query.everything());
        assertThat(report.signals()).hasSizeGreaterThan(2);
    }

    private static String name() {
        return report.signals().stream()
                .flatMap(s -> s.parties().stream())
                .filter(p -> p.id().equals("amazon"))
                .findFirst()
                .orElseThrow()
                .name();
    }

    @Test
    void theTableHasALineForEachSignalAndComesBackAsItWas() {
        CsvTable table = CsvTable.read(new SourceText("report.csv", ReportCsv.of(report)), d -> {
                    throw new AssertionError(d.message());
                })
                .orElseThrow();
        assertThat(table.columns().stream().map(Node.Scalar::text)).containsExactlyElementsOf(ReportCsv.COLUMNS);
        assertThat(table.rows()).hasSameSizeAs(report.signals());
        for (int i = 0; i < report.signals().size(); i++) {
            List<String> row =
                    table.rows().get(i).stream().map(Node.Scalar::text).toList();
            Report.Signal s = report.signals().get(i);
            assertThat(row.get(0)).isEqualTo(s.id());
            assertThat(row.get(1)).isEqualTo(s.level().name());
            assertThat(row.get(ReportCsv.COLUMNS.indexOf("parties")))
                    .isEqualTo(String.join(
                            ";", s.parties().stream().map(Report.PartyView::id).toList()));
        }
    }

    @Test
    void noCellOfTheTableIsAFormula() {
        CsvTable table = CsvTable.read(new SourceText("report.csv", ReportCsv.of(report)), d -> {})
                .orElseThrow();
        assertThat(name()).startsWith("=");
        assertThat(table.rows().stream().flatMap(List::stream).map(Node.Scalar::text))
                .noneMatch(cell -> cell.startsWith("=") || cell.startsWith("+") || cell.startsWith("@"))
                .anyMatch(cell -> cell.startsWith("'="));
    }

    @Test
    void sarifHoldsPoliciesAsRulesAndTheLinesOfFactsAsPlaces() throws JsonProcessingException {
        JsonNode run = JsonMapper.builder()
                .build()
                .readTree(SarifSchema.valid(ReportSarif.of(report, Path.of(""))))
                .at("/runs/0");
        assertThat(run.get("results")).hasSameSizeAs(report.signals());
        for (int i = 0; i < report.signals().size(); i++) {
            JsonNode result = run.get("results").get(i);
            Report.Signal s = report.signals().get(i);
            assertThat(run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt() + "/id")
                            .asText())
                    .isEqualTo(s.policy().id());
            assertThat(result.get("locations")).hasSameSizeAs(s.evidence().facts());
            String fact = s.evidence().facts().get(0);
            assertThat(result.at("/locations/0/physicalLocation/region/startLine")
                            .asInt())
                    .isEqualTo(report.facts().get(fact).at().line());
            assertThat(result.at("/partialFingerprints/interlockSignal~1v1").asText())
                    .isEqualTo(s.id());
        }
    }

    @Test
    void whatComesFromFilesSetsNoMarkInMarkdown() {
        String markdown = ReportMarkdown.of(report);
        assertThat(markdown).contains("\\<script\\>").doesNotContain("<script>").doesNotContain(" *A*");
        // A line of the table has as many cells as its head: the bar in the name is none.
        Pattern bar = Pattern.compile("(?<!\\\\)\\|");
        assertThat(markdown.lines().filter(l -> l.startsWith("|")))
                .hasSize(report.signals().size() + 2)
                .allMatch(l -> bar.matcher(l).results().count() == 7);
        report.signals().forEach(s -> assertThat(markdown).contains(s.id()));
    }

    @Test
    void everyNameInAGraphIsInQuotes() {
        String strings = "\"(?:[^\"\\\\]|\\\\.)*\"";
        for (String graph : List.of(ReportDot.of(report), ProofDot.of(Interlock.why(report, report.signals(), true)))) {
            assertThat(graph.replaceAll(strings, "S"))
                    .startsWith("digraph interlock {\n")
                    .endsWith("}\n")
                    .matches("[A-Za-z0-9S\\s\\[\\]{}=,;>-]*");
        }
        assertThat(ReportDot.of(report)).contains("\"party amazon\" [label=").contains("\\\\");
    }

    @Test
    void aDealThatIsNotCertainIsDashed() {
        assertThat(ReportDot.of(report).lines().filter(l -> l.contains("\"party amazon\" -> \"party openai\"")))
                .hasSize(1)
                .allMatch(l -> l.contains("style=dashed"));
        assertThat(ReportDot.of(report).lines().filter(l -> l.contains("\"party amazon\" -> \"party anthropic\"")))
                .hasSize(1)
                .noneMatch(l -> l.contains("style=dashed"));
    }
}
