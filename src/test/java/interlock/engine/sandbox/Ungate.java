package interlock.engine.sandbox;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import org.drools.core.reteoo.BetaNode;
import org.kie.api.KieBase;

/** Takes away what stands before the joins of a rule base, to be compared with one that has it. */
public final class Ungate {
    private Ungate() {}

    /** How many were taken away. */
    public static int all(KieBase base) {
        List<BetaNode> joins = Network.joins(base);
        for (BetaNode join : joins) {
            try {
                Field conditions = BetaNode.class.getDeclaredField("constraints");
                conditions.setAccessible(true);
                Object turned = conditions.get(join);
                Method behind = turned.getClass().getDeclaredMethod("behind");
                behind.setAccessible(true);
                conditions.set(join, behind.invoke(turned));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the conditions of a join cannot be reached", e);
            }
        }
        return joins.size();
    }
}
