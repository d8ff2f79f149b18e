package interlock.engine;

import interlock.derive.Deriver;
import interlock.fact.Given;
import interlock.vocabulary.Fact;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What derivers have made of facts, worked out once for the same facts. */
final class DerivedOnce {
    /** So many answers are kept; past that all are let go. */
    private static final int MOST = 50_000;

    private final Map<Asked, Collection<Given>> answers = new ConcurrentHashMap<>();

    private record Asked(Deriver deriver, List<Fact> facts) {}

    Collection<Given> of(Deriver deriver, List<Fact> facts) {
        if (answers.size() >= MOST) {
            answers.clear();
        }
        return answers.computeIfAbsent(
                new Asked(deriver, facts), a -> a.deriver().derive(a.facts()));
    }
}
