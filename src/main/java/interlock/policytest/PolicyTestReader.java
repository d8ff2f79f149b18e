package interlock.policytest;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Fix;
import interlock.diagnostic.Location;
import interlock.diagnostic.Severity;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.Rigour;
import interlock.json.Node;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.policytest.ExpectedSignal.Standing;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Level;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import interlock.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one file of tests off its tree, checking it against its policy and the vocabulary. */
final class PolicyTestReader {
    /** The day on which a case is looked at that names none: that of the fact base that comes with Interlock. */
    static final LocalDate USUAL_DAY = LocalDate.of(2026, 1, 30);

    private static final List<String> PARTS = List.of("policy", "facts", "cases");
    private static final List<String> CASE_KEYS =
            List.of("name", "asOf", "given", "set", "drop", "raises", "silent", "nearMiss");
    private static final List<String> SIGNAL_KEYS =
            List.of("grade", "parties", "level", "severity", "status", "because", "missing");
    private static final List<String> NEAR_MISS_KEYS = List.of("set", "drop", "add", "raises", "clause", "fails", "on");
    private static final List<String> SILENT_KEYS = List.of("clause", "fails", "on", "unknown");
    private static final List<String> EDITS = List.of("set", "drop", "add");

    private final String file;
    private final String path;
    private final PolicySet policies;
    private final Vocabulary vocabulary;
    private final List<Diagnostic> problems;
    private final FactReferences references;
    private final LocalDate usualDay;
    private final List<Node> shared = new ArrayList<>();

    /** @param path the path of the file below its rule folder, without its ending */
    PolicyTestReader(String file, String path, PolicySet policies, Vocabulary vocabulary, List<Diagnostic> problems) {
        this(file, path, policies, vocabulary, problems, new FactReferences(file, problems), USUAL_DAY, List.of());
    }

    /**
     * Reads cases of one policy that stand among those of others.
     *
     * @param usualDay the day of a case that names none
     * @param shared the facts shared by all cases
     */
    PolicyTestReader(
            String file,
            String policy,
            PolicySet policies,
            Vocabulary vocabulary,
            List<Diagnostic> problems,
            FactReferences references,
            LocalDate usualDay,
            List<Node> shared) {
        this.file = file;
        this.path = policy;
        this.policies = policies;
        this.vocabulary = vocabulary;
        this.problems = problems;
        this.references = references;
        this.usualDay = usualDay;
        this.shared.addAll(shared);
    }

    /** The tests; empty if there are errors in them, which the problems then tell. */
    Optional<PolicyTest> read(Node tree) {
        if (!(tree instanceof Node.Entries top)) {
            problem(
                    TestCode.NOT_TESTS,
                    tree.nothing() ? Location.ofFile(file) : tree.at(),
                    "a file of tests is a group with `policy` and `cases`",
                    "begin with `policy: " + path + "`");
            return Optional.empty();
        }
        keys("a file of tests", top, PARTS);
        policy(top);
        Node.Entry facts = given(top, "facts");
        if (facts != null) {
            shared.addAll(references.resolved(items(facts)));
            eachOnce(shared);
        }
        List<TestCase> cases = new ArrayList<>();
        Node.Entry list = given(top, "cases");
        List<Node> nodes = list == null ? List.of() : items(list);
        if (list == null || (list.value() instanceof Node.Items && nodes.isEmpty())) {
            problem(TestCode.MISSING_KEY, top.at(), "there are no `cases`", "add at least one, with a `name`");
        }
        Map<String, Location> names = new LinkedHashMap<>();
        for (Node node : nodes) {
            testCase(node, names).ifPresent(cases::add);
        }
        boolean broken = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
        return broken ? Optional.empty() : Optional.of(new PolicyTest(path, file, cases));
    }

