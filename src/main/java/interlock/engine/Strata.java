package interlock.engine;

import interlock.engine.ClauseShape.Read;
import java.util.ArrayList;
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
        return new Strata(strata, cycle(clauses, strata));
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

    private static boolean feeds(ClauseShape producer, Read read) {
        return producer.conclusions().contains(read.kind())
                && (read.from().isEmpty()
                        || read.from().equals(producer.policy())
                        || read.from().equals(producer.pack()));
    }

    private static int stratum(Map<String, Integer> strata, ClauseShape clause) {
        return strata.getOrDefault(clause.ruleName(), 0);
    }

    /** Walks back from the highest clause to what pushed it up, until a clause comes round again. */
    private static List<String> cycle(List<ClauseShape> clauses, Map<String, Integer> strata) {
        ClauseShape at = clauses.get(0);
        for (ClauseShape c : clauses) {
            if (stratum(strata, c) > stratum(strata, at)) {
                at = c;
            }
        }
        List<String> path = new ArrayList<>();
        while (!path.contains(at.ruleName())) {
            path.add(at.ruleName());
            ClauseShape next = at;
            for (Read read : at.reads()) {
                for (ClauseShape producer : clauses) {
                    if (feeds(producer, read)
                            && stratum(strata, producer) >= stratum(strata, at) - (read.whole() ? 1 : 0)) {
                        next = producer;
                    }
                }
            }
            at = next;
        }
        List<String> cycle = new ArrayList<>(path.subList(path.indexOf(at.ruleName()), path.size()));
        cycle.add(at.ruleName());
        return cycle;
    }
}
