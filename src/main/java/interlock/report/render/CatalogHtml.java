package interlock.report.render;

import interlock.report.Catalog;
import interlock.report.Catalog.ClausePage;
import interlock.report.Catalog.Coverage;
import interlock.report.Catalog.Firing;
import interlock.report.Catalog.Page;
import interlock.report.Catalog.Threshold;
import interlock.report.Report.PartyView;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as web pages that need nothing but themselves: no network, no script. They are HTML 5 and well-formed
 * XML at once, so that any parser can hold them to being whole.
 */
public final class CatalogHtml {
    static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2024; --soft: #5b6470; --paper: #ffffff; --tint: #f3f5f7; --line: #d5dae0; --link: #0b57a4; --bad: #a3180f; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --soft: #a2acb8; --paper: #15181c; --tint: #1f242a; --line: #39414a; --link: #8ec1ff; --bad: #ff9d94; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; }
            header, main, footer { max-width: 48rem; margin: 0 auto; padding: 1rem 1.25rem; }
            header p, footer { color: var(--soft); font-size: .9rem; }
            h1, h2, h3, h4, table, nav, .id { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; line-height: 1.3; }
            h1 { font-size: 1.9rem; margin: .5rem 0; }
            h2 { font-size: 1.4rem; margin: 2.2rem 0 .6rem; border-top: 1px solid var(--line); padding-top: 1.2rem; }
            h3 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
            h4 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
            a { color: var(--link); }
            a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
            .skip { position: absolute; left: -100rem; }
            .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
            .id { color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
            .failed { color: var(--bad); font-weight: bold; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-size: .9rem; }
            caption { text-align: left; color: var(--soft); padding: .3rem 0; }
            th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
            th .id { font-weight: normal; }
            pre { background: var(--tint); padding: .8rem; overflow-x: auto; font-size: .85rem; line-height: 1.45; }
            li { margin: .25rem 0; }
            @media print { body { font-size: 10.5pt; background: #ffffff; color: #000000; } nav, .skip { display: none; } pre { white-space: pre-wrap; } h2, h3, h4 { break-after: avoid; } tr, pre { break-inside: avoid; } a { color: inherit; text-decoration: none; } }
            """;

    private final Catalog catalog;
    private final StringBuilder out = new StringBuilder();

    private CatalogHtml(Catalog catalog) {
        this.catalog = catalog;
    }

    /** All policies on one page. */
    public static String of(Catalog catalog) {
        CatalogHtml html = new CatalogHtml(catalog);
        html.head("Policies", "");
        html.line("<main id=\"main\">");
        html.index(p -> "#" + anchor(p.id()));
        for (Page page : catalog.policies()) {
            html.line("<article id=\"" + escaped(anchor(page.id())) + "\">");
            html.policy(page, 2);
            html.line("</article>");
        }
        html.foot();
        return html.out.toString();
    }

    /** A page for each policy and an index, by name. */
    public static SortedMap<String, String> pages(Catalog catalog) {
        SortedMap<String, String> pages = new TreeMap<>();
        CatalogHtml index = new CatalogHtml(catalog);
        index.head("Policies", "");
        index.line("<main id=\"main\">");
        index.index(p -> link(p.id() + ".html"));
        index.foot();
        pages.put("index.html", index.out.toString());
        for (Page page : catalog.policies()) {
            CatalogHtml html = new CatalogHtml(catalog);
            html.head(page.title(), up(page.id()) + "index.html");
            html.line("<main id=\"main\">");
            html.line("<article>");
            html.policy(page, 1);
            html.line("</article>");
            html.foot();
            pages.put(page.id() + ".html", html.out.toString());
        }
        return pages;
    }

    private static String up(String id) {
        return "../".repeat((int) id.chars().filter(c -> c == '/').count());
    }

    // ---- the frame

    private void head(String title, String back) {
        line("<!DOCTYPE html>");
        line("<html lang=\"en\">");
        line("<head>");
        line("<meta charset=\"utf-8\"/>");
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        line("<title>" + escaped(title) + (back.isEmpty() ? "" : " · Policies") + "</title>");
        line("<style>");
        out.append(STYLE);
        line("</style>");
        line("</head>");
        line("<body>");
        line("<a class=\"skip\" href=\"#main\">Skip to the content</a>");
        line("<header>");
        if (back.isEmpty()) {
            line("<h1>Policies</h1>");
        } else {
            line("<nav aria-label=\"Catalogue\"><a href=\"" + back + "\">All policies</a></nav>");
        }
        line("<p>As of " + catalog.asOf() + ", run over " + catalog.facts() + " assertions.</p>");
        line("</header>");
    }

    private void foot() {
        line("</main>");
        line("<footer><p>An output is an indicator, never a finding of law.</p></footer>");
        line("</body>");
        line("</html>");
    }

    private void index(java.util.function.Function<Page, String> link) {
        line("<nav aria-label=\"Policies\">");
        table("Policies that raise signals", CatalogText.raising(catalog), link, true);
        table("Conclusions that policies share", CatalogText.concluding(catalog), link, false);
        line("</nav>");
    }

    private void table(
            String caption, List<Page> pages, java.util.function.Function<Page, String> link, boolean raising) {
        if (pages.isEmpty()) {
            return;
        }
        openTable(caption, raising ? List.of("Policy", "Level", "Signals on the facts") : List.of("Policy"));
        for (Page page : pages) {
            line("<tr><th scope=\"row\"><a href=\"" + escaped(link.apply(page)) + "\">" + escaped(page.title())
                    + "</a><br/><span class=\"id\">" + escaped(page.id()) + "</span></th>"
                    + (page.level() == null
                            ? ""
                            : "<td>" + CatalogText.level(page.level()) + "</td><td>"
                                    + page.signals().size() + "</td>")
                    + "</tr>");
        }
        closeTable();
    }

    private void openTable(String caption, List<String> columns) {
        line("<div class=\"scroll\"><table>");
        line("<caption>" + escaped(caption) + "</caption>");
        line("<thead><tr>"
                + columns.stream()
                        .map(c -> "<th scope=\"col\">" + escaped(c) + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead>");
        line("<tbody>");
    }

    private void closeTable() {
        line("</tbody>");
        line("</table></div>");
    }

    // ---- a policy

    private void policy(Page page, int depth) {
        heading(depth, escaped(page.title()));
        line("<p class=\"id\">" + escaped(page.id()) + " " + escaped(page.version()) + ", "
                + (page.level() == null ? "shared by other policies" : "level " + CatalogText.level(page.level()))
                + "</p>");
        paragraph("", page.description());
        paragraph("What a signal says: ", page.says());
        heading(depth + 1, "Clauses");
        page.clauses().forEach(c -> clause(c, depth + 2));
        thresholds(page, depth + 1);
        section(depth + 1, "References", page.references());
        section(depth + 1, "Known false positives", page.falsePositives());
        examples(page, depth + 1);
        signals(page, depth + 1);
    }

    private void clause(ClausePage clause, int depth) {
        heading(depth, escaped(clause.name() + CatalogText.raised(clause)));
        paragraph("", clause.description());
        paragraph("What a signal says: ", clause.says());
        if (!clause.words().isEmpty()) {
            line("<ul>");
            clause.words().forEach(w -> line("<li>" + escaped(w) + "</li>"));
            line("</ul>");
        }
        line("<details><summary>The clause as it is run</summary>");
        line("<pre><code>" + escaped(clause.text()) + "</code></pre>");
        line("</details>");
    }

    private void thresholds(Page page, int depth) {
        if (page.parameters().isEmpty()) {
            return;
        }
        heading(depth, "Thresholds");
        openTable(
                "The values that the policy goes by",
                List.of("Threshold", "Value", "Standing", "Reference and reason"));
        for (Threshold t : page.parameters()) {
            String url = t.url();
            String rationale = t.rationale();
            boolean web = url != null && (url.startsWith("https://") || url.startsWith("http://"));
            line("<tr><th scope=\"row\">" + escaped(t.id()) + "</th><td>" + escaped(t.says()) + "</td><td>"
                    + escaped(CatalogText.details(t)) + "</td><td>"
                    + (web && url != null
                            ? "<a href=\"" + escaped(url) + "\" rel=\"noreferrer\">" + escaped(t.reference()) + "</a>"
                            : escaped(t.reference()))
                    + (rationale == null ? "" : "<br/>" + escaped(rationale)) + "</td></tr>");
        }
        closeTable();
    }

    private void examples(Page page, int depth) {
        if (!page.examples().isEmpty()) {
            heading(depth, "Examples");
            openTable("The tests of the policy", List.of("Case", "Expected", "Outcome"));
            page.examples()
                    .forEach(e -> line("<tr><th scope=\"row\">" + escaped(e.name()) + "</th><td>"
                            + escaped(e.expects()) + "</td><td>"
                            + (e.passed() ? "as expected" : "<span class=\"failed\">failed</span>") + "</td></tr>"));
            closeTable();
        }
        Coverage coverage = page.coverage();
        if (coverage != null) {
            heading(depth, "Coverage");
            paragraph("", CatalogText.words(coverage) + ".");
        }
    }

    private void signals(Page page, int depth) {
        if (page.level() == null) {
            return;
        }
        heading(depth, "On the facts");
        paragraph(
                "",
                "As of " + catalog.asOf() + " it raises "
                        + CatalogText.fires(page.signals().size()) + ".");
        if (page.signals().isEmpty()) {
            return;
        }
        openTable("Signals", List.of("Parties", "Level and severity", "What it says"));
        for (Firing s : page.signals()) {
            line("<tr><th scope=\"row\">"
                    + escaped(s.parties().stream().map(PartyView::name).collect(Collectors.joining(", ")))
                    + "<br/><span class=\"id\">" + escaped(s.id()) + "</span></th><td>" + s.level() + ", "
                    + escaped(ReportDiffText.severity(s.severity())) + "<br/>"
                    + ReportText.words(s.status().name())
                    + (s.grade() == null ? "" : ", " + escaped(s.grade())) + "</td><td>" + escaped(s.narrative())
                    + "</td></tr>");
        }
        closeTable();
    }

    // ---- pieces

    private void heading(int depth, String html) {
        line("<h" + depth + ">" + html + "</h" + depth + ">");
    }

    private void paragraph(String before, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            line("<p>" + escaped(before + text) + "</p>");
        }
    }

    private void section(int depth, String title, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        heading(depth, title);
        line("<ul>");
        items.forEach(i -> line("<li>" + escaped(i) + "</li>"));
        line("</ul>");
    }

    private void line(String html) {
        out.append(html).append('\n');
    }

    /** Text that can stand between tags and in a quoted attribute, and says there what it says here. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(shown(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean shown(int c) {
        boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        return !turns && !surrogate && !control && c != 0xFFFE && c != 0xFFFF;
    }

    private static String anchor(String id) {
        return "policy-" + id.replaceAll("[^A-Za-z0-9]", "-");
    }

    /** A relative address of a file whose name may hold anything. */
    static String link(String path) {
        StringBuilder link = new StringBuilder("./");
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "/-_.~".indexOf(c) >= 0);
            link.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return link.toString();
    }
}
