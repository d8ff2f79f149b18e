package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Interlock;
import interlock.Query;
import interlock.engine.CompiledPolicies;
import interlock.engine.PolicyCompiler;
import interlock.json.SourceText;
import interlock.report.Report;
import interlock.report.render.ReportJson;
import interlock.scaffold.ReportedSignal;
import interlock.scaffold.TestScaffold;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `new` writes passes `check` and `test` as it stands. */
class NewTest {
    private static final String SMALL = "src/test/data/small/facts";

    @TempDir
    Path folder;

    /** The shipped rules, where new ones can be written beside them. */
    private Path rules() throws IOException {
        Path copy = folder.resolve("rules");
        copy(Path.of("rules"), copy);
        return copy;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void passes(Path rules, int tests) {
        Console check = Console.run("check", "--facts", SMALL, "--rules", rules.toString());
        assertThat(check.out()).isEqualTo("no problems\n");
        Console test = Console.run("test", "--rules", rules.toString());
        assertThat(test.out()).endsWith(" passed, 0 failed\n");
        int passed = Integer.parseInt(test.out().substring(0, test.out().indexOf(' ')));
        assertThat(passed).isGreaterThanOrEqualTo(tests);
    }

    @Test
    void aPolicyOfEveryKindPassesAsItStands() throws IOException {
        Path rules = rules();
        List<Kind> kinds = Vocabulary.builtIn().kinds();
        assertThat(kinds).hasSizeGreaterThan(15);
        for (Kind kind : kinds) {
            String id = "from/" + kind.name().toLowerCase(java.util.Locale.ROOT);
            Console console = Console.run("new", "policy", id, "--from-fact", kind.name(), "--rules", rules.toString());
            assertThat(console.err()).isEmpty();
            assertThat(rules.resolve(id + ".drl")).isNotEmptyFile();
            assertThat(rules.resolve(id + ".test.yaml")).isNotEmptyFile();
        }
        // A clause, three cases, and that each sort of case is there.
        passes(rules, kinds.size() * 7);
    }

    @Test
    void aCopyOfEveryPolicyPassesAsItStands() throws IOException {
        Path rules = rules();
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("rules"))) {
            files.filter(f -> f.toString().endsWith(".drl"))
                    .map(f -> Path.of("rules").relativize(f).toString().replaceFirst("\\.drl$", ""))
                    .sorted()
                    .forEach(ids::add);
        }
        assertThat(ids).hasSizeGreaterThan(10);
        for (String id : ids) {
            Console console = Console.run("new", "policy", id + "-copy", "--like", id, "--rules", rules.toString());
            assertThat(console.err()).isEmpty();
        }
        passes(rules, 100);
        assertThat(rules.resolve("strategic/hyperscaler-hedging-copy.drl"))
                .content()
                .contains("package strategic.hyperscaler_hedging_copy;", "@title          Hyperscaler hedging copy");
    }

    @Test
    void aNewPolicySaysWhatItWroteAndWhatIsNext() throws IOException {
        Path rules = rules();
        Console console = Console.run("new", "policy", "conflict/two-hats", "--rules", rules.toString());
        assertThat(console.out())
                .isEqualTo("wrote " + rules + "/conflict/two-hats.drl\nwrote " + rules
                        + "/conflict/two-hats.test.yaml\nnext: change the policy and its tests, then"
                        + " `./interlock check` and `./interlock test conflict/two-hats`\n");
        assertThat(console.exit()).isZero();
        passes(rules, 7);
    }

    @Test
    void nothingThatIsThereIsWrittenOver() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/conflict"));
        Files.writeString(rules.resolve("x.test.yaml"), "mine");
        Console console = Console.run(
                "new",
                "policy",
                "conflict/x",
                "--rules",
                folder.resolve("rules").toString());
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("x.test.yaml` is there already");
        assertThat(rules.resolve("x.test.yaml")).hasContent("mine");
        assertThat(rules.resolve("x.drl")).doesNotExist();
        Path fact = folder.resolve("fact.yaml");
        Files.writeString(fact, "mine");
        assertThat(Console.run("new", "fact", "Company", "-o", fact.toString()).exit())
                .isEqualTo(2);
        assertThat(fact).hasContent("mine");
    }

    @Test
    void anIdThatCannotBeIsRefusedWithOneThatCan() {
        List<List<String>> expected = List.of(
                List.of("Conflict/TwoHats", "`conflict/two-hats`"),
                List.of("two-hats", "`conflict/two-hats`"),
                List.of("conflict/two hats", "`conflict/two-hats`"),
                List.of("../x", "small letters"),
                List.of("/etc/x", "small letters"),
                List.of("conflict//x", "small letters"),
                List.of("conflict/x\n", "small letters"),
                List.of("parameters/x", "`conflict/x`"),
                List.of("", "pack"));
        for (List<String> e : expected) {
            Console console = Console.run(
                    "new",
                    "policy",
                    e.get(0),
                    "--rules",
                    folder.resolve("rules").toString());
            assertThat(console.exit()).as(e.get(0)).isEqualTo(2);
            assertThat(console.err()).as(e.get(0)).contains(e.get(1));
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aWordThatNamesNothingIsAnsweredWithTheNearest() {
        assertThat(Console.run("new", "fact", "Investmnt").err())
                .isEqualTo("error: there is no kind of fact `Investmnt`\n  help: did you mean `Investment`?\n");
        assertThat(Console.run("new", "policy", "a/b", "--like", "conflict/investor-suplier-dual-role")
                        .err())
                .contains("did you mean `conflict/investor-supplier-dual-role`?");
        assertThat(Console.run("new").exit()).isEqualTo(2);
        assertThat(Console.run("new", "policy", "a/b", "--like", "x", "--from-fact", "y")
                        .err())
                .contains("give one of `--like` and `--from-fact`");
    }

    @Test
    void aFactOfEveryKindPassesAsItStandsAndWithEveryFieldGiven() throws IOException {
        int number = 0;
        for (Kind kind : Vocabulary.builtIn().kinds()) {
            Path file = folder.resolve(kind.name() + ".yaml");
            assertThat(Console.run("new", "fact", kind.name(), "-o", file.toString())
                            .err())
                    .isEmpty();
            String text = Files.readString(file);
            assertThat(Console.run("new", "fact", kind.name()).out()).isEqualTo(text);
            accepted(file);
            Files.writeString(file, everyField(text));
            accepted(file);
            assertThat(kind.fields())
                    .allSatisfy(f -> assertThat(text)
                            .containsPattern("(?m)^ +(- |# )?" + Pattern.quote(f.name()) + ": .*# ..."));
            number++;
        }
        assertThat(number).isGreaterThan(15);
    }

    /** The same with the hash before a field taken away. */
    private static String everyField(String text) {
        return text.lines()
                .map(l -> l.replaceFirst("^( +)# (- \\{|[a-zA-Z]+: )", "$1$2"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void accepted(Path file) throws IOException {
        // Without the shipped policies: thresholds that begin later than an example without a date are theirs to warn
        // of.
        Path none = Files.createDirectories(file.resolveSibling("no-rules"));
        Console console = Console.run("check", "--facts", file.toString(), "--rules", none.toString());
        assertThat(console.out()).as(Files.readString(file)).isEqualTo("no problems\n");
    }

    @Test
    void everySignalOfTheShippedReportBecomesATestThatPasses() throws IOException {
        Path rules = rules();
        Interlock interlock = Interlock.open(List.of(Path.of("facts")), List.of(rules));
        Report report = interlock.run(Query.everything());
        SourceText json = new SourceText("report.json", ReportJson.of(report));
        CompiledPolicies compiled = PolicyCompiler.compile(
                interlock.policies(), interlock.parameters().ids(), PolicyCompiler.Build.CLASSIC);
        assertThat(report.signals()).hasSizeGreaterThan(30);
        for (Report.Signal signal : report.signals()) {
            Path tests = rules.resolve(signal.policy().id() + ".test.yaml");
            TestScaffold.Made made = TestScaffold.of(
                    ReportedSignal.in(json, signal.id()),
                    interlock.facts(),
                    compiled,
                    interlock.parameters(),
                    Vocabulary.builtIn(),
                    Optional.of(Files.readString(tests)),
                    tests.toString());
            assertThat(made.text()).contains("signal " + signal.id(), "because: [");
            Files.writeString(tests, made.text());
        }
        passes(rules, 100 + report.signals().size());
    }

    @Test
    void aSignalOfAReportIsAddedOnceAndOnlyToItsPolicy() throws IOException {
        Path rules = rules();
        Path report = folder.resolve("report.json");
        Console.run("run", "--facts", SMALL, "-o", report.toString());
        String id = signal(report, "strategic/hyperscaler-hedging");
        List<String> words = List.of(
                "new",
                "test",
                "strategic/hyperscaler-hedging",
                "--from-report",
                report.toString(),
                id,
                "--facts",
                SMALL,
                "--rules",
                rules.toString());
        Path tests = rules.resolve("strategic/hyperscaler-hedging.test.yaml");
        String before = Files.readString(tests);
        Console added = Console.run(words.toArray(String[]::new));
        assertThat(added.err()).isEmpty();
        assertThat(added.out()).startsWith("added a case to " + tests);
        assertThat(Files.readString(tests)).startsWith(before.stripTrailing()).contains("signal " + id);
        Console again = Console.run(words.toArray(String[]::new));
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("already has a case of the signal " + id);
        Console other = Console.run(
                "new", "test", "supply/compute-dependency", "--from-report", report.toString(), id, "--facts", SMALL);
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("is one of `strategic/hyperscaler-hedging`");
    }

    @Test
    void aReportThatIsNotThereOrNoneIsRefusedWithItsCode() throws IOException {
        String policy = "supply/compute-dependency";
        Path nowhere = folder.resolve("nowhere.json");
        Console missing =
                Console.run("new", "test", policy, "--from-report", nowhere.toString(), "abcd", "--facts", SMALL);
        assertThat(missing.exit()).isEqualTo(3);
        assertThat(missing.err()).contains("nowhere.json error[IL500] this cannot be opened");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"format\": \"somebody.else/1\"}");
        Console none = Console.run("new", "test", policy, "--from-report", other.toString(), "abcd", "--facts", SMALL);
        assertThat(none.exit()).isEqualTo(3);
        assertThat(none.err()).contains("other.json error[IL501] this is no report that can be read");
    }

    @Test
    void aSignalWhoseFactsAreNotOnFileIsRefusedWithTheReason() throws IOException {
        Path rules = rules();
        Path report = folder.resolve("report.json");
        Console.run("run", "-o", report.toString());
        Path tests = rules.resolve("circularity/circular-capital-loop.test.yaml");
        String before = Files.readString(tests);
        Console console = Console.run(
                "new",
                "test",
                "circularity/circular-capital-loop",
                "--from-report",
                report.toString(),
                signal(report, "circularity/circular-capital-loop"),
                "--facts",
                SMALL,
                "--rules",
                rules.toString());
        assertThat(console.exit()).isEqualTo(1);
        assertThat(console.err()).contains("is not on file", "give the fact base that the report was made of");
        assertThat(tests).hasContent(before);
    }

    @Test
    void whatIsNoReportIsToldSo() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"a\": 1}");
        for (String text : List.of(
                "{\"a\": 1}",
                "not json",
                "",
                "{\"format\": \"interlock.report/1\", \"signals\": [{\"id\": \"abcd\"}]}")) {
            Files.writeString(file, text);
            Console console = Console.run(
                    "new",
                    "test",
                    "supply/compute-dependency",
                    "--from-report",
                    file.toString(),
                    "abcd",
                    "--facts",
                    SMALL);
            assertThat(console.exit()).as(text).isEqualTo(3);
            assertThat(console.err()).contains("x.json");
        }
        Console missing = Console.run(
                "new",
                "test",
                "supply/compute-dependency",
                "--from-report",
                folder + "/none.json",
                "abcd",
                "--facts",
                SMALL);
        assertThat(missing.exit()).isEqualTo(3);
        assertThat(missing.err()).contains("this cannot be opened");
    }

    private static String signal(Path report, String policy) throws IOException {
        var signal = Pattern.compile("\"id\" : \"([0-9a-f]+)\",\\s+\"policy\" : \\{\\s+\"id\" : \"" + policy + "\"")
                .matcher(Files.readString(report));
        assertThat(signal.find()).isTrue();
        return signal.group(1);
    }
}
