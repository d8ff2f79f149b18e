package interlock.policytest;

/** What can be wrong with a file of policy tests. */
public enum TestCode {
    UNREADABLE("IL400", "the folder or file of tests cannot be opened"),
    NOT_TESTS("IL401", "the file is not a group with `policy`, `facts` and `cases`"),
    WRONG_POLICY("IL402", "the policy named is not the path of the file"),
    NO_POLICY("IL403", "there is no policy beside the tests"),
    UNKNOWN_KEY("IL404", "a key is not one of those that can stand in its place"),
    MISSING_KEY("IL405", "something that a test needs is not given"),
    WRONG_TYPE("IL406", "a value is not of the type that its key holds"),
    UNKNOWN_NAME("IL407", "a value is not one of the names that its key allows"),
    UNKNOWN_FACT("IL408", "a fact is named that the case does not have"),
    UNKNOWN_PARTY("IL409", "a party is named that no fact of the case names"),
    CASE_TWICE("IL410", "two cases of a policy have the same name"),
    SEVERAL_EXPECTATIONS("IL411", "a case expects several things that exclude each other, or nothing"),
    FACT_TWICE("IL412", "a list of facts gives one fact twice"),
    NO_EDIT("IL413", "a near miss makes no edit"),
    NO_FACTS("IL414", "a fact file that a test names cannot be used");

    private final String code;
    private final String explanation;

    TestCode(String code, String explanation) {
        this.code = code;
        this.explanation = explanation;
    }

    /** The code that a user reads, such as {@code IL404}. */
    public String code() {
        return code;
    }

    /** What the code stands for, in one sentence. */
    public String explanation() {
        return explanation;
    }
}
