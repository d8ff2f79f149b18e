package interlock.engine;

import interlock.derivation.Absence;
import interlock.derivation.Premise;
import java.io.Serializable;
import java.util.List;
import java.util.SortedSet;

/**
 * What can be told of a clause without running it.
 *
 * @param conclusions the kinds of conclusions that it makes; {@code Signal} if it raises one
 * @param reads the kinds that it matches
 * @param gathered for each accumulate of the rule as it is run, whether it counts or witnesses
 * @param absences what each {@code not} denies, with variables unbound
 * @param roles the names of the parties of its signal, in order
 * @param parameters the ids of the parameters that it asks for
 * @param text the rule as it is run, from the word rule to the word end, but for its name
 */
record ClauseShape(
        String policy,
        String pack,
        String clause,
        SortedSet<String> conclusions,
        List<Read> reads,
        List<Premise.How> gathered,
        List<Absence> absences,
        List<String> roles,
        SortedSet<String> parameters,
        String text)
        implements Serializable {

    /**
     * A kind that a clause matches.
     *
     * @param whole whether the clause must see all of the kind before it can fire: in {@code not}, {@code exists} and
     *     {@code accumulate}
     * @param from the policy or pack whose signals are meant; empty if any, or if the kind is not a signal
     */
    record Read(String kind, boolean whole, String from) implements Serializable {}

    /** The name under which the clause is known to Drools. */
    String ruleName() {
        return policy + ": " + clause;
    }
}
