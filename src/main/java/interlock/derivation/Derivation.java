package interlock.derivation;

import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        Map<Keyed, Step> distinct = new LinkedHashMap<>();
        fired.stream()
                .map(st -> Map.entry(Keyed.of(st), st))
                .sorted(Map.Entry.<Keyed, Step>comparingByKey()
                        .thenComparing(e -> e.getValue().bindings().toString()))
                .forEach(e -> distinct.putIfAbsent(e.getKey(), e.getValue()));
        this.steps = List.copyOf(distinct.values());
        Map<Derived, List<Step>> index = new LinkedHashMap<>();
        for (Step s : steps) {
            index.computeIfAbsent(s.conclusion(), c -> new ArrayList<>()).add(s);
        }
        this.byConclusion = Collections.unmodifiableMap(index);
    }

    /**
     * The same clause on the same premises to the same end is one step, in however many orders it was matched. Its words
     * are made once and not in every comparison.
     */
    private record Keyed(String policy, String clause, String conclusion, String premises)
            implements Comparable<Keyed> {
        private static final Comparator<Keyed> ORDER = Comparator.comparing(Keyed::policy)
                .thenComparing(Keyed::clause)
                .thenComparing(Keyed::conclusion)
                .thenComparing(Keyed::premises);

        static Keyed of(Step step) {
            return new Keyed(step.policy(), step.clause(), step.conclusion().toString(), step.premiseKey());
        }

        @Override
        public int compareTo(Keyed other) {
            return ORDER.compare(this, other);
        }
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

    /** How severe each signal is, 0 to 100: as much as the most severe of its steps. */
    public Map<SignalKey, BigDecimal> severities() {
        Map<SignalKey, BigDecimal> severities = new HashMap<>();
        for (Step step : steps) {
            if (step.conclusion() instanceof Signal signal) {
                severities.merge(SignalKey.of(signal), step.points().severity(), BigDecimal::max);
            }
        }
        return severities;
    }

    /** All that held before any policy ran. */
    public Set<Derived> givens() {
        return grounds.keySet();
    }

    /** Whether something held before any policy ran. */
    public boolean given(Derived conclusion) {
        return grounds.containsKey(conclusion);
    }

    /** The ids of all facts that a step rests on, through whatever conclusions. */
    public SortedSet<String> factsUnder(Step step) {
        SortedSet<String> facts = new TreeSet<>();
        Set<Derived> seen = new HashSet<>();
        // No recursion: a chain of conclusions can be as long as the fact base.
        Deque<Step> open = new ArrayDeque<>(List.of(step));
        while (!open.isEmpty()) {
            for (Premise p : open.pop().premises()) {
                if (p.how() == Premise.How.LACKING) {
                    continue;
                }
                if (p.item() instanceof Fact fact) {
                    facts.add(fact.id());
                } else if (p.item() instanceof Derived derived && seen.add(derived)) {
                    facts.addAll(grounds(derived));
                    justifying(derived).forEach(open::push);
                }
            }
        }
        return facts;
    }
}
