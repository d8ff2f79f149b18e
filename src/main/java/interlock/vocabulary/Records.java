package interlock.vocabulary;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the components of records by name: facts and conclusions alike. */
public final class Records {
    /** Asking a class for its components is slow, and this is asked for every figure of every fact. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            Map<String, Method> accessors = new HashMap<>();
            components.forEach(c -> accessors.put(c.getName(), c.getAccessor()));
            return new Shape(
                    components,
                    components.stream().map(RecordComponent::getName).toList(),
                    Map.copyOf(accessors));
        }
    };

    private record Shape(List<RecordComponent> components, List<String> names, Map<String, Method> accessors) {}

    private Records() {}

    /** The names of the components of a record class, in order. */
    public static List<String> components(Class<?> type) {
        return SHAPES.get(type).names();
    }

    /** The components of a record class as they are declared, in order. */
    public static List<RecordComponent> declared(Class<?> type) {
        return SHAPES.get(type).components();
    }

    /**
     * The value of a component.
     *
     * @throws IllegalArgumentException if the record has no such component
     */
    public static @Nullable Object value(Object instance, String component) {
        Method accessor = SHAPES.get(instance.getClass()).accessors().get(component);
        if (accessor != null) {
            try {
                return accessor.invoke(instance);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read `" + component + "` of " + instance, e);
            }
        }
        throw new IllegalArgumentException(
                instance.getClass().getSimpleName() + " has no component `" + component + "`");
    }

    /**
     * The same record with some components otherwise.
     *
     * @param otherwise values by the names of components
     */
    public static <T extends Record> T with(
            Class<T> type, T instance, Map<String, ? extends @Nullable Object> otherwise) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            values[i] = otherwise.containsKey(name) ? otherwise.get(name) : value(instance, name);
        }
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
        }
    }
}
