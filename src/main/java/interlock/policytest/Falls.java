package interlock.policytest;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Whether a proof falls when a fact that it needs is taken away, as every proof must. */
final class Falls {
    private Falls() {}

    /**
     * The facts that a proof needs for certain: those it cites itself, and those cited by the only step to a conclusion
     * that it cites, as long as that step gathers nothing and denies nothing, so that nothing else could lead there.
     */
    static SortedSet<String> needed(Step proof, Derivation in) {
        SortedSet<String> needed = new TreeSet<>();
        Set<Derived> seen = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>(List.of(proof));
        while (!open.isEmpty()) {
            for (Premise premise : open.pop().premises()) {
                if (premise.how() == Premise.How.LACKING) {
                    continue;
                }
                if (premise.item() instanceof Fact fact) {
                    needed.add(fact.id());
                } else if (premise.item() instanceof Derived derived && seen.add(derived)) {
                    needed.addAll(in.grounds(derived));
                    List<Step> ways = in.justifying(derived);
                    if (ways.size() == 1 && !in.given(derived) && plain(ways.get(0))) {
                        open.push(ways.get(0));
                    }
                }
            }
        }
        return needed;
    }

    private static boolean plain(Step step) {
        return step.absences().isEmpty() && step.premises().stream().allMatch(p -> p.how() == Premise.How.MATCHED);
    }

    /** Whether the same clause leads from the same premises to the same end. */
    static boolean stands(Step proof, Derivation in) {
        return in.justifying(proof.conclusion()).stream()
                .anyMatch(s -> s.policy().equals(proof.policy())
                        && s.clause().equals(proof.clause())
                        && s.premiseKey().equals(proof.premiseKey()));
    }

    /** Of the facts that a proof needs, those without which it still stands; none, if all is well. */
    static List<String> needless(Step proof, Derivation in, Function<String, Derivation> without) {
        return needed(proof, in).stream()
                .filter(fact -> stands(proof, without.apply(fact)))
                .toList();
    }
}
