package interlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Interlock;
import interlock.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays silent says so, and why. */
class SilenceTest {
    private static final Path FACTS = Path.of("src/test/data/small/facts");

    @TempDir
    Path folder;

    private Report reportWith(String name, String clause) throws IOException {
        Path pack = Files.createDirectories(folder.resolve("rules/own"));
        Files.writeString(pack.resolve(name + ".drl"), """
                /**
                 * For a test.
                 *
                 * @title    A policy of one's own
                 * @version  1.0
                 * @level    info
                 * @says     {$x} is named
                 */
                package own.%s;

                rule "one"
                when
                %s
                then
                  raise( drools, points( "one", 1 ), $x );
                end
                """.formatted(name.replace('-', '_'), clause));
        Path parameters = Files.createDirectories(folder.resolve("rules/parameters"));
        Files.writeString(parameters.resolve("own.yaml"), """
                parameters:
                  - {id: own.later, value: 1, unit: points, reference: for a test, effectiveFrom: 2030-01-01}
                """);
        return ReportSchema.valid(
                Interlock.open(List.of(FACTS), List.of(folder.resolve("rules"))).run(Query.everything()));
    }

    private static String reason(Report report, String policy) {
        return report.silent().stream()
                .filter(s -> policy.equals(s.policy()))
                .map(Report.Silence::reason)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPolicyThatReadsWhatNobodyConcludesCanNeverMatch() throws IOException {
        Report report = reportWith("never", "  FundingBy( $x : funder )");
        assertThat(reason(report, "own/never")).contains("can never match", "no policy concludes FundingBy");
        assertThat(report.summary().notes()).contains("no policy raised a signal");
    }

    @Test
    void aPolicyWithoutFactsOfItsKindSaysSo() throws IOException {
        assertThat(reason(reportWith("no-facts", "  Backstop( $x : guarantor )"), "own/no-facts"))
                .contains("no fact of the kind Backstop");
    }

    @Test
    void aParameterThatIsNotInForceLeavesItUnknown() throws IOException {
        String clause = "  Parameter( id == \"own.later\", $v : value )\n  Company( $x : id )";
        assertThat(reason(reportWith("later", clause), "own/later"))
                .contains("unknown", "own.later", "is not in force on 30 January 2026");
    }

    @Test
    void aPolicyThatLookedInVainSaysAtWhat() throws IOException {
        assertThat(reason(reportWith("vain", "  Company( $x : id, name == \"Nobody\" )"), "own/vain"))
                .contains("looked at 4 Company", "no combination meets all conditions");
    }

    @Test
    void kindsThatNoPolicyReadsAreNamedWithTheirNumber() throws IOException {
        assertThat(reportWith("one", "  Company( $x : id )").silent()).anySatisfy(s -> {
            assertThat(s.kind()).isEqualTo("Investment");
            assertThat(s.reason()).startsWith("2 facts of the kind Investment");
        });
    }

    @Test
    void theGuidanceOfFebruaryContradictsTheFigureOfTheArticle() {
        Report later = ReportSchema.valid(Interlock.open(List.of(Path.of("facts")), List.of(Path.of("rules")))
                .run(Query.everything().on(LocalDate.of(2026, 2, 10))));
        assertThat(later.disputes()).extracting(Report.DisputeView::other).contains("amazon-capex-2026");
        assertThat(later.signals())
                .filteredOn(s -> s.policy().id().equals("evidence/conflicting-evidence"))
                .anySatisfy(s -> assertThat(s.narrative()).contains("$125bn", "$200bn"));
    }
}
