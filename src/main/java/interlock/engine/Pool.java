package interlock.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Everything of one kind that is there or may be. */
final class Pool {
    private final List<Thing> things = new ArrayList<>();
    /** Conclusions of which a value is not known exactly. */
    private final List<Integer> vague = new ArrayList<>();

    private final Map<String, Integer> concluded = new HashMap<>();
    private final Map<String, Index> indexes = new HashMap<>();

    /**
     * Something that is there or may be.
     *
     * @param item a fact, a given, or a {@link Tuple}
     * @param sure whether it is there whatever the figures are that nobody tells
     * @param lacks if it is not sure, what would have to be told
     * @param facts the ids of the facts that it rests on
     */
    record Thing(Object item, boolean sure, Lacks lacks, SortedSet<String> facts) {
        private boolean better(Thing other) {
            return sure != other.sure ? sure : !sure && known(other) < 0;
        }

        /** What lacks nothing that has a name is worth the least: nobody could tell it. */
        private int known(Thing other) {
            return lacks.isEmpty() != other.lacks.isEmpty() ? (lacks.isEmpty() ? 1 : -1) : lacks.compareTo(other.lacks);
        }
    }

    /**
     * Things by the value of a field.
     *
     * @param loose those of which the value is not known
     */
    private record Index(Map<Object, List<Integer>> places, List<Integer> loose) {
        void add(@Nullable Object value, int place) {
            if (value instanceof String || value instanceof Enum<?>) {
                places.computeIfAbsent(value, v -> new ArrayList<>()).add(place);
            } else {
                loose.add(place);
            }
        }
    }

    /** Adds a fact or given; two that look alike are two. */
    void add(Thing thing, Appraisal appraisal) {
        int place = things.size();
        things.add(thing);
        if (thing.item() instanceof Tuple tuple && tuple.vague()) {
            vague.add(place);
        }
        indexes.forEach((field, index) -> index.add(appraisal.read(thing.item(), List.of(field)), place));
    }

    /**
     * Adds a conclusion, or makes it surer if it is there already.
     *
     * @return whether anything is new
     */
    boolean conclude(Thing thing, Appraisal appraisal) {
        String key = thing.item().toString();
        Integer place = concluded.get(key);
        if (place == null) {
            concluded.put(key, things.size());
            add(thing, appraisal);
            return true;
        }
        if (!thing.better(things.get(place))) {
            return false;
        }
        things.set(place, thing);
        return true;
    }

    int size() {
        return things.size();
    }

    Thing get(int place) {
        return things.get(place);
    }

    /** Whether a conclusion of the kind has a value that is not known exactly. */
    boolean vague() {
        return !vague.isEmpty();
    }

    /** The places of what may have a value in a field; null if it cannot be looked up. */
    @Nullable
    List<Integer> where(String field, @Nullable Object value, Appraisal appraisal) {
        if (!(value instanceof String) && !(value instanceof Enum<?>)) {
            return null;
        }
        Index index = indexes.get(field);
        if (index == null) {
            index = new Index(new HashMap<>(), new ArrayList<>());
            indexes.put(field, index);
            for (int place = 0; place < things.size(); place++) {
                index.add(appraisal.read(things.get(place).item(), List.of(field)), place);
            }
        }
        List<Integer> exactly = index.places().getOrDefault(value, List.of());
        if (index.loose().isEmpty()) {
            return exactly;
        }
        List<Integer> both = new ArrayList<>(exactly);
        both.addAll(index.loose());
        return both;
    }
}
