package interlock.vocabulary;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the components of records by name: facts and conclusions alike. */
public final class Records {
    private Records() {}

    /** The names of the components of a record class, in order. */
    public static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /**
     * The value of a component.
     *
     * @throws IllegalArgumentException if the record has no such component
     */
    public static @Nullable Object value(Object instance, String component) {
        for (RecordComponent c : instance.getClass().getRecordComponents()) {
            if (c.getName().equals(component)) {
                try {
                    return c.getAccessor().invoke(instance);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException("cannot read `" + component + "` of " + instance, e);
                }
            }
        }
        throw new IllegalArgumentException(
                instance.getClass().getSimpleName() + " has no component `" + component + "`");
    }
}
