package interlock.policytest;

import interlock.diagnostic.Location;
import interlock.engine.OpenClause.Unknown;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a case expects to be missing.
 *
 * @param missing each as {@code FACT.FIELD}; as {@code KIND.FIELD} where no fact is on file; as the id of a parameter, or
 *     {@code FACT.PARAMETER} where it goes by an event of a fact
 */
public record Lack(List<String> missing, Location at) {
    public Lack {
        missing = List.copyOf(missing);
    }

    /** What is unknown, written as a case would expect it. */
    static SortedSet<String> written(Collection<Unknown> unknown) {
        SortedSet<String> written = new TreeSet<>();
        for (Unknown u : unknown) {
            String parameter = u.parameter();
            String fact = u.fact();
            written.add(
                    parameter != null
                            ? (fact == null ? "" : fact + ".") + parameter
                            : (fact == null ? u.kind() : fact) + "." + u.written());
        }
        return written;
    }
}
