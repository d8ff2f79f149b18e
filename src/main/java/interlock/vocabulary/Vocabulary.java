package interlock.vocabulary;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of facts, read off the page that declares them ({@link Fact}). */
public final class Vocabulary {
    private static final Vocabulary BUILT_IN = new Vocabulary(kindsOn(Fact.class));

    private final List<Kind> kinds;
    private final Map<Class<?>, Kind> byType;

    private Vocabulary(List<Kind> kinds) {
        this.kinds = List.copyOf(kinds);
        this.byType = kinds.stream().collect(Collectors.toUnmodifiableMap(Kind::type, k -> k));
    }

    /** The kinds that Interlock itself knows. */
    public static Vocabulary builtIn() {
        return BUILT_IN;
    }

    /** All kinds, in the order of the page. */
    public List<Kind> kinds() {
        return kinds;
    }

    /** The kind of that name, if there is one. */
    public Optional<Kind> kind(String name) {
        return kinds.stream().filter(k -> k.name().equals(name)).findFirst();
    }

    /** The kind of a fact. */
    public Kind kindOf(Fact fact) {
        Kind kind = byType.get(fact.getClass());
        if (kind == null) {
            throw new IllegalArgumentException("a fact of no known kind: " + fact);
        }
        return kind;
    }

    private static List<Kind> kindsOn(Class<Fact> page) {
        List<Kind> kinds = new ArrayList<>();
        for (Class<?> permitted : page.getPermittedSubclasses()) {
            Class<? extends Fact> type = permitted.asSubclass(Fact.class);
            Says says = type.getAnnotation(Says.class);
            if (says == null) {
                throw new IllegalStateException("the kind " + type.getSimpleName() + " has no sentence");
            }
            kinds.add(new Kind(
                    type,
                    Arrays.stream(type.getRecordComponents())
                            .map(Vocabulary::field)
                            .toList(),
                    says.value()));
        }
        return kinds;
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
}
