package interlock.scenario;

import interlock.fact.Assertion;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Kind;
import java.util.Set;
import java.util.SortedSet;

/**
 * What may be changed. A stake, a contract or a seat can be ended; what has happened, what others do and who exists
 * cannot; what is only pending can come to nothing unless it lies in the hands of an authority.
 *
 * @param may kinds, or ids of facts, that may be changed although they are not in that list
 * @param never kinds, or ids of facts, that may not be touched
 */
public record Latitude(SortedSet<String> may, SortedSet<String> never) {
    /** What its parties can end. */
    private static final Set<Class<?>> ENDABLE = Set.of(
            Fact.Investment.class,
            Fact.SupplyContract.class,
            Fact.Backstop.class,
            Fact.Exclusivity.class,
            Fact.InvestorCondition.class,
            Fact.Role.class,
            Fact.PersonalInterest.class,
            Fact.AppointmentRight.class);

    /** What its parties can refrain from while it is pending, and not undo afterwards. */
    private static final Set<Class<?>> AVOIDABLE =
            Set.of(Fact.FundingRound.class, Fact.Disposal.class, Fact.Facility.class, Fact.Financials.class);

    /** How far the changes to a fact may go. */
    enum Extent {
        NONE,
        /** Figures only. */
        FIGURES,
        /** It may come to nothing as well. */
        COLLAPSE,
        /** It may be ended as well. */
        END,
        /** It may be taken to be otherwise. */
        REMOVE
    }

    /** How far changes to a fact on file may go. */
    Extent of(Assertion a) {
        String kind = Kind.of(a.fact()).name();
        if (never.contains(kind) || never.contains(a.id())) {
            return Extent.NONE;
        }
        boolean pending = !a.status().settled();
        boolean party =
                a.fact() instanceof Fact.Company || a.fact() instanceof Fact.Person || a.fact() instanceof Fact.Fund;
        if (ENDABLE.contains(a.fact().getClass()) || a.fact() instanceof Fact.Declared) {
            return pending ? Extent.COLLAPSE : Extent.END;
        }
        if (may.contains(kind) || may.contains(a.id())) {
            return party ? Extent.FIGURES : pending ? Extent.COLLAPSE : Extent.REMOVE;
        }
        return pending && AVOIDABLE.contains(a.fact().getClass()) ? Extent.COLLAPSE : Extent.NONE;
    }

    /** Whether a fact may be taken to be otherwise at all. */
    boolean touchable(Assertion a) {
        return !never.contains(Kind.of(a.fact()).name()) && !never.contains(a.id());
    }

    /** Whether facts of a kind may be added to clear a signal. */
    boolean addable(String kind) {
        return !never.contains(kind) && (kind.equals("Mitigation") || may.contains(kind));
    }
}
