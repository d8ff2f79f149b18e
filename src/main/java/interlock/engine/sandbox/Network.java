package interlock.engine.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.drools.base.base.ClassObjectType;
import org.drools.base.common.NetworkNode;
import org.drools.core.common.BaseNode;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.reteoo.AccumulateNode;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.LeftTupleSource;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.core.reteoo.TupleMemory;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** What the joins of a rule base are. Pinned by tests that fail loudly on an upgrade. */
public final class Network {
    private Network() {}

    /**
     * A join: the rules that it belongs to, what it matches, and how many patterns of that kind come before it.
     */
    public record Join(List<String> rules, String kind, int before) {}

    static Join join(BetaNode node) {
        String kind = kind(node);
        int before = 0;
        for (LeftTupleSource above = node.getLeftTupleSource(); above != null; above = above.getLeftTupleSource()) {
            before += kind(above).equals(kind) ? 1 : 0;
        }
        return new Join(
                Arrays.stream(node.getAssociatedRules())
                        .map(r -> r.getName())
                        .distinct()
                        .sorted()
                        .toList(),
                kind,
                before);
    }

    private static String kind(LeftTupleSource node) {
        @Nullable ObjectTypeNode type = node.getObjectTypeNode();
        return type != null && type.getObjectType() instanceof ClassObjectType of
                ? of.getClassType().getSimpleName()
                : "";
    }

    // Drools 10.2: the memory's class cannot be compiled against without a library that it does not bring along.
    static long held(BetaNode node, KieSession session) {
        Object memory = ((ReteEvaluator) session).getNodeMemories().peekNodeMemory(node);
        if (memory instanceof AccumulateNode.AccumulateMemory) {
            memory = asked(memory, "getBetaMemory");
        }
        Object left = memory == null ? null : asked(memory, "getLeftTupleMemory");
        return left instanceof TupleMemory tuples ? tuples.size() : 0;
    }

    private static @Nullable Object asked(Object memory, String what) {
        try {
            return memory.getClass().getMethod(what).invoke(memory);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the memory of a join has no " + what, e);
        }
    }

    static List<BetaNode> joins(KieBase base) {
        List<BetaNode> joins = new ArrayList<>();
        Set<NetworkNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<NetworkNode> open =
                new ArrayList<>(((InternalKnowledgeBase) base).getRete().getObjectTypeNodes());
        while (!open.isEmpty()) {
            NetworkNode node = open.remove(open.size() - 1);
            if (seen.add(node)) {
                if (node instanceof BetaNode beta) {
                    joins.add(beta);
                }
                // Where a rule ends there is no list of what follows.
                NetworkNode @Nullable [] sinks = node instanceof BaseNode some ? some.getSinks() : null;
                if (sinks != null) {
                    open.addAll(Arrays.asList(sinks));
                }
            }
        }
        return joins;
    }
}
