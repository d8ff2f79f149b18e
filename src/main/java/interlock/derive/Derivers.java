package interlock.derive;

import interlock.vocabulary.Derived;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every deriver there is. */
public final class Derivers {
    /** In the order in which they are told; none looks at what another derives. */
    public static final List<Deriver> ALL = List.of(
            new Concentrations(),
            new Combinations(),
            new PartialStakes(),
            new CommonOwnerships(),
            new Majorities(),
            new Integrations(),
            new Powers(),
            new Purchases());

    /** The names of all kinds that are derived. */
    public static final SortedSet<String> KINDS = Collections.unmodifiableSortedSet(kinds());

    private Derivers() {}

    /** Those that derive something that is asked for, by the names of kinds. */
    public static List<Deriver> of(Collection<String> kinds) {
        return ALL.stream()
                .filter(d -> d.derives().stream().map(Class::getSimpleName).anyMatch(kinds::contains))
                .toList();
    }

    /** The names of the kinds of facts that go into what is derived of some kinds. */
    public static SortedSet<String> under(Collection<String> kinds) {
        SortedSet<String> facts = new TreeSet<>();
        of(kinds).forEach(d -> d.reads().forEach(f -> facts.add(f.getSimpleName())));
        return facts;
    }

    private static SortedSet<String> kinds() {
        SortedSet<String> names = new TreeSet<>();
        for (Deriver d : ALL) {
            for (Class<? extends Derived> kind : d.derives()) {
                names.add(kind.getSimpleName());
            }
        }
        return names;
    }
}
