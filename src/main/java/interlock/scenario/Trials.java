package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.diagnostic.InvalidInput;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Engine;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates edited facts, as far as one signal can depend on them, in the ceiling and in the floor; each set of changes
 * once, and no more of them than a budget allows.
 */
final class Trials {
    private final Setting setting;
    private final SignalKey key;
    private final AtomicInteger budget;
    private final AtomicInteger spent = new AtomicInteger();
    private final Map<Set<String>, Outcome> tried = new HashMap<>();
    /** What was ever added in a trial, by its id; the ground holds all that the signal can depend on with it. */
    private final SortedMap<String, Edit> added = new TreeMap<>();
    /** The ids of facts that the ground holds in any case. */
    private final SortedSet<String> wanted = new TreeSet<>();

    /** One fact base, made anew where more is added. */
    private final List<FactBase> ground = new ArrayList<>();

    /** What is edited, and how it is looked at. */
    record Setting(
            FactBase facts,
            ParameterSet parameters,
            Edits editing,
            LocalDate asOf,
            LocalDate knownAsOf,
            CompiledPolicies policies,
            int firings) {
        Worlds worlds(FactBase base) {
            return new Worlds(base, parameters, asOf, knownAsOf);
        }

        Derivation evaluate(World world) {
            return Engine.evaluate(world, policies, firings);
        }

        Optional<Assertion> assertion(String fact) {
            return editing.latest(facts, fact);
        }
    }

    /**
     * What came of a trial.
     *
     * @param raised a derivation in which the signal is raised: of the ceiling or, if it is not there, of the floor; null
     *     if it is in neither
     * @param inCeiling whether that derivation is of the ceiling
     * @param made whether the changes can be made at all
     */
    record Outcome(@Nullable Derivation raised, boolean inCeiling, boolean made) {
        boolean clear() {
            return made && raised == null;
        }
    }

    Trials(Setting setting, SignalKey key, int budget) {
        this.setting = setting;
        this.key = key;
        this.budget = new AtomicInteger(budget);
        ground.add(narrowed());
    }

    /** Lets so many more sets be evaluated, whatever is left of what was allowed before. */
    void allow(int more) {
        budget.set(more);
    }

    /** How many sets of changes were evaluated. */
    int spent() {
        return spent.get();
    }

    /** The facts that the signal can depend on, with those that they name. */
    List<Assertion> ground() {
        return ground.get(0).known(setting.knownAsOf());
    }

    /** The facts that the signal can depend on after some changes that can be made. */
    FactBase after(Collection<Measure> measures) {
        return setting.editing()
                .applied(ground.get(0), measures.stream().map(Measure::edit).toList());
    }

    /**
     * Makes the ground wide enough for some changes, and for any of them alone.
     *
     * @param facts the ids of what they change
     */
    void widen(Collection<Edit> additions, Collection<String> facts) {
        for (Edit edit : additions) {
            String fact = edit.fact();
            if (fact != null) {
                added.putIfAbsent(fact, edit);
            }
        }
        wanted.addAll(facts);
        ground.set(0, narrowed());
    }

    /** What the changes lead to; empty if the budget is used up. */
    Optional<Outcome> of(Collection<Measure> measures) {
        Set<String> said = new HashSet<>();
        measures.forEach(m -> said.add(m.said()));
        Outcome known = tried.get(said);
        if (known == null) {
            if (budget.getAndDecrement() <= 0) {
                return Optional.empty();
            }
            spent.incrementAndGet();
            known = tried(measures.stream().map(Measure::edit).toList());
            tried.put(said, known);
        }
        return Optional.of(known);
    }

