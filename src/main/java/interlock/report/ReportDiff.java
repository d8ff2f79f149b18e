package interlock.report;

import interlock.report.Report.Likelihood;
import interlock.report.Report.PartyView;
import interlock.report.Report.Severity;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lies between two reports: the signals that only one of them has, and those that are otherwise in the later one.
 * Signals are the same if their ids are; their order is that of the reports.
 */
public record ReportDiff(List<SignalView> appeared, List<SignalView> vanished, List<Move> moved) {
    public ReportDiff {
        appeared = List.copyOf(appeared);
        vanished = List.copyOf(vanished);
        moved = List.copyOf(moved);
    }

    /** A signal, as far as it can move. */
    public record SignalView(
            String id,
            String policy,
            String title,
            @Nullable String grade,
            List<PartyView> parties,
            Level level,
            Severity severity,
            Status status,
            @Nullable Likelihood likelihood) {
        /** The same of a signal of a report. */
        public static SignalView of(Signal signal) {
            return new SignalView(
                    signal.id(),
                    signal.policy().id(),
                    signal.policy().title(),
                    signal.grade(),
                    signal.parties(),
                    signal.level(),
                    signal.severity(),
                    signal.status(),
                    signal.likelihood());
        }
    }

    /** A signal before and after; in its level, severity, status or likelihood it is not what it was. */
    public record Move(SignalView before, SignalView after) {
        /** Whether another level was given. */
        public boolean inLevel() {
            return before.level() != after.level();
        }

        /** Whether it became established, or contingent. */
        public boolean inStatus() {
            return before.status() != after.status();
        }

        /** Whether it is more or less severe in some world. */
        public boolean inSeverity() {
            return !same(before.severity().floor(), after.severity().floor())
                    || !same(before.severity().expected(), after.severity().expected())
                    || !same(before.severity().ceiling(), after.severity().ceiling());
        }

        /** Whether it is more or less likely. */
        public boolean inLikelihood() {
            Likelihood one = before.likelihood();
            Likelihood other = after.likelihood();
            if (one == null || other == null) {
                return one != null || other != null;
            }
            return !same(one.low(), other.low()) || !same(one.high(), other.high());
        }

        /** Whether it is otherwise than it was. */
        public boolean isAny() {
            return inLevel() || inStatus() || inSeverity() || inLikelihood();
        }

        private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
            if (one == null || other == null) {
                return one == null && other == null;
            }
            return one.compareTo(other) == 0;
        }
    }

    /** What changed from one report to a later one. */
    public static ReportDiff between(Report before, Report after) {
        Map<String, Signal> earlier = new LinkedHashMap<>();
        before.signals().forEach(s -> earlier.put(s.id(), s));
        List<SignalView> appeared = new ArrayList<>();
        List<Move> moved = new ArrayList<>();
        for (Signal signal : after.signals()) {
            Signal then = earlier.remove(signal.id());
            if (then == null) {
                appeared.add(SignalView.of(signal));
            } else {
                Move move = new Move(SignalView.of(then), SignalView.of(signal));
                if (move.isAny()) {
                    moved.add(move);
                }
            }
        }
        return new ReportDiff(
                appeared, earlier.values().stream().map(SignalView::of).toList(), moved);
    }

    /** Whether the signals of both reports are the same. */
    public boolean isEmpty() {
        return appeared.isEmpty() && vanished.isEmpty() && moved.isEmpty();
    }
}