    private void policy(Node.Entries top) {
        Node.Entry entry = given(top, "policy");
        String named = entry == null ? null : text(entry);
        if (entry == null) {
            problem(
                    TestCode.MISSING_KEY,
                    top.at(),
                    "the tests do not say which `policy` they are of",
                    "write `policy: " + path + "`");
        } else if (named != null && !named.equals(path)) {
            problems.add(Diagnostic.error(
                            TestCode.WRONG_POLICY.code(),
                            entry.value().at(),
                            "the policy `" + named + "` is not the path of the file",
                            "write `policy: " + path + "`")
                    .withFix(Fix.replacing(entry.value().at(), path)));
        }
        if (policies.policy(path).isEmpty()) {
            List<String> ids = policies.policies().stream().map(Policy::id).toList();
            problem(
                    TestCode.NO_POLICY,
                    entry == null ? Location.ofFile(file) : entry.value().at(),
                    "there is no policy `" + path + "`",
                    DidYouMean.help(path, ids, "put the tests beside their policy, under the same name"));
        }
    }

    /** One case; empty if it is not even a group or has no name or expectation. */
    Optional<TestCase> testCase(Node node, Map<String, Location> names) {
        if (!(node instanceof Node.Entries entries)) {
            wrongType("a case", node, "a group of fields that begins with `name`");
            return Optional.empty();
        }
        keys("a case", entries, CASE_KEYS);
        Node.Entry nameEntry = given(entries, "name");
        String name = nameEntry == null ? null : text(nameEntry);
        Location at = nameEntry == null ? entries.at() : nameEntry.value().at();
        if (nameEntry == null) {
            problem(
                    TestCode.MISSING_KEY,
                    at,
                    "this case has no `name`",
                    "say in a sentence what it shows, such as `name: a loan is no stake`");
        }
        Location first = name == null ? null : names.putIfAbsent(name, at);
        if (first != null) {
            problem(
                    TestCode.CASE_TWICE,
                    at,
                    "the case `" + name + "` stands twice, first on line " + first.line(),
                    "give it another name");
        }
        LocalDate asOf = date(entries);
        List<Node> own = references.resolved(list(entries, "given"));
        eachOnce(own);
        Set<String> dropped = dropped(entries, "drop", ids(shared), "the facts shared by all cases have no");
        Set<String> had = new LinkedHashSet<>(ids(shared));
        had.addAll(ids(own));
        List<Node> facts = set(entries, replaced(shared, own), had);
        CaseFacts read = read(facts, dropped, asOf);
        Expectation expectation = expectation(entries, at, facts, dropped, read, asOf);
        return name == null || expectation == null
                ? Optional.empty()
                : Optional.of(new TestCase(name, at, asOf, read.base(), expectation));
    }

    /**
     * The facts of a case.
     *
     * @param whole whether all of them could be read, so that what is not among them is not there
     */
    private record CaseFacts(FactBase base, boolean whole) {}

    private @Nullable Expectation expectation(
            Node.Entries entries, Location at, List<Node> facts, Set<String> dropped, CaseFacts read, LocalDate asOf) {
        List<Node.Entry> given = Stream.of("raises", "silent", "nearMiss")
                .flatMap(k -> Stream.ofNullable(given(entries, k)))
                .toList();
        if (given.size() != 1) {
            problem(
                    TestCode.SEVERAL_EXPECTATIONS,
                    given.size() > 1 ? given.get(1).keyAt() : at,
                    given.isEmpty()
                            ? "this case expects nothing"
                            : "this case expects `" + given.get(1).key() + "` beside `"
                                    + given.get(0).key() + "`",
                    "give one of `raises`, `silent: true` and `nearMiss`");
            return null;
        }
        Node.Entry entry = given.get(0);
        return switch (entry.key()) {
            case "raises" -> {
                List<ExpectedSignal> signals = signals(entry, read);
                if (signals.isEmpty() && entry.value() instanceof Node.Items) {
                    problem(
                            TestCode.SEVERAL_EXPECTATIONS,
                            entry.value().at(),
                            "this case raises nothing",
                            "write `silent: true`");
                }
                yield new Expectation.Raises(signals);
            }
            case "silent" -> silent(entry, read);
            default -> nearMiss(entry, facts, dropped, read, asOf);
        };
    }

