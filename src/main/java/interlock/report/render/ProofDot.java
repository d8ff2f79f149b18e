package interlock.report.render;

import interlock.report.Explanation;
import interlock.report.Explanation.Kind;
import interlock.report.Explanation.Node;
import interlock.report.Explanation.Part;
import interlock.report.Explanations;
import java.util.HashSet;
import java.util.Set;

/**
 * Proofs as a graph for Graphviz. What several conclusions rest on is one node, so that the graph shows what the tree can only
 * refer to; edges run from what is shown to what shows it.
 */
public final class ProofDot {
    private final Dot dot = new Dot("TB");
    private final Set<String> drawn = new HashSet<>();

    private ProofDot() {}

    /** The graph of some explanations, ending with a line break. */
    public static String of(Explanations why) {
        ProofDot graph = new ProofDot();
        for (Explanation one : why.explanations()) {
            String signal = "signal " + one.signal();
            graph.dot.node(
                    signal,
                    ProofText.title(one) + ": " + ProofText.parties(one) + " (" + ProofText.standing(one) + ")",
                    "shape=box, style=\"rounded,filled,bold\", fillcolor=\"#f6e3b4\"");
            for (Node proof : one.proofs()) {
                graph.draw(proof, signal, 0);
            }
        }
        return graph.dot.end();
    }

    private void draw(Node node, String above, int place) {
        String id = id(node, above, place);
        dot.edge(
                above,
                id,
                node.part() == Part.MEMBER ? "counted in" : node.part() == Part.WITNESS ? "shown by" : "",
                node.kind() == Kind.ABSENCE ? "style=dashed" : "");
        if (!node.repeated() && drawn.add(id)) {
            dot.node(id, label(node), look(node.kind()));
            for (int i = 0; i < node.below().size(); i++) {
                draw(node.below().get(i), id, i);
            }
        }
    }

    /** Conclusions, facts and thresholds are drawn once each; the rest belongs to what it hangs below. */
    private static String id(Node node, String above, int place) {
        return switch (node.kind()) {
            case CONCLUSION, FACT, PARAMETER -> node.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + node.id();
            case EVIDENCE, ABSENCE, SCORE -> above + " " + place;
        };
    }

    private static String label(Node node) {
        String words = switch (node.kind()) {
            case CONCLUSION, FACT -> node.says() + (node.standing() == null ? "" : " (" + node.standing() + ")");
            case EVIDENCE, ABSENCE, PARAMETER, SCORE -> ProofText.words(node);
        };
        String place = ProofText.place(node);
        return place.isEmpty() ? words : words + " " + place;
    }

    private static String look(Kind kind) {
        return switch (kind) {
            case CONCLUSION -> "shape=box, style=\"rounded,filled\", fillcolor=\"#e4edf6\"";
            case FACT -> "shape=box, style=filled, fillcolor=\"#ffffff\"";
            case EVIDENCE -> "shape=note, style=filled, fillcolor=\"#f3f5f7\"";
            case PARAMETER -> "shape=cds, style=filled, fillcolor=\"#e8f3e4\"";
            case ABSENCE -> "shape=box, style=dashed";
            case SCORE -> "shape=plaintext";
        };
    }
}
