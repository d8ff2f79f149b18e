package interlock.policytest;

import interlock.fact.FactBase;
import java.util.List;

/** What a case expects of its policy. */
public sealed interface Expectation {

    /** Exactly these signals. */
    record Raises(List<ExpectedSignal> signals) implements Expectation {
        public Raises {
            signals = List.copyOf(signals);
        }
    }

    /** No signal. */
    record Silent() implements Expectation {}

    /**
     * No signal on the facts as given, but one once they are edited: so the case lies just on the silent side.
     *
     * @param edited the facts after the edit
     * @param signals all signals after the edit; empty if any will do
     */
    record NearMiss(FactBase edited, List<ExpectedSignal> signals) implements Expectation {
        public NearMiss {
            signals = List.copyOf(signals);
        }
    }
}
