package interlock.vocabulary;

import java.util.List;

/**
 * One field of a kind of fact, as a file or a policy names it.
 *
 * @param type what a value of it looks like
 * @param required whether a fact without it cannot be used
 * @param list whether it holds a list of such values
 * @param names the names allowed where the type is {@link Type#NAME}; otherwise empty
 */
public record Field(String name, Type type, boolean required, boolean list, List<String> names) {

    /** The types that a field of a fact may have. */
    public enum Type {
        TEXT("text"),
        PARTY("the id of a party"),
        MONEY("an amount of money"),
        NUMBER("a number"),
        WHOLE("a whole number"),
        SHARE("a share in per cent, one number or {low, high}"),
        DATE("a date, yyyy-mm-dd"),
        TRUTH("true or false"),
        NAME("one of the listed names");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** What a value of the type is, in words. */
        public String words() {
            return words;
        }
    }
}
