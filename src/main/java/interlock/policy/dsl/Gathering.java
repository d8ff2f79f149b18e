package interlock.policy.dsl;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.List;
import org.kie.api.runtime.rule.AccumulateFunction;

/**
 * An accumulate function that gathers the values of its members and works out its result from all of them, so that the
 * result does not depend on the order in which Drools adds and takes away. Unknown values are left out.
 */
// Drools asks for a context that can be serialised, which a List need not be.
@SuppressWarnings("NonApiType")
abstract sealed class Gathering implements AccumulateFunction<ArrayList<Object>>
        permits Total, Largest, Concentration, EffectiveNumber, Each {
    private static final long serialVersionUID = 1L;

    /** The result over the values gathered, in no particular order. */
    abstract Object result(List<Object> values);

    @Override
    public final ArrayList<Object> createContext() {
        return new ArrayList<>();
    }

    @Override
    public final void init(ArrayList<Object> context) {
        context.clear();
    }

    @Override
    public final void accumulate(ArrayList<Object> context, Object value) {
        if (value != null) {
            context.add(value);
        }
    }

    @Override
    public final void reverse(ArrayList<Object> context, Object value) {
        if (value != null) {
            context.remove(value);
        }
    }

    @Override
    public final Object getResult(ArrayList<Object> context) {
        return result(context);
    }

    @Override
    public final boolean supportsReverse() {
        return true;
    }

    @Override
    public final void writeExternal(ObjectOutput out) {
        // The function holds nothing.
    }

    @Override
    public final void readExternal(ObjectInput in) {
        // The function holds nothing.
    }
}
