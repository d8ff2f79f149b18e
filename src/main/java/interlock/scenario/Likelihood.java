package interlock.scenario;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How likely a signal is, and how severe on average where it holds.
 *
 * @param probability that the signal holds; both ends are reached by probabilities of facts within their intervals
 * @param severity its mean over the worlds in which it holds, each weighted by its central probability, 0 to 100, one
 *     decimal; null if the signal holds in no world that can come about
 * @param method how it was found
 * @param uncertain how many independent things make a difference to it; where it was sampled, how many may
 * @param worlds in how many ways these can turn out; where it was sampled, how many worlds were drawn
 * @param error 0 unless it was sampled: then, 95 times in 100, both true ends lie within the interval made longer by this at
 *     each end, whichever probabilities of facts within their intervals they are reached by ({@link DrawnWorlds})
 */
public record Likelihood(
        Interval probability,
        @Nullable BigDecimal severity,
        Method method,
        int uncertain,
        int worlds,
        BigDecimal error) {

    /** How a likelihood was found. */
    public enum Method {
        /** Every world that makes a difference was evaluated. */
        EXACT,
        /** Every world was evaluated, but the interval may be wider than need be: it was not searched for its ends. */
        ENCLOSED,
        /** Worlds were drawn at random, from a fixed seed. */
        SAMPLED
    }
}
