package interlock.report;

import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run found, with everything that explains it. The names of components are the names in the JSON report, which are
 * a contract: more may be added, none renamed. All lists and maps are in a fixed order.
 */
public record Report(
        String format,
        Run run,
        Summary summary,
        List<Signal> signals,
        SortedMap<String, Proof> proofs,
        SortedMap<String, FactView> facts,
        SortedMap<String, SourceView> sources,
        SortedMap<String, ParameterView> parameters,
        List<DisputeView> disputes,
        List<Undecided> undecided,
        List<Silence> silent,
        List<Problem> diagnostics) {

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.report/1";

    /** What became otherwise since an earlier report. */
    public ReportDiff minus(Report earlier) {
        return ReportDiff.between(earlier, this);
    }

    /** What was run on what. Digests are SHA-256 in hex. */
    public record Run(
            String engine,
            LocalDate asOf,
            LocalDate knownAsOf,
            FactsRun facts,
            PoliciesRun policies,
            ParametersRun parameters,
            String digest,
            Limits limits,
            Asked query) {}

    /**
     * Which signals were asked for, so that the same can be asked again.
     *
     * @param policies patterns of policy ids; empty for all
     * @param parties ids of parties; empty for all
     * @param minLevel the lowest level reported
     */
    public record Asked(List<String> policies, List<String> parties, Level minLevel) {}

    public record FactsRun(String digest, int count, SortedMap<String, String> files) {}

    /**
     * The policies of a run.
     *
     * @param marks how the policies read line by line, by file; null in a report of an earlier program
     */
    public record PoliciesRun(
            String digest,
            int count,
            SortedMap<String, String> files,
            @Nullable SortedMap<String, PolicyMarks> marks) {}

    /**
     * The thresholds of a run.
     *
     * @param values every value on file in a line, by file; null in a report of an earlier program
     */
    public record ParametersRun(
            String digest,
            int count,
            SortedMap<String, String> files,
            @Nullable SortedMap<String, SortedMap<String, String>> values) {}

    /**
     * The limits of the run.
     *
     * @param firings the most firings allowed in one world
     * @param weighing how much could be spent on likelihoods, in per cent of the usual
     * @param flips how {@code flipsIf} was found: {@code evaluated} (each fact left out in turn) or {@code skipped} (the
     *     fact base is too large for that; the lists are then empty)
     * @param reversals likewise, how the changes of {@code disputes} were found
     */
    public record Limits(int firings, int weighing, String flips, String reversals) {}

    public record Summary(
            int signals,
            Map<Level, Integer> byLevel,
            SortedMap<String, Integer> byPack,
            int contingent,
            List<Cell> matrix,
            List<String> notes) {}

    /**
     * A signal with what explains it.
     *
     * @param concerns the ids of all parties that its proofs bind
     * @param contingentOn the ids of the facts that would have to come about; empty if the signal is established
     * @param ifPending what the signal would say if everything pending came about, where that differs
     */
    public record Signal(
            String id,
            PolicyView policy,
            @Nullable String grade,
            List<PartyView> parties,
            List<String> concerns,
            Level level,
            Severity severity,
            @Nullable Likelihood likelihood,
            Status status,
            List<String> contingentOn,
            String narrative,
            @Nullable String ifPending,
            List<Score> score,
            String proof,
            List<String> alternatives,
            EvidenceView evidence,
            List<String> flipsIf,
            List<Missing> missing) {

        /** The same with its likelihood, and its severity to be expected. */
        Signal weighed(@Nullable Likelihood likelihood, @Nullable BigDecimal expected) {
            return new Signal(
                    id,
                    policy,
                    grade,
                    parties,
                    concerns,
                    level,
                    new Severity(severity.floor(), expected, severity.ceiling()),
                    likelihood,
                    status,
                    contingentOn,
                    narrative,
                    ifPending,
                    score,
                    proof,
                    alternatives,
                    evidence,
                    flipsIf,
                    missing);
        }
    }

    /** Whether a signal holds on what is certain. */
    public enum Status {
        ESTABLISHED,
        CONTINGENT
    }

    public record PolicyView(String id, String title, String version, String pack, List<String> references) {}

    public record PartyView(String id, String name, String role) {}

    /**
     * 0 to 100 with one decimal; null where the signal is absent.
     *
     * @param expected the mean over the worlds in which the signal holds, weighted by their central probabilities
     */
    public record Severity(
            @Nullable BigDecimal floor,
            @Nullable BigDecimal expected,
            @Nullable BigDecimal ceiling) {}

    /**
     * How likely it is that a signal holds.
     *
     * @param low 0 to 1
     * @param high 0 to 1
     * @param words both ends in the words of ICD 203
     * @param method {@code EXACT}; {@code ENCLOSED} if the interval may be wider than need be; {@code SAMPLED}
     * @param worlds in how many ways all that it depends on can turn out; where it was sampled, how many worlds were drawn
     * @param error of each end, at 95 %; 0 unless it was sampled
     */
    public record Likelihood(
            BigDecimal low, BigDecimal high, String words, String method, int worlds, BigDecimal error) {}

    /**
     * A cell of the matrix of severity and likelihood, which are never multiplied.
     *
     * @param from lower end of the severities in it: the expected one or, where there is none, that of the ceiling
     * @param to upper end
     * @param likelihood in words
     * @param signals ids of the signals in it
     */
    public record Cell(int from, int to, String likelihood, List<String> signals) {}

    /** One component; the points of all add up to the severity in the ceiling (in the floor if it is absent there). */
    public record Score(String component, BigDecimal points, String because) {}

    /**
     * What a signal rests on.
     *
     * @param grade of the weakest fact cited, as letter and digit; null if none has evidence
     * @param independentOrigins how many different origins the evidence has
     */
    public record EvidenceView(
            List<String> facts,
            List<String> sources,
            @Nullable String grade,
            int independentOrigins) {}

    /**
     * What is not on file and would decide more firmly.
     *
     * @param fact the id of the fact that does not tell it; null if there is no such fact
     * @param kind the kind of fact that would tell it, or Parameter
     * @param parties the ids of the parties whose figure it is, where there is no fact
     * @param figure the field, the event, or value for a parameter
     * @param parameter the id of the parameter without a value; null if it is no parameter
     * @param because in words
     */
    public record Missing(
            @Nullable String fact,
            String kind,
            List<String> parties,
            String figure,
            @Nullable String parameter,
            String because) {}

    /**
     * A signal that can neither be said to hold nor not to: it is not raised, and some way of telling the unknown figures may
     * raise it.
     *
     * @param id that the signal would have
     * @param clauses each that may raise it
     */
    public record Undecided(
            String id,
            PolicyView policy,
            @Nullable String grade,
            List<PartyView> parties,
            List<OpenClauseView> clauses) {}

    /**
     * A clause that may raise a signal.
     *
     * @param facts the ids of the facts that it would rest on
     * @param missing what would decide it
     */
    public record OpenClauseView(String clause, List<String> facts, List<Missing> missing) {}

    /**
     * One step of a proof.
     *
     * @param concludes what it concludes, in words
     * @param bindings the variables of the clause, in words
     * @param premises ids of facts and of other proofs
     * @param counted those of the premises that are in it only as members of a total, a count or a list
     * @param witnesses those of the premises that are in it only to show that something exists
     * @param because every premise in words, those that Interlock works out itself included
     * @param absent what was found absent, in words
     * @param parameters the parameters that it went by, as they stand in {@code parameters} of the report
     * @param byEvent of those that go by the day of an event: which event that is, and when, in words
     */
    public record Proof(
            String policy,
            String clause,
            At at,
            String concludes,
            SortedMap<String, String> bindings,
            List<String> premises,
            List<String> counted,
            List<String> witnesses,
            List<String> because,
            List<String> absent,
            List<String> parameters,
            SortedMap<String, String> byEvent,
            List<Score> score) {}

    public record At(String file, int line) {}

    /**
     * A fact as it was used.
     *
     * @param certain whether it is in the floor
     * @param parties whom it is about, each with its role in it, in the order of its fields; a fact that declares a party
     *     begins with that party
     */
    public record FactView(
            String kind,
            String says,
            SortedMap<String, String> fields,
            String status,
            boolean certain,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            LocalDate asserted,
            @Nullable String grade,
            List<EvidenceLine> evidence,
            @Nullable String contradicts,
            @Nullable String note,
            At at,
            List<PartyView> parties) {}

    public record EvidenceLine(
            String source,
            int credibility,
            @Nullable String locator,
            @Nullable String quote,
            @Nullable String origin) {}

    public record SourceView(
            String title,
            String publisher,
            String letter,
            @Nullable String url,
            @Nullable LocalDate published,
            @Nullable String republishes,
            @Nullable String interest,
            @Nullable String note) {}

    public record ParameterView(
            String says,
            String unit,
            @Nullable String jurisdiction,
            String reference,
            @Nullable LocalDate effectiveFrom,
            @Nullable LocalDate effectiveTo,
            String status,
            @Nullable String rationale,
            At at) {}

    /**
     * Two facts that contradict each other.
     *
     * @param used the one that the worlds hold, because its evidence is better
     * @param other the one that is kept on file and not used
     * @param changes the signals that would change if the other one were right
     */
    public record DisputeView(String used, String other, List<ChangeView> changes) {}

    /**
     * A signal that would change.
     *
     * @param in FLOOR or CEILING
     * @param before the severity now; null if the signal is absent
     * @param after the severity then; null if it would be absent
     */
    public record ChangeView(
            String signal,
            String policy,
            String title,
            @Nullable String grade,
            List<PartyView> parties,
            String in,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after) {}

    /**
     * Something that stayed silent.
     *
     * @param policy the policy that raised nothing; null if a kind of fact is meant
     * @param kind the kind of fact that no policy reads; null if a policy is meant
     * @param verdict whether it is known that no clause holds; null if a kind of fact is meant
     * @param nearest what comes closest; null where nothing does, or it was not looked for
     */
    public record Silence(
            @Nullable String policy,
            @Nullable String kind,
            String reason,
            @Nullable Verdict verdict,
            @Nullable Nearest nearest) {}

    /** Why a policy raised nothing. */
    public enum Verdict {
        /** Some condition of every clause is false, whatever is matched. */
        NOT_MET,
        /** Nobody can say whether some clause holds, since what it asks for is not told. */
        UNKNOWN
    }

    /**
     * How near a policy comes to raising something.
     *
     * @param clause the clause that gets furthest
     * @param met how many of its conditions something passes before it stops
     * @param of how many conditions it has
     * @param count how many ways of matching lack as little as the best
     * @param says what the best of them lacks
     * @param at the condition where the clause stops
     */
    public record Nearest(String clause, int met, int of, long count, String says, At at) {}

    public record Problem(
            String code,
            String severity,
            String file,
            int line,
            int column,
            String message,
            @Nullable String help) {}
}
