package interlock.fact;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.fact.PastClaim.Result;
import interlock.json.CsvTable;
import interlock.json.DataFormat;
import interlock.json.JsonReader;
import interlock.json.Node;
import interlock.json.ReadingCode;
import interlock.json.SourceText;
import interlock.json.YamlReader;
import interlock.vocabulary.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads past claims with their outcomes from a YAML, JSON, NDJSON or CSV file; all that is wrong is told at once. */
public final class PastClaimFile {
    private static final String SHAPE = "IL530";
    private static final String UNKNOWN_FIELD = "IL531";
    private static final String LACKING = "IL532";
    private static final String VALUE = "IL533";
    private static final String TWICE = "IL534";
    private static final String DATES = "IL535";
    private static final String NO_FACT = "IL536";

    private static final List<String> FIELDS = List.of(
            "id", "fact", "claim", "status", "source", "credibility", "asserted", "outcome", "decided", "reference");

    private final SourceText source;
    private final Collection<String> facts;
    private final List<Diagnostic> problems = new ArrayList<>();
    private final Map<String, Location> seen = new TreeMap<>();

    private PastClaimFile(SourceText source, Collection<String> facts) {
        this.source = source;
        this.facts = facts;
    }

    /** What was read, with the SHA-256 (hex) of the file. */
    public record Loaded(List<PastClaim> claims, String digest) {
        public Loaded {
            claims = List.copyOf(claims);
        }
    }

    /**
     * The claims of a file, in its order.
     *
     * @param facts the ids of the facts on file, of which a claim may name one
     * @throws InvalidInput if anything in it cannot be used
     */
    public static Loaded read(Path file, Collection<String> facts) {
        String shown = file.toString().replace('\\', '/');
        DataFormat format = DataFormat.of(shown)
                .orElseThrow(() -> new InvalidInput(List.of(Diagnostic.error(
                        ReadingCode.UNKNOWN_FORMAT.code(),
                        Location.ofFile(shown),
                        "the ending does not say what kind of file this is",
                        "past claims stand in a file that ends in .yaml, .json, .ndjson or .csv"))));
        byte[] bytes = bytes(file, shown);
        PastClaimFile reader = new PastClaimFile(SourceText.decode(shown, bytes), facts);
        List<PastClaim> claims = reader.claims(format);
        List<Diagnostic> problems =
                reader.problems.stream().map(reader.source::shown).toList();
        InvalidInput.refuse(problems);
        return new Loaded(claims, Fingerprint.of(bytes));
    }

