package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Golden;
import interlock.Interlock;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each folder below {@code golden/fixes} holds facts and rules with something wrong, and what {@code check --fix} does to it. */
final class FixTest {
    private static final Path CASES = Path.of("src/test/golden/fixes");

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> theUserSeesWhatIsChangedAndWhatIsLeft() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            List<DynamicTest> tests = cases.sorted()
                    .map(c -> DynamicTest.dynamicTest(c.getFileName().toString(), () -> fixed(c)))
                    .toList();
            assertThat(tests).hasSizeGreaterThan(18);
            return tests;
        }
    }

    /** What is told is what is done, nothing is done in a dry run, and what is done leaves nothing more to do. */
    private void fixed(Path golden) {
        Path home = copy(golden, folder.resolve(golden.getFileName().toString()));
        SortedMap<String, String> before = texts(home);
        Console dry = check(home, "--fix", "--dry-run");
        assertThat(dry.err()).isEmpty();
        assertThat(texts(home)).isEqualTo(before);

        Console done = check(home, "--fix");
        assertThat(done.err()).isEmpty();
        Golden.check(golden.resolve("expected.txt"), done.out().replace(home + "/", ""));
        assertThat(differences(done)).isEqualTo(differences(dry));
        assertThat(texts(home).keySet()).isEqualTo(before.keySet());
        assertThat(texts(home).equals(before)).isEqualTo(differences(done).isEmpty());

        SortedMap<String, String> after = texts(home);
        assertThat(check(home, "--fix").out()).startsWith("0 problems fixed in 0 files\n");
        assertThat(texts(home)).isEqualTo(after);
    }

    /** Whatever is wrong, a fix makes nothing worse, and mends what it says it mends. */
    @TestFactory
    Stream<DynamicTest> noFixMakesAnythingWorse() throws IOException {
        Path good = CASES.resolve("nothing-to-fix");
        List<DynamicTest> tests = new ArrayList<>();
        for (String corpus : List.of("bad/facts", "bad/policies", "bad/declarations", "bad/doubtful", "bad/tests")) {
            try (Stream<Path> cases = Files.list(CASES.resolveSibling(corpus))) {
                for (Path one : cases.sorted().toList()) {
                    List<Path> facts = List.of(corpus.equals("bad/facts") ? one : good.resolve("facts"));
                    Path rules = Files.isDirectory(one.resolve("rules")) ? one.resolve("rules") : one;
                    List<Path> below = List.of(corpus.equals("bad/facts") ? good.resolve("rules") : rules);
                    tests.add(DynamicTest.dynamicTest(one.toString(), () -> noWorse(facts, below)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(170);
        return tests.stream();
    }

    private static void noWorse(List<Path> facts, List<Path> rules) {
        List<Diagnostic> before = Interlock.check(facts, rules);
        if (before.stream().allMatch(d -> d.fix().isEmpty())) {
            return;
        }
        Repair.Result result = Repair.of(facts, rules, file -> true);
        // Once the errors of a clause are gone, it can be looked over, and what is doubtful in it is told.
        long fewer = errors(before) - errors(result.left());
        assertThat(fewer).isNotNegative();
        assertThat(fewer > 0 || (fewer == 0 && problems(result.left()) < problems(before)))
                .isEqualTo(result.fixed() > 0);
        assertThat(result.changes()).allSatisfy(c -> {
            assertThat(c.before()).isEqualTo(Files.readString(c.file())).isNotEqualTo(c.after());
            assertThat(c.words()).contains(" + ");
        });
    }

    private static long problems(List<Diagnostic> found) {
        return found.stream().filter(Diagnostic::isProblem).count();
    }

    private static long errors(List<Diagnostic> problems) {
        return problems.stream().filter(d -> d.severity() == Severity.ERROR).count();
    }

    @Test
    void whatEndsALineAndBeginsAFileStaysAsItWas() throws IOException {
        Path home = copy(CASES.resolve("windows-line-ends"), folder.resolve("home"));
        Path policy = home.resolve("rules/demo/stake.drl");
        String before = Files.readString(policy);
        assertThat(check(home, "--fix").out()).contains("2 problems fixed in 1 file");
        assertThat(Files.readString(policy))
                .startsWith("\uFEFF/**\r\n")
                .isEqualTo(before.replace("amuont", "amount").replace("$lab )\r", "$lab );\r"));
    }

    @Test
    void onlyWhatIsBelowThePathsGivenIsChanged() throws IOException {
        Path home = copy(CASES.resolve("facts-misspelt"), folder.resolve("home"));
        Files.writeString(home.resolve("facts/more.yaml"), "facts:\n  - {kind: Compny, id: shop, name: Shop}\n");
        Path other = home.resolve("facts/facts.yaml");
        String untouched = Files.readString(other);
        Console console = check(home, "--fix", home.resolve("facts/more.yaml").toString());
        assertThat(console.out())
                .contains("1 problem fixed in 1 file", "no problems")
                .doesNotContain("facts.yaml\n");
        assertThat(console.exit()).isZero();
        assertThat(Files.readString(other)).isEqualTo(untouched);
    }

    @Test
    void aResultForMachinesHasNothingElseInIt() {
        Path home = copy(CASES.resolve("single-equals-sign"), folder.resolve("home"));
        Console console = check(home, "--fix", "--format", "plain");
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("1 problem fixed in 1 file", "+   Investment");
        assertThat(console.exit()).isZero();
    }

    @Test
    void aDryRunWithoutAFixIsRefused() {
        Console console = Console.run("check", "--dry-run");
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("`--fix`");
    }

    private static List<String> differences(Console console) {
        return console.out().lines().filter(l -> l.matches(" *[0-9]+ [-+] .*")).toList();
    }

    private static Console check(Path home, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "check",
                "--facts",
                home.resolve("facts").toString(),
                "--rules",
                home.resolve("rules").toString()));
        arguments.addAll(List.of(options));
        return Console.run(arguments.toArray(String[]::new));
    }

    private static SortedMap<String, String> texts(Path home) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Path file : files(home)) {
            try {
                texts.put(home.relativize(file).toString(), Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static List<Path> files(Path home) {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy(Path from, Path to) {
        for (Path file : files(from)) {
            try {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return to;
    }
}
