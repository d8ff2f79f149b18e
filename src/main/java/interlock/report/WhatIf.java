package interlock.report;

import interlock.report.Report.At;
import interlock.report.ReportDiff.SignalView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What some edits to the facts would change.
 *
 * @param before the report on what is on file
 * @param after the report on the edited facts; the files it names are those on file
 * @param edits in the order in which they were made
 * @param changes every signal that is not as it was: appeared, then vanished, then the others in the order of the report
 * @param notes what a reader should know of the answer
 */
public record WhatIf(Report before, Report after, List<EditView> edits, List<Change> changes, List<String> notes) {
    public WhatIf {
        edits = List.copyOf(edits);
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.whatif/1";

    /**
     * An edit and what it does to the facts.
     *
     * @param edit as it is written on the command line
     * @param changesFacts whether anything is otherwise than on file
     * @param before the fact as it was known; null if there was none, or a file is added
     * @param after the fact as it is assumed; null if there is none, or a file is added
     */
    public record EditView(
            String edit,
            boolean changesFacts,
            @Nullable String before,
            @Nullable String after,
            At at) {}

    /** What becomes of a signal. */
    public enum What {
        APPEARED,
        VANISHED,
        ESTABLISHED,
        UNSETTLED,
        MOVED
    }

    /**
     * A signal that is otherwise than before.
     *
     * @param before null if it was not there
     * @param after null if it is not there any more
     * @param proof the id of its proof: of the one after or, where it vanished, of the one that it lost
     */
    public record Change(
            What what,
            @Nullable SignalView before,
            @Nullable SignalView after,
            Attribution by,
            String proof) {
        /** The signal as it is, or was last. */
        public SignalView signal() {
            SignalView now = after == null ? before : after;
            if (now == null) {
                throw new IllegalStateException("a change of nothing");
            }
            return now;
        }
    }

    /** How edits are answerable for a change. */
    public enum How {
        /** It alone does it, and without it the others do not. */
        ALONE,
        /** Each of them does it alone. */
        EACH,
        /** These do it, and without any one of them it would not be so. */
        TOGETHER,
        /** Without any one of them it would not be so, but they do not do it without some of the others. */
        NEEDED,
        /** None does it alone and none is needed, or there were too many to try. */
        UNDETERMINED
    }

    /**
     * Which edits did it, found by making each alone and leaving out each in turn.
     *
     * @param edits as they are written on the command line
     */
    public record Attribution(How how, List<String> edits) {
        public Attribution {
            edits = List.copyOf(edits);
        }
    }
}
