package interlock.fact;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts as a news article has them, such as "up to $50bn" or "€3 billion": what they say in the parts of an amount. Only told
 * as help, since a word that is taken for another would be a wrong fact.
 */
final class AmountWords {
    private static final Map<String, Qualifier> QUALIFIERS = new LinkedHashMap<>();
    private static final Map<String, String> CURRENCIES = new TreeMap<>(
            Map.of("$", "USD", "us$", "USD", "usd", "USD", "€", "EUR", "eur", "EUR", "£", "GBP", "gbp", "GBP"));

    static {
        for (Qualifier qualifier : Qualifier.values()) {
            if (!qualifier.words().isEmpty()) {
                QUALIFIERS.put(qualifier.words().strip(), qualifier);
            }
        }
        for (String words : new String[] {"as much as", "at most", "no more than"}) {
            QUALIFIERS.put(words, Qualifier.UP_TO);
        }
        for (String words : new String[] {"more than", "over", "no less than"}) {
            QUALIFIERS.put(words, Qualifier.AT_LEAST);
        }
        for (String words : new String[] {"under", "below"}) {
            QUALIFIERS.put(words, Qualifier.LESS_THAN);
        }
        for (String words : new String[] {"approximately", "around", "roughly", "some", "nearly", "~"}) {
            QUALIFIERS.put(words, Qualifier.APPROXIMATELY);
        }
    }

    /** What may stand before the number, the number with its unit, and a currency behind it. */
    private static final Pattern WRITTEN =
            Pattern.compile("([^0-9$€£]*?)\\s*(us\\$|\\$|€|£|usd|eur|gbp)?\\s*([0-9].*?)\\s*(usd|eur|gbp|€|£|\\$)?");

    private AmountWords() {}

    /** The parts that say the same; empty if it says no more than a number of dollars, or it is not clear what. */
    static Optional<String> parts(String text) {
        Matcher written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            return Optional.empty();
        }
        String words = written.group(1).strip();
        String sign = written.group(2) != null ? written.group(2) : written.group(4);
        String currency = sign == null ? "USD" : CURRENCIES.getOrDefault(sign, "USD");
        String number = FieldReader.suggestion(written.group(3));
        boolean plain = words.isEmpty() && currency.equals("USD");
        if (number == null || plain || !(words.isEmpty() || QUALIFIERS.containsKey(words))) {
            return Optional.empty();
        }
        Qualifier qualifier = words.isEmpty() ? Qualifier.EXACT : QUALIFIERS.getOrDefault(words, Qualifier.EXACT);
        boolean noMore = qualifier == Qualifier.UP_TO || qualifier == Qualifier.LESS_THAN;
        boolean noLess = qualifier == Qualifier.AT_LEAST;
        return Optional.of((noMore ? "" : "`firm` " + number + ", ")
                + (noLess ? "" : "`cap` " + number + ", ")
                + "`currency` " + currency + " and `qualifier` " + qualifier);
    }
}