    private @Nullable Expectation silent(Node.Entry entry, CaseFacts read) {
        if (entry.value() instanceof Node.Entries reason) {
            keys("silent", reason, SILENT_KEYS);
            Node.Entry unknown = given(reason, "unknown");
            return new Expectation.Silent(
                    unknown != null && given(reason, "fails") == null && given(reason, "clause") == null
                            ? Optional.empty()
                            : stop(reason, read),
                    unknown == null ? Optional.empty() : Optional.of(lack(unknown)));
        }
        String text = entry.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        if (!text.equals("true")) {
            wrongType(entry, "write `silent: true`, or `silent: {fails: …}` with the condition that fails");
            return null;
        }
        return new Expectation.Silent(Optional.empty(), Optional.empty());
    }

    private Lack lack(Node.Entry entry) {
        return new Lack(
                texts(entry).stream().map(Node.Scalar::text).toList(),
                entry.value().at());
    }

    /** Where a clause is to stop; that there is such a condition is seen when the case is run. */
    private Optional<Stop> stop(Node.Entries entries, CaseFacts read) {
        Node.Entry failsEntry = given(entries, "fails");
        Node.Entry clauseEntry = given(entries, "clause");
        Node.Entry onEntry = given(entries, "on");
        if (failsEntry == null) {
            if (clauseEntry != null || onEntry != null || entries.entries().isEmpty()) {
                problem(
                        TestCode.MISSING_KEY,
                        entries.at(),
                        "the condition at which the clause stops is not given",
                        "write `fails:` and the condition as it stands in the policy");
            }
            return Optional.empty();
        }
        List<String> clauses = policies.policy(path).stream()
                .flatMap(p -> p.clauses().stream())
                .map(Clause::name)
                .toList();
        String clause = name(entries, "clause", clauses);
        if (clauseEntry == null && clauses.size() > 1) {
            problem(
                    TestCode.MISSING_KEY,
                    failsEntry.keyAt(),
                    "the policy has several clauses, so `fails` is not clear",
                    "write `clause:` and the name of the one that stops there");
        } else if (clauseEntry == null && clauses.size() == 1) {
            clause = clauses.get(0);
        }
        String fails = text(failsEntry);
        List<String> on = new ArrayList<>();
        List<String> facts =
                read.base().assertions().stream().map(Assertion::id).toList();
        for (Node.Scalar fact : onEntry == null ? List.<Node.Scalar>of() : texts(onEntry)) {
            on.add(fact.text());
            if (read.whole() && !facts.contains(fact.text())) {
                unknownFact(fact.text(), fact.at(), facts, "the case has no");
            }
        }
        return clause == null || fails == null
                ? Optional.empty()
                : Optional.of(new Stop(clause, fails, on, failsEntry.value().at()));
    }

    private @Nullable Expectation nearMiss(
            Node.Entry entry, List<Node> facts, Set<String> dropped, CaseFacts before, LocalDate asOf) {
        if (!(entry.value() instanceof Node.Entries edit)) {
            wrongType(entry, "write the edit that makes the policy raise, such as {set: {contract: {amount: 1bn}}}");
            return null;
        }
        keys("nearMiss", edit, NEAR_MISS_KEYS);
        if (EDITS.stream().allMatch(k -> given(edit, k) == null)) {
            problem(
                    TestCode.NO_EDIT,
                    entry.keyAt(),
                    "this near miss makes no edit",
                    "give `set`, `drop` or `add`, after which the policy raises");
        }
        List<Node> added = references.resolved(list(edit, "add"));
        eachOnce(added);
        Set<String> had = new LinkedHashSet<>(ids(facts));
        had.removeAll(dropped);
        Set<String> gone = dropped(edit, "drop", had, "the case has no");
        gone.addAll(dropped);
        gone.removeAll(ids(added));
        CaseFacts edited = read(set(edit, replaced(facts, added), had), gone, asOf);
        Node.Entry raises = given(edit, "raises");
        return new Expectation.NearMiss(
                edited.base(), raises == null ? List.of() : signals(raises, edited), stop(edit, before));
    }

