package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.ProblemPage;
import interlock.diagnostic.Severity;
import interlock.fact.PastClaimFile;
import interlock.json.SourceText;
import interlock.report.RecordedRun;
import interlock.scaffold.ReportedSignal;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of each code, as {@code check --explain} shows it, does what it says: the wrong example gives that code, the
 * right one does not, and has no other error. Where an example is a part of a file, the rest is written here.
 */
final class ProblemPagesTest {
    private static final Path PAGES = Path.of("src/main/resources/interlock/problems");
    private static final Pattern CODE = Pattern.compile("\\bIL[1-9][0-9]{2}\\b");
    private static final Pattern EXAMPLES = Pattern.compile(
            "\nWrong, ([^\n]*):\n\n((?:    [^\n]*\n|\n)+)\nRight(?:, ([^\n]*))?:\n\n((?:    [^\n]*\n|\n)+)");

    /** What nobody can show here, and why. */
    private static final Map<String, String> WITHOUT_EXAMPLE = Map.of(
            "IL173", "the second guard is never reached by what the first refuses; AttacksTest reaches it without",
            "IL174", "the second guard is never reached by what the first refuses; AttacksTest reaches it without",
            "IL175", "the last guard is never reached by what the others refuse; AttacksTest reaches it without",
            "IL282", "a declaration of more than a hundred fields fills no page; BadDeclarationsTest has one",
            "IL400", "tests may run as a user to whom no file is closed",
            "IL500", "it is about a file that is not there; NewTest names one",
            "IL540", "it is about a repository around the rules; ImpactCommandTest makes one");

    /** What no check tells, but a run. */
    private static final String EVALUATED = "IL142";

    private static final String HEAD = """
            /**
             * An example.
             *
             * @title   Example
             * @version 1.0
             * @level   screen
             * @says    {$bank} has money in {$lab}
             */
            package demo.example;

            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;
            """;
    private static final String WHEN = "  Investment( $bank : investor, $lab : investee, $amount : amount )\n";
    private static final String THEN = "  raise( drools, points( \"stake\", 40 ), $bank, $lab );\n";
    private static final String PARAMETER = "{id: demo.threshold, value: 5, unit: per cent, reference: own proposal}";
    private static final String LATER =
            "{id: demo.later, value: 5, unit: per cent, reference: own proposal, effectiveFrom: 2100-01-01}";
    private static final String CLOSING =
            "{id: demo.closing, value: 5m, unit: USD, reference: own proposal, appliesBy: CLOSING}";

    /** The fields of the investment that an example changes, in block style. */
    private static final Map<String, String> FACT = fields(
            "kind: Investment",
            "id: stake",
            "investor: bank",
            "investee: lab",
            "instrument: EQUITY",
            "amount: 1bn",
            "status: COMPLETED",
            "from: 2025-01-01",
            "evidence: [{source: filing, credibility: 1}]");

    @TempDir
    Path folder;

    private record Example(String place, String text) {}

    @Test
    void everyCodeHasItsPageAndEveryPageItsCode() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher code = CODE.matcher(Files.readString(source));
                while (code.find()) {
                    used.add(code.group());
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(140);
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(p -> p.getFileName().toString().replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(used);
        }
        assertThat(ProblemPage.all()).extracting(ProblemPage::code).containsExactlyElementsOf(used);
    }

    @Test
    void everyPageHasATitleAndSaysWhatItMeans() {
        Set<String> titles = new TreeSet<>();
        for (ProblemPage page : ProblemPage.all()) {
            assertThat(page.title()).as(page.code()).matches("[a-z`].{10,90}").doesNotEndWith(".");
            assertThat(page.text())
                    .as(page.code())
                    .startsWith(page.title() + "\n\n")
                    .endsWith("\n");
            assertThat(String.join(" ", page.paragraphs()))
                    .as(page.code())
                    .hasSizeGreaterThan(60)
                    .endsWith(".")
                    .doesNotContainPattern("(?i)mvel|exception|\\bnull\\b|jackson|snakeyaml|parser");
            assertThat(page.text().lines())
                    .as(page.code())
                    .allSatisfy(l -> assertThat(l).hasSizeLessThan(120).doesNotMatch(".*[ \\t]"));
            titles.add(page.title());
        }
        assertThat(titles.size()).isGreaterThan(80);
    }

