package interlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import interlock.Desk;
import interlock.Query;
import interlock.engine.Budget;
import interlock.policy.PolicyFiles;
import interlock.report.Catalog.ClausePage;
import interlock.report.Catalog.Coverage;
import interlock.report.Catalog.Page;
import interlock.report.render.CatalogHtml;
import interlock.report.render.CatalogJson;
import interlock.report.render.CatalogMarkdown;
import interlock.report.render.CatalogText;
import interlock.report.render.Style;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The policies as pages, for an examiner. */
class CatalogTest {
    private static final String HEDGING = "strategic/hyperscaler-hedging";
    private static final String HOSTILE =
            "</title></style><script>alert(\"1\")</script>'&amp; `x` | *b* [a](javascript:1)";
    private static final Catalog SHIPPED = Desk.catalog(
            List.of(Path.of("facts")), List.of(Path.of("rules")), Query.everything(), true, Budget.unwatched());

    private static Page page(Catalog catalog, String id) {
        return catalog.policies().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Every text of a page replaced by one that tries to leave its place. */
    private static Catalog hostile() {
        Page p = page(SHIPPED, HEDGING);
        ClausePage c = p.clauses().get(0);
        List<String> texts = List.of(HOSTILE);
        Page page = new Page(
                "a/" + "b<i>\"'",
                HOSTILE,
                HOSTILE,
                HOSTILE,
                p.level(),
                HOSTILE,
                HOSTILE,
                List.of(new ClausePage(HOSTILE, c.level(), HOSTILE, HOSTILE, HOSTILE, texts, HOSTILE + "\n```", 1)),
                List.of(new Catalog.Threshold(
                        HOSTILE,
                        HOSTILE,
                        null,
                        null,
                        null,
                        HOSTILE,
                        HOSTILE,
                        false,
                        null,
                        null,
                        HOSTILE,
                        HOSTILE,
                        "javascript:alert(1)",
                        HOSTILE)),
                texts,
                texts,
                List.of(new Catalog.Example(HOSTILE, HOSTILE, false, HOSTILE, 1)),
                new Coverage(1, 2, texts),
                List.of(new Catalog.Firing(
                        HOSTILE,
                        HOSTILE,
                        List.of(new Report.PartyView("x", HOSTILE + "\u202e\u0007", HOSTILE)),
                        p.signals().get(0).level(),
                        p.signals().get(0).severity(),
                        p.signals().get(0).status(),
                        HOSTILE)));
        return new Catalog(SHIPPED.format(), SHIPPED.asOf(), SHIPPED.facts(), SHIPPED.kinds(), List.of(page));
    }

    private static Document parsed(String html) {
        try {
            // What a browser takes for HTML 5, an XML parser takes once the document type is gone.
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(html.replaceFirst("^<!DOCTYPE html>\n", ""))));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("not well-formed: " + e.getMessage() + "\n" + html, e);
        }
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return java.util.stream.IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    @Test
    void whatASignalSaysIsToldWithoutTheSignsOfVariables() {
        Page page = page(SHIPPED, "conflict/investor-supplier-dual-role");
        assertThat(page.says())
                .isEqualTo(
                        "‹investor› has a stake in ‹company› and supplies it (where known: with ‹the share of sold in all›"
                                + " of its disclosed compute purchases)");
        assertThat(page(SHIPPED, "circularity/circular-capital-loop").says())
                .contains("‹amount of one› from ‹first› to ‹second›", "‹the least of f1, f2› is firm");
        assertThat(SHIPPED.policies()).allSatisfy(p -> {
            assertThat(String.valueOf(p.says())).doesNotContain("$", "{", "[");
            assertThat(p.clauses())
                    .allSatisfy(c -> assertThat(String.valueOf(c.says())).doesNotContain("$", "{", "["));
        });
    }

