package interlock.report.render;

import interlock.report.DealMatrix;
import interlock.report.Explanation;
import interlock.report.Report;
import interlock.report.Report.FactView;
import interlock.report.Report.PartyView;
import interlock.report.Report.Proof;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import interlock.report.ReportDiff.Move;
import interlock.report.ReportDiff.SignalView;
import interlock.report.WhatIf;
import interlock.report.WhatIf.Attribution;
import interlock.report.WhatIf.Change;
import interlock.report.WhatIf.EditView;
import interlock.report.WhatIf.What;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What edits would change, for people at a terminal: each signal, the edits that did it, and its proof. Do not parse it. */
public final class WhatIfText {
    private static final String IN = "    ";
    private static final int NAME = 56;
    private static final int CELL = 9;

    private final WhatIf answer;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private WhatIfText(WhatIf answer, Style style) {
        this.answer = answer;
        this.style = style;
    }

    /**
     * All of it, ending with a line break.
     *
     * @param proofs whether to draw each proof as a tree
     */
    public static String of(WhatIf answer, boolean proofs, Style style) {
        WhatIfText text = new WhatIfText(answer, style);
        text.head();
        answer.changes().forEach(c -> text.change(c, proofs));
        return text.out.toString();
    }

    private void head() {
        Report.Run run = answer.before().run();
        line(style.bold("Interlock what-if") + " as of " + run.asOf()
                + (run.knownAsOf().equals(run.asOf()) ? "" : ", knowing what was known on " + run.knownAsOf()));
        answer.edits().forEach(this::edit);
        int changes = answer.changes().size();
        long same = answer.after().signals().size()
                - answer.changes().stream().filter(c -> c.after() != null).count();
        line(changes
                + (changes == 1 ? " signal changes, " : " signals change, ")
                + same
                + (same == 1 ? " stays as it is" : " stay as they are"));
        answer.notes().forEach(n -> out.append(Lines.wrapped(n, "note: ", "      ")));
    }

    private void edit(EditView edit) {
        line("  " + style.bold(edit.edit()) + (edit.changesFacts() ? "" : ": changes nothing on file"));
        if (edit.changesFacts()) {
            said("on file: ", edit.before());
            said("instead: ", edit.before() != null && edit.after() == null ? "no such fact" : edit.after());
        }
    }

    private void said(String lead, @Nullable String sentence) {
        if (sentence != null) {
            out.append(Lines.wrapped(ReportText.stripped(sentence), IN + lead, IN + "  "));
        }
    }

    private void change(Change change, boolean proofs) {
        SignalView signal = change.signal();
        line("");
        out.append(Lines.wrapped(mark(change.what()) + title(signal) + "  " + signal.id(), "", "  "));
        out.append(Lines.wrapped(how(change), IN, IN + "  "));
        out.append(Lines.wrapped(by(change.by()), IN, IN + "  "));
        Report report = change.after() == null ? answer.before() : answer.after();
        Signal full = report.signals().stream()
                .filter(s -> s.id().equals(signal.id()))
                .findFirst()
                .orElseThrow();
        if (proofs) {
            line(IN + (change.after() == null ? "the proof that it lost:" : "its proof:"));
            out.append(ProofText.of(Explanation.of(report, full, false), style).indent(6));
        } else {
            brief(report, full, change);
        }
    }

    /** The narrative and the facts under the best proof, those that are assumed first. */
    private void brief(Report report, Signal signal, Change change) {
        Proof proof = report.proofs().get(change.proof());
        String clause = proof == null ? "" : " [" + proof.policy() + ": " + proof.clause() + "]";
        out.append(Lines.wrapped(
                (change.after() == null ? "the proof that it lost: " : "proof: ")
                        + signal.narrative()
                        + style.faint(clause),
                IN,
                IN + "  "));
        List<String> facts = new ArrayList<>();
        for (String id : facts(report, change.proof())) {
            FactView fact = report.facts().get(id);
            if (fact != null && !parties(fact)) {
                boolean assumed = fact.says().startsWith("Assumed in this what-if");
                facts.add(assumed ? 0 : facts.size(), ReportText.standing(fact) + " " + style.faint("[" + id + "]"));
            }
        }
        facts.forEach(f -> out.append(Lines.wrapped(f, IN + "- ", IN + "  ")));
    }

