package interlock.scenario;

import interlock.diagnostic.InvalidInput;
import interlock.engine.CompiledPolicies;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Evaluates bases, and keeps policies that it has compiled for a while, since the same are asked for on many days. */
public final class Evaluator {
    /** Most rule bases held at a time. */
    private static final int KEPT = 16;

    private final int firings;
    private final UnaryOperator<CompiledPolicies> within;
    private final Map<List<Object>, CompiledPolicies> compiled = new LinkedHashMap<>();

    /**
     * @param firings the most firings in one world
     * @param within puts compiled policies under the limits of a run
     */
    public Evaluator(int firings, UnaryOperator<CompiledPolicies> within) {
        this.firings = firings;
        this.within = within;
    }

    /**
     * How signals stand on a basis.
     *
     * @throws InvalidInput if its policies cannot be compiled, or not be carried out on its facts
     * @throws interlock.engine.LimitReached if a world takes more firings than allowed
     */
    public Standings evaluate(Basis basis) {
        return Standings.of(basis, compiled(basis), firings);
    }

    /** The same of a basis that nobody wrote; empty if it cannot be evaluated. */
    Optional<Standings> attempt(Basis basis) {
        try {
            return Optional.of(evaluate(basis));
        } catch (InvalidInput e) {
            // Some lines of an edit need others, without which there is nothing to look at.
            return Optional.empty();
        }
    }

    /** The policies of a basis that nobody wrote; empty if they cannot be compiled. */
    public Optional<CompiledPolicies> attemptCompiled(Basis basis) {
        try {
            return Optional.of(compiled(basis));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }

    /**
     * The policies of a basis, compiled.
     *
     * @throws InvalidInput if they cannot be
     */
    public CompiledPolicies compiled(Basis basis) {
        List<Object> key = new ArrayList<>();
        key.add(basis.policies().vocabulary());
        key.add(basis.parameters().ids());
        key.addAll(basis.policies().policies());
        CompiledPolicies known = compiled.remove(key);
        CompiledPolicies ready = known == null
                ? within.apply(PolicyCompiler.compile(
                        basis.policies(), basis.parameters().ids(), Build.CLASSIC))
                : known;
        compiled.put(List.copyOf(key), ready);
        if (compiled.size() > KEPT) {
            compiled.remove(compiled.keySet().iterator().next());
        }
        return ready;
    }
}
