package interlock.engine;

import interlock.engine.sandbox.TextGate.Matched;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.vocabulary.Vocabulary;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.kie.api.KieBase;

/**
 * What a process that stays up has read and compiled before: a policy that has not changed is not read again, and a stage
 * whose text has not changed is taken as it is. Kinds that rules declare are other classes each time they are read, so where
 * there are any nothing is kept.
 */
public final class KeptStages {
    private final Map<Written, PolicyReader> read = new ConcurrentHashMap<>();
    private final Map<String, Built> built = new ConcurrentHashMap<>();
    /** The rule set that was compiled last, at most one. */
    private final Map<Written, CompiledPolicies> last = new ConcurrentHashMap<>();

    private final DerivedOnce derived = new DerivedOnce();
    private final AtomicLong made = new AtomicLong();

    /** @param matched what each rule matches, by its name, with lines that count from its first as 0 */
    record Built(KieBase base, SortedMap<String, List<Matched>> matched) {}

    /** A policy and all else that reading it depends on; or all policies. */
    private record Written(List<Policy> policy, Set<String> parameters, Set<String> policies) {}

    /** What was compiled last, if it was the same rule set. */
    Optional<CompiledPolicies> last(PolicySet policies, SortedSet<String> parameterIds) {
        return policies.vocabulary().declaredTypes().isEmpty()
                ? Optional.ofNullable(last.get(new Written(policies.policies(), parameterIds, Set.of())))
                : Optional.empty();
    }

    void last(CompiledPolicies compiled, SortedSet<String> parameterIds) {
        last.clear();
        last.put(new Written(compiled.policies().policies(), parameterIds, Set.of()), compiled);
    }

    /** Every policy as it is read; of those that were read before only these are kept. */
    List<PolicyReader> read(PolicySet policies, SortedSet<String> parameterIds) {
        SortedSet<String> ids = new TreeSet<>();
        policies.policies().forEach(p -> ids.addAll(List.of(p.id(), p.pack())));
        ClauseDraft.Ids known = new ClauseDraft.Ids(new Shelf(policies.vocabulary()), parameterIds, ids);
        if (!policies.vocabulary().declaredTypes().isEmpty()) {
            return policies.policies().stream()
                    .map(p -> new PolicyReader(p, known))
                    .toList();
        }
        Set<Written> now = new LinkedHashSet<>();
        policies.policies().forEach(p -> now.add(new Written(List.of(p), parameterIds, ids)));
        read.keySet().retainAll(now);
        return now.stream()
                .map(w ->
                        read.computeIfAbsent(w, n -> new PolicyReader(n.policy().get(0), known)))
                .toList();
    }

    /** What was derived of facts before. */
    DerivedOnce derived() {
        return derived;
    }

    /** How many stages were compiled so far, those that were taken as they were not counted. */
    public long made() {
        return made.get();
    }

    Optional<Built> get(String text, Vocabulary vocabulary) {
        return vocabulary.declaredTypes().isEmpty() ? Optional.ofNullable(built.get(text)) : Optional.empty();
    }

    void put(String text, Built stage, Vocabulary vocabulary) {
        made.incrementAndGet();
        if (vocabulary.declaredTypes().isEmpty()) {
            built.put(text, stage);
        }
    }

    /** Lets go of all but these, which are what the rules are now. */
    void retain(Collection<String> texts) {
        built.keySet().retainAll(new HashSet<>(texts));
    }

    /** Of each policy those under it, itself among them. */
    public static Map<String, Set<String>> under(CompiledPolicies policies) {
        Map<String, Set<String>> under = new HashMap<>();
        policies.policies().policies().forEach(p -> {
            Set<String> below = new HashSet<>(Set.of(p.id()));
            policies.under(p.id()).forEach(s -> below.add(s.policy()));
            under.put(p.id(), below);
        });
        return under;
    }
}
