package interlock.vocabulary;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One kind of fact, as the record on the page of facts declares it. */
public final class Kind {
    private final Class<? extends Fact> type;
    private final List<Field> fields;
    private final String says;
    private final Constructor<? extends Fact> constructor;

    Kind(Class<? extends Fact> type, List<Field> fields, String says) {
        this.type = type;
        this.fields = List.copyOf(fields);
        this.says = says;
        RecordComponent[] components = type.getRecordComponents();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor: " + type, e);
        }
    }

    /** The name that files and policies use, such as {@code Investment}. */
    public String name() {
        return type.getSimpleName();
    }

    /** The record. */
    public Class<? extends Fact> type() {
        return type;
    }

    /** All fields in order; the first is the id. */
    public List<Field> fields() {
        return fields;
    }

    /** The field of that name, if there is one. */
    public Optional<Field> field(String name) {
        return fields.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /** The sentence template, see {@link Says}. */
    public String says() {
        return says;
    }

    /** The value of a field of a fact of this kind; null if unknown. */
    public @Nullable Object value(Fact fact, String field) {
        return Records.value(fact, field);
    }

    /** A fact of this kind from values by field; a field that is not in the map must not be required. */
    public Fact create(Map<String, ? extends @Nullable Object> values) {
        Object[] arguments = fields.stream()
                .map(f -> values.containsKey(f.name()) ? values.get(f.name()) : absent(f))
                .toArray();
        try {
            return constructor.newInstance(arguments);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot make a " + name() + " of " + values, e);
        }
    }

    private static @Nullable Object absent(Field field) {
        if (field.list()) {
            return List.of();
        }
        return switch (field.type()) {
            case SHARE -> Range.UNKNOWN;
            case TRUTH -> false;
            default -> null;
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
