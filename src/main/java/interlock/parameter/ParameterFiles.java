package interlock.parameter;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Location;
import interlock.json.Node;
import interlock.json.SourceText;
import interlock.json.YamlReader;
import interlock.vocabulary.Fingerprint;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads thresholds from the YAML files in the folder {@code parameters} of a rule folder. */
public final class ParameterFiles {
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "id",
            "value",
            "unit",
            "jurisdiction",
            "reference",
            "url",
            "effectiveFrom",
            "effectiveTo",
            "appliesBy",
            "status",
            "rationale",
            "supersedes"));

    private static final List<String> ENDS = List.of("low", "high");
    private static final String CENTRAL = "central";
    private static final Set<String> TEXTS =
            Set.of("id", "unit", "jurisdiction", "reference", "url", "appliesBy", "status", "rationale", "supersedes");

    private final List<Diagnostic> problems = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<String, String> digests = new TreeMap<>();
    private final Map<String, SourceText> sources = new TreeMap<>();
    private final Set<String> broken = new TreeSet<>();

    private ParameterFiles() {}

    /** What was read, and what is wrong with it. */
    public record Loaded(ParameterSet parameters, List<Diagnostic> problems) {}

    /** Reads the thresholds of all rule folders; a folder without any is no error. */
    public static Loaded read(List<Path> ruleFolders) {
        ParameterFiles files = new ParameterFiles();
        for (Path root : ruleFolders) {
            files.readFolder(root.resolve("parameters"));
        }
        files.checkOverlaps();
        return new Loaded(
                new ParameterSet(files.parameters, files.digests, files.broken),
                files.problems.stream().map(files::shown).sorted().distinct().toList());
    }

    private Diagnostic shown(Diagnostic problem) {
        SourceText source = sources.get(problem.at().file());
        return source == null ? problem : source.shown(problem);
    }

    private void readFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(folder)) {
            found = walk.filter(
                            p -> p.toString().endsWith(".yaml") || p.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            problem("IL301", Location.ofFile(folder.toString()), "the folder cannot be read", null);
            return;
        }
        for (Path file : found) {
            String shown = file.toString().replace('\\', '/');
            try {
                byte[] bytes = Files.readAllBytes(file);
                digests.put(shown, Fingerprint.of(bytes));
                SourceText source = SourceText.decode(shown, bytes);
                sources.put(shown, source);
                readFile(source);
            } catch (interlock.diagnostic.InvalidInput e) {
                problems.addAll(e.diagnostics());
            } catch (IOException e) {
                problem("IL301", Location.ofFile(shown), "the file cannot be read", null);
            }
        }
    }

    private void readFile(SourceText source) {
        Optional<Node> tree = YamlReader.read(source, problems::add);
        if (tree.isPresent()) {
            if (tree.get() instanceof Node.Entries top) {
                for (Node.Entry entry : top.entries()) {
                    if (entry.key().equals("parameters") && entry.value() instanceof Node.Items items) {
                        items.items().forEach(this::parameter);
                    } else {
                        problem(
                                "IL302",
                                entry.keyAt(),
                                "`" + entry.key() + "` is not expected here",
                                "a parameter file holds a list `parameters:`");
                    }
                }
            } else {
                problem("IL302", tree.get().at(), "a parameter file holds a list `parameters:`", null);
            }
        }
    }

    private void parameter(Node node) {
        if (!(node instanceof Node.Entries entries)) {
            problem("IL302", node.at(), "a parameter is a group of fields", null);
            return;
        }
        int before = problems.size();
        for (Node.Entry entry : entries.entries()) {
            if (!FIELDS.contains(entry.key())) {
                problem(
                        "IL303",
                        entry.keyAt(),
                        "a parameter has no field `" + entry.key() + "`",
                        DidYouMean.help(entry.key(), FIELDS, "its fields are " + String.join(", ", FIELDS)));
            } else if (TEXTS.contains(entry.key()) && !(entry.value() instanceof Node.Scalar)) {
                problem("IL305", entry.value().at(), "`" + entry.key() + "` is a single text", "write it on one line");
            }
        }
        @Nullable String id = required(entries, "id");
        @Nullable String unit = required(entries, "unit");
        @Nullable String reference = required(entries, "reference");
        Optional<Node.Entry> value = entries.entry("value");
        @Nullable BigDecimal number = null;
        Range interval = Range.UNKNOWN;
        if (value.isEmpty()) {
            problem("IL304", node.at(), "the parameter has no `value`", "add one, or {low, high}");
        } else if (value.get().value() instanceof Node.Entries range) {
            interval = interval(range);
            number = central(range, interval);
        } else {
            number = number(value.get().value());
        }
        @Nullable LocalDate from = date(entries, "effectiveFrom");
        @Nullable LocalDate to = date(entries, "effectiveTo");
        if (from != null && to != null && to.isBefore(from)) {
            problem("IL305", node.at(), "the parameter ends before it begins", null);
        }
        AppliesBy appliesBy = name(entries, "appliesBy", AppliesBy.class, AppliesBy.AS_OF);
        ParameterStatus status = name(entries, "status", ParameterStatus.class, ParameterStatus.IN_FORCE);
        if (problems.size() > before || id == null || unit == null || reference == null) {
            Optional.ofNullable(id).ifPresent(broken::add);
            return;
        }
        parameters.add(new Parameter(
                id,
                number,
                interval,
                unit,
                text(entries, "jurisdiction"),
                reference,
                text(entries, "url"),
                from,
                to,
                appliesBy,
                status,
                text(entries, "rationale"),
                text(entries, "supersedes"),
                node.at()));
    }

    private Range interval(Node.Entries range) {
        for (Node.Entry entry : range.entries()) {
            if (!ENDS.contains(entry.key()) && !entry.key().equals(CENTRAL)) {
                problem(
                        "IL303",
                        entry.keyAt(),
                        "an interval has no field `" + entry.key() + "`",
                        DidYouMean.help(
                                entry.key(),
                                List.of("low", CENTRAL, "high"),
                                "its fields are low and high, and central between them"));
            }
        }
        for (String end : ENDS) {
            if (range.entry(end).isEmpty()) {
                problem("IL304", range.at(), "the interval has no `" + end + "`", "add `" + end + ": …`");
            }
        }
        Range interval = new Range(number(range, "low"), number(range, "high"));
        if (interval.low() != null && interval.high() != null && interval.low().compareTo(interval.high()) > 0) {
            problem("IL305", range.at(), "the low end is above the high end", null);
        }
        return interval;
    }

    /** The value within an interval that is thought the likeliest; null if none is given. */
    private @Nullable BigDecimal central(Node.Entries range, Range interval) {
        @Nullable BigDecimal central = number(range, CENTRAL);
        if (central != null
                && ((interval.low() != null && central.compareTo(interval.low()) < 0)
                        || (interval.high() != null && central.compareTo(interval.high()) > 0))) {
            problem(
                    "IL305",
                    range.entry(CENTRAL).map(e -> e.value().at()).orElse(range.at()),
                    "the central value lies outside the interval",
                    "put it between low and high");
        }
        return central;
    }

    private void checkOverlaps() {
        List<Parameter> sorted = new ParameterSet(parameters, Map.of()).all();
        for (int i = 1; i < sorted.size(); i++) {
            Parameter earlier = sorted.get(i - 1);
            Parameter later = sorted.get(i);
            if (earlier.id().equals(later.id())
                    && java.util.Objects.equals(earlier.effectiveFrom(), later.effectiveFrom())) {
                problem(
                        "IL306",
                        later.at(),
                        "the parameter `" + later.id() + "` has two values from the same day, the other at "
                                + earlier.at(),
                        "give them different days in `effectiveFrom`");
            }
            if (earlier.id().equals(later.id()) && earlier.appliesBy() != later.appliesBy()) {
                problem(
                        "IL307",
                        later.at(),
                        "the values of the parameter `" + later.id() + "` go by different days: " + later.appliesBy()
                                + " here, " + earlier.appliesBy() + " at " + earlier.at(),
                        "give all of them the same `appliesBy`, or those that differ an id of their own");
            }
        }
    }

    private @Nullable String required(Node.Entries entries, String field) {
        @Nullable String text = text(entries, field);
        if (text == null) {
            problem("IL304", entries.at(), "the parameter has no `" + field + "`", "add `" + field + ": …`");
        }
        return text;
    }

    private static @Nullable String text(Node.Entries entries, String field) {
        return entries.entry(field)
                .filter(e -> e.value() instanceof Node.Scalar s && !s.nothing())
                .map(e -> ((Node.Scalar) e.value()).text())
                .orElse(null);
    }

    private @Nullable BigDecimal number(Node.Entries entries, String field) {
        return entries.entry(field).map(e -> number(e.value())).orElse(null);
    }

    private @Nullable BigDecimal number(Node node) {
        Optional<BigDecimal> number = node instanceof Node.Scalar scalar && scalar.form() != Node.Form.QUOTED
                ? Numbers.written(scalar.text())
                : Optional.empty();
        if (number.isEmpty()) {
            problem("IL305", node.at(), "a number is expected here", "write it plainly, such as 25, 0.4 or 5bn");
        }
        return number.orElse(null);
    }

    private @Nullable LocalDate date(Node.Entries entries, String field) {
        Optional<Node.Entry> entry = entries.entry(field);
        if (entry.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(((Node.Scalar) entry.get().value()).text());
        } catch (DateTimeException | ClassCastException e) {
            problem("IL305", entry.get().value().at(), "`" + field + "` is not a date", "write it as yyyy-mm-dd");
            return null;
        }
    }

    private <E extends Enum<E>> E name(Node.Entries entries, String field, Class<E> type, E otherwise) {
        @Nullable String text = text(entries, field);
        if (text == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        problem(
                "IL305",
                entries.entry(field).map(e -> e.value().at()).orElse(entries.at()),
                "`" + text + "` is not a name that `" + field + "` can have",
                DidYouMean.help(text, names, "it can have " + String.join(", ", names)));
        return otherwise;
    }

    private void problem(String code, Location at, String message, @Nullable String help) {
        problems.add(Diagnostic.error(code, at, message, help));
    }
}
