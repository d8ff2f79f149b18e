package interlock.scaffold;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.diagnostic.Diagnostic;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.fact.Assertion;
import interlock.fact.Evidence;
import interlock.fact.FactBase;
import interlock.fact.Source;
import interlock.json.SourceText;
import interlock.parameter.ParameterSet;
import interlock.policytest.PolicyTest;
import interlock.policytest.PolicyTestFiles;
import interlock.policytest.PolicyTests;
import interlock.policytest.TestCase;
import interlock.policytest.TestResult;
import interlock.scenario.Worlds;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a test case of a signal that a report tells: the facts that its proofs cite, and what came of them. The case is
 * run before it is handed out; one that does not pass is refused.
 */
public final class TestScaffold {
    private static final Pattern CASES = Pattern.compile("(?m)^cases:[ \\t]*(#.*)?$");
    private static final Pattern FACTS = Pattern.compile("(?m)^\\s*-\\s.*?\\bid:\\s*([a-z0-9.-]+)");

    private final ReportedSignal signal;
    private final FactBase base;
    private final CompiledPolicies policies;
    private final ParameterSet parameters;
    private final Vocabulary vocabulary;
    private final SortedMap<String, Assertion> facts = new TreeMap<>();

    /**
     * A file of tests with the new case in it.
     *
     * @param name of the case
     */
    public record Made(String text, String name, int facts) {}

    private TestScaffold(
            ReportedSignal signal,
            FactBase base,
            CompiledPolicies policies,
            ParameterSet parameters,
            Vocabulary vocabulary) {
        this.signal = signal;
        this.base = base;
        this.policies = policies;
        this.parameters = parameters;
        this.vocabulary = vocabulary;
    }

    /**
     * The tests of the policy with a case for the signal at their end.
     *
     * @param existing the text of the tests so far, if there are any
     * @param file the file of tests, for people
     * @throws Refusal if no case that passes can be made, with the reason
     */
    public static Made of(
            ReportedSignal signal,
            FactBase base,
            CompiledPolicies policies,
            ParameterSet parameters,
            Vocabulary vocabulary,
            Optional<String> existing,
            String file) {
        return new TestScaffold(signal, base, policies, parameters, vocabulary).made(existing, file);
    }

    private Made made(Optional<String> existing, String file) {
        collect();
        String name = "as reported on " + signal.asOf() + ": " + (signal.grade() == null ? "" : signal.grade() + ", ")
                + String.join(", ", signal.names());
        String text = existing.map(t -> t.replace("\r\n", "\n")).orElse("policy: " + signal.policy() + "\n\ncases:\n");
        if (text.contains("signal " + signal.id())) {
            throw Refusal.ofUsage(
                    "`" + file + "` already has a case of the signal " + signal.id(),
                    "remove that case to make it anew");
        }
        Derivations derived = derive();
        List<String> because = because(derived);
        Optional<List<String>> failures = failures(appended(text, name, derived, because), file, name);
        if (failures.isPresent() && !because.isEmpty()) {
            because = List.of();
            failures = failures(appended(text, name, derived, because), file, name);
        }
        if (failures.isPresent()) {
            throw Refusal.answeringNo(
                    "the facts that signal " + signal.id() + " cites do not give the same signal by themselves: "
                            + failures.get()
                                    .get(0)
                                    .lines()
                                    .map(String::strip)
                                    .reduce((a, b) -> a + "; " + b)
                                    .orElse(""),
                    "facts, policies or parameters may have changed since the report; run it again");
        }
        return new Made(appended(text, name, derived, because), name, facts.size());
    }

    // ---- facts

    private void collect() {
        if (signal.facts().isEmpty()) {
            throw Refusal.answeringNo(
                    "signal " + signal.id() + " cites no fact", "a case needs facts; write it by hand");
        }
        signal.facts().forEach((id, asserted) -> facts.put(id, onFile(id, asserted)));
        SortedSet<String> parties = new TreeSet<>(signal.parties());
        for (Assertion assertion : List.copyOf(facts.values())) {
            parties.addAll(partiesOf(assertion.fact()));
        }
        for (Assertion known : base.known(signal.knownAsOf())) {
            // Who stands behind a party is worked out from its declaration.
            if (parties.contains(known.id())) {
                facts.putIfAbsent(known.id(), known);
            }
        }
    }

