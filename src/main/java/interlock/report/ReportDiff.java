package interlock.report;

import interlock.report.Report.Likelihood;
import interlock.report.Report.PartyView;
import interlock.report.Report.Severity;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import interlock.vocabulary.Fingerprint;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What lies between two reports: the signals that only one of them has, and those that are otherwise in the later one.
 * Signals are the same if their ids are; their order is that of the reports.
 *
 * @param moved in level, severity, status or likelihood
 * @param reproved those that stand as they did and are proved, or called, otherwise
 * @param proofs of all of these how the proofs were told apart
 */
public record ReportDiff(
        List<SignalView> appeared,
        List<SignalView> vanished,
        List<Move> moved,
        List<Move> reproved,
        List<ProofsView> proofs) {
    public ReportDiff {
        appeared = List.copyOf(appeared);
        vanished = List.copyOf(vanished);
        moved = List.copyOf(moved);
        reproved = List.copyOf(reproved);
        proofs = List.copyOf(proofs);
    }

    /**
     * How the proofs of a signal are told apart from others: a fingerprint of all that they say.
     *
     * @param before null if the signal was not there
     * @param after null if it is not there any more
     */
    public record ProofsView(
            String signal,
            @Nullable String before,
            @Nullable String after) {}

    /** The signals of a report as far as they are compared, in its order, with the fingerprints of their proofs, by id. */
    public record Signals(Map<String, SignalView> views, Map<String, String> proofs) {
        public Signals {
            views = Collections.unmodifiableMap(new LinkedHashMap<>(views));
            proofs = Collections.unmodifiableMap(new LinkedHashMap<>(proofs));
        }

        /** Those of a report. */
        public static Signals of(Report report) {
            Map<String, SignalView> views = new LinkedHashMap<>();
            Map<String, String> proofs = new LinkedHashMap<>();
            for (Signal signal : report.signals()) {
                views.put(signal.id(), SignalView.of(signal));
                proofs.put(signal.id(), proofs(signal, report));
            }
            return new Signals(views, proofs);
        }

        /** All that the proofs of a signal say, wherever in a file their clauses stand. */
        private static String proofs(Signal signal, Report report) {
            SortedSet<String> lines = new TreeSet<>();
            Set<String> seen = new HashSet<>();
            Deque<String> open = new ArrayDeque<>(signal.alternatives());
            open.push(signal.proof());
            while (!open.isEmpty()) {
                String id = open.pop();
                Report.Proof proof = report.proofs().get(id);
                Report.FactView fact = report.facts().get(id);
                if (proof != null && seen.add(id)) {
                    List<String> premises = proof.premises().stream()
                            .map(p -> report.proofs().containsKey(p)
                                    ? report.proofs().get(p).concludes()
                                    : p)
                            .sorted()
                            .toList();
                    lines.add(String.join(
                            "|",
                            proof.policy(),
                            proof.clause(),
                            proof.concludes(),
                            proof.bindings().toString(),
                            premises.toString(),
                            proof.because().stream().sorted().toList().toString(),
                            proof.absent().toString(),
                            proof.parameters().toString(),
                            proof.score().toString()));
                    open.addAll(proof.premises());
                } else if (fact != null && seen.add(id)) {
                    lines.add(String.join(
                            "|",
                            id,
                            fact.kind(),
                            fact.says(),
                            fact.fields().toString(),
                            fact.status(),
                            "" + fact.grade()));
                }
            }
            return Fingerprint.brief(String.join("\n", lines));
        }
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

        /** Whether it, or a party of it, is called otherwise. */
        public boolean inName() {
            return !before.title().equals(after.title()) || !before.parties().equals(after.parties());
        }

        private Move reversed() {
            return new Move(after, before);
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
        return between(Signals.of(before), Signals.of(after));
    }

    /** What changed from some signals to later ones. */
    public static ReportDiff between(Signals before, Signals after) {
        List<SignalView> appeared = new ArrayList<>();
        List<SignalView> vanished = new ArrayList<>();
        List<Move> moved = new ArrayList<>();
        List<Move> reproved = new ArrayList<>();
        List<ProofsView> proofs = new ArrayList<>();
        after.views().forEach((id, signal) -> {
            SignalView then = before.views().get(id);
            String provedThen = before.proofs().get(id);
            String proved = after.proofs().get(id);
            if (then == null) {
                appeared.add(signal);
                proofs.add(new ProofsView(id, null, proved));
                return;
            }
            Move move = new Move(then, signal);
            boolean otherwise = !Objects.equals(provedThen, proved);
            if (move.isAny()) {
                moved.add(move);
            } else if (otherwise || move.inName()) {
                reproved.add(move);
            }
            if (otherwise) {
                proofs.add(new ProofsView(id, provedThen, proved));
            }
        });
        before.views().forEach((id, signal) -> {
            if (!after.views().containsKey(id)) {
                vanished.add(signal);
                proofs.add(new ProofsView(id, before.proofs().get(id), null));
            }
        });
        return new ReportDiff(appeared, vanished, moved, reproved, proofs);
    }

    /**
     * The later signals, made of the earlier ones; what is the same in both stands where it stood, what appeared behind it.
     *
     * @throws IllegalArgumentException if these are not the signals that the difference was taken from
     */
    public Signals applied(Signals earlier) {
        Map<String, SignalView> views = new LinkedHashMap<>(earlier.views());
        Map<String, String> fingerprints = new LinkedHashMap<>(earlier.proofs());
        for (SignalView signal : vanished) {
            check(views.remove(signal.id()) != null, signal.id());
        }
        for (List<Move> moves : List.of(moved, reproved)) {
            for (Move move : moves) {
                SignalView there = views.put(move.after().id(), move.after());
                check(
                        there != null && !new Move(there, move.before()).isAny(),
                        move.after().id());
            }
        }
        for (SignalView signal : appeared) {
            check(views.put(signal.id(), signal) == null, signal.id());
        }
        for (ProofsView change : proofs) {
            String now = change.after();
            String then = now == null ? fingerprints.remove(change.signal()) : fingerprints.put(change.signal(), now);
            check(Objects.equals(then, change.before()), change.signal());
        }
        return new Signals(views, fingerprints);
    }

    private static void check(boolean fits, String signal) {
        if (!fits) {
            throw new IllegalArgumentException("the difference was not taken from these signals: " + signal);
        }
    }

    /** The way back: from the later signals to the earlier ones. */
    public ReportDiff reversed() {
        return new ReportDiff(
                vanished,
                appeared,
                moved.stream().map(Move::reversed).toList(),
                reproved.stream().map(Move::reversed).toList(),
                proofs.stream()
                        .map(p -> new ProofsView(p.signal(), p.after(), p.before()))
                        .toList());
    }

    /** Whether the signals of both reports are the same. */
    public boolean isEmpty() {
        return appeared.isEmpty() && vanished.isEmpty() && moved.isEmpty() && reproved.isEmpty();
    }
}
