package interlock.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far one clause got in a world, condition by condition, in the order of its text.
 *
 * @param policy the id of the policy
 * @param clause the name of the clause
 */
public record ClauseReach(String policy, String clause, List<Reach> conditions) {
    public ClauseReach {
        conditions = List.copyOf(conditions);
    }

    /**
     * The conditions at which the clause stops: the first that nothing passes, or one of each side if that is an
     * {@code or}. Empty if something passes all of them, so that the clause fires.
     */
    public List<Reach> stops() {
        for (Map<Integer, List<Reach>> branches : elements()) {
            List<Reach> stops = new ArrayList<>();
            for (List<Reach> branch : branches.values()) {
                branch.stream().filter(r -> r.passed() == 0).findFirst().ifPresent(stops::add);
            }
            if (stops.size() == branches.size()) {
                return stops;
            }
        }
        return List.of();
    }

    /** How many of the clause's conditions something passes, counted as they stand one below the other, before it stops. */
    public int passed() {
        int passed = 0;
        for (Map<Integer, List<Reach>> branches : elements()) {
            if (branches.values().stream().allMatch(b -> b.stream().anyMatch(r -> r.passed() == 0))) {
                return passed;
            }
            passed++;
        }
        return passed;
    }

    /** How many conditions stand one below the other and can stop the clause. */
    public int height() {
        return elements().size();
    }

    /** What can stop the clause: by condition, and within an {@code or} by side. */
    private List<Map<Integer, List<Reach>>> elements() {
        Map<Integer, Map<Integer, List<Reach>>> elements = new LinkedHashMap<>();
        for (Reach reach : conditions) {
            Probe probe = reach.probe();
            if (!probe.inner()) {
                elements.computeIfAbsent(probe.element(), e -> new LinkedHashMap<>())
                        .computeIfAbsent(probe.branch(), b -> new ArrayList<>())
                        .add(reach);
            }
        }
        return List.copyOf(elements.values());
    }
}
