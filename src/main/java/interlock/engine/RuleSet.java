package interlock.engine;

import interlock.derivation.Premise;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Location;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that a lint looks at: the clauses that could be read, the parameters, and what there is to match.
 *
 * @param world what is on file on the day, every fact that may hold included; without facts if there are none
 * @param items what there is of each kind
 */
record RuleSet(List<ReadClause> clauses, ParameterSet parameters, World world, Map<String, List<Object>> items) {

    static RuleSet of(List<ReadClause> clauses, ParameterSet parameters, World world) {
        Map<String, List<Object>> items = new TreeMap<>();
        world.facts().forEach(f -> add(items, f));
        world.givens().forEach(g -> add(items, g.conclusion()));
        return new RuleSet(clauses, parameters, world, items);
    }

    private static void add(Map<String, List<Object>> items, Object item) {
        items.computeIfAbsent(item.getClass().getSimpleName(), k -> new ArrayList<>())
                .add(item);
    }

    /** What there is of a kind, conclusions aside. */
    List<Object> of(String kind) {
        return items.getOrDefault(kind, List.of());
    }

    /** Whether there are any facts to look at. */
    boolean stocked() {
        return !world.facts().isEmpty();
    }

    /** Whether some clause concludes a kind. */
    boolean concluded(String kind) {
        return clauses.stream().anyMatch(c -> c.shape().conclusions().contains(kind));
    }

    /** The ids of all parties on file. */
    SortedSet<String> parties() {
        SortedSet<String> ids = new TreeSet<>();
        for (Fact fact : world.facts()) {
            if (fact instanceof Fact.Company || fact instanceof Fact.Person || fact instanceof Fact.Fund) {
                ids.add(Premise.keyOf(fact));
            }
        }
        return ids;
    }

    /** The value of a field of something, or of a field of that; null if it is unknown. */
    static @Nullable Object value(Object item, String path) {
        @Nullable Object value = item;
        for (String field : path.split("\\.", -1)) {
            value = value instanceof Record record
                            && Records.components(record.getClass()).contains(field)
                    ? Records.value(record, field)
                    : null;
        }
        return value;
    }

    static Diagnostic note(ReadClause clause, String code, int at, int length, String message, @Nullable String help) {
        Location place = clause.page().at(at, length);
        return Diagnostic.note(code, place, message, help)
                .withSnippet(clause.page().line(place.line()));
    }

    static Diagnostic warning(
            ReadClause clause, String code, int at, int length, String message, @Nullable String help) {
        Location place = clause.page().at(at, length);
        return Diagnostic.warning(code, place, message, help)
                .withSnippet(clause.page().line(place.line()));
    }
}
