package interlock.fact;

import interlock.diagnostic.Location;
import interlock.vocabulary.Fact;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A fact as somebody asserted it: the record, and beside it what no policy may read directly. Several assertions with
 * one id are one fact seen at different times; the latest known one counts, the earlier ones stay on file.
 *
 * @param fact the record, with every amount at its ceiling and in its own currency
 * @param amounts the amounts as stated, by component name
 * @param from first day on which it is true in the world; null if unknown
 * @param to last day on which it is true in the world; null if it still is
 * @param asserted the day the source said so; {@link #SINCE_EVER} where a party is declared without a date
 * @param contradicts id of the fact that this one disputes; such an assertion is kept and compared but enters no world
 *     unless it is the better graded of the two
 * @param evidence in an order that does not depend on how the files were read
 * @param note the curator's remark, for readers only
 * @param at where its id stands
 * @param assumed whose assumption it is, where nobody asserted it; null for what is on file
 * @param milestones days of a deal that its source gives beside the first and the last
 */
public record Assertion(
        Fact fact,
        SortedMap<String, Amount> amounts,
        Status status,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        LocalDate asserted,
        List<Evidence> evidence,
        List<Outcome> outcomes,
        @Nullable String contradicts,
        @Nullable String note,
        Location at,
        @Nullable Assumption assumed,
        Milestones milestones) {

    /** The day on which what has no date was asserted: before everything that a fact base can hold. */
    public static final LocalDate SINCE_EVER = LocalDate.of(1800, 1, 1);

    public Assertion {
        amounts = amounts.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
        evidence = List.copyOf(evidence);
        outcomes = List.copyOf(outcomes);
    }

    /** One that somebody asserted. */
    public Assertion(
            Fact fact,
            SortedMap<String, Amount> amounts,
            Status status,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            LocalDate asserted,
            List<Evidence> evidence,
            List<Outcome> outcomes,
            @Nullable String contradicts,
            @Nullable String note,
            Location at) {
        this(
                fact,
                amounts,
                status,
                from,
                to,
                asserted,
                evidence,
                outcomes,
                contradicts,
                note,
                at,
                null,
                Milestones.NONE);
    }

    /** The same as an assumption. */
    Assertion assumed(Assumption by) {
        return new Assertion(
                fact, amounts, status, from, to, asserted, evidence, outcomes, contradicts, note, at, by, milestones);
    }

    /** Its evidence as far as a reader may be pointed to it: not what was said of something else. */
    public List<Evidence> citable() {
        return assumed == null || assumed.evidenced() ? evidence : List.of();
    }

    /** The id of the fact. */
    public String id() {
        return fact.id();
    }

    /** Whether it is true in the world on that day, as far as its dates say; both ends included. */
    public boolean validOn(LocalDate day) {
        return (from == null || !from.isAfter(day)) && (to == null || !to.isBefore(day));
    }
}
