package interlock.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.json.Node;
import interlock.json.SourceText;
import interlock.json.YamlReader;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Range;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FactFilesTest {
    private static final String PARTIES = """
            sources:
              - {id: wire, title: A report, publisher: The Wire, letter: B}
              - {id: post, title: A report, publisher: The Post, letter: C}
            facts:
              - {kind: Company, id: amazon, name: Amazon}
              - {kind: Company, id: openai, name: OpenAI}
            """;

    @TempDir
    Path folder;

    @Test
    void everyFormatGivesTheSameFacts() throws IOException {
        FactBase yaml = load(Map.of("a.yaml", Samples.YAML));
        FactBase json = load(Map.of("a.json", Samples.JSON));
        FactBase ndjson = load(Map.of("a.ndjson", Samples.NDJSON));
        FactBase csv = load(Samples.CSV);
        assertThat(yaml.assertions()).hasSize(6);
        assertThat(placeless(json)).isEqualTo(placeless(yaml));
        assertThat(placeless(ndjson)).isEqualTo(placeless(yaml));
        assertThat(placeless(csv)).isEqualTo(placeless(yaml));
        assertThat(json.asOf()).isEqualTo(yaml.asOf()).contains(LocalDate.of(2026, 1, 30));
        assertThat(csv.sources().keySet()).containsExactly("wire");
    }

    @Test
    void aFactIsReadWhole() throws IOException {
        FactBase base = load(Map.of("a.yaml", Samples.YAML));
        Assertion talks = one(base, "talks");
        Fact.Investment investment = (Fact.Investment) talks.fact();
        assertThat(investment.amount()).isEqualTo(new BigDecimal("50000000000"));
        assertThat(investment.valuation()).isEqualTo(new BigDecimal("830000000000"));
        assertThat(investment.economic()).isEqualTo(new Range(new BigDecimal("5"), new BigDecimal("11.5")));
        assertThat(investment.instrument()).isEqualTo(Fact.Instrument.EQUITY);
        assertThat(investment.round()).isEqualTo("1:30");
        assertThat(investment.rights()).isEmpty();
        assertThat(talks.amounts().get("amount"))
                .isEqualTo(new Amount(BigDecimal.ZERO, new BigDecimal("50000000000"), "EUR", Qualifier.UP_TO));
        assertThat(talks.amounts().get("valuation")).isEqualTo(Amount.exactly(new BigDecimal("830000000000"), "USD"));
        assertThat(talks.asserted()).isEqualTo(talks.from()).isEqualTo(LocalDate.of(2026, 1, 29));
        assertThat(talks.evidence()).extracting(Evidence::credibility).containsExactly(1, 2);
        assertThat(talks.note()).isEqualTo("to be watched");
        assertThat(talks.at().line()).isEqualTo(13);
        assertThat(one(base, "ada-openai").fact())
                .isEqualTo(new Fact.Role("ada-openai", "ada", "openai", Fact.RoleKind.DIRECTOR, null, null));
    }

    @Test
    void wordsThatYamlOftenMistakesStayText() throws IOException {
        FactBase base = load(Map.of("a.yaml", Samples.YAML));
        assertThat(((Fact.Company) one(base, "amazon").fact()).jurisdiction()).isEqualTo("NO");
        assertThat(((Fact.Person) one(base, "ada").fact()).name()).isEqualTo("yes");
    }

    @Test
    void aPartyWithoutADateIsKnownSinceEver() throws IOException {
        Assertion amazon = one(load(Map.of("a.yaml", PARTIES)), "amazon");
        assertThat(amazon.asserted()).isEqualTo(Assertion.SINCE_EVER);
        assertThat(amazon.from()).isNull();
        assertThat(amazon.status()).isEqualTo(Status.ACTIVE);
        assertThat(amazon.evidence()).isEmpty();
    }

    @Test
    void theQualifierFollowsFromTheFiguresUnlessGiven() throws IOException {
        FactBase base = load(Map.of(
                "a.yaml",
                PARTIES
                        + investment("a", "{cap: 5bn}")
                        + investment("b", "{firm: 5bn}")
                        + investment("c", "{firm: 5bn, cap: 5e9}")
                        + investment("d", "{firm: 5bn, qualifier: ESTIMATE}")));
        assertThat(List.of("a", "b", "c", "d"))
                .extracting(id -> one(base, id).amounts().get("amount").qualifier())
                .containsExactly(Qualifier.UP_TO, Qualifier.AT_LEAST, Qualifier.EXACT, Qualifier.ESTIMATE);
        assertThat(((Fact.Investment) one(base, "b").fact()).amount()).isEqualTo(new BigDecimal("5000000000"));
    }

    @Test
    void outcomesAreRead() throws IOException {
        FactBase base = load(Map.of("a.yaml", PARTIES + investment("a", "{cap: 5bn}") + """
                    outcomes:
                      - {label: whole, probability: {low: 0.3, high: 0.5}, amounts: {amount: 5bn}}
                      - {label: none, probability: 0.5, absent: true}
                """));
        assertThat(one(base, "a").outcomes())
                .containsExactly(
                        new Outcome(
                                "whole",
                                new Range(new BigDecimal("0.3"), new BigDecimal("0.5")),
                                Map.of("amount", new BigDecimal("5000000000")),
                                false),
                        new Outcome("none", new Range(new BigDecimal("0.5"), new BigDecimal("0.5")), Map.of(), true));
    }

    @Test
    void theSameAssertionTwiceBringsItsEvidenceTogether() throws IOException {
        String again = "facts:\n" + investment("a", "5bn").replace("wire", "post");
        FactBase base = load(Map.of("a.yaml", PARTIES + investment("a", "5bn"), "b.yaml", again));
        assertThat(one(base, "a").evidence()).extracting(Evidence::source).containsExactly("post", "wire");
    }

    @Test
    void aLaterAssertionStandsBesideTheEarlierOne() throws IOException {
        String later = "facts:\n" + investment("a", "6bn") + "    asserted: 2026-03-01\n";
        FactBase base = load(Map.of("a.yaml", PARTIES + investment("a", "5bn"), "b.yaml", later));
        assertThat(base.assertions().stream().filter(a -> a.id().equals("a"))).hasSize(2);
        assertThat(base.known(LocalDate.of(2026, 2, 1)).stream().filter(a -> a.id().equals("a")))
                .extracting(Assertion::asserted)
                .containsExactly(LocalDate.of(2026, 1, 29));
    }

    @Test
    void neitherTheNamesNorTheOrderOfFilesMatter() throws IOException {
        List<String> parts = List.of(
                PARTIES,
                "facts:\n" + investment("a", "5bn") + "    note: one\n",
                "facts:\n" + investment("a", "5bn").replace("wire", "post") + "    note: two\n",
                "facts:\n" + investment("b", "1bn"));
        List<Object> first = null;
        for (int shift = 0; shift < parts.size(); shift++) {
            Path below = Files.createDirectories(folder.resolve("shift" + shift));
            for (int i = 0; i < parts.size(); i++) {
                Files.writeString(below.resolve((i + shift) % parts.size() + ".yaml"), parts.get(i));
            }
            FactBase base = FactFiles.load(List.of(below), Vocabulary.builtIn());
            first = first == null ? placeless(base) : first;
            assertThat(placeless(base)).isEqualTo(first);
        }
    }

    @Test
    void filesAreListedWithTheirDigestsAsTheUserWouldNameThem() throws IOException {
        write("deep/er/a.yaml", "# nothing\n");
        write("deep/.hidden.yaml", "broken: [");
        write("deep/.git/b.yaml", "broken: [");
        write("deep/README.md", "not a fact");
        FactBase base =
                FactFiles.load(List.of(folder.resolve("deep"), folder.resolve("deep/er/a.yaml")), Vocabulary.builtIn());
        assertThat(base.files())
                .containsExactly(Map.entry(
                        folder + "/deep/er/a.yaml",
                        "5e49ea838dc30f3eeacf6ca7815f6e3adcf77f467a970d978676790fd90377e1"));
    }

    @Test
    void aByteOrderMarkIsAccepted() throws IOException {
        assertThat(load(Map.of("a.yaml", "\uFEFF" + PARTIES, "b.csv", "\uFEFFkind,id,name\r\nPerson,ada,Ada\r\n"))
                        .assertions())
                .hasSize(3);
    }

    @Test
    void aFileThatIsTooLargeIsNotEvenOpened() throws IOException {
        Path file = folder.resolve("large.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }
        long before = System.nanoTime();
        assertThat(told(folder)).isEqualTo("""
                large.json error[IL202] the file is 200 MiB, at most 128 MiB can be read
                  help: split it into several files
                """);
        assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
    }

    @Test
    void theLimitCanBeSet() throws IOException {
        write("a.yaml", PARTIES);
        InvalidInput refused = catchThrowableOfType(
                InvalidInput.class, () -> FactFiles.loadWithWarnings(List.of(folder), Vocabulary.builtIn(), 100));
        assertThat(refused.diagnostics().get(0).message())
                .isEqualTo("the file is " + PARTIES.length() + " bytes, at most 100 bytes can be read");
    }

    @Test
    void aLinkThatLeadsBackIsTold() throws IOException {
        write("below/a.yaml", PARTIES);
        Files.createSymbolicLink(folder.resolve("below/loop"), folder);
        assertThat(told(folder)).isEqualTo("""
                below/loop error[IL211] this link leads back into a folder that contains it
                  help: remove the link
                """);
    }

    @Test
    void linksAreFollowedAndEachFileIsReadOnce() throws IOException {
        write("below/a.yaml", PARTIES);
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("below"));
        assertThat(FactFiles.load(List.of(folder), Vocabulary.builtIn()).files().keySet())
                .containsExactly(folder + "/below/a.yaml");
    }

    @Test
    void aLinkToNothingAndAMissingRootAreTold() throws IOException {
        Files.createSymbolicLink(folder.resolve("a.yaml"), folder.resolve("gone"));
        Files.createSymbolicLink(folder.resolve("self"), folder.resolve("self"));
        assertThat(told(folder, folder.resolve("nowhere"), folder.resolve("self")))
                .isEqualTo("""
                a.yaml error[IL200] the link leads to nothing
                  help: remove the link or mend it
                nowhere error[IL200] there is no such file or folder
                  help: check the path
                self error[IL200] the link leads to nothing
                  help: remove the link or mend it
                """);
    }

    @Test
    void aFileOfAnotherKindIsRefusedWhenNamed() throws IOException {
        write("facts.txt", "facts: []");
        assertThat(told(folder.resolve("facts.txt"))).isEqualTo("""
                facts.txt error[IL214] the ending does not say what kind of file this is
                  help: fact files end in .yaml, .yml, .json, .ndjson or .csv
                """);
    }

    @Test
    void aFileThatMayNotBeReadIsTold() throws IOException {
        Path file = write("a.yaml", PARTIES);
        file.toFile().setReadable(false);
        assumeFalse(Files.isReadable(file));
        assertThat(told(folder)).isEqualTo("""
                a.yaml error[IL201] this cannot be opened
                  help: check that you may read it
                """);
    }

    @Test
    void aFolderWithoutFactFilesIsAWarning() {
        FactFiles.Loaded loaded = FactFiles.loadWithWarnings(List.of(folder), Vocabulary.builtIn());
        assertThat(loaded.base().assertions()).isEmpty();
        assertThat(loaded.warnings())
                .extracting(Diagnostic::message)
                .containsExactly("there is no fact file in this folder");
    }

    @Test
    void everythingIsToldAtOnceAndInOrder() throws IOException {
        write("b.yaml", "factz: 1\n");
        write("a.json", "[");
        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> FactFiles.load(List.of(folder), Vocabulary.builtIn()));
        assertThat(refused.diagnostics()).hasSize(2).isSorted();
        assertThat(refused.diagnostics().get(1).snippet()).isEqualTo("factz: 1");
    }

    @Test
    void anExampleNeedsNothingButTheFact() {
        FactFiles.Examples examples = examples("""
                - {kind: Rivalry, id: r, left: a, right: b, market: models}
                - {kind: Rivalry, id: s, left: a, market: models}
                """, Rigour.EXAMPLE);
        assertThat(examples.assertions()).hasSize(1);
        assertThat(examples.assertions().get(0).status()).isEqualTo(Status.ACTIVE);
        assertThat(examples.assertions().get(0).asserted()).isEqualTo(Assertion.SINCE_EVER);
        assertThat(examples.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("this Rivalry has no `right`");
    }

    @Test
    void factsBesideABaseMayNameItsParties() throws IOException {
        FactBase base = load(Map.of("a.yaml", PARTIES));
        SourceText text = new SourceText(
                "t",
                "facts:\n" + investment("a", "5bn") + investment("b", "5bn").replace("openai", "opnai"));
        Node node = YamlReader.read(text, d -> {}).orElseThrow();
        FactFiles.Examples examples = FactFiles.read(node, base, Vocabulary.builtIn(), Rigour.ON_FILE);
        assertThat(examples.assertions()).hasSize(2);
        assertThat(examples.diagnostics()).extracting(Diagnostic::help).containsExactly("did you mean `openai`?");
    }

    private static FactFiles.Examples examples(String yaml, Rigour rigour) {
        Node node = YamlReader.read(new SourceText("t", yaml), d -> {}).orElseThrow();
        FactBase none = new FactBase(List.of(), List.of(), Map.of(), Optional.empty());
        return FactFiles.read(node, none, Vocabulary.builtIn(), rigour);
    }

    private static String investment(String id, String amount) {
        return """
              - kind: Investment
                id: %s
                investor: amazon
                investee: openai
                amount: %s
                instrument: EQUITY
                status: IN_TALKS
                from: 2026-01-29
                evidence: [{source: wire, credibility: 2}]
            """.formatted(id, amount);
    }

    private static Assertion one(FactBase base, String id) {
        return base.assertions().stream()
                .filter(a -> a.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** All assertions and sources without the places where they stand. */
    private static List<Object> placeless(FactBase base) {
        Location nowhere = Location.ofFile("");
        List<Object> all = new ArrayList<>();
        for (Assertion a : base.assertions()) {
            all.add(new Assertion(
                    a.fact(),
                    a.amounts(),
                    a.status(),
                    a.from(),
                    a.to(),
                    a.asserted(),
                    a.evidence(),
                    a.outcomes(),
                    a.contradicts(),
                    a.note(),
                    nowhere));
        }
        all.addAll(base.sources().keySet());
        return all;
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private FactBase load(Map<String, String> files) throws IOException {
        Path below = Files.createTempDirectory(folder, "facts");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(below.resolve(file.getKey()), file.getValue());
        }
        return FactFiles.load(List.of(below), Vocabulary.builtIn());
    }

    private String told(Path... roots) {
        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> FactFiles.load(List.of(roots), Vocabulary.builtIn()));
        return DiagnosticText.of(refused.diagnostics()).replace(folder + "/", "");
    }
}
