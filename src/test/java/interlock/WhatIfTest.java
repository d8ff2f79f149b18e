package interlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.diagnostic.InvalidInput;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.EditReader;
import interlock.fact.EditReader.Option;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.Status;
import interlock.report.PublishedSchema;
import interlock.report.Report;
import interlock.report.ReportDiff;
import interlock.report.ReportDiff.SignalView;
import interlock.report.WhatIf;
import interlock.report.WhatIf.How;
import interlock.report.WhatIf.What;
import interlock.report.render.WhatIfJson;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be otherwise if some facts were. */
class WhatIfTest {
    private static final Interlock SMALL =
            Interlock.open(List.of(Path.of("src/test/data/small/facts")), List.of(Path.of("rules")));
    private static final LocalDate DAY = LocalDate.of(2026, 1, 30);

    @TempDir
    private Path folder;

    private static List<Edit> edits(String... words) {
        return EditReader.options(Stream.of(words)
                        .map(w -> new Option(w.substring(0, w.indexOf(' ')), w.substring(w.indexOf(' ') + 1)))
                        .toList())
                .edits();
    }

    private static WhatIf small(String... words) {
        return SMALL.whatIf(edits(words), Query.everything());
    }

    private static Edits editing() {
        return new Edits(Vocabulary.builtIn(), DAY, DAY);
    }

    @Test
    void aStakeThatCompletesMakesTheHedgeEstablished() {
        WhatIf answer = small("complete talks");
        assertThat(answer.changes())
                .filteredOn(c ->
                        c.signal().policy().equals("strategic/hyperscaler-hedging") && c.what() == What.ESTABLISHED)
                .isNotEmpty()
                .allSatisfy(c -> {
                    assertThat(c.by().how()).isEqualTo(How.ALONE);
                    assertThat(c.by().edits()).containsExactly("--complete talks");
                });
        Report.FactView fact = answer.after().facts().get("talks");
        assertThat(fact).isNotNull();
        assertThat(fact.says()).startsWith("Assumed in this what-if: ").doesNotContain("up to");
        assertThat(fact.certain()).isTrue();
        assertThat(fact.evidence()).isEmpty();
        assertThat(fact.grade()).isNull();
        assertThat(PublishedSchema.valid("whatif", WhatIfJson.of(answer))).contains("\"ESTABLISHED\"");
    }

    @Test
    void aStakeThatCollapsesTakesTheSignalWithIt() {
        assertThat(small("collapse talks").changes())
                .filteredOn(c -> c.what() == What.VANISHED)
                .extracting(c -> c.signal().policy())
                .contains("strategic/hyperscaler-hedging");
    }

    @Test
    void whatIsDroppedIsAsIfItHadNeverBeenOnFile() {
        FactBase edited = editing().applied(SMALL.facts(), edits("drop talks"));
        assertThat(edited.assertions()).noneMatch(a -> a.id().equals("talks"));
        assertThat(SMALL.facts().assertions()).anyMatch(a -> a.id().equals("talks"));
    }

