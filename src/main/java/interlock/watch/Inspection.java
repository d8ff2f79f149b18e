package interlock.watch;

import interlock.Desk;
import interlock.Interlock;
import interlock.Query;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.engine.LimitReached;
import interlock.policytest.TestResult;
import interlock.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at facts and rules as they are now. */
final class Inspection {
    private final List<Path> facts;
    private final List<Path> rules;
    private final Query query;
    private final Watch.Bounds bounds;

    Inspection(List<Path> facts, List<Path> rules, Query query, Watch.Bounds bounds) {
        this.bounds = bounds;
        this.facts = List.copyOf(facts);
        this.rules = List.copyOf(rules);
        this.query = query;
    }

    /** Everything that is affected. */
    Snapshot of(Affected affected) {
        return new Snapshot(affected, problems(), tests(affected), report(affected));
    }

    private List<Diagnostic> problems() {
        try {
            return bounds.within(budget -> Interlock.check(facts, rules)).stream()
                    .filter(Diagnostic::isProblem)
                    .toList();
        } catch (InvalidInput e) {
            return e.diagnostics();
        }
    }

    private Part<List<TestResult>> tests(Affected affected) {
        if (!affected.anyTests()) {
            return new Part.Untouched<>();
        }
        try {
            return new Part.Fresh<>(bounds.within(budget -> affected.allTests()
                    ? Interlock.test(rules, false, budget).results()
                    : Desk.test(rules, affected::tests, budget)));
        } catch (InvalidInput e) {
            return new Part.Broken<>(Optional.empty());
        } catch (LimitReached e) {
            return new Part.Broken<>(Optional.ofNullable(e.getMessage()));
        }
    }

    private Part<Report> report(Affected affected) {
        if (!affected.run()) {
            return new Part.Untouched<>();
        }
        try {
            return new Part.Fresh<>(bounds.within(
                    budget -> Interlock.open(facts, rules).within(budget).run(query)));
        } catch (InvalidInput e) {
            return new Part.Broken<>(Optional.empty());
        } catch (LimitReached e) {
            return new Part.Broken<>(Optional.ofNullable(e.getMessage()));
        }
    }
}
