package interlock.watch;

import interlock.Desk;
import interlock.Interlock;
import interlock.Query;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.engine.CompiledPolicies;
import interlock.engine.KeptStages;
import interlock.engine.LimitReached;
import interlock.policy.Policy;
import interlock.policytest.TestResult;
import interlock.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at facts and rules as they are now. What was compiled for one look is kept for the next. */
final class Inspection {
    private final List<Path> facts;
    private final List<Path> rules;
    private final Query query;
    private final Watch.Bounds bounds;
    private final KeptStages kept = new KeptStages();
    /** Which policies each rested on when its tests were run last. */
    private final Map<String, Set<String>> rested = new HashMap<>();
    /** What has changed since tests could be run: at most one. */
    private final List<Affected> untested = new ArrayList<>();

    Inspection(List<Path> facts, List<Path> rules, Query query, Watch.Bounds bounds) {
        this.bounds = bounds;
        this.facts = List.copyOf(facts);
        this.rules = List.copyOf(rules);
        this.query = query;
    }

    /** Everything that is affected. */
    Snapshot of(Affected affected) {
        List<Diagnostic> problems = problems();
        Affected since = untested.isEmpty() ? affected : affected.and(untested.get(0));
        Tested tested = tests(since);
        untested.clear();
        if (tested.results() instanceof Part.Broken) {
            untested.add(since);
        }
        return new Snapshot(tested.affected(), problems, tested.results(), report(affected));
    }

    /** @param affected with the policies that were tested */
    private record Tested(Affected affected, Part<List<TestResult>> results) {}

    private List<Diagnostic> problems() {
        try {
            return bounds.within(budget -> Interlock.check(facts, rules, kept)).stream()
                    .filter(Diagnostic::isProblem)
                    .toList();
        } catch (InvalidInput e) {
            return e.diagnostics();
        }
    }

    private Tested tests(Affected affected) {
        if (!affected.anyTests()) {
            return new Tested(affected, new Part.Untouched<>());
        }
        Set<String> found = new TreeSet<>();
        boolean[] all = {affected.allTests() || rested.isEmpty()};
        try {
            List<TestResult> some = all[0]
                    ? List.of()
                    : bounds.within(budget -> Desk.test(
                            rules,
                            compiled -> {
                                all[0] = affected.policies().stream().anyMatch(p -> concludes(compiled, p));
                                found.addAll(all[0] ? Set.of() : dependents(affected, KeptStages.under(compiled)));
                                return found::contains;
                            },
                            kept,
                            budget));
            // What only concludes is shown to work by the tests of any policy.
            return all[0]
                    ? new Tested(
                            affected.and(Affected.EVERYTHING),
                            new Part.Fresh<>(
                                    bounds.within(budget -> Interlock.test(rules, kept, budget, this::rested))))
                    : new Tested(affected.testing(found), new Part.Fresh<>(some));
        } catch (InvalidInput e) {
            return new Tested(affected, new Part.Broken<>(Optional.empty()));
        } catch (LimitReached e) {
            return new Tested(affected, new Part.Broken<>(Optional.ofNullable(e.getMessage())));
        }
    }

    private static boolean concludes(CompiledPolicies compiled, String policy) {
        return compiled.policies().policy(policy).map(Policy::concludesOnly).orElse(false);
    }

    private void rested(CompiledPolicies compiled) {
        rested.clear();
        rested.putAll(KeptStages.under(compiled));
    }

    /** The policies whose tests may come out otherwise: what rests on what has changed, or did when it was tested. */
    private Set<String> dependents(Affected affected, Map<String, Set<String>> under) {
        Set<String> dependents = new TreeSet<>(affected.testsOf());
        dependents.addAll(affected.policies());
        for (Map<String, Set<String>> known : List.of(Map.copyOf(rested), under)) {
            known.forEach((policy, below) -> {
                if (!Collections.disjoint(below, affected.policies())) {
                    dependents.add(policy);
                }
            });
        }
        rested.clear();
        rested.putAll(under);
        return dependents;
    }

    private Part<Report> report(Affected affected) {
        if (!affected.run()) {
            return new Part.Untouched<>();
        }
        try {
            return new Part.Fresh<>(bounds.within(budget ->
                    Interlock.open(facts, rules).within(budget).keeping(kept).signals(query)));
        } catch (InvalidInput e) {
            return new Part.Broken<>(Optional.empty());
        } catch (LimitReached e) {
            return new Part.Broken<>(Optional.ofNullable(e.getMessage()));
        }
    }
}
