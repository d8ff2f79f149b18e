package interlock.derive;

import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Works out of the facts of a world what follows from them by arithmetic or by a graph. Pure: the same facts, in whatever
 * order, give the same; a fact that is not {@link #seen} makes no difference.
 */
public sealed interface Deriver
        permits Concentrations,
                Combinations,
                PartialStakes,
                CommonOwnerships,
                Majorities,
                Integrations,
                Powers,
                Purchases {

    /** The kinds of what it derives. */
    Set<Class<? extends Derived>> derives();

    /** The kinds of facts that it looks at. */
    Set<Class<? extends Fact>> reads();

    /** A fact without what makes no difference to it; empty if the whole fact makes none. */
    Optional<Fact> seen(Fact fact);

    /** The facts that it has to look at together, of all that may be there in some world. */
    List<Group> groups(Collection<Fact> facts);

    /** What follows, each with the ids of the facts that it rests on. */
    List<Given> derive(Collection<Fact> facts);
}