    /** The facts with some of their fields set to other values. */
    private List<Node> set(Node.Entries edit, List<Node> facts, Set<String> had) {
        Node.Entry entry = given(edit, "set");
        if (entry == null) {
            return facts;
        }
        if (!(entry.value() instanceof Node.Entries changes)) {
            wrongType(entry, "write {fact: {field: value}}");
            return facts;
        }
        List<Node> changed = new ArrayList<>(facts);
        for (Node.Entry change : changes.entries()) {
            if (!had.contains(change.key())) {
                unknownFact(change.key(), change.keyAt(), had, "the case has no");
            } else if (!(change.value() instanceof Node.Entries fields)) {
                wrongType(change, "write {field: value}");
            } else {
                changed.replaceAll(
                        f -> change.key().equals(id(f)) && f instanceof Node.Entries fact ? changed(fact, fields) : f);
            }
        }
        return changed;
    }

    private static Node changed(Node.Entries fact, Node.Entries fields) {
        List<Node.Entry> entries = new ArrayList<>(fact.entries());
        for (Node.Entry field : fields.entries()) {
            entries.removeIf(e -> e.key().equals(field.key()));
            entries.add(field);
        }
        return new Node.Entries(entries, fact.at());
    }

    private FactFiles.Examples examples(List<Node> facts) {
        FactBase nothing = new FactBase(List.of(), List.of(), Map.of(), Optional.empty());
        return FactFiles.read(new Node.Items(facts, Location.ofFile(file)), nothing, vocabulary, Rigour.EXAMPLE);
    }

    private CaseFacts read(List<Node> facts, Set<String> dropped, LocalDate asOf) {
        FactFiles.Examples examples = examples(facts);
        List<Diagnostic> told = new ArrayList<>(examples.diagnostics());
        if (!dropped.isEmpty()) {
            // What is dropped must be readable, but it cannot be in the way of what takes its place.
            List<Diagnostic> doubts = examples(
                            facts.stream().filter(f -> !dropped.contains(id(f))).toList())
                    .diagnostics();
            told.removeIf(d -> d.severity() != Severity.ERROR && !doubts.contains(d));
        }
        told.stream().map(references::shown).filter(d -> !problems.contains(d)).forEach(problems::add);
        List<Assertion> kept = examples.assertions().stream()
                .filter(a -> !dropped.contains(a.id()))
                .toList();
        boolean whole = told.stream().noneMatch(d -> d.severity() == Severity.ERROR);
        return new CaseFacts(new FactBase(kept, examples.sources(), Map.of(), Optional.of(asOf)), whole);
    }

    // ---- signals

    private List<ExpectedSignal> signals(Node.Entry entry, CaseFacts read) {
        List<Node> nodes = entry.value() instanceof Node.Entries one ? List.of(one) : items(entry);
        SortedSet<String> parties = parties(read.base());
        List<ExpectedSignal> signals = new ArrayList<>();
        for (Node node : nodes) {
            if (node instanceof Node.Entries signal) {
                signals.add(signal(signal, read, parties));
            } else {
                wrongType("a signal", node, "write {parties: [amazon]}");
            }
        }
        return signals;
    }

    private ExpectedSignal signal(Node.Entries entries, CaseFacts read, SortedSet<String> known) {
        keys("a signal", entries, SIGNAL_KEYS);
        List<String> parties = new ArrayList<>();
        Node.Entry partiesEntry = given(entries, "parties");
        if (partiesEntry == null) {
            problem(
                    TestCode.MISSING_KEY,
                    entries.at(),
                    "this signal has no `parties`",
                    "list their ids in the order in which the policy names them");
        } else {
            for (Node.Scalar party : texts(partiesEntry)) {
                parties.add(party.text());
                if (read.whole() && !known.contains(party.text())) {
                    problem(
                            TestCode.UNKNOWN_PARTY,
                            party.at(),
                            "no fact of the case names the party `" + party.text() + "`",
                            DidYouMean.help(party.text(), known, "give the id of a party of the case"));
                }
            }
        }
        List<String> because = new ArrayList<>();
        Node.Entry becauseEntry = given(entries, "because");
        List<String> facts =
                read.base().assertions().stream().map(Assertion::id).toList();
        for (Node.Scalar fact : becauseEntry == null ? List.<Node.Scalar>of() : texts(becauseEntry)) {
            because.add(fact.text());
            if (read.whole() && !facts.contains(fact.text())) {
                unknownFact(fact.text(), fact.at(), facts, "the case has no");
            }
        }
        String level = name(
                entries, "level", Stream.of(Level.values()).map(Level::name).toList());
        String standing = name(
                entries,
                "status",
                Stream.of(Standing.values()).map(Standing::name).toList());
        Node.Entry missing = given(entries, "missing");
        return new ExpectedSignal(
                grade(entries),
                parties,
                level == null ? null : Level.valueOf(level),
                severity(entries),
                standing == null ? null : Standing.valueOf(standing),
                because,
                missing == null ? null : lack(missing),
                entries.at());
    }

