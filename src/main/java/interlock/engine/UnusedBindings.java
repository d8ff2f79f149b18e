package interlock.engine;

import interlock.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Variables that are bound and used nowhere: not in a condition, not in what is concluded, not in the sentence. */
final class UnusedBindings {
    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:(?!=)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");

    private UnusedBindings() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        return rules.clauses().stream().flatMap(c -> in(c).stream());
    }

    private static List<Diagnostic> in(ReadClause clause) {
        String code = Misspelt.code(clause.text());
        Map<String, Integer> uses = new TreeMap<>();
        count(code, uses);
        if (clause.raises()) {
            count(String.valueOf(clause.says()), uses);
        }
        Map<String, Integer> bindings = new TreeMap<>();
        Map<String, Integer> places = new TreeMap<>();
        Matcher binding = BINDING.matcher(code);
        while (binding.find()) {
            bindings.merge(binding.group(1), 1, Integer::sum);
            places.putIfAbsent(binding.group(1), binding.start());
        }
        List<Diagnostic> unused = new ArrayList<>();
        bindings.forEach((variable, times) -> {
            if (times.equals(uses.get(variable))) {
                unused.add(RuleSet.warning(
                        clause,
                        "IL150",
                        places.getOrDefault(variable, 0),
                        variable.length(),
                        "`" + variable + "` is bound here and used nowhere",
                        "remove it, or use it in a condition, behind `then` or in `@says`"));
            }
        });
        return unused;
    }

    private static void count(String text, Map<String, Integer> uses) {
        Matcher m = VARIABLE.matcher(text);
        while (m.find()) {
            uses.merge(m.group(), 1, Integer::sum);
        }
    }
}
