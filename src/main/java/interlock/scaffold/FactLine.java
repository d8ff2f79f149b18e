package interlock.scaffold;

import interlock.fact.Amount;
import interlock.fact.Assertion;
import interlock.fact.Evidence;
import interlock.fact.Outcome;
import interlock.fact.Qualifier;
import interlock.fact.Source;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes facts and sources that are on file as one line each, as a file of tests holds them. */
final class FactLine {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9]*([ -][A-Za-z0-9]+)*");
    private static final Set<String> READ_OTHERWISE = Set.of("null", "true", "false", "yes", "no", "on", "off");

    private FactLine() {}

    /**
     * A fact with all that decides whether and how it holds.
     *
     * @param with the ids of the facts that stand beside it; it can dispute only one of these
     */
    static String of(Assertion assertion, Kind kind, Set<String> with) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", kind.name());
        for (Field field : kind.fields()) {
            String value = value(assertion, kind, field);
            if (value != null) {
                fields.put(field.name(), value);
            }
        }
        fields.put("status", assertion.status().name());
        if (assertion.from() != null) {
            fields.put("from", assertion.from().toString());
        }
        if (assertion.to() != null) {
            fields.put("to", assertion.to().toString());
        }
        if (assertion.milestones().signed() != null) {
            fields.put("signed", assertion.milestones().signed().toString());
        }
        if (assertion.milestones().closing() != null) {
            fields.put("closing", assertion.milestones().closing().toString());
        }
        if (!assertion.asserted().equals(Assertion.SINCE_EVER)) {
            fields.put("asserted", assertion.asserted().toString());
        }
        if (assertion.contradicts() != null && with.contains(assertion.contradicts())) {
            fields.put("contradicts", assertion.contradicts());
        }
        if (!assertion.evidence().isEmpty()) {
            fields.put(
                    "evidence",
                    listed(assertion.evidence().stream().map(FactLine::evidence).toList()));
        }
        if (!assertion.outcomes().isEmpty()) {
            fields.put(
                    "outcomes",
                    listed(assertion.outcomes().stream().map(FactLine::outcome).toList()));
        }
        return group(fields);
    }

    /**
     * A source with what grades it.
     *
     * @param with the ids of the facts that stand beside it; it can belong to one of these parties only
     */
    static String of(Source source, Set<String> with) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", "Source");
        fields.put("id", source.id());
        fields.put("title", text(source.title()));
        fields.put("publisher", text(source.publisher()));
        fields.put("letter", String.valueOf(source.letter()));
        if (source.republishes() != null) {
            fields.put("republishes", text(source.republishes()));
        }
        if (source.interest() != null && with.contains(source.interest())) {
            fields.put("interest", source.interest());
        }
        return group(fields);
    }

    private static @Nullable String value(Assertion assertion, Kind kind, Field field) {
        Amount amount = assertion.amounts().get(field.name());
        if (amount != null) {
            return amount(amount);
        }
        Object value = kind.value(assertion.fact(), field.name());
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? null
                    : listed(list.stream().map(FactLine::single).toList());
        }
        if (value instanceof Range range) {
            return range.known() ? range(range) : null;
        }
        if (value instanceof Boolean truth) {
            return truth ? "true" : null;
        }
        return value == null ? null : single(value);
    }

    private static String single(Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static String amount(Amount amount) {
        BigDecimal firm = amount.firm();
        BigDecimal cap = amount.cap();
        if (firm != null
                && cap != null
                && firm.compareTo(cap) == 0
                && amount.currency().equals("USD")
                && amount.qualifier() == Qualifier.EXACT) {
            return figure(cap);
        }
        Map<String, String> parts = new LinkedHashMap<>();
        if (firm != null) {
            parts.put("firm", figure(firm));
        }
        if (cap != null) {
            parts.put("cap", figure(cap));
        }
        if (!amount.currency().equals("USD")) {
            parts.put("currency", amount.currency());
        }
        parts.put("qualifier", amount.qualifier().name());
        return group(parts);
    }

    private static String figure(BigDecimal figure) {
        for (Map.Entry<String, Integer> unit : List.of(Map.entry("bn", 9), Map.entry("m", 6))) {
            BigDecimal scaled = figure.movePointLeft(unit.getValue()).stripTrailingZeros();
            if (figure.signum() != 0 && scaled.scale() <= 3 && scaled.abs().compareTo(BigDecimal.ONE) >= 0) {
                return scaled.toPlainString() + unit.getKey();
            }
        }
        return figure.toPlainString();
    }

    private static String range(Range range) {
        BigDecimal low = range.low();
        BigDecimal high = range.high();
        if (low != null && high != null && low.compareTo(high) == 0) {
            return low.toPlainString();
        }
        Map<String, String> parts = new LinkedHashMap<>();
        if (low != null) {
            parts.put("low", low.toPlainString());
        }
        if (high != null) {
            parts.put("high", high.toPlainString());
        }
        return group(parts);
    }

    private static String evidence(Evidence evidence) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("source", evidence.source());
        fields.put("credibility", String.valueOf(evidence.credibility()));
        if (evidence.origin() != null) {
            fields.put("origin", text(evidence.origin()));
        }
        return group(fields);
    }

    private static String outcome(Outcome outcome) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("label", text(outcome.label()));
        fields.put("probability", range(outcome.probability()));
        if (outcome.absent()) {
            fields.put("absent", "true");
        } else {
            Map<String, String> amounts = new LinkedHashMap<>();
            outcome.amounts().forEach((k, v) -> amounts.put(k, figure(v)));
            fields.put("amounts", group(amounts));
        }
        return group(fields);
    }

    /** A text, in quotes unless it can only be read as what it is. */
    static String text(String text) {
        if (PLAIN.matcher(text).matches() && !READ_OTHERWISE.contains(text.toLowerCase(java.util.Locale.ROOT))) {
            return text;
        }
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t") + "\"";
    }

    static String listed(List<String> items) {
        return "[" + String.join(", ", items) + "]";
    }

    static String group(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