    private Outcome tried(List<Edit> edits) {
        boolean grows = false;
        for (Edit edit : edits) {
            if (edit instanceof Edit.Suppose suppose) {
                grows |= added.putIfAbsent(suppose.fact(), suppose) == null;
            }
        }
        if (grows) {
            ground.set(0, narrowed());
        }
        FactBase edited;
        try {
            edited = setting.editing().applied(ground.get(0), edits);
        } catch (InvalidInput e) {
            return new Outcome(null, false, false);
        }
        Worlds worlds = setting.worlds(edited);
        for (boolean ceiling : List.of(true, false)) {
            Derivation derivation = setting.evaluate(world(worlds, ceiling));
            if (derivation.signals().containsKey(key)) {
                return new Outcome(derivation, ceiling, true);
            }
        }
        return new Outcome(null, false, true);
    }

    private static World world(Worlds worlds, boolean ceiling) {
        return ceiling ? worlds.ceiling() : worlds.floor();
    }

    /** The ceiling or the floor after some changes that can be made. */
    World world(Collection<Measure> measures, boolean ceiling) {
        List<Edit> edits = measures.stream().map(Measure::edit).toList();
        return world(setting.worlds(setting.editing().applied(ground.get(0), edits)), ceiling);
    }

    /** The fact base without what the signal cannot depend on, whatever is changed in it or added to it. */
    private FactBase narrowed() {
        FactBase all = setting.facts();
        for (Edit edit : added.values()) {
            all = beside(all, edit);
        }
        Worlds worlds = setting.worlds(all);
        List<Fact> possible = new ArrayList<>(worlds.possibleFacts());
        List.copyOf(possible).forEach(f -> denied(f).ifPresent(possible::add));
        Dependencies.Slice slice =
                new Dependencies(setting.policies(), possible, worlds.possibleGivens()).of(key, Set.of());
        SortedSet<String> kept = new TreeSet<>(slice.facts());
        for (Derived given : slice.givens()) {
            Optional<String> about = Claims.about(given);
            if (about.isPresent()) {
                kept.add(about.get());
            }
        }
        kept.addAll(key.parties());
        kept.addAll(wanted);
        Map<String, Assertion> known = new HashMap<>();
        all.known(setting.knownAsOf()).forEach(a -> known.put(a.id(), a));
        Set<String> before = Set.of();
        while (!before.equals(kept)) {
            before = Set.copyOf(kept);
            for (Dispute d : worlds.disputes()) {
                if (kept.contains(d.used()) || kept.contains(d.other())) {
                    kept.add(d.used());
                    kept.add(d.other());
                }
            }
            for (String id : before) {
                Assertion a = known.get(id);
                if (a != null) {
                    kept.addAll(parties(a.fact()));
                }
            }
        }
        return new FactBase(
                setting.facts().assertions().stream()
                        .filter(a -> kept.contains(a.id()))
                        .toList(),
                setting.facts().sources().values(),
                setting.facts().files(),
                setting.facts().asOf());
    }

    private FactBase beside(FactBase base, Edit edit) {
        try {
            return setting.editing().applied(base, List.of(edit));
        } catch (InvalidInput e) {
            // What cannot stand beside the facts on file is refused again, and counted as such, when it is tried.
            return base;
        }
    }

    /** The parties that a fact names. */
    static List<String> parties(Fact fact) {
        List<String> named = new ArrayList<>();
        Kind kind = Kind.of(fact);
        for (Field field : kind.fields()) {
            if (field.type() == Field.Type.PARTY) {
                Object value = kind.value(fact, field.name());
                if (value instanceof List<?> several) {
                    several.forEach(v -> named.add(v.toString()));
                } else if (value != null) {
                    named.add(value.toString());
                }
            }
        }
        return named;
    }

    /** The same fact with everything denied that it affirms; empty if it affirms nothing. */
    private static Optional<Fact> denied(Fact fact) {
        Kind kind = Kind.of(fact);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        boolean otherwise = false;
        for (Field field : kind.fields()) {
            Object value = kind.value(fact, field.name());
            boolean affirmed = field.type() == Field.Type.TRUTH && Boolean.TRUE.equals(value);
            otherwise |= affirmed;
            values.put(field.name(), affirmed ? false : value);
        }
        return otherwise ? Optional.of(kind.create(values)) : Optional.empty();
    }
}
