package interlock.vocabulary;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is true in a world without being a fact on file: the givens that Interlock works out from the facts before any
 * policy runs, and the conclusions that policies share. Amounts are US dollars.
 */
public sealed interface Derived
        permits Derived.Parameter,
                Derived.Event,
                Derived.Applicable,
                Derived.Inapplicable,
                Derived.Clock,
                Derived.Age,
                Derived.Behind,
                Derived.Claim,
                Derived.FormerRole,
                Derived.Holding,
                Derived.Stake,
                Derived.Sale,
                Derived.Exposure,
                Derived.Supplies,
                Derived.ComputeSupplied,
                Derived.Flow,
                Derived.Reliance,
                Derived.Funding,
                Derived.FundingBy,
                Derived.Signal {

    // ---- givens: worked out before any policy runs

    /**
     * A threshold that goes by the as-of date, in force on it; {@code low} and {@code high} beside or instead of {@code value} for an interval;
     * {@code measure} is its unit, a word that Drools keeps to itself.
     */
    @Says("the parameter {id} is {value}[ {measure}]")
    record Parameter(
            String id,
            @Nullable BigDecimal value,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            String measure,
            @Nullable String jurisdiction)
            implements Derived {}

    /** The day on which something happened with a fact, or is to happen, as far as it is on file. */
    @Says("the {type} of {fact} is on {date}")
    record Event(String fact, EventType type, @Nullable LocalDate date) implements Derived {}

    /**
     * The value of a threshold that goes by the day of an event: the one that applies to this fact. What is stayed, vacated,
     * rescinded or only proposed never does.
     */
    @Says("to {fact}, whose {event} is on {date}, the value {value}[ {measure}] of {parameter} applies")
    record Applicable(
            String parameter,
            String fact,
            EventType event,
            @Nullable LocalDate date,
            @Nullable BigDecimal value,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            String measure,
            @Nullable String jurisdiction)
            implements Derived {}

    /**
     * A value on file that no policy goes by, for those who ask for just that: {@code status} is STAYED, VACATED, RESCINDED or
     * PROPOSED; {@code effectiveFrom} and {@code effectiveTo} are the days that the file gives for it.
     */
    @Says("the value {value}[ {measure}] of {parameter} is {status}")
    record Inapplicable(
            String parameter,
            String status,
            @Nullable BigDecimal value,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            String measure,
            @Nullable String jurisdiction,
            @Nullable LocalDate effectiveFrom,
            @Nullable LocalDate effectiveTo)
            implements Derived {}

    /** The day the world is looked at. */
    @Says("the world is looked at as of {asOf}")
    record Clock(LocalDate asOf) implements Derived {}

    /** How old a fact is: whole months from the first day on which it is true to the as-of date, never negative. */
    @Says("{fact} is {months} months old")
    record Age(String fact, int months) implements Derived {}

    /**
     * Who stands behind a party: the ultimate parent of a business unit, any other party itself. Every party has
     * exactly one. It follows the parent that a company states, never a stake.
     */
    @Says("{principal} stands behind {party}")
    record Behind(@Party String party, @Party String principal) implements Derived {}

    /**
     * What an assertion says of one figure, whichever world is looked at: for policies about evidence. {@code firm} and
     * {@code cap} are US dollars where {@code money}, otherwise per cent; {@code settled} says that the
     * fact has happened, if its source is right; {@code disputes} is the id of the fact that the
     * assertion contradicts; {@code topic} is the same for assertions that cannot all be true unless they agree.
     */
    @Says("{fact} puts {attribute} at {firm} firm and {cap} at most ({qualifier})")
    record Claim(
            String fact,
            @Party String subject,
            @Party @Nullable String counterparty,
            String attribute,
            boolean money,
            boolean settled,
            @Nullable BigDecimal firm,
            @Nullable BigDecimal cap,
            String qualifier,
            @Nullable String topic,
            @Nullable String disputes)
            implements Derived {}

    /**
     * An office or seat that came to its end: {@code months} whole months before the as-of date, and at the latest the last
     * one. What was only planned never began and is none. It is given where its source is certain enough, in every world.
     */
    @Says("{person} was {type} of {company}[, designated by {designatedBy}], until {ended}")
    record FormerRole(
            String fact,
            @Party String person,
            @Party String company,
            Fact.RoleKind type,
            @Party @Nullable String designatedBy,
            LocalDate ended,
            int months)
            implements Derived {}

    // ---- conclusions that policies share

    /** X, or a business unit of X, has a stake in Y, of whatever size. A stake is not control. */
    @Says("{holder} has a stake in {company}")
    record Holding(@Party String holder, @Party String company) implements Derived {}

    /**
     * The disclosed money of one investment, between those who stand behind its parties; {@code paid} if it is money put
     * in or to be put in, false if it is what the holding is said to be worth.
     */
    @Says("{holder} has {money} in {company}")
    record Stake(
            String fact,
            @Party String holder,
            @Party String company,
            @Money BigDecimal money,
            boolean paid) implements Derived {}

    /** The disclosed value of one supply contract, between those who stand behind its parties. */
    @Says("{supplier} supplies {customer} with {good} for {money}")
    record Sale(
            String fact,
            @Party String supplier,
            @Party String customer,
            Fact.Good good,
            @Money BigDecimal money) implements Derived {}

    /** All disclosed money that X and its business units have in Y. */
    @Says("{holder} has {amount} in {company}")
    record Exposure(
            @Party String holder,
            @Party String company,
            @Money BigDecimal amount) implements Derived {}

    /** X, or a business unit of X, supplies Y under at least one contract. */
    @Says("{supplier} supplies {customer}")
    record Supplies(@Party String supplier, @Party String customer) implements Derived {}

    /** All disclosed contract value under which X and its business units supply Y with clouds, chips or data centres. */
    @Says("{supplier} supplies {customer} with compute for {amount} in disclosed contracts")
    record ComputeSupplied(
            @Party String supplier,
            @Party String customer,
            @Money BigDecimal amount) implements Derived {}

    /**
     * Money that runs from payer to payee, by the reason for which it runs; {@code firm} is what of it the sources call
     * committed, whichever world is looked at.
     */
    @Says("{amount} runs from {payer} to {payee} as {reason}, of which {firm} is firm")
    record Flow(
            @Party String payer,
            @Party String payee,
            FlowReason reason,
            @Money BigDecimal amount,
            @Money BigDecimal firm)
            implements Derived {}

    /** X relies on Y for compute: Y supplies it, or supplies one who does. Both stand for their business units. */
    @Says("{customer} relies on {upstream} for compute")
    record Reliance(@Party String customer, @Party String upstream) implements Derived {}

    /** Disclosed money put into a company within the policy's window. */
    @Says("{amount} of disclosed funding goes to {company}")
    record Funding(@Party String company, @Money BigDecimal amount) implements Derived {}

    /** That one principal puts disclosed money into a company within the policy's window. */
    @Says("{funder} puts {amount} of disclosed funding into {company}")
    record FundingBy(
            @Party String funder,
            @Party String company,
            @Money BigDecimal amount) implements Derived {}

    /** A signal that a policy has raised, as other policies see it. */
    @Says("{policy} is raised for {parties}")
    record Signal(
            String policy,
            String pack,
            @Nullable String grade,
            Level level,
            @Party List<String> parties) implements Derived {
        public Signal {
            parties = List.copyOf(parties);
        }
    }

    /** What a threshold can go by. */
    enum EventType {
        /** The agreement was signed. */
        SIGNING,
        /** The deal closed, or is to close. */
        CLOSING,
        /** An authority opened its proceeding. */
        PROCEEDING_START,
        /** The first day on which the fact is true. */
        FACT_DATE
    }

    enum FlowReason {
        FINANCING,
        BACKSTOP,
        PURCHASE
    }
}
