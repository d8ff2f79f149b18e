package interlock.vocabulary;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One kind of fact, read off its record: one on the page of facts, or one made of a declaration. */
public final class Kind {
    private static final ClassValue<Kind> KINDS = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return new Kind(type.asSubclass(Fact.class));
        }
    };

    private final Class<? extends Fact> type;
    private final List<Field> fields;
    private final Says says;
    private final Constructor<? extends Fact> constructor;

    private Kind(Class<? extends Fact> type) {
        @Nullable Says sentence = type.getAnnotation(Says.class);
        if (sentence == null) {
            throw new IllegalStateException("the kind " + type.getSimpleName() + " has no sentence");
        }
        RecordComponent[] components = type.getRecordComponents();
        this.type = type;
        this.says = sentence;
        this.fields = Arrays.stream(components).map(Kind::field).toList();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor: " + type, e);
        }
    }

    /** The kind of a fact. */
    public static Kind of(Fact fact) {
        return KINDS.get(fact.getClass());
    }

    /** The kind of the facts of a record. */
    static Kind of(Class<? extends Fact> type) {
        return KINDS.get(type);
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
        return says.value();
    }

    /** What it is, for a reader; empty if its sentence says enough. */
    public String about() {
        return says.about();
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

    /** The constant, or the list of them, that this kind has for those of the same names. */
    @Nullable
    Object named(Field field, @Nullable Object value) {
        if (value instanceof List<?> several) {
            return several.stream().map(v -> constant(field, v.toString())).toList();
        }
        return value == null ? null : constant(field, value.toString());
    }

    /**
     * The constant of the enum that a field holds.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Object constant(Field field, String name) {
        RecordComponent component = type.getRecordComponents()[fields.indexOf(field)];
        Class<?> names = field.list()
                ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getType();
        return Arrays.stream(names.getEnumConstants())
                .filter(c -> c.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("`" + field.name() + "` has no name `" + name + "`"));
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

    private static Field field(RecordComponent component) {
        AnnotatedType annotated = component.getAnnotatedType();
        Class<?> type = component.getType();
        boolean list = type == List.class;
        if (list) {
            annotated = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0];
            type = (Class<?>) annotated.getType();
        }
        boolean optional = annotated.isAnnotationPresent(Nullable.class);
        Field.Type fieldType = fieldType(component, type);
        return new Field(
                component.getName(),
                fieldType,
                !optional && !list && fieldType != Field.Type.SHARE && fieldType != Field.Type.TRUTH,
                list,
                names(type));
    }

    private static Field.Type fieldType(RecordComponent component, Class<?> type) {
        if (component.isAnnotationPresent(Party.class)) {
            return Field.Type.PARTY;
        }
        if (component.isAnnotationPresent(Money.class)) {
            return Field.Type.MONEY;
        }
        if (type == String.class) {
            return Field.Type.TEXT;
        }
        if (type == BigDecimal.class) {
            return Field.Type.NUMBER;
        }
        if (type == Integer.class) {
            return Field.Type.WHOLE;
        }
        if (type == Range.class) {
            return Field.Type.SHARE;
        }
        if (type == LocalDate.class) {
            return Field.Type.DATE;
        }
        if (type == boolean.class) {
            return Field.Type.TRUTH;
        }
        if (type.isEnum()) {
            return Field.Type.NAME;
        }
        throw new IllegalStateException("the component " + component + " is of a type that no fact may have");
    }

    private static List<String> names(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(Object::toString).toList()
                : List.of();
    }

    @Override
    public String toString() {
        return name();
    }
}