    private @Nullable String grade(Node.Entries entries) {
        List<String> grades = policies.policy(path).stream()
                .flatMap(p -> p.clauses().stream())
                .flatMap(c -> Stream.ofNullable(c.grade()))
                .distinct()
                .sorted()
                .toList();
        Node.Entry entry = given(entries, "grade");
        if (entry != null && grades.isEmpty() && policies.policy(path).isPresent()) {
            problem(TestCode.UNKNOWN_NAME, entry.keyAt(), "the policy has no grades", "leave out `grade`");
            return null;
        }
        return name(entries, "grade", grades);
    }

    private @Nullable Range severity(Node.Entries entries) {
        Node.Entry entry = given(entries, "severity");
        if (entry == null) {
            return null;
        }
        if (!(entry.value() instanceof Node.Entries range)) {
            BigDecimal number = number(entry);
            return number == null ? null : new Range(number, number);
        }
        keys("severity", range, List.of("low", "high"));
        Node.Entry low = given(range, "low");
        Node.Entry high = given(range, "high");
        return new Range(low == null ? null : number(low), high == null ? null : number(high));
    }

    /** Every id that a fact gives as a party. */
    private SortedSet<String> parties(FactBase base) {
        SortedSet<String> parties = new TreeSet<>(base.parties().keySet());
        for (Assertion a : base.assertions()) {
            Kind kind = vocabulary.kindOf(a.fact());
            for (Field field : kind.fields()) {
                if (field.type() == Field.Type.PARTY) {
                    Object value = kind.value(a.fact(), field.name());
                    if (value instanceof Collection<?> several) {
                        several.forEach(v -> parties.add(v.toString()));
                    } else if (value != null) {
                        parties.add(value.toString());
                    }
                }
            }
        }
        return parties;
    }

    // ---- facts by id

    private static @Nullable String id(Node fact) {
        return fact instanceof Node.Entries entries
                        && entries.entry("id").map(Node.Entry::value).orElse(null) instanceof Node.Scalar id
                ? id.text()
                : null;
    }

    private static Set<String> ids(List<Node> facts) {
        Set<String> ids = new LinkedHashSet<>();
        facts.forEach(f -> Stream.ofNullable(id(f)).forEach(ids::add));
        return ids;
    }

    private static List<Node> replaced(List<Node> facts, List<Node> by) {
        Set<String> ids = ids(by);
        List<Node> all = new ArrayList<>(
                facts.stream().filter(f -> !ids.contains(String.valueOf(id(f)))).toList());
        all.addAll(by);
        return all;
    }

    /** Tells of facts that stand twice for one day: what a case would replace must be clear. */
    private void eachOnce(List<Node> facts) {
        Map<String, Location> seen = new LinkedHashMap<>();
        for (Node fact : facts) {
            String id = id(fact);
            if (id != null && fact instanceof Node.Entries entries) {
                String day = entries.entry("asserted")
                        .map(e -> e.value() instanceof Node.Scalar s ? s.text() : "")
                        .orElse("");
                Location at = entries.entry("id").map(e -> e.value().at()).orElse(entries.at());
                Location first = seen.putIfAbsent(id + " " + day, at);
                if (first != null) {
                    problem(
                            TestCode.FACT_TWICE,
                            at,
                            "the fact `" + id + "` stands twice in this list, first on line " + first.line(),
                            "give it another id, or tell the two apart by `asserted`");
                }
            }
        }
    }

    private Set<String> dropped(Node.Entries entries, String key, Collection<String> known, String message) {
        Set<String> dropped = new LinkedHashSet<>();
        Node.Entry entry = given(entries, key);
        for (Node.Scalar fact : entry == null ? List.<Node.Scalar>of() : texts(entry)) {
            dropped.add(fact.text());
            if (!known.contains(fact.text())) {
                unknownFact(fact.text(), fact.at(), known, message);
            }
        }
        return dropped;
    }

