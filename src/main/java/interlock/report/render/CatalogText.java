package interlock.report.render;

import interlock.report.Catalog;
import interlock.report.Catalog.ClausePage;
import interlock.report.Catalog.Coverage;
import interlock.report.Catalog.Example;
import interlock.report.Catalog.Firing;
import interlock.report.Catalog.Page;
import interlock.report.Catalog.Threshold;
import interlock.report.Report.PartyView;
import interlock.vocabulary.Level;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalogue for people at a terminal. */
public final class CatalogText {
    private CatalogText() {}

    /** All policies that raise signals, by id, then those that only conclude what others share. */
    public static String of(Catalog catalog, Style style) {
        StringBuilder out = new StringBuilder();
        raising(catalog).forEach(p -> page(out, p, catalog, style));
        List<Page> shared = concluding(catalog);
        if (!shared.isEmpty()) {
            out.append(style.bold("Shared conclusions")).append('\n');
            shared.forEach(
                    p -> out.append(Lines.wrapped(p.title() + ". " + p.description(), "  " + p.id() + ": ", "    ")));
        }
        if (!catalog.kinds().isEmpty()) {
            out.append(shared.isEmpty() ? "" : "\n")
                    .append(style.bold("Kinds of facts of one's own"))
                    .append('\n');
            catalog.kinds()
                    .forEach(k -> out.append(
                            Lines.wrapped((k.about() + " " + k.says()).strip(), "  " + k.name() + ": ", "    ")));
        }
        return out.toString();
    }

    /** A file for each policy, by its name. */
    public static SortedMap<String, String> pages(Catalog catalog) {
        SortedMap<String, String> pages = new TreeMap<>();
        for (Page page : catalog.policies()) {
            StringBuilder out = new StringBuilder();
            page(out, page, catalog, Style.PLAIN);
            pages.put(page.id() + ".txt", out.toString());
        }
        pages.put(
                "index.txt",
                catalog.policies().stream()
                        .map(p -> Lines.wrapped(p.title() + counted(p), p.id() + ": ", "  "))
                        .collect(Collectors.joining()));
        return pages;
    }

    static List<Page> raising(Catalog catalog) {
        return catalog.policies().stream().filter(p -> p.level() != null).toList();
    }

    static List<Page> concluding(Catalog catalog) {
        return catalog.policies().stream().filter(p -> p.level() == null).toList();
    }

    private static void page(StringBuilder out, Page page, Catalog catalog, Style style) {
        out.append(style.bold(page.title())).append('\n');
        out.append("  ")
                .append(page.id())
                .append(' ')
                .append(page.version())
                .append(page.level() == null ? "" : ", level " + level(page.level()))
                .append('\n');
        out.append(Lines.wrapped(page.description(), "  "));
        for (ClausePage clause : page.clauses()) {
            item(out, "clause: " + clause.name() + raised(clause));
            clause.words().forEach(w -> out.append(Lines.wrapped(w, "      ", "        ")));
        }
        page.parameters()
                .forEach(t -> item(
                        out,
                        "threshold: " + t.id() + " = " + t.says() + " (" + details(t) + ", " + t.reference() + ")"));
        page.references().forEach(r -> item(out, "reference: " + r));
        page.falsePositives().forEach(f -> item(out, "known false positive: " + f));
        page.examples().forEach(e -> item(out, "example: " + e.name() + " (" + outcome(e) + ")"));
        Coverage coverage = page.coverage();
        if (coverage != null) {
            item(out, "coverage: " + words(coverage));
        }
        if (page.level() != null) {
            item(
                    out,
                    "on the facts as of " + catalog.asOf() + ": "
                            + fires(page.signals().size()));
            page.signals()
                    .forEach(s -> out.append(Lines.wrapped(headline(s) + ": " + s.narrative(), "    * ", "      ")));
        }
        out.append('\n');
    }

    private static void item(StringBuilder out, String text) {
        out.append(Lines.wrapped(text, "  - ", "    "));
    }

    static String level(Level level) {
        return ReportText.words(level.name());
    }

    /** What the signals of a clause are, where that is its own. */
    static String raised(ClausePage clause) {
        return (clause.grade() == null ? "" : ", grade " + clause.grade())
                + (clause.level() == null ? "" : ", level " + level(clause.level()));
    }

    /** Whether a value is gone by, and from when to when. */
    static String details(Threshold t) {
        return Stream.of(
                        ReportText.words(t.status()) + (t.inForce() ? "" : ", not gone by on the day"),
                        t.jurisdiction(),
                        t.effectiveFrom() == null ? null : "from " + t.effectiveFrom(),
                        t.effectiveTo() == null ? null : "to " + t.effectiveTo())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    static String outcome(Example example) {
        return example.expects() + (example.passed() ? ", as expected" : ", FAILED");
    }

    static String words(Coverage coverage) {
        return coverage.reached() + " of " + coverage.all() + " conditions are both true and false in its tests"
                + (coverage.missed().isEmpty() ? "" : "; not: " + String.join("; ", coverage.missed()));
    }

    static String fires(int signals) {
        return signals == 0 ? "no signal" : signals == 1 ? "1 signal" : signals + " signals";
    }

    static String headline(Firing firing) {
        return firing.level() + ", severity " + ReportDiffText.severity(firing.severity()) + ", "
                + ReportText.words(firing.status().name()) + (firing.grade() == null ? "" : ", " + firing.grade())
                + ", " + firing.parties().stream().map(PartyView::name).collect(Collectors.joining(", "));
    }

    private static String counted(Page page) {
        @Nullable Level level = page.level();
        return level == null
                ? " (shared by other policies)"
                : " (" + level(level) + ", " + fires(page.signals().size()) + ")";
    }
}
