package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the screen of merger filings says of one deal, jurisdiction by jurisdiction. */
final class MergerScreenTest {
    private static final String SCREEN = "competition/merger-filing-screen";
    private static final String DEAL = """
            asOf: 2026-01-30
            sources:
              - {id: s, title: Filing, publisher: S, letter: A}
            facts:
              - {kind: Company, id: alpha, name: Alpha}
              - {kind: Company, id: beta, name: Beta}
              - {kind: Investment, id: deal, investor: alpha, investee: beta, amount: 2bn, instrument: EQUITY, voting: 60,
                 status: COMPLETED, from: 2026-01-10, evidence: [{source: s, credibility: 1}]}
              - {kind: Financials, id: alpha-world, company: alpha, period: FY2025, turnover: 50bn,
                 status: REPORTED, from: 2026-01-15, evidence: [{source: s, credibility: 1}]}
              - {kind: Financials, id: beta-world, company: beta, period: FY2025, turnover: TURNOVER,
                 status: REPORTED, from: 2026-01-15, evidence: [{source: s, credibility: 1}]}
              - {kind: Financials, id: beta-de, company: beta, period: FY2025, region: DE, turnover: 0,
                 status: REPORTED, from: 2026-01-15, evidence: [{source: s, credibility: 1}]}
            """;

    @Test
    void oneDealIsMetInOneJurisdictionUnknownInAnotherAndNotMetInAThird(@TempDir Path folder) throws IOException {
        Report report = screened("3bn", folder);
        assertThat(met(report)).containsExactly("us");
        assertThat(unknown(report)).containsExactly("eu", "uk");
    }

    @Test
    void whoIsTooSmallInTheWorldIsTooSmallInTheUnionWhateverIsUntold(@TempDir Path folder) throws IOException {
        Report report = screened("100m", folder);
        assertThat(met(report)).containsExactly("us");
        assertThat(unknown(report)).containsExactly("uk");
    }

    /** The deal is too cheap for the test by value, and what either turns over in Germany is on no file. */
    @Test
    void whoIsTooSmallInTheWorldIsTooSmallInGermanyWhateverIsUntold(@TempDir Path folder) throws IOException {
        String untold =
                DEAL.replace("2bn", "100m").replaceFirst("(?s)  - \\{kind: Financials, id: beta-de.*?\\}\\]\\}\n", "");
        assertThat(untold).doesNotContain("region: DE");
        assertThat(unknown(screened(untold, "3bn", folder))).contains("de");
        assertThat(unknown(screened(untold, "10m", folder))).isNotEmpty().doesNotContain("de");
    }

    private static Report screened(String turnover, Path folder) throws IOException {
        return screened(DEAL, turnover, folder);
    }

    private static Report screened(String deal, String turnover, Path folder) throws IOException {
        Path facts = folder.resolve("deal.yaml");
        Files.writeString(facts, deal.replace("TURNOVER", turnover));
        return Interlock.open(List.of(facts), List.of(Path.of("rules"))).run(Query.everything());
    }

    private static SortedSet<String> met(Report report) {
        SortedSet<String> grades = new TreeSet<>();
        report.signals().stream()
                .filter(s -> s.policy().id().equals(SCREEN))
                .forEach(s -> grades.add(String.valueOf(s.grade())));
        return grades;
    }

    private static SortedSet<String> unknown(Report report) {
        SortedSet<String> grades = new TreeSet<>();
        report.undecided().stream()
                .filter(u -> u.policy().id().equals(SCREEN))
                .forEach(u -> grades.add(String.valueOf(u.grade())));
        return grades;
    }
}
