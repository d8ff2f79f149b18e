package interlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Interlock;
import interlock.Query;
import interlock.report.Explanation.Kind;
import interlock.report.Explanation.Node;
import interlock.report.Explanation.Part;
import interlock.report.Report.Signal;
import interlock.report.render.ProofHtml;
import interlock.report.render.ProofText;
import interlock.report.render.ReportJson;
import interlock.report.render.Style;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Why the signals of the shipped facts are raised, each with all its proofs. */
final class ExplanationTest {
    private static Report report;
    private static Explanations why;

    @BeforeAll
    static void run() {
        // The likelihoods are not what is asked for; what is certain and what is possible are.
        report = Interlock.open(List.of(Path.of("facts")), List.of(Path.of("rules")))
                .run(new Query(
                        Optional.of(LocalDate.of(2026, 1, 30)),
                        Optional.empty(),
                        List.of("strategic/*", "circularity/*", "conflict/*", "supply/*"),
                        List.of(),
                        interlock.vocabulary.Level.SCREEN,
                        Query.FIRINGS));
        why = Interlock.why(report, report.signals(), true);
    }

    private static List<Node> nodes(Explanation e) {
        List<Node> all = new ArrayList<>();
        e.proofs().forEach(p -> collect(p, all));
        return all;
    }

    private static void collect(Node node, List<Node> all) {
        all.add(node);
        node.below().forEach(b -> collect(b, all));
    }

    @Test
    void itIsWhatItsSchemaPromises() {
        PublishedSchema.valid("why", ReportJson.of(why));
        PublishedSchema.valid(
                "why", ReportJson.of(Interlock.why(report, report.signals().subList(0, 1), false)));
    }

    @Test
    void everyProofOfASignalIsThereWhereAllAreAskedFor() {
        for (Signal s : report.signals()) {
            Explanation all = Explanation.of(report, s, true);
            assertThat(all.proofs()).hasSize(1 + s.alternatives().size());
            assertThat(all.more()).isZero();
            Explanation first = Explanation.of(report, s, false);
            assertThat(first.proofs()).containsExactly(all.proofs().get(0));
            assertThat(first.more()).isEqualTo(s.alternatives().size());
        }
        assertThat(report.signals()).anyMatch(s -> !s.alternatives().isEmpty());
    }

    @Test
    void ofTwoProofsThatScoreTheSameTheOneOnFewerFactsComesFirst() {
        for (Signal s : report.signals()) {
            List<String> proofs = new ArrayList<>(List.of(s.proof()));
            proofs.addAll(s.alternatives());
            for (int i = 1; i < proofs.size() && s.status() == Report.Status.CONTINGENT; i++) {
                var earlier = report.proofs().get(proofs.get(i - 1)).score();
                var later = report.proofs().get(proofs.get(i)).score();
                if (earlier.equals(later)) {
                    assertThat(facts(proofs.get(i - 1)))
                            .hasSizeLessThanOrEqualTo(facts(proofs.get(i)).size());
                }
            }
        }
    }

    private static Set<String> facts(String proof) {
        Set<String> facts = new HashSet<>();
        report.proofs()
                .get(proof)
                .premises()
                .forEach(p -> facts.addAll(report.proofs().containsKey(p) ? facts(p) : Set.of(p)));
        return facts;
    }

    @Test
    void everythingEndsAtAFactOnFileAThresholdWithItsReferenceOrAnAbsence() {
        for (Explanation e : why.explanations()) {
            Set<String> unfolded = new HashSet<>();
            for (Node n : nodes(e)) {
                if (n.kind() == Kind.CONCLUSION) {
                    assertThat(n.at()).isNotNull();
                    assertThat(n.clause()).isNotBlank();
                    assertThat(n.repeated() ? unfolded.contains(n.id()) : unfolded.add(String.valueOf(n.id())))
                            .as("a conclusion is unfolded once, and only named after that: " + n.says())
                            .isTrue();
                    assertThat(n.repeated() == n.below().isEmpty()).isTrue();
                } else if (n.kind() == Kind.PARAMETER) {
                    assertThat(n.standing())
                            .contains(report.parameters().get(n.id()).reference());
                } else if (n.kind() == Kind.FACT) {
                    assertThat(n.at()).isNotNull();
                    assertThat(n.below()).allMatch(b -> b.kind() == Kind.EVIDENCE);
                }
            }
            assertThat(nodes(e)).anyMatch(n -> n.kind() == Kind.EVIDENCE);
        }
    }

