package interlock.engine;

import interlock.derive.Derivers;
import interlock.diagnostic.Diagnostic;
import interlock.engine.ReadClause.PatternRead;
import interlock.vocabulary.Derived;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Kinds that a clause must match and that nothing provides: neither the facts on file nor any clause. */
final class UnprovidedKinds {
    /** What is worked out before any policy runs, and signals, of which a policy may be the first reader. */
    private static final Set<String> GIVEN = Set.of(
            "Parameter",
            "Event",
            "Applicable",
            "Inapplicable",
            "Clock",
            "Age",
            "Behind",
            "Claim",
            "Evidence",
            "Ended",
            "Signal");

    private UnprovidedKinds() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        Set<String> told = new TreeSet<>();
        return rules.clauses().stream()
                .flatMap(c -> c.matched().stream()
                        .filter(p -> !p.listed() && !GIVEN.contains(p.kind()) && !Derivers.KINDS.contains(p.kind()))
                        .filter(p -> missing(rules, p))
                        .filter(p -> told.add(c.policy().id() + " " + p.kind()))
                        .map(p -> conclusion(p)
                                ? RuleSet.warning(
                                        c,
                                        "IL163",
                                        p.at(),
                                        p.kind().length(),
                                        "no clause concludes `" + p.kind() + "`, so this clause cannot fire",
                                        "conclude it in a clause, or match facts")
                                // What is not on file today may be tomorrow.
                                : RuleSet.note(
                                        c,
                                        "IL163",
                                        p.at(),
                                        p.kind().length(),
                                        "there is no `" + p.kind() + "` among the facts, so this clause cannot fire",
                                        "add such a fact, or leave the clause for when there is one")));
    }

    private static boolean missing(RuleSet rules, PatternRead pattern) {
        return rules.of(pattern.kind()).isEmpty()
                && (conclusion(pattern) ? !rules.concluded(pattern.kind()) : rules.stocked());
    }

    private static boolean conclusion(PatternRead pattern) {
        Class<?> kind = pattern.shelf().kinds().get(pattern.kind());
        return kind != null && Derived.class.isAssignableFrom(kind);
    }
}
