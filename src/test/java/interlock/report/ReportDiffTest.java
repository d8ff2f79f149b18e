package interlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Interlock;
import interlock.Query;
import interlock.report.Report.Severity;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import interlock.report.render.ReportDiffText;
import interlock.report.render.Style;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
}
