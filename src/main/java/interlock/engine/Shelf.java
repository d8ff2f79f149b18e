package interlock.engine;

import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a policy finds to match: every kind of fact, given and conclusion, with its fields. */
final class Shelf {
    /** The record of each kind, by name. */
    static final Map<String, Class<?>> KINDS = kinds();

    /** Every name that a field of anything on the shelf has. */
    static final SortedSet<String> FIELDS = fields();

    private Shelf() {}

    /** The fields of a kind, in order. */
    static List<String> fieldsOf(String kind) {
        Class<?> type = KINDS.get(kind);
        return type == null ? List.of() : Records.components(type);
    }

    /** What a field of a kind holds, or a field of such a field; empty if there is none. */
    static Optional<Type> typeOf(String kind, String path) {
        Optional<Type> type = Optional.ofNullable(KINDS.get(kind));
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

    /** The names of each enum that a policy may compare with, by the enum's name. */
    static Map<String, List<String>> names() {
        Map<String, List<String>> names = new TreeMap<>();
        for (Class<?> home : List.of(Fact.class, Derived.class)) {
            for (Class<?> nested : home.getDeclaredClasses()) {
                if (nested.isEnum()) {
                    List<String> constants = new ArrayList<>();
                    for (Object constant : nested.getEnumConstants()) {
                        constants.add(constant.toString());
                    }
                    names.put(nested.getSimpleName(), constants);
                }
            }
        }
        List<String> levels = new ArrayList<>();
        for (Object level : interlock.vocabulary.Level.values()) {
            levels.add(level.toString());
        }
        names.put("Level", levels);
        return names;
    }

    private static Map<String, Class<?>> kinds() {
        Map<String, Class<?>> kinds = new LinkedHashMap<>();
        for (Class<?> kind : Fact.class.getPermittedSubclasses()) {
            kinds.put(kind.getSimpleName(), kind);
        }
        for (Class<?> kind : Derived.class.getPermittedSubclasses()) {
            kinds.put(kind.getSimpleName(), kind);
        }
        return java.util.Collections.unmodifiableMap(kinds);
    }

    private static SortedSet<String> fields() {
        SortedSet<String> fields = new TreeSet<>(Records.components(Range.class));
        KINDS.values().forEach(k -> fields.addAll(Records.components(k)));
        return java.util.Collections.unmodifiableSortedSet(fields);
    }
}
