package interlock.vocabulary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of facts: those on the page that Interlock brings along ({@link Fact}), and those that a rule folder declares. */
public final class Vocabulary {
    private static final Vocabulary BUILT_IN = new Vocabulary(
            Arrays.stream(Fact.class.getPermittedSubclasses())
                    .filter(Class::isRecord)
                    .map(k -> Kind.of(k.asSubclass(Fact.class)))
                    .toList(),
            List.of(),
            List.of(),
            Set.of(),
            Vocabulary.class.getClassLoader());

    private final List<Kind> builtIn;
    private final List<Kind> declared;
    private final List<Class<?>> declaredNames;
    private final Set<String> broken;
    private final ClassLoader loader;

    private Vocabulary(
            List<Kind> builtIn,
            List<Kind> declared,
            List<Class<?>> declaredNames,
            Set<String> broken,
            ClassLoader loader) {
        this.builtIn = List.copyOf(builtIn);
        this.declared = List.copyOf(declared);
        this.declaredNames = List.copyOf(declaredNames);
        this.broken = Set.copyOf(broken);
        this.loader = loader;
    }

    /** The same, with facts of some kinds that it does not know passed over in silence when they are read. */
    public Vocabulary passingOver(Set<String> names) {
        Set<String> both = new TreeSet<>(broken);
        both.addAll(names);
        return new Vocabulary(builtIn, declared, declaredNames, both, loader);
    }

    /** The kinds that Interlock itself knows. */
    public static Vocabulary builtIn() {
        return BUILT_IN;
    }

    /**
     * The kinds that Interlock itself knows, and further ones.
     *
     * @param kinds a record for each, in the order in which they are shown
     * @param names the enums that a rule folder declares
     * @param broken the names of kinds and enums whose declaration cannot be used
     * @param loader the one that finds all of these by name
     */
    public static Vocabulary with(
            List<Class<? extends Fact>> kinds, List<Class<?>> names, Set<String> broken, ClassLoader loader) {
        return new Vocabulary(BUILT_IN.builtIn, kinds.stream().map(Kind::of).toList(), names, broken, loader);
    }

    /** All kinds, in the order of the page, then the declared ones. */
    public List<Kind> kinds() {
        return Stream.concat(builtIn.stream(), declared.stream()).toList();
    }

    /** The kinds that a rule folder declares. */
    public List<Kind> declared() {
        return declared;
    }

    /** The enums that a rule folder declares. */
    public List<Class<?>> declaredNames() {
        return declaredNames;
    }

    /** Everything that a rule folder declares, as the classes that a policy must be able to name. */
    public List<Class<?>> declaredTypes() {
        return Stream.<Class<?>>concat(declared.stream().map(Kind::type), declaredNames.stream())
                .toList();
    }

    /** Whether a rule folder declares something of that name which cannot be used. */
    public boolean isBroken(String name) {
        return broken.contains(name);
    }

    /** The class loader that finds the record of every kind by its name. */
    public ClassLoader loader() {
        return loader;
    }

    /** The kind of that name, if there is one. */
    public Optional<Kind> kind(String name) {
        return Stream.concat(builtIn.stream(), declared.stream())
                .filter(k -> k.name().equals(name))
                .findFirst();
    }

    /** The kind of a fact, see {@link Kind#of(Fact)}. */
    public Kind kindOf(Fact fact) {
        return Kind.of(fact);
    }

    /**
     * The same fact as this vocabulary makes it. Declarations that are read twice make two records of one name, which
     * would never match each other; a fact of a kind that Interlock brings along is the same everywhere.
     *
     * @throws IllegalArgumentException if this vocabulary has no such kind with the same fields
     */
    public Fact adopt(Fact fact) {
        if (!(fact instanceof Fact.Declared)) {
            return fact;
        }
        Kind from = Kind.of(fact);
        Kind to = kind(from.name()).orElse(from);
        if (declared.contains(from)) {
            return fact;
        }
        if (to.equals(from) || !to.fields().equals(from.fields())) {
            throw new IllegalArgumentException("the fact `" + fact.id() + "` is of another declaration of the kind "
                    + from.name() + " than the policies");
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Field field : to.fields()) {
            @Nullable Object value = from.value(fact, field.name());
            values.put(field.name(), field.type() == Field.Type.NAME ? to.named(field, value) : value);
        }
        return to.create(values);
    }
}
