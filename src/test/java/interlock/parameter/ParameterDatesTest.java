package interlock.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped thresholds of law, on the days around each change. */
class ParameterDatesTest {
    private static final ParameterSet SHIPPED =
            ParameterFiles.read(List.of(Path.of("rules"))).parameters();

    private static String on(String id, String day) {
        return SHIPPED.inForce(id, LocalDate.parse(day))
                .map(Parameter::value)
                .map(v -> v == null ? "an interval" : v.stripTrailingZeros().toPlainString())
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "us.hsr.size-of-transaction, 2024-03-05, none, 2024-03-06, 119500000",
        "us.hsr.size-of-transaction, 2025-02-20, 119500000, 2025-02-21, 126400000",
        "us.hsr.size-of-transaction, 2026-02-16, 126400000, 2026-02-17, 133900000",
        "us.hsr.size-of-transaction.cap, 2025-02-20, none, 2025-02-21, 505800000",
        "us.hsr.size-of-transaction.cap, 2026-02-16, 505800000, 2026-02-17, 535500000",
        "us.hsr.size-of-person.smaller, 2026-02-16, 25300000, 2026-02-17, 26800000",
        "us.hsr.size-of-person.larger, 2026-02-16, 252900000, 2026-02-17, 267800000",
        "us.hsr.form, 2025-02-09, none, 2025-02-10, 2025",
        "us.hsr.form, 2026-02-11, 2025, 2026-02-12, 2025",
        "us.hsr.form.rule, 2026-02-11, 2025, 2026-02-12, none",
        "us.hsr.penalty, 2026-01-16, 53088, 2026-01-17, 53088",
        "us.mg2023.hhi.high, 2023-12-17, none, 2023-12-18, 1800",
        "uk.ea2002.turnover, 2024-12-31, 70000000, 2025-01-01, 100000000",
        "uk.ea2002.turnover.case, 2024-12-31, 70000000, 2025-01-01, 100000000",
        "uk.ea2002.share.turnover, 2024-12-31, 0, 2025-01-01, 10000000",
        "uk.ea2002.hybrid.share, 2024-12-31, none, 2025-01-01, 33",
        "uk.ea2002.hybrid.turnover, 2024-12-31, none, 2025-01-01, 350000000",
        "uk.cma2.material-influence, 2025-10-27, 15, 2025-10-28, 25",
        "uk.nsia.first, 2022-01-03, none, 2022-01-04, 25",
        "eu.eumr.1.worldwide, 2004-04-30, none, 2004-05-01, 5000000000",
        "eu.art22.without-competence, 2024-09-02, none, 2024-09-03, 0",
        "eu.fsr.turnover, 2023-10-11, none, 2023-10-12, 500000000",
        "eu.dma.market-capitalisation, 2023-05-01, none, 2023-05-02, 75000000000",
        "de.gwb.35.first, 2021-01-18, 25000000, 2021-01-19, 50000000",
        "de.gwb.35.second, 2021-01-18, 5000000, 2021-01-19, 17500000",
        "de.gwb.35.value, 2017-06-08, none, 2017-06-09, 400000000",
        "cfius.covered-investment, 2020-02-12, none, 2020-02-13, 0",
        "own.beneficial.eu, 2027-07-09, none, 2027-07-10, 25",
        "own.beneficial.us.reporting, 2025-03-25, none, 2025-03-26, none",
        "gov.model-risk, 2026-04-16, 2011, 2026-04-17, 2026",
        "gov.model-risk.sr-11-7, 2026-04-16, none, 2026-04-17, none",
    })
    void aThresholdChangesOnItsDay(String id, String before, String old, String day, String value) {
        assertThat(on(id, before)).as(id + " on " + before).isEqualTo(old);
        assertThat(on(id, day)).as(id + " on " + day).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "us.hsr.form, STAYED, 1978",
        "us.hsr.form.rule, VACATED, 2025",
        "us.hsr.penalty, PROPOSED, 54540",
        "eu.art22.without-competence, RESCINDED, 1",
        "gov.model-risk.sr-11-7, RESCINDED, 2011",
        "own.beneficial.us.reporting, RESCINDED, 25",
    })
    void whatDoesNotApplyIsOnFileWithItsStanding(String id, ParameterStatus status, BigDecimal value) {
        assertThat(SHIPPED.values(id))
                .filteredOn(p -> p.status() == status)
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.value()).isEqualByComparingTo(value);
                    assertThat(status.applies()).isFalse();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "us.hsr.size-of-transaction, CLOSING",
        "uk.ea2002.turnover, CLOSING",
        "uk.ea2002.turnover.case, PROCEEDING_START",
        "uk.cma2.material-influence, PROCEEDING_START",
        "eu.fsr.turnover, SIGNING",
        "de.gwb.35.value, CLOSING",
    })
    void aThresholdGoesByTheEventThatItsLawNames(String id, String event) {
        assertThat(SHIPPED.event(id)).map(Enum::name).contains(event);
    }

    @Test
    void whatIsFromMemoryIsSaidToBe() {
        Set<String> doubtful = SHIPPED.all().stream()
                .filter(p -> p.rationale() != null && p.rationale().contains("from memory"))
                .map(Parameter::id)
                .collect(Collectors.toSet());
        assertThat(doubtful)
                .contains(
                        "us.mg2023.hhi.high",
                        "us.hsr.passive",
                        "eu.eumr.2.worldwide",
                        "de.gwb.35.value",
                        "cfius.covered-investment",
                        "uk.nsia.first",
                        "own.report.13d");
    }
}
