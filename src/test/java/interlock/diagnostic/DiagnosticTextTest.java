package interlock.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DiagnosticTextTest {
    @Test
    void theCaretStandsUnderTheCharactersMeant() {
        Diagnostic diagnostic = new Diagnostic(
                "IL104",
                Severity.ERROR,
                new Location("rules/conflict/investor-supplier.drl", 17, 15, 9),
                "`Investment` has no field `investorr`",
                "did you mean `investor`?",
                "  Investment( investorr == $x, live )");
        assertThat(DiagnosticText.of(diagnostic)).isEqualTo("""
                rules/conflict/investor-supplier.drl:17:15 error[IL104] `Investment` has no field `investorr`
                   17 |   Investment( investorr == $x, live )
                      |               ^^^^^^^^^
                  help: did you mean `investor`?
                """);
    }

    @Test
    void aWholeFileHasNeitherPositionNorSnippet() {
        Diagnostic diagnostic =
                Diagnostic.warning("IL212", Location.ofFile("facts/a.yaml"), "the file says nothing", null);
        assertThat(DiagnosticText.of(List.of(diagnostic, diagnostic)))
                .isEqualTo("facts/a.yaml warning[IL212] the file says nothing\n".repeat(2));
    }

    @Test
    void tabsKeepTheCaretInPlace() {
        assertThat(shown("\tname\t: x", 7, 1)).isEqualTo("    3 | \tname\t: x\n      | \t    \t^\n");
    }

    @Test
    void aCharacterThatTakesTwoPlacesGetsOneCaret() {
        assertThat(shown("a 😀 b", 3, 2)).isEqualTo("    3 | a 😀 b\n      |   ^\n");
        assertThat(shown("a 😀 b", 6, 1)).isEqualTo("    3 | a 😀 b\n      |     ^\n");
    }

    @Test
    void aWideLineIsCutAroundTheCaret() {
        String shown = shown("x".repeat(500) + "HERE" + "y".repeat(500), 501, 4);
        List<String> lines = shown.lines().toList();
        assertThat(lines.get(0))
                .hasSizeLessThan(180)
                .contains("…x")
                .contains("HERE")
                .endsWith("y…");
        assertThat(lines.get(1).indexOf("^^^^")).isEqualTo(lines.get(0).indexOf("HERE"));
    }

    @Test
    void aCaretBehindTheEndOfTheLineIsShown() {
        assertThat(shown("{", 2, 1)).isEqualTo("    3 | {\n      |  ^\n");
        assertThat(shown("", 1, 1)).isEqualTo("    3 | \n      | ^\n");
        assertThat(shown("ab", 2, 100)).isEqualTo("    3 | ab\n      |  ^\n");
    }

    @Test
    void noInputCanCommandTheTerminal() {
        Diagnostic diagnostic = new Diagnostic(
                "IL1", Severity.ERROR, new Location("a", 1, 1, 1), "bad `\u001b[31m\n`", "\u202e", "\u001b[2J");
        assertThat(DiagnosticText.of(diagnostic))
                .doesNotContain("\u001b", "\u202e")
                .hasLineCount(4);
    }

    private static String shown(String line, int column, int length) {
        String text = DiagnosticText.of(
                new Diagnostic("IL1", Severity.ERROR, new Location("a", 3, column, length), "m", null, line));
        return text.substring(text.indexOf('\n') + 1);
    }
}
