package interlock.engine;

import interlock.vocabulary.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.drools.drl.ast.descr.RuleDescr;

/** The clauses of a rule set as the grammar takes them apart, their bones, and their script; each is read at most once. */
final class ClauseTrees {
    private final Map<String, RuleDescr> trees = new ConcurrentHashMap<>();
    private final Map<String, Skeleton> skeletons = new ConcurrentHashMap<>();
    /** What all of them come to, at most one. */
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    /** What all clauses come to. */
    Script script(Supplier<Script> reading) {
        return scripts.computeIfAbsent("", all -> reading.get());
    }

    /** The tree of a clause; not to be changed. */
    RuleDescr tree(ClauseShape shape) {
        return trees.computeIfAbsent(shape.ruleName(), n -> Skeleton.parsed(shape));
    }

    /**
     * @param grade of the signals that the clause raises
     * @param level of these signals
     */
    Skeleton skeleton(ClauseShape shape, Optional<String> grade, Optional<Level> level) {
        return skeletons.computeIfAbsent(
                shape.ruleName(), n -> Skeleton.of(shape, tree(shape), grade.orElse(null), level.orElse(null)));
    }
}
