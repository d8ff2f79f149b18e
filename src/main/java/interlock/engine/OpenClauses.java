package interlock.engine;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.OpenClause.Unknown;
import interlock.engine.Skeleton.Constant;
import interlock.engine.Skeleton.Head;
import interlock.engine.Skeleton.Term;
import interlock.engine.Skeleton.Variable;
import interlock.engine.TolerantClause.Dated;
import interlock.engine.TolerantClause.Gap;
import interlock.engine.TolerantClause.Watched;
import interlock.engine.sandbox.Gauge;
import interlock.engine.sandbox.Turnstile;
import interlock.fact.Given;
import interlock.fact.World;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.EventType;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import interlock.vocabulary.Vocabulary;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
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
 * Finds what can neither be said to hold nor to fail: the ways of matching a clause of which no condition is false and some
 * are unknown, since a figure is not disclosed, a parameter has no value for the day, or the day of an event is not told. Made
 * once, it can be asked of any number of worlds.
 */
// INVARIANT(three values): a clause holds for some parties if all of its conditions are true; it fails if one is false
// in
// every way of matching them; otherwise it is open. What stands below a not, an exists or an accumulate is true or
// false, and a
// conclusion is there or not: of these nothing is said.
public final class OpenClauses {
    /** The most ways of matching looked at in one world. */
    public static final int MATCHES = 500_000;
    /** The most open ways of matching that are kept of one clause. */
    private static final int KEPT = 5_000;
    /** More stand-ins than this for one pattern are not made. */
    private static final int STAND_INS = 2_000;

    private static final String NAME = "open ";
    private static final String GAP = "gap ";
    private static final String ATTRIBUTE = "attribute";
    private static final String DOLLAR = "USD";

    private record Tolerant(
            String policy, @Nullable String grade, String clause, List<Term> parties, TolerantClause text) {}

    private final List<Tolerant> clauses;
    private final Map<Integer, Gap> gaps;
    private final Set<Dated> dated;
    private final @Nullable KieBase base;
    private final Vocabulary vocabulary;
    private final ParameterSet parameters;
    private final Gauge gauge;

    private OpenClauses(
            List<Tolerant> clauses,
            Map<Integer, Gap> gaps,
            Set<Dated> dated,
            @Nullable KieBase base,
            Vocabulary vocabulary,
            ParameterSet parameters,
            Gauge gauge) {
        this.gauge = gauge;
        this.clauses = clauses;
        this.gaps = gaps;
        this.dated = dated;
        this.base = base;
        this.vocabulary = vocabulary;
        this.parameters = parameters;
    }

    /**
     * The clauses of policies that raise signals, made ready to be asked; those of which nothing can be unknown left out.
     *
     * @param asOf the day of the worlds that will be looked at
     */
    public static OpenClauses of(CompiledPolicies policies, ParameterSet parameters, LocalDate asOf) {
        Shelf shelf = new Shelf(policies.policies().vocabulary());
        Map<String, Skeleton> skeletons = new HashMap<>();
        List<Skeleton> bones = policies.skeletons();
        for (int i = 0; i < bones.size(); i++) {
            skeletons.put(policies.shapes().get(i).ruleName(), bones.get(i));
        }
        List<Tolerant> clauses = new ArrayList<>();
        Map<Integer, Gap> gaps = new TreeMap<>();
        Set<Dated> dated = new LinkedHashSet<>();
        int patterns = 0;
        for (Policy policy : policies.policies().policies()) {
            for (Clause clause : policy.clauses()) {
                @Nullable Skeleton skeleton = skeletons.get(policy.id() + ": " + clause.name());
                Optional<Head> raised = skeleton == null
                        ? Optional.empty()
                        : skeleton.heads().stream()
                                .filter(h -> h.kind().equals("Signal"))
                                .findFirst();
                if (raised.isPresent()) {
                    TolerantClause text = TolerantClause.of(shelf, policy, clause, patterns);
                    patterns += text.patterns();
                    if (text.open(id -> parameters.event(id).isEmpty()
                            && parameters.inForce(id, asOf).isPresent())) {
                        clauses.add(new Tolerant(
                                policy.id(),
                                clause.grade(),
                                clause.name(),
                                raised.get().values(),
                                text));
                        text.gaps().forEach(g -> gaps.put(g.number(), g));
                        dated.addAll(text.dated());
                    }
                }
            }
        }
        return new OpenClauses(
                List.copyOf(clauses),
                gaps,
                dated,
                clauses.isEmpty() ? null : compiled(clauses, gaps, policies),
                policies.policies().vocabulary(),
                parameters,
                policies.budget().gauge());
    }

