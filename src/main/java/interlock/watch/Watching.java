package interlock.watch;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.Severity;
import interlock.policytest.TestResult;
import interlock.report.Report;
import interlock.report.ReportDiff;
import interlock.report.render.ReportDiffText;
import interlock.report.render.Style;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is known after some looks: the problems of the last one, and the tests and signals of the last one in which they
 * could be worked out. From a look to the next it tells what became otherwise, and nothing else.
 */
final class Watching {
    private final List<Diagnostic> problems;
    private final SortedMap<String, TestResult> tests;
    private final Optional<Report> report;
    private final boolean testsBroken;
    private final boolean reportBroken;

    /**
     * After one more look.
     *
     * @param told what became otherwise; lines, each with its break
     */
    record Turn(Watching watching, String told) {}

    private Watching(
            List<Diagnostic> problems,
            SortedMap<String, TestResult> tests,
            Optional<Report> report,
            boolean testsBroken,
            boolean reportBroken) {
        this.problems = List.copyOf(problems);
        this.tests = Collections.unmodifiableSortedMap(new TreeMap<>(tests));
        this.report = report;
        this.testsBroken = testsBroken;
        this.reportBroken = reportBroken;
    }

    /** The first look: how things stand. */
    static Turn begin(Snapshot first, Style style) {
        SortedMap<String, TestResult> tests = new TreeMap<>();
        first.tests().ifFresh(all -> all.forEach(t -> tests.put(name(t), t)));
        Optional<Report> report =
                first.report() instanceof Part.Fresh<Report> fresh ? Optional.of(fresh.value()) : Optional.empty();
        Watching watching = new Watching(
                first.problems(),
                tests,
                report,
                first.tests() instanceof Part.Broken,
                first.report() instanceof Part.Broken);
        StringBuilder out = new StringBuilder();
        first.problems().forEach(p -> out.append(DiagnosticText.of(p)));
        tests.values().stream().filter(t -> !t.passed()).forEach(t -> failed(out, "failing: ", t));
        limits(out, first);
        out.append(watching.standing()).append('\n');
        return new Turn(watching, out.toString());
    }

    /** How things stand, on one line. */
    private String standing() {
        long errors =
                problems.stream().filter(p -> p.severity() == Severity.ERROR).count();
        long failing = tests.values().stream().filter(t -> !t.passed()).count();
        return count(errors, "error") + ", " + count(problems.size() - errors, "warning") + "; "
                + (testsBroken && tests.isEmpty()
                        ? "tests cannot be run"
                        : (tests.size() - failing) + " tests pass, " + failing + " fail"
                                + (testsBroken ? " (before it broke)" : ""))
                + "; "
                + report.map(r -> count(r.signals().size(), "signal") + (reportBroken ? " (before it broke)" : ""))
                        .orElse("signals cannot be worked out");
    }

    /** What became otherwise, and how things stand then. */
    Turn next(Snapshot now, Style style) {
        StringBuilder out = new StringBuilder();
        problems(now.problems(), out);
        SortedMap<String, TestResult> testsNow = tests(now, out);
        Optional<Report> reportNow = report(now, out, style);
        limits(out, now);
        boolean testsBrokenNow = broken(now.tests(), testsBroken);
        boolean reportBrokenNow = broken(now.report(), reportBroken);
        if (testsBrokenNow && !testsBroken && !tests.isEmpty()) {
            out.append("  tests cannot be run any more; the last results stay\n");
        }
        if (reportBrokenNow && !reportBroken && report.isPresent()) {
            out.append("  facts or policies cannot be used any more; the last good signals stay\n");
        }
        if (!testsBrokenNow && testsBroken) {
            out.append("  tests can be run again\n");
        }
        if (!reportBrokenNow && reportBroken) {
            out.append("  facts and policies can be used again\n");
        }
        if (out.isEmpty()) {
            out.append("  no problem, test or signal is otherwise\n");
        }
        Watching next = new Watching(now.problems(), testsNow, reportNow, testsBrokenNow, reportBrokenNow);
        out.append("  ").append(next.standing()).append('\n');
        return new Turn(next, out.toString());
    }

