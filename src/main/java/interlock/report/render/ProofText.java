package interlock.report.render;

import interlock.report.Explanation;
import interlock.report.Explanation.Kind;
import interlock.report.Explanation.Node;
import interlock.report.Report;
import java.util.List;
import java.util.stream.Collectors;

/** The proof of a signal as a tree, down to the quotes and their sources. Do not parse it. */
public final class ProofText {
    static final String POSSIBILITY = "Nothing below is more than a possibility unless this comes about:";

    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private ProofText(Style style) {
        this.style = style;
    }

    /** An explanation, ending with a line break. */
    public static String of(Explanation why, Style style) {
        ProofText text = new ProofText(style);
        text.explain(why);
        return text.out.toString();
    }

    private void explain(Explanation why) {
        out.append(style.bold(title(why))).append(": ").append(parties(why)).append('\n');
        out.append(standing(why)).append(", signal ").append(why.signal()).append("\n\n");
        out.append(Lines.wrapped(why.narrative(), ""));
        if (!why.hangsOn().isEmpty()) {
            out.append('\n').append(POSSIBILITY).append('\n');
            why.hangsOn().forEach(h -> out.append(Lines.wrapped(h, "  - ", "    ")));
        }
        out.append('\n');
        List<Node> proofs = why.proofs();
        for (int i = 0; i < proofs.size(); i++) {
            if (i > 0) {
                out.append('\n').append(style.bold("alternative " + i)).append('\n');
            }
            draw(proofs.get(i), "", "");
        }
        if (why.more() > 0) {
            out.append('\n')
                    .append(why.more() == 1 ? "1 more proof" : why.more() + " more proofs")
                    .append(": --all\n");
        }
        why.references().forEach(r -> out.append(Lines.wrapped(r, "reference: ", "  ")));
    }

    static String title(Explanation why) {
        return why.title() + (why.grade() == null ? "" : " (" + why.grade() + ")");
    }

    static String parties(Explanation why) {
        return why.parties().stream().map(Report.PartyView::name).collect(Collectors.joining(", "));
    }

    static String standing(Explanation why) {
        return why.level() + ", " + ReportText.words(why.status().name()) + ", as of " + why.asOf()
                + (why.knownAsOf().equals(why.asOf()) ? "" : ", knowing what was known on " + why.knownAsOf());
    }

    /** What a node says, with what introduces it and what stands behind it, but not where it is on file. */
    static String words(Node node) {
        return switch (node.kind()) {
            case CONCLUSION -> part(node) + node.says() + (node.repeated() ? ", as shown above" : "");
            case FACT -> part(node) + said(node) + (node.repeated() ? ", evidence as above" : "");
            case EVIDENCE -> (node.says().isEmpty() ? "" : "“" + node.says() + "” ") + "— " + node.standing();
            case PARAMETER -> "parameter " + said(node);
            case ABSENCE -> "absent: " + node.says();
            case SCORE -> "score: " + node.says();
        };
    }

    private static String said(Node node) {
        return node.says() + (node.standing() == null ? "" : " (" + node.standing() + ")");
    }

    private static String part(Node node) {
        return switch (node.part()) {
            case CONDITION -> "";
            case MEMBER -> "counted in: ";
            case WITNESS -> "shown by: ";
        };
    }

    /** Where to look it up: the clause for a conclusion, the id for a fact. */
    static String place(Node node) {
        if (node.kind() == Kind.CONCLUSION && node.at() != null && !node.repeated()) {
            return "[" + node.policy() + ": " + node.clause() + ", " + node.at().file() + ":"
                    + node.at().line() + "]";
        }
        return node.kind() == Kind.FACT ? "[" + node.id() + "]" : "";
    }

    private void draw(Node node, String first, String rest) {
        String place = place(node);
        out.append(Lines.wrapped(
                words(node) + (place.isEmpty() ? "" : " " + style.faint(place)),
                first,
                rest + (node.below().isEmpty() ? "  " : "│ ")));
        for (int i = 0; i < node.below().size(); i++) {
            boolean last = i == node.below().size() - 1;
            draw(node.below().get(i), rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "));
        }
    }
}
