package interlock.policy;

import java.util.Arrays;

/** What can be wrong with a kind of fact that a rule folder declares; each has a code for users to search for. */
public enum DeclarationCode {
    UNEXPECTED("IL270", "something stands in a declaration where nothing of its sort can stand"),
    NO_END("IL271", "a declaration is not closed with `end`"),
    REFUSED("IL272", "a declaration holds more than fields: a supertype, a method, a value, a tag or a rule"),
    BAD_NAME("IL273", "the name of a kind, a field or a value of a list of names is not written as such names are"),
    TAKEN("IL274", "a kind has a name that means something else already"),
    TWICE("IL275", "a kind, a field or a name is declared twice"),
    UNKNOWN_TYPE("IL276", "a field holds something that no fact can hold"),
    RESERVED("IL277", "a field has a name that policies or fact files use for something else"),
    NO_ID("IL278", "a kind does not begin with its `id`"),
    NO_SENTENCE("IL279", "a kind has no sentence, or its comment a tag that means nothing there"),
    BAD_SENTENCE("IL280", "the sentence of a kind names what is no field of it, or may have a hole"),
    NOTHING("IL281", "a file or a declaration declares nothing"),
    TOO_LARGE("IL282", "a declaration has more fields, names or text than can be meant");

    private final String code;
    private final String explanation;

    DeclarationCode(String code, String explanation) {
        this.code = code;
        this.explanation = explanation;
    }

    /** Whether a code is one of these. */
    public static boolean has(String code) {
        return Arrays.stream(values()).anyMatch(c -> c.code.equals(code));
    }

    /** The code that a user reads, such as {@code IL276}. */
    public String code() {
        return code;
    }

    /** What the code stands for, in one sentence. */
    public String explanation() {
        return explanation;
    }
}
