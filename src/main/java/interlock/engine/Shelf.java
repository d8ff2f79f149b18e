package interlock.engine;

import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Level;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import interlock.vocabulary.Vocabulary;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a policy finds to match: every kind of fact, given and conclusion, with its fields. */
final class Shelf {
    private final Vocabulary vocabulary;
    private final Map<String, Class<?>> kinds;
    private final SortedSet<String> fields;
    private final Map<String, List<String>> names;

    Shelf(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        Map<String, Class<?>> byName = new LinkedHashMap<>();
        for (Kind kind : vocabulary.kinds()) {
            byName.put(kind.name(), kind.type());
        }
        for (Class<?> kind : Derived.class.getPermittedSubclasses()) {
            byName.put(kind.getSimpleName(), kind);
        }
        this.kinds = Collections.unmodifiableMap(byName);
        SortedSet<String> all = new TreeSet<>(Records.components(Range.class));
        byName.values().forEach(k -> all.addAll(Records.components(k)));
        this.fields = Collections.unmodifiableSortedSet(all);
        Map<String, List<String>> constants = new TreeMap<>();
        Stream.of(
                        Arrays.stream(Fact.class.getDeclaredClasses()),
                        Arrays.stream(Derived.class.getDeclaredClasses()),
                        Stream.of(Level.class),
                        vocabulary.declaredNames().stream())
                .flatMap(s -> s)
                .filter(Class::isEnum)
                .forEach(e -> constants.put(
                        e.getSimpleName(),
                        Arrays.stream(e.getEnumConstants())
                                .map(Object::toString)
                                .toList()));
        this.names = Collections.unmodifiableMap(constants);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The record of each kind, by name. */
    Map<String, Class<?>> kinds() {
        return kinds;
    }

    /** Every name that a field of anything on the shelf has. */
    SortedSet<String> fields() {
        return fields;
    }

    /** The names of each enum that a policy may compare with, by the enum's name. */
    Map<String, List<String>> names() {
        return names;
    }

    /** Whether the rules declare something of that name that cannot be used. */
    boolean isBroken(String name) {
        return vocabulary.isBroken(name);
    }

    /** The fields of a kind, in order. */
    List<String> fieldsOf(String kind) {
        Class<?> type = kinds.get(kind);
        return type == null ? List.of() : Records.components(type);
    }

    /** What a field of a kind holds, or a field of such a field; empty if there is none. */
    Optional<Type> typeOf(String kind, String path) {
        Optional<Type> type = Optional.ofNullable(kinds.get(kind));
        for (String field : path.split("\\.", -1)) {
            type = type.flatMap(t -> t instanceof Class<?> c && c.isRecord()
                    ? Arrays.stream(c.getRecordComponents())
                            .filter(r -> r.getName().equals(field))
                            .map(RecordComponent::getGenericType)
                            .findFirst()
                    : Optional.empty());
        }
        return type;
    }
}
