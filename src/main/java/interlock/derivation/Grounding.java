package interlock.derivation;

import interlock.vocabulary.Derived;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * For each conclusion of a derivation one step that shows it without resting on it. In a ring a conclusion can have a
 * justification through itself; a step counts here only if all that it rests on could be had in fewer rounds.
 */
public final class Grounding {
    private final Derivation derivation;
    private final Map<Derived, Integer> rounds;
    private final Map<Derived, Optional<Step>> chosen = new HashMap<>();

    public Grounding(Derivation derivation) {
        this.derivation = derivation;
        this.rounds = rounds(derivation);
    }

    /** Of the steps that show a conclusion the one on the fewest facts, the first in order; empty for a given. */
    public Optional<Step> of(Derived conclusion) {
        Optional<Step> known = chosen.get(conclusion);
        if (known == null) {
            known = choose(conclusion);
            chosen.put(conclusion, known);
        }
        return known;
    }

    /** The conclusions under a step that have a step of their own, each after all that it rests on. */
    public List<Derived> under(Step step) {
        Set<Derived> found = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>(List.of(step));
        while (!open.isEmpty()) {
            for (Derived conclusion : conclusions(derivation, open.pop())) {
                if (found.add(conclusion)) {
                    of(conclusion).ifPresent(open::push);
                }
            }
        }
        return found.stream()
                .filter(c -> of(c).isPresent())
                .sorted(Comparator.comparing(this::round).thenComparing(Derived::toString))
                .toList();
    }

    private Optional<Step> choose(Derived conclusion) {
        int round = round(conclusion);
        return derivation.justifying(conclusion).stream()
                .filter(s -> conclusions(derivation, s).stream().allMatch(c -> round(c) < round))
                .min(Comparator.comparing((Step s) -> derivation.factsUnder(s).size())
                        .thenComparing(Comparator.naturalOrder()));
    }

    private int round(Derived conclusion) {
        return derivation.given(conclusion) ? 0 : rounds.getOrDefault(conclusion, 0);
    }

    /** The first round in which each conclusion can be had, from 1; a given can be had before that. */
    private static Map<Derived, Integer> rounds(Derivation derivation) {
        Map<Derived, Integer> rounds = new HashMap<>();
        Map<Derived, List<Step>> waiting = new LinkedHashMap<>();
        Map<Step, Integer> lacking = new HashMap<>();
        List<Step> ready = new ArrayList<>();
        for (Step step : derivation.steps()) {
            Set<Derived> needs = conclusions(derivation, step);
            needs.forEach(
                    c -> waiting.computeIfAbsent(c, k -> new ArrayList<>()).add(step));
            lacking.put(step, needs.size());
            if (needs.isEmpty()) {
                ready.add(step);
            }
        }
        for (int round = 1; !ready.isEmpty(); round++) {
            List<Step> next = new ArrayList<>();
            for (Step step : ready) {
                if (rounds.putIfAbsent(step.conclusion(), round) == null) {
                    for (Step s : waiting.getOrDefault(step.conclusion(), List.of())) {
                        if (lacking.merge(s, -1, Integer::sum) == 0) {
                            next.add(s);
                        }
                    }
                }
            }
            ready = next;
        }
        return rounds;
    }

    /** What a step rests on that other steps conclude and that is not given anyway. */
    private static Set<Derived> conclusions(Derivation derivation, Step step) {
        Set<Derived> conclusions = new HashSet<>();
        for (Premise p : step.premises()) {
            if (p.how() != Premise.How.LACKING
                    && p.item() instanceof Derived d
                    && !derivation.given(d)
                    && !derivation.justifying(d).isEmpty()) {
                conclusions.add(d);
            }
        }
        return conclusions;
    }
}
