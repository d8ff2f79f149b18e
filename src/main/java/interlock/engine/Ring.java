package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Location;
import interlock.engine.ReadClause.PatternRead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Clauses that wait for one another, drawn link by link. */
final class Ring {
    private Ring() {}

    /** @param names of the clauses in a ring, each followed by one that concludes what it reads; the first stands last too */
    static List<Diagnostic> drawn(List<ReadClause> clauses, List<String> names) {
        Map<String, ReadClause> byName = new TreeMap<>();
        clauses.forEach(c -> byName.put(c.shape().ruleName(), c));
        List<Diagnostic> links = new ArrayList<>();
        for (int i = 0; i + 1 < names.size(); i++) {
            ReadClause reader = byName.get(names.get(i));
            ReadClause producer = byName.get(names.get(i + 1));
            if (reader != null && producer != null) {
                links.add(link(reader, producer, i + 1, names.size() - 1));
            }
        }
        return links;
    }

    private static Diagnostic link(ReadClause reader, ReadClause producer, int number, int all) {
        Optional<PatternRead> pattern = reader.patterns().stream()
                .filter(p -> producer.shape().conclusions().contains(p.kind()))
                .max(Comparator.comparing((PatternRead p) -> p.frame().whole()).thenComparing(p -> -p.at()));
        PatternRead read = pattern.orElseThrow(() -> new IllegalStateException("a link without a condition"));
        Location at = reader.page().at(read.at(), read.kind().length());
        Location there = producer.page().at(producer.clause().start(), 1);
        String message = "clauses wait for one another, link " + number + " of " + all + ": `"
                + reader.clause().name() + "` must see "
                + (read.frame().whole() ? "every `" + read.kind() + "` before it can fire" : "a `" + read.kind() + "`")
                + ", and `" + producer.clause().name() + "` (" + there.file() + ":" + there.line() + ") concludes "
                + (read.frame().whole() ? "such" : "it");
        return Diagnostic.error(
                        "IL140", at, message, "a clause may not deny or count what depends on its own conclusion")
                .withSnippet(reader.page().line(at.line()));
    }
}
