package interlock.report;

import interlock.fact.Amount;
import interlock.fact.Qualifier;
import interlock.parameter.Parameter;
import interlock.vocabulary.Numbers;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures, names and dates are put in words; the same on every machine. */
final class Wording {
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private Wording() {}

    /** An amount with three significant decimals at most: $50bn, $1.25bn, $750m, $4,000. */
    static String money(BigDecimal amount, String currency) {
        String sign = amount.signum() < 0 ? "-" : "";
        String mark = currency.equals("USD") ? "$" : currency + " ";
        return sign + mark + scaled(amount.abs());
    }

    static String dollars(BigDecimal amount) {
        return money(amount, "USD");
    }

    private static String scaled(BigDecimal amount) {
        if (amount.compareTo(BigDecimal.TEN.pow(12)) >= 0) {
            return shortened(amount.movePointLeft(12)) + "tn";
        }
        if (amount.compareTo(BigDecimal.TEN.pow(9)) >= 0) {
            return shortened(amount.movePointLeft(9)) + "bn";
        }
        if (amount.compareTo(BigDecimal.TEN.pow(6)) >= 0) {
            return shortened(amount.movePointLeft(6)) + "m";
        }
        return number(amount);
    }

    private static String shortened(BigDecimal figure) {
        return Numbers.normalised(figure.setScale(3, RoundingMode.HALF_EVEN)).toPlainString();
    }

    /** A number with commas between thousands, to two decimals, or to none from 100 on. */
    static String number(BigDecimal figure) {
        int places = figure.abs().compareTo(BigDecimal.valueOf(100)) >= 0 ? 0 : 2;
        String plain = Numbers.normalised(figure.setScale(places, RoundingMode.HALF_EVEN))
                .toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String rest = point < 0 ? "" : plain.substring(point);
        StringBuilder grouped = new StringBuilder();
        int start = whole.startsWith("-") ? 1 : 0;
        for (int i = 0; i < whole.length(); i++) {
            if (i > start && (whole.length() - i) % 3 == 0) {
                grouped.append(',');
            }
            grouped.append(whole.charAt(i));
        }
        return grouped + rest;
    }

    /** Per cent, to one decimal. */
    static String percent(BigDecimal figure) {
        return Numbers.normalised(figure.setScale(1, RoundingMode.HALF_EVEN)).toPlainString() + " %";
    }

    static String share(Range range) {
        BigDecimal low = range.low();
        BigDecimal high = range.high();
        if (low == null) {
            return high == null ? "an unknown share" : "at most " + percent(high);
        }
        if (high == null) {
            return "at least " + percent(low);
        }
        return low.compareTo(high) == 0 ? percent(low) : percent(low) + " to " + percent(high);
    }

    /** An amount as its source put it; null if it gives no figure. */
    static @Nullable String amount(Amount amount) {
        BigDecimal firm = amount.firm();
        BigDecimal cap = amount.cap();
        BigDecimal figure = cap != null ? cap : firm;
        if (figure == null) {
            return null;
        }
        String currency = amount.currency();
        if (cap == null) {
            return "at least " + money(figure, currency);
        }
        String words = amount.qualifier().words() + money(figure, currency);
        if (firm == null || firm.compareTo(cap) == 0) {
            return words;
        }
        if (firm.signum() == 0) {
            boolean said = amount.qualifier() == Qualifier.UP_TO || amount.qualifier() == Qualifier.LESS_THAN;
            return said ? words : words + " (none of it firm)";
        }
        return money(firm, currency) + " to " + money(cap, currency);
    }

    /** The value of a parameter with its unit. */
    static String parameter(Parameter p) {
        BigDecimal value = p.value();
        BigDecimal low = p.interval().low();
        BigDecimal high = p.interval().high();
        if (value != null) {
            return measured(value, p.unit());
        }
        return (low == null ? "?" : low.toPlainString()) + " to " + (high == null ? "?" : high.toPlainString());
    }

    /** A figure with its unit. */
    static String measured(BigDecimal value, String unit) {
        return unit.equals("USD") ? dollars(value) : number(value) + " " + unit;
    }

    /** A date in words: 29 January 2026. */
    static String date(LocalDate date) {
        return date.getDayOfMonth() + " " + MONTHS.get(date.getMonthValue() - 1) + " " + date.getYear();
    }

    /** A name of the vocabulary in words: LETTER_OF_INTENT as letter of intent. */
    static String name(Enum<?> name) {
        return name(name.name());
    }

    /** A name of the vocabulary in words. */
    static String name(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ').replaceFirst("^ai ", "AI ");
    }

    /** A kind in words: SupplyContract as supply contract. */
    static String kind(String kind) {
        return kind.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    /** Items with commas, and the word and before the last. */
    static String listed(List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.get(items.size() - 1);
    }

    /** The first letter large, the end a full stop. */
    static String sentence(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return trimmed;
        }
        String start = trimmed.substring(0, 1).toUpperCase(Locale.ROOT) + trimmed.substring(1);
        return start.endsWith(".") ? start : start + ".";
    }
}
