package interlock.policy.dsl;

import interlock.derivation.Absence;
import interlock.derivation.Premise;
import interlock.vocabulary.Level;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a recorder must know of each clause to write down its firings.
 *
 * @param clauses by the name that the rule has in Drools
 */
public record ClauseBook(SortedMap<String, Entry> clauses) {

    /**
     * One clause.
     *
     * @param gathered for each accumulate in the rule as compiled, in order: whether its members are counted by the
     *     policy or witnesses of an {@code exists}
     * @param absences what each {@code not} at the top level of the clause denies; values still to be bound
     */
    public record Entry(
            String policy,
            String pack,
            String clause,
            @Nullable Level level,
            @Nullable String grade,
            List<Premise.How> gathered,
            List<Absence> absences) {
        public Entry {
            gathered = List.copyOf(gathered);
            absences = List.copyOf(absences);
        }
    }
}
