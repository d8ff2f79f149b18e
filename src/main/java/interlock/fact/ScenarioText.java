package interlock.fact;

import java.util.List;

/** Writes edits as a scenario, which {@link EditReader} reads back to the same edits. */
public final class ScenarioText {
    private ScenarioText() {}

    /**
     * The text of a scenario in YAML, ending with a line break.
     *
     * @param title what it is, on one line
     * @throws IllegalArgumentException if a file is added, since its place depends on that of the scenario
     */
    public static String of(String title, List<Edit> edits) {
        StringBuilder text = new StringBuilder("title: ").append(quoted(title)).append("\nedits:\n");
        for (Edit edit : edits) {
            text.append("  - ").append(written(edit)).append('\n');
        }
        return text.toString();
    }

    private static String written(Edit edit) {
        if (edit instanceof Edit.Complete complete) {
            Edit.Value amount = complete.amount();
            return "{complete: " + quoted(complete.fact()) + (amount == null ? "" : ", amount: " + amount.text()) + "}";
        }
        if (edit instanceof Edit.Collapse collapse) {
            return "{collapse: " + quoted(collapse.fact()) + "}";
        }
        if (edit instanceof Edit.Drop drop) {
            return "{drop: " + quoted(drop.fact()) + "}";
        }
        if (edit instanceof Edit.Change change) {
            return "{set: " + quoted(change.fact() + "." + change.field()) + ", to: "
                    + change.value().text() + "}";
        }
        if (edit instanceof Edit.Suppose suppose) {
            return "{fact: " + suppose.value().text() + "}";
        }
        throw new IllegalArgumentException("a file that is added cannot be told from elsewhere: " + edit.said());
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9._-]*")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
