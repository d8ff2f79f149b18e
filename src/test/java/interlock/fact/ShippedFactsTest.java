package interlock.fact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shipped facts against the list and the article that they were taken from. */
class ShippedFactsTest {
    private static final Pattern ROW = Pattern.compile("\\brow (P[0-9]{3})\\b");
    private static final FactBase BASE = FactFiles.load(List.of(Path.of("facts")), Vocabulary.builtIn());

    private static List<Map<String, String>> rows() {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(Path.of("src/test/data/ai-deals-public.csv").toFile())) {
            return rows.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Assertion> citing(String row) {
        return BASE.assertions().stream()
                .filter(a ->
                        a.evidence().stream().anyMatch(e -> rowsIn(e.locator()).contains(row)))
                .toList();
    }

    private static Set<String> rowsIn(String locator) {
        Set<String> rows = new HashSet<>();
        if (locator != null) {
            Matcher m = ROW.matcher(locator);
            while (m.find()) {
                rows.add(m.group(1));
            }
        }
        return rows;
    }

    @Test
    void theyLoadWithoutAWord() {
        assertThat(FactFiles.loadWithWarnings(List.of(Path.of("facts")), Vocabulary.builtIn())
                        .warnings())
                .isEmpty();
    }

    @Test
    void everyRowOfTheListIsTheEvidenceOfAFact() {
        assertThat(rows()).hasSize(129);
        for (Map<String, String> row : rows()) {
            assertThat(citing(row.get("fact_id"))).as(row.toString()).isNotEmpty();
        }
    }

    @Test
    void everyRowHasItsLineInTheDocumentation() throws IOException {
        String ledger = Files.readString(Path.of("src/docs/ai-deals-rows.md"));
        for (Map<String, String> row : rows()) {
            assertThat(ledger).contains("| " + row.get("fact_id") + " |");
        }
    }

    @Test
    void everyFigureOfTheListIsOnFile() {
        // The number in an unconverted amount, a share, or, where a row gives a figure that is no amount, in the note.
        for (Map<String, String> row : rows()) {
            List<Assertion> citing = citing(row.get("fact_id"));
            Set<BigDecimal> figures = figures(citing);
            for (String column : List.of("amount_low_bn", "amount_high_bn", "firm_bn")) {
                String text = row.get(column);
                if (!text.isEmpty() && new BigDecimal(text).signum() != 0) {
                    assertThat(figures)
                            .as(row.toString())
                            .contains(Numbers.normalised(new BigDecimal(text).movePointRight(9)));
                }
            }
            for (String column : List.of("pct_low", "pct_high")) {
                String text = row.get(column);
                if (!text.isEmpty()) {
                    assertThat(figures).as(row.toString()).contains(Numbers.normalised(new BigDecimal(text)));
                }
            }
        }
    }

    private static Set<BigDecimal> figures(List<Assertion> assertions) {
        Set<BigDecimal> figures = new HashSet<>();
        for (Assertion a : assertions) {
            for (Amount amount : a.amounts().values()) {
                figures.add(amount.firm());
                figures.add(amount.cap());
            }
            Kind kind = Vocabulary.builtIn().kindOf(a.fact());
            for (Field field : kind.fields()) {
                if (kind.value(a.fact(), field.name()) instanceof Range range) {
                    figures.add(range.low());
                    figures.add(range.high());
                }
            }
        }
        return figures;
    }

    @Test
    void theDigitOfEachRowsGradeIsTheCredibilityOfItsEvidence() {
        for (Map<String, String> row : rows()) {
            int digit = Integer.parseInt(row.get("source_grade").substring(1));
            assertThat(citing(row.get("fact_id")).stream()
                            .flatMap(a -> a.evidence().stream())
                            .filter(e -> rowsIn(e.locator()).contains(row.get("fact_id")))
                            .map(Evidence::credibility))
                    .as(row.toString())
                    .contains(digit);
        }
    }

    @Test
    void theAddressOfEachRowIsInTheRegisterOfSources() {
        for (Map<String, String> row : rows()) {
            String source = row.get("source");
            Matcher url = Pattern.compile("https?://[^ ;]+").matcher(source);
            while (url.find()) {
                assertThat(BASE.sources().values().stream().map(Source::url))
                        .as(row.toString())
                        .contains(url.group());
            }
        }
    }

    @Test
    void theBadRowsStayAndContradict() {
        Assertion blog = BASE.assertions().stream()
                .filter(a -> a.id().equals("amazon-anthropic-stake-blog"))
                .findFirst()
                .orElseThrow();
        assertThat(blog.contradicts()).isEqualTo("amazon-anthropic-stake");
        Assertion guidance = BASE.assertions().stream()
                .filter(a -> a.id().equals("amazon-capex-2026-guidance"))
                .findFirst()
                .orElseThrow();
        assertThat(guidance.contradicts()).isEqualTo("amazon-capex-2026");
    }

    @Test
    void everySentenceOfTheArticleHasItsLine() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/docs/article.md"));
        List<Integer> numbers = new ArrayList<>();
        Pattern line = Pattern.compile("\\| ([0-9]+) \\| .+ \\| (.+) \\|");
        Set<String> ids = new HashSet<>();
        BASE.assertions().forEach(a -> ids.add(a.id()));
        for (String text : lines) {
            Matcher m = line.matcher(text);
            if (m.matches()) {
                numbers.add(Integer.parseInt(m.group(1)));
                Matcher named = Pattern.compile("`([^`]+)`").matcher(m.group(2));
                boolean facts = false;
                while (named.find()) {
                    String name = named.group(1);
                    facts = true;
                    assertThat(ids.contains(name)
                                    || Files.exists(Path.of("rules/" + name + ".drl"))
                                    || Files.exists(Path.of(name)))
                            .as("`" + name + "` in sentence " + m.group(1))
                            .isTrue();
                }
                assertThat(facts || m.group(2).contains("context") || m.group(2).contains("implication"))
                        .as(text)
                        .isTrue();
            }
        }
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList())
                .hasSize(34);
    }

    @Test
    void everySentenceThatStatesAFactIsQuotedByOne() throws IOException {
        Pattern line = Pattern.compile("\\| ([0-9]+) \\| .+ \\| (.+) \\|");
        for (String text : Files.readAllLines(Path.of("src/docs/article.md"))) {
            Matcher m = line.matcher(text);
            if (m.matches() && m.group(2).startsWith("`")) {
                assertThat(BASE.assertions().stream()
                                .flatMap(a -> a.evidence().stream())
                                .filter(e -> e.source().equals("article-amazon-openai")
                                        && ("sentence " + m.group(1)).equals(e.locator())))
                        .as(text)
                        .isNotEmpty()
                        .allSatisfy(e -> assertThat(e.quote()).isNotBlank());
            }
        }
    }

    @Test
    void whatTheArticleSaysIsOnFile() {
        assertThat(BASE.known(java.time.LocalDate.of(2026, 1, 30)).stream().map(Assertion::id))
                .contains(
                        "amazon-openai-talks",
                        "openai-round-2026",
                        "microsoft-openai-talks",
                        "nvidia-openai-talks",
                        "softbank-openai-talks",
                        "middle-east-sovereign-funds-openai-talks",
                        "amazon-anthropic-stake",
                        "aws-anthropic-cloud",
                        "amazon-lay-offs-2026-01",
                        "amazon-capex-2026");
        assertThat(BASE.assertions().stream().map(Assertion::fact).filter(Fact.Facility.class::isInstance))
                .anySatisfy(f -> assertThat(((Fact.Facility) f).owner()).isEqualTo("amazon"));
    }

    @Test
    void noTextOverClaims() throws IOException {
        try (var files = Files.walk(Path.of("facts"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file).toLowerCase(java.util.Locale.ROOT))
                        .as(file.toString())
                        .doesNotContain("illegal", "unlawful");
            }
        }
    }
}
