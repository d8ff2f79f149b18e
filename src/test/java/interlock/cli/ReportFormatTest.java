package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.render.ReportHtml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which form a report comes. */
class ReportFormatTest {
    private static final String SMALL = "src/test/data/small/facts";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"report.html", "REPORT.HTML"})
    void theEndingAsksForAPage(String name) throws IOException {
        Path file = folder.resolve(name);
        Console console = Console.run("run", "--facts", SMALL, "-o", file.toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        assertThat(ReportHtml.isPage(Files.readString(file))).isTrue();
    }

    @Test
    void theOptionAsksForAPageOnTheStandardOutput() {
        Console console = Console.run("run", "--facts", SMALL, "--format", "html");
        assertThat(console.exit()).isZero();
        assertThat(ReportHtml.isPage(console.out())).isTrue();
    }

    @Test
    void aFormatThatIsNotThereIsWrongUsage() {
        Console console = Console.run("run", "--facts", SMALL, "--format", "htlm");
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("--format");
        // A what-if has no page.
        assertThat(Console.run("what-if", "--drop", "x", "--format", "html").exit())
                .isEqualTo(2);
    }

    @Test
    void aPageThatIsTooLargeIsNotWritten() {
        Path file = folder.resolve("report.html");
        Console console = Console.run("run", "--facts", SMALL, "--max-report", "0", "-o", file.toString());
        assertThat(console.exit()).isEqualTo(4);
        assertThat(file).doesNotExist();
    }

    @Test
    void whatAStrangerSentBecomesAPageOfOurs() throws IOException {
        Path facts = Files.createDirectories(folder.resolve("sent/facts"));
        Files.writeString(facts.resolve("x.yaml"), """
                sources:
                  - {id: s, title: "</script><script>1</script>", publisher: "<img src=x>", letter: B}
                facts:
                  - {kind: Company, id: x, name: "<b>X\\t</b>"}
                  - {kind: Company, id: y, name: Y}
                  - kind: Investment
                    id: x-y
                    investor: x
                    investee: y
                    amount: {cap: 5bn}
                    instrument: EQUITY
                    status: ANNOUNCED
                    from: 2026-01-02
                    evidence: [{source: s, credibility: 2, quote: "<script>1</script>"}]
                """);
        Path file = folder.resolve("report.html");
        Console console =
                Console.run("run", "--untrusted", folder.resolve("sent").toString(), "-o", file.toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        String page = Files.readString(file);
        assertThat(ReportHtml.isPage(page)).isTrue();
        assertThat(page).contains("&lt;b&gt;X &lt;/b&gt;").doesNotContain("<script>1");
    }
}