    @TestFactory
    List<DynamicTest> theWrongExampleGivesTheCodeAndTheRightOneDoesNot() {
        List<DynamicTest> tests = ProblemPage.all().stream()
                .filter(p -> !WITHOUT_EXAMPLE.containsKey(p.code()))
                .map(p -> DynamicTest.dynamicTest(p.code() + ": " + p.title(), () -> holds(p)))
                .toList();
        assertThat(tests).hasSizeGreaterThan(140);
        return tests;
    }

    @Test
    void whatIsSaidToHaveNoExampleHasNone() {
        assertThat(ProblemPage.all().stream().filter(p -> WITHOUT_EXAMPLE.containsKey(p.code())))
                .hasSameSizeAs(WITHOUT_EXAMPLE.keySet())
                .allSatisfy(p -> assertThat(p.text()).doesNotContainPattern("(?m)^(Wrong|Right)\\b"));
    }

    private void holds(ProblemPage page) throws IOException, InterruptedException {
        Matcher examples = EXAMPLES.matcher(page.text());
        assertThat(examples.find())
                .as("the page has a wrong and a right example")
                .isTrue();
        Example wrong = new Example(examples.group(1), unindented(examples.group(2)));
        Example right = new Example(
                Optional.ofNullable(examples.group(3)).orElse(examples.group(1)), unindented(examples.group(4)));
        assertThat(told(page.code() + "-wrong", wrong))
                .as("what the wrong example of %s gives", page.code())
                .extracting(Diagnostic::code)
                .contains(page.code());
        List<Diagnostic> after = told(page.code() + "-right", right);
        assertThat(after)
                .as("what the right example of %s gives:\n%s", page.code(), DiagnosticText.of(after))
                .noneMatch(d -> d.code().equals(page.code()) || d.severity() == Severity.ERROR);
    }

    private List<Diagnostic> told(String name, Example example) throws IOException, InterruptedException {
        Path home = folder.resolve(name);
        write(home, "facts/base.yaml", """
                asOf: 2026-01-30
                sources:
                  - {id: filing, title: A filing, publisher: The company, letter: A}
                facts:
                  - {kind: Company, id: bank, name: Bank}
                  - {kind: Company, id: lab, name: Lab, roles: [AI_LAB]}
                """);
        write(
                home,
                "rules/parameters/base.yaml",
                "parameters:\n  - " + PARAMETER + "\n  - " + LATER + "\n  - " + CLOSING + "\n");
        write(home, "rules/demo/example.drl", HEAD + rule(WHEN, THEN));
        write(home, "rules/demo/example.test.yaml", tests("""
                - name: a stake is raised
                  raises: {parties: [bank, lab]}
                """));
        write(home, "facts/stake.yaml", "facts:\n" + fact(""));
        switch (example.place()) {
            case "past claims" -> {
                write(home, "claims.yaml", example.text());
                return of(() -> PastClaimFile.read(home.resolve("claims.yaml"), List.of("stake")));
            }
            case "a report" -> {
                write(home, "report.json", example.text());
                return of(() -> RecordedRun.read(home.resolve("report.json")));
            }
            case "a report to make a test of" -> {
                return of(() -> ReportedSignal.in(new SourceText("report.json", example.text()), "3f0c2b19"));
            }
            default -> place(home, example);
        }
        List<Path> rules = new ArrayList<>(List.of(home.resolve("rules")));
        if (Files.exists(home.resolve("other"))) {
            rules.add(home.resolve("other"));
        }
        List<Path> facts = new ArrayList<>(List.of(home.resolve("facts")));
        try (Stream<Path> beside = Files.list(home)) {
            beside.filter(f -> f.getFileName().toString().startsWith("facts.")).forEach(facts::add);
        }
        List<Diagnostic> problems = Interlock.check(facts, rules);
        return name.startsWith(EVALUATED) ? evaluated(facts, rules, problems) : problems;
    }

    /** What reading says of a file that is neither of facts nor of rules. */
    private static List<Diagnostic> of(Supplier<?> reading) {
        try {
            assertThat(reading.get()).isNotNull();
            return List.of();
        } catch (InvalidInput e) {
            return e.diagnostics();
        }
    }

