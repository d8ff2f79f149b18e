package interlock;

import interlock.scenario.Timeline.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a timeline is asked for.
 *
 * @param from the first day; if absent the first on which something about the signals changes
 * @param to the last day; if absent the day that the fact base gives, or else its latest assertion
 * @param still the day at which the clock stands that does not move; if absent the last day
 * @param policies patterns of policy ids, with {@code *} for any characters; empty for all
 * @param parties ids of parties, one of which the signal must concern; empty for all
 * @param everyDay whether each day is evaluated, and not only those on which the dates on file say that something changes
 * @param firings the most firings allowed in one world
 */
public record TimelineQuery(
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Clock clock,
        Optional<LocalDate> still,
        List<String> policies,
        List<String> parties,
        boolean everyDay,
        int firings) {

    public TimelineQuery {
        policies = List.copyOf(policies);
        parties = List.copyOf(parties);
    }

    /** Everything, both clocks together. */
    public static TimelineQuery everything() {
        return new TimelineQuery(
                Optional.empty(),
                Optional.empty(),
                Clock.BOTH,
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                Query.FIRINGS);
    }

    /** The same from one day to another. */
    public TimelineQuery between(LocalDate first, LocalDate last) {
        return new TimelineQuery(
                Optional.of(first), Optional.of(last), clock, still, policies, parties, everyDay, firings);
    }

    /** The same by one clock, while the other stands at the last day. */
    public TimelineQuery by(Clock moving) {
        return new TimelineQuery(from, to, moving, still, policies, parties, everyDay, firings);
    }

    /** The same with each day evaluated. */
    public TimelineQuery daily() {
        return new TimelineQuery(from, to, clock, still, policies, parties, true, firings);
    }
}