    // Drools 10.2: there is no other public way to give a rule base its class loader.
    @SuppressWarnings("deprecation")
    private static KieBase compiled(List<Tolerant> clauses, Map<Integer, Gap> gaps, CompiledPolicies policies) {
        StringBuilder drl =
                new StringBuilder(PolicyCompiler.header(policies.policies().vocabulary()));
        for (int i = 0; i < clauses.size(); i++) {
            rule(drl, NAME + i, clauses.get(i).text().conditions());
        }
        gaps.forEach((number, gap) -> rule(drl, GAP + number, gap.missing()));
        ClassLoader loader = ((InternalKnowledgeBase) policies.base()).getRootClassLoader();
        KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder(
                KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(new Properties(), loader));
        builder.add(
                ResourceFactory.newReaderResource(new StringReader(drl.toString()))
                        .setSourcePath("interlock/open.drl"),
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

    private static void rule(StringBuilder drl, String name, String conditions) {
        drl.append("rule \"")
                .append(name)
                .append("\"\nwhen\n")
                .append(conditions)
                .append("\nthen\nend\n");
    }

    /**
     * The open ways of matching, each once, sorted; of those that would raise one signal the ones that lack the least.
     *
     * @param derivation all that follows in the world
     * @param days the day of an event of a fact; empty if it is not on file
     * @throws LimitReached if there are more than {@link #MATCHES} ways of matching to look at
     */
    public List<OpenClause> in(
            World world, Derivation derivation, BiFunction<String, EventType, Optional<LocalDate>> days) {
        if (base == null) {
            return List.of();
        }
        Map<String, List<OpenClause>> found = new TreeMap<>();
        Set<String> stoodIn = new HashSet<>();
        int[] matches = {0};
        Function<Derived, List<Fact>> grounds = given -> world.facts().stream()
                .filter(f -> derivation.grounds(given).contains(f.id()))
                .toList();
        KieSession session = base.newKieSession();
        Lookout.over(session, gauge, this::asking);
        try {
            held(world, derivation, days).forEach(session::insert);
            boolean more = true;
            while (more) {
                List<Fact> standIns = new ArrayList<>();
                // Nothing fires: a match is looked at where it would be chosen.
                session.fireAllRules(match -> {
                    if (++matches[0] > MATCHES) {
                        throw new LimitReached("the limit of " + MATCHES
                                + " ways of matching was reached in looking for" + " what is unknown");
                    }
                    String rule = match.getRule().getName();
                    if (rule.startsWith(GAP)) {
                        standIn(Integer.parseInt(rule.substring(GAP.length())), match, stoodIn)
                                .ifPresent(standIns::add);
                    } else {
                        open(clauses.get(Integer.parseInt(rule.substring(NAME.length()))), match, grounds)
                                .ifPresent(o -> keep(o, found));
                    }
                    return false;
                });
                standIns.forEach(session::insert);
                more = !standIns.isEmpty();
            }
        } finally {
            session.dispose();
        }
        List<OpenClause> open = new ArrayList<>();
        found.values().forEach(of -> open.addAll(least(of)));
        return List.copyOf(open);
    }

    private String asking(String rule) {
        if (!rule.startsWith(NAME)) {
            return "";
        }
        Tolerant clause = clauses.get(Integer.parseInt(rule.substring(NAME.length())));
        return Lookout.clause(clause.policy(), clause.clause());
    }

    private static void keep(OpenClause open, Map<String, List<OpenClause>> found) {
        List<OpenClause> of = found.computeIfAbsent(open.signal() + "\n" + open.clause(), k -> new ArrayList<>());
        if (of.size() < KEPT) {
            of.add(open);
        }
    }

    private static List<OpenClause> least(List<OpenClause> of) {
        int least = of.stream().mapToInt(o -> o.unknown().size()).min().orElse(0);
        return of.stream()
                .filter(o -> o.unknown().size() == least)
                .distinct()
                .sorted(Comparator.comparing((OpenClause o) -> o.unknown().toString())
                        .thenComparing(o -> o.facts().toString()))
                .toList();
    }

    private Optional<OpenClause> open(Tolerant clause, Match match, Function<Derived, List<Fact>> grounds) {
        Set<Unknown> unknown = new TreeSet<>();
        Set<String> bound = new HashSet<>(match.getDeclarationIds());
        for (Watched w : clause.text().watched()) {
            Object item = bound.contains(w.variable()) ? match.getDeclarationValue(w.variable()) : null;
            boolean undated = item instanceof Derived.Applicable a && a.date() == null;
            if (item != null && (undated || (value(item, w.path()) == null && !interval(item)))) {
                unknown.addAll(unknown(item, w, grounds));
            }
        }
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        List<String> parties = new ArrayList<>();
        for (Term term : clause.parties()) {
            @Nullable Object party = value(term, match, bound);
            if (party == null) {
                return Optional.empty();
            }
            parties.add(party.toString());
        }
        SortedSet<String> facts = new TreeSet<>();
        for (String variable : clause.text().bound()) {
            if (bound.contains(variable)
                    && match.getDeclarationValue(variable) instanceof Fact fact
                    && !standsIn(fact)) {
                facts.add(fact.id());
            }
        }
        return Optional.of(new OpenClause(
                new SignalKey(clause.policy(), clause.grade(), parties), clause.clause(), facts, List.copyOf(unknown)));
    }

    /** Whether it is a threshold that is an interval, and so no single value. */
    private static boolean interval(Object item) {
        return (item instanceof Derived.Parameter p && (p.low() != null || p.high() != null))
                || (item instanceof Derived.Applicable a && (a.low() != null || a.high() != null));
    }

    private static boolean standsIn(Fact fact) {
        return fact.id().startsWith(TolerantClause.STAND_IN);
    }

    private static @Nullable Object value(Term term, Match match, Set<String> bound) {
        if (term instanceof Constant constant) {
            return constant.value();
        }
        if (!(term instanceof Variable variable)) {
            return null;
        }
        int dot = variable.name().indexOf('.');
        String name = dot < 0 ? variable.name() : variable.name().substring(0, dot);
        Object value = bound.contains(name) ? match.getDeclarationValue(name) : null;
        return value == null || dot < 0 ? value : value(value, variable.name().substring(dot + 1));
    }

    private static @Nullable Object value(Object item, String path) {
        @Nullable Object value = item;
        for (String field : path.split("\\.", -1)) {
            value = value == null ? null : Records.value(value, field);
        }
        return value;
    }

    /** What nobody tells of an item; of what is derived, what nobody tells of the facts that it was derived from. */
    private static List<Unknown> unknown(Object item, Watched watched, Function<Derived, List<Fact>> grounds) {
        List<Unknown> under = item instanceof Derived given
                ? Deriving.unknown(given, watched.path(), grounds.apply(given))
                : List.of();
        return under.isEmpty() ? List.of(unknown(item, watched)) : under;
    }

    private static Unknown unknown(Object item, Watched watched) {
        String field = watched.path().replaceAll("\\..*", "");
        if (item instanceof Fact fact) {
            SortedMap<String, String> about = new TreeMap<>();
            if (standsIn(fact)) {
                for (Field f : Kind.of(fact).fields()) {
                    Object value = Kind.of(fact).value(fact, f.name());
                    if (!f.name().equals("id")
                            && f.type() != Field.Type.TRUTH
                            && value != null
                            && !f.list()
                            && !(value instanceof Range)) {
                        about.put(
                                f.name(),
                                f.type() == Field.Type.NAME
                                        ? value.toString()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' ')
                                        : value.toString());
                    }
                }
            }
            return new Unknown(watched.kind(), standsIn(fact) ? null : fact.id(), null, field, about);
        }
        if (item instanceof Derived.Parameter p) {
            return new Unknown(watched.kind(), null, p.id(), field, new TreeMap<>());
        }
        if (item instanceof Derived.Applicable a) {
            return a.date() == null
                    ? Unknown.ofEvent(a.fact(), a.event())
                    : new Unknown(watched.kind(), a.fact(), a.parameter(), field, new TreeMap<>());
        }
        if (item instanceof Derived.Event e) {
            return Unknown.ofEvent(e.fact(), e.type());
        }
        if (item instanceof Derived.Claim c) {
            return new Unknown(watched.kind(), c.fact(), null, field, new TreeMap<>(Map.of(ATTRIBUTE, c.attribute())));
        }
        return new Unknown(watched.kind(), null, null, field, new TreeMap<>());
    }

    /** A fact that knows nothing but what identifies it; empty if there is one already. */
    private Optional<Fact> standIn(int number, Match match, Set<String> stoodIn) {
        Gap gap = Objects.requireNonNull(gaps.get(number));
        Set<String> bound = new HashSet<>(match.getDeclarationIds());
        Kind kind = vocabulary.kind(gap.kind()).orElseThrow();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : kind.fields()) {
            String written = gap.identifies().get(field.name());
            if (written != null && written.startsWith("$")) {
                Object value = bound.contains(written) ? match.getDeclarationValue(written) : null;
                if (value == null) {
                    return Optional.empty();
                }
                values.put(field.name(), value);
            } else if (written != null) {
                String literal = TolerantClause.literal(written);
                values.put(field.name(), field.type() == Field.Type.NAME ? kind.constant(field, literal) : literal);
            }
        }
        String id = TolerantClause.STAND_IN + number + ":" + values;
        if (stoodIn.stream()
                                .filter(s -> s.startsWith(TolerantClause.STAND_IN + number + ":"))
                                .count()
                        >= STAND_INS
                || !stoodIn.add(id)) {
            return Optional.empty();
        }
        values.put("id", id);
        return Optional.of(kind.create(values));
    }

