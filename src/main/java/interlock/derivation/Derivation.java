package interlock.derivation;

import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that follows in one world: every step, and so every justification of every conclusion. Two derivations of one
 * world are equal, whatever the order in which facts came or rules fired.
 */
public final class Derivation {
    private final List<Step> steps;
    private final Map<Derived, List<Step>> byConclusion;
    private final Map<Derived, List<String>> grounds;

    /** @param givens what held before any policy ran, so that proofs can be followed through it to facts */
    public Derivation(Collection<Step> fired, Collection<Given> givens) {
        Map<Derived, List<String>> from = new LinkedHashMap<>();
        givens.forEach(g -> from.put(g.conclusion(), g.from()));
        this.grounds = Collections.unmodifiableMap(from);
        Map<String, Step> distinct = new LinkedHashMap<>();
        fired.stream().sorted().forEach(s -> distinct.putIfAbsent(identity(s), s));
        this.steps = List.copyOf(distinct.values());
        Map<Derived, List<Step>> index = new LinkedHashMap<>();
        for (Step s : steps) {
            index.computeIfAbsent(s.conclusion(), c -> new ArrayList<>()).add(s);
        }
        this.byConclusion = Collections.unmodifiableMap(index);
    }

    /** The same clause on the same premises to the same end is one step, in however many orders it was matched. */
    private static String identity(Step step) {
        return step.policy() + "\n" + step.clause() + "\n" + step.conclusion() + "\n" + step.premiseKey();
    }

    /** Every step, in a fixed order. */
    public List<Step> steps() {
        return steps;
    }

    /** Every justification of a conclusion; empty if it does not hold or is a given. */
    public List<Step> justifying(Derived conclusion) {
        return byConclusion.getOrDefault(conclusion, List.of());
    }

    /** The ids of the facts that a given was worked out from; empty for anything else. */
    public List<String> grounds(Derived given) {
        return grounds.getOrDefault(given, List.of());
    }

    /** The steps that raise signals, by what identifies the signal in every world. */
    public SortedMap<SignalKey, List<Step>> signals() {
        SortedMap<SignalKey, List<Step>> signals = new TreeMap<>();
        for (Step s : steps) {
            if (s.conclusion() instanceof Signal signal) {
                signals.computeIfAbsent(SignalKey.of(signal), k -> new ArrayList<>())
                        .add(s);
            }
        }
        return signals;
    }

    /** The ids of all facts that a step rests on, through whatever conclusions. */
    public SortedSet<String> factsUnder(Step step) {
        SortedSet<String> facts = new TreeSet<>();
        collect(step, facts, new java.util.HashSet<>());
        return facts;
    }

    private void collect(Step step, SortedSet<String> facts, java.util.Set<Object> seen) {
        for (Premise p : step.premises()) {
            if (p.how() == Premise.How.LACKING) {
                continue;
            }
            if (p.item() instanceof Fact fact) {
                facts.add(fact.id());
            } else if (p.item() instanceof Derived derived && seen.add(derived)) {
                facts.addAll(grounds(derived));
                justifying(derived).forEach(s -> collect(s, facts, seen));
            }
        }
    }
}
