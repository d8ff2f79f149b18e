package interlock.fact;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.json.DataFormat;
import interlock.json.JsonReader;
import interlock.json.Node;
import interlock.json.SourceText;
import interlock.json.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads edits: off a command line, or off a scenario, which is a file of them. */
public final class EditReader {
    /** How edits that were given as options are placed. */
    public static final String COMMAND_LINE = "command line";

    private static final List<String> VERBS = List.of("complete", "collapse", "set", "drop", "add", "fact");

    private final SourceText source;
    private final @Nullable Path folder;
    private final Findings findings = new Findings();
    private final List<Edit> edits = new ArrayList<>();

    private EditReader(SourceText source, @Nullable Path folder) {
        this.source = source;
        this.folder = folder;
    }

    /** Edits, and the text in which they stand. */
    public record Scenario(List<Edit> edits, SourceText source) {
        public Scenario {
            edits = List.copyOf(edits);
        }
    }

    /** An option of the command line: which edit, without its hyphens, and what follows it. */
    public record Option(String verb, String words) {}

    /**
     * The edits of a command line.
     *
     * @throws InvalidInput if one of them says nothing that can be meant
     */
    public static Scenario options(List<Option> options) {
        StringBuilder text = new StringBuilder();
        options.forEach(o -> text.append("--")
                .append(o.verb())
                .append(' ')
                .append(o.words().replace('\n', ' ').replace('\r', ' '))
                .append('\n'));
        EditReader reader = new EditReader(new SourceText(COMMAND_LINE, text.toString()), null);
        int start = 0;
        for (Option option : options) {
            int words = start + option.verb().length() + 3;
            reader.option(option.verb(), words, words + option.words().length());
            start = words + option.words().length() + 1;
        }
        return reader.done();
    }

