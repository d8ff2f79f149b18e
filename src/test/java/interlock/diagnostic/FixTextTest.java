package interlock.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What a fix does to a text, how the change is shown, and when a help line is a fix. */
class FixTextTest {
    private static String made(String text, Fix... fixes) {
        return Patch.of(text, List.of(fixes)).text();
    }

    @Example
    void aFixReplacesInsertsAndRemoves() {
        assertThat(made("a = b\nc", new Fix(1, 3, 1, "=="))).isEqualTo("a == b\nc");
        assertThat(made("a\nb", new Fix(2, 2, 0, ";"))).isEqualTo("a\nb;");
        assertThat(made("[1,]", new Fix(1, 3, 1, ""))).isEqualTo("[1]");
        assertThat(made("a\r\nb", new Fix(1, 2, 0, "\nend"))).isEqualTo("a\r\nend\r\nb");
    }

    @Example
    void ofTwoFixesAtOnePlaceTheFirstIsMade() {
        Patch patch = Patch.of("abcd", List.of(new Fix(1, 2, 2, "X"), new Fix(1, 3, 1, "Y"), new Fix(1, 2, 2, "X")));
        assertThat(patch).isEqualTo(new Patch("aXd", 1));
        assertThat(Patch.of("ab", List.of(new Fix(1, 2, 0, ","), new Fix(1, 2, 0, ";")))
                        .made())
                .isEqualTo(1);
    }

    @Example
    void aFixOutsideOfTheTextIsNotMade() {
        assertThat(Patch.of("ab", List.of(new Fix(2, 1, 0, "x"), new Fix(1, 1, 5, "x"), new Fix(0, 0, 1, "x"))))
                .isEqualTo(new Patch("ab", 0));
    }

    @Example
    void aDifferenceShowsTheLinesByTheirNumbers() {
        assertThat(LineDifference.of("a\nb\nc\nd\n", "a\nX\nc\nd\ne\n")).isEqualTo("    2 - b\n    2 + X\n    5 + e\n");
        assertThat(LineDifference.of("a\n", "a\n")).isEmpty();
        assertThat(LineDifference.of("", "a\u001b[2J")).isEqualTo("    1 + a\uFFFD[2J\n");
        assertThat(LineDifference.of("a", "")).isEqualTo("    1 - a\n");
    }

