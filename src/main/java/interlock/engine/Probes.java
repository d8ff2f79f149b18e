package interlock.engine;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.engine.Reach.Row;
import interlock.engine.sandbox.Gauge;
import interlock.engine.sandbox.Turnstile;
import interlock.fact.Given;
import interlock.fact.World;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Records;
import interlock.vocabulary.Vocabulary;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/**
 * Asks each condition of some clauses of how many rows it is true and of how many false in a world whose derivation is
 * known. Nothing is concluded: the conditions look at the facts, the givens and all that was concluded, so they see what
 * the clauses saw at the end. Made once, it can be asked of any number of worlds.
 */
public final class Probes {
    /** The most rows looked at in one world. */
    public static final int ROWS = 5_000_000;
    /** The most rows of one condition that are kept to take samples of. */
    private static final int KEPT = 20_000;

    /** How many partial matches and facts may come to joins for each row that may be looked at. */
    private static final long LOOKS = 100;

    static final String NAME = "probe ";

    private record Planned(String policy, String clause, List<ProbeReader.Planned> conditions) {}

    private final List<Planned> clauses;
    private final Map<String, String> rules;
    private final KieBase base;
    private final Vocabulary vocabulary;
    private final Gauge gauge;

    private Probes(List<Planned> clauses, Map<String, String> rules, KieBase base, Vocabulary vocabulary, Gauge gauge) {
        this.vocabulary = vocabulary;
        this.gauge = gauge;
        this.clauses = clauses;
        this.rules = rules;
        this.base = base;
    }

    /** The conditions of every clause of some policies, made ready to be asked. */
    public static Probes of(CompiledPolicies policies, Collection<String> ids) {
        return of(policies, (policy, clause) -> ids.contains(policy));
    }

    /** The conditions of one clause alone, made ready to be asked. */
    public static Probes of(CompiledPolicies policies, String id, String name) {
        return of(policies, (policy, clause) -> policy.equals(id) && clause.equals(name));
    }

    private static Probes of(CompiledPolicies policies, BiPredicate<String, String> wanted) {
        List<Planned> clauses = new ArrayList<>();
        Map<String, String> rules = new LinkedHashMap<>();
        for (Policy policy : policies.policies().policies()) {
            for (Clause clause : policy.clauses()) {
                if (wanted.test(policy.id(), clause.name())) {
                    List<ProbeReader.Planned> conditions = ProbeReader.of(policy, clause);
                    clauses.add(new Planned(policy.id(), clause.name(), conditions));
                    for (ProbeReader.Planned planned : conditions) {
                        rules.computeIfAbsent(planned.reaching(), r -> NAME + rules.size());
                        rules.computeIfAbsent(planned.passing(), r -> NAME + rules.size());
                    }
                }
            }
        }
        return new Probes(
                List.copyOf(clauses),
                rules,
                compiled(rules, policies),
                policies.policies().vocabulary(),
                policies.budget().gauge());
    }

    // Drools 10.2: there is no other public way to give a rule base its class loader.
    @SuppressWarnings("deprecation")
    static KieBase compiled(Map<String, String> rules, CompiledPolicies policies) {
        StringBuilder drl =
                new StringBuilder(PolicyCompiler.header(policies.policies().vocabulary()));
        rules.forEach((conditions, name) -> drl.append("rule \"")
                .append(name)
                .append("\"\nwhen\n")
                .append(conditions)
                .append("\nthen\nend\n"));
        ClassLoader loader = policies.policies().vocabulary().loader();
        KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder(
                KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(new Properties(), loader));
        builder.add(
                ResourceFactory.newReaderResource(new StringReader(drl.toString()))
                        .setSourcePath("interlock/probes.drl"),
                ResourceType.DRL);
        if (builder.hasErrors()) {
            throw new IllegalStateException("conditions of a clause that compiled do not: " + builder.getErrors());
        }
        InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase(
                KieServices.get().newKieBaseConfiguration(new Properties(), loader));
        base.addPackages(builder.getKnowledgePackages());
        Turnstile.before(base);
        return base;
    }

    /** Every condition as it is before any world was looked at: asked of no row. */
    public List<ClauseReach> unasked() {
        return reach(Map.of(), 0);
    }

    /**
     * How far each clause got, sorted as the policies and their clauses are.
     *
     * @param derivation all that follows in the world
     * @param samples the most rows given of each condition, of those that passed and of those that failed; 0 counts only,
     *     which is faster
     * @throws LimitReached if there are more than {@link #ROWS} rows
     */
    public List<ClauseReach> reach(World world, Derivation derivation, int samples) {
        return reach(rows(world, derivation, samples > 0), samples);
    }

    private List<ClauseReach> reach(Map<String, Rows> found, int samples) {
        List<ClauseReach> reached = new ArrayList<>();
        for (Planned planned : clauses) {
            reached.add(new ClauseReach(
                    planned.policy(),
                    planned.clause(),
                    planned.conditions().stream()
                            .map(c -> reach(c, found, samples))
                            .toList()));
        }
        return List.copyOf(reached);
    }

