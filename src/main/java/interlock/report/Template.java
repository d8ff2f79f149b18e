package interlock.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sentence with places in braces to be filled, and parts in square brackets that are left out when a place in them
 * cannot be filled.
 */
final class Template {
    private static final Pattern PART = Pattern.compile("\\[([^\\]]*)]");
    private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\)");

    private final String text;

    Template(String text) {
        this.text = text;
    }

    /** The sentence with each place filled; one outside brackets that cannot be filled reads {@code unknown}. */
    String fill(Function<String, Optional<String>> value) {
        StringBuilder result = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '[') {
                int end = closing(position);
                part(text.substring(position + 1, end), value).ifPresent(result::append);
                position = end + 1;
            } else if (c == '{') {
                int end = text.indexOf('}', position);
                end = end < 0 ? text.length() : end;
                result.append(value.apply(text.substring(position + 1, end)).orElse("unknown"));
                position = end + 1;
            } else {
                result.append(c);
                position++;
            }
        }
        return result.toString().replaceAll("\\s+", " ").strip();
    }

    /** The sentence as a reader can make sense of it unfilled: places named between quotes, what may be left out said so. */
    String shown() {
        Matcher part = PART.matcher(text);
        String whole = part.replaceAll(m -> Matcher.quoteReplacement(" (where known: "
                        + m.group(1).replaceFirst("^[\\s,;:]+", "").strip() + ")"))
                .replaceAll("\\s+\\(where", " (where");
        return PLACE.matcher(whole)
                .replaceAll(m -> Matcher.quoteReplacement("‹" + named(m.group(1)) + "›"))
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** What fills a place, in words. */
    private static String named(String place) {
        int colon = place.lastIndexOf(':');
        String of = (colon < 0 ? place : place.substring(0, colon)).strip();
        Matcher call = CALL.matcher(of);
        if (call.matches()) {
            return "the " + words(call.group(1)) + " of "
                    + Arrays.stream(call.group(2).split(",", -1))
                            .map(Template::words)
                            .collect(Collectors.joining(", "));
        }
        int stroke = of.indexOf('/');
        if (stroke > 0) {
            return "the share of " + words(of.substring(0, stroke)) + " in " + words(of.substring(stroke + 1));
        }
        return words(of);
    }

    /** The name of a variable, or of a field of one, without signs. */
    private static String words(String name) {
        String bare = name.strip().replace("$", "");
        int dot = bare.indexOf('.');
        String told = dot < 0 ? bare : bare.substring(dot + 1).replace('.', ' ') + " of " + bare.substring(0, dot);
        return told.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    /** The places in a template, in order. */
    List<String> places() {
        List<String> places = new ArrayList<>();
        int position = text.indexOf('{');
        while (position >= 0) {
            int end = text.indexOf('}', position);
            if (end < 0) {
                break;
            }
            places.add(text.substring(position + 1, end));
            position = text.indexOf('{', end);
        }
        return places;
    }

    private static Optional<String> part(String part, Function<String, Optional<String>> value) {
        Template inner = new Template(part);
        for (String place : inner.places()) {
            if (value.apply(place).isEmpty()) {
                return Optional.empty();
            }
        }
        // Blanks at the edges belong to the part, so they must survive the filling.
        String lead = part.startsWith(" ") ? " " : "";
        String trail = part.endsWith(" ") ? " " : "";
        return Optional.of(lead + inner.fill(value) + trail);
    }

    private int closing(int open) {
        int end = text.indexOf(']', open);
        return end < 0 ? text.length() : end;
    }
}
