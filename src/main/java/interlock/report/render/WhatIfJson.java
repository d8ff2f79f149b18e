package interlock.report.render;

import interlock.report.DealMatrix;
import interlock.report.Report;
import interlock.report.WhatIf;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What edits would change, as JSON for programs. */
public final class WhatIfJson {
    private WhatIfJson() {}

    private record Run(
            String engine, LocalDate asOf, LocalDate knownAsOf, String facts, String policies, String parameters) {}

    private record Answer(
            String format,
            Run run,
            List<WhatIf.EditView> edits,
            List<WhatIf.Change> changes,
            int unchanged,
            SortedMap<String, Report.Proof> proofs,
            SortedMap<String, Report.FactView> facts,
            List<String> notes) {}

    /** All of it with the proofs that it names, ending with a line break. */
    public static String of(WhatIf answer) {
        SortedMap<String, Report.Proof> proofs = new TreeMap<>();
        SortedMap<String, Report.FactView> facts = new TreeMap<>();
        for (WhatIf.Change change : answer.changes()) {
            collect(change.proof(), change.after() == null ? answer.before() : answer.after(), proofs, facts);
        }
        long changed = answer.changes().stream().filter(c -> c.after() != null).count();
        Report.Run run = answer.before().run();
        return ReportJson.write(new Answer(
                WhatIf.FORMAT,
                new Run(
                        run.engine(),
                        run.asOf(),
                        run.knownAsOf(),
                        run.facts().digest(),
                        run.policies().digest(),
                        run.parameters().digest()),
                answer.edits(),
                answer.changes(),
                (int) (answer.after().signals().size() - changed),
                proofs,
                facts,
                answer.notes()));
    }

    /** The matrix, ending with a line break. */
    public static String of(DealMatrix matrix) {
        return ReportJson.write(matrix);
    }

    private static void collect(
            String from,
            Report report,
            SortedMap<String, Report.Proof> proofs,
            SortedMap<String, Report.FactView> facts) {
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String id = open.pop();
            Report.Proof proof = report.proofs().get(id);
            Report.FactView fact = report.facts().get(id);
            if (proof != null && proofs.putIfAbsent(id, proof) == null) {
                open.addAll(proof.premises());
            } else if (fact != null) {
                // What an edit took away stands in the proof that was lost, as it was on file.
                facts.put(id, fact);
            }
        }
    }
}