    private static boolean broken(Part<?> part, boolean before) {
        return part instanceof Part.Untouched ? before : part instanceof Part.Broken;
    }

    private void problems(List<Diagnostic> now, StringBuilder out) {
        List<Diagnostic> gone = without(problems, now);
        List<Diagnostic> come = without(now, problems);
        come.forEach(p -> out.append("new problem\n".indent(2))
                .append(DiagnosticText.of(p).indent(4)));
        gone.forEach(p -> out.append("  problem gone: ")
                .append(DiagnosticText.of(p).lines().findFirst().orElse(""))
                .append('\n'));
    }

    /** Those of one list that another does not have; a line that a problem merely moved to makes no difference. */
    private static List<Diagnostic> without(List<Diagnostic> list, List<Diagnostic> other) {
        List<Diagnostic> rest = new ArrayList<>(other);
        List<Diagnostic> left = new ArrayList<>();
        for (Diagnostic problem : list) {
            Optional<Diagnostic> same = rest.stream().filter(same(problem)).findFirst();
            if (same.isPresent()) {
                rest.remove(same.get());
            } else {
                left.add(problem);
            }
        }
        return left;
    }

    private static Predicate<Diagnostic> same(Diagnostic one) {
        return other -> one.code().equals(other.code())
                && one.severity() == other.severity()
                && one.at().file().equals(other.at().file())
                && one.message().equals(other.message());
    }

    private SortedMap<String, TestResult> tests(Snapshot now, StringBuilder out) {
        if (!(now.tests() instanceof Part.Fresh<List<TestResult>> fresh)) {
            return tests;
        }
        SortedMap<String, TestResult> after = new TreeMap<>();
        tests.forEach((name, test) -> {
            if (!now.affected().tests(test.policy())) {
                after.put(name, test);
            }
        });
        fresh.value().forEach(t -> after.put(name(t), t));
        after.forEach((name, test) -> {
            TestResult before = tests.get(name);
            if (before == null) {
                if (test.passed()) {
                    out.append("  new test passes: ").append(name).append('\n');
                } else {
                    failed(out, "new test fails: ", test);
                }
            } else if (before.passed() && !test.passed()) {
                failed(out, "fails now: ", test);
            } else if (!before.passed() && test.passed()) {
                out.append("  passes again: ").append(name).append('\n');
            } else if (!before.failures().equals(test.failures())) {
                failed(out, "fails otherwise: ", test);
            }
        });
        tests.forEach((name, test) -> {
            if (!after.containsKey(name)) {
                out.append("  test gone: ").append(name).append('\n');
            }
        });
        return after;
    }

    private Optional<Report> report(Snapshot now, StringBuilder out, Style style) {
        if (!(now.report() instanceof Part.Fresh<Report> fresh)) {
            return report;
        }
        if (report.isPresent()) {
            out.append(ReportDiffText.of(ReportDiff.between(report.get(), fresh.value()), style));
        }
        return Optional.of(fresh.value());
    }

    private static void limits(StringBuilder out, Snapshot now) {
        for (Part<?> part : List.of(now.tests(), now.report())) {
            if (part instanceof Part.Broken<?> broken) {
                broken.why()
                        .ifPresent(w ->
                                out.append("  a limit was reached: ").append(w).append('\n'));
            }
        }
    }

    private static void failed(StringBuilder out, String how, TestResult test) {
        out.append("  ")
                .append(how)
                .append(name(test))
                .append(" (")
                .append(test.at())
                .append(")\n");
        test.failures().forEach(f -> out.append(f.indent(4)));
    }

    private static String name(TestResult test) {
        return test.policy() + ": " + test.name();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
