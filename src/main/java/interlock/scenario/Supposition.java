package interlock.scenario;

import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A fact that nobody asserted, with an id that tells what it is about.
 *
 * @param written as {@code what-if --fact} takes it
 */
record Supposition(String id, String written) {

    /**
     * A fact of a kind that begins to hold on the day that is looked at.
     *
     * @param values of each field; none if it says nothing
     * @param taken ids that other facts have
     */
    static Supposition of(
            Kind kind, Map<String, List<Object>> values, Set<String> taken, LocalDate asOf, LocalDate knownAsOf) {
        List<String> fields = new ArrayList<>();
        Set<String> named = new LinkedHashSet<>();
        for (Field field : kind.fields()) {
            List<Object> said = values.getOrDefault(field.name(), List.of());
            if (!field.name().equals("id") && !said.isEmpty()) {
                fields.add((field.name().equals("kind") ? "type" : field.name()) + ": " + written(field, said));
                if (field.type() == Field.Type.PARTY || field.type() == Field.Type.NAME) {
                    said.forEach(v -> named.add(v.toString()));
                }
            }
        }
        String id = id(kind, named, taken);
        return new Supposition(
                id,
                "{kind: " + kind.name() + ", id: " + id + ", " + String.join(", ", fields) + ", status: ACTIVE, from: "
                        + asOf + ", asserted: " + knownAsOf + "}");
    }

    private static String id(Kind kind, Set<String> named, Set<String> taken) {
        String stem = ("assumed-" + kind.name() + "-"
                        + named.stream().map(n -> n.replace('_', '-')).collect(Collectors.joining("-")))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]", "-");
        String id = stem;
        for (int i = 2; taken.contains(id); i++) {
            id = stem + "-" + i;
        }
        return id;
    }

    private static String written(Field field, List<Object> values) {
        return field.list()
                ? "[" + values.stream().map(v -> written(field, v)).collect(Collectors.joining(", ")) + "]"
                : written(field, values.get(0));
    }

    private static String written(Field field, @Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return Numbers.normalised(number).toPlainString();
        }
        if (value instanceof Range range && range.low() != null) {
            return range.low().toPlainString();
        }
        String text = String.valueOf(value);
        return field.type() == Field.Type.TEXT
                ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : text;
    }
}
