package interlock.scenario;

import interlock.fact.Assertion;
import interlock.fact.Evidence;
import interlock.fact.FactBase;
import interlock.fact.Given;
import interlock.fact.Source;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each known assertion rests on: the same in every world, and also of what is in none any more. */
final class Sourcing {
    private final FactBase facts;
    private final Credibility credibility;
    private final Happening happening;

    Sourcing(FactBase facts, Credibility credibility, Happening happening) {
        this.facts = facts;
        this.credibility = credibility;
        this.happening = happening;
    }

    /**
     * Of all assertions that are about somebody and whose time has come.
     *
     * @param live the ids of those that hold or may hold; the others are in no world, and yet what they rest on can be followed
     */
    List<Given> of(Collection<Assertion> known, Set<String> live, LocalDate asOf) {
        List<Given> givens = new ArrayList<>();
        for (Assertion a : known) {
            List<String> parties = parties(a);
            if (!parties.isEmpty() && (a.from() == null || !a.from().isAfter(asOf))) {
                boolean there = live.contains(a.id());
                givens.add(new Given(evidence(a, parties, there), List.of(a.id())));
            }
        }
        return givens;
    }

    private static List<String> parties(Assertion a) {
        Kind kind = Kind.of(a.fact());
        if (kind.field("name").isPresent()) {
            return List.of();
        }
        return kind.fields().stream()
                .filter(f -> f.type() == Field.Type.PARTY && !f.list())
                .map(f -> kind.value(a.fact(), f.name()))
                .flatMap(v -> v == null ? Stream.<String>empty() : Stream.of(v.toString()))
                .toList();
    }

    private Derived.Evidence evidence(Assertion a, List<String> parties, boolean live) {
        List<String> sources =
                a.evidence().stream().map(Evidence::source).distinct().toList();
        String grade = credibility.grade(a).orElse("");
        return new Derived.Evidence(
                a.id(),
                parties.get(0),
                parties.size() > 1 ? parties.get(1) : null,
                a.status().name(),
                live,
                happening.freshness(a).name(),
                a.asserted(),
                sources.size(),
                (int) a.evidence().stream()
                        .map(Evidence::firstSaidBy)
                        .distinct()
                        .count(),
                grade.isEmpty() ? 0 : grade.charAt(0) - 'A' + 1,
                grade.isEmpty() ? 0 : grade.charAt(1) - '0',
                opaque(a),
                !sources.isEmpty() && sources.stream().allMatch(s -> interested(s, parties)));
    }

    private boolean interested(String source, List<String> parties) {
        @Nullable Source on = facts.sources().get(source);
        return on != null && on.interest() != null && parties.contains(on.interest());
    }

    /** Whether what is paid, backed or held is undisclosed, or what it depends on is blacked out in the document. */
    private static boolean opaque(Assertion a) {
        if (a.fact() instanceof Fact.Investment i) {
            String condition = i.condition() == null ? "" : i.condition();
            return condition.toLowerCase(Locale.ROOT).startsWith("redacted") || unpriced(a);
        }
        boolean worth =
                a.fact() instanceof Fact.PersonalInterest && !a.amounts().containsKey("value");
        boolean priced = a.fact() instanceof Fact.SupplyContract || a.fact() instanceof Fact.Backstop;
        return worth || (priced && unpriced(a));
    }

    private static boolean unpriced(Assertion a) {
        return !a.amounts().containsKey("amount") && !a.amounts().containsKey("valuation");
    }
}
