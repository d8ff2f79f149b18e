package interlock.policytest;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.json.DataFormat;
import interlock.json.JsonReader;
import interlock.json.Node;
import interlock.json.SourceText;
import interlock.json.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts facts of fact files in place of what names them in a test: {@code {file: ../../facts/deals.yaml, only: [ids]}}. A
 * path is relative to the file of tests. With the facts come all sources of the file.
 */
final class FactReferences {
    private static final long SIZE_LIMIT = 16L << 20;
    private static final List<String> KEYS = List.of("file", "only");

    private final String tests;
    private final List<Diagnostic> problems;
    private final Map<String, List<Node>> read = new HashMap<>();
    private final Map<String, SourceText> texts = new LinkedHashMap<>();

    /** @param tests the file of tests, as it is shown */
    FactReferences(String tests, List<Diagnostic> problems) {
        this.tests = tests;
        this.problems = problems;
    }

    /** The facts with those of files in the place of their reference. */
    List<Node> resolved(List<Node> facts) {
        List<Node> all = new ArrayList<>();
        for (Node fact : facts) {
            Node.Entry file =
                    fact instanceof Node.Entries entries ? entries.entry("file").orElse(null) : null;
            if (fact instanceof Node.Entries entries && file != null) {
                all.addAll(chosen(entries, file));
            } else {
                all.add(fact);
            }
        }
        return all;
    }

    /** The same diagnostic with the line of the fact file that it is about, if it is about one. */
    Diagnostic shown(Diagnostic diagnostic) {
        SourceText text = texts.get(diagnostic.at().file());
        return text == null ? diagnostic : text.shown(diagnostic);
    }

    private List<Node> chosen(Node.Entries reference, Node.Entry file) {
        for (Node.Entry entry : reference.entries()) {
            if (!KEYS.contains(entry.key())) {
                problem(
                        TestCode.UNKNOWN_KEY,
                        entry.keyAt(),
                        "a reference to a file has no part `" + entry.key() + "`",
                        DidYouMean.help(entry.key(), KEYS, "its parts are file, only"));
            }
        }
        if (!(file.value() instanceof Node.Scalar path) || path.nothing()) {
            problem(
                    TestCode.WRONG_TYPE,
                    file.value().at(),
                    "`file` cannot be " + file.value().words(),
                    "write the path of a fact file, such as ../../facts/deals.yaml");
            return List.of();
        }
        List<Node> facts = read.computeIfAbsent(path.text(), p -> file(p, path.at()));
        Node.Entry only = reference.entry("only").orElse(null);
        return only == null || facts.isEmpty() ? facts : only(facts, only, path.text());
    }

    private List<Node> only(List<Node> facts, Node.Entry only, String path) {
        Set<String> wanted = new LinkedHashSet<>();
        Set<String> known = new LinkedHashSet<>();
        facts.stream().filter(f -> !isSource(f)).forEach(f -> id(f).ifPresent(known::add));
        List<Node> ids = only.value() instanceof Node.Items items ? items.items() : List.of(only.value());
        for (Node id : ids) {
            if (!(id instanceof Node.Scalar text) || text.nothing()) {
                problem(TestCode.WRONG_TYPE, id.at(), "`only` cannot be " + id.words(), "list the ids of facts");
            } else if (!known.contains(text.text())) {
                problem(
                        TestCode.UNKNOWN_FACT,
                        text.at(),
                        "the file `" + path + "` has no fact `" + text.text() + "`",
                        DidYouMean.help(text.text(), known, "give the id of one of its facts"));
            } else {
                wanted.add(text.text());
            }
        }
        return facts.stream()
                .filter(f -> isSource(f) || id(f).filter(wanted::contains).isPresent())
                .toList();
    }

    private List<Node> file(String path, Location at) {
        Optional<DataFormat> format = DataFormat.of(path).filter(f -> f != DataFormat.CSV);
        if (format.isEmpty()) {
            unreadable(path, at, "a test takes facts from a YAML, JSON or NDJSON file");
            return List.of();
        }
        try {
            Path file = Path.of(tests).resolveSibling(path).normalize();
            if (Path.of(path).isAbsolute() || !Files.isRegularFile(file) || Files.size(file) > SIZE_LIMIT) {
                unreadable(path, at, "give its path as seen from the file of tests, such as ../../facts/deals.yaml");
                return List.of();
            }
            SourceText text = SourceText.decode(file.toString().replace('\\', '/'), Files.readAllBytes(file));
            texts.put(text.file(), text);
            return facts(text, format.get());
        } catch (InvalidInput e) {
            problems.addAll(e.diagnostics());
            return List.of();
        } catch (IOException | InvalidPathException e) {
            unreadable(path, at, "check that it is there and may be read");
            return List.of();
        }
    }

    private List<Node> facts(SourceText text, DataFormat format) {
        List<Node> facts = new ArrayList<>();
        if (format == DataFormat.NDJSON) {
            facts.addAll(JsonReader.readLines(text, d -> problems.add(text.shown(d))));
            return facts;
        }
        Node tree = (format == DataFormat.YAML
                        ? YamlReader.read(text, d -> problems.add(text.shown(d)))
                        : JsonReader.read(text, d -> problems.add(text.shown(d))))
                .orElse(null);
        if (tree instanceof Node.Entries group) {
            for (Node source : items(group, "sources")) {
                facts.add(
                        source instanceof Node.Entries entries
                                        && entries.entry("kind").isEmpty()
                                ? asSource(entries)
                                : source);
            }
            facts.addAll(items(group, "facts"));
        } else if (tree != null && !tree.nothing()) {
            problem(
                    TestCode.NO_FACTS,
                    tree.at(),
                    "a fact file is a group with `facts` and `sources`, not " + tree.words(),
                    "put `facts:` before the list");
        }
        return facts;
    }

    private static List<Node> items(Node.Entries group, String key) {
        return group.entry(key).map(Node.Entry::value).orElse(null) instanceof Node.Items items
                ? items.items()
                : List.of();
    }

    private static Node asSource(Node.Entries source) {
        List<Node.Entry> entries = new ArrayList<>();
        entries.add(new Node.Entry("kind", source.at(), new Node.Scalar("Source", Node.Form.BARE, source.at())));
        entries.addAll(source.entries());
        return new Node.Entries(entries, source.at());
    }

    private static boolean isSource(Node fact) {
        return fact instanceof Node.Entries entries
                && entries.entry("kind").map(Node.Entry::value).orElse(null) instanceof Node.Scalar kind
                && kind.text().equals("Source");
    }

    private static Optional<String> id(Node fact) {
        return fact instanceof Node.Entries entries
                        && entries.entry("id").map(Node.Entry::value).orElse(null) instanceof Node.Scalar id
                ? Optional.of(id.text())
                : Optional.empty();
    }

    private void unreadable(String path, Location at, String help) {
        problem(TestCode.NO_FACTS, at, "the fact file `" + path + "` cannot be used", help);
    }

    private void problem(TestCode code, Location at, String message, @Nullable String help) {
        problems.add(shown(Diagnostic.error(code.code(), at, message, help)));
    }
}