    /** Everything that there is to match, each thing once, in a fixed order; with stand-ins for what is given of nothing. */
    private Set<Object> held(
            World world, Derivation derivation, BiFunction<String, EventType, Optional<LocalDate>> days) {
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
        held.addAll(unvalued(world, days));
        return held;
    }

    /** Values and days that the clauses ask for and that are not given, as unknown ones. */
    private List<Derived> unvalued(World world, BiFunction<String, EventType, Optional<LocalDate>> days) {
        Set<String> given = new HashSet<>();
        for (Given g : world.givens()) {
            if (g.conclusion() instanceof Derived.Parameter p) {
                given.add("Parameter " + p.id());
            } else if (g.conclusion() instanceof Derived.Applicable a) {
                given.add("Applicable " + a.parameter() + " " + a.fact());
            } else if (g.conclusion() instanceof Derived.Event e) {
                given.add("Event " + e.type().name() + " " + e.fact());
            }
        }
        List<Derived> unvalued = new ArrayList<>();
        for (Dated d : dated) {
            if (d.kind().equals("Parameter")) {
                if (given.add("Parameter " + d.asks())) {
                    unvalued.add(new Derived.Parameter(d.asks(), null, null, null, "", null));
                }
            } else {
                for (Fact fact : facts(world, d.factKind())) {
                    if (given.add(d.kind() + " " + d.asks() + " " + fact.id())) {
                        unvalued.addAll(unvalued(d, fact.id(), days));
                    }
                }
            }
        }
        return unvalued;
    }

