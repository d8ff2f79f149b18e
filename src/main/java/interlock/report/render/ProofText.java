package interlock.report.render;

import interlock.report.Report;
import interlock.report.Report.EvidenceLine;
import interlock.report.Report.FactView;
import interlock.report.Report.ParameterView;
import interlock.report.Report.Proof;
import interlock.report.Report.Score;
import interlock.report.Report.Signal;
import interlock.report.Report.SourceView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The proof of a signal as a tree, down to the quotes and their sources. Do not parse it. */
public final class ProofText {
    private final Report report;
    private final Style style;
    private final StringBuilder out = new StringBuilder();
    private final Set<String> shown = new HashSet<>();

    private ProofText(Report report, Style style) {
        this.report = report;
        this.style = style;
    }

    /**
     * The proof of a signal of the report, ending with a line break.
     *
     * @param all whether to draw every alternative as well
     */
    public static String of(Report report, Signal signal, boolean all, Style style) {
        ProofText text = new ProofText(report, style);
        text.signal(signal, all);
        return text.out.toString();
    }

    /** A node of the tree: its text and what hangs below it. */
    private record Node(String text, List<Node> below) {
        static Node leaf(String text) {
            return new Node(text, List.of());
        }
    }

    private void signal(Signal s, boolean all) {
        out.append(style.bold(s.policy().title() + (s.grade() == null ? "" : " (" + s.grade() + ")")))
                .append(": ")
                .append(s.parties().stream().map(Report.PartyView::name).collect(Collectors.joining(", ")))
                .append('\n');
        out.append(s.level())
                .append(", ")
                .append(ReportText.words(s.status().name()))
                .append(", as of ")
                .append(report.run().asOf())
                .append(", signal ")
                .append(s.id())
                .append("\n\n");
        out.append(Lines.wrapped(s.narrative(), ""));
        if (!s.contingentOn().isEmpty()) {
            out.append("\nNothing below is more than a possibility unless this comes about:\n");
            for (String id : s.contingentOn()) {
                FactView fact = report.facts().get(id);
                out.append(Lines.wrapped(fact == null ? id : fact.says(), "  - ", "    "));
            }
        }
        out.append('\n');
        draw(proof(s.proof()), "", "");
        if (all) {
            int number = 1;
            for (String alternative : s.alternatives()) {
                out.append('\n').append(style.bold("alternative " + number++)).append('\n');
                draw(proof(alternative), "", "");
            }
        } else if (!s.alternatives().isEmpty()) {
            int count = s.alternatives().size();
            out.append('\n')
                    .append(count == 1 ? "1 more proof" : count + " more proofs")
                    .append(": --all\n");
        }
        s.policy().references().forEach(r -> out.append(Lines.wrapped(r, "reference: ", "  ")));
    }

    private Node proof(String id) {
        Proof p = report.proofs().get(id);
        if (p == null) {
            return Node.leaf(id);
        }
        List<Node> below = new ArrayList<>();
        if (!shown.add(id)) {
            return Node.leaf(ReportText.stripped(p.concludes()) + ", as shown above");
        }
        for (Score s : p.score()) {
            below.add(Node.leaf("score: " + s.points().toPlainString() + " for " + s.component()));
        }
        for (String parameter : p.parameters()) {
            below.add(parameter(parameter, p.byEvent().get(parameter)));
        }
        for (String premise : p.premises()) {
            below.add(report.proofs().containsKey(premise) ? proof(premise) : fact(premise));
        }
        p.absent().forEach(a -> below.add(Node.leaf("absent: " + a)));
        return new Node(
                ReportText.stripped(p.concludes()) + " "
                        + style.faint("[" + p.policy() + ": " + p.clause() + ", " + p.at().file() + ":" + p.at().line()
                                + "]"),
                below);
    }

    private Node parameter(String id, @Nullable String event) {
        ParameterView p = report.parameters().get(id);
        return Node.leaf(
                p == null
                        ? "parameter " + id
                        : "parameter " + id + ": " + p.says() + " (" + ReportText.words(p.status()) + ", "
                                + p.reference() + (p.effectiveFrom() == null ? "" : ", from " + p.effectiveFrom())
                                + ")" + (event == null ? "" : "; it applies since " + event));
    }

    private Node fact(String id) {
        FactView f = report.facts().get(id);
        if (f == null) {
            return Node.leaf(id);
        }
        List<Node> below = new ArrayList<>();
        if (shown.add(id)) {
            for (EvidenceLine e : f.evidence()) {
                below.add(evidence(e));
            }
        } else if (!f.evidence().isEmpty()) {
            below.add(Node.leaf("evidence as above"));
        }
        return new Node(ReportText.standing(f) + " " + style.faint("[" + id + "]"), below);
    }

    private Node evidence(EvidenceLine e) {
        SourceView s = report.sources().get(e.source());
        String grade = s == null ? "" : s.letter() + e.credibility() + ", ";
        String where = s == null
                ? e.source()
                : s.publisher() + ", " + s.title() + (s.published() == null ? "" : ", " + s.published());
        return Node.leaf((e.quote() == null ? "" : "“" + e.quote() + "” ") + "— " + where + " (" + grade
                + (e.locator() == null ? e.source() : e.locator()) + ")");
    }

    private void draw(Node node, String first, String rest) {
        out.append(Lines.wrapped(node.text(), first, rest + (node.below().isEmpty() ? "  " : "│ ")));
        for (int i = 0; i < node.below().size(); i++) {
            boolean last = i == node.below().size() - 1;
            draw(node.below().get(i), rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
        }
    }
}
