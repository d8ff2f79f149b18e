package interlock.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A sentence with places in braces to be filled, and parts in square brackets that are left out when a place in them
 * cannot be filled.
 */
final class Template {
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
