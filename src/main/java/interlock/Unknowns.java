package interlock;

import interlock.engine.CompiledPolicies;
import interlock.engine.LimitReached;
import interlock.engine.OpenClause;
import interlock.engine.OpenClauses;
import interlock.parameter.ParameterSet;
import interlock.scenario.Worlds;
import java.util.List;

/**
 * What can neither be said to hold nor to fail if everything pending came about.
 *
 * @param complete whether all was looked for
 * @param notes what is to be told of it
 */
record Unknowns(List<OpenClause> clauses, boolean complete, List<String> notes) {
    /** None were looked for. */
    static final Unknowns NONE = new Unknowns(List.of(), false, List.of());

    static Unknowns in(Worlds worlds, CompiledPolicies compiled, ParameterSet parameters) {
        try {
            return new Unknowns(
                    OpenClauses.of(compiled, parameters).in(worlds.ceiling(), worlds::day), true, List.of());
        } catch (LimitReached e) {
            if (e.isOfBudget()) {
                throw e;
            }
            return new Unknowns(
                    List.of(),
                    false,
                    List.of("too much is on file to look for what is unknown, so a policy that is silent may be so for"
                            + " want of facts"));
        }
    }
}
