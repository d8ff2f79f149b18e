package interlock.scenario;

import interlock.fact.FactBase;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicySet;
import java.time.LocalDate;

/**
 * Everything that decides how signals stand.
 *
 * @param asOf the day that the world is looked at
 * @param knownAsOf the day whose knowledge counts
 */
public record Basis(FactBase facts, PolicySet policies, ParameterSet parameters, LocalDate asOf, LocalDate knownAsOf) {
    /** The same as a run on another day would have had it. */
    public Basis on(LocalDate day) {
        return new Basis(facts, policies, parameters, day, day);
    }
}
