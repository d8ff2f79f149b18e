package interlock.report;

import interlock.vocabulary.Level;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a policy raises no signal for some parties, or that it does.
 *
 * @param grades what each grade of the policy comes to, in the order of its clauses; empty if too much is on file to say
 * @param clauses those of the grades that it does not raise, the one that got furthest first
 * @param facts what is cited, by id
 */
public record WhyNot(
        String format,
        Run run,
        PolicyView policy,
        List<PartyView> parties,
        Answer answer,
        List<GradeView> grades,
        List<RaisedView> signals,
        List<ClauseView> clauses,
        List<String> notes,
        SortedMap<String, FactLine> facts) {
    /** The format that this program writes. */
    public static final String FORMAT = "interlock.why-not/1";

    public WhyNot {
        parties = List.copyOf(parties);
        grades = List.copyOf(grades);
        signals = List.copyOf(signals);
        clauses = List.copyOf(clauses);
        notes = List.copyOf(notes);
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** What a grade comes to. */
    public enum Verdict {
        /** It is raised, or would be if something pending came about. */
        MET,
        /** It is not raised, whatever the figures are that nobody tells. */
        NOT_MET,
        /** It is not raised, and may be if figures that nobody tells were told. */
        UNKNOWN
    }

    /**
     * What a grade of the policy comes to for the parties.
     *
     * @param grade null for clauses without one
     * @param missing what nobody tells and it hangs on, where it is unknown
     */
    public record GradeView(@Nullable String grade, Verdict verdict, List<Report.Missing> missing) {}

    /** What it comes to. */
    public enum Answer {
        /** No clause gets through, even if everything pending comes about. */
        SILENT,
        /** A signal is raised if something pending comes about. */
        CONTINGENT,
        /** A signal is raised on what is certain. */
        ESTABLISHED
    }

    /** What the answer was found in: the digests of facts, policies and parameters. */
    public record Run(
            String engine, LocalDate asOf, LocalDate knownAsOf, String facts, String policies, String parameters) {}

    public record PolicyView(String id, String title) {}

    public record PartyView(String id, String name) {}

    /**
     * A signal that is raised for the parties.
     *
     * @param contingentOn ids of the uncertain facts under it, where it is contingent
     */
    public record RaisedView(
            String id,
            @Nullable String grade,
            Level level,
            List<PartyView> parties,
            Answer status,
            List<String> contingentOn) {}

    /**
     * How far one clause got.
     *
     * @param asked what was asked for, by variable
     * @param met how many of its conditions something passes before it stops
     * @param of how many conditions it has
     * @param near how many ways of matching lack as little as the nearest gap
     * @param gaps what it lacks where it stops, the nearest first
     */
    public record ClauseView(
            String policy,
            String clause,
            @Nullable String grade,
            At at,
            List<AskedView> asked,
            int met,
            int of,
            List<ConditionView> conditions,
            long near,
            List<GapView> gaps) {}

    public record At(String file, int line, int column) {}

    public record AskedView(String variable, String value, String name) {}

    /** What becomes of a condition. */
    public enum State {
        MET,
        STOPS,
        NOT_REACHED
    }

    /**
     * One condition of a clause.
     *
     * @param says it in words
     * @param text as the policy has it
     * @param items how many facts or conclusions of its kind there are; null where it is not about one kind
     * @param rows in how many ways everything up to it is met; null if it was not reached
     */
    public record ConditionView(
            String says,
            String text,
            At at,
            State state,
            @Nullable Long items,
            @Nullable Long rows) {}

    /**
     * What is lacking.
     *
     * @param sort OTHERWISE, MISSING, IN_THE_WAY, TOTAL, PARAMETER, OUTSIDE or UNTOLD
     * @param says all of it in words
     * @param condition as the policy has it
     * @param kind the kind of fact or conclusion that is meant; empty if several are
     * @param facts ids of the facts that come closest, are in the way, are added up or are in no world
     * @param shortfalls what of them is not as needed
     * @param wanted what would have to be there
     * @param with what was matched before, in words
     * @param items what is added up or in the way, in words
     * @param parameter the parameter that is not in force
     * @param beneath how far the clauses got that could conclude what is missing
     * @param changes edits as {@code what-if} takes them, which together were found to take the clause further
     */
    public record GapView(
            String sort,
            String says,
            String condition,
            At at,
            String kind,
            List<String> facts,
            List<ShortfallView> shortfalls,
            List<WantedView> wanted,
            List<String> with,
            List<String> items,
            @Nullable String parameter,
            List<ClauseView> beneath,
            List<String> changes) {}

    /**
     * A comparison that is not met.
     *
     * @param value what it is; null if it is not known
     * @param needed any of these would do
     * @param by how far off it is; null if it is not about numbers
     * @param measure the unit of the three; empty if there is none
     * @param unknown whether it fails because the value is not known
     */
    public record ShortfallView(
            String text,
            String says,
            @Nullable String operator,
            @Nullable String value,
            List<String> needed,
            @Nullable String by,
            String measure,
            boolean unknown,
            @Nullable ParameterView parameter) {}

    public record ParameterView(String id, String says, String reference) {}

    public record WantedView(
            String text,
            @Nullable String field,
            @Nullable String operator,
            @Nullable String value) {}

    public record FactLine(String kind, String says, String status, Report.At at) {}
}
