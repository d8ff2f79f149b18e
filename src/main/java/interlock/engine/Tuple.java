package interlock.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conclusion of which some values may be {@link Vague}, or what stands in for a fact or given that is on no file and
 * whose other fields are not known.
 */
record Tuple(String kind, Map<String, @Nullable Object> values, boolean standsIn) {
    Tuple {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Whether a value is not known exactly. */
    boolean vague() {
        return values.values().stream().anyMatch(v -> v instanceof Vague);
    }

    /** What it has in common with all that differ from it in numbers alone. */
    String blurred() {
        Map<String, Object> rest = new LinkedHashMap<>();
        values.forEach((field, value) ->
                rest.put(field, value instanceof Vague || value instanceof Number ? "#" : value == null ? "" : value));
        return kind + rest;
    }
}
