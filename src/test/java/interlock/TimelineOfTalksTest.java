package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.TimelineReport;
import interlock.report.TimelineReport.ChangeView;
import interlock.report.TimelineReport.What;
import interlock.report.render.Style;
import interlock.report.render.TimelineText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal that rests on talks ends on the day on which they count as lapsed, and says so. */
class TimelineOfTalksTest {
    private static final LocalDate SAID = LocalDate.of(2025, 1, 10);
    private static final LocalDate LAPSE = SAID.plusDays(180);

    @TempDir
    Path folder;

    private List<ChangeView> changes(LocalDate to, String... talks) throws IOException {
        return timeline(to, talks).signals().stream()
                .flatMap(s -> s.changes().stream())
                .toList();
    }

    private TimelineReport timeline(LocalDate to, String... talks) throws IOException {
        Path facts = Files.createDirectories(folder.resolve("facts"));
        StringBuilder text = new StringBuilder("""
                sources: [{id: wire, title: Wire, publisher: Wire, letter: B}]
                facts:
                  - {kind: Company, id: alpha, name: Alpha}
                  - {kind: Company, id: beta, name: Beta}
                """);
        for (String said : talks) {
            text.append(
                            "  - {kind: Investment, id: talks, investor: alpha, investee: beta, amount: 1bn, instrument: EQUITY, ")
                    .append(said)
                    .append(", evidence: [{source: wire, credibility: 1}]}\n");
        }
        Files.writeString(facts.resolve("facts.yaml"), text);
        Path rules = Files.createDirectories(folder.resolve("rules/own"));
        Files.writeString(rules.resolve("stake.drl"), """
                /**
                 * For a test.
                 *
                 * @title    A stake
                 * @version  1.0
                 * @level    info
                 * @says     {$x} takes a stake in {$y}
                 */
                package own.stake;

                rule "one"
                when
                  Investment( $x : investor, $y : investee )
                then
                  raise( drools, points( "one", 1 ), $x, $y );
                end
                """);
        Path parameters = Files.createDirectories(folder.resolve("rules/parameters"));
        Files.copy(
                Path.of("rules/parameters/likelihood.yaml"),
                parameters.resolve("likelihood.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        TimelineQuery all = TimelineQuery.everything();
        return Interlock.open(List.of(facts), List.of(folder.resolve("rules")))
                .timeline(new TimelineQuery(
                        Optional.empty(),
                        Optional.of(to),
                        all.clock(),
                        all.still(),
                        all.policies(),
                        all.parties(),
                        all.everyDay(),
                        all.firings()));
    }

    @Test
    void itEndsWhenTheTalksLapse() throws IOException {
        String said = "status: IN_TALKS, from: " + SAID;
        assertThat(changes(LAPSE.minusDays(1), said))
                .extracting(ChangeView::what)
                .containsExactly(What.BEGAN);
        List<ChangeView> changes = changes(LAPSE.plusYears(1), said);
        assertThat(changes).extracting(ChangeView::what).containsExactly(What.BEGAN, What.ENDED);
        assertThat(changes.get(1).date()).isEqualTo(LAPSE);
        assertThat(changes.get(1).causes()).singleElement().satisfies(c -> {
            assertThat(c.how()).isEqualTo("ALONE");
            assertThat(c.items()).singleElement().satisfies(i -> {
                assertThat(i.id()).isEqualTo("talks");
                assertThat(i.happened()).isEqualTo("lapsed: 180 days without a fresh assertion since " + SAID);
            });
        });
        assertThat(TimelineText.of(timeline(LAPSE.plusYears(1), said), Style.PLAIN))
                .contains(LAPSE + " ended")
                .contains("lapsed: 180 days without a");
    }

    @Test
    void aFreshAssertionPutsItOff() throws IOException {
        String first = "status: IN_TALKS, from: " + SAID;
        String fresh = "status: IN_TALKS, from: " + SAID + ", asserted: " + SAID.plusDays(100);
        List<ChangeView> changes = changes(LAPSE.plusYears(1), first, fresh);
        assertThat(changes).extracting(ChangeView::what).containsExactly(What.BEGAN, What.ENDED);
        assertThat(changes.get(1).date()).isEqualTo(SAID.plusDays(280));
    }

    @Test
    void whatWasTalkedOfAgainAfterItLapsedBeginsAnew() throws IOException {
        String first = "status: IN_TALKS, from: " + SAID;
        String fresh = "status: IN_TALKS, from: " + SAID + ", asserted: " + SAID.plusDays(200);
        List<ChangeView> changes = changes(SAID.plusDays(300), first, fresh);
        assertThat(changes).extracting(ChangeView::what).containsExactly(What.BEGAN, What.ENDED, What.BEGAN);
        assertThat(changes).extracting(ChangeView::date).containsExactly(SAID, LAPSE, SAID.plusDays(200));
    }

    @Test
    void talksThatAreDeniedEndByThat() throws IOException {
        List<ChangeView> changes = changes(
                LAPSE.plusYears(1),
                "status: IN_TALKS, from: " + SAID,
                "status: DENIED, from: " + SAID + ", asserted: " + SAID.plusDays(30));
        assertThat(changes.get(1).date()).isEqualTo(SAID.plusDays(30));
        assertThat(changes.get(1).causes().get(0).items().get(0).happened())
                .isEqualTo("asserted anew on " + SAID.plusDays(30) + ", from in talks to denied");
    }
}
