package interlock.policytest;

import interlock.diagnostic.Location;
import interlock.vocabulary.Level;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signal that a case expects.
 *
 * @param grade null if any will do
 * @param parties in the order in which the policy names them
 * @param level null if any will do
 * @param severity in the ceiling, both bounds included; null if any will do
 * @param standing null if either will do
 * @param because ids of facts that one proof rests on, all of them
 * @param missing all that would decide it more firmly; null if that does not matter
 */
public record ExpectedSignal(
        @Nullable String grade,
        List<String> parties,
        @Nullable Level level,
        @Nullable Range severity,
        @Nullable Standing standing,
        List<String> because,
        @Nullable Lack missing,
        Location at) {
    public ExpectedSignal {
        parties = List.copyOf(parties);
        because = List.copyOf(because);
    }

    /** Whether a signal needs something that has not happened. */
    public enum Standing {
        /** It holds on what is certain. */
        ESTABLISHED,
        /** It holds in the ceiling only. */
        CONTINGENT
    }

    /** As a reader of a failure sees it. */
    String words() {
        List<String> parts = new ArrayList<>();
        parts.add((grade == null ? "" : grade + " ") + "for " + String.join(", ", parties));
        if (level != null) {
            parts.add(level.name());
        }
        if (severity != null) {
            parts.add("severity " + words(severity));
        }
        if (standing != null) {
            parts.add(standing.name());
        }
        if (!because.isEmpty()) {
            parts.add("because of " + String.join(", ", because));
        }
        return String.join(" · ", parts);
    }

    /** A bound or both of them. */
    static String words(Range severity) {
        BigDecimal low = severity.low();
        BigDecimal high = severity.high();
        if (low == null) {
            return "of at most " + (high == null ? "100" : high.toPlainString());
        }
        if (high == null) {
            return "of at least " + low.toPlainString();
        }
        return low.compareTo(high) == 0 ? low.toPlainString() : low.toPlainString() + " to " + high.toPlainString();
    }
}