    @Test
    void aFieldThatIsSetLeavesTheRestAsItIsAndCitesNobody() {
        WhatIf answer = small("set talks.amount=5bn");
        Report.FactView fact = answer.after().facts().get("talks");
        assertThat(fact).isNotNull();
        assertThat(fact.says()).startsWith("Assumed in this what-if: ").contains("$5bn");
        assertThat(fact.status()).isEqualTo("IN_TALKS");
        assertThat(fact.evidence()).isEmpty();
        assertThat(answer.after().signals())
                .filteredOn(s -> s.evidence().facts().contains("talks"))
                .isEmpty();
        // As credible as before: the likelihood of the hedge is still that of model.md.
        assertThat(answer.after().signals())
                .filteredOn(s -> s.policy().id().equals("strategic/hyperscaler-hedging")
                        && s.contingentOn().contains("talks"))
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.likelihood().low()).isEqualByComparingTo("0.299"));
    }

    @Test
    void everyFactOnFileIsReadAgainAsItIs() {
        FactBase shipped = FactFiles.load(List.of(Path.of("facts")), Vocabulary.builtIn());
        LocalDate late = LocalDate.of(2100, 1, 1);
        for (Assertion a : shipped.known(late)) {
            // Setting the status to what it is must change nothing, or else something was lost on the way.
            FactBase same = new Edits(Vocabulary.builtIn(), late, late)
                    .applied(shipped, edits("set " + a.id() + ".status=" + a.status()));
            assertThat(same).as(a.id()).isSameAs(shipped);
        }
        assertThat(shipped.known(late)).hasSizeGreaterThan(100);
    }

    @Test
    void whatIsAddedIsReadAsIfItHadStoodThere() throws IOException {
        Path more = folder.resolve("more.yaml");
        Files.writeString(more, """
                sources:
                  - {id: wire, title: Wire, publisher: Wire, letter: B, published: 2026-01-20}
                facts:
                  - {kind: Company, id: newlab, name: Newlab}
                  - kind: Investment
                    id: newlab-stake
                    investor: amazon
                    investee: newlab
                    amount: 3bn
                    instrument: EQUITY
                    status: COMPLETED
                    from: 2026-01-20
                    evidence: [{source: wire, credibility: 1}]
                """);
        FactBase added = editing().applied(SMALL.facts(), edits("add " + more));
        FactBase together = FactFiles.load(List.of(Path.of("src/test/data/small/facts"), more), Vocabulary.builtIn());
        assertThat(Edits.same(added, together)).isTrue();
        assertThat(added.files()).isEqualTo(together.files());
        Files.writeString(more, Files.readString(more).replace("investee: newlab", "investee: newlap"));
        assertThatThrownBy(() -> editing().applied(SMALL.facts(), edits("add " + more)))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.diagnostics().get(0).help()).isEqualTo("did you mean `newlab`?"));
    }

    /** What comes out of edits is what a run on the equally edited fact base says, and their order does not matter. */
    @Test
    void editsInOneGoEqualAFreshRunOnTheEditedFacts() {
        Random dice = new Random(20260130);
        List<String> ids = SMALL.facts().known(DAY).stream()
                .filter(a -> !SMALL.facts().parties().containsKey(a.id()))
                .map(Assertion::id)
                .toList();
        int differing = 0;
        for (int round = 0; round < 12; round++) {
            String[] words = ids.stream()
                    .filter(id -> dice.nextInt(3) == 0)
                    .map(id -> switch (dice.nextInt(3)) {
                        case 0 -> "complete " + id;
                        case 1 -> "collapse " + id;
                        default -> "drop " + id;
                    })
                    .toArray(String[]::new);
            if (words.length == 0) {
                continue;
            }
            WhatIf answer = small(words);
            FactBase byHand = byHand(words);
            Report fresh = Interlock.of(byHand, SMALL.policies(), SMALL.parameters(), List.of())
                    .run(Query.everything());
            assertThat(views(answer.after())).as(String.join(", ", words)).isEqualTo(views(fresh));
            ReportDiff diff = ReportDiff.between(answer.before(), fresh);
            assertThat(answer.changes())
                    .hasSize(diff.appeared().size()
                            + diff.vanished().size()
                            + diff.moved().size());
            differing += answer.changes().isEmpty() ? 0 : 1;
        }
        assertThat(differing).isGreaterThan(3);
    }

    private static List<SignalView> views(Report report) {
        return report.signals().stream().map(SignalView::of).toList();
    }

    /** The same edits made without the class under test, on the assertions themselves. */
    private static FactBase byHand(String... words) {
        List<Assertion> assertions = new java.util.ArrayList<>(SMALL.facts().assertions());
        for (String word : words) {
            String verb = word.substring(0, word.indexOf(' '));
            String id = word.substring(word.indexOf(' ') + 1);
            Assertion old = SMALL.facts().known(DAY).stream()
                    .filter(a -> a.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            if (verb.equals("drop")) {
                assertions.removeIf(a -> a.id().equals(id));
            } else {
                assertions.remove(old);
                assertions.add(verb.equals("complete") ? completed(old) : as(old, Status.TERMINATED));
            }
        }
        return new FactBase(
                assertions,
                SMALL.facts().sources().values(),
                SMALL.facts().files(),
                SMALL.facts().asOf());
    }

    private static Assertion as(Assertion a, Status status) {
        return new Assertion(
                a.fact(),
                a.amounts(),
                status,
                a.from(),
                a.to(),
                DAY,
                a.evidence(),
                List.of(),
                a.contradicts(),
                null,
                a.at());
    }

    private static Assertion completed(Assertion a) {
        var amounts = new java.util.TreeMap<String, interlock.fact.Amount>();
        a.amounts().forEach((field, m) -> {
            var most = m.cap() == null ? m.firm() : m.cap();
            amounts.put(field, most == null ? m : interlock.fact.Amount.exactly(most, m.currency()));
        });
        return new Assertion(
                a.fact(),
                amounts,
                Status.COMPLETED,
                a.status().settled() ? a.from() : DAY,
                null,
                DAY,
                List.of(),
                List.of(),
                a.contradicts(),
                null,
                a.at());
    }

    @Test
    void ofSeveralEditsTheOneThatDidItIsNamed() {
        WhatIf answer = small("collapse talks", "drop cloud");
        assertThat(by(answer, "equity")).isEqualTo(new WhatIf.Attribution(How.ALONE, List.of("--collapse talks")));
        assertThat(by(answer, "mixed")).isEqualTo(new WhatIf.Attribution(How.ALONE, List.of("--drop cloud")));
        // Either of the two takes away the dual role.
        assertThat(answer.changes())
                .filteredOn(c -> c.signal().policy().equals("conflict/investor-supplier-dual-role"))
                .singleElement()
                .satisfies(c -> assertThat(c.by())
                        .isEqualTo(new WhatIf.Attribution(How.EACH, List.of("--collapse talks", "--drop cloud"))));
    }

    private static WhatIf.Attribution by(WhatIf answer, String grade) {
        return answer.changes().stream()
                .filter(c -> c.signal().policy().equals("strategic/hyperscaler-hedging")
                        && grade.equals(c.signal().grade()))
                .findFirst()
                .orElseThrow()
                .by();
    }

    @Test
    void whatIsOnFileAnywayChangesNothingAndSaysSo() {
        WhatIf answer = small("set talks.status=IN_TALKS");
        assertThat(answer.changes()).isEmpty();
        assertThat(answer.edits().get(0).changesFacts()).isFalse();
        assertThat(answer.notes()).anyMatch(n -> n.contains("change nothing"));
    }

    @Test
    void theMatrixAgreesWithEachWhatIf() {
        var matrix = SMALL.dealMatrix(edits("complete talks"), Query.everything());
        assertThat(matrix.columns()).containsExactly(List.of(true), List.of(false));
        assertThat(matrix.rows()).isNotEmpty();
        List<SignalView> completed = views(small("complete talks").after());
        List<SignalView> collapsed = views(small("collapse talks").after());
        matrix.rows().forEach(r -> {
            assertThat(r.cells().get(0) == null || completed.contains(r.cells().get(0)))
                    .isTrue();
            assertThat(r.cells().get(1) == null || collapsed.contains(r.cells().get(1)))
                    .isTrue();
        });
        assertThat(matrix.rows().stream().filter(r -> r.cells().get(0) != null).count() + matrix.same())
                .isEqualTo(completed.size());
        PublishedSchema.valid("whatif", WhatIfJson.of(matrix));
    }
}
