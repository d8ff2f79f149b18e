package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Interlock;
import interlock.Query;
import interlock.report.Report;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may not come about, weighed on the shipped facts. */
class WeighedShippedFactsTest {
    private static final Interlock SHIPPED = Interlock.open(List.of(Path.of("facts")), List.of(Path.of("rules")));
    private static final Report REPORT = SHIPPED.run(Query.everything());

    private static Signal hedging(Report report, String grade) {
        return report.signals().stream()
                .filter(s -> s.policy().id().equals("strategic/hyperscaler-hedging"))
                .filter(s -> grade.equals(s.grade()) && s.parties().get(0).id().equals("amazon"))
                .findFirst()
                .orElseThrow();
    }

    /** B1 is [0.855, 0.991], talks [0.35, 0.83], their product [0.29925, 0.82253]: the worked example of the model. */
    @Test
    void theArticleComesOutToThreeDigits() {
        Signal equity = hedging(REPORT, "equity");
        assertThat(equity.status()).isEqualTo(Status.CONTINGENT);
        assertThat(equity.likelihood()).isNotNull();
        assertThat(equity.likelihood().low()).isEqualByComparingTo("0.299");
        assertThat(equity.likelihood().high()).isEqualByComparingTo("0.823");
        assertThat(equity.likelihood().words()).isEqualTo("unlikely to very likely");
        assertThat(equity.likelihood().method()).isEqualTo("EXACT");
        assertThat(equity.severity().floor()).isNull();
        assertThat(equity.severity().ceiling()).isEqualByComparingTo("79.8");
        // At the cap 79.8, and of an amount not told 0, each with the weight of one half.
        assertThat(equity.severity().expected()).isEqualByComparingTo("39.9");
        assertThat(equity.contingentOn()).containsExactly("amazon-openai-talks");
        assertThat(equity.flipsIf()).contains("amazon-openai-talks", "amazon-anthropic-stake");
    }

    @Test
    void whatIsEstablishedAndDeniedByNothingHoldsHoweverAllElseTurnsOut() {
        Signal mixed = hedging(REPORT, "mixed");
        assertThat(mixed.status()).isEqualTo(Status.ESTABLISHED);
        assertThat(mixed.likelihood()).isNotNull();
        assertThat(mixed.likelihood().low()).isEqualByComparingTo(BigDecimal.ONE);
        assertThat(mixed.likelihood().words()).isEqualTo("certain");
    }

    @Test
    void inDecemberTheEstimateOfTenBillionWasAllThatWasKnown() {
        Report then = SHIPPED.run(Query.everything().on(LocalDate.of(2025, 12, 20)));
        Signal equity = hedging(then, "equity");
        assertThat(equity.narrative()).contains("up to $10bn");
        assertThat(hedging(REPORT, "equity").narrative()).contains("up to $50bn");
        // B3 is [0.495, 0.82], a rumour [0.05, 0.52].
        assertThat(equity.likelihood()).isNotNull();
        assertThat(equity.likelihood().low()).isEqualByComparingTo("0.025");
        assertThat(equity.likelihood().high()).isEqualByComparingTo("0.426");
    }

    @Test
    void everySignalIsWeighedAndStandsInTheMatrixOnce() {
        assertThat(REPORT.signals()).allSatisfy(s -> assertThat(s.likelihood()).isNotNull());
        List<String> cells = REPORT.summary().matrix().stream()
                .flatMap(c -> c.signals().stream())
                .toList();
        assertThat(cells)
                .containsExactlyInAnyOrderElementsOf(
                        REPORT.signals().stream().map(Signal::id).toList());
    }

    @Test
    void everythingIsWorkedOutExactlyHoweverMuchItHangsOn() {
        assertThat(REPORT.signals()).allSatisfy(s -> {
            assertThat(s.likelihood()).isNotNull();
            assertThat(s.likelihood().method()).isEqualTo("EXACT");
            assertThat(s.likelihood().error()).isZero();
        });
        Signal consolidation = REPORT.signals().stream()
                .filter(s -> s.policy().id().equals("strategic/frontier-consolidation"))
                .findFirst()
                .orElseThrow();
        assertThat(consolidation.likelihood()).isNotNull();
        assertThat(consolidation.likelihood().worlds()).isGreaterThan(200_000);
        assertThat(consolidation.likelihood().low()).isEqualByComparingTo("0.253");
        assertThat(consolidation.likelihood().high()).isEqualByComparingTo("0.81");
    }
}
