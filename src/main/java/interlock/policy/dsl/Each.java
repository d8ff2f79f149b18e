package interlock.policy.dsl;

import java.util.List;

/** The distinct values, sorted. */
public final class Each extends Gathering {
    private static final long serialVersionUID = 1L;

    @Override
    Object result(List<Object> values) {
        return values.stream().map(Object::toString).distinct().sorted().toList();
    }

    @Override
    public Class<?> getResultType() {
        return List.class;
    }
}
