package interlock.report;

import interlock.report.Report.At;
import interlock.report.Report.Status;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest sets of changes to the facts that clear a signal, or that raise one.
 *
 * @param whole whether every set up to the size was tried, and all that were found are told
 * @param finished up to how many changes every set was tried
 * @param evaluated how many sets of changes were evaluated
 * @param notes what a reader should know of the answer
 */
public record RemedyReport(
        String format,
        Run run,
        Purpose purpose,
        Named signal,
        Asked asked,
        List<Remedy> remedies,
        boolean whole,
        int finished,
        int evaluated,
        List<String> notes) {
    public RemedyReport {
        remedies = List.copyOf(remedies);
        notes = List.copyOf(notes);
    }

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.remedy/1";

    /** What the changes are for. */
    public enum Purpose {
        CLEAR,
        RAISE
    }

    /** What was looked at; digests are SHA-256 in hex. */
    public record Run(
            String engine, LocalDate asOf, LocalDate knownAsOf, String facts, String policies, String parameters) {}

    /**
     * A signal as far as it can be named.
     *
     * @param level null if it is not raised
     * @param status null if it is not raised
     */
    public record Named(
            String id,
            String policy,
            String title,
            @Nullable String grade,
            List<Party> parties,
            @Nullable Level level,
            @Nullable Status status) {
        public Named {
            parties = List.copyOf(parties);
        }
    }

    /** A party and its name. */
    public record Party(String id, String name) {}

    /**
     * What was asked for.
     *
     * @param size the most changes in a set
     * @param may kinds and facts that may be changed although they could not be by default
     * @param never kinds and facts that may not be touched
     */
    public record Asked(int size, List<String> may, List<String> never, int evaluations) {
        public Asked {
            may = List.copyOf(may);
            never = List.copyOf(never);
        }
    }

    /**
     * A set of changes, each of which is needed.
     *
     * @param effects what else would become of signals
     * @param alike how many others differ from it in one party only, where not all of them are told; otherwise 0
     * @param partly of what clears a signal: whether it would hold all the same if some of what is pending came about and
     *     some did not
     * @param together what several figures may be together; null if each stands for itself
     */
    public record Remedy(
            List<Change> changes,
            List<Effect> effects,
            int alike,
            boolean partly,
            @Nullable Together together) {
        public Remedy {
            changes = List.copyOf(changes);
            effects = List.copyOf(effects);
        }
    }

    /**
     * Figures of which one can be left higher if others are lowered further.
     *
     * @param fields each behind its fact and a dot
     * @param most what they may add up to, in dollars, at every split that was tried; null if it is not the sum that decides
     * @param says the same in words
     */
    public record Together(List<String> fields, @Nullable BigDecimal most, String says) {
        public Together {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A change to one fact.
     *
     * @param how what is done, as a name
     * @param edit as {@code what-if} takes it
     * @param unit the step in which the figure was moved: one step nearer to what is on file it would not do
     * @param says the change in words
     * @param because what the policy asks for there; null where the fact as a whole goes
     */
    public record Change(
            String how,
            String edit,
            String fact,
            String kind,
            @Nullable String field,
            @Nullable BigDecimal from,
            @Nullable BigDecimal to,
            @Nullable BigDecimal unit,
            String says,
            @Nullable Because because) {}

    /**
     * The condition that the change stops, or makes true.
     *
     * @param says it in words, with the values of the parameters
     */
    public record Because(String policy, String clause, String condition, At at, String says, List<String> parameters) {
        public Because {
            parameters = List.copyOf(parameters);
        }
    }

    /** What becomes of another signal. */
    public enum What {
        CLEARED,
        UNSETTLED,
        LOWER,
        RAISED,
        ESTABLISHED,
        HIGHER
    }

    /** What becomes of another signal, named as it would then be or, if it is cleared, as it was. */
    public record Effect(What what, Named signal) {}
}
