package interlock.derive;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Facts that a deriver looks at together, in whichever world: what it derives of them depends on no others, whichever of
 * them are there.
 *
 * @param facts their ids
 * @param within the values that fields of what is derived of them, or of some of them, can have; any for a field not named
 */
public record Group(SortedSet<String> facts, Map<String, SortedSet<String>> within) {
    public Group {
        facts = Collections.unmodifiableSortedSet(new TreeSet<>(facts));
        within = Collections.unmodifiableMap(new TreeMap<>(within));
    }
}
