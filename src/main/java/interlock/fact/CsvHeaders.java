package interlock.fact;

import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** The header of a CSV file of facts, kind by kind. */
public final class CsvHeaders {
    private static final List<String> AMOUNT = List.of("firm", "cap", "currency", "qualifier");
    private static final List<String> RANGE = List.of("low", "high");

    private CsvHeaders() {}

    /** The header for sources, then one for each kind, a line each. */
    public static String text(Vocabulary vocabulary) {
        StringBuilder text = new StringBuilder("kind," + String.join(",", FactReader.SOURCE_FIELDS) + "\n");
        vocabulary.kinds().forEach(k -> text.append(of(k)).append('\n'));
        return text.toString();
    }

    /** The header for facts of one kind: {@code kind}, its fields, and what every fact may say. */
    public static String of(Kind kind) {
        List<String> columns = new ArrayList<>(List.of("kind"));
        for (Field component : kind.fields()) {
            Field field = FactReader.written(component);
            List<String> parts = parts(field);
            if (parts.isEmpty()) {
                columns.add(field.name());
            } else {
                parts.forEach(p -> columns.add(field.name() + "." + p));
            }
        }
        columns.addAll(common());
        return String.join(",", columns);
    }

    /** Every column that a fact of the kind can fill. */
    static List<String> accepted(Kind kind) {
        List<String> columns = new ArrayList<>();
        for (Field component : kind.fields()) {
            Field field = FactReader.written(component);
            columns.add(field.name());
            parts(field).forEach(p -> columns.add(field.name() + "." + p));
        }
        columns.addAll(common());
        return columns;
    }

    private static List<String> parts(Field field) {
        return switch (field.type()) {
            case MONEY -> AMOUNT;
            case SHARE -> RANGE;
            default -> List.of();
        };
    }

    private static List<String> common() {
        List<String> columns = new ArrayList<>();
        for (String name : FactReader.COMMON) {
            if (name.equals("evidence")) {
                FactReader.EVIDENCE_FIELDS.forEach(p -> columns.add("evidence." + p));
            } else if (!name.equals("outcomes")) {
                columns.add(name);
            }
        }
        return columns;
    }
}