    @Test
    void theMembersOfATotalAreSaidToBeMembers() {
        List<Node> members = why.explanations().stream()
                .flatMap(e -> nodes(e).stream())
                .filter(n -> n.says().startsWith("CoreWeave supplies OpenAI with compute"))
                .filter(n -> !n.repeated())
                .flatMap(n -> n.below().stream())
                .filter(n -> n.part() == Part.MEMBER)
                .toList();
        // Three contracts of CoreWeave and OpenAI are on file, and the total counts each.
        assertThat(members.stream().map(Node::id).distinct()).hasSize(3);
        Explanation loop = why.explanations().stream()
                .filter(e -> e.policy().equals("circularity/circular-capital-loop"))
                .findFirst()
                .orElseThrow();
        assertThat(ProofText.of(loop, Style.PLAIN)).contains("counted in: ");
    }

    @Test
    void whatWasAbsentIsThereInWordsWithItsDate() {
        assertThat(why.explanations().stream()
                        .flatMap(e -> nodes(e).stream())
                        .filter(n -> n.kind() == Kind.ABSENCE)
                        .map(Node::says))
                .isNotEmpty()
                .allMatch(s -> s.startsWith("no ") && s.endsWith("as of 30 January 2026"))
                .noneMatch(s -> s.matches(".*([|&<>=]|\\$[a-z]).*"));
    }

    @Test
    void anAbsenceIsSaidAsAPersonWouldSayIt(@TempDir Path folder) throws IOException {
        Path policy = Files.createDirectories(folder.resolve("rules/conflict")).resolve("unrecused.drl");
        Files.writeString(policy, """
                /**
                 * Nobody has stepped aside.
                 *
                 * @title      No recusal
                 * @version    1.0
                 * @level      screen
                 * @says       {$x} invests in {$y} and nobody steps aside
                 * @reference  none
                 */
                package conflict.unrecused;

                import interlock.vocabulary.Fact.*;
                import interlock.vocabulary.Derived.*;
                import function interlock.policy.dsl.Verbs.*;

                rule "nobody steps aside"
                when
                  Investment( $x : investor, $y : investee, amount > 0, $m : amount )
                  not( Mitigation( type == MitigationKind.RECUSAL, parties contains $x, parties contains $y ) )
                  not( Investment( investor == $y, amount > 100 || amount < $m ) )
                then
                  raise( drools, points( "all of it", 10 ), $x, $y );
                end
                """);
        Report found = Interlock.open(
                        List.of(Path.of("src/test/data/small/facts")),
                        List.of(folder.resolve("rules"), Path.of("rules")))
                .run(new Query(
                        Optional.empty(),
                        Optional.empty(),
                        List.of("conflict/unrecused"),
                        List.of("anthropic"),
                        interlock.vocabulary.Level.INFO,
                        Query.FIRINGS));
        assertThat(found.proofs().values().stream().flatMap(p -> p.absent().stream()))
                .containsExactly(
                        "no recusal on file between Amazon and Anthropic, as of 30 January 2026",
                        "no investment on file with investor Anthropic and amount above 100 or amount below $8bn, as of 30 January 2026");
    }

    @Test
    void bindingsAreAmountsAndNotNumbers() {
        assertThat(report.proofs().values().stream().flatMap(p -> p.bindings().values().stream()))
                .noneMatch(v -> v.matches("\\d{5,}"))
                .anyMatch(v -> v.equals("$8bn"));
    }

    @Test
    void thePageIsWholeAndNeedsNothingElse() throws IOException, SAXException, ParserConfigurationException {
        String html = ProofHtml.of(why);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document page = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replaceFirst("<!DOCTYPE html>", ""))));
        assertThat(page.getElementsByTagName("article").getLength())
                .isEqualTo(report.signals().size());
        assertThat(page.getElementsByTagName("blockquote").getLength()).isPositive();
        for (String outside : List.of("script", "link", "img", "iframe")) {
            assertThat(page.getElementsByTagName(outside).getLength()).isZero();
        }
    }
}
