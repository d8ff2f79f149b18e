package interlock.engine;

import interlock.engine.ClauseShape.Read;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which clauses may fire so that nothing concluded is ever taken back: a clause that must see all of a kind
 * comes after every clause that concludes it. With this the result is the least fixpoint, stratum by stratum.
 */
final class Strata {
    private final Map<String, Integer> strata;
    private final List<String> cycle;

    private Strata(Map<String, Integer> strata, List<String> cycle) {
        this.strata = strata;
        this.cycle = cycle;
    }

    static Strata of(List<ClauseShape> clauses) {
        Map<String, Integer> strata = new LinkedHashMap<>();
        clauses.forEach(c -> strata.put(c.ruleName(), 0));
        for (int round = 0; round <= clauses.size(); round++) {
            boolean changed = false;
            for (ClauseShape clause : clauses) {
                int least = least(clause, clauses, strata);
                if (least > stratum(strata, clause)) {
                    strata.put(clause.ruleName(), least);
                    changed = true;
                }
            }
            if (!changed) {
                return new Strata(strata, List.of());
            }
        }
        return new Strata(strata, cycle(clauses));
    }

    /** The stratum of a clause, from 0; lower ones fire first. */
    int of(ClauseShape clause) {
        return stratum(strata, clause);
    }

    /** The clauses of a cycle in which one must see all of what another is still concluding; empty if there is none. */
    List<String> cycle() {
        return cycle;
    }

    private static int least(ClauseShape clause, List<ClauseShape> clauses, Map<String, Integer> strata) {
        int least = 0;
        for (Read read : clause.reads()) {
            for (ClauseShape producer : clauses) {
                if (feeds(producer, read)) {
                    least = Math.max(least, stratum(strata, producer) + (read.whole() ? 1 : 0));
                }
            }
        }
        return least;
    }

    /** Whether a clause may conclude something that a read looks at. */
    static boolean feeds(ClauseShape producer, Read read) {
        return producer.conclusions().contains(read.kind())
                && (read.from().isEmpty()
                        || read.from().equals(producer.policy())
                        || read.from().equals(producer.pack()));
    }

    private static int stratum(Map<String, Integer> strata, ClauseShape clause) {
        return strata.getOrDefault(clause.ruleName(), 0);
    }

    /** The shortest way round through a clause that must see all of what it leads to itself; the first by name. */
    private static List<String> cycle(List<ClauseShape> clauses) {
        List<String> shortest = List.of();
        for (ClauseShape clause : clauses) {
            for (Read read : clause.reads()) {
                if (read.whole()) {
                    for (ClauseShape producer : clauses) {
                        List<String> back = feeds(producer, read) ? path(producer, clause, clauses) : List.of();
                        if (!back.isEmpty() && (shortest.isEmpty() || back.size() + 1 < shortest.size())) {
                            shortest = new ArrayList<>(List.of(clause.ruleName()));
                            shortest.addAll(back);
                        }
                    }
                }
            }
        }
        return List.copyOf(shortest);
    }

    /** The names from one clause back over what feeds it to another, both included; empty if it never gets there. */
    private static List<String> path(ClauseShape from, ClauseShape to, List<ClauseShape> clauses) {
        Map<ClauseShape, List<String>> paths = new LinkedHashMap<>();
        paths.put(from, List.of(from.ruleName()));
        Deque<ClauseShape> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            ClauseShape at = open.removeFirst();
            List<String> path = paths.getOrDefault(at, List.of());
            if (at.equals(to)) {
                return path;
            }
            for (ClauseShape producer : clauses) {
                if (!paths.containsKey(producer) && at.reads().stream().anyMatch(r -> feeds(producer, r))) {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(producer.ruleName());
                    paths.put(producer, longer);
                    open.addLast(producer);
                }
            }
        }
        return List.of();
    }
}
