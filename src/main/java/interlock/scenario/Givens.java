package interlock.scenario;

import interlock.fact.Assertion;
import interlock.fact.Given;
import interlock.fact.Status;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.EndedType;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows from the facts of a world before any policy runs. */
final class Givens {
    private Givens() {}

    /** Who stands behind each party: the end of the chain of parents, resting on every company in it. */
    static List<Given> behind(Map<String, Fact> facts) {
        List<Given> givens = new ArrayList<>();
        for (Fact fact : facts.values()) {
            if (fact instanceof Fact.Company || fact instanceof Fact.Person || fact instanceof Fact.Fund) {
                Set<String> chain = new LinkedHashSet<>();
                String at = fact.id();
                @Nullable String parent = at;
                // The loader refuses rings of parents; the set keeps this finite whatever comes.
                while (parent != null && chain.add(parent)) {
                    at = parent;
                    parent = facts.get(at) instanceof Fact.Company c && facts.containsKey(orEmpty(c.parent()))
                            ? c.parent()
                            : null;
                }
                givens.add(new Given(new Derived.Behind(fact.id(), at), List.copyOf(chain)));
            }
        }
        return givens;
    }

    /** The same whichever companies of a chain are there: each party's chain may end at any of its links. */
    static List<Given> behindAnywhere(Map<String, Fact> facts) {
        List<Given> givens = new ArrayList<>();
        for (Given whole : behind(facts)) {
            String party = whole.from().get(0);
            for (int links = 1; links <= whole.from().size(); links++) {
                List<String> chain = whole.from().subList(0, links);
                givens.add(new Given(new Derived.Behind(party, chain.get(links - 1)), whole.from()));
            }
        }
        return givens;
    }

    /** How old each fact is whose beginning is known. */
    static List<Given> ages(Collection<String> ids, Map<String, Assertion> live, LocalDate asOf) {
        List<Given> givens = new ArrayList<>();
        for (String id : ids) {
            Assertion assertion = live.get(id);
            LocalDate from = assertion == null ? null : assertion.from();
            if (from != null) {
                int months = (int) Math.max(0, Period.between(from, asOf).toTotalMonths());
                givens.add(new Given(new Derived.Age(id, months), List.of(id)));
            }
        }
        return givens;
    }

    /**
     * The offices, seats and exclusivities that have come to their end, of those whose source is credible enough.
     *
     * @param known every assertion known, the latest of each fact
     */
    static List<Given> ended(Collection<Assertion> known, Credibility credibility, BigDecimal bar, LocalDate asOf) {
        List<Given> givens = new ArrayList<>();
        for (Assertion a : known) {
            LocalDate to = a.to();
            boolean began = a.status().settled() || a.status() == Status.ENDED || a.status() == Status.TERMINATED;
            if (began
                    && to != null
                    && to.isBefore(asOf)
                    && credibility.of(a).low().compareTo(bar) >= 0) {
                int months = (int) Period.between(to, asOf).toTotalMonths();
                ended(a.fact(), to, months).ifPresent(e -> givens.add(new Given(e, List.of(a.id()))));
            }
        }
        return givens;
    }

    private static Optional<Derived.Ended> ended(Fact fact, LocalDate to, int months) {
        if (fact instanceof Fact.Role r) {
            return Optional.of(new Derived.Ended(
                    r.id(),
                    EndedType.OFFICE,
                    r.person(),
                    r.company(),
                    r.type(),
                    r.designatedBy(),
                    List.of(),
                    to,
                    months));
        }
        if (fact instanceof Fact.Exclusivity e) {
            return Optional.of(exclusivity(e.id(), e.grantor(), e.grantee(), e.scope(), to, months));
        }
        if (fact instanceof Fact.SupplyContract c && c.exclusive()) {
            return Optional.of(exclusivity(c.id(), c.customer(), c.supplier(), List.of(words(c.good())), to, months));
        }
        return Optional.empty();
    }

    private static Derived.Ended exclusivity(
            String fact, String bound, String beneficiary, List<String> scope, LocalDate to, int months) {
        return new Derived.Ended(fact, EndedType.EXCLUSIVITY, bound, beneficiary, null, null, scope, to, months);
    }

    /** A good as a scope names it: DATA_CENTRE is "data centre". */
    private static String words(Fact.Good good) {
        return good.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
