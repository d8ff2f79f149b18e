package interlock.report;

import interlock.fact.PastClaim.Result;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How past claims, weighed with the parameters in force, compare with what came of them. The names of components are the
 * names in the JSON, which are a contract like those of a report. Nothing here is fitted: whoever wants other numbers
 * edits the parameters.
 *
 * @param asOf the day whose parameters count
 * @param outcomes the SHA-256 (hex) of the file of claims
 * @param parameters digest of the parameter files
 * @param byStatus in the order of the statuses; those without a claim are left out
 * @param bySource by the letter of the source
 * @param bins by the middle of the predicted interval
 */
public record CalibrationReport(
        String format,
        String engine,
        LocalDate asOf,
        String outcomes,
        String parameters,
        Group overall,
        @Nullable BigDecimal constant,
        List<Group> byStatus,
        List<Group> bySource,
        List<Group> bins,
        List<Claim> claims,
        List<String> notes) {

    /** The format that this program writes. */
    public static final String FORMAT = "interlock.calibration/1";

    /** What an interval of probability comes to at its low end, in its middle and at its high end. */
    public record Triple(BigDecimal low, BigDecimal middle, BigDecimal high) {}

    /** How what came true compares with what was predicted. */
    public enum Reading {
        /** Fewer than ten are decided. */
        TOO_FEW,
        /** What came true can be explained by the prediction. */
        CONSISTENT,
        /** More came true than was predicted. */
        MORE_THAN_PREDICTED,
        /** Less came true than was predicted. */
        LESS_THAN_PREDICTED
    }

    /**
     * Claims that have something in common.
     *
     * @param claims how many there are
     * @param decided how many of them came true or did not
     * @param cameTrue how many came true
     * @param predicted the mean of the predicted probabilities of those that are decided; null if none is
     * @param observed which share of those came true, between the ends of its 95 % interval (Wilson); null if none is
     *     decided
     * @param brier the mean Brier score; null if none is decided
     */
    public record Group(
            String name,
            int claims,
            int decided,
            int cameTrue,
            @Nullable Triple predicted,
            @Nullable Triple observed,
            @Nullable Triple brier,
            Reading reading) {}

    /**
     * One claim.
     *
     * @param grade the letter of the source and the digit of the claim
     * @param predicted how likely it was that it would come true
     * @param brier null while it is not decided
     */
    public record Claim(
            String id,
            @Nullable String fact,
            @Nullable String claim,
            String status,
            String grade,
            LocalDate asserted,
            Triple predicted,
            Result outcome,
            @Nullable LocalDate decided,
            @Nullable Triple brier,
            @Nullable String reference) {}
}
