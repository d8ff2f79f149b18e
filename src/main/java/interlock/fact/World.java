package interlock.fact;

import interlock.vocabulary.Fact;
import java.time.LocalDate;
import java.util.List;

/**
 * One definite state of affairs: each fact either is there, with one definite amount in US dollars, or is not. A
 * symmetric fact stands in it both ways round, under one id.
 *
 * @param givens what follows from the facts, the parameters and the date before any policy runs
 */
public record World(LocalDate asOf, List<Fact> facts, List<Given> givens) {
    public World {
        facts = List.copyOf(facts);
        givens = List.copyOf(givens);
    }
}
