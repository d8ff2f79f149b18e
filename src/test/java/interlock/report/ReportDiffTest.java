package interlock.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.Interlock;
import interlock.Query;
import interlock.report.Report.Severity;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import interlock.report.ReportDiff.Signals;
import interlock.report.render.ReportDiffText;
import interlock.report.render.Style;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportDiffTest {
    private static final Report REPORT = Interlock.open(
                    List.of(Path.of("src/test/data/small/facts")), List.of(Path.of("rules")))
            .run(Query.everything());

    private static Report with(List<Signal> signals) {
        return new Report(
                REPORT.format(),
                REPORT.run(),
                REPORT.summary(),
                signals,
                REPORT.proofs(),
                REPORT.facts(),
                REPORT.sources(),
                REPORT.parameters(),
                REPORT.disputes(),
                REPORT.undecided(),
                REPORT.silent(),
                REPORT.diagnostics());
    }

    private static Signal moved(Signal s, Level level, Severity severity, Status status) {
        return new Signal(
                s.id(),
                s.policy(),
                s.grade(),
                s.parties(),
                s.concerns(),
                level,
                severity,
                s.likelihood(),
                status,
                s.contingentOn(),
                s.narrative(),
                s.ifPending(),
                s.score(),
                s.proof(),
                s.alternatives(),
                s.evidence(),
                s.flipsIf(),
                s.missing());
    }

    @Test
    void aReportDoesNotDifferFromItself() {
        ReportDiff diff = ReportDiff.between(REPORT, REPORT);
        assertThat(diff.isEmpty()).isTrue();
        assertThat(ReportDiffText.of(diff, Style.PLAIN)).isEmpty();
        assertThat(REPORT.signals()).hasSizeGreaterThan(1);
    }

    @Test
    void whatOnlyOneReportHasAppearedOrVanished() {
        List<Signal> rest = REPORT.signals().subList(1, REPORT.signals().size());
        Signal first = REPORT.signals().get(0);
        assertThat(ReportDiff.between(with(rest), REPORT).appeared())
                .extracting(ReportDiff.SignalView::id)
                .containsExactly(first.id());
        assertThat(ReportDiff.between(REPORT, with(rest)).vanished())
                .extracting(ReportDiff.SignalView::id)
                .containsExactly(first.id());
        assertThat(ReportDiff.between(REPORT, with(rest)).moved()).isEmpty();
    }

    @Test
    void aSignalMovesInLevelSeverityAndStatus() {
        Signal first = REPORT.signals().get(0);
        List<Signal> signals = new ArrayList<>(REPORT.signals());
        signals.set(
                0,
                moved(
                        first,
                        Level.HIGH,
                        new Severity(new BigDecimal("1.0"), null, new BigDecimal("2.5")),
                        first.status()));
        ReportDiff diff = ReportDiff.between(REPORT, with(signals));
        assertThat(diff.moved()).hasSize(1);
        assertThat(diff.moved().get(0).inLevel()).isTrue();
        assertThat(diff.moved().get(0).inSeverity()).isTrue();
        assertThat(diff.moved().get(0).inStatus()).isFalse();
        assertThat(ReportDiffText.of(diff, Style.PLAIN))
                .startsWith("  ~ moved: ")
                .contains(first.level() + " becomes HIGH", "becomes 1.0 to 2.5")
                .doesNotContain("appeared");
    }

    @Test
    void aNumberWrittenOtherwiseIsTheSameNumber() {
        Signal first = REPORT.signals().get(0);
        Severity severity = first.severity();
        BigDecimal ceiling = severity.ceiling();
        assertThat(ceiling).isNotNull();
        List<Signal> signals = new ArrayList<>(REPORT.signals());
        signals.set(
                0,
                moved(
                        first,
                        first.level(),
                        new Severity(severity.floor(), severity.expected(), ceiling.setScale(5)),
                        first.status()));
        assertThat(ReportDiff.between(REPORT, with(signals)).isEmpty()).isTrue();
    }

    /** A report with some of the signals of another, some of them otherwise. */
    private static Report random(Random random) {
        List<Signal> signals = new ArrayList<>();
        for (Signal s : REPORT.signals()) {
            switch (random.nextInt(5)) {
                case 0 -> {}
                case 1 ->
                    signals.add(moved(
                            s,
                            List.of(Level.values()).get(random.nextInt(4)),
                            new Severity(
                                    random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(1001), 1),
                                    null,
                                    BigDecimal.valueOf(random.nextInt(1001), 1)),
                            random.nextBoolean() ? Status.ESTABLISHED : Status.CONTINGENT));
                // The proof of another signal.
                case 2 ->
                    signals.add(proved(
                            s,
                            REPORT.signals()
                                    .get(random.nextInt(REPORT.signals().size()))
                                    .proof()));
                default -> signals.add(s);
            }
        }
        return with(signals);
    }

    private static Signal proved(Signal s, String proof) {
        return new Signal(
                s.id(),
                s.policy(),
                s.grade(),
                s.parties(),
                s.concerns(),
                s.level(),
                s.severity(),
                s.likelihood(),
                s.status(),
                s.contingentOn(),
                s.narrative(),
                s.ifPending(),
                s.score(),
                proof,
                List.of(),
                s.evidence(),
                s.flipsIf(),
                s.missing());
    }

    @Test
    void aDifferenceLeadsFromOneReportToTheOtherAndBack() {
        Random random = new Random(11);
        int different = 0;
        for (int round = 0; round < 200; round++) {
            Report one = random(random);
            Report other = random(random);
            ReportDiff diff = other.minus(one);
            Signals before = Signals.of(one);
            Signals after = Signals.of(other);
            assertThat(one.minus(one).isEmpty()).isTrue();
            assertThat(diff.isEmpty()).isEqualTo(before.equals(after));
            assertThat(diff.applied(before)).isEqualTo(after);
            assertThat(diff.reversed().applied(after)).isEqualTo(before);
            different += diff.isEmpty() ? 0 : 1;
        }
        assertThat(different).isGreaterThan(150);
    }

    @Test
    void aDifferenceFitsOnlyWhatItWasTakenFrom() {
        List<Signal> rest = REPORT.signals().subList(1, REPORT.signals().size());
        ReportDiff diff = REPORT.minus(with(rest));
        assertThatThrownBy(() -> diff.applied(Signals.of(REPORT))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSignalThatIsProvedOtherwiseIsTold() {
        List<Signal> signals = new ArrayList<>(REPORT.signals());
        signals.set(0, proved(signals.get(0), signals.get(1).proof()));
        ReportDiff diff = with(signals).minus(REPORT);
        assertThat(diff.moved()).isEmpty();
        assertThat(diff.reproved()).hasSize(1);
        assertThat(ReportDiffText.of(diff, Style.PLAIN)).startsWith("  = proved otherwise: ");
    }
}
