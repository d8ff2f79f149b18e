package interlock.policytest;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.diagnostic.Severity;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.json.Node;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.vocabulary.Level;
import interlock.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a case study: the facts of its folder, and the cases of its file, each with the policy that it is about. */
final class StudyReader {
    private static final List<String> PARTS = List.of("study", "atMost", "cases");
    private static final List<String> EDITS = List.of("given", "set", "drop");

    private final Path folder;
    private final String file;
    private final PolicySet policies;
    private final Vocabulary vocabulary;
    private final List<Diagnostic> problems;

    StudyReader(Path folder, String file, PolicySet policies, Vocabulary vocabulary, List<Diagnostic> problems) {
        this.folder = folder;
        this.file = file;
        this.policies = policies;
        this.vocabulary = vocabulary;
        this.problems = problems;
    }

    /** The study; empty if there are errors in it or in its facts, which the problems then tell. */
    Optional<Study> read(Node tree) {
        Node.Entries top = tree instanceof Node.Entries entries ? entries : null;
        Node.Entry title = top == null ? null : top.entry("study").orElse(null);
        Node.Entry list = top == null ? null : top.entry("cases").orElse(null);
        if (top == null
                || title == null
                || !(title.value() instanceof Node.Scalar study)
                || list == null
                || !(list.value() instanceof Node.Items items)
                || items.items().isEmpty()) {
            problem(
                    TestCode.NOT_TESTS,
                    tree.nothing() ? Location.ofFile(file) : tree.at(),
                    "a case study is a group with `study` and `cases`",
                    "begin with `study:` and its title");
            return Optional.empty();
        }
        for (Node.Entry entry : top.entries()) {
            if (!PARTS.contains(entry.key())) {
                problem(
                        TestCode.UNKNOWN_KEY,
                        entry.keyAt(),
                        "a case study has no part `" + entry.key() + "`",
                        DidYouMean.help(entry.key(), PARTS, "its parts are " + String.join(", ", PARTS)));
            }
        }
        Optional<Level> atMost = top.entry("atMost").flatMap(this::level);
        Optional<FactBase> facts = facts();
        List<Study.Expected> cases = facts.map(f -> cases(items.items(), f)).orElse(List.of());
        boolean broken = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
        return broken || facts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Study(shown(folder), study.text(), file, day(facts.get()), facts.get(), atMost, cases));
    }

    private Optional<FactBase> facts() {
        try {
            FactFiles.Loaded loaded = FactFiles.loadWithWarnings(List.of(folder), vocabulary);
            problems.addAll(loaded.warnings());
            return Optional.of(loaded.base());
        } catch (InvalidInput e) {
            problems.addAll(e.diagnostics());
            return Optional.empty();
        }
    }

    private List<Study.Expected> cases(List<Node> nodes, FactBase facts) {
        FactReferences references = new FactReferences(file, problems);
        List<Node> shared = references.resolved(
                facts.files().keySet().stream().map(this::reference).toList());
        Map<String, PolicyTestReader> readers = new HashMap<>();
        Map<String, Location> names = new LinkedHashMap<>();
        List<Study.Expected> cases = new ArrayList<>();
        for (Node node : nodes) {
            String policy = policy(node).orElse(null);
            if (policy != null && node instanceof Node.Entries entries) {
                boolean asIs = EDITS.stream().allMatch(k -> entries.entry(k).isEmpty());
                readers.computeIfAbsent(
                                policy,
                                p -> new PolicyTestReader(
                                        file, p, policies, vocabulary, problems, references, day(facts), shared))
                        .testCase(without(entries, "policy"), names)
                        .map(c -> asIs ? new TestCase(c.name(), c.at(), c.asOf(), facts, c.expectation()) : c)
                        .ifPresent(c -> cases.add(new Study.Expected(policy, c, asIs)));
            }
        }
        return cases;
    }

    private static LocalDate day(FactBase facts) {
        return facts.asOf().orElse(PolicyTestReader.USUAL_DAY);
    }

    private Node reference(String factFile) {
        Location at = Location.ofFile(file);
        String path = folder.relativize(Path.of(factFile)).toString().replace('\\', '/');
        return new Node.Entries(List.of(new Node.Entry("file", at, new Node.Scalar(path, Node.Form.QUOTED, at))), at);
    }

    private Optional<String> policy(Node node) {
        Node.Entry entry =
                node instanceof Node.Entries entries ? entries.entry("policy").orElse(null) : null;
        if (entry == null || !(entry.value() instanceof Node.Scalar named)) {
            problem(
                    TestCode.MISSING_KEY,
                    node.at(),
                    "this case does not say which `policy` it is about",
                    "write `policy: PACK/NAME`");
            return Optional.empty();
        }
        if (policies.policy(named.text()).isEmpty()) {
            List<String> ids = policies.policies().stream().map(Policy::id).toList();
            problem(
                    TestCode.NO_POLICY,
                    named.at(),
                    "there is no policy `" + named.text() + "`",
                    DidYouMean.help(named.text(), ids, "`./interlock catalog` lists the policies"));
            return Optional.empty();
        }
        return Optional.of(named.text());
    }

    private Optional<Level> level(Node.Entry entry) {
        List<String> levels = Stream.of(Level.values()).map(Level::name).toList();
        String text = entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        if (levels.contains(text)) {
            return Optional.of(Level.valueOf(text));
        }
        problem(
                TestCode.UNKNOWN_NAME,
                entry.value().at(),
                "`" + text + "` is not a name that `atMost` can have",
                DidYouMean.help(text, levels, "it can have " + String.join(", ", levels)));
        return Optional.empty();
    }

    private static Node without(Node.Entries entries, String key) {
        return new Node.Entries(
                entries.entries().stream().filter(e -> !e.key().equals(key)).toList(), entries.at());
    }

    private static String shown(Path folder) {
        return folder.toString().replace('\\', '/');
    }

    private void problem(TestCode code, Location at, String message, String help) {
        problems.add(Diagnostic.error(code.code(), at, message, help));
    }
}
