package interlock.engine.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.drools.base.base.ClassObjectType;
import org.drools.base.common.NetworkNode;
import org.drools.core.common.BaseNode;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.reteoo.AccumulateNode;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.LeftTupleSource;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.core.reteoo.TupleMemory;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;

/**
 * Looks from outside into the joins of a session that is busy, which cannot be asked. Sizes are read while another thread
 * changes them: they may be a little old, never torn. Pinned by tests that fail loudly on an upgrade.
 */
public final class Network {
    private final ReteEvaluator session;

    /** Of one session, whether it is busy or not. */
    public Network(KieSession session) {
        this.session = (ReteEvaluator) session;
    }

    /**
     * A join: the rules that it belongs to, what it matches, and how many patterns of that kind come before it.
     *
     * @param held how many partial matches wait to be joined with it
     */
    public record Join(List<String> rules, String kind, int before, long held) {}

    /** How much each join holds, by its number. */
    public Map<Integer, Long> held() {
        Map<Integer, Long> held = new TreeMap<>();
        for (BetaNode node : joins()) {
            held.put(node.getId(), left(node));
        }
        return held;
    }

    /** The join that has grown most since; if none has, the one with most to do. Empty if nothing is joined. */
    public Optional<Join> busiest(Map<Integer, Long> before) {
        Optional<BetaNode> busiest = Optional.empty();
        long most = 0;
        for (BetaNode node : joins()) {
            long grown = left(node) - before.getOrDefault(node.getId(), 0L);
            if (grown > most) {
                most = grown;
                busiest = Optional.of(node);
            }
        }
        return busiest.map(this::join);
    }

    private Join join(BetaNode node) {
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
                before,
                left(node));
    }

    private static String kind(LeftTupleSource node) {
        @Nullable ObjectTypeNode type = node.getObjectTypeNode();
        return type != null && type.getObjectType() instanceof ClassObjectType of
                ? of.getClassType().getSimpleName()
                : "";
    }

    // Drools 10.2: the memory's class cannot be compiled against without a library that it does not bring along.
    private long left(BetaNode node) {
        Object memory = session.getNodeMemories().peekNodeMemory(node);
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

    private List<BetaNode> joins() {
        List<BetaNode> joins = new ArrayList<>();
        Set<NetworkNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<NetworkNode> open =
                new ArrayList<>(session.getKnowledgeBase().getRete().getObjectTypeNodes());
        while (!open.isEmpty()) {
            NetworkNode node = open.remove(open.size() - 1);
            if (seen.add(node)) {
                if (node instanceof BetaNode beta) {
                    joins.add(beta);
                }
                // Where a rule ends there is no list of what follows.
                NetworkNode @Nullable [] sinks = node instanceof BaseNode base ? base.getSinks() : null;
                if (sinks != null) {
                    open.addAll(Arrays.asList(sinks));
                }
            }
        }
        return joins;
    }
}
