package interlock.vocabulary;

import interlock.vocabulary.Fact.RoleKind;
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
                Derived.Evidence,
                Derived.Ended,
                Derived.MarketConcentration,
                Derived.Combination,
                Derived.PartialStake,
                Derived.CommonOwnership,
                Derived.Control,
                Derived.Covered,
                Derived.IntegratedHolding,
                Derived.VotingPower,
                Derived.SupplierConcentration,
                Derived.FundingConcentration,
                Derived.Overstated,
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
                Derived.Influence,
                Derived.StandingInfluence,
                Derived.Mitigated,
                Derived.Access,
                Derived.Doubt,
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
     * What a fact rests on, whichever world is looked at, and also where it is in none any more: for policies about evidence.
     * {@code live} says that it holds or may hold; {@code freshness} is FRESH, STALE or EXPIRED; {@code reliability} is the
     * letter of its best evidence as a number, 1 for A to 6 for F, and {@code credibility} the digit, 0 where there is none;
     * {@code opaque} says that its amount or a condition is undisclosed; {@code interested} that every source belongs to one
     * of its parties or is paid by one.
     */
    @Says("{fact} was last asserted on {asserted}; sources: {sources}, origins: {origins}")
    record Evidence(
            String fact,
            @Party String subject,
            @Party @Nullable String counterparty,
            String status,
            boolean live,
            String freshness,
            LocalDate asserted,
            int sources,
            int origins,
            int reliability,
            int credibility,
            boolean opaque,
            boolean interested)
            implements Derived {}

    /**
     * An office, a seat or an exclusivity that came to its end: {@code months} whole months before the as-of date, and at the
     * latest the last one. An exclusivity is a promise on file as such, with the words of its scope, or an exclusive contract,
     * whose scope is its good; {@code subject} is who was bound, {@code counterparty} for whose good. What was only planned never
     * began and is none. It is given where its source is certain enough, in every world.
     */
    @Says("{fact} held until {ended}[: {subject} was {office} of {counterparty}][, designated by {designatedBy}]"
            + "[: {subject} was bound to {counterparty} alone over {scope}]")
    record Ended(
            String fact,
            EndedType type,
            @Party String subject,
            @Party String counterparty,
            @Nullable RoleKind office,
            @Party @Nullable String designatedBy,
            List<String> scope,
            LocalDate ended,
            int months)
            implements Derived {
        public Ended {
            scope = List.copyOf(scope);
        }
    }

    // ---- givens that derivers work out, each only where some policy reads it (src/docs/derivers.md)

    /**
     * The Herfindahl–Hirschman index of a market by one survey, in points of 10,000. {@code low} leaves what is not
     * {@code known} out; {@code high} puts it in lumps of at most the smallest share known.
     */
    @Says(
            "the concentration index of {market}[ ({geography})][ in {period}][ by {surveyor}] lies between {low} and {high}")
    record MarketConcentration(
            String market,
            @Nullable String geography,
            @Nullable String period,
            @Nullable String surveyor,
            @Party String leader,
            BigDecimal known,
            BigDecimal low,
            BigDecimal high)
            implements Derived {}

    /**
     * What the index of a market would be, by how much it would grow, and which share the two would have, if both sides of an
     * investment counted as one firm. It does not say that they do, only that the investment may give votes.
     */
    @Says("with {acquirer} and {target} as one firm, the concentration index of {market}[ ({geography})][ in {period}]"
            + "[ by {surveyor}] would lie between {low} and {high} and have grown by {changeLow} to {changeHigh}")
    record Combination(
            String fact,
            @Party String acquirer,
            @Party String target,
            String market,
            @Nullable String geography,
            @Nullable String period,
            @Nullable String surveyor,
            BigDecimal low,
            BigDecimal high,
            BigDecimal changeLow,
            BigDecimal changeHigh,
            BigDecimal shareLow,
            BigDecimal shareHigh)
            implements Derived {}

    /**
     * By how much the modified index grows because a firm has a part of the economic interest in a rival: without any say in
     * it, with a say as large as its part, and with the whole say. Read from the economic interest; votes only tell whether
     * there may be a say at all ({@code voting}). Unknown where nothing is said of the part.
     */
    @Says(
            "the economic interest of {holder} in {company} adds [{silentLow} to {silentHigh} ]to the modified concentration"
                    + " index of {market}[ ({geography})][ in {period}][ by {surveyor}] if it has no say")
    record PartialStake(
            @Party String holder,
            @Party String company,
            String market,
            @Nullable String geography,
            @Nullable String period,
            @Nullable String surveyor,
            @Nullable BigDecimal economicLow,
            @Nullable BigDecimal economicHigh,
            boolean voting,
            BigDecimal votesLow,
            @Nullable BigDecimal silentLow,
            @Nullable BigDecimal silentHigh,
            @Nullable BigDecimal proportionalLow,
            @Nullable BigDecimal proportionalHigh,
            @Nullable BigDecimal totalLow,
            @Nullable BigDecimal totalHigh)
            implements Derived {}

    /**
     * The modified index of a market whose firms have owners in common, and by how much it exceeds the plain one; once for
     * each of the owners. Read from
     * economic interests and votes. Bounds, unless every owner of every firm is on file ({@code complete}); without an upper
     * one where nothing bounds it. Unknown where nobody says how much any owner has of two of the firms ({@code stated}).
     */
    @Says("common ownership by {owners} adds [{excessLow} ][to {excessHigh} ]to the concentration index of {market}"
            + "[ ({geography})][ in {period}][ by {surveyor}]")
    record CommonOwnership(
            @Party String owner,
            String market,
            @Nullable String geography,
            @Nullable String period,
            @Nullable String surveyor,
            @Party List<String> owners,
            boolean stated,
            boolean complete,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            @Nullable BigDecimal excessLow,
            @Nullable BigDecimal excessHigh)
            implements Derived {
        public CommonOwnership {
            owners = List.copyOf(owners);
        }
    }

    /** X has more than half of the votes in Y, alone or together with companies that it controls. */
    @Says("{controller} has a majority of the votes in {company}, alone or with companies of which it has one")
    record Control(@Party String controller, @Party String company) implements Derived {}

    /** X owns half or more of Y, alone or together with companies that it owns half or more of: a cascade, not a product. */
    @Says("{owner} owns half or more of {company}, alone or with companies of which it owns as much")
    record Covered(@Party String owner, @Party String company) implements Derived {}

    /** What X has of the economic interest in Y all told, over chains and mutual holdings, in per cent. */
    @Says("all told {owner} has {low}[ to {high}] per cent of the economic interest in {company}")
    record IntegratedHolding(
            @Party String owner,
            @Party String company,
            BigDecimal low,
            @Nullable BigDecimal high) implements Derived {}

    /** How much the votes of X in Y decide, in per cent, where more than half of the votes decides and all are on file. */
    @Says(
            "with {votes} per cent of the votes in {company}, {voter} has {banzhaf} per cent of the power (Banzhaf), or {shapley}"
                    + " per cent (Shapley and Shubik)")
    record VotingPower(
            @Party String voter, @Party String company, BigDecimal votes, BigDecimal banzhaf, BigDecimal shapley)
            implements Derived {}

    /** From how few X buys its compute, over disclosed amounts: the index, and the part of the largest supplier in per cent. */
    @Says(
            "of {total} of disclosed compute contracts of {customer}, {largest} has {part} per cent; the concentration index of"
                    + " its {suppliers} suppliers is {index}")
    record SupplierConcentration(
            @Party String customer,
            int suppliers,
            @Money BigDecimal total,
            BigDecimal index,
            @Party String largest,
            BigDecimal part)
            implements Derived {}

    /** From how few X has its disclosed funding: the index, and the part of the largest funder in per cent. */
    @Says(
            "of {total} of disclosed funding of {company}, {largest} gives {part} per cent; the concentration index of its"
                    + " {funders} funders is {index}")
    record FundingConcentration(
            @Party String company,
            int funders,
            @Money BigDecimal total,
            BigDecimal index,
            @Party String largest,
            BigDecimal part)
            implements Derived {}

    /** The parts of a whole that are on file add up to more than the whole, so that nothing is worked out of them. */
    @Says("what is on file of {subject} ({measure}) adds up to {total} per cent, so nothing is worked out of it")
    record Overstated(String subject, String measure, BigDecimal total) implements Derived {}

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

    /**
     * One thing that gives X some say in Y in which it has a stake: {@code fact} is what it comes from. It is a reason to look,
     * no finding; how much say several come to is for policies to judge.
     */
    @Says("{holder} has some say in {company} by {factor}, from {fact}")
    record Influence(
            String fact, @Party String holder, @Party String company, InfluenceFactor factor) implements Derived {}

    /**
     * Influence that does not wait for anything: what comes with a stake that is signed for and not completed is left out, since
     * its votes and rights are held from completion on.
     */
    @Says("{holder} has some say in {company} already, by {factor}, from {fact}")
    record StandingInfluence(
            String fact, @Party String holder, @Party String company, InfluenceFactor factor) implements Derived {}

    /**
     * A control on file stands between two parties, with business units counted as their parents; both ways round, once for
     * each fact that it rests on.
     */
    @Says("between {left} and {right} stands a control ({control})")
    record Mitigated(String fact, @Party String left, @Party String right, Fact.MitigationKind control)
            implements Derived {}

    /** X has a right under which it may learn what is confidential to Y, and no firewall between the two is on file. */
    @Says("{holder} may learn what is confidential to {company} ({by})[, weighted with {weight}]")
    record Access(
            @Party String holder,
            @Party String company,
            String by,
            @Nullable BigDecimal weight) implements Derived {}

    /**
     * One way in which the evidence for a fact between two parties is weak or opaque, in words, with business units counted as
     * their parents; both ways round.
     */
    @Says("between {left} and {right}, the evidence for {fact} is weak or opaque: {weakness}")
    record Doubt(String fact, @Party String left, @Party String right, String weakness) implements Derived {}

    /**
     * A signal that a policy has raised, as other policies see it; {@code first}, {@code second} and {@code third} are its first
     * parties in the order in which the policy names them, empty where it names fewer.
     */
    @Says("{policy} is raised for {parties}")
    record Signal(
            String policy,
            String pack,
            @Nullable String grade,
            Level level,
            @Party List<String> parties,
            @Party String first,
            @Party String second,
            @Party String third)
            implements Derived {
        public Signal {
            parties = List.copyOf(parties);
        }

        public Signal(String policy, String pack, @Nullable String grade, Level level, List<String> parties) {
            this(policy, pack, grade, level, parties, nth(parties, 0), nth(parties, 1), nth(parties, 2));
        }

        private static String nth(List<String> parties, int place) {
            return place < parties.size() ? parties.get(place) : "";
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

    /** What can have come to its end and still matter. */
    enum EndedType {
        /** A seat or an office. */
        OFFICE,
        /** A promise to deal in something with one party alone. */
        EXCLUSIVITY
    }

    /** What can give the holder of a stake some say. */
    enum InfluenceFactor {
        /** More votes than it takes to block special resolutions. */
        BLOCKING_VOTES,
        /** Fewer votes than that, but enough to be examined. */
        NOTABLE_VOTES,
        /** A seat, an observer or a right to appoint. */
        SEAT,
        VETO,
        /** First notice, or a right of first refusal or of a counter-offer. */
        FIRST_REFUSAL,
        /** The company buys, or sells, something from or to the holder alone. */
        EXCLUSIVITY,
        /** Most of the company's disclosed compute comes from the holder. */
        MAIN_SUPPLY,
        /** Most of the company's disclosed funding comes from the holder. */
        MAIN_FUNDING,
        /** The holder may use what the company makes. */
        LICENCE,
        /** It is consulted or informed. */
        CONSULTATION
    }

    enum FlowReason {
        FINANCING,
        BACKSTOP,
        PURCHASE
    }
}
