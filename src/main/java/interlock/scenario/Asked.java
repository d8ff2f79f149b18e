package interlock.scenario;

import interlock.engine.CompiledPolicies;
import interlock.policy.Policy;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of the givens that there are many of some policy asks for; the others need not be worked out.
 *
 * @param events whether any asks for the days of events
 * @param thresholds the ids of the parameters asked for; null for all
 */
public record Asked(boolean events, @Nullable Set<String> thresholds) {
    /** All that can be given. */
    public static final Asked EVERYTHING = new Asked(true, null);

    public Asked {
        thresholds = thresholds == null ? null : Set.copyOf(thresholds);
    }

    /** What some policies ask for. */
    public static Asked by(CompiledPolicies policies) {
        Set<String> thresholds = new TreeSet<>();
        boolean events = false;
        for (Policy policy : policies.policies().policies()) {
            thresholds.addAll(policies.parametersRead(policy.id()));
            events = events || policies.kindsRead(policy.id()).contains("Event");
        }
        return new Asked(events, thresholds);
    }

    boolean threshold(String id) {
        return thresholds == null || thresholds.contains(id);
    }
}
