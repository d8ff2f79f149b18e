package interlock.derivation;

import interlock.score.Points;
import interlock.vocabulary.Derived;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One firing of a clause: what it concluded, from what, what it found absent, and with which values bound.
 *
 * @param policy the id of the policy
 * @param clause the name of the clause
 * @param bindings the values of the variables, by name with the dollar sign
 * @param points the score if a signal was raised, otherwise {@link Points#NONE}
 */
public record Step(
        String policy,
        String clause,
        Derived conclusion,
        List<Premise> premises,
        List<Absence> absences,
        SortedMap<String, Object> bindings,
        Points points)
        implements Comparable<Step> {

    private static final Comparator<Step> ORDER = Comparator.comparing(Step::policy)
            .thenComparing(Step::clause)
            .thenComparing(s -> s.conclusion().toString())
            .thenComparing(Step::premiseKey)
            .thenComparing(s -> s.bindings().toString());

    public Step {
        premises = List.copyOf(premises);
        absences = List.copyOf(absences);
        bindings = Collections.unmodifiableSortedMap(new TreeMap<>(bindings));
    }

    /** The identity of the premises, whatever their order. */
    public String premiseKey() {
        return premises.stream().map(Premise::key).distinct().sorted().collect(Collectors.joining("\n"));
    }

    @Override
    public int compareTo(Step other) {
        return ORDER.compare(this, other);
    }
}
