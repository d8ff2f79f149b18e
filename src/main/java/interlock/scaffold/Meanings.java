package interlock.scaffold;

import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import java.util.Map;

/** What the fields of facts mean, in a few words for whoever fills them in. */
final class Meanings {
    private static final Map<String, String> OF_FIELDS = Map.ofEntries(
            Map.entry("id", "a name for this fact that no other has: small letters, digits, dots, hyphens"),
            Map.entry("name", "the name that a reader sees"),
            Map.entry("otherNames", "other names under which sources know it"),
            Map.entry("jurisdiction", "the country or state whose law it is under"),
            Map.entry("stateOwned", "the share that a state owns"),
            Map.entry("amount", "how much money"),
            Map.entry("economic", "the share of the economic interest"),
            Map.entry("voting", "the share of the votes"),
            Map.entry("company", "the company that it is about"),
            Map.entry("market", "the market in a few words; the same words mean the same market"),
            Map.entry("person", "the person"),
            Map.entry("gigawatts", "the capacity in gigawatts"),
            Map.entry("good", "what is traded"),
            Map.entry("parties", "everyone it is between or about"),
            Map.entry("beneficiary", "who gains by it"),
            Map.entry("customer", "who buys"),
            Map.entry("supplier", "who sells"),
            Map.entry("round", "the financing round, such as Series F"),
            Map.entry("period", "the period, such as FY2026"),
            Map.entry("Company.roles", "what the company does"),
            Map.entry("Company.parent", "the company that it is a business unit of"),
            Map.entry("Company.identifiers", "registered numbers, such as LEI or CIK"),
            Map.entry("Fund.manager", "who manages the fund"),
            Map.entry("Investment.investor", "who puts money in"),
            Map.entry("Investment.investee", "who receives it"),
            Map.entry("Investment.valuation", "what the holding is said to be worth"),
            Map.entry("Investment.instrument", "what is held"),
            Map.entry("Investment.rights", "what the holder may do beside voting"),
            Map.entry("Investment.condition", "what must happen first"),
            Map.entry("Investment.expiry", "the day on which an offer or option ends"),
            Map.entry("Disposal.seller", "who sells its holding"),
            Map.entry("Disposal.economic", "the share of the economic interest that is sold"),
            Map.entry("FundingRound.company", "the company that raises money"),
            Map.entry("FundingRound.valuation", "what the whole company is valued at"),
            Map.entry("Backstop.guarantor", "who pays if it comes to that"),
            Map.entry("Backstop.trigger", "what it would take"),
            Map.entry("Facility.owner", "who builds or owns the site"),
            Map.entry("Facility.site", "the name of the site"),
            Map.entry("Facility.cost", "what it costs its owner, which is not a contract value"),
            Map.entry("SupplyContract.termMonths", "how many months it runs"),
            Map.entry("SupplyContract.exclusive", "whether the customer may buy from nobody else"),
            Map.entry("SupplyContract.minimumCommitment", "what the customer pays in any case"),
            Map.entry("SupplyContract.cancelNotice", "how many days before it ends notice must be given"),
            Map.entry("Exclusivity.grantor", "who binds itself"),
            Map.entry("Exclusivity.grantee", "to whom"),
            Map.entry("Exclusivity.scope", "over what"),
            Map.entry("InvestorCondition.company", "the company that sets the condition"),
            Map.entry("InvestorCondition.investor", "the investor meant, if only one is"),
            Map.entry("InvestorCondition.rivals", "whom the investor is not to back"),
            Map.entry("InvestorCondition.consequence", "what happens otherwise"),
            Map.entry("Rivalry.left", "one of the two that compete"),
            Map.entry("Rivalry.right", "the other; the order does not matter"),
            Map.entry("MarketShare.good", "the good that the market trades"),
            Map.entry("MarketShare.geography", "the region of the market"),
            Map.entry("MarketShare.share", "the share of the market"),
            Map.entry("MarketShare.surveyor", "who measured it"),
            Map.entry("Financials.region", "the region; the whole world if left out"),
            Map.entry("Financials.turnover", "revenue of the period"),
            Map.entry("Financials.capitalAndSurplus", "capital, surplus and undivided profits"),
            Map.entry("Financials.competitiveSales", "sales in which it competes"),
            Map.entry("Financials.capex", "capital expenditure"),
            Map.entry("Financials.commitments", "purchases that it has bound itself to"),
            Map.entry("Financials.headcountChange", "roles added, or with a minus cut"),
            Map.entry("Financials.customer", "the customer whose share of the revenue is given"),
            Map.entry("Financials.customerShare", "that customer's share of the revenue"),
            Map.entry("Role.type", "what the person is there"),
            Map.entry("Role.designatedBy", "the investor who named the person"),
            Map.entry("Role.title", "the title as the source gives it"),
            Map.entry("PersonalInterest.type", "the kind of interest"),
            Map.entry("PersonalInterest.value", "what it is worth"),
            Map.entry("AppointmentRight.holder", "who may appoint directors"),
            Map.entry("AppointmentRight.extent", "how many, or which"),
            Map.entry("Mitigation.type", "what was done against the conflict"),
            Map.entry("Mitigation.covers", "what it covers"),
            Map.entry("Movement.headcount", "how many people, where no person is named"),
            Map.entry("Movement.leaves", "the company that they leave"),
            Map.entry("Movement.joins", "the company that they join"),
            Map.entry("Movement.type", "whether people are hired or laid off"),
            Map.entry("RegulatoryEvent.authority", "who acts"),
            Map.entry("RegulatoryEvent.type", "what the authority does"),
            Map.entry("RegulatoryEvent.outcome", "how it ended"));

    private Meanings() {}

    /** What a field of a kind means; what its values are like, where nobody said what it means. */
    static String of(Kind kind, Field field) {
        String own = OF_FIELDS.get(kind.name() + "." + field.name());
        return own == null ? OF_FIELDS.getOrDefault(field.name(), Sample.words(field.name())) : own;
    }

    /** Whether somebody said what a field means. */
    static boolean known(Kind kind, Field field) {
        return OF_FIELDS.containsKey(kind.name() + "." + field.name()) || OF_FIELDS.containsKey(field.name());
    }
}
