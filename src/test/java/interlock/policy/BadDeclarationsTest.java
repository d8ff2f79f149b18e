package interlock.policy;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Golden;
import interlock.Interlock;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.fact.CsvHeaders;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each folder below {@code golden/bad/declarations} declares a kind of fact wrongly, or uses one wrongly. */
final class BadDeclarationsTest {
    private static final Path CASES = Path.of("src/test/golden/bad/declarations");
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)drools|mvel|\\bjava\\b|exception|\\bclass\\b|enum\\b|token|parser|bytecode|asm\\b|record");

    @TestFactory
    List<DynamicTest> theUserIsToldExactlyWhatIsWrong() {
        List<DynamicTest> tests = cases().stream()
                .map(c -> DynamicTest.dynamicTest(
                        c.getFileName().toString(), () -> Golden.check(c.resolve("expected.txt"), told(c))))
                .toList();
        assertThat(tests).hasSizeGreaterThan(55);
        return tests;
    }

    @Test
    void everyCodeIsShownByACase() {
        Set<String> shown = new TreeSet<>();
        cases().forEach(c -> diagnostics(c).forEach(d -> shown.add(d.code())));
        assertThat(shown)
                .containsAll(Stream.of(DeclarationCode.values())
                        .map(DeclarationCode::code)
                        .toList());
    }

    @Test
    void everyMessageIsInWordsOfTheDomainAndPlacedInsideItsFile() {
        for (Path c : cases()) {
            List<Diagnostic> all = diagnostics(c);
            assertThat(all).as(c.toString()).isNotEmpty();
            for (Diagnostic d : all) {
                String own = (d.message() + " " + d.help()).replaceAll("`[^`]*`", "``");
                assertThat(own)
                        .doesNotContainPattern(FOREIGN)
                        .doesNotContain("\n")
                        .doesNotContain("null");
                assertThat(d.message()).doesNotEndWith(".").matches("(?s)[a-z`].*");
                if (d.at().line() > 0) {
                    assertThat(d.snippet()).as(d.toString()).isNotNull();
                    assertThat(d.at().column())
                            .isBetween(1, String.valueOf(d.snippet()).length() + 1);
                }
            }
        }
    }

    /** What files of facts say of every fact stands in a list of its own here, since neither room sees the other. */
    @Test
    void everyColumnOfAFactThatIsNoFieldIsReserved() {
        String header = CsvHeaders.of(Vocabulary.builtIn().kind("Person").orElseThrow());
        Set<String> beside = new TreeSet<>();
        for (String column : header.split(",", -1)) {
            beside.add(column.replaceFirst("\\..*", ""));
        }
        beside.removeAll(Set.of("id", "name", "otherNames"));
        beside.add("outcomes");
        assertThat(beside)
                .hasSize(11)
                .allSatisfy(n -> assertThat(ReservedNames.ofFields(n)).isNotNull());
    }

    @Test
    void namesThatPoliciesCannotUseAreReserved() {
        assertThat(List.of("set", "settlement", "issuer", "getter", "a", "in", "x", "drools", "int", "wait"))
                .allSatisfy(n -> assertThat(ReservedNames.ofFields(n)).isNotNull());
        assertThat(List.of("seller", "amount", "since", "value"))
                .allSatisfy(n -> assertThat(ReservedNames.ofFields(n)).isNull());
        assertThat(List.of(
                        "Company", "Parameter", "Good", "FlowReason", "Level", "Process", "Map", "Total", "D", "Date"))
                .allSatisfy(n -> assertThat(ReservedNames.ofKinds(n)).isNotNull());
        assertThat(List.of("PowerContract", "Contract", "Index"))
                .allSatisfy(n -> assertThat(ReservedNames.ofKinds(n)).isNull());
    }

    /** However a declaration is damaged, what is wrong is told in its file, and nothing fails. */
    @Test
    void aDeclarationCutAtAnyPlaceIsRefusedInItsFile() throws IOException {
        String whole = Files.readString(Path.of("src/test/golden/own-kinds/rules/vocabulary/power.drl"));
        int declaration = whole.indexOf("declare PowerContract");
        for (int end = declaration + 1; end < whole.strip().length(); end++) {
            List<Diagnostic> told = read(whole.substring(0, end));
            assertThat(told).as("cut behind " + whole.substring(0, end)).isNotEmpty();
        }
    }

    @Test
    void aDeclarationWithoutAnyOneOfItsSignsIsReadToItsEnd() throws IOException {
        String whole = Files.readString(Path.of("src/test/golden/own-kinds/rules/vocabulary/power.drl"));
        assertThat(read(whole)).isEmpty();
        int refused = 0;
        int tried = 0;
        var word = Pattern.compile("[\\w$]+|[^\\w\\s]").matcher(whole);
        while (word.find()) {
            tried++;
            List<Diagnostic> told = read(whole.substring(0, word.start()) + whole.substring(word.end()));
            refused += told.isEmpty() ? 0 : 1;
            assertThat(told).allSatisfy(d -> assertThat(d.at().file()).isEqualTo("own.drl"));
        }
        // What can be left out without harm: words of the comments, `package`'s semicolon, an `@key`, an `@optional`.
        assertThat(tried).isGreaterThan(100);
        assertThat(refused).isGreaterThan(tried / 2);
    }

    private static List<Diagnostic> read(String text) {
        List<Diagnostic> told = new java.util.ArrayList<>();
        Declarations declarations = new Declarations(told::add);
        declarations.add(new DeclarationReader("vocabulary/power", "own.drl", text, told::add).read());
        declarations.vocabulary();
        return told;
    }

    private static List<Path> cases() {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String told(Path folder) {
        return DiagnosticText.of(diagnostics(folder)).replace(folder.toString().replace('\\', '/') + "/", "");
    }

    private static List<Diagnostic> diagnostics(Path folder) {
        Path facts = folder.resolve("facts");
        return Interlock.check(
                Files.isDirectory(facts) ? List.of(facts) : List.of(Path.of("src/test/golden/own-kinds/parties")),
                List.of(folder.resolve("rules")));
    }
}
