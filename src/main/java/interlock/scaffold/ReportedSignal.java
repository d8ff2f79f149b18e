package interlock.scaffold;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.json.JsonReader;
import interlock.json.Node;
import interlock.json.SourceText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A signal as a report on file tells it.
 *
 * @param parties their ids, in order
 * @param severity in the ceiling, or in the floor where the signal holds there alone
 * @param facts every fact that its proofs cite, with the day on which it was asserted
 */
public record ReportedSignal(
        String id,
        String policy,
        @Nullable String grade,
        List<String> parties,
        List<String> names,
        String level,
        BigDecimal severity,
        String status,
        LocalDate asOf,
        LocalDate knownAsOf,
        SortedMap<String, LocalDate> facts) {
    private static final String FORMAT = "interlock.report/1";

    public ReportedSignal {
        parties = List.copyOf(parties);
        names = List.copyOf(names);
    }

    /**
     * Finds a signal in a report.
     *
     * @param wanted its id, or how it begins
     * @throws InvalidInput if the text is no report
     * @throws Refusal if the report has no such signal
     */
    public static ReportedSignal in(SourceText source, String wanted) {
        List<Diagnostic> problems = new ArrayList<>();
        Node report = JsonReader.read(source, problems::add).orElse(null);
        if (report == null || !problems.isEmpty()) {
            throw new InvalidInput(
                    problems.stream().map(source::shown).sorted().distinct().toList());
        }
        if (!text(report, "format").equals(Optional.of(FORMAT))) {
            throw new InvalidInput(List.of(Diagnostic.error(
                    "IL501",
                    Location.ofFile(source.file()),
                    "this is no report that can be read",
                    "`./interlock run -o report.json` writes one")));
        }
        List<Node> signals = items(report, "signals").stream()
                .filter(s -> wanted.length() >= 4
                        && text(s, "id").filter(i -> i.startsWith(wanted)).isPresent())
                .toList();
        if (signals.isEmpty()) {
            throw Refusal.ofUsage(
                    "the report has no signal `" + wanted + "`",
                    "give the id that the report shows behind the parties, or at least its first four characters");
        }
        if (signals.size() > 1) {
            throw Refusal.ofUsage(
                    "the report has " + signals.size() + " signals that begin with `" + wanted + "`",
                    "give more of the id");
        }
        try {
            return of(report, signals.get(0));
        } catch (DateTimeException | NumberFormatException | java.util.NoSuchElementException e) {
            throw new InvalidInput(List.of(Diagnostic.error(
                    "IL501",
                    Location.ofFile(source.file()),
                    "the report is damaged: a date, a number or a name that it must have cannot be read",
                    "`./interlock run -o report.json` writes one anew")));
        }
    }

    private static ReportedSignal of(Node report, Node signal) {
        Node policy = child(signal, "policy").orElseThrow();
        Node severity = child(signal, "severity").orElseThrow();
        Node run = child(report, "run").orElseThrow();
        List<Node> parties = items(signal, "parties");
        SortedMap<String, LocalDate> facts = new TreeMap<>();
        for (String fact : cited(report, signal)) {
            Node view = child(report, "facts").flatMap(f -> child(f, fact)).orElseThrow();
            facts.put(fact, LocalDate.parse(text(view, "asserted").orElseThrow()));
        }
        return new ReportedSignal(
                text(signal, "id").orElseThrow(),
                text(policy, "id").orElseThrow(),
                text(signal, "grade").orElse(null),
                parties.stream().map(p -> text(p, "id").orElseThrow()).toList(),
                parties.stream().map(p -> text(p, "name").orElseThrow()).toList(),
                text(signal, "level").orElseThrow(),
                new BigDecimal(text(severity, "ceiling")
                        .or(() -> text(severity, "floor"))
                        .orElseThrow()),
                text(signal, "status").orElseThrow(),
                LocalDate.parse(text(run, "asOf").orElseThrow()),
                LocalDate.parse(text(run, "knownAsOf").orElseThrow()),
                facts);
    }

    /** Every fact under the proof and its alternatives. */
    private static Set<String> cited(Node report, Node signal) {
        Node proofs = child(report, "proofs").orElseThrow();
        Deque<String> open = new ArrayDeque<>();
        text(signal, "proof").ifPresent(open::add);
        items(signal, "alternatives").forEach(a -> open.add(words(a).orElseThrow()));
        Set<String> seen = new LinkedHashSet<>();
        Set<String> facts = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            String id = open.pop();
            Optional<Node> proof = child(proofs, id);
            if (proof.isEmpty()) {
                facts.add(id);
            } else if (seen.add(id)) {
                items(proof.get(), "premises").forEach(p -> open.push(words(p).orElseThrow()));
            }
        }
        return facts;
    }

    private static Optional<Node> child(Node node, String key) {
        return node instanceof Node.Entries entries ? entries.entry(key).map(Node.Entry::value) : Optional.empty();
    }

    private static List<Node> items(Node node, String key) {
        return child(node, key).orElse(null) instanceof Node.Items items ? items.items() : List.of();
    }

    private static Optional<String> text(Node node, String key) {
        return child(node, key).flatMap(ReportedSignal::words);
    }

    private static Optional<String> words(Node node) {
        return node instanceof Node.Scalar scalar && !scalar.nothing() ? Optional.of(scalar.text()) : Optional.empty();
    }
}
