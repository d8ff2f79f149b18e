package interlock.engine.sandbox;

import interlock.policy.dsl.Verbs;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Level;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import interlock.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All the words that a policy may use, gathered from the vocabulary and the verbs themselves and from nothing that has
 * read the policy.
 *
 * @param kinds what a pattern may match
 * @param conclusions what a policy may conclude itself; givens and signals are made for it
 * @param fields what may be read of anything matched
 * @param names the constants of each enum, by its name
 * @param functions what may be called, but for the verbs
 * @param gatherers what an accumulate may call
 * @param imports what may stand before the first rule, each behind the word for it
 */
public record Words(
        SortedSet<String> kinds,
        SortedSet<String> conclusions,
        SortedSet<String> fields,
        SortedMap<String, Set<String>> names,
        SortedSet<String> functions,
        SortedSet<String> gatherers,
        SortedSet<String> imports) {

    /** What may stand first in a statement behind {@code then}. */
    static final Set<String> VERBS = Set.of("raise", "conclude");

    private static final Set<String> CONCLUSIONS = Set.of(
            "Holding",
            "Stake",
            "Exposure",
            "Supplies",
            "Sale",
            "ComputeSupplied",
            "Flow",
            "Funding",
            "FundingBy",
            "Mitigated",
            "Access",
            "Doubt",
            "Influence",
            "StandingInfluence",
            "Reliance");
    /** What may be called on points. */
    static final Set<String> ON_POINTS = Set.of("and", "lacking");

    private static final Set<String> IMPORTS = Set.of(
            "interlock.vocabulary.Fact.*",
            "interlock.vocabulary.Derived.*",
            "interlock.vocabulary.Level",
            "function interlock.policy.dsl.Verbs.*",
            "accumulate interlock.policy.dsl.Total total",
            "accumulate interlock.policy.dsl.Largest largest",
            "accumulate interlock.policy.dsl.Concentration concentration",
            "accumulate interlock.policy.dsl.EffectiveNumber effectiveNumber",
            "accumulate interlock.policy.dsl.Each each");

    /** The words of the built-in vocabulary. */
    public static Words builtIn() {
        return of(Vocabulary.builtIn());
    }

    /** The words of a vocabulary, the kinds that a rule folder declares included. */
    public static Words of(Vocabulary vocabulary) {
        SortedSet<String> kinds = new TreeSet<>();
        SortedSet<String> fields = new TreeSet<>(Records.components(Range.class));
        SortedMap<String, Set<String>> names = new TreeMap<>();
        Stream.concat(
                        vocabulary.kinds().stream().map(Kind::type),
                        Arrays.stream(Derived.class.getPermittedSubclasses()))
                .forEach(kind -> {
                    kinds.add(kind.getSimpleName());
                    fields.addAll(Records.components(kind));
                });
        Stream.concat(
                        Stream.of(Fact.class, Derived.class).flatMap(page -> Arrays.stream(page.getDeclaredClasses())),
                        vocabulary.declaredNames().stream())
                .filter(Class::isEnum)
                .forEach(type -> names.put(type.getSimpleName(), constants(Arrays.asList(type.getEnumConstants()))));
        names.put(Level.class.getSimpleName(), constants(Arrays.asList(Level.values())));
        SortedSet<String> functions = Arrays.stream(Verbs.class.getMethods())
                .filter(m -> m.getDeclaringClass() == Verbs.class)
                .map(m -> m.getName())
                .filter(n -> !VERBS.contains(n))
                .collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> imports = new TreeSet<>(IMPORTS);
        vocabulary.declaredTypes().forEach(t -> imports.add(t.getCanonicalName()));
        return new Words(
                kinds,
                new TreeSet<>(CONCLUSIONS),
                fields,
                names,
                functions,
                new TreeSet<>(
                        Set.of("total", "largest", "concentration", "effectiveNumber", "each", "count", "min", "max")),
                imports);
    }

    private static Set<String> constants(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
