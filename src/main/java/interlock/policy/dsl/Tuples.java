package interlock.policy.dsl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.drools.core.reteoo.AccumulateNode;
import org.drools.core.reteoo.TupleImpl;
import org.drools.core.rule.consequence.InternalMatch;
import org.kie.api.runtime.rule.Match;

/**
 * Reads what a match rests on off Drools' own tuples, which is more than {@link Match#getObjects} tells: the members of
 * an accumulate too. The only user of these internals; pinned by tests that fail loudly on an upgrade.
 */
final class Tuples {
    private Tuples() {}

    /**
     * What one condition of a rule contributed.
     *
     * @param gathered whether it is an accumulate, and the items its members
     */
    record Part(boolean gathered, List<Object> items) {}

    // Drools 10.2: live only while the match fires, so this must be called from within a consequence.
    @SuppressWarnings("ReferenceEquality") // A tuple is itself and no other, whatever it equals.
    static List<Part> of(Match match) {
        List<Part> parts = new ArrayList<>();
        for (TupleImpl t = ((InternalMatch) match).getTuple(); t != null; t = t.getParent()) {
            if (t.getContextObject() instanceof AccumulateNode.AccumulateContext) {
                parts.add(new Part(true, members(t)));
            }
            if (t.getFactHandle() != null) {
                parts.add(new Part(false, List.of(t.getFactHandle().getObject())));
            }
            // Drools 10.2: an accumulate directly behind a `not` has a tuple without a fact, which the chain of parents
            // leaves out; it is the left parent of what the accumulate gave.
            TupleImpl left = t.getLeftParent();
            if (left != null
                    && left != t.getParent()
                    && left.getContextObject() instanceof AccumulateNode.AccumulateContext) {
                parts.add(new Part(true, members(left)));
            }
        }
        Collections.reverse(parts);
        return parts;
    }

    private static List<Object> members(TupleImpl accumulated) {
        List<Object> members = new ArrayList<>();
        for (TupleImpl c = accumulated.getFirstChild(); c != null; c = c.getHandleNext()) {
            TupleImpl right = c.getRightParent();
            if (right.isSubnetworkTuple()) {
                // The subnetwork repeats what was matched before it; only what lies beyond is a member.
                Object[] all = right.toObjects();
                Object[] before = accumulated.toObjects();
                List<Object> beyond = new ArrayList<>(Arrays.asList(all));
                for (Object o : before) {
                    beyond.remove(o);
                }
                members.addAll(beyond);
            } else {
                members.add(right.getFactHandle().getObject());
            }
        }
        return members;
    }
}
