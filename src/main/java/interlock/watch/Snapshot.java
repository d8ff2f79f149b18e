package interlock.watch;

import interlock.diagnostic.Diagnostic;
import interlock.policytest.TestResult;
import interlock.report.Report;
import java.util.List;

/** What one look at facts and rules found. */
record Snapshot(Affected affected, List<Diagnostic> problems, Part<List<TestResult>> tests, Part<Report> report) {
    Snapshot {
        problems = List.copyOf(problems);
    }
}