    private Reach reach(ProbeReader.Planned planned, Map<String, Rows> found, int samples) {
        Rows reaching = found.getOrDefault(rules.get(planned.reaching()), Rows.NONE);
        Rows passing = found.getOrDefault(rules.get(planned.passing()), Rows.NONE);
        List<Row> failing = samples == 0 ? List.of() : reaching.without(passing);
        return new Reach(
                planned.probe(),
                reaching.count(),
                passing.count(),
                failing.stream().filter(r -> unknown(planned.probe(), r)).count(),
                passing.sample(samples),
                new Rows(reaching.count(), failing).sample(samples));
    }

    /** Whether what a row was asked for is a comparison with something that it does not know. */
    private static boolean unknown(Probe probe, Row row) {
        Condition condition = Condition.of(probe.text());
        String field = condition.field();
        String operand = condition.operand();
        if (probe.sort() != Probe.Sort.CONSTRAINT
                || field == null
                || operand == null
                || operand.equals("null")
                || row.matched().isEmpty()) {
            return false;
        }
        return value(row.matched().get(row.matched().size() - 1), field) == null;
    }

    private static @Nullable Object value(Object item, String path) {
        @Nullable Object value = item;
        for (String field : path.split("\\.", -1)) {
            value = value == null ? null : Records.value(value, field);
        }
        return value;
    }

    private Map<String, Rows> rows(World world, Derivation derivation, boolean keeping) {
        return rows(base, held(world, derivation, vocabulary), keeping ? KEPT : 0, ROWS, gauge, this::asking);
    }

    private String asking(String rule) {
        return clauses.stream()
                .filter(p -> p.conditions().stream()
                        .anyMatch(c -> rule.equals(rules.get(c.reaching())) || rule.equals(rules.get(c.passing()))))
                .map(p -> Lookout.clause(p.policy(), p.clause()))
                .findFirst()
                .orElse("");
    }

    /**
     * The rows of each rule of a rule base, by its name.
     *
     * @param keeping the most rows of a rule that are kept
     * @param most the most rows of all
     * @param gauge ends it where a budget is used up
     * @param clause how the clause is called that a rule asks for
     */
    static Map<String, Rows> rows(
            KieBase base, Set<Object> held, int keeping, long most, Gauge gauge, UnaryOperator<String> clause) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, List<Row>> kept = new HashMap<>();
        KieSession session = base.newKieSession();
        Lookout.over(session, gauge, LOOKS * most, clause);
        try {
            held.forEach(session::insert);
            // Nothing fires: a match is counted where it would be chosen.
            session.fireAllRules(match -> {
                String rule = match.getRule().getName();
                int count = counts.merge(rule, 1, Integer::sum);
                if (counts.merge("", 1, Integer::sum) > most) {
                    throw new LimitReached("the limit of " + most + " rows was reached in looking at conditions");
                }
                if (count <= keeping) {
                    kept.computeIfAbsent(rule, r -> new ArrayList<>()).add(row(match));
                }
                return false;
            });
        } finally {
            session.dispose();
        }
        counts.remove("");
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> new Rows(e.getValue(), kept.getOrDefault(e.getKey(), List.of()))));
    }

    /** Everything that there is to match, each thing once, in a fixed order. */
    static Set<Object> held(World world, Derivation derivation, Vocabulary vocabulary) {
        Set<Object> held = new LinkedHashSet<>();
        Stream.concat(world.givens().stream().map(Given::conclusion), derivation.givens().stream())
                .distinct()
                .sorted(Comparator.comparing(Object::toString))
                .forEach(held::add);
        world.facts().stream()
                .map(vocabulary::adopt)
                .sorted(Comparator.comparing(Fact::id).thenComparing(Object::toString))
                .forEach(held::add);
        derivation.steps().stream().map(Step::conclusion).forEach(held::add);
        return held;
    }

    private static Row row(Match match) {
        SortedMap<String, Object> bindings = new TreeMap<>();
        for (String name : match.getDeclarationIds()) {
            Object value = match.getDeclarationValue(name);
            if (value != null) {
                bindings.put(name, value);
            }
        }
        return new Row(
                match.getObjects().stream()
                        .filter(o -> o instanceof Fact || o instanceof Derived)
                        .toList(),
                bindings);
    }

    /** How many rows there were, and those that were kept. */
    record Rows(long count, List<Row> kept) {
        static final Rows NONE = new Rows(0, List.of());

        /** The rows kept that are not among others; none if not all of the others were kept. */
        List<Row> without(Rows others) {
            if (others.count() > others.kept().size()) {
                return List.of();
            }
            Map<List<Object>, Integer> left = new HashMap<>();
            others.kept().forEach(r -> left.merge(r.matched(), 1, Integer::sum));
            List<Row> rest = new ArrayList<>();
            for (Row row : kept) {
                if (left.merge(row.matched(), -1, Integer::sum) < 0) {
                    rest.add(row);
                }
            }
            return rest;
        }

        List<Row> sample(int most) {
            return kept.stream()
                    .sorted(Comparator.comparing((Row r) -> r.matched().stream()
                                    .map(Premise::keyOf)
                                    .toList()
                                    .toString())
                            .thenComparing(r -> r.bindings().toString()))
                    .limit(most)
                    .toList();
        }
    }
}
