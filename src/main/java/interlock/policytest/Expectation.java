package interlock.policytest;

import interlock.fact.FactBase;
import java.util.List;
import java.util.Optional;

/** What a case expects of its policy. */
public sealed interface Expectation {

    /** Exactly these signals. */
    record Raises(List<ExpectedSignal> signals) implements Expectation {
        public Raises {
            signals = List.copyOf(signals);
        }
    }

    /**
     * No signal.
     *
     * @param stop where a clause stops; empty if that does not matter
     * @param unknown what is missing so that nobody can say whether the policy holds; empty if that does not matter
     */
    record Silent(Optional<Stop> stop, Optional<Lack> unknown) implements Expectation {}

    /**
     * No signal on the facts as given, but one once they are edited: so the case lies just on the silent side.
     *
     * @param edited the facts after the edit
     * @param signals all signals after the edit; empty if any will do
     * @param stop where a clause stops before the edit; empty if that does not matter
     */
    record NearMiss(FactBase edited, List<ExpectedSignal> signals, Optional<Stop> stop) implements Expectation {
        public NearMiss {
            signals = List.copyOf(signals);
        }
    }
}
