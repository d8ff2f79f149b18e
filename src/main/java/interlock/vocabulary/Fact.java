package interlock.vocabulary;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the fact base can say, one record per kind. This page is the registry: loading, the JSON Schema, CSV
 * headers, documentation and the sentences of a proof all walk it, so a new kind is one new record here.
 *
 * <p>The first component of each is its id. A component is required unless it is {@code @Nullable}, a {@link Range}, a
 * list or a boolean. Amounts are US dollars in a world, shares are per cent (0 to 100). What is unknown is null or
 * {@link Range#UNKNOWN}, never 0. Status, clocks and evidence are kept beside the record, out of a policy's reach.
 */
public sealed interface Fact
        permits Fact.Company,
                Fact.Person,
                Fact.Fund,
                Fact.Investment,
                Fact.Disposal,
                Fact.FundingRound,
                Fact.Backstop,
                Fact.Facility,
                Fact.SupplyContract,
                Fact.Exclusivity,
                Fact.InvestorCondition,
                Fact.Rivalry,
                Fact.MarketShare,
                Fact.Financials,
                Fact.Role,
                Fact.PersonalInterest,
                Fact.AppointmentRight,
                Fact.Mitigation,
                Fact.Movement,
                Fact.RegulatoryEvent,
                Fact.Declared {

    /** Stable, readable, unique in the fact base. */
    String id();

    // ---- parties

    @Says("{name} is a company[ with the roles {roles}][, a business unit of {parent}]")
    record Company(
            String id,
            String name,
            List<CompanyRole> roles,
            @Party @Nullable String parent,
            @Nullable String jurisdiction,
            List<String> identifiers,
            List<String> otherNames,
            Range stateOwned)
            implements Fact {
        public Company {
            roles = List.copyOf(roles);
            identifiers = List.copyOf(identifiers);
            otherNames = List.copyOf(otherNames);
        }
    }

    @Says("{name} is a person")
    record Person(String id, String name, List<String> otherNames) implements Fact {
        public Person {
            otherNames = List.copyOf(otherNames);
        }
    }

    @Says("{name} is a fund[ managed by {manager}]")
    record Fund(
            String id,
            String name,
            @Party @Nullable String manager,
            @Nullable String jurisdiction,
            List<String> otherNames,
            Range stateOwned)
            implements Fact {
        public Fund {
            otherNames = List.copyOf(otherNames);
        }
    }

    // ---- money and ownership

    /**
     * X invests in Y. {@code amount} is the money put in or to be put in; {@code valuation} is what the holding is said
     * to be worth. {@code economic} and {@code voting} are two different shares, in per cent.
     */
    @Says("{investor} invests[ {amount}] in {investee}[, holding {economic} of its economic interest]"
            + "[, holding {voting} of its votes][, a holding said to be worth {valuation}]")
    record Investment(
            String id,
            @Party String investor,
            @Party String investee,
            @Money @Nullable BigDecimal amount,
            @Money @Nullable BigDecimal valuation,
            Range economic,
            Range voting,
            Instrument instrument,
            List<Right> rights,
            @Nullable String round,
            @Nullable String condition,
            @Nullable LocalDate expiry)
            implements Fact {
        public Investment {
            rights = List.copyOf(rights);
        }
    }

    @Says("{seller} sells its holding in {company}[ for {amount}]")
    record Disposal(
            String id,
            @Party String seller,
            @Party String company,
            @Money @Nullable BigDecimal amount,
            Range economic) implements Fact {}

    /** {@code valuation} is of the whole company, after the money unless the note says otherwise. */
    @Says("{company} raises a round[ of {amount}][ at a valuation of {valuation}]")
    record FundingRound(
            String id,
            @Party String company,
            @Money @Nullable BigDecimal amount,
            @Money @Nullable BigDecimal valuation,
            @Nullable String round)
            implements Fact {}

    @Says("{guarantor} backs {beneficiary}[ for {amount}][, on the trigger: {trigger}]")
    record Backstop(
            String id,
            @Party String guarantor,
            @Party String beneficiary,
            @Money @Nullable BigDecimal amount,
            @Nullable String trigger)
            implements Fact {}

    /** A site built or to be built; {@code cost} is what it costs its owner, which is not a contract value. */
    @Says("{owner} builds {site}[ for {beneficiary}][ at a cost of {cost}][, of {gigawatts} GW]")
    record Facility(
            String id,
            @Party String owner,
            @Party @Nullable String beneficiary,
            String site,
            @Money @Nullable BigDecimal cost,
            @Nullable BigDecimal gigawatts)
            implements Fact {}

    // ---- trade

    /**
     * X supplies Y. A cloud contract has the good CLOUD. {@code termMonths} is in months, {@code cancelNotice} in days,
     * {@code gigawatts} the capacity reserved.
     */
    @Says("{supplier} supplies {customer} with {good}[ worth {amount}][, {gigawatts} GW][ over {termMonths} months]")
    record SupplyContract(
            String id,
            @Party String supplier,
            @Party String customer,
            Good good,
            @Money @Nullable BigDecimal amount,
            @Nullable Integer termMonths,
            @Nullable BigDecimal gigawatts,
            boolean exclusive,
            @Money @Nullable BigDecimal minimumCommitment,
            @Nullable Integer cancelNotice)
            implements Fact {}

    @Says("{grantor} grants {grantee} exclusivity[ over {scope}]")
    record Exclusivity(
            String id, @Party String grantor, @Party String grantee, List<String> scope) implements Fact {
        public Exclusivity {
            scope = List.copyOf(scope);
        }
    }

    /** A company asks investors, named or in general, not to fund rivals, or ties information rights to that. */
    @Says("{company} sets a condition for its investors[ ({investor})][, not to back {rivals}][: {consequence}]")
    record InvestorCondition(
            String id,
            @Party String company,
            @Party @Nullable String investor,
            @Party List<String> rivals,
            @Nullable String consequence)
            implements Fact {
        public InvestorCondition {
            rivals = List.copyOf(rivals);
        }
    }

    // ---- markets

    /** Symmetric: given once, true both ways. */
    @Says("{left} and {right} compete in {market}")
    record Rivalry(String id, @Party String left, @Party String right, String market) implements Fact {}

    /** {@code good} says which good the market trades, where it is one that a contract can name. */
    @Figures
    @Says("{company} has {share} of {market}[ in {period}][, as surveyed by {surveyor}]")
    record MarketShare(
            String id,
            @Party String company,
            String market,
            @Nullable Good good,
            @Nullable String geography,
            @Nullable String period,
            Range share,
            @Nullable String surveyor)
            implements Fact {}

    /** One company, one period (such as FY2026), one region (the world if absent). {@code headcountChange} in roles. */
    @Figures
    @Says("{company} reports for {period}[ ({region})]:[ turnover {turnover}][ capital and surplus {capitalAndSurplus}]"
            + "[ competitive sales {competitiveSales}][ capital expenditure {capex}][ purchase commitments {commitments}]"
            + "[ headcount change {headcountChange}][ {customerShare} of revenue from {customer}]")
    record Financials(
            String id,
            @Party String company,
            String period,
            @Nullable String region,
            @Money @Nullable BigDecimal turnover,
            @Money @Nullable BigDecimal capitalAndSurplus,
            @Money @Nullable BigDecimal competitiveSales,
            @Money @Nullable BigDecimal capex,
            @Money @Nullable BigDecimal commitments,
            @Nullable Integer headcountChange,
            @Party @Nullable String customer,
            Range customerShare)
            implements Fact {}

    // ---- people and governance

    @Says("{person} is {type} of {company}[, designated by {designatedBy}]")
    record Role(
            String id,
            @Party String person,
            @Party String company,
            RoleKind type,
            @Party @Nullable String designatedBy,
            @Nullable String title)
            implements Fact {}

    @Says("{person} has a personal interest ({type}) in {company}[ worth {value}]")
    record PersonalInterest(
            String id,
            @Party String person,
            @Party String company,
            InterestKind type,
            @Money @Nullable BigDecimal value)
            implements Fact {}

    /** A right to appoint directors, which is not a share. */
    @Says("{holder} may appoint directors of {company}[: {extent}]")
    record AppointmentRight(
            String id,
            @Party String holder,
            @Party String company,
            @Nullable String extent) implements Fact {}

    @Says("between {parties} there is a mitigation ({type})[ covering {covers}]")
    record Mitigation(String id, @Party List<String> parties, MitigationKind type, List<String> covers)
            implements Fact {
        public Mitigation {
            parties = List.copyOf(parties);
            covers = List.copyOf(covers);
        }
    }

    /** People who move, a named person or a number of them; the table's "from" and "to" are {@code leaves} and {@code joins}. */
    @Says("there is a move ({type})[ of {person}][ of {headcount} people][ from {leaves}][ to {joins}]")
    record Movement(
            String id,
            @Party @Nullable String person,
            @Nullable Integer headcount,
            @Party @Nullable String leaves,
            @Party @Nullable String joins,
            MovementKind type)
            implements Fact {}

    @Says("{authority} acts on {parties} ({type})[: {outcome}]")
    record RegulatoryEvent(
            String id,
            @Party String authority,
            @Party List<String> parties,
            RegulatoryKind type,
            @Nullable String outcome)
            implements Fact {
        public RegulatoryEvent {
            parties = List.copyOf(parties);
        }
    }

    // ---- kinds of one's own

    /** A fact of a kind that a rule folder declares: a record like those above, made when the declaration is read. */
    non-sealed interface Declared extends Fact {}

    // ---- names

    enum CompanyRole {
        HYPERSCALER,
        CLOUD,
        AI_LAB,
        AI_APPLICATION,
        CHIP_MAKER,
        OWN_ACCELERATOR,
        DATA_CENTRE,
        DATA,
        POWER,
        MEDIA,
        FUND,
        SOVEREIGN_FUND,
        GOVERNMENT,
        REGULATOR,
        FOUNDATION,
        OTHER
    }

    enum Instrument {
        EQUITY,
        NON_VOTING,
        CONVERTIBLE,
        DEBT,
        CREDITS,
        WARRANT,
        UNDISCLOSED
    }

    enum Right {
        BOARD,
        OBSERVER,
        VETO,
        CONSULTATION,
        FIRST_NOTICE,
        ROFR,
        INFORMATION,
        MFN
    }

    enum Good {
        CLOUD,
        ACCELERATORS,
        DATA_CENTRE,
        POWER,
        DATA,
        LICENCE,
        DISTRIBUTION,
        SERVICES
    }

    enum RoleKind {
        DIRECTOR,
        CHAIR,
        OFFICER,
        OBSERVER,
        COMMITTEE,
        ADVISER
    }

    enum InterestKind {
        STAKE,
        LOAN,
        FAMILY,
        EMPLOYMENT,
        OTHER
    }

    enum MitigationKind {
        RECUSAL,
        FIREWALL,
        DISCLOSURE,
        NON_VOTING,
        TRUSTEE,
        INDEPENDENT_APPROVAL,
        DIVESTMENT
    }

    enum MovementKind {
        HIRE,
        LAY_OFF
    }

    enum RegulatoryKind {
        INVESTIGATION,
        CLEARANCE,
        CONSENT_ORDER,
        PROHIBITION,
        DESIGNATION,
        ASSURANCE,
        GUIDANCE
    }
}
