package interlock.engine;

import interlock.vocabulary.Records;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything of one kind that is there in some world, with the worlds in which it is. */
final class Stock {
    /** What stands for an unknown value in an index. */
    private static final Object NOTHING = new Object();

    private final List<Object> items = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>();
    private final Map<Object, Integer> concluded = new HashMap<>();
    private final Map<String, Index> indexes = new HashMap<>();

    /**
     * Items by the value of a field.
     *
     * @param types the classes of these values, unknown ones aside
     */
    private record Index(Map<Object, List<Integer>> places, Set<Class<?>> types) {
        void add(@Nullable Object value, int place) {
            places.computeIfAbsent(value == null ? NOTHING : value, v -> new ArrayList<>())
                    .add(place);
            if (value != null) {
                types.add(value.getClass());
            }
        }
    }

    /** Adds a fact or given; two that look alike are two. */
    void add(Object item, Guard when) {
        int place = items.size();
        items.add(item);
        guards.add(when);
        indexes.forEach((field, index) -> index.add(Records.value(item, field), place));
    }

    /**
     * Adds a conclusion, or adds worlds to it if it is there already.
     *
     * @return whether anything is new
     */
    boolean conclude(Object item, Guard when, Guards all) {
        Integer place = concluded.get(item);
        if (place == null) {
            concluded.put(item, items.size());
            add(item, when);
            return true;
        }
        Guard more = all.or(guards.get(place), when);
        boolean changed = more != guards.get(place);
        guards.set(place, more);
        return changed;
    }

    int size() {
        return items.size();
    }

    Object item(int place) {
        return items.get(place);
    }

    Guard guard(int place) {
        return guards.get(place);
    }

    /** The places of the items whose field has a value; null if they cannot be looked up by it. */
    @Nullable
    List<Integer> where(String field, @Nullable Object value) {
        Index index = indexes.get(field);
        if (index == null) {
            index = new Index(new HashMap<>(), new HashSet<>());
            indexes.put(field, index);
            for (int place = 0; place < items.size(); place++) {
                index.add(Records.value(items.get(place), field), place);
            }
        }
        for (Class<?> type : index.types()) {
            boolean plain = type == String.class || Enum.class.isAssignableFrom(type);
            if (!plain || (value != null && type != value.getClass())) {
                return null;
            }
        }
        return index.places().getOrDefault(Objects.requireNonNullElse(value, NOTHING), List.of());
    }
}