    private Assertion onFile(String id, LocalDate asserted) {
        if (!asserted.equals(Assertion.SINCE_EVER) && asserted.isAfter(signal.asOf())) {
            throw Refusal.answeringNo(
                    "the fact `" + id + "` was asserted on " + asserted + ", after the day " + signal.asOf()
                            + " that the report looks at",
                    "a case knows only what was known on its day; report a later day with `--as-of`");
        }
        return base.assertions().stream()
                .filter(a -> a.id().equals(id) && a.asserted().equals(asserted))
                .findFirst()
                .orElseThrow(() -> Refusal.answeringNo(
                        "the fact `" + id + "`, as asserted on " + asserted + ", is not on file",
                        "give the fact base that the report was made of with `--facts`"));
    }

    private List<String> partiesOf(Fact fact) {
        Kind kind = vocabulary.kindOf(fact);
        List<String> parties = new ArrayList<>();
        for (Field field : kind.fields()) {
            if (field.type() == Field.Type.PARTY) {
                Object value = kind.value(fact, field.name());
                if (value instanceof String party) {
                    parties.add(party);
                } else if (value instanceof List<?> list) {
                    list.forEach(p -> parties.add(p.toString()));
                }
            }
        }
        return parties;
    }

    // ---- what follows from them

    private record Derivations(Worlds worlds, Derivation floor, Derivation ceiling) {}

    private Derivations derive() {
        FactBase own = new FactBase(facts.values(), base.sources().values(), Map.of(), Optional.of(signal.asOf()));
        Worlds worlds = new Worlds(own, parameters, signal.asOf(), signal.asOf());
        return new Derivations(
                worlds,
                Engine.evaluate(worlds.floor(), policies, policies.budget().firings()),
                Engine.evaluate(worlds.ceiling(), policies, policies.budget().firings()));
    }

    private boolean isMeant(SignalKey key) {
        return key.policy().equals(signal.policy())
                && key.parties().equals(signal.parties())
                && Objects.equals(key.grade(), signal.grade());
    }

    /** The facts without which one proof of the signal falls. */
    private List<String> because(Derivations derived) {
        boolean inCeiling = derived.ceiling().signals().keySet().stream().anyMatch(this::isMeant);
        Derivation in = inCeiling ? derived.ceiling() : derived.floor();
        Optional<Step> proof = in.signals().entrySet().stream()
                .filter(e -> isMeant(e.getKey()))
                .flatMap(e -> e.getValue().stream())
                .min(Comparator.comparingInt(s -> in.factsUnder(s).size()));
        if (proof.isEmpty()) {
            return List.of();
        }
        Step step = proof.get();
        List<String> needed = new ArrayList<>();
        for (String fact : in.factsUnder(step)) {
            Set<String> dropped = Set.of(fact);
            Derivation without = Engine.evaluate(
                    inCeiling
                            ? derived.worlds().ceilingWithout(dropped)
                            : derived.worlds().floorWithout(dropped),
                    policies,
                    policies.budget().firings());
            boolean stands = without.justifying(step.conclusion()).stream()
                    .anyMatch(s -> s.policy().equals(step.policy())
                            && s.clause().equals(step.clause())
                            && s.premiseKey().equals(step.premiseKey()));
            if (!stands) {
                needed.add(fact);
            }
        }
        List<String> telling =
                needed.stream().filter(f -> !base.parties().containsKey(f)).toList();
        return telling.isEmpty() ? needed : telling;
    }

    // ---- the text

    private String appended(String text, String name, Derivations derived, List<String> because) {
        Matcher cases = CASES.matcher(text);
        if (!cases.find()) {
            throw Refusal.answeringNo(
                    "the tests of `" + signal.policy() + "` have no list of `cases` that a case can be added to",
                    "write `cases:` on a line of its own, with the cases below it");
        }
        Matcher next = Pattern.compile("(?m)^[^\\s#-]").matcher(text);
        int end = next.find(cases.end()) ? next.start() : text.length();
        Matcher item = Pattern.compile("(?m)^([ \\t]*)- ").matcher(text);
        String indent = item.find(cases.end()) && item.start() < end ? item.group(1) : "  ";
        String before = text.substring(0, end).stripTrailing() + "\n";
        boolean first = before.stripTrailing().endsWith("cases:");
        return before
                + (first ? "" : "\n")
                + caseText(name, derived, because, shared(text, cases.start()), indent)
                + (end < text.length() ? "\n" : "")
                + text.substring(end);
    }

