package interlock.engine;

import interlock.derive.Derivers;
import interlock.engine.Script.Choose;
import interlock.engine.Script.Deny;
import interlock.engine.Script.Gather;
import interlock.engine.Script.Look;
import interlock.engine.Script.Lookup;
import interlock.engine.Script.Rule;
import interlock.engine.Script.Step;
import interlock.engine.Script.Test;
import interlock.fact.Given;
import interlock.fact.World;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.EventType;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds what can neither be said to hold nor to fail: the signals that are not raised and that some way of telling the figures
 * that nobody tells would raise, a parameter without a value for the day and the day of an event among them. Made once, it can be
 * asked of any number of worlds.
 */
// INVARIANT(three values): a signal that is neither raised nor open is raised by no way of telling the unknown figures;
// an open
// one names at least one of them. It may be open though no way raises it: bounds of several figures are kept one by
// one, not what
// connects them.
public final class OpenClauses {
    /** The most steps taken in one world. */
    public static final long STEPS = 2_000_000;
    /** The most open ways of matching that are kept of one clause. */
    static final int KEPT = 5_000;

    private static final String DOLLAR = "USD";

    private final Script script;
    private final Set<Dated> dated;
    private final Vocabulary vocabulary;
    private final ParameterSet parameters;

    /** A pattern that asks for the value of a threshold, or for the day of an event. */
    private record Dated(String kind, String asks, @Nullable String factKind) {}

    private OpenClauses(Script script, Set<Dated> dated, Vocabulary vocabulary, ParameterSet parameters) {
        this.script = script;
        this.dated = dated;
        this.vocabulary = vocabulary;
        this.parameters = parameters;
    }

    /** The policies made ready to be asked. */
    public static OpenClauses of(CompiledPolicies policies, ParameterSet parameters) {
        Script script = Script.of(policies);
        Set<Dated> dated = new LinkedHashSet<>();
        for (Rule rule : script.rules()) {
            dated(rule.steps(), new HashMap<>(), dated);
        }
        return new OpenClauses(script, dated, policies.policies().vocabulary(), parameters);
    }

    private static void dated(List<Step> steps, Map<Integer, String> ids, Set<Dated> dated) {
        for (Step step : steps) {
            if (step instanceof Look look) {
                for (Test test : look.tests()) {
                    if (test.field() instanceof Formula.OfItem field
                            && field.path().equals(List.of("id"))) {
                        ids.put(test.slot(), look.kind());
                    }
                }
                dated(look, ids, dated);
            } else if (step instanceof Deny deny) {
                dated(deny.steps(), ids, dated);
            } else if (step instanceof Gather gather) {
                dated(gather.steps(), ids, dated);
            } else if (step instanceof Choose choose) {
                choose.branches().forEach(b -> dated(b, ids, dated));
            }
        }
    }

    private static void dated(Look look, Map<Integer, String> ids, Set<Dated> dated) {
        String asks = switch (look.kind()) {
            case "Parameter" -> "id";
            case "Applicable" -> "parameter";
            case "Event" -> "type";
            default -> "";
        };
        for (Lookup key : look.keys()) {
            if (key.field().equals(asks)
                    && key.value() instanceof Formula.Literal literal
                    && literal.constant() != null) {
                @Nullable
                String factKind = look.keys().stream()
                        .filter(k -> k.field().equals("fact")
                                && k.value() instanceof Formula.OfVariable v
                                && v.path().isEmpty())
                        .map(k -> ids.get(((Formula.OfVariable) k.value()).slot()))
                        .findFirst()
                        .orElse(null);
                dated.add(new Dated(look.kind(), literal.constant().toString(), factKind));
            }
        }
    }

    /**
     * The open ways of matching of clauses, each once, sorted; of those of one clause that would raise one signal the ones that
     * lack the least.
     *
     * @param days the day of an event of a fact; empty if it is not on file
     * @throws LimitReached if it takes more than {@link #STEPS}
     */
    public List<OpenClause> in(World world, BiFunction<String, EventType, Optional<LocalDate>> days) {
        if (world.facts().size() + (long) world.givens().size() > STEPS) {
            // Putting all of it in would take more than that.
            throw new LimitReached("the limit of " + STEPS + " steps was reached in looking for what is unknown");
        }
        World whole = Deriving.completed(world, script.policies().derivers());
        Blanks blanks = new Blanks(new Shelf(vocabulary), grounds(whole));
        Suppositions suppositions = suppositions(whole, days, blanks);
        List<OpenClause> open = new ArrayList<>();
        suppositions
                .open()
                .forEach((key, clauses) -> clauses.forEach((clause, ways) -> ways.stream()
                        .map(w -> new OpenClause(key, clause, w.facts(), blanks.of(w.lacks())))
                        .distinct()
                        .sorted(Comparator.comparing(
                                        (OpenClause o) -> o.unknown().toString())
                                .thenComparing(o -> o.facts().toString()))
                        .forEach(open::add)));
        return List.copyOf(open);
    }

    /** The facts that something was derived from which some policy reads. */
    private static Map<Object, List<Fact>> grounds(World world) {
        Map<Object, List<Fact>> grounds = new HashMap<>();
        for (Given given : world.givens()) {
            if (Derivers.KINDS.contains(given.conclusion().getClass().getSimpleName())) {
                Set<String> from = Set.copyOf(given.from());
                grounds.put(
                        given.conclusion(),
                        world.facts().stream()
                                .filter(f -> from.contains(f.id()))
                                .toList());
            }
        }
        return grounds;
    }

    /** All that holds or may hold in a world. */
    Suppositions suppositions(World world, BiFunction<String, EventType, Optional<LocalDate>> days, Blanks blanks) {
        Suppositions suppositions = new Suppositions(script, blanks, STEPS);
        world.givens().stream()
                .map(Given::conclusion)
                .distinct()
                .sorted(Comparator.comparing(Object::toString))
                .forEach(g -> suppositions.add(g, Lacks.NONE));
        world.facts().stream()
                .map(vocabulary::adopt)
                .distinct()
                .sorted(Comparator.comparing(Fact::id).thenComparing(Object::toString))
                .forEach(f -> suppositions.add(f, Lacks.NONE));
        unvalued(world, days, u -> suppositions.add(u, blanks.lacks(Blanks.unknown(u, asked(u)))));
        suppositions.run();
        return suppositions;
    }

    private static String asked(Derived unvalued) {
        return unvalued instanceof Derived.Event ? "date" : "value";
    }

    /** Values and days that the clauses ask for and that are not given, as unknown ones. */
    private void unvalued(
            World world, BiFunction<String, EventType, Optional<LocalDate>> days, Consumer<Derived> unvalued) {
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
        for (Dated d : dated) {
            if (d.kind().equals("Parameter")) {
                if (given.add("Parameter " + d.asks())) {
                    unvalued.accept(new Derived.Parameter(d.asks(), null, null, null, "", null));
                }
            } else {
                for (Fact fact : facts(world, d.factKind())) {
                    if (given.add(d.kind() + " " + d.asks() + " " + fact.id())) {
                        unvalued(d, fact.id(), days).forEach(unvalued);
                    }
                }
            }
        }
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
