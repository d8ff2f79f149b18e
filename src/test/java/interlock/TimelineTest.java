package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.PublishedSchema;
import interlock.report.Report;
import interlock.report.TimelineReport;
import interlock.report.TimelineReport.CauseView;
import interlock.report.TimelineReport.ChangeView;
import interlock.report.TimelineReport.ItemView;
import interlock.report.TimelineReport.PeriodView;
import interlock.report.TimelineReport.SignalLife;
import interlock.report.TimelineReport.What;
import interlock.report.render.ReportJson;
import interlock.scenario.Timeline.Clock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The timeline of the shipped facts, held against runs on single days. */
class TimelineTest {
    private static final LocalDate ARTICLE = LocalDate.of(2026, 1, 30);
    private static final Interlock SHIPPED = Interlock.open(List.of(Path.of("facts")), List.of(Path.of("rules")));
    private static final TimelineReport BOTH = SHIPPED.timeline(TimelineQuery.everything());

    private record Standing(Report.Status status, String level, String floor, String ceiling) {
        static String plain(BigDecimal severity) {
            return severity == null ? "absent" : severity.stripTrailingZeros().toPlainString();
        }
    }

    private static Map<String, Standing> standing(TimelineReport timeline, LocalDate day) {
        Map<String, Standing> standing = new TreeMap<>();
        for (SignalLife signal : timeline.signals()) {
            for (PeriodView period : signal.periods()) {
                if (!day.isBefore(period.from()) && !day.isAfter(period.to())) {
                    var s = period.standing();
                    standing.put(
                            signal.id(),
                            new Standing(
                                    s.status(),
                                    s.level().name(),
                                    Standing.plain(s.floor()),
                                    Standing.plain(s.ceiling())));
                }
            }
        }
        return standing;
    }

    private static Map<String, Standing> run(LocalDate asOf, LocalDate knownAsOf) {
        Query all = Query.everything();
        Report report = SHIPPED.run(new Query(
                java.util.Optional.of(asOf),
                java.util.Optional.of(knownAsOf),
                all.policies(),
                all.parties(),
                all.minLevel(),
                all.firings()));
        return report.signals().stream()
                .collect(Collectors.toMap(
                        Report.Signal::id,
                        s -> new Standing(
                                s.status(),
                                s.level().name(),
                                Standing.plain(s.severity().floor()),
                                Standing.plain(s.severity().ceiling())),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static SignalLife signal(TimelineReport timeline, String policy, String grade, String... parties) {
        return timeline.signals().stream()
                .filter(s -> s.policy().id().equals(policy)
                        && grade.equals(s.grade() == null ? "" : s.grade())
                        && s.parties().stream()
                                .map(Report.PartyView::id)
                                .toList()
                                .equals(List.of(parties)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onEachDayTheTimelineSaysWhatARunOnThatDaySays() {
        for (String day : List.of("2025-07-11", "2025-12-20", "2026-01-28", "2026-01-30")) {
            LocalDate date = LocalDate.parse(day);
            assertThat(standing(BOTH, date)).as(day).isEqualTo(run(date, date)).isNotEmpty();
        }
    }

    @Test
    void betweenTheDatesOnFileNothingChanges() {
        TimelineQuery winter =
                TimelineQuery.everything().between(LocalDate.of(2025, 11, 25), LocalDate.of(2026, 1, 30));
        TimelineReport some = SHIPPED.timeline(winter);
        TimelineReport each = SHIPPED.timeline(winter.daily());
        assertThat(each.signals()).isEqualTo(some.signals()).isNotEmpty();
        assertThat(each.days()).hasSize(67);
        assertThat(some.days().size()).isLessThan(each.days().size());
    }

    @Test
    void theTalksBeginAndRaiseTheHedgeByThemselves() {
        SignalLife hedge = signal(BOTH, "strategic/hyperscaler-hedging", "equity", "amazon");
        ChangeView began = hedge.changes().get(0);
        assertThat(began.what()).isEqualTo(What.BEGAN);
        assertThat(began.date()).isEqualTo("2025-12-17");
        assertThat(began.causes()).hasSize(1);
        assertThat(began.causes().get(0).how()).isEqualTo("ALONE");
        assertThat(began.causes().get(0).items()).extracting(ItemView::id).containsExactly("amazon-openai-talks");
        SignalLife loop = signal(BOTH, "circularity/circular-capital-loop", "", "amazon", "openai");
        assertThat(loop.changes()).extracting(ChangeView::what).containsExactly(What.BEGAN, What.MOVED);
        ItemView talks = loop.changes().get(1).causes().get(0).items().get(0);
        assertThat(talks.happened()).isEqualTo("asserted anew on 2026-01-29, from rumoured to in talks");
        assertThat(talks.says()).contains("up to $50bn");
        assertThat(talks.before()).contains("$10bn");
    }

    @Test
    void inHindsightTheWorldIsSeenWithWhatIsKnownAtTheEnd() {
        LocalDate day = LocalDate.of(2025, 12, 20);
        TimelineReport valid = SHIPPED.timeline(TimelineQuery.everything()
                .between(LocalDate.of(2025, 12, 1), ARTICLE)
                .by(Clock.VALID));
        assertThat(valid.span().knownAsOf()).isEqualTo(ARTICLE);
        assertThat(standing(valid, day)).isEqualTo(run(day, ARTICLE)).isNotEqualTo(run(day, day));
    }

    @Test
    void withTheWorldHeldStillOnlyKnowledgeMoves() {
        LocalDate day = LocalDate.of(2025, 12, 20);
        TimelineReport known = SHIPPED.timeline(TimelineQuery.everything()
                .between(LocalDate.of(2025, 12, 1), ARTICLE)
                .by(Clock.KNOWN));
        assertThat(known.span().asOf()).isEqualTo(ARTICLE);
        assertThat(standing(known, day)).isEqualTo(run(ARTICLE, day)).isNotEqualTo(run(day, day));
        assertThat(known.signals().stream()
                        .flatMap(s -> s.changes().stream())
                        .flatMap(c -> c.causes().stream())
                        .map(CauseView::how))
                .isNotEmpty()
                .doesNotContain("TIME");
    }

    @Test
    void everyChangeHasItsCause() {
        assertThat(BOTH.signals())
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.changes()).allSatisfy(c -> {
                    assertThat(c.causes()).isNotEmpty();
                    assertThat(c.causes())
                            .allMatch(w -> w.how().equals("TIME") == w.items().isEmpty());
                }));
    }

    @Test
    void theTimelineKeepsItsSchemaAndItsBytes() {
        String json = PublishedSchema.valid("timeline", ReportJson.of(BOTH));
        assertThat(ReportJson.of(SHIPPED.timeline(TimelineQuery.everything()))).isEqualTo(json);
    }
}
