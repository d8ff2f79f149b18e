package interlock.fact;

/** What can be wrong with what a fact file says. */
public enum FactCode {
    UNKNOWN_KEY("IL220", "a key is not one of those that can stand in its place"),
    UNKNOWN_KIND("IL221", "there is no such kind of fact"),
    UNKNOWN_FIELD("IL222", "the kind of fact has no such field"),
    MISSING_FIELD("IL223", "something that every such fact needs is not given"),
    WRONG_TYPE("IL224", "a value is not of the type that its field holds"),
    QUOTED_NUMBER("IL225", "a number is written as text"),
    UNKNOWN_NAME("IL226", "a value is not one of the names that its field allows"),
    BAD_DATE("IL227", "a date is not a day of the calendar, written yyyy-mm-dd"),
    IMPLAUSIBLE_DATE("IL228", "a date lies outside the years 1800 to 2200"),
    DATES_REVERSED("IL229", "a fact ends before it begins"),
    NEGATIVE_AMOUNT("IL230", "an amount of money is below zero"),
    FIRM_ABOVE_CAP("IL231", "the firm part of an amount is more than its cap"),
    BAD_SHARE("IL232", "a share is not within 0 to 100 per cent, or its bounds are the wrong way round"),
    UNKNOWN_CURRENCY("IL233", "a currency is not a code of ISO 4217"),
    BAD_CREDIBILITY("IL234", "the credibility of a claim is not a digit from 1 to 6"),
    BAD_LETTER("IL235", "the reliability of a source is not a letter from A to F"),
    BAD_ID("IL236", "an id is not made of small letters, digits, dots and hyphens"),
    NO_EVIDENCE("IL237", "a fact that is not a party names no source"),
    BAD_PROBABILITY("IL238", "the probabilities of the outcomes of a fact cannot be meant"),
    UNREADABLE_NUMBER("IL239", "a number is written in a way that is not clear"),
    UNKNOWN_PARTY("IL240", "a party is named that no Company, Person or Fund declares"),
    UNKNOWN_SOURCE("IL241", "a source is named that is not in the register"),
    UNKNOWN_FACT("IL242", "a fact is named that is not on file"),
    PARENT_CYCLE("IL243", "a company is its own parent, directly or through others"),
    SAME_PARTY_TWICE("IL244", "a fact relates a party, or a fact, to itself"),
    CONFLICTING_ASSERTIONS("IL245", "one fact is asserted twice for the same day with different content"),
    CHANGED_KIND("IL246", "one id is used for facts of different kinds"),
    CONFLICTING_SOURCES("IL247", "one source is registered twice with different content"),
    SEVERAL_AS_OF("IL248", "the fact base is said to stand at different days"),
    RIVALRY_TWICE("IL250", "the same rivalry is on file under two ids"),
    SAME_NAME("IL251", "two parties go by the same name"),
    OVERHELD("IL252", "more is said to be held of a company than there is");

    private final String code;
    private final String explanation;

    FactCode(String code, String explanation) {
        this.code = code;
        this.explanation = explanation;
    }

    /** The code that a user reads, such as {@code IL240}. */
    public String code() {
        return code;
    }

    /** What the code stands for, in one sentence. */
    public String explanation() {
        return explanation;
    }
}