    /** The ids of the facts that all cases share, so that this one can do without them. */
    private static List<String> shared(String text, int cases) {
        List<String> shared = new ArrayList<>();
        Matcher facts = Pattern.compile("(?m)^facts:").matcher(text);
        if (facts.find()) {
            Matcher ids = FACTS.matcher(text);
            for (int at = facts.end(); ids.find(at) && (facts.start() > cases || ids.start() < cases); at = ids.end()) {
                if (!ids.group().contains("kind: Source")) {
                    shared.add(ids.group(1));
                }
            }
        }
        return shared;
    }

    private String caseText(
            String name, Derivations derived, List<String> because, List<String> shared, String indent) {
        StringBuilder out = new StringBuilder();
        out.append(indent).append("# made of signal ").append(signal.id()).append(" of a report\n");
        out.append(indent).append("- name: ").append(FactLine.text(name)).append('\n');
        String inner = indent + "  ";
        out.append(inner).append("asOf: ").append(signal.asOf()).append('\n');
        List<String> dropped =
                shared.stream().filter(id -> !facts.containsKey(id)).distinct().toList();
        if (!dropped.isEmpty()) {
            out.append(inner).append("drop: ").append(FactLine.listed(dropped)).append('\n');
        }
        out.append(inner).append("given:\n");
        for (Source source : sources()) {
            out.append(inner)
                    .append("  - ")
                    .append(FactLine.of(source, facts.keySet()))
                    .append('\n');
        }
        for (Assertion assertion : facts.values()) {
            out.append(inner)
                    .append("  - ")
                    .append(FactLine.of(assertion, vocabulary.kindOf(assertion.fact()), facts.keySet()))
                    .append('\n');
        }
        out.append(inner).append("raises:\n");
        Map<String, String> expected = new LinkedHashMap<>();
        if (signal.grade() != null) {
            expected.put("grade", FactLine.text(signal.grade()));
        }
        expected.put("parties", FactLine.listed(signal.parties()));
        expected.put("level", signal.level());
        expected.put("severity", signal.severity().toPlainString());
        expected.put("status", signal.status());
        if (!because.isEmpty()) {
            expected.put("because", FactLine.listed(because));
        }
        out.append(inner).append("  - ").append(FactLine.group(expected)).append('\n');
        SortedSet<SignalKey> keys = new TreeSet<>();
        keys.addAll(derived.floor().signals().keySet());
        keys.addAll(derived.ceiling().signals().keySet());
        keys.stream()
                .filter(k -> k.policy().equals(signal.policy()) && !isMeant(k))
                .forEach(k -> {
                    Map<String, String> other = new LinkedHashMap<>();
                    if (k.grade() != null) {
                        other.put("grade", FactLine.text(k.grade()));
                    }
                    other.put("parties", FactLine.listed(k.parties()));
                    out.append(inner)
                            .append("  - ")
                            .append(FactLine.group(other))
                            .append('\n');
                });
        return out.toString();
    }

    private List<Source> sources() {
        SortedSet<String> ids = new TreeSet<>();
        for (Assertion assertion : facts.values()) {
            for (Evidence evidence : assertion.evidence()) {
                ids.add(evidence.source());
            }
        }
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(base.sources().get(id)).stream())
                .toList();
    }

    // ---- whether it passes

    private Optional<List<String>> failures(String text, String file, String name) {
        PolicyTestFiles.Loaded loaded =
                PolicyTestFiles.read(new SourceText(file, text), signal.policy(), policies.policies(), vocabulary);
        Optional<PolicyTest> test = loaded.tests().stream().findFirst();
        if (test.isEmpty()) {
            return Optional.of(loaded.problems().stream()
                    .map(Diagnostic::message)
                    .distinct()
                    .toList());
        }
        List<TestCase> own =
                test.get().cases().stream().filter(c -> c.name().equals(name)).toList();
        List<String> failures =
                PolicyTests.run(new PolicyTest(signal.policy(), file, own), policies, parameters).stream()
                        .filter(r -> r.subject() == TestResult.Subject.CASE)
                        .flatMap(r -> r.failures().stream())
                        .toList();
        return failures.isEmpty() ? Optional.empty() : Optional.of(failures);
    }
}
