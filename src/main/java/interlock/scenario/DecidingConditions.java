package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.ClauseReach;
import interlock.engine.CompiledPolicies;
import interlock.engine.Probes;
import interlock.engine.Reach;
import interlock.engine.Reach.Row;
import interlock.fact.World;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Records;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the condition that decides between two worlds, in the first of which a signal is raised: the lowest step under
 * the signal that only the first world has, and the condition of its clause that the second world does not meet.
 */
final class DecidingConditions {
    private static final int SAMPLES = 1_000;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final Pattern PARAMETER = Pattern.compile("Parameter\\s*\\(([^)]*)\\)");
    private static final Pattern ID = Pattern.compile("id\\s*==\\s*\"([^\"]+)\"");

    private final CompiledPolicies policies;
    private final Map<String, Probes> probes = new HashMap<>();

    DecidingConditions(CompiledPolicies policies) {
        this.policies = policies;
    }

    /** Empty if no condition can be named. */
    Optional<Threshold> between(SignalKey key, Derivation with, World without, Derivation after) {
        Set<String> left = after.steps().stream().map(DecidingConditions::bare).collect(Collectors.toSet());
        Set<String> held = after.steps().stream().map(s -> bare(s.conclusion())).collect(Collectors.toSet());
        return under(key, with).stream()
                .filter(s -> !left.contains(bare(s)))
                .filter(s -> s.premises().stream()
                        .map(Premise::item)
                        .filter(Derived.class::isInstance)
                        .map(Derived.class::cast)
                        .allMatch(d -> with.given(d) || held.contains(bare(d))))
                .sorted()
                .flatMap(s -> failing(s, without, after).stream())
                .findFirst();
    }

    private static List<Step> under(SignalKey key, Derivation derivation) {
        List<Step> under = new ArrayList<>();
        Set<Derived> seen = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>(derivation.signals().getOrDefault(key, List.of()));
        while (!open.isEmpty()) {
            Step step = open.pop();
            under.add(step);
            for (Premise p : step.premises()) {
                if (p.item() instanceof Derived derived && seen.add(derived)) {
                    derivation.justifying(derived).forEach(open::push);
                }
            }
        }
        return under;
    }

    /** What a step is, whatever its figures. */
    private static String bare(Step step) {
        return step.policy() + "\n" + step.clause() + "\n" + bare(step.conclusion()) + "\n"
                + step.premises().stream()
                        .map(p -> p.item() instanceof Derived d ? bare(d) : p.key())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String bare(Derived conclusion) {
        StringBuilder bare = new StringBuilder(conclusion.getClass().getSimpleName());
        for (String component : Records.components(conclusion.getClass())) {
            Object value = Records.value(conclusion, component);
            bare.append(' ').append(value instanceof BigDecimal ? "#" : value);
        }
        return bare.toString();
    }

    private Optional<Threshold> failing(Step lost, World world, Derivation derivation) {
        ClauseReach reach = probes.computeIfAbsent(
                        lost.policy() + "\n" + lost.clause(), k -> Probes.of(policies, lost.policy(), lost.clause()))
                .reach(world, derivation, SAMPLES)
                .get(0);
        for (Reach condition : reach.conditions()) {
            if (!condition.probe().inner() && condition.passing().stream().noneMatch(r -> fits(r, lost))) {
                Optional<Row> row =
                        condition.failing().stream().filter(r -> fits(r, lost)).findFirst();
                if (row.isPresent()) {
                    return Optional.of(new Threshold(
                            lost.policy(),
                            lost.clause(),
                            condition.probe().text(),
                            condition.probe().at().file(),
                            condition.probe().at().line(),
                            parameters(lost, condition, row.get())));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a row may have led to a step: the same names are bound, and the facts are among what the step rests on. */
    private static boolean fits(Row row, Step step) {
        SortedMap<String, Object> bound = step.bindings();
        return row.bindings().entrySet().stream()
                        .filter(e -> e.getValue() instanceof String || e.getValue() instanceof Enum<?>)
                        .allMatch(e -> e.getValue().equals(bound.getOrDefault(e.getKey(), e.getValue())))
                && row.matched().stream()
                        .filter(Fact.class::isInstance)
                        .allMatch(f ->
                                step.premises().stream().anyMatch(p -> p.key().equals(Premise.keyOf(f))));
    }

    private List<String> parameters(Step lost, Reach condition, Row row) {
        TreeSet<String> ids = new TreeSet<>();
        if (condition.probe().kind().equals("Parameter")
                && !row.matched().isEmpty()
                && row.matched().get(row.matched().size() - 1) instanceof Derived.Parameter asked) {
            ids.add(asked.id());
        }
        Set<String> named = VARIABLE.matcher(condition.probe().text())
                .results()
                .map(r -> r.group())
                .collect(Collectors.toSet());
        Matcher pattern = PARAMETER.matcher(text(lost));
        while (pattern.find()) {
            Matcher id = ID.matcher(pattern.group(1));
            if (id.find() && VARIABLE.matcher(pattern.group(1)).results().anyMatch(r -> named.contains(r.group()))) {
                ids.add(id.group(1));
            }
        }
        return List.copyOf(ids);
    }

    /** The text of a clause up to what it concludes. */
    private String text(Step step) {
        Policy policy = policies.policies().policy(step.policy()).orElseThrow();
        Clause clause = policy.clause(step.clause()).orElseThrow();
        String[] lines = policy.source().split("\n", -1);
        StringBuilder text = new StringBuilder();
        for (int i = clause.line() - 1; i < lines.length && !lines[i].strip().equals("then"); i++) {
            text.append(lines[i]).append('\n');
        }
        return text.toString();
    }
}
