package interlock;

import interlock.engine.Budget;
import interlock.report.Report;
import interlock.vocabulary.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a run is asked for.
 *
 * @param asOf the day the world is looked at; if absent the day that the fact base gives, or else its latest assertion
 * @param knownAsOf the day whose knowledge counts; if absent the same
 * @param policies patterns of policy ids, with {@code *} for any characters; empty for all
 * @param parties ids of parties, one of which the signal must concern; empty for all
 * @param minLevel the lowest level reported
 * @param firings the most firings allowed in one world
 * @param weighing how much may be spent on likelihoods, in per cent of the usual
 */
public record Query(
        Optional<LocalDate> asOf,
        Optional<LocalDate> knownAsOf,
        List<String> policies,
        List<String> parties,
        Level minLevel,
        int firings,
        int weighing) {

    /** The most firings in one world unless asked otherwise. */
    public static final int FIRINGS = Budget.FIRINGS;

    /** What is spent on likelihoods unless asked otherwise. */
    public static final int USUAL = 100;

    public Query {
        policies = List.copyOf(policies);
        parties = List.copyOf(parties);
    }

    /** With the usual spent on likelihoods. */
    public Query(
            Optional<LocalDate> asOf,
            Optional<LocalDate> knownAsOf,
            List<String> policies,
            List<String> parties,
            Level minLevel,
            int firings) {
        this(asOf, knownAsOf, policies, parties, minLevel, firings, USUAL);
    }

    /** Everything, on the day of the fact base. */
    public static Query everything() {
        return new Query(Optional.empty(), Optional.empty(), List.of(), List.of(), Level.INFO, FIRINGS);
    }

    /** The same as of another day. */
    public Query on(LocalDate day) {
        return new Query(Optional.of(day), knownAsOf, policies, parties, minLevel, firings, weighing);
    }

    /** The same with more or less spent on likelihoods. */
    public Query weighing(int percent) {
        return new Query(asOf, knownAsOf, policies, parties, minLevel, firings, percent);
    }

    boolean keeps(Report.Signal signal) {
        return signal.level().compareTo(minLevel) >= 0
                && (policies.isEmpty()
                        || policies.stream()
                                .anyMatch(p -> matches(p, signal.policy().id())))
                && (parties.isEmpty() || signal.concerns().stream().anyMatch(parties::contains));
    }

    /** Whether what nobody can decide is asked for; it has no level. */
    boolean keeps(Report.Undecided undecided) {
        return (policies.isEmpty()
                        || policies.stream()
                                .anyMatch(p -> matches(p, undecided.policy().id())))
                && (parties.isEmpty() || undecided.parties().stream().anyMatch(p -> parties.contains(p.id())));
    }

    /** Whether a policy fits a pattern, in which {@code *} stands for any characters. */
    public static boolean matches(String pattern, String id) {
        return Pattern.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"), id);
    }
}