    private List<Derived> unvalued(Dated dated, String fact, BiFunction<String, EventType, Optional<LocalDate>> days) {
        if (dated.kind().equals("Event")) {
            return List.of(new Derived.Event(fact, EventType.valueOf(dated.asks()), null));
        }
        EventType event = parameters.event(dated.asks()).orElse(EventType.FACT_DATE);
        @Nullable LocalDate day = days.apply(fact, event).orElse(null);
        List<Parameter> values = parameters.values(dated.asks()).stream()
                .filter(p -> p.status().applies())
                .toList();
        // Whatever the day of the event is, one of the values on file applies to it: what none of them makes true is
        // false.
        boolean dollars = values.stream()
                .allMatch(p -> p.unit().equals(DOLLAR) || p.unit().length() != DOLLAR.length());
        if (day != null || values.isEmpty() || !dollars) {
            return List.of(new Derived.Applicable(dated.asks(), fact, event, day, null, null, null, "", null));
        }
        return values.stream()
                .<Derived>map(p -> new Derived.Applicable(
                        dated.asks(),
                        fact,
                        event,
                        null,
                        p.value(),
                        p.interval().low(),
                        p.interval().high(),
                        p.unit(),
                        p.jurisdiction()))
                .toList();
    }

    private static Collection<Fact> facts(World world, @Nullable String kind) {
        return world.facts().stream()
                .filter(f -> kind == null || Kind.of(f).name().equals(kind))
                .toList();
    }
}
