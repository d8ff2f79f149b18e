package interlock.report;

import interlock.report.Diff.AlterationView;
import interlock.report.Diff.Change;
import interlock.report.Diff.Way;
import interlock.report.Report.At;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an edited rule set changes against another: signals on the day of the run and on every day of the facts' history, and
 * tests. Levels, severities and statuses are compared; likelihoods are not.
 *
 * @param edits what was edited, blanks and comments aside
 * @param present every signal that is otherwise on the day of the run
 * @param unchanged how many signals are on that day as they were
 * @param facts sentences of the facts that the changes name, by id
 */
public record Impact(
        String format,
        Run run,
        Rules against,
        Rules edited,
        List<AlterationView> edits,
        List<Change> present,
        int unchanged,
        Past past,
        Tests tests,
        SortedMap<String, String> facts,
        List<String> notes) {
    public Impact {
        edits = List.copyOf(edits);
        present = List.copyOf(present);
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        notes = List.copyOf(notes);
    }

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.impact/1";

    /** What both were evaluated on; the facts by their digest. */
    public record Run(String engine, LocalDate asOf, LocalDate knownAsOf, String facts) {}

    /** A rule set; policies and parameters by their digests. */
    public record Rules(String name, String policies, String parameters) {}

    /**
     * The days before that of the run.
     *
     * @param days how many days were evaluated: those on which something on file changes
     * @param changes signals that stand otherwise on some of them
     */
    public record Past(LocalDate from, LocalDate to, int days, List<Period> changes) {
        public Past {
            changes = List.copyOf(changes);
        }
    }

    /** A signal is otherwise in the same way from a day on to a last one. */
    public record Period(LocalDate from, LocalDate to, Change change) {}

    /**
     * The tests of both rule sets.
     *
     * @param run how many of them the edits can have changed, and were run
     * @param changes those that went otherwise
     */
    public record Tests(int run, List<TestChange> changes) {
        public Tests {
            changes = List.copyOf(changes);
        }
    }

    /** How a test went. */
    public enum Verdict {
        PASSED,
        FAILED,
        /** There is no such test. */
        ABSENT
    }

    /**
     * A test that went otherwise.
     *
     * @param before the test as it was, with the rules as they were
     * @param after the test as it is, with the edited rules
     * @param unedited the test as it was, with the edited rules
     * @param failures of {@code after} or, if that did not fail, of {@code unedited}
     * @param by the edits that do it; empty where none of them could be told
     */
    public record TestChange(
            String policy,
            String name,
            At at,
            Verdict before,
            Verdict after,
            Verdict unedited,
            List<String> failures,
            List<Way> by) {
        public TestChange {
            failures = List.copyOf(failures);
            by = List.copyOf(by);
        }
    }

    /** Whether anything is otherwise: a signal on any day, or a test; a new one that passes is no harm. */
    public boolean otherwise() {
        return !present.isEmpty()
                || !past.changes().isEmpty()
                || tests.changes().stream().anyMatch(t -> t.before() != Verdict.ABSENT || t.after() != Verdict.PASSED);
    }
}