    private void unknownFact(String id, Location at, Collection<String> known, String message) {
        problem(
                TestCode.UNKNOWN_FACT,
                at,
                message + " fact `" + id + "`",
                DidYouMean.help(id, known, "give the id of one of its facts"));
    }

    // ---- values

    private static Node.@Nullable Entry given(Node.Entries entries, String key) {
        Node.Entry entry = entries.entry(key).orElse(null);
        return entry == null || entry.value().nothing() ? null : entry;
    }

    private void keys(String what, Node.Entries entries, List<String> known) {
        for (Node.Entry entry : entries.entries()) {
            if (!known.contains(entry.key())) {
                problem(
                        TestCode.UNKNOWN_KEY,
                        entry.keyAt(),
                        (what.contains(" ") ? what : "`" + what + "`") + " has no part `" + entry.key() + "`",
                        DidYouMean.help(entry.key(), known, "its parts are " + String.join(", ", known)));
            }
        }
    }

    private List<Node> list(Node.Entries entries, String key) {
        Node.Entry entry = given(entries, key);
        return entry == null ? List.of() : items(entry);
    }

    private List<Node> items(Node.Entry entry) {
        if (entry.value() instanceof Node.Items items) {
            return items.items();
        }
        wrongType(entry, "write a list, each item with `- ` before it");
        return List.of();
    }

    private List<Node.Scalar> texts(Node.Entry entry) {
        List<Node.Scalar> texts = new ArrayList<>();
        if (entry.value() instanceof Node.Scalar one) {
            wrongType(entry, "write [" + one.text() + "]");
            return texts;
        }
        for (Node item : items(entry)) {
            if (item instanceof Node.Scalar text && !text.nothing()) {
                texts.add(text);
            } else {
                wrongType("`" + entry.key() + "`", item, "list ids");
            }
        }
        return texts;
    }

    private @Nullable String text(Node.Entry entry) {
        if (entry.value() instanceof Node.Scalar text) {
            return text.text();
        }
        wrongType(entry, "write it as text");
        return null;
    }

    private @Nullable String name(Node.Entries entries, String key, List<String> names) {
        Node.Entry entry = given(entries, key);
        String text = entry == null ? null : text(entry);
        if (entry == null || text == null || names.contains(text)) {
            return text;
        }
        problem(
                TestCode.UNKNOWN_NAME,
                entry.value().at(),
                "`" + text + "` is not a name that `" + key + "` can have",
                DidYouMean.help(text, names, "it can have " + String.join(", ", names)));
        return null;
    }

    private @Nullable BigDecimal number(Node.Entry entry) {
        Optional<BigDecimal> number = entry.value() instanceof Node.Scalar scalar && scalar.form() != Node.Form.QUOTED
                ? Numbers.written(scalar.text())
                : Optional.empty();
        if (number.isEmpty()) {
            wrongType(entry, "write a number of points from 0 to 100, such as 79.8, or {low: 50, high: 80}");
        }
        return number.orElse(null);
    }

    private LocalDate date(Node.Entries entries) {
        Node.Entry entry = given(entries, "asOf");
        if (entry == null) {
            return usualDay;
        }
        try {
            return LocalDate.parse(entry.value() instanceof Node.Scalar text ? text.text() : "");
        } catch (DateTimeException e) {
            wrongType(entry, "write a date as yyyy-mm-dd, such as 2026-01-30");
            return usualDay;
        }
    }

    private void wrongType(Node.Entry entry, String help) {
        wrongType("`" + entry.key() + "`", entry.value(), help);
    }

    private void wrongType(String what, Node node, String help) {
        String found =
                node instanceof Node.Scalar scalar && !scalar.nothing() ? "`" + scalar.text() + "`" : node.words();
        problem(TestCode.WRONG_TYPE, node.at(), what + " cannot be " + found, help);
    }

    private void problem(TestCode code, Location at, String message, @Nullable String help) {
        problems.add(Diagnostic.error(code.code(), at, message, help));
    }
}