    /** Taking out the lines with a minus and putting in those with a plus turns one text into the other. */
    @Property(tries = 300)
    void aDifferenceLeadsFromOneTextToTheOther(
            @ForAll @Size(max = 12) List<@StringLength(max = 1) @AlphaChars String> before,
            @ForAll @Size(max = 12) List<@StringLength(max = 1) @AlphaChars String> after) {
        List<String> one = coarse(before);
        List<String> other = coarse(after);
        List<String> lines = LineDifference.of(String.join("\n", one), String.join("\n", other))
                .lines()
                .toList();
        List<String> kept = new ArrayList<>(one);
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (line.charAt(6) == '-') {
                assertThat(kept.remove(number(line))).isEqualTo(line.substring(8));
            }
        }
        for (String line : lines) {
            if (line.charAt(6) == '+') {
                kept.add(number(line), line.substring(8));
            }
        }
        assertThat(kept).isEqualTo(other);
    }

    /** Few different lines, so that many are equal. */
    private static List<String> coarse(List<String> lines) {
        return lines.stream()
                .map(l -> l.matches("[a-h]?") ? "x" + l.replaceAll("[c-h]", "c") : "y")
                .toList();
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(0, 5).strip()) - 1;
    }

    private static Optional<Fix> told(String code, String line, int column, int length, String help) {
        return new Diagnostic(code, Severity.ERROR, new Location("f", 3, column, length), "m", help, line).fix();
    }

    @Example
    void inAPlaceOfASentenceAFieldOrAFormIsMendedAndAVariableIsNot() {
        assertThat(told("IL137", " * @says {$a.amuont}", 10, 11, "did you mean `amount`?"))
                .contains(new Fix(3, 14, 6, "amount"));
        assertThat(told("IL137", " * @says {$a:mony}", 10, 9, "did you mean `money`?"))
                .contains(new Fix(3, 14, 4, "money"));
        assertThat(told("IL137", " * @says {$bnak}", 10, 7, "did you mean `$bank`?"))
                .isEmpty();
        assertThat(told("IL137", " * @says {$a.amuont.amoun}", 10, 17, "did you mean `amount`?"))
                .isEmpty();
    }

    @Example
    void wordsOfADeclarationAreMended() {
        assertThat(told("IL272", "  due : Date @optoinal", 14, 9, "did you mean `@optional`?"))
                .contains(new Fix(3, 14, 9, "@optional"));
        assertThat(told("IL276", "  due : Dtae", 9, 4, "did you mean `Date`?")).contains(new Fix(3, 9, 4, "Date"));
        assertThat(told("IL280", " * @says {selller}", 11, 7, "did you mean `seller`?"))
                .contains(new Fix(3, 11, 7, "seller"));
        assertThat(told("IL279", " * @syas x", 4, 5, "did you mean `@says`?")).contains(new Fix(3, 4, 5, "@says"));
    }

    @Example
    void aQuestionWithOneAnswerIsAFix() {
        assertThat(told("IL131", "X( investorr == 1 )", 4, 9, "did you mean `investor`?"))
                .contains(new Fix(3, 4, 9, "investor"));
        assertThat(told("IL120", "wehn", 1, 4, "did you mean `when`?")).contains(new Fix(3, 1, 4, "when"));
        assertThat(told("IL115", "edn", 1, 3, "did you mean `end`?")).contains(new Fix(3, 1, 3, "end"));
        assertThat(told("IL226", "x: \"EQUTY\"", 4, 7, "did you mean `EQUITY`?"))
                .contains(new Fix(3, 4, 7, "\"EQUITY\""));
    }

    @Example
    void aQuestionThatMayHaveAnotherAnswerIsNone() {
        assertThat(told("IL131", "lefts", 1, 5, "did you mean `left` or `lifts`?"))
                .isEmpty();
        assertThat(told("IL131", "invvesttor", 1, 10, "did you mean `investor`?"))
                .isEmpty();
        assertThat(told("IL124", "$lab2", 1, 5, "did you mean `$lab1`?")).isEmpty();
        assertThat(told("IL124", "$y", 1, 2, "did you mean `$x`?")).isEmpty();
        assertThat(told("IL240", "amazn", 1, 5, "did you mean `amazon`?")).isEmpty();
        assertThat(told("IL131", "something else", 1, 9, "did you mean `investor`?"))
                .isEmpty();
        assertThat(told("IL131", "short", 4, 9, "did you mean `investor`?")).isEmpty();
    }

    @Example
    void whatIsEquallyNearIsAllNamed() {
        assertThat(DidYouMean.help("labs", List.of("lab1", "lab2", "lab3"), "none"))
                .isEqualTo("did you mean `lab1` or `lab2`?");
        assertThat(DidYouMean.help("lab", List.of("lab1", "lab", "lab"), "none"))
                .isEqualTo("did you mean `lab`?");
        assertThat(DidYouMean.help("wholly other", List.of("lab1"), "none")).isEqualTo("none");
    }

    @Example
    void aRemedyOfItsOwnGoesBeforeWhatTheHelpSays() {
        Fix own = new Fix(1, 1, 1, "own");
        Diagnostic d = new Diagnostic(
                "IL131", Severity.ERROR, new Location("f", 1, 1, 9), "m", "did you mean `investor`?", "investorr");
        assertThat(d.withFix(own).fix()).contains(own);
        assertThat(d.withFix(own).withSnippet("x").fix()).contains(own);
        assertThat(d.withFix(own)).isNotEqualTo(d);
    }
}
