package interlock.engine;

import interlock.diagnostic.Diagnostic;
import java.util.stream.Stream;

/** What a clause concludes and no clause reads. */
final class UnreadConclusions {
    private UnreadConclusions() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        return rules.clauses().stream()
                .flatMap(c -> c.shape().conclusions().stream()
                        .filter(kind -> !kind.equals("Signal"))
                        .filter(kind -> rules.clauses().stream()
                                .noneMatch(other -> other.shape().reads().stream()
                                        .anyMatch(r -> r.kind().equals(kind))))
                        .map(kind -> {
                            int at = Math.max(c.behindThen(), c.text().indexOf(kind, c.behindThen()));
                            return RuleSet.warning(
                                    c,
                                    "IL162",
                                    at,
                                    kind.length(),
                                    "`" + kind + "` is concluded here, and no clause reads it",
                                    "match it in a clause that raises a signal, or remove the clause");
                        }));
    }
}