    private static boolean parties(FactView fact) {
        return Set.of("Company", "Person", "Fund").contains(fact.kind());
    }

    private static SortedSet<String> facts(Report report, String proof) {
        SortedSet<String> facts = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(proof));
        while (!open.isEmpty()) {
            String id = open.pop();
            Proof step = report.proofs().get(id);
            if (step == null) {
                facts.add(id);
            } else if (seen.add(id)) {
                open.addAll(step.premises());
            }
        }
        return facts;
    }

    private String mark(What what) {
        return switch (what) {
            case APPEARED -> style.red("+ appears: ");
            case VANISHED -> style.cyan("- vanishes: ");
            case ESTABLISHED -> style.red("! becomes established: ");
            case UNSETTLED -> style.yellow("? no longer established: ");
            case MOVED -> style.yellow("~ moves: ");
        };
    }

    private static String title(SignalView s) {
        return s.title() + (s.grade() == null ? "" : " (" + s.grade() + ")") + ": "
                + s.parties().stream().map(PartyView::name).collect(Collectors.joining(", "));
    }

    private static String how(Change change) {
        SignalView before = change.before();
        SignalView after = change.after();
        if (before != null && after != null) {
            return ReportDiffText.change(new Move(before, after));
        }
        SignalView only = change.signal();
        return ReportDiffText.state(only) + ", " + ReportDiffText.likelihood(only.likelihood());
    }

    /** Who did it, and how that is known. */
    private static String by(Attribution by) {
        return switch (by.how()) {
            case ALONE -> "by " + by.edits().get(0);
            case EACH ->
                by.edits().size() == 1
                        ? "by " + by.edits().get(0) + ", which does it alone; without it the others do it too"
                        : "by each of these alone: " + String.join("; ", by.edits());
            case TOGETHER -> "by these together, none of which can be spared: " + String.join("; ", by.edits());
            case NEEDED -> "not without " + String.join("; ", by.edits()) + ", and not without some of the others";
            case UNDETERMINED -> "by the edits together: no single one does it alone, and none is indispensable";
        };
    }

    /** The matrix as a table, ending with a line break. */
    public static String of(DealMatrix matrix, Style style) {
        StringBuilder out = new StringBuilder();
        out.append(style.bold("Interlock what-if"))
                .append(" as of ")
                .append(matrix.asOf())
                .append('\n');
        matrix.assumed()
                .forEach(a -> out.append("  in every column: ").append(a).append('\n'));
        out.append('\n');
        for (int deal = 0; deal < matrix.deals().size(); deal++) {
            int at = deal;
            row(
                    out,
                    matrix.deals().get(deal),
                    matrix.columns().stream().map(c -> c.get(at) ? "yes" : "no").toList());
        }
        out.append("-".repeat(NAME + CELL * matrix.columns().size())).append('\n');
        for (DealMatrix.Row row : matrix.rows()) {
            row(
                    out,
                    title(row.signal()),
                    row.cells().stream().map(WhatIfText::cell).toList());
        }
        out.append('\n')
                .append(matrix.rows().isEmpty() ? "no signal depends on these deals; " : "")
                .append(matrix.same())
                .append(matrix.same() == 1 ? " signal is" : " signals are")
                .append(" the same in every column\n");
        out.append("yes: the deal completes at its cap, no: it comes to nothing; H E S I: level; the number:\n");
        out.append("severity with all else that is pending; in brackets: contingent on more; -: absent\n");
        return out.toString();
    }

    private static void row(StringBuilder out, String name, List<String> cells) {
        StringBuilder line = new StringBuilder(Lines.column(name, NAME));
        cells.forEach(c ->
                line.append(" ".repeat(Math.max(0, CELL - c.length()))).append(c));
        out.append(line).append('\n');
    }

    private static String cell(@Nullable SignalView view) {
        if (view == null) {
            return "-";
        }
        BigDecimal severity = view.severity().ceiling() == null
                ? view.severity().floor()
                : view.severity().ceiling();
        String says = view.level().name().charAt(0) + " " + (severity == null ? "?" : severity.toPlainString());
        return view.status() == Status.ESTABLISHED ? says : "(" + says + ")";
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
