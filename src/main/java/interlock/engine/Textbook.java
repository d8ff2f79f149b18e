package interlock.engine;

import interlock.fact.World;
import interlock.policy.PolicySet;
import interlock.policy.dsl.ClauseBook;
import interlock.policy.dsl.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * Drools as its handbook shows it, to be compared with: the same clauses, built by its classic builder without a cache;
 * each fact and given of a world inserted as it is, and all rules fired once. What fires is written down as ever, since the
 * clauses call for it.
 */
public final class Textbook {
    private final KieBase base;
    private final CompiledPolicies policies;

    private Textbook(KieBase base, CompiledPolicies policies) {
        this.base = base;
        this.policies = policies;
    }

    /**
     * Policies built so.
     *
     * @param compiled the same policies, as they are evaluated otherwise
     */
    public static Textbook of(PolicySet policies, SortedSet<String> parameterIds, CompiledPolicies compiled) {
        return new Textbook(PolicyCompiler.plainly(policies, parameterIds), compiled);
    }

    /**
     * How often something fired in a world, and how much was put in.
     *
     * @param put facts and givens
     */
    public record Fired(long put, long firings) {}

    /** Inserts everything, fires everything. */
    public Fired fire(World world) {
        ClauseBook book = policies.book();
        World whole = Deriving.completed(world, policies.derivers());
        List<Object> all = new ArrayList<>(whole.facts());
        whole.givens().forEach(g -> all.add(g.conclusion()));
        KieSession session = base.newKieSession();
        try {
            Recorder recorder = new Recorder(
                    book, whole.givens().stream().map(g -> g.conclusion()).toList(), conclusion -> true);
            recorder.attachTo(session);
            all.forEach(session::insert);
            int fired = session.fireAllRules();
            return new Fired(all.size(), fired);
        } finally {
            session.dispose();
        }
    }
}