    @Test
    void everyPolicyHasAPageWithAllThatAnExaminerAsks() {
        assertThat(SHIPPED.policies())
                .extracting(Page::id)
                .containsExactlyElementsOf(PolicyFiles.read(List.of(Path.of("rules"))).policies().policies().stream()
                        .map(p -> p.id())
                        .toList());
        for (Page p : SHIPPED.policies()) {
            for (ClausePage c : p.clauses()) {
                assertThat(c.words()).as(p.id() + ": " + c.name()).hasSizeGreaterThan(1);
                assertThat(c.words())
                        .allSatisfy(
                                w -> assertThat(w).matches("(?s)[A-Z“].*\\.").doesNotContain("$", "null", "==", "{"));
                assertThat(c.text()).startsWith("rule ").endsWith("end");
            }
            if (p.level() != null) {
                assertThat(p.examples()).hasSizeGreaterThan(2).allMatch(Catalog.Example::passed);
                assertThat(p.references()).isNotEmpty();
            }
        }
        Page hedging = page(SHIPPED, HEDGING);
        assertThat(hedging.parameters())
                .extracting(Catalog.Threshold::id, Catalog.Threshold::says, Catalog.Threshold::inForce)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("strategic.hedging.contract", "$1bn", true),
                        org.assertj.core.groups.Tuple.tuple("strategic.hedging.scale", "$5bn", true),
                        org.assertj.core.groups.Tuple.tuple("strategic.hedging.stake", "$1bn", true));
        assertThat(hedging.signals()).extracting(Catalog.Firing::id).contains("9974686cd8cd");
    }

    @Test
    void aClauseReadsAsSentences() {
        assertThat(page(SHIPPED, HEDGING).clauses().get(0).words())
                .contains(
                        "The hedger has the amount (“least”) in the lab, where the amount is at least “material”.",
                        "The hedger is a company, where the roles include hyperscaler, cloud or chip maker.",
                        "The lab and the other compete in the market (“market”).",
                        "Then a signal is raised for the hedger.");
        assertThat(page(SHIPPED, HEDGING).clauses().get(2).words())
                .contains("There is no case in which the hedger has some amount in the lab, and the hedger has some"
                        + " amount in the other.");
    }

    @Test
    void theJsonKeepsItsSchema() throws IOException {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("src/docs/catalog.schema.json")));
        assertThat(schema.validate(CatalogJson.of(SHIPPED), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(CatalogJson.of(hostile()), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(CatalogJson.of(SHIPPED).replace("\"title\"", "\"titel\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void theWebPagesAreWholeAndNeedNothingElse() {
        Map<String, String> pages = CatalogHtml.pages(SHIPPED);
        assertThat(pages).hasSize(SHIPPED.policies().size() + 1).containsKey(HEDGING + ".html");
        pages.forEach((name, html) -> {
            Document document = parsed(html);
            assertThat(html)
                    .as(name)
                    .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                    .doesNotContain("<script", "<link", "@import", "url(");
            assertThat(elements(document, "main")).hasSize(1);
            assertThat(elements(document, "h1")).hasSize(1);
            assertThat(elements(document, "table")).allSatisfy(t -> {
                assertThat(t.getElementsByTagName("caption").getLength()).isEqualTo(1);
                assertThat(t.getElementsByTagName("th").getLength()).isPositive();
            });
            assertThat(elements(document, "a")).allSatisfy(a -> {
                String target = a.getAttribute("href");
                if (!target.startsWith("http")) {
                    Path at = Path.of(name)
                            .resolveSibling(target.replaceFirst("#.*", ""))
                            .normalize();
                    assertThat(target.startsWith("#") || pages.containsKey(at.toString()))
                            .as(name + " to " + target)
                            .isTrue();
                }
            });
        });
        assertThat(pages.get(HEDGING + ".html"))
                .contains(
                        "conditions are both true and false in its tests",
                        "Federal Trade Commission",
                        "9974686cd8cd",
                        "<caption>The tests of the policy</caption>");
        assertThat(elements(parsed(CatalogHtml.of(SHIPPED)), "article"))
                .hasSize(SHIPPED.policies().size());
    }

    @Test
    void headingsGoDownOneStepAtATime() {
        for (String html : CatalogHtml.pages(SHIPPED).values()) {
            int last = 0;
            var headings = java.util.regex.Pattern.compile("<h([1-6])>").matcher(html);
            while (headings.find()) {
                int depth = Integer.parseInt(headings.group(1));
                assertThat(depth).isLessThanOrEqualTo(last + 1);
                last = depth;
            }
        }
    }

    @Test
    void noTextLeavesItsPlace() {
        for (String html : List.of(
                CatalogHtml.of(hostile()),
                CatalogHtml.pages(hostile()).get("index.html"),
                CatalogHtml.pages(hostile()).get("a/b<i>\"'.html"))) {
            Document document = parsed(html);
            assertThat(elements(document, "script")).isEmpty();
            assertThat(elements(document, "i")).isEmpty();
            assertThat(elements(document, "style")).hasSize(1);
            assertThat(elements(document, "a"))
                    .allSatisfy(a -> assertThat(a.getAttribute("href")).doesNotStartWith("javascript"));
            assertThat(html).doesNotContain("\u202e", "\u0007");
        }
        String markdown = CatalogMarkdown.of(hostile());
        assertThat(markdown.replaceAll("(?s)````drl.*?````", ""))
                .doesNotContainPattern("(?<!\\\\)<script|(?<!\\\\)\\[a")
                .doesNotContain("\u202e", "\u0007")
                .contains("\\<script\\>");
        assertThat(markdown).contains("````drl\n");
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        Catalog again = Desk.catalog(
                List.of(Path.of("facts")), List.of(Path.of("rules")), Query.everything(), true, Budget.unwatched());
        assertThat(CatalogJson.of(again)).isEqualTo(CatalogJson.of(SHIPPED));
        assertThat(CatalogHtml.of(again)).isEqualTo(CatalogHtml.of(SHIPPED));
        assertThat(CatalogMarkdown.pages(again)).isEqualTo(CatalogMarkdown.pages(SHIPPED));
        assertThat(CatalogText.of(again, Style.PLAIN)).isEqualTo(CatalogText.of(SHIPPED, Style.PLAIN));
    }
}
