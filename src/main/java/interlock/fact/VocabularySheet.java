package interlock.fact;

import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.util.List;

/** The vocabulary on a sheet of plain text: each kind with its sentence, its fields, their types and their names. */
public final class VocabularySheet {
    private static final int LINE = 100;

    private VocabularySheet() {}

    /** All kinds and what every fact may say; each line ends with a line break. */
    public static String text(Vocabulary vocabulary) {
        StringBuilder text = new StringBuilder("A field with a * must be given.\n");
        vocabulary.kinds().forEach(k -> text.append('\n').append(of(k)));
        text.append('\n').append(everyFact());
        text.append('\n').append(source());
        return text.toString();
    }

    /** One kind: its name, its sentence and a line for each field. */
    public static String of(Kind kind) {
        StringBuilder text = new StringBuilder(kind.name()).append('\n');
        if (!kind.about().isEmpty()) {
            wrapped(text, kind.about());
        }
        text.append("  ").append(kind.says()).append('\n');
        for (Field component : kind.fields()) {
            Field field = FactReader.written(component);
            line(text, field.name() + (field.required() ? " *" : ""), words(field));
            names(text, field.names());
        }
        return text.toString();
    }

    private static String words(Field field) {
        if (field.name().equals("id")) {
            return "small letters, digits, dots and hyphens; unique";
        }
        return (field.list() ? "a list, each " : "") + field.type().words();
    }

    private static String everyFact() {
        StringBuilder text = new StringBuilder("Every fact\n");
        text.append("  (a Company, Person or Fund needs none of these)\n");
        line(text, "status *", Field.Type.NAME.words());
        names(text, FieldReader.names(Status.values()));
        line(text, "from", "the first day on which it is true, yyyy-mm-dd");
        line(text, "to", "the last day; absent while it still is");
        line(text, "signed", "the day on which a deal was signed");
        line(text, "closing", "the day on which a deal closed or is to close");
        line(text, "asserted *", "the day the source said so; absent: the same as from");
        line(text, "evidence *", "a list, each {source, credibility 1 to 6, locator, quote, origin}");
        line(text, "outcomes", "a list, each {label, probability, amounts} or {label, probability, absent: true}");
        line(text, "contradicts", "the id of the fact that it disputes");
        line(text, "note", "for readers");
        text.append("\nAn amount of money\n");
        text.append("  a number of US dollars such as 50bn, or {firm, cap, currency, qualifier}\n");
        names(text, FieldReader.names(Qualifier.values()));
        return text.toString();
    }

    private static String source() {
        StringBuilder text = new StringBuilder("Source\n");
        text.append("  an entry of the register of sources\n");
        line(text, "id *", "small letters, digits, dots and hyphens; unique");
        line(text, "title *", "text");
        line(text, "publisher *", "text");
        line(text, "letter *", "A (completely reliable) to E (unreliable), F (cannot be judged)");
        line(text, "url", "text");
        line(text, "published", "a date, yyyy-mm-dd");
        line(text, "republishes", "the publisher whose report it passes on");
        line(text, "interest", "the id of a party that it belongs to or is paid by");
        line(text, "note", "for readers");
        return text.toString();
    }

    private static void line(StringBuilder text, String field, String words) {
        text.append("  %-22s %s\n".formatted(field, words));
    }

    private static void wrapped(StringBuilder text, String words) {
        StringBuilder line = new StringBuilder(" ");
        for (String word : words.split(" ", -1)) {
            if (line.length() > 1 && line.length() + 1 + word.length() > LINE) {
                text.append(line).append('\n');
                line = new StringBuilder(" ");
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }

    private static void names(StringBuilder text, List<String> names) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String word = names.get(i) + (i + 1 < names.size() ? "," : "");
            if (!line.isEmpty() && line.length() + word.length() + 26 > LINE) {
                text.append(" ".repeat(25)).append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            text.append(" ".repeat(25)).append(line).append('\n');
        }
    }
}
