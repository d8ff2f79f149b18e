package interlock.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import interlock.Interlock;
import interlock.Query;
import interlock.report.Report.Signal;
import interlock.report.Report.Status;
import interlock.report.render.ReportJson;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes of the shipped facts and rules on the date of the article. */
class ShippedReportTest {
    private static Interlock interlock;
    private static Report report;

    @BeforeAll
    static void run() {
        interlock = Interlock.open(List.of(Path.of("facts")), List.of(Path.of("rules")));
        report = interlock.run(Query.everything());
    }

    private static Signal signal(String policy, String grade, String... parties) {
        List<Signal> found = report.signals().stream()
                .filter(s -> s.policy().id().equals(policy)
                        && (grade == null ? s.grade() == null : grade.equals(s.grade()))
                        && s.parties().stream()
                                .map(Report.PartyView::id)
                                .toList()
                                .equals(List.of(parties)))
                .toList();
        assertThat(found).as(policy + " for " + List.of(parties)).hasSize(1);
        return found.get(0);
    }

    private static Set<String> factsUnder(String proof) {
        Set<String> facts = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(proof));
        while (!open.isEmpty()) {
            String id = open.remove(0);
            if (report.proofs().containsKey(id)) {
                open.addAll(report.proofs().get(id).premises());
            } else {
                facts.add(id);
            }
        }
        return facts;
    }

    @Test
    void itIsAsOfTheDateThatTheFactBaseGives() {
        assertThat(report.run().asOf()).isEqualTo(LocalDate.of(2026, 1, 30));
    }

    @Test
    void itKeepsThePublishedSchema() {
        ReportSchema.valid(report);
    }

    @Test
    void theSchemaRefusesAReportWithoutANarrative() {
        String broken = ReportJson.of(report).replaceFirst("\"narrative\" : \"[^\"]+\"", "\"narrative\" : \"\"");
        assertThat(ReportSchema.schema().validate(broken, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void amazonHedgesByEquityOnlyIfTheTalksSucceed() {
        Signal s = signal("strategic/hyperscaler-hedging", "equity", "amazon");
        assertThat(s.status()).isEqualTo(Status.CONTINGENT);
        assertThat(s.level()).isEqualTo(Level.ELEVATED);
        assertThat(s.severity().floor()).isNull();
        assertThat(s.severity().ceiling()).isEqualByComparingTo("79.8");
        assertThat(s.contingentOn()).containsExactly("amazon-openai-talks");
        assertThat(s.flipsIf()).contains("amazon-openai-talks", "amazon-anthropic-stake");
        assertThat(s.narrative()).contains("$8bn in Anthropic", "up to $50bn in OpenAI", "1.31 labs");
    }

    @Test
    void itsProofCitesTheSentencesOfTheArticle() {
        Signal s = signal("strategic/hyperscaler-hedging", "equity", "amazon");
        assertThat(factsUnder(s.proof())).contains("amazon-openai-talks", "amazon-anthropic-stake");
        assertThat(report.facts().get("amazon-openai-talks").evidence())
                .anySatisfy(e -> assertThat(e.quote()).contains("as much as $50 billion"))
                .anySatisfy(e -> assertThat(e.quote()).contains("could still change in size or structure"));
        assertThat(report.facts().get("amazon-anthropic-stake").evidence())
                .anySatisfy(e -> assertThat(e.quote()).contains("already invested billions in Anthropic"));
    }

    @Test
    void amazonHedgesInTheMixedGradeAlready() {
        Signal s = signal("strategic/hyperscaler-hedging", "mixed", "amazon");
        assertThat(s.status()).isEqualTo(Status.ESTABLISHED);
        assertThat(s.level()).isEqualTo(Level.SCREEN);
        assertThat(s.contingentOn()).isEmpty();
        assertThat(factsUnder(s.proof())).contains("amazon-anthropic-stake", "aws-openai-cloud", "aws");
    }

    @Test
    void theLoopOfMicrosoftAndOpenAiIsEstablishedAndGivenOnce() {
        Signal s = signal("circularity/circular-capital-loop", null, "microsoft", "openai");
        assertThat(s.status()).isEqualTo(Status.ESTABLISHED);
        assertThat(s.narrative()).contains("$135bn is firm", "$250bn back");
        assertThat(factsUnder(s.proof())).contains("microsoft-openai-stake", "azure-openai-cloud", "azure");
    }

    @Test
    void theLoopOfNvidiaOpenAiAndOracleIsContingentAndGivenOnce() {
        Signal s = signal("circularity/circular-capital-loop", null, "nvidia", "openai", "oracle");
        assertThat(s.status()).isEqualTo(Status.CONTINGENT);
        assertThat(s.contingentOn()).contains("nvidia-openai-talks", "nvidia-openai-letter-of-intent");
        assertThat(s.narrative()).contains("$0 is firm");
    }

    @Test
    void everyLoopIsGivenOnceWhicheverFirmOneStartsFrom() {
        List<Set<String>> rings = report.signals().stream()
                .filter(s -> s.policy().id().equals("circularity/circular-capital-loop"))
                .map(s -> Set.copyOf(
                        s.parties().stream().map(Report.PartyView::id).toList()))
                .toList();
        assertThat(rings).hasSizeGreaterThan(3);
        assertThat(report.signals().stream()
                        .filter(s -> s.policy().id().equals("circularity/circular-capital-loop"))
                        .map(s -> rotated(
                                s.parties().stream().map(Report.PartyView::id).toList())))
                .doesNotHaveDuplicates();
    }

    private static List<String> rotated(List<String> ring) {
        int least = ring.indexOf(ring.stream().sorted().findFirst().orElseThrow());
        List<String> turned = new ArrayList<>(ring.subList(least, ring.size()));
        turned.addAll(ring.subList(0, least));
        return turned;
    }

    @Test
    void whatIsOnlyAnnouncedIsNotFirm() {
        // Anthropic's contract with Azure is announced with a plain figure; nothing of the circle over it is firm.
        assertThat(signal("circularity/circular-capital-loop", null, "amazon", "anthropic", "microsoft", "openai")
                        .narrative())
                .contains("all the way round $0 is firm");
    }

    @Test
    void openAiBuysFromFewSuppliersWithAnIndexOf4015() {
        Signal s = signal("supply/compute-dependency", null, "openai");
        assertThat(s.status()).isEqualTo(Status.ESTABLISHED);
        assertThat(s.narrative()).contains("5 suppliers", "4,015", "Oracle", "48.4 %");
        assertThat(factsUnder(s.proof())).contains("oracle-openai-compute", "azure-openai-cloud", "aws-openai-cloud");
        assertThat(s.missing()).isNotEmpty();
    }

    @Test
    void theScoreAddsUpToTheSeverity() {
        for (Signal s : report.signals()) {
            BigDecimal sum = s.score().stream().map(Report.Score::points).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal shown = s.severity().ceiling() == null
                    ? s.severity().floor()
                    : s.severity().ceiling();
            assertThat(sum).as(s.narrative()).isEqualByComparingTo(shown);
        }
    }

    @Test
    void everySignalCanBeFollowedToDocuments() {
        for (Signal s : report.signals()) {
            Set<String> facts = factsUnder(s.proof());
            assertThat(facts).as(s.narrative()).isNotEmpty();
            assertThat(report.facts().keySet()).as(s.narrative()).containsAll(facts);
            assertThat(facts.stream()
                            .flatMap(f -> report.facts().get(f).evidence().stream())
                            .map(Report.EvidenceLine::source))
                    .as(s.narrative())
                    .isNotEmpty()
                    .allSatisfy(source -> assertThat(report.sources()).containsKey(source));
        }
    }

    @Test
    void everythingThatIsNamedIsInTheReport() {
        for (Signal s : report.signals()) {
            assertThat(report.proofs()).containsKey(s.proof());
            assertThat(report.proofs().keySet()).containsAll(s.alternatives());
            assertThat(report.facts().keySet())
                    .containsAll(s.evidence().facts())
                    .containsAll(s.contingentOn());
        }
        report.proofs()
                .values()
                .forEach(p -> assertThat(report.parameters().keySet()).containsAll(p.parameters()));
    }

    @Test
    void aContingentSignalHangsOnSomethingThatIsNotCertain() {
        for (Signal s : report.signals()) {
            if (s.status() == Status.CONTINGENT) {
                assertThat(s.contingentOn()).as(s.narrative()).isNotEmpty();
                s.contingentOn()
                        .forEach(
                                f -> assertThat(report.facts().get(f).certain()).isFalse());
            }
        }
    }

    @Test
    void nothingSaysThatAStakeIsControlOrThatSomethingIsAgainstTheLaw() {
        String json = ReportJson.of(report).toLowerCase(java.util.Locale.ROOT);
        for (Signal s : report.signals()) {
            assertThat(s.narrative().toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("control", "illegal", "unlawful");
        }
        assertThat(json).doesNotContain("illegal", "unlawful");
    }

    @Test
    void everyPlaceInANarrativeIsFilled() {
        for (Signal s : report.signals()) {
            assertThat(s.narrative()).doesNotContain("unknown", "{", "}", "null");
        }
        report.proofs().values().forEach(p -> assertThat(p.concludes()).doesNotContain("{", "}", "null"));
        report.facts().values().forEach(f -> assertThat(f.says()).doesNotContain("{", "}", "null"));
    }

    @Test
    void kindsThatNoPolicyReadsAreSaidAloud() {
        assertThat(report.silent()).anySatisfy(s -> {
            assertThat(s.kind()).isEqualTo("Disposal");
            assertThat(s.reason()).contains("no policy reads");
        });
    }

    @Test
    void whatBetterEvidenceContradictsIsSaidAndUsedInNoWorld() {
        assertThat(report.disputes()).singleElement().satisfies(d -> {
            assertThat(d.used()).isEqualTo("amazon-anthropic-stake");
            assertThat(d.other()).isEqualTo("amazon-anthropic-stake-blog");
        });
        Signal s = signal("evidence/conflicting-evidence", null, "amazon", "anthropic");
        assertThat(s.narrative()).contains("$8bn", "$11bn");
    }

    @Test
    void whatWouldChangeIfTheOtherSideWereRightIsSaid() {
        // With $11bn in Anthropic instead of $8bn the second-largest exposure is 11: 100 · (1 − e^(−11/5)) = 88.9.
        assertThat(report.disputes().get(0).changes()).anySatisfy(c -> {
            assertThat(c.policy()).isEqualTo("strategic/hyperscaler-hedging");
            assertThat(c.grade()).isEqualTo("equity");
            assertThat(c.parties()).extracting(Report.PartyView::name).containsExactly("Amazon");
            assertThat(c.in()).isEqualTo("CEILING");
            assertThat(c.before()).isEqualByComparingTo("79.8");
            assertThat(c.after()).isEqualByComparingTo("88.9");
        });
    }

    @Test
    void theEvidenceOfASignalIsNoStrongerThanItsWeakestFact() {
        Signal s = signal("strategic/hyperscaler-hedging", "mixed", "amazon");
        assertThat(s.evidence().grade()).isEqualTo("C1");
    }

    @Test
    void aRunAsOfDecemberKnowsTheEstimateAndNotTheTalks() {
        Report december = ReportSchema.valid(interlock.run(Query.everything().on(LocalDate.of(2025, 12, 20))));
        assertThat(december.signals())
                .filteredOn(s -> s.policy().id().equals("strategic/hyperscaler-hedging")
                        && "equity".equals(s.grade())
                        && s.parties().get(0).id().equals("amazon"))
                .singleElement()
                .satisfies(s -> assertThat(s.narrative()).contains("$10bn"));
    }

    @Test
    void aRunBeforeEverythingIsSilentAndSaysWhy() {
        Report early = ReportSchema.valid(interlock.run(Query.everything().on(LocalDate.of(1990, 1, 1))));
        assertThat(early.signals()).isEmpty();
        assertThat(early.summary().notes()).contains("no policy raised a signal");
        assertThat(early.silent())
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(s -> assertThat(s.reason()).isNotBlank());
    }

    @Test
    void aSentenceCallsAPolicyByItsTitleAndNotByItsId() {
        assertThat(report.signals())
                .filteredOn(s -> s.policy().id().equals("evidence/weak-or-opaque-evidence"))
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.narrative())
                        .containsPattern("[Tt]he signal “[A-Z][a-z ]+” for ")
                        .doesNotContain("conflict/", "circularity/"));
    }

    /** Where a kind that every clause needs is on no file there is nothing near; that is the reason then. */
    @Test
    void everySilenceSaysWhatComesNearestUnlessSomethingIsWhollyAbsent() {
        assertThat(report.silent())
                .filteredOn(s -> s.policy() != null && !s.reason().startsWith("no "))
                .hasSizeGreaterThan(8)
                .allSatisfy(s -> assertThat(s.nearest()).as(s.policy()).isNotNull());
    }

    @Test
    void bothWaysOfBuildingTheRulesAgree() {
        assertThat(interlock.selfCheck(Query.everything())).isEmpty();
    }
}
