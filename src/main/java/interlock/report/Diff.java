package interlock.report;

import interlock.report.Report.At;
import interlock.report.ReportDiff.SignalView;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies between two reports, fact bases or rule sets, and what did it.
 *
 * @param of what was compared
 * @param alterations in what the two are otherwise, as far as signals can depend on it
 * @param changes every signal that is otherwise: appeared, vanished, moved, proved otherwise; each in the order of the report
 * @param unchanged how many signals are in both as they were
 * @param facts sentences of the facts that the changes name, by id
 */
public record Diff(
        String format,
        Of of,
        Side before,
        Side after,
        List<AlterationView> alterations,
        List<Change> changes,
        int unchanged,
        SortedMap<String, String> facts,
        List<String> notes) {
    public Diff {
        alterations = List.copyOf(alterations);
        changes = List.copyOf(changes);
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        notes = List.copyOf(notes);
    }

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.diff/1";

    /** What can be compared. */
    public enum Of {
        REPORTS,
        FACTS,
        POLICIES
    }

    /**
     * One of the two.
     *
     * @param name as it was given
     * @param facts digest, like those of policies and parameters
     * @param signals how many there are
     */
    public record Side(
            String name,
            String engine,
            LocalDate asOf,
            LocalDate knownAsOf,
            String facts,
            String policies,
            String parameters,
            int signals) {}

    /** What can be otherwise. */
    public enum What {
        ENGINE,
        CLOCK,
        KINDS,
        POLICY,
        CLAUSE,
        PARAMETER,
        FACT,
        SOURCE
    }

    /**
     * One thing in which the two are otherwise.
     *
     * @param number from 1; changes name it by that
     * @param name the id of what it is about
     * @param clause the clause, where one is meant
     * @param field what of it; null where the whole comes or goes
     * @param before as it was; null if there was nothing
     * @param after as it is; null if there is nothing any more
     * @param was where it stood, if it stood in a file
     * @param at where it stands
     */
    public record AlterationView(
            int number,
            What what,
            String name,
            @Nullable String clause,
            @Nullable String field,
            @Nullable String before,
            @Nullable String after,
            @Nullable At was,
            @Nullable At at) {}

    /** What becomes of a signal. */
    public enum Fate {
        APPEARED,
        VANISHED,
        ESTABLISHED,
        UNSETTLED,
        MOVED,
        REPROVED;

        /** Of a signal that is in both. */
        public static Fate of(ReportDiff.Move move) {
            return !move.isAny()
                    ? REPROVED
                    : !move.inStatus()
                            ? MOVED
                            : move.after().status() == Report.Status.ESTABLISHED ? ESTABLISHED : UNSETTLED;
        }
    }

    /**
     * A signal that is otherwise.
     *
     * @param by the ways in which it came about, each enough by itself
     * @param through the facts that its proofs rest on: those of the later signal or, where it vanished, of the earlier
     */
    public record Change(
            Fate fate,
            @Nullable SignalView before,
            @Nullable SignalView after,
            List<Way> by,
            List<String> through) {
        public Change {
            by = List.copyOf(by);
            through = List.copyOf(through);
        }

        /** The signal as it is, or was last. */
        public SignalView signal() {
            SignalView now = after == null ? before : after;
            if (now == null) {
                throw new IllegalStateException("a change of nothing");
            }
            return now;
        }
    }

    /** How it is known what did it. */
    public enum How {
        /** That alone does it: evaluated. */
        ALONE,
        /** These together do it, and none of them can be spared: evaluated. */
        TOGETHER,
        /** What is otherwise in all that the proofs cite: read off, not evaluated. */
        CITED,
        /** It was not found. */
        UNDETERMINED
    }

    /**
     * One way in which a change came about.
     *
     * @param alterations their numbers
     */
    public record Way(How how, List<Integer> alterations) {
        public Way {
            alterations = List.copyOf(alterations);
        }
    }
}
