package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.fact.World;
import interlock.scenario.Timeline.Standing;
import interlock.vocabulary.Derived;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** How every signal stands on a basis: on what is certain, and if everything pending came about. */
public final class Standings {
    private final Snapshot snapshot;

    private Standings(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Both worlds of a basis evaluated by its policies. */
    static Standings of(Basis basis, CompiledPolicies compiled, int firings) {
        Function<World, Derivation> evaluate = world -> Engine.evaluate(world, compiled, firings);
        return new Standings(
                Snapshot.of(new Worlds(basis.facts(), basis.parameters(), basis.asOf(), basis.knownAsOf()), evaluate));
    }

    /** How each signal stands. */
    public SortedMap<SignalKey, Standing> bySignal() {
        return snapshot.standings();
    }

    /** The clause that raises a signal. */
    public String clause(SignalKey key) {
        return snapshot.steps(key).get(0).clause();
    }

    /** The ids of the facts that the proofs of a signal rest on. */
    public SortedSet<String> cited(SignalKey key) {
        return snapshot.cited(key);
    }

    /** The ids of all parties that the proofs of a signal bind, of those on file. */
    public SortedSet<String> concerned(SignalKey key, Set<String> parties) {
        SortedSet<String> concerned = new TreeSet<>(key.parties());
        for (Step step : snapshot.steps(key)) {
            step.bindings().values().stream()
                    .filter(v -> v instanceof String id && parties.contains(id))
                    .forEach(v -> concerned.add(v.toString()));
        }
        return concerned;
    }

    /** What the proofs of a signal go by beside facts: ids of policies, and of parameters. */
    public SortedSet<String> goneBy(SignalKey key) {
        SortedSet<String> ids = new TreeSet<>();
        for (Derivation derivation :
                List.of(snapshot.floor().get(), snapshot.ceiling().get())) {
            for (Step step : under(derivation, key)) {
                ids.add(step.policy());
                for (Premise premise : step.premises()) {
                    if (premise.item() instanceof Derived.Parameter parameter) {
                        ids.add(parameter.id());
                    }
                }
            }
        }
        return ids;
    }

    /** The proofs of a signal as a text: equal if, and only if, it is proved in the same ways. */
    public String proofs(SignalKey key) {
        StringBuilder text = new StringBuilder();
        for (Derivation derivation :
                List.of(snapshot.floor().get(), snapshot.ceiling().get())) {
            text.append("world\n");
            SortedSet<String> lines = new TreeSet<>();
            for (Step step : under(derivation, key)) {
                StringBuilder line = new StringBuilder(step.policy() + ": " + step.clause() + " " + step.conclusion());
                step.premises().stream()
                        .map(p -> p.how() + " " + p.item())
                        .sorted()
                        .forEach(p -> line.append("; ").append(p));
                step.absences().forEach(a -> line.append("; ").append(a));
                lines.add(line.append("; ").append(step.points()).toString());
            }
            lines.forEach(l -> text.append(l).append('\n'));
        }
        return text.toString();
    }

    /** The steps that raise a signal, and all under them. */
    private static List<Step> under(Derivation derivation, SignalKey key) {
        List<Step> raising = derivation.signals().getOrDefault(key, List.of());
        Set<Step> found = new HashSet<>(raising);
        Set<Derived> seen = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>(raising);
        while (!open.isEmpty()) {
            for (Premise premise : open.pop().premises()) {
                if (premise.item() instanceof Derived derived && seen.add(derived)) {
                    for (Step step : derivation.justifying(derived)) {
                        if (found.add(step)) {
                            open.push(step);
                        }
                    }
                }
            }
        }
        return found.stream().sorted().toList();
    }

    long insertions() {
        return snapshot.insertions();
    }
}
