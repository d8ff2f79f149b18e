package interlock.report;

import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.report.Report.At;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Every value on file in a line, by file and then by id and first day: a threshold that nothing passes is cited by no
 * proof, and so stands nowhere else in a report.
 */
public final class ParameterMarks {
    private ParameterMarks() {}

    /** The line of each value, then what it is and when it is in force. */
    public static SortedMap<String, SortedMap<String, String>> of(
            ParameterSet parameters, UnaryOperator<String> fileName) {
        SortedMap<String, SortedMap<String, String>> files = new TreeMap<>();
        for (Parameter p : parameters.all()) {
            SortedMap<String, String> values =
                    files.computeIfAbsent(fileName.apply(p.at().file()), f -> new TreeMap<>());
            String first = p.id() + "@" + (p.effectiveFrom() == null ? "any" : p.effectiveFrom());
            String key = first;
            for (int more = 2; values.containsKey(key); more++) {
                key = first + "#" + more;
            }
            values.put(key, p.at().line() + " " + says(p));
        }
        return files;
    }

    private static String says(Parameter p) {
        return Wording.parameter(p) + ", " + word(p.status())
                + (p.effectiveFrom() == null ? "" : ", from " + p.effectiveFrom())
                + (p.effectiveTo() == null ? "" : ", until " + p.effectiveTo())
                + p.appliesBy().event().map(e -> ", by the day of " + word(e)).orElse("");
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A value with its place. */
    record Value(String says, At at) {}

    /** All values, by id and first day; a value that moved to another file is the same. */
    static SortedMap<String, Value> values(SortedMap<String, SortedMap<String, String>> marks) {
        SortedMap<String, Value> values = new TreeMap<>();
        marks.forEach((file, of) -> of.forEach((key, mark) -> {
            String[] parts = PolicyMarks.lineAndRest(mark);
            values.put(key, new Value(parts[1], new At(file, Integer.parseInt(parts[0]))));
        }));
        return values;
    }
}