    /**
     * The edits of a scenario, in YAML or JSON.
     *
     * @throws InvalidInput if it cannot be used
     */
    public static Scenario file(Path file) {
        Findings found = new Findings();
        SourceText source = FactFolders.find(List.of(file), found).stream()
                .flatMap(f -> FactFiles.bytes(f, FactFiles.SIZE_LIMIT, found).stream()
                        .flatMap(bytes -> FactFiles.text(f, bytes, found).stream()))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(found.all()));
        EditReader reader = new EditReader(source, file.toAbsolutePath().getParent());
        DataFormat format = DataFormat.of(file.toString()).orElse(DataFormat.YAML);
        Optional<Node> node = format == DataFormat.JSON
                ? JsonReader.read(source, reader.findings::add)
                : YamlReader.read(source, reader.findings::add);
        node.ifPresent(reader::file);
        return reader.done();
    }

    /** The scenario of that name, or the file itself if it is one. */
    public static Path scenario(String name, List<Path> factFolders) {
        for (Path folder : factFolders) {
            Path saved = folder.resolve(FactFolders.SCENARIOS).resolve(name + ".yaml");
            if (name.matches("[A-Za-z0-9][A-Za-z0-9_-]*") && java.nio.file.Files.isRegularFile(saved)) {
                return saved;
            }
        }
        return Path.of(name);
    }

    private Scenario done() {
        List<Diagnostic> problems = findings.all().stream()
                .map(d -> d.at().file().equals(source.file()) ? d.withSnippet(source.line(d.at().line())) : d)
                .sorted()
                .distinct()
                .toList();
        InvalidInput.refuse(problems);
        return new Scenario(edits, source);
    }

    private void option(String verb, int start, int end) {
        String words = source.text().substring(start, end);
        int equals = words.indexOf('=');
        switch (verb) {
            case "complete" -> {
                String fact = equals < 0 ? words : words.substring(0, equals);
                Location at = source.at(start, start + fact.length());
                if (equals < 0) {
                    edits.add(new Edit.Complete(fact, null, at));
                } else {
                    value(start + equals + 1, end).ifPresent(v -> edits.add(new Edit.Complete(fact, v, at)));
                }
            }
            case "set" -> {
                if (equals < 0) {
                    findings.error(
                            FactCode.MISSING_FIELD,
                            source.at(start, end),
                            "`" + words + "` says of no field what it is to be",
                            "write FACT.FIELD=VALUE, such as amazon-openai-talks.amount=20bn");
                    return;
                }
                field(words.substring(0, equals), source.at(start, start + equals), start)
                        .ifPresent(f -> value(start + equals + 1, end)
                                .ifPresent(v -> edits.add(new Edit.Change(f.fact, f.field, v, f.at, f.fieldAt))));
            }
            case "collapse" -> edits.add(new Edit.Collapse(words, source.at(start, end)));
            case "drop" -> edits.add(new Edit.Drop(words, source.at(start, end)));
            case "add" -> edits.add(new Edit.Add(words, Path.of(words), source.at(start, end)));
            case "fact" -> value(start, end).ifPresent(v -> fact(v, source.at(start, end)));
            default -> throw new IllegalStateException("no such edit: " + verb);
        }
    }

    /** A fact of which all is said in the edit. */
    private void fact(Edit.Value value, Location at) {
        if (value.node() instanceof Node.Entries entries
                && FieldReader.given(entries, "id") instanceof Node.Scalar id) {
            edits.add(new Edit.Suppose(id.text(), value, at));
        } else {
            findings.error(
                    FactCode.MISSING_FIELD,
                    at,
                    "this is no fact with an `id`",
                    "write it as in a fact file, such as {kind: Mitigation, id: recusal, parties: [a, b], type: RECUSAL}");
        }
    }

    private record Target(String fact, String field, Location at, Location fieldAt) {}

    /** A fact and its field; the last dot is between them, since ids may have dots too. */
    private Optional<Target> field(String words, Location at, int start) {
        int dot = words.lastIndexOf('.');
        if (dot <= 0 || dot == words.length() - 1) {
            findings.error(
                    FactCode.MISSING_FIELD,
                    at,
                    "`" + words + "` names no field of a fact",
                    "write the id of a fact, a dot and a field, such as amazon-openai-talks.amount");
            return Optional.empty();
        }
        return Optional.of(new Target(
                words.substring(0, dot),
                words.substring(dot + 1),
                start < 0 ? at : source.at(start, start + dot),
                start < 0 ? at : source.at(start + dot + 1, start + words.length())));
    }

    /** A value on the command line: YAML, read as if all before it were blank, so that places are right. */
    private Optional<Edit.Value> value(int start, int end) {
        String text = source.text().substring(start, end);
        if (text.isBlank()) {
            return Optional.of(
                    new Edit.Value(text, new Node.Scalar("", Node.Form.NOTHING, source.at(start, start + 1))));
        }
        String blank = source.text().substring(0, start).replaceAll("[^\\n]", " ");
        return YamlReader.read(new SourceText(source.file(), blank + text), findings::add)
                .map(node -> new Edit.Value(text, node));
    }

    private void file(Node node) {
        if (!(node instanceof Node.Entries entries)) {
            wrong(node, "a scenario is a group with `edits`", "put `edits:` before the list");
            return;
        }
        keys(entries, List.of("title", "edits"));
        Node list = FieldReader.given(entries, "edits");
        if (!(list instanceof Node.Items items)) {
            wrong(list == null ? node : list, "a scenario has a list of `edits`", "begin each with `- `");
            return;
        }
        for (Node item : items.items()) {
            if (item instanceof Node.Entries edit) {
                edit(edit);
            } else {
                wrong(item, "an edit is a group of fields", "write such as `- complete: amazon-openai-talks`");
            }
        }
    }

    private void edit(Node.Entries edit) {
        List<Node.Entry> verbs =
                edit.entries().stream().filter(e -> VERBS.contains(e.key())).toList();
        String verb = verbs.isEmpty() ? "" : verbs.get(0).key();
        List<String> keys = new ArrayList<>(new TreeSet<>(VERBS));
        if (verbs.size() == 1) {
            keys = switch (verb) {
                case "complete" -> List.of("complete", "amount");
                case "set" -> List.of("set", "to");
                default -> List.of(verb);
            };
        }
        keys(edit, keys);
        if (verbs.size() != 1) {
            wrong(edit, "an edit is one of " + String.join(", ", VERBS), "make each an item of its own");
            return;
        }
        if (verb.equals("fact")) {
            Node fact = verbs.get(0).value();
            fact(new Edit.Value(said(fact), fact), fact.at());
            return;
        }
        if (!(verbs.get(0).value() instanceof Node.Scalar scalar) || scalar.nothing()) {
            wrong(verbs.get(0).value(), "`" + verb + "` names one thing", null);
            return;
        }
        edit(verb, scalar, edit);
    }

    private void edit(String verb, Node.Scalar named, Node.Entries edit) {
        String words = named.text();
        Location at = named.at();
        switch (verb) {
            case "complete" ->
                edits.add(new Edit.Complete(
                        words,
                        Optional.ofNullable(FieldReader.given(edit, "amount"))
                                .map(n -> new Edit.Value(said(n), n))
                                .orElse(null),
                        at));
            case "set" -> {
                Optional<Node.Entry> to = edit.entry("to");
                if (to.isEmpty()) {
                    findings.error(
                            FactCode.MISSING_FIELD, at, "`set` has no `to`", "give `to`, what the field is to say");
                    return;
                }
                field(words, at, -1)
                        .ifPresent(f -> edits.add(new Edit.Change(
                                f.fact,
                                f.field,
                                new Edit.Value(said(to.get().value()), to.get().value()),
                                f.at,
                                f.fieldAt)));
            }
            case "collapse" -> edits.add(new Edit.Collapse(words, at));
            case "drop" -> edits.add(new Edit.Drop(words, at));
            default -> edits.add(new Edit.Add(words, folder == null ? Path.of(words) : folder.resolve(words), at));
        }
    }

    /** A value as the command line would have it. */
    private static String said(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        if (node instanceof Node.Items items) {
            return "["
                    + String.join(
                            ", ", items.items().stream().map(EditReader::said).toList()) + "]";
        }
        return "{"
                + String.join(
                        ", ",
                        ((Node.Entries) node)
                                .entries().stream()
                                        .map(e -> e.key() + ": " + said(e.value()))
                                        .toList())
                + "}";
    }

    private void keys(Node.Entries entries, List<String> known) {
        for (Node.Entry entry : entries.entries()) {
            if (!known.contains(entry.key())) {
                findings.error(
                        FactCode.UNKNOWN_KEY,
                        entry.keyAt(),
                        "`" + entry.key() + "` has no place here",
                        DidYouMean.help(entry.key(), known, "what can stand here: " + String.join(", ", known)));
            }
        }
    }

    private void wrong(Node node, String message, @Nullable String help) {
        findings.error(FactCode.WRONG_TYPE, node.at(), message, help);
    }
}
