package interlock.fact;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Location;
import interlock.json.Node;
import interlock.json.Node.Form;
import interlock.json.ReadingCode;
import interlock.vocabulary.Field;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value that a field holds. Each method returns null where the value cannot be used, and then has told the
 * findings why; {@code what} is the name of the field in messages.
 */
final class FieldReader {
    static final String DOLLARS = "USD";

    private static final int FIRST_YEAR = 1800;
    private static final int LAST_YEAR = 2200;
    private static final int MOST_DIGITS = 40;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern PLAIN_NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);
    private static final Pattern GROUPED = Pattern.compile("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?.*");

    private static final List<String> GROUPS = List.of("facts", "sources", "evidence", "outcomes");

    private final Findings findings;
    private final Set<String> codes = new TreeSet<>();

    FieldReader(Findings findings) {
        this.findings = findings;
        Currency.getAvailableCurrencies().forEach(c -> codes.add(c.getCurrencyCode()));
    }

    /** One value of a field that is not a list and whose names, if any, stay text; money is an {@link Amount}. */
    @Nullable
    Object value(Field field, Node node) {
        String what = field.name();
        return switch (field.type()) {
            case TEXT, PARTY -> text(what, node);
            case MONEY -> amount(what, node);
            case NUMBER -> number(what, node);
            case WHOLE -> whole(what, node);
            case SHARE -> share(what, node);
            case DATE -> date(what, node);
            case TRUTH -> truth(what, node);
            case NAME -> name(what, node, field.names());
        };
    }

    /** The values of a list: its items, or the parts of a cell with {@code |} between them. */
    List<Node> items(String what, Node node) {
        if (node instanceof Node.Items items) {
            return items.items();
        }
        if (node instanceof Node.Scalar cell && cell.form() == Form.CELL) {
            return parts(cell);
        }
        findings.error(
                FactCode.WRONG_TYPE,
                node.at(),
                "`" + what + "` is " + node.words() + ", not a list",
                node instanceof Node.Scalar scalar && !GROUPS.contains(what)
                        ? "write [" + scalar.text() + "]"
                        : "begin each item with `- ` on a line of its own");
        return List.of();
    }

    private static List<Node> parts(Node.Scalar cell) {
        List<Node> parts = new ArrayList<>();
        for (String part : cell.text().split("\\|", -1)) {
            if (!part.isBlank()) {
                parts.add(new Node.Scalar(part.strip(), Form.CELL, cell.at()));
            }
        }
        return parts;
    }

    @Nullable
    String text(String what, Node node) {
        if (!(node instanceof Node.Scalar scalar) || scalar.form() == Form.NUMBER || scalar.form() == Form.TRUTH) {
            String help = node instanceof Node.Scalar ? "put it in quotes" : null;
            wrongType(what, node, "text", help);
            return null;
        }
        if (scalar.text().isBlank()) {
            findings.error(FactCode.WRONG_TYPE, node.at(), "`" + what + "` is empty", "leave out what is unknown");
            return null;
        }
        if (scalar.text().codePoints().anyMatch(FieldReader::unprintable)) {
            findings.error(
                    FactCode.WRONG_TYPE,
                    node.at(),
                    "`" + what + "` holds a character that cannot be shown, such as one that steers a terminal",
                    "remove it");
            return null;
        }
        return scalar.text();
    }

    /** Control characters, but for line breaks and tabs, and marks that turn the direction of writing. */
    private static boolean unprintable(int codePoint) {
        return (Character.isISOControl(codePoint) && codePoint != '\n' && codePoint != '\r' && codePoint != '\t')
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    @Nullable
    LocalDate date(String what, Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            wrongType(what, node, "a date", "write it as yyyy-mm-dd");
            return null;
        }
        Matcher parts = DATE.matcher(scalar.text());
        if (!parts.matches()) {
            findings.error(
                    FactCode.BAD_DATE,
                    node.at(),
                    "`" + scalar.text() + "` is not a date",
                    "write it as yyyy-mm-dd, such as 2026-01-29");
            return null;
        }
        int year = Integer.parseInt(parts.group(1));
        LocalDate date;
        try {
            date = LocalDate.of(year, Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        } catch (DateTimeException e) {
            findings.error(
                    FactCode.BAD_DATE,
                    node.at(),
                    "there is no day `" + scalar.text() + "`",
                    "write it as yyyy-mm-dd, the month before the day");
            return null;
        }
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            findings.error(
                    FactCode.IMPLAUSIBLE_DATE,
                    node.at(),
                    "the year " + year + " cannot be meant",
                    "dates run from " + FIRST_YEAR + " to " + LAST_YEAR);
            return null;
        }
        return date;
    }

    @Nullable
    Boolean truth(String what, Node node) {
        String text = node instanceof Node.Scalar scalar && scalar.form() != Form.QUOTED ? scalar.text() : "";
        if (node instanceof Node.Scalar scalar && scalar.form() == Form.CELL) {
            text = text.toLowerCase(Locale.ROOT);
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        wrongType(
                what,
                node,
                "true or false",
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "yes", "y", "on", "true" -> "write true";
                    case "no", "n", "off", "false" -> "write false";
                    default -> "write true or false, without quotes";
                });
        return null;
    }

    @Nullable
    String name(String what, Node node, List<String> names) {
        String text = text(what, node);
        if (text == null || names.contains(text)) {
            return text;
        }
        findings.error(
                FactCode.UNKNOWN_NAME,
                node.at(),
                "`" + text + "` is not a name that `" + what + "` can have",
                DidYouMean.help(text, names, "it can have " + String.join(", ", names)));
        return null;
    }

    @Nullable
    Integer whole(String what, Node node) {
        BigDecimal number = number(what, node);
        if (number == null) {
            return null;
        }
        if (number.scale() > 0 || number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            wrongType(what, node, "a whole number", null);
            return null;
        }
        return number.intValueExact();
    }

    @Nullable
    BigDecimal number(String what, Node node) {
        if (!(node instanceof Node.Scalar scalar) || scalar.form() == Form.TRUTH || scalar.nothing()) {
            wrongType(what, node, "a number", null);
            return null;
        }
        String text = scalar.text();
        if (scalar.form() == Form.QUOTED && PLAIN_NUMBER.matcher(text).matches()) {
            findings.error(
                    FactCode.QUOTED_NUMBER, node.at(), "`" + what + "` is a number in quotes", "remove the quotes");
            return null;
        }
        if (NOT_FINITE.matcher(text).matches()) {
            findings.add(Diagnostic.error(
                    ReadingCode.NOT_FINITE.code(),
                    node.at(),
                    "`" + text + "` is not a number",
                    "leave out what is unknown"));
            return null;
        }
        BigDecimal number = Numbers.written(text).orElse(null);
        if (number == null) {
            unreadable(what, node, text);
        }
        return number;
    }

    private void unreadable(String what, Node node, String text) {
        boolean zeros = text.matches("[-+]?0[0-9].*");
        boolean large = Numbers.looksWritten(text) || text.matches("[-+]?[0-9.]+[eE][-+]?[0-9]+");
        String suggestion = suggestion(text);
        boolean looksLikeNumber = suggestion != null || large || zeros;
        findings.error(
                looksLikeNumber ? FactCode.UNREADABLE_NUMBER : FactCode.WRONG_TYPE,
                node.at(),
                large
                        ? "the number `" + text + "` cannot be meant"
                        : zeros
                                ? "`" + text + "` begins with a zero, which some programs take for octal"
                                : "`" + what + "` is `" + text + "`, not a number",
                suggestion != null
                        ? "write " + suggestion
                        : "write a number such as 50000000000, 50_000_000_000, 50e9 or 50bn");
    }

    /** The same number as it should be written, if it is clear which one is meant. */
    static @Nullable String suggestion(String text) {
        if (text.length() > MOST_DIGITS) {
            return null;
        }
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[$€£¥%]|usd|us|\\s", "");
        if (GROUPED.matcher(plain).matches()) {
            plain = plain.replace(",", "");
        }
        plain = plain.replaceFirst("(trillion|trn|t)$", "tn")
                .replaceFirst("(billion|bln|b)$", "bn")
                .replaceFirst("(million|mio|mn)$", "m")
                .replaceFirst("thousand$", "k")
                .replaceFirst("^([-+]?)\\.", "$10.")
                .replaceFirst("^([-+]?)0+(?=[0-9])", "$1");
        return Numbers.written(plain).isEmpty() ? null : plain;
    }

    /** A share in per cent: one number, or a low and a high one. */
    @Nullable
    Range share(String what, Node node) {
        return range(what, node, HUNDRED, FactCode.BAD_SHARE, "a share is a number of per cent from 0 to 100");
    }

    /** A probability from 0 to 1: one number, or a low and a high one. */
    @Nullable
    Range probability(String what, Node node) {
        return range(what, node, BigDecimal.ONE, FactCode.BAD_PROBABILITY, "a probability is a number from 0 to 1");
    }

    private @Nullable Range range(String what, Node node, BigDecimal most, FactCode code, String rule) {
        if (!(node instanceof Node.Entries entries)) {
            BigDecimal number = bounded(what, node, most, code, rule);
            return number == null ? null : new Range(number, number);
        }
        keys(what, entries, List.of("low", "high"));
        int before = findings.errors();
        BigDecimal low = bound("low", entries, most, code, rule);
        BigDecimal high = bound("high", entries, most, code, rule);
        if (findings.errors() > before) {
            return null;
        }
        if (low == null && high == null) {
            findings.error(
                    FactCode.MISSING_FIELD,
                    node.at(),
                    "`" + what + "` has neither `low` nor `high`",
                    "leave out what is unknown");
            return null;
        }
        if (low != null && high != null && low.compareTo(high) > 0) {
            findings.error(
                    code,
                    entries.entry("low").map(e -> e.value().at()).orElse(node.at()),
                    "the low end of `" + what + "` is above its high end",
                    "swap them");
            return null;
        }
        return new Range(low, high);
    }

    private @Nullable BigDecimal bound(String key, Node.Entries entries, BigDecimal most, FactCode code, String rule) {
        Node node = given(entries, key);
        return node == null ? null : bounded(key, node, most, code, rule);
    }

    private @Nullable BigDecimal bounded(String what, Node node, BigDecimal most, FactCode code, String rule) {
        BigDecimal number = number(what, node);
        if (number != null && (number.signum() < 0 || number.compareTo(most) > 0)) {
            findings.error(code, node.at(), "`" + what + "` is " + number.toPlainString() + ", which cannot be", rule);
            return null;
        }
        return number;
    }

    /** An amount of money: a number of dollars, or firm, cap, currency and qualifier. */
    @Nullable
    Amount amount(String what, Node node) {
        if (!(node instanceof Node.Entries entries)) {
            if (node instanceof Node.Scalar scalar) {
                String better = AmountWords.parts(scalar.text()).orElse(null);
                if (better != null) {
                    findings.error(
                            FactCode.UNREADABLE_NUMBER,
                            node.at(),
                            "`" + what + "` is `" + scalar.text() + "`, which says more than a number",
                            "give it as " + better);
                    return null;
                }
            }
            BigDecimal number = money(what, node);
            return number == null ? null : Amount.exactly(number, DOLLARS);
        }
        int before = findings.errors();
        keys(what, entries, List.of("firm", "cap", "currency", "qualifier"));
        BigDecimal firm = money("firm", entries);
        BigDecimal cap = money("cap", entries);
        String currency = currency(entries);
        Qualifier qualifier = null;
        Node word = given(entries, "qualifier");
        if (word != null) {
            String name = name(
                    "qualifier",
                    word,
                    Arrays.stream(Qualifier.values()).map(Enum::name).toList());
            qualifier = name == null ? null : Qualifier.valueOf(name);
        }
        if (findings.errors() > before) {
            return null;
        }
        if (firm == null && cap == null) {
            findings.error(
                    FactCode.MISSING_FIELD,
                    node.at(),
                    "`" + what + "` has neither `firm` nor `cap`",
                    "leave out what is unknown");
            return null;
        }
        if (firm != null && cap != null && firm.compareTo(cap) > 0) {
            findings.error(
                    FactCode.FIRM_ABOVE_CAP,
                    entries.entry("firm").map(e -> e.value().at()).orElse(node.at()),
                    "the firm part of `" + what + "` is above its cap",
                    "the cap is the most that the amount can come to");
            return null;
        }
        return new Amount(firm, cap, currency, qualifier == null ? usual(firm, cap) : qualifier);
    }

    /** The qualifier of an amount that names none. */
    private static Qualifier usual(@Nullable BigDecimal firm, @Nullable BigDecimal cap) {
        if (cap == null) {
            return Qualifier.AT_LEAST;
        }
        return firm != null && cap.compareTo(firm) == 0 ? Qualifier.EXACT : Qualifier.UP_TO;
    }

    private @Nullable BigDecimal money(String key, Node.Entries entries) {
        Node node = given(entries, key);
        return node == null ? null : money(key, node);
    }

    /** A number of units of a currency, not below zero. */
    @Nullable
    BigDecimal money(String what, Node node) {
        if (node instanceof Node.Items || (node instanceof Node.Scalar scalar && scalar.form() == Form.TRUTH)) {
            wrongType(what, node, "an amount of money", null);
            return null;
        }
        BigDecimal number = number(what, node);
        if (number != null && number.signum() < 0) {
            findings.error(
                    FactCode.NEGATIVE_AMOUNT,
                    node.at(),
                    "`" + what + "` is below zero",
                    "say the other way round who pays whom");
            return null;
        }
        return number;
    }

    private String currency(Node.Entries entries) {
        Node node = given(entries, "currency");
        String code = node == null ? DOLLARS : text("currency", node);
        if (node == null || code == null) {
            return DOLLARS;
        }
        if (!codes.contains(code)) {
            String upper = code.toUpperCase(Locale.ROOT);
            findings.error(
                    FactCode.UNKNOWN_CURRENCY,
                    node.at(),
                    "`" + code + "` is not a currency",
                    codes.contains(upper) ? "did you mean `" + upper + "`?" : "give a code of ISO 4217, such as EUR");
        }
        return code;
    }

    /** Tells of every key that is not one of those known. */
    void keys(String what, Node.Entries entries, List<String> known) {
        for (Node.Entry entry : entries.entries()) {
            if (!known.contains(entry.key())) {
                findings.error(
                        FactCode.UNKNOWN_KEY,
                        entry.keyAt(),
                        "`" + what + "` has no part `" + entry.key() + "`",
                        DidYouMean.help(entry.key(), known, "its parts are " + String.join(", ", known)));
            }
        }
    }

    /** What is given for a key; null if it is not there or says nothing. */
    static @Nullable Node given(Node.Entries entries, String key) {
        Node.Entry entry = entries.entry(key).orElse(null);
        return entry == null || entry.value().nothing() ? null : entry.value();
    }

    void wrongType(String what, Node node, String wanted, @Nullable String help) {
        String found =
                node instanceof Node.Scalar scalar && !scalar.nothing() ? "`" + scalar.text() + "`" : node.words();
        findings.error(FactCode.WRONG_TYPE, node.at(), "`" + what + "` is " + found + ", not " + wanted, help);
    }

    /** The names of an enum. */
    static List<String> names(Enum<?>[] constants) {
        return Stream.of(constants).map(Enum::name).toList();
    }

    /** Tells of an id that is not made of small letters, digits, dots and hyphens. */
    void checkId(String id, Location at) {
        if (id.matches("[a-z0-9][a-z0-9.-]*")) {
            return;
        }
        String better =
                id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^[.-]+|-+$", "");
        findings.error(
                FactCode.BAD_ID,
                at,
                "`" + id + "` cannot be an id",
                "use small letters, digits, dots and hyphens" + (better.isEmpty() ? "" : ", such as `" + better + "`"));
    }
}
