package interlock.scenario;

import interlock.fact.Assertion;
import interlock.parameter.Parameter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides the worlds of one day.
 *
 * @param holding the facts that hold or may hold, as they were last asserted, by id
 * @param inForce the parameters that apply, by id
 */
record Moment(
        LocalDate asOf,
        LocalDate knownAsOf,
        SortedMap<String, Assertion> holding,
        SortedMap<String, Parameter> inForce) {

    Moment {
        holding = Collections.unmodifiableSortedMap(new TreeMap<>(holding));
        inForce = Collections.unmodifiableSortedMap(new TreeMap<>(inForce));
    }

    /** What is another in a later moment: facts that begin, end or are asserted anew, then parameters; each by id. */
    List<Timeline.Item> changes(Moment later) {
        List<Timeline.Item> changes = new ArrayList<>();
        for (String id : both(holding, later.holding)) {
            if (!Objects.equals(holding.get(id), later.holding.get(id))) {
                changes.add(new Timeline.FactItem(id, holding.get(id), later.holding.get(id)));
            }
        }
        for (String id : both(inForce, later.inForce)) {
            if (!Objects.equals(inForce.get(id), later.inForce.get(id))) {
                changes.add(new Timeline.ParameterItem(id, inForce.get(id), later.inForce.get(id)));
            }
        }
        return changes;
    }

    private static SortedSet<String> both(SortedMap<String, ?> one, SortedMap<String, ?> other) {
        SortedSet<String> ids = new TreeSet<>(one.keySet());
        ids.addAll(other.keySet());
        return ids;
    }
}