    private static byte[] bytes(Path file, String shown) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            boolean missing = !Files.exists(file);
            throw new InvalidInput(List.of(Diagnostic.error(
                    (missing ? ReadingCode.MISSING : ReadingCode.UNREADABLE).code(),
                    Location.ofFile(shown),
                    missing ? "there is no such file" : "the file cannot be read",
                    missing ? "check the path" : null)));
        }
    }

    private List<PastClaim> claims(DataFormat format) {
        List<Node> nodes = switch (format) {
            case YAML -> listed(YamlReader.read(source, problems::add));
            case JSON -> listed(JsonReader.read(source, problems::add));
            case NDJSON -> JsonReader.readLines(source, problems::add);
            case CSV -> CsvTable.read(source, problems::add).map(this::rows).orElse(List.of());
        };
        List<PastClaim> claims = new ArrayList<>();
        nodes.forEach(n -> claim(n).ifPresent(claims::add));
        if (nodes.isEmpty() && problems.isEmpty()) {
            problem(
                    SHAPE,
                    Location.ofFile(source.file()),
                    "there is no claim in this file",
                    "a claim is a group of fields: " + String.join(", ", FIELDS));
        }
        return claims;
    }

    /** The entries of a list, which may stand under the key {@code claims}. */
    private List<Node> listed(Optional<Node> tree) {
        if (tree.isEmpty() || tree.get().nothing()) {
            return List.of();
        }
        if (tree.get() instanceof Node.Items items) {
            return items.items();
        }
        List<Node> nodes = new ArrayList<>();
        if (tree.get() instanceof Node.Entries top) {
            for (Node.Entry entry : top.entries()) {
                if (entry.key().equals("claims") && entry.value() instanceof Node.Items items) {
                    nodes.addAll(items.items());
                } else {
                    problem(
                            SHAPE,
                            entry.keyAt(),
                            "`" + entry.key() + "` is not expected here",
                            "the file holds a list `claims:`");
                }
            }
        } else {
            problem(
                    SHAPE,
                    tree.get().at(),
                    "this is " + tree.get().words() + ", not a list of claims",
                    "the file holds a list `claims:`");
        }
        return nodes;
    }

    private List<Node> rows(CsvTable table) {
        List<Node> nodes = new ArrayList<>();
        for (List<Node.Scalar> row : table.rows()) {
            nodes.add(new Node.Entries(
                    IntStream.range(0, row.size())
                            .mapToObj(i -> new Node.Entry(
                                    table.columns().get(i).text(),
                                    table.columns().get(i).at(),
                                    row.get(i)))
                            .toList(),
                    row.get(0).at()));
        }
        return nodes;
    }

    private Optional<PastClaim> claim(Node node) {
        if (!(node instanceof Node.Entries entries)) {
            problem(
                    SHAPE,
                    node.at(),
                    "this is " + node.words() + ", not a claim",
                    "a claim is a group of fields: " + String.join(", ", FIELDS));
            return Optional.empty();
        }
        int before = problems.size();
        for (Node.Entry entry : entries.entries()) {
            if (!FIELDS.contains(entry.key())) {
                problem(
                        UNKNOWN_FIELD,
                        entry.keyAt(),
                        "a claim has no field `" + entry.key() + "`",
                        DidYouMean.help(entry.key(), FIELDS, "its fields are " + String.join(", ", FIELDS)));
            }
        }
        @Nullable String id = required(entries, "id");
        @Nullable Status status = required(entries, "status", this::status);
        @Nullable Character letter = required(entries, "source", this::letter);
        @Nullable Integer digit = required(entries, "credibility", this::digit);
        @Nullable LocalDate asserted = required(entries, "asserted", this::date);
        @Nullable Result outcome = required(entries, "outcome", this::result);
        @Nullable LocalDate decided = scalar(entries, "decided").map(this::date).orElse(null);
        @Nullable String fact = text(entries, "fact");
        @Nullable String claim = text(entries, "claim");
        if (fact == null && claim == null) {
            problem(
                    LACKING,
                    node.at(),
                    "the claim has neither `fact` nor `claim`",
                    "name a fact on file, or say in words what was claimed");
        }
        if (fact != null && !facts.contains(fact)) {
            problem(
                    NO_FACT,
                    at(entries, "fact"),
                    "there is no fact `" + fact + "` on file",
                    DidYouMean.help(fact, facts, "leave `fact` out and say in `claim` what was claimed"));
        }
        if (id != null) {
            Location first = seen.putIfAbsent(id, at(entries, "id"));
            if (first != null) {
                problem(
                        TWICE,
                        at(entries, "id"),
                        "there are two claims `" + id + "`, the other at " + first.line() + ":" + first.column(),
                        "give each an id of its own");
            }
        }
        if (outcome != null) {
            dates(entries, outcome, asserted, decided);
        }
        if (problems.size() > before
                || id == null
                || status == null
                || letter == null
                || digit == null
                || asserted == null
                || outcome == null) {
            return Optional.empty();
        }
        return Optional.of(new PastClaim(
                id,
                fact,
                claim,
                status,
                letter,
                digit,
                asserted,
                outcome,
                decided,
                text(entries, "reference"),
                node.at()));
    }

    private void dates(
            Node.Entries entries, Result outcome, @Nullable LocalDate asserted, @Nullable LocalDate decided) {
        boolean given = scalar(entries, "decided").isPresent();
        if (outcome == Result.UNRESOLVED && given) {
            problem(
                    DATES,
                    at(entries, "decided"),
                    "a claim that is unresolved has no day on which it was decided",
                    "leave `decided` out, or say whether it came true");
        } else if (outcome != Result.UNRESOLVED && !given) {
            problem(
                    DATES,
                    at(entries, "outcome"),
                    "the claim does not say when this was decided",
                    "add `decided: yyyy-mm-dd`");
        } else if (asserted != null && decided != null && decided.isBefore(asserted)) {
            problem(
                    DATES,
                    at(entries, "decided"),
                    "the claim was decided before it was asserted",
                    "what was known already is no claim about the future");
        }
    }

    private interface Reading<T> {
        @Nullable
        T read(Node.Scalar scalar);
    }

    private <T> @Nullable T required(Node.Entries entries, String field, Reading<T> reading) {
        Optional<Node.Scalar> scalar = scalar(entries, field);
        if (scalar.isEmpty()) {
            lacking(entries, field);
            return null;
        }
        return reading.read(scalar.get());
    }

    private @Nullable String required(Node.Entries entries, String field) {
        return required(entries, field, Node.Scalar::text);
    }

    private void lacking(Node.Entries entries, String field) {
        boolean there = entries.entry(field)
                .filter(e -> !e.value().nothing() && !(e.value() instanceof Node.Scalar))
                .isPresent();
        if (!there) {
            problem(LACKING, entries.at(), "the claim has no `" + field + "`", "add `" + field + ": …`");
        }
    }

    /** The single value of a field, if it has one that is not nothing; a list or a group is told as a problem. */
    private Optional<Node.Scalar> scalar(Node.Entries entries, String field) {
        Optional<Node> value = entries.entry(field).map(Node.Entry::value).filter(v -> !v.nothing());
        if (value.isPresent() && !(value.get() instanceof Node.Scalar)) {
            problem(
                    VALUE,
                    value.get().at(),
                    "`" + field + "` is " + value.get().words() + ", not a single value",
                    "write one value");
        }
        return value.filter(Node.Scalar.class::isInstance).map(Node.Scalar.class::cast);
    }

    private @Nullable String text(Node.Entries entries, String field) {
        return scalar(entries, field).map(Node.Scalar::text).orElse(null);
    }

    private @Nullable Status status(Node.Scalar scalar) {
        List<String> names = Arrays.stream(Status.values()).map(Enum::name).toList();
        if (names.contains(scalar.text())) {
            return Status.valueOf(scalar.text());
        }
        problem(
                VALUE,
                scalar.at(),
                "`" + scalar.text() + "` is not a status",
                DidYouMean.help(scalar.text(), names, "it can be " + String.join(", ", names)));
        return null;
    }

    private @Nullable Character letter(Node.Scalar scalar) {
        if (scalar.text().matches("[A-F]")) {
            return scalar.text().charAt(0);
        }
        problem(VALUE, scalar.at(), "`" + scalar.text() + "` is not the letter of a source", "it is one of A to F");
        return null;
    }

    private @Nullable Integer digit(Node.Scalar scalar) {
        if (scalar.text().matches("[1-6]")) {
            return scalar.text().charAt(0) - '0';
        }
        problem(VALUE, scalar.at(), "`" + scalar.text() + "` is not a credibility", "it is one of 1 to 6");
        return null;
    }

    private @Nullable LocalDate date(Node.Scalar scalar) {
        try {
            return LocalDate.parse(scalar.text());
        } catch (DateTimeException e) {
            problem(VALUE, scalar.at(), "`" + scalar.text() + "` is not a date", "write it as yyyy-mm-dd");
            return null;
        }
    }

    private @Nullable Result result(Node.Scalar scalar) {
        for (Result result : Result.values()) {
            if (result.name().toLowerCase(Locale.ROOT).equals(scalar.text())) {
                return result;
            }
        }
        problem(
                VALUE,
                scalar.at(),
                "`" + scalar.text() + "` is not an outcome",
                "it is one of true, false, unresolved");
        return null;
    }

    private static Location at(Node.Entries entries, String field) {
        return entries.entry(field).map(e -> e.value().at()).orElse(entries.at());
    }

    private void problem(String code, Location at, String message, @Nullable String help) {
        problems.add(Diagnostic.error(code, at, message, help));
    }
}
