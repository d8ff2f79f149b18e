package interlock.report.render;

import interlock.report.Catalog;
import interlock.report.Catalog.ClausePage;
import interlock.report.Catalog.Coverage;
import interlock.report.Catalog.Page;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalogue as Markdown, for a wiki or a repository; what comes from files can set no mark of its own. */
public final class CatalogMarkdown {
    private static final Pattern MARKS = Pattern.compile("[\\\\`*_\\[\\]<>|#~]");

    /** Controls, and marks that turn the direction of writing. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]");

    private CatalogMarkdown() {}

    /** All policies on one page. */
    public static String of(Catalog catalog) {
        StringBuilder out = new StringBuilder("# Policies\n\n");
        about(out, catalog);
        catalog.policies().forEach(p -> page(out, p, catalog, 2));
        return out.toString();
    }

    /** A file for each policy and an index, by name. */
    public static SortedMap<String, String> pages(Catalog catalog) {
        SortedMap<String, String> pages = new TreeMap<>();
        StringBuilder index = new StringBuilder("# Policies\n\n");
        about(index, catalog);
        index.append("| Policy | Id | Level | Signals |\n|---|---|---|---|\n");
        for (Page page : catalog.policies()) {
            StringBuilder out = new StringBuilder();
            page(out, page, catalog, 1);
            pages.put(page.id() + ".md", out.toString());
            index.append("| [")
                    .append(plain(page.title()))
                    .append("](")
                    .append(CatalogHtml.link(page.id() + ".md"))
                    .append(") | ")
                    .append(plain(page.id()))
                    .append(" | ")
                    .append(page.level() == null ? "shared" : CatalogText.level(page.level()))
                    .append(" | ")
                    .append(page.level() == null ? "" : page.signals().size())
                    .append(" |\n");
        }
        pages.put("index.md", index.toString());
        return pages;
    }

    private static void about(StringBuilder out, Catalog catalog) {
        out.append("As of ")
                .append(catalog.asOf())
                .append(", run over ")
                .append(catalog.facts())
                .append(" assertions. An output is an indicator, never a finding of law.\n\n");
    }

    private static void page(StringBuilder out, Page page, Catalog catalog, int depth) {
        heading(out, depth, page.title());
        out.append("`").append(page.id().replace("`", "")).append("` ").append(plain(page.version()));
        out.append(page.level() == null ? ", shared by other policies" : ", level " + CatalogText.level(page.level()))
                .append("\n\n");
        paragraph(out, page.description());
        if (page.says() != null) {
            paragraph(out, "Says: " + page.says());
        }
        heading(out, depth + 1, "Clauses");
        for (ClausePage clause : page.clauses()) {
            heading(out, depth + 2, clause.name() + CatalogText.raised(clause));
            paragraph(out, clause.description());
            if (clause.says() != null) {
                paragraph(out, "Says: " + clause.says());
            }
            list(out, clause.words());
            String fence = "`".repeat(Math.max(3, longest(clause.text()) + 1));
            out.append(fence)
                    .append("drl\n")
                    .append(clause.text())
                    .append('\n')
                    .append(fence)
                    .append("\n\n");
        }
        if (!page.parameters().isEmpty()) {
            heading(out, depth + 1, "Thresholds");
            out.append("| Threshold | Value | Standing | Reference | Reason |\n|---|---|---|---|---|\n");
            page.parameters()
                    .forEach(t -> out.append("| ")
                            .append(plain(t.id()))
                            .append(" | ")
                            .append(plain(t.says()))
                            .append(" | ")
                            .append(plain(CatalogText.details(t)))
                            .append(" | ")
                            .append(plain(t.reference()))
                            .append(" | ")
                            .append(t.rationale() == null ? "" : plain(t.rationale()))
                            .append(" |\n"));
            out.append('\n');
        }
        section(out, depth, "References", page.references());
        section(out, depth, "Known false positives", page.falsePositives());
        section(
                out,
                depth,
                "Examples",
                page.examples().stream()
                        .map(e -> e.name() + " (" + CatalogText.outcome(e) + ")")
                        .toList());
        Coverage coverage = page.coverage();
        if (coverage != null) {
            section(out, depth, "Coverage", List.of(CatalogText.words(coverage)));
        }
        if (page.level() != null) {
            heading(out, depth + 1, "On the facts as of " + catalog.asOf());
            if (page.signals().isEmpty()) {
                paragraph(out, "No signal.");
            } else {
                list(
                        out,
                        page.signals().stream()
                                .map(s -> CatalogText.headline(s) + ": " + s.narrative())
                                .toList());
            }
        }
    }

    private static int longest(String text) {
        return Pattern.compile("`+")
                .matcher(text)
                .results()
                .mapToInt(r -> r.group().length())
                .max()
                .orElse(0);
    }

    private static void section(StringBuilder out, int depth, String title, List<String> items) {
        if (!items.isEmpty()) {
            heading(out, depth + 1, title);
            list(out, items);
        }
    }

    private static void heading(StringBuilder out, int depth, String text) {
        out.append("#".repeat(depth)).append(' ').append(plain(text)).append("\n\n");
    }

    private static void paragraph(StringBuilder out, String text) {
        if (!text.isBlank()) {
            out.append(plain(text)).append("\n\n");
        }
    }

    private static void list(StringBuilder out, List<String> items) {
        items.forEach(i -> out.append("- ").append(plain(i)).append('\n'));
        out.append('\n');
    }

    /** Text that sets no mark of its own. */
    static String plain(String text) {
        return MARKS.matcher(
                        UNSHOWN.matcher(text.replaceAll("\\s+", " ").strip()).replaceAll("\uFFFD"))
                .replaceAll(m -> "\\\\" + Matcher.quoteReplacement(m.group()));
    }
}
