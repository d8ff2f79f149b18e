package interlock.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import interlock.report.Report;
import interlock.report.Report.EvidenceLine;
import interlock.report.Report.FactView;
import interlock.report.Report.PartyView;
import interlock.report.ReportSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The report as a page, read as text; how it behaves is seen in a browser by {@link ReportPageTest}. */
class ReportHtmlTest {
    private static final String PAGE = ReportHtml.of(Pages.shipped());

    private static String data(String page) {
        String begins = "<script type=\"application/json\" id=\"report\">";
        int from = page.indexOf(begins) + begins.length();
        return page.substring(from, page.indexOf("</script>", from));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void theSameReportGivesTheSameBytes() {
        assertThat(ReportHtml.of(Pages.copy())).isEqualTo(PAGE);
    }

    @Test
    void thePageHoldsTheWholeReport() {
        assertThat(Pages.tree(data(PAGE))).isEqualTo(Pages.tree(ReportJson.of(Pages.shipped())));
        ReportSchema.validJson(data(PAGE));
    }

    @Test
    void everySignalIsToldWithItsFactsWithoutAnyScript() {
        String told = PAGE.substring(0, PAGE.indexOf("<script type="));
        Report report = Pages.shipped();
        assertThat(report.signals()).hasSizeGreaterThan(40);
        for (Report.Signal s : report.signals()) {
            String from = told.substring(told.indexOf("id=\"signal-" + s.id() + "\""));
            String row = from.substring(0, from.indexOf("</details>"));
            assertThat(row)
                    .contains(
                            CatalogHtml.escaped(s.narrative()),
                            CatalogHtml.escaped(s.policy().title()));
            s.parties().forEach(p -> assertThat(row).contains(CatalogHtml.escaped(p.name())));
            s.evidence().facts().forEach(f -> assertThat(row).contains("href=\"#fact-" + f + "\""));
            s.missing().forEach(m -> assertThat(row).contains(CatalogHtml.escaped(m.because())));
        }
    }

    @Test
    void everyFactStandsThereWithItsDateStatusGradeQuotesAndDocuments() {
        String told = PAGE.substring(0, PAGE.indexOf("<script type="));
        assertThat(Pages.shipped().facts()).hasSizeGreaterThan(60);
        int quotes = 0;
        for (var e : Pages.shipped().facts().entrySet()) {
            FactView fact = e.getValue();
            String from = told.substring(told.indexOf("<div class=\"dated\" data-fact=\"" + e.getKey() + "\""));
            String entry = from.substring(0, from.indexOf("</details>"));
            assertThat(entry)
                    .contains(
                            CatalogHtml.escaped(ReportText.stripped(fact.says())),
                            ReportText.words(fact.status()),
                            fact.at().file() + ":" + fact.at().line());
            if (fact.from() != null) {
                assertThat(entry).contains("<time>" + fact.from() + "</time>");
            }
            for (EvidenceLine line : fact.evidence()) {
                Report.SourceView source = Pages.shipped().sources().get(line.source());
                assertThat(entry).contains(CatalogHtml.escaped(source.title()), source.letter() + line.credibility());
                if (line.quote() != null) {
                    quotes++;
                    assertThat(entry).contains(CatalogHtml.escaped(line.quote()));
                }
            }
        }
        assertThat(quotes).isGreaterThan(10);
    }

    @Test
    void nothingIsAskedOfTheNetwork() {
        String markup = PAGE.replace(data(PAGE), "");
        assertThat(found("<(iframe|img|image|object|embed|audio|video|form|base)\\b", markup))
                .isEmpty();
        assertThat(found("<link[^>]*>", markup)).containsExactly("<link rel=\"icon\" href=\"data:,\">");
        assertThat(found("\\s(src|srcset|action|poster|background|xlink:href)=\"", markup))
                .isEmpty();
        assertThat(found("@import|url\\((?!#)|fetch\\(|XMLHttpRequest|WebSocket|import\\(", markup))
                .isEmpty();
        assertThat(found("content=\"default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+';", markup))
                .hasSize(1);
        assertThat(found("\\bstyle=\"|\\bon[a-z]+=\"", markup)).isEmpty();
    }

    @Test
    void nothingInAReportCanLeaveItsPlace() {
        Report hostile = Pages.hostile();
        String page = ReportHtml.of(hostile);
        assertThat(ReportHtml.isPage(page)).isTrue();
        assertThat(found("<script\\b", page)).hasSize(2);
        assertThat(found("</script>", page)).hasSize(2);
        assertThat(found("<img|javascript:[^\"]*\" rel|\u202e", page.replace(data(page), "")))
                .isEmpty();
        assertThat(data(page)).doesNotContain("<");
        JsonNode told = Pages.tree(data(page));
        assertThat(told.get("signals").get(0).get("narrative").asText()).isEqualTo(Pages.HOSTILE);
        // The text of a slot of the frame is a text like any other.
        assertThat(page).contains("{{script}}");
    }

    @Test
    void aPageIsToldFromWhatMerelyLooksLikeOne() {
        assertThat(ReportHtml.isPage(PAGE)).isTrue();
        List<String> others = new ArrayList<>();
        others.add("");
        others.add(PAGE + " ");
        others.add(PAGE.replace("<main>", "<main><script>1</script>"));
        others.add(PAGE.replace("<main>", "<main><META http-equiv=refresh content='0;url=https://example.org'>"));
        others.add(PAGE.replace("<main>", "<main><iframe></iframe>"));
        others.add(PAGE.replace("default-src 'none'", "default-src *"));
        others.add(PAGE.replace("'use strict';", "'use strict'; alert(1);"));
        others.add(PAGE.replace(":root {", ":root { color: red;"));
        others.add(PAGE.replace("\"format\":", "</script><b>\"format\":"));
        others.add(PAGE.replace("<script type=\"application/json\" id=\"report\">", "<script id=\"report\">"));
        others.add(ReportJson.of(Pages.shipped()));
        assertThat(others).allSatisfy(other -> {
            assertThat(other).isNotEqualTo(PAGE);
            assertThat(ReportHtml.isPage(other)).isFalse();
        });
    }

    @Test
    void aFactNamesItsParties() {
        assertThat(Pages.shipped().facts().get("amazon-openai-talks").parties())
                .containsExactly(
                        new PartyView("amazon", "Amazon", "investor"), new PartyView("openai", "OpenAI", "investee"));
        assertThat(Pages.shipped().facts().get("aws").parties())
                .containsExactly(
                        new PartyView("aws", "Amazon Web Services", "company"),
                        new PartyView("amazon", "Amazon", "parent"));
    }
}
