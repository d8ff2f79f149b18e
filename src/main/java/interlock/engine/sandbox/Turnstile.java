package interlock.engine.sandbox;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Consumer;
import org.drools.base.base.ObjectType;
import org.drools.base.base.ValueResolver;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.constraint.BetaConstraint;
import org.drools.core.RuleBaseConfiguration;
import org.drools.core.common.BetaConstraints;
import org.drools.core.reteoo.BetaMemory;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.Tuple;
import org.drools.core.reteoo.builder.BuildContext;
import org.drools.util.bitmask.BitMask;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieRuntime;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Stands before a join: each partial match and each fact on its way in passes it, and whoever guards the session is asked
 * then. Drools itself cannot be asked to stop inside a join; a guard that throws does stop it.
 */
// Drools 10.2: a join is given its conditions when it is made and offers no other place for this; pinned by tests.
public final class Turnstile {
    private static final String GUARD = "interlock.guard";

    private final BetaNode node;
    private final Network.Join join;

    private Turnstile(BetaNode node) {
        this.node = node;
        this.join = Network.join(node);
    }

    /** Puts one before every join of a rule base that is finished. */
    public static void before(KieBase base) {
        for (BetaNode node : Network.joins(base)) {
            Turnstile turnstile = new Turnstile(node);
            try {
                Field conditions = BetaNode.class.getDeclaredField("constraints");
                conditions.setAccessible(true);
                BetaConstraints<?> behind = node.getRawConstraints();
                conditions.set(node, new Turned<>(turnstile, behind));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the conditions of a join cannot be reached", e);
            }
        }
    }

    /** Has somebody asked, in the thread that evaluates, each time something passes; what is thrown ends the evaluation. */
    public static void guard(KieSession session, Consumer<Turnstile> guard) {
        session.getEnvironment().set(GUARD, guard);
    }

    /** The join behind it. */
    public Network.Join join() {
        return join;
    }

    /** How many partial matches wait at its join in a session; exact in the thread that evaluates, else a little old. */
    public long held(KieSession session) {
        return Network.held(node, session);
    }

    @SuppressWarnings("unchecked")
    private void passed(ValueResolver session) {
        Object guard = ((KieRuntime) session).getEnvironment().get(GUARD);
        if (guard != null) {
            ((Consumer<Turnstile>) guard).accept(this);
        }
    }

    /** The conditions of a join, to which nothing comes that has not passed. */
    private record Turned<C>(Turnstile turnstile, BetaConstraints<C> behind) implements BetaConstraints<C> {
        @Override
        @SuppressWarnings("rawtypes") // As the interface has it.
        public void updateFromTuple(C context, ValueResolver session, Tuple tuple) {
            turnstile.passed(session);
            behind.updateFromTuple(context, session, tuple);
        }

        @Override
        public void updateFromFactHandle(C context, ValueResolver session, FactHandle fact) {
            turnstile.passed(session);
            behind.updateFromFactHandle(context, session, fact);
        }

        @Override
        public C createContext() {
            return behind.createContext();
        }

        @Override
        public boolean isAllowedCachedLeft(C context, FactHandle fact) {
            return behind.isAllowedCachedLeft(context, fact);
        }

        @Override
        public boolean isAllowedCachedRight(BaseTuple tuple, C context) {
            return behind.isAllowedCachedRight(tuple, context);
        }

        @Override
        public BetaConstraint<?>[] getConstraints() {
            return behind.getConstraints();
        }

        @Override
        public BetaConstraints<?> getOriginalConstraint() {
            return behind.getOriginalConstraint();
        }

        @Override
        public boolean isIndexed() {
            return behind.isIndexed();
        }

        @Override
        public int getIndexCount() {
            return behind.getIndexCount();
        }

        @Override
        public boolean isEmpty() {
            return behind.isEmpty();
        }

        @Override
        @SuppressWarnings("unchecked")
        public BetaMemory<C> createBetaMemory(RuleBaseConfiguration configuration, int node) {
            return behind.createBetaMemory(configuration, node);
        }

        @Override
        public void resetTuple(C context) {
            behind.resetTuple(context);
        }

        @Override
        public void resetFactHandle(C context) {
            behind.resetFactHandle(context);
        }

        @Override
        public BitMask getListenedPropertyMask(Pattern pattern, ObjectType type, List<String> properties) {
            return behind.getListenedPropertyMask(pattern, type, properties);
        }

        @Override
        public void init(BuildContext context, int node) {
            behind.init(context, node);
        }

        @Override
        public void initIndexes(int depth, int node, RuleBaseConfiguration configuration) {
            behind.initIndexes(depth, node, configuration);
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // As the interface has it.
        public <T> T cloneIfInUse() {
            return behind.cloneIfInUse();
        }

        @Override
        public boolean isLeftUpdateOptimizationAllowed() {
            return behind.isLeftUpdateOptimizationAllowed();
        }

        @Override
        public void registerEvaluationContext(BuildContext context) {
            behind.registerEvaluationContext(context);
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            throw new IOException("a rule base in use is not written");
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            throw new IOException("a rule base in use is not read");
        }
    }
}
