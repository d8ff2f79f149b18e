package interlock.scenario;

import static interlock.scenario.Base.TODAY;
import static interlock.scenario.Base.stake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Oracles SRC-1 and LINK-1, with the shipped parameters. */
final class CredibilityTest {
    @TempDir
    private Path folder;

    private Interval of(String evidence) {
        FactBase facts = Base.of(folder, stake("i", "IN_TALKS", "asserted: 2026-01-20, evidence: [" + evidence + "]"));
        return new Credibility(facts, Base.PARAMETERS, TODAY).of(assertion(facts));
    }

    private static Assertion assertion(FactBase facts) {
        return facts.assertions().stream()
                .filter(a -> a.id().equals("i"))
                .findFirst()
                .orElseThrow();
    }

    /** Oracle SRC-1, from the model: grades B1, C3 and F6. */
    @ParameterizedTest
    @CsvSource({"wire, 1, 0.855, 0.991", "blog, 3, 0.4125, 0.85", "rumour, 6, 0, 1", "agency, 1, 0.95, 0.99"})
    void theLetterOfTheSourceDiscountsTheDigitOfTheClaim(String source, int digit, BigDecimal low, BigDecimal high) {
        Interval interval = of("{source: " + source + ", credibility: " + digit + "}");
        assertThat(interval.low()).isEqualByComparingTo(low);
        assertThat(interval.high()).isEqualByComparingTo(high);
    }

    /** Oracle LINK-1, from the model: B1 and in talks. */
    @Test
    void aTrueReportOfTalksIsALinkOfThirtyToEightyTwoPerCent() {
        Range talks = Base.PARAMETERS
                .inForce("likelihood.status.in-talks", TODAY)
                .orElseThrow()
                .interval();
        Interval link = of("{source: wire, credibility: 1}").and(new Interval(talks.low(), talks.high()));
        assertThat(link.low().setScale(3, RoundingMode.HALF_UP)).isEqualTo("0.299");
        assertThat(link.high().setScale(3, RoundingMode.HALF_UP)).isEqualTo("0.823");
    }

    @Test
    void independentOriginsRaiseTheLowerBound() {
        Interval two = of("{source: wire, credibility: 1}, {source: paper, credibility: 1}");
        // 1 − (1 − 0.855)²
        assertThat(two.low()).isEqualByComparingTo("0.978975");
        assertThat(two.high()).isEqualByComparingTo("0.991");
    }

    @Test
    void theSameOriginNeverDoes() {
        Interval two = of("{source: wire, credibility: 1}, {source: paper, credibility: 1, origin: wire}");
        assertThat(two.low()).isEqualByComparingTo("0.855");
    }

    @Test
    void ofOneOriginTheBestReportCounts() {
        assertThat(of("{source: blog, credibility: 3, origin: wire}, {source: wire, credibility: 1}")
                        .low())
                .isEqualByComparingTo("0.855");
    }

    @Test
    void theUpperBoundIsNeverBelowTheLowerOne() {
        Interval many =
                of("{source: agency, credibility: 2}, {source: wire, credibility: 2}, {source: paper, credibility: 2}");
        // 1 − 0.2 · 0.28 · 0.28 = 0.98432 is above each upper bound of its own.
        assertThat(many.low()).isEqualByComparingTo("0.98432");
        assertThat(many.high()).isEqualByComparingTo("0.98432");
    }

    @Test
    void theGradeIsThatOfTheBestEvidence() {
        FactBase facts = Base.of(
                folder,
                stake(
                        "i",
                        "IN_TALKS",
                        "asserted: 2026-01-20, evidence: [{source: blog, credibility: 1}, {source: wire, credibility: 2}, {source: wire, credibility: 1}]"));
        assertThat(new Credibility(facts, Base.PARAMETERS, TODAY).grade(assertion(facts)))
                .contains("B1");
    }

    @Test
    void withoutItsParametersNothingIsKnown() {
        FactBase facts = Base.of(
                folder, stake("i", "IN_TALKS", "asserted: 2026-01-20, evidence: [{source: wire, credibility: 1}]"));
        assertThat(new Credibility(facts, new ParameterSet(List.of(), Map.of()), TODAY).of(assertion(facts)))
                .isEqualTo(Interval.UNKNOWN);
    }

    @Test
    void noIntervalLiesOutsideZeroToOne() {
        assertThatThrownBy(() -> new Interval(new BigDecimal("0.6"), new BigDecimal("0.5")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(BigDecimal.ZERO, new BigDecimal("1.1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