    /** What only an evaluation finds; behind what the check has found. */
    private static List<Diagnostic> evaluated(List<Path> facts, List<Path> rules, List<Diagnostic> problems) {
        try {
            Interlock.open(facts, rules)
                    .run(new Query(Optional.empty(), Optional.empty(), List.of(), List.of(), Level.INFO, 1000));
            return problems;
        } catch (InvalidInput e) {
            return Stream.concat(problems.stream(), e.diagnostics().stream()).toList();
        }
    }

    private static void place(Path home, Example example) throws IOException, InterruptedException {
        String text = example.text();
        switch (example.place()) {
            case "behind `when`" -> write(home, "rules/demo/example.drl", HEAD + rule(text.indent(2), THEN));
            case "behind `when`, with hundreds of facts on file" -> {
                write(home, "rules/demo/example.drl", HEAD + rule(text.indent(2), THEN));
                write(home, "facts/many.yaml", "facts:\n" + manyFacts());
            }
            case "behind `then`" -> write(home, "rules/demo/example.drl", HEAD + rule(WHEN, text.indent(2)));
            case "a clause" -> write(home, "rules/demo/example.drl", HEAD + "\n" + text);
            case "the head of a policy" -> write(home, "rules/demo/example.drl", text + rule(WHEN, THEN));
            case "a fact" -> write(home, "facts/stake.yaml", "facts:\n" + fact(text));
            case "a parameter" ->
                write(
                        home,
                        "rules/parameters/more.yaml",
                        "parameters:\n"
                                + (text.startsWith("- ")
                                        ? text.indent(2)
                                        : block(
                                                fields(
                                                        "id: demo.other",
                                                        "value: 5",
                                                        "unit: per cent",
                                                        "reference: own proposal"),
                                                text)));
            case "a case" -> write(home, "rules/demo/example.test.yaml", tests(text));
            case "in a shell" -> shell(home, text);
            default -> {
                assertThat(example.place()).matches("(facts|rules)/[a-z/]+\\.[a-z.]+");
                write(home, example.place(), text);
            }
        }
    }

    private static String rule(String when, String then) {
        return "\nrule \"an example\"\nwhen\n" + when + "then\n" + then + "end\n";
    }

    private static String tests(String cases) {
        return """
                policy: demo/example
                facts:
                  - {kind: Company, id: bank, name: Bank}
                  - {kind: Company, id: lab, name: Lab}
                  - {kind: Investment, id: stake, investor: bank, investee: lab, instrument: EQUITY, amount: 5bn}
                cases:
                """ + cases.indent(2);
    }

    private static String manyFacts() {
        return IntStream.range(0, 300).mapToObj(n -> """
                          - {kind: Company, id: lab%1$d, name: Lab %1$d}
                          - {kind: Investment, id: stake%1$d, investor: bank, investee: lab%1$d, instrument: EQUITY,
                             amount: %2$dbn, status: COMPLETED, evidence: [{source: filing, credibility: 1}], from: 2025-01-01}
                        """.formatted(n, n + 1)).collect(Collectors.joining());
    }

    /** The investment with the fields of an example in the place of its own. */
    private static String fact(String changes) {
        return block(FACT, changes);
    }

    private static String block(Map<String, String> own, String changes) {
        Set<String> changed = changes.lines()
                .filter(l -> l.matches("\\w+:.*"))
                .map(l -> l.substring(0, l.indexOf(':')))
                .collect(Collectors.toSet());
        String fields = own.entrySet().stream()
                        .filter(e -> !changed.contains(e.getKey()))
                        .map(e -> e.getValue() + "\n")
                        .collect(Collectors.joining())
                + changes;
        String indented = fields.indent(4);
        return "  - " + indented.substring(4);
    }

    private static Map<String, String> fields(String... lines) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines) {
            fields.put(line.substring(0, line.indexOf(':')), line);
        }
        return fields;
    }

    private static void shell(Path home, String commands) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", "set -e\n" + commands)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    private static String unindented(String text) {
        return text.stripTrailing()
                        .lines()
                        .map(l -> l.isEmpty() ? l : l.substring(4))
                        .collect(Collectors.joining("\n")) + "\n";
    }

    private static void write(Path home, String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
