package interlock.scaffold;

import interlock.fact.Status;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a fact file with one fact of a kind, each field with its meaning beside it. */
public final class FactScaffold {
    private static final int COMMENT = 48;
    private static final String SOURCE = "example-source";

    private final Kind kind;
    private final List<String> lines = new ArrayList<>();

    private FactScaffold(Kind kind) {
        this.kind = kind;
    }

    /** The text of the file: fields that must be given, then the others, behind a hash each until they are wanted. */
    public static String of(Kind kind) {
        return new FactScaffold(kind).text();
    }

    private String text() {
        lines.add("# " + Sample.oneOf(kind.name()).substring(0, 1).toUpperCase(Locale.ROOT)
                + Sample.oneOf(kind.name()).substring(1) + ". Replace the examples; take the # away from a line that"
                + " you need, and delete the others.");
        lines.add("# What can stand in a fact file is explained in src/docs/facts.md.");
        lines.add("sources:");
        entry("  - ", "id: " + SOURCE, "a name for the document that no other has");
        entry("    ", "title: Title of the document", "as it stands on the document");
        entry("    ", "publisher: Example Publisher", "who published it");
        entry(
                "    ",
                "letter: C",
                "how far the source can be relied on: A (always) to E (never), F (cannot be judged)");
        entry("    # ", "url: https://example.org/document", "where it can be read");
        entry("    # ", "published: 2026-01-30", "the day it was published");
        lines.add("");
        lines.add("facts:");
        List<Field> parties = Sample.parties(kind);
        for (Field party : parties) {
            String needed = party.required() || party.list() ? "" : "# ";
            lines.add("  " + needed + "- {kind: " + Sample.kindOfParty(party) + ", id: " + party(party)
                    + ", name: Example " + Sample.words(party.name()) + "}");
        }
        entry("  - ", "kind: " + kind.name(), "what kind of fact this is");
        for (Field field : kind.fields()) {
            field(field);
        }
        String also = Sample.isParty(kind) ? "    # " : "    ";
        entry(
                also,
                "status: ACTIVE",
                "how far it has come: "
                        + Arrays.stream(Status.values()).map(Enum::name).collect(Collectors.joining(", ")));
        entry(also, "from: 2026-01-30", "the first day on which it is true");
        entry("    # ", "to: 2026-12-31", "the last day on which it is true; left out while it still is");
        entry("    # ", "asserted: 2026-01-30", "the day on which the source said so; left out: the same as from");
        if (Sample.isParty(kind)) {
            lines.add("    # evidence: [{source: " + SOURCE + ", credibility: 3}]");
        } else {
            entry("    ", "evidence:", "what says so");
            entry("      - ", "source: " + SOURCE, "one of the sources above or on file");
            entry("        ", "credibility: 3", "of this claim: 1 (confirmed) to 5 (improbable), 6 (cannot be judged)");
            entry("        # ", "locator: paragraph 1", "where in the document");
            entry("        # ", "quote: \"its very words\"", "what the document says, unchanged");
        }
        entry("    # ", "note: a remark", "for readers");
        return String.join("\n", lines) + "\n";
    }

    private void field(Field field) {
        boolean id = field.name().equals("id");
        boolean live = id || field.required() || (field.list() && field.type() == Field.Type.PARTY) || alone(field);
        String value =
                id ? "example-" + Sample.words(kind.name()).replace(' ', '-') : Sample.value(field, party(field));
        String meaning = Meanings.of(kind, field);
        String type = switch (field.type()) {
            case NAME -> String.join(", ", field.names());
            case MONEY -> "a number such as 50bn, or {firm, cap, currency, qualifier}";
            default -> field.type().words();
        };
        String comment = id
                ? meaning
                : meaning
                        + (field.list() ? "; a list, each " + (field.type() == Field.Type.NAME ? "one of " : "") : "; ")
                        + type;
        entry(live ? "    " : "    # ", field.name() + ": " + value, comment);
    }

    /** Whether a field stands for a group of which one must be given: of a movement, the person or the head count. */
    private boolean alone(Field field) {
        return kind.name().equals("Movement") && field.name().equals("headcount");
    }

    private static String party(Field field) {
        return "example-" + Sample.words(field.name()).replace(' ', '-');
    }

    private void entry(String before, String text, String meaning) {
        String line = before + text;
        lines.add(line + " ".repeat(Math.max(1, COMMENT - line.length())) + "# " + meaning);
    }
}
