package interlock.engine;

import interlock.diagnostic.DidYouMean;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the variable that was probably meant to be one that nothing binds. */
final class Misspelt {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");
    private static final Pattern COMMENT = Pattern.compile("//[^\n]*|(?s:/\\*.*?\\*/)");

    private Misspelt() {}

    /** Where a variable stands that stands there only and is nearly the one given. */
    static Optional<Integer> binding(ClauseDraft draft, String variable) {
        Map<String, Integer> once = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        Matcher m = VARIABLE.matcher(code(draft.text()));
        while (m.find()) {
            counts.merge(m.group(), 1, Integer::sum);
            boolean binds = draft.text().substring(m.end()).matches("(?s)\\s*:(?!=).*");
            if (binds) {
                once.putIfAbsent(m.group(), m.start());
            }
        }
        once.keySet().removeIf(v -> counts.getOrDefault(v, 0) != 1);
        return DidYouMean.nearest(variable, once.keySet()).map(once::get);
    }

    /** A text with its quotes and comments made blank, each place staying what it is. */
    static String code(String text) {
        return COMMENT.matcher(Condition.blanked(text))
                .replaceAll(c -> c.group().replaceAll("[^\n]", " "));
    }
}
