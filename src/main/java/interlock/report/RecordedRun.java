package interlock.report;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.json.JsonReader;
import interlock.json.Node;
import interlock.json.ReadingCode;
import interlock.json.SourceText;
import interlock.vocabulary.Level;
import interlock.vocabulary.Numbers;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a report on file says it ran.
 *
 * @param text the report as it was written
 * @param engine the program and the engine under it, with their versions
 * @param query which signals were asked for; all if the report does not say
 * @param firings the most firings allowed in one world
 * @param weighing how much could be spent on likelihoods, in per cent of the usual
 */
public record RecordedRun(
        String text,
        Node tree,
        String engine,
        LocalDate asOf,
        LocalDate knownAsOf,
        Files files,
        Report.Asked query,
        int firings,
        int weighing) {

    private static final String NOT_A_REPORT = "IL520";
    private static final String DAMAGED = "IL521";

    /** Digests of files by name. */
    public record Files(
            SortedMap<String, String> facts, SortedMap<String, String> policies, SortedMap<String, String> parameters) {
        public Files {
            facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
            policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        }
    }

    /**
     * Reads a report.
     *
     * @throws InvalidInput if the file is no report, is cut off or says too little to be evaluated again
     */
    public static RecordedRun read(Path file) {
        String shown = file.toString().replace('\\', '/');
        byte[] bytes = bytes(file, shown);
        SourceText source = SourceText.decode(shown, bytes);
        String start = source.text().stripLeading();
        if (!start.isEmpty() && !start.startsWith("{")) {
            throw new InvalidInput(List.of(notAReport(source, Location.ofFile(shown))));
        }
        List<Diagnostic> problems = new ArrayList<>();
        Optional<Node> tree = JsonReader.read(source, problems::add);
        if (tree.isEmpty() || !problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        // A byte order mark is no part of the text that was decoded, but one of the bytes that are compared.
        return new Reader(source, new String(bytes, StandardCharsets.UTF_8), problems).read(tree.get());
    }

    private static byte[] bytes(Path file, String shown) {
        try {
            return java.nio.file.Files.readAllBytes(file);
        } catch (IOException e) {
            boolean missing = !java.nio.file.Files.exists(file);
            throw new InvalidInput(List.of(Diagnostic.error(
                    (missing ? ReadingCode.MISSING : ReadingCode.UNREADABLE).code(),
                    Location.ofFile(shown),
                    missing ? "there is no such file" : "the file cannot be read",
                    missing ? "check the path" : null)));
        }
    }

    private static Diagnostic notAReport(SourceText source, Location at) {
        return source.shown(Diagnostic.error(
                NOT_A_REPORT,
                at,
                "this is not a report of Interlock",
                "`./interlock run -o report.json` writes one; other formats cannot be evaluated again"));
    }

    /** Reads the part of a report that says what was run. */
    private static final class Reader {
        private final SourceText source;
        private final String text;
        private final List<Diagnostic> problems;

        Reader(SourceText source, String text, List<Diagnostic> problems) {
            this.source = source;
            this.text = text;
            this.problems = problems;
        }

        RecordedRun read(Node tree) {
            Optional<String> format = tree instanceof Node.Entries top
                    ? top.entry("format")
                            .filter(e -> e.value() instanceof Node.Scalar)
                            .map(e -> ((Node.Scalar) e.value()).text())
                    : Optional.empty();
            if (!format.equals(Optional.of(Report.FORMAT)) || !(tree instanceof Node.Entries report)) {
                throw new InvalidInput(List.of(notAReport(source, tree.at())));
            }
            Node.Entries run = entries(report, "run");
            @Nullable String engine = text(run, "engine");
            @Nullable LocalDate asOf = date(run, "asOf");
            @Nullable LocalDate knownAsOf = date(run, "knownAsOf");
            Files files = new Files(files(run, "facts"), files(run, "policies"), files(run, "parameters"));
            int firings = count(entries(run, "limits"), "firings");
            int weighing = count(entries(run, "limits"), "weighing");
            Report.Asked query = run.entry("query").isPresent()
                    ? query(entries(run, "query"))
                    : new Report.Asked(List.of(), List.of(), Level.INFO);
            if (!problems.isEmpty() || engine == null || asOf == null || knownAsOf == null) {
                throw new InvalidInput(problems);
            }
            return new RecordedRun(text, tree, engine, asOf, knownAsOf, files, query, firings, weighing);
        }

        private Report.Asked query(Node.Entries query) {
            @Nullable String level = text(query, "minLevel");
            Optional<Level> known = Arrays.stream(Level.values())
                    .filter(l -> l.name().equals(level))
                    .findFirst();
            if (level != null && known.isEmpty()) {
                damaged(query.at(), "`" + level + "` is not a level");
            }
            return new Report.Asked(texts(query, "policies"), texts(query, "parties"), known.orElse(Level.INFO));
        }

        private Node.Entries entries(Node.Entries parent, String key) {
            Node value = value(parent, key);
            if (value instanceof Node.Entries entries) {
                return entries;
            }
            throw stop(value == null ? parent.at() : value.at(), key);
        }

        private InvalidInput stop(Location at, String key) {
            if (problems.isEmpty()) {
                damaged(at, "`" + key + "` is not a group of fields");
            }
            return new InvalidInput(problems);
        }

        private @Nullable Node value(Node.Entries parent, String key) {
            Optional<Node.Entry> entry = parent.entry(key);
            if (entry.isEmpty()) {
                damaged(parent.at(), "the report does not say `" + key + "` here");
            }
            return entry.map(Node.Entry::value).orElse(null);
        }

        private @Nullable String text(Node.Entries parent, String key) {
            Node value = value(parent, key);
            if (value == null) {
                return null;
            }
            if (value instanceof Node.Scalar scalar && scalar.form() == Node.Form.QUOTED) {
                return scalar.text();
            }
            damaged(value.at(), "`" + key + "` is " + value.words() + ", not text");
            return null;
        }

        private List<String> texts(Node.Entries parent, String key) {
            List<String> texts = new ArrayList<>();
            Node value = value(parent, key);
            if (value instanceof Node.Items items) {
                for (Node item : items.items()) {
                    if (item instanceof Node.Scalar scalar && scalar.form() == Node.Form.QUOTED) {
                        texts.add(scalar.text());
                    } else {
                        damaged(item.at(), "this is " + item.words() + ", not text");
                    }
                }
            } else if (value != null) {
                damaged(value.at(), "`" + key + "` is " + value.words() + ", not a list");
            }
            return texts;
        }

        private @Nullable LocalDate date(Node.Entries parent, String key) {
            @Nullable String text = text(parent, key);
            if (text == null) {
                return null;
            }
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                damaged(parent.entry(key).map(x -> x.value().at()).orElse(parent.at()), "`" + text + "` is not a date");
                return null;
            }
        }

        private int count(Node.Entries parent, String key) {
            Node value = value(parent, key);
            Optional<BigDecimal> number = value instanceof Node.Scalar scalar && scalar.form() == Node.Form.NUMBER
                    ? Numbers.written(scalar.text())
                    : Optional.empty();
            if (number.isPresent()
                    && number.get().signum() > 0
                    && number.get().scale() <= 0
                    && number.get().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0) {
                return number.get().intValue();
            }
            if (value != null) {
                damaged(value.at(), "`" + key + "` is not a whole number above 0");
            }
            return 1;
        }

        private SortedMap<String, String> files(Node.Entries run, String key) {
            SortedMap<String, String> digests = new TreeMap<>();
            Node.Entries files = entries(entries(run, key), "files");
            for (Node.Entry entry : files.entries()) {
                if (entry.value() instanceof Node.Scalar scalar && scalar.text().matches("[0-9a-f]{64}")) {
                    digests.put(entry.key(), scalar.text());
                } else {
                    damaged(entry.value().at(), "the digest of `" + entry.key() + "` is not 64 hexadecimal digits");
                }
            }
            return digests;
        }

        private void damaged(Location at, String message) {
            problems.add(source.shown(Diagnostic.error(
                    DAMAGED,
                    at,
                    message,
                    "the report was changed after it was written, or comes from another program")));
        }
    }
}
