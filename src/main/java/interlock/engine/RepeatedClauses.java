package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Location;
import interlock.engine.ReadClause.PatternRead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clauses that conclude the same from the same conditions, or from more, whatever their variables are called. */
final class RepeatedClauses {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\w+");

    private RepeatedClauses() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        List<Diagnostic> found = new ArrayList<>();
        List<ReadClause> clauses = rules.clauses();
        for (int i = 0; i < clauses.size(); i++) {
            for (int j = 0; j < clauses.size(); j++) {
                ReadClause narrow = clauses.get(i);
                ReadClause wide = clauses.get(j);
                if (i != j && alike(narrow, wide) && follows(wide, narrow)) {
                    boolean both = follows(narrow, wide);
                    if (!both || i > j) {
                        found.add(told(narrow, wide, both));
                        break;
                    }
                }
            }
        }
        return found.stream();
    }

    private static Diagnostic told(ReadClause narrow, ReadClause wide, boolean same) {
        Location there = wide.page().at(wide.clause().start(), 1);
        String other = "`" + wide.clause().name() + "` (" + there.file() + ":" + there.line() + ")";
        // Policies that were written side by side may be meant to say the same for a while.
        boolean within = narrow.page().policy().id().equals(wide.page().policy().id());
        return told(
                within,
                narrow,
                same ? "IL160" : "IL161",
                narrow.clause().start(),
                "rule".length(),
                same
                        ? "the clause `" + narrow.clause().name() + "` says the same as " + other
                        : "whatever the clause `" + narrow.clause().name() + "` says, " + other
                                + " says already on fewer conditions",
                same ? "remove one of the two" : "remove it, or let it conclude something else");
    }

    private static Diagnostic told(
            boolean warning, ReadClause clause, String code, int at, int length, String message, String help) {
        return warning
                ? RuleSet.warning(clause, code, at, length, message, help)
                : RuleSet.note(clause, code, at, length, message, help);
    }

    /** Whether what they conclude would be the same signal or conclusion. */
    private static boolean alike(ReadClause one, ReadClause other) {
        if (!one.shape().conclusions().equals(other.shape().conclusions())) {
            return false;
        }
        return !one.raises()
                || (one.policy().id().equals(other.policy().id())
                        && Objects.equals(one.clause().grade(), other.clause().grade())
                        && Objects.equals(one.clause().level(), other.clause().level()));
    }

    /** Whether all conditions of the wide clause stand in the narrow one, and lead to the same conclusion. */
    private static boolean follows(ReadClause wide, ReadClause narrow) {
        return match(wide.matched(), 0, narrow, Set.of(), new HashMap<>())
                .filter(names -> rest(wide, narrow, names))
                .isPresent();
    }

    private static Optional<Map<String, String>> match(
            List<PatternRead> patterns, int next, ReadClause narrow, Set<Integer> taken, Map<String, String> names) {
        if (next == patterns.size()) {
            return Optional.of(names);
        }
        List<PatternRead> candidates = narrow.matched();
        for (int i = 0; i < candidates.size(); i++) {
            if (!taken.contains(i)) {
                @Nullable Map<String, String> longer = covers(patterns.get(next), candidates.get(i), names);
                Set<Integer> now = new TreeSet<>(taken);
                now.add(i);
                Optional<Map<String, String>> found =
                        longer == null ? Optional.empty() : match(patterns, next + 1, narrow, now, longer);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The names under which one pattern asks for no more than another; null if there are none. */
    private static @Nullable Map<String, String> covers(
            PatternRead wide, PatternRead narrow, Map<String, String> names) {
        if (!wide.kind().equals(narrow.kind()) || wide.listed() || narrow.listed()) {
            return null;
        }
        Map<String, String> longer = new HashMap<>(names);
        if (wide.binds() != null) {
            if (narrow.binds() == null) {
                return null;
            }
            longer.put(wide.binds(), narrow.binds());
        }
        for (var constraint : wide.constraints()) {
            String variable = constraint.condition().binds();
            if (variable != null) {
                String field = wide.boundTo(variable).orElse("");
                Optional<String> there = narrow.constraints().stream()
                        .map(c -> c.condition().binds())
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .filter(v -> narrow.boundTo(v).filter(field::equals).isPresent())
                        .findFirst();
                if (there.isEmpty()) {
                    return null;
                }
                longer.put(variable, there.get());
            }
        }
        Set<String> asked = new TreeSet<>();
        narrow.demands().forEach(d -> asked.add(flat(d.text())));
        for (var demand : wide.demands()) {
            if (demand.condition().binds() == null && !asked.contains(flat(renamed(demand.text(), longer)))) {
                return null;
            }
        }
        return longer;
    }

    /** What else stands in the clauses must be the same word by word, but for the names of variables. */
    private static boolean rest(ReadClause wide, ReadClause narrow, Map<String, String> names) {
        Map<String, String> all = new HashMap<>(names);
        Set<String> there = new TreeSet<>(blocks(narrow, Map.of()));
        for (String block : blocks(wide, names)) {
            if (!there.contains(block)) {
                return false;
            }
        }
        List<String> results = results(narrow);
        List<String> own = results(wide);
        if (own.size() > results.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            all.put(own.get(i), results.get(i));
        }
        String says = wide.raises() ? flat(renamed(String.valueOf(wide.says()), all)) : "";
        return flat(renamed(wide.text().substring(wide.behindThen()), all))
                        .equals(flat(narrow.text().substring(narrow.behindThen())))
                && (!wide.raises() || says.equals(flat(String.valueOf(narrow.says()))));
    }

    /** The conditions other than plain patterns, with inner variables named by their order. */
    private static List<String> blocks(ReadClause clause, Map<String, String> names) {
        Set<Integer> starts = new TreeSet<>();
        clause.patterns().stream()
                .filter(p -> p.frame().how() != ReadClause.How.MATCHED)
                .forEach(p -> starts.add(p.frame().block()));
        List<String> blocks = new ArrayList<>();
        for (int start : starts) {
            StringBuilder block = new StringBuilder();
            Map<String, String> inner = new HashMap<>(names);
            List<String> order = new ArrayList<>();
            clause.patterns().stream().filter(p -> p.frame().block() == start).forEach(p -> {
                block.append(p.frame().how())
                        .append(p.frame().branch())
                        .append(p.kind())
                        .append('(');
                p.constraints().forEach(c -> {
                    if (c.condition().binds() != null) {
                        inner.put(String.valueOf(c.condition().binds()), numbered(order));
                    }
                    block.append(renamed(c.text(), inner)).append(',');
                });
            });
            clause.gatherings().stream().filter(g -> g.block() == start).forEach(g -> {
                g.functions().forEach((name, function) -> {
                    inner.put(name, numbered(order));
                    block.append(';').append(renamed(name + ":" + function, inner));
                });
                g.constraints().forEach(c -> block.append(';').append(renamed(c.text(), inner)));
            });
            blocks.add(flat(block.toString()));
        }
        return blocks;
    }

    private static String numbered(List<String> order) {
        order.add("$" + order.size());
        return order.get(order.size() - 1);
    }

    private static List<String> results(ReadClause clause) {
        return clause.gatherings().stream()
                .flatMap(g -> g.functions().keySet().stream())
                .toList();
    }

    private static String renamed(String text, Map<String, String> names) {
        return VARIABLE.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(names.getOrDefault(m.group(), m.group())));
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", "");
    }
}
