package interlock.report.render;

import interlock.report.Explanation;
import interlock.report.Explanation.Kind;
import interlock.report.Explanation.Node;
import interlock.report.Explanations;

/**
 * Proofs as a web page that needs nothing but itself: no network, no script. Each conclusion unfolds to what it rests on. It is
 * HTML 5 and well-formed XML at once.
 */
public final class ProofHtml {
    private static final String TREE = """
            header, main, footer { max-width: 60rem; }
            .tree, .tree ul { list-style: none; padding-left: 1.1rem; border-left: 1px solid var(--line); margin: .2rem 0 .2rem .3rem; }
            .tree { border: 0; padding-left: 0; }
            .tree > li > details > summary { font-weight: bold; }
            summary { cursor: pointer; }
            summary .id { font-weight: normal; }
            .kind { color: var(--soft); font-family: system-ui, -apple-system, "Segoe UI", sans-serif; font-size: .8rem; }
            blockquote { margin: .2rem 0; padding-left: .8rem; border-left: 3px solid var(--line); }
            blockquote footer { padding: 0; margin: 0; font-size: .85rem; }
            """;

    private final StringBuilder out = new StringBuilder();

    private ProofHtml() {}

    /** A page of some explanations, ending with a line break. */
    public static String of(Explanations why) {
        ProofHtml html = new ProofHtml();
        html.page(why);
        return html.out.toString();
    }

    private void page(Explanations why) {
        String title = why.explanations().size() == 1
                ? "Why: " + heading(why.explanations().get(0))
                : "Why: " + why.explanations().size() + " signals";
        line("<!DOCTYPE html>");
        line("<html lang=\"en\">");
        line("<head>");
        line("<meta charset=\"utf-8\"/>");
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        line("<title>" + text(title) + "</title>");
        line("<style>");
        out.append(CatalogHtml.STYLE).append(TREE);
        line("</style>");
        line("</head>");
        line("<body>");
        line("<a class=\"skip\" href=\"#main\">Skip to the content</a>");
        line("<header><h1>" + text(title) + "</h1></header>");
        line("<main id=\"main\">");
        why.explanations().forEach(e -> explanation(e, why.explanations().size() > 1));
        line("</main>");
        line("<footer><p>An output is an indicator, never a finding of law.</p></footer>");
        line("</body>");
        line("</html>");
    }

    private static String heading(Explanation e) {
        return ProofText.title(e) + ", " + ProofText.parties(e);
    }

    private void explanation(Explanation e, boolean several) {
        line("<article>");
        if (several) {
            line("<h2>" + text(heading(e)) + "</h2>");
        }
        line("<p class=\"id\">" + text(ProofText.standing(e)) + ", signal " + text(e.signal()) + "</p>");
        line("<p>" + text(e.narrative()) + "</p>");
        if (!e.hangsOn().isEmpty()) {
            line("<p>" + text(ProofText.POSSIBILITY) + "</p>");
            line("<ul>");
            e.hangsOn().forEach(h -> line("<li>" + text(h) + "</li>"));
            line("</ul>");
        }
        for (int i = 0; i < e.proofs().size(); i++) {
            line("<h3>" + (i == 0 ? "Proof" : "Alternative " + i) + "</h3>");
            line("<ul class=\"tree\">");
            node(e.proofs().get(i), 0);
            line("</ul>");
        }
        if (e.more() > 0) {
            line("<p>" + (e.more() == 1 ? "1 more proof" : e.more() + " more proofs")
                    + " with <code>--all</code>.</p>");
        }
        if (!e.references().isEmpty()) {
            line("<h3>References</h3>");
            line("<ul>");
            e.references().forEach(r -> line("<li>" + text(r) + "</li>"));
            line("</ul>");
        }
        line("</article>");
    }

    private void node(Node node, int depth) {
        String place = ProofText.place(node);
        String at = node.kind() == Kind.CONCLUSION || node.at() == null
                ? ""
                : " " + node.at().file() + ":" + node.at().line();
        String where = place.isEmpty() && at.isEmpty() ? "" : " <span class=\"id\">" + text(place + at) + "</span>";
        if (node.kind() == Kind.EVIDENCE) {
            line("<li>"
                    + (node.says().isEmpty()
                            ? "Source: " + text(String.valueOf(node.standing()))
                            : "<blockquote>“" + text(node.says()) + "”<footer>" + text(String.valueOf(node.standing()))
                                    + "</footer></blockquote>")
                    + "</li>");
        } else if (node.below().isEmpty()) {
            line("<li>" + text(ProofText.words(node)) + where + "</li>");
        } else {
            // Unfolded as far as a screen of conclusions; deeper parts wait for whoever asks.
            line("<li><details" + (depth < 2 ? " open=\"open\"" : "") + "><summary>" + text(ProofText.words(node))
                    + where + "</summary>");
            line("<ul>");
            node.below().forEach(b -> node(b, depth + 1));
            line("</ul>");
            line("</details></li>");
        }
    }

    private static String text(String text) {
        return CatalogHtml.escaped(text);
    }

    private void line(String html) {
        out.append(html).append('\n');
    }
}
