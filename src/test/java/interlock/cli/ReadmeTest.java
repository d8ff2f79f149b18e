package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs every console block of the README and of the documentation, and compares what comes out. */
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final String COMMAND = "$ ./interlock ";

    /** A command and the lines that are expected of it; a line of an ellipsis stands for any lines. */
    private record Example(String command, List<String> expected) {}

    private static List<Example> examples(Path file) {
        try {
            List<Example> examples = new ArrayList<>();
            BLOCK.matcher(Files.readString(file)).results().forEach(block -> {
                for (String line : block.group(1).stripTrailing().split("\n", -1)) {
                    if (line.startsWith("$ ")) {
                        examples.add(new Example(line, new ArrayList<>()));
                    } else if (!line.isEmpty() || !examples.isEmpty()) {
                        examples.get(examples.size() - 1).expected().add(line);
                    }
                }
            });
            return examples;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyConsoleBlockSaysWhatComesOut() {
        return Stream.of(
                        Path.of("README.md"),
                        Path.of("src/docs/policy-tests.md"),
                        Path.of("src/docs/facts.md"),
                        Path.of("src/docs/checking.md"),
                        Path.of("src/docs/time.md"),
                        Path.of("src/docs/what-if.md"),
                        Path.of("src/docs/why-not.md"),
                        Path.of("src/docs/remedy.md"),
                        Path.of("src/docs/impact.md"))
                .filter(Files::exists)
                .flatMap(file -> examples(file).stream()
                        .map(example -> DynamicTest.dynamicTest(
                                file.getFileName() + ": " + example.command(), () -> comesOut(example))));
    }

    private static void comesOut(Example example) {
        assertThat(example.command()).as("only this program is run").startsWith(COMMAND);
        Console console =
                Console.run(example.command().substring(COMMAND.length()).split(" ", -1));
        assertThat(console.err()).isEmpty();
        assertThat(shows(example.expected(), console.out(), String::equals))
                .as("what comes out of %s is\n%s\nand not\n%s", example.command(), console.out(), example.expected())
                .isTrue();
    }

    /** Whether lines are what came out; a line that is no more than an ellipsis stands for any number of lines. */
    private static boolean shows(List<String> lines, String out, BiPredicate<String, String> same) {
        List<String> actual = out.lines().toList();
        List<List<String>> runs = new ArrayList<>(List.of(new ArrayList<>()));
        lines.forEach(line -> {
            if (line.equals("…")) {
                runs.add(new ArrayList<>());
            } else {
                runs.get(runs.size() - 1).add(line);
            }
        });
        int at = 0;
        for (int i = 0; i < runs.size(); i++) {
            List<String> run = runs.get(i);
            int last = actual.size() - run.size();
            // The first run begins where the output does, the last ends where it ends; between, the first place will
            // do.
            int from = i > 0 && i == runs.size() - 1 ? Math.max(at, last) : at;
            int to = i == 0 ? 0 : last;
            int found = from;
            while (found <= to && !same(run, actual.subList(found, found + run.size()), same)) {
                found++;
            }
            if (found > to || last < from) {
                return false;
            }
            at = found + run.size();
        }
        return runs.size() > 1 || at == actual.size();
    }

    private static boolean same(List<String> lines, List<String> actual, BiPredicate<String, String> same) {
        for (int i = 0; i < lines.size(); i++) {
            if (!same.test(lines.get(i), actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aBlockIsHeldAgainstWhatComesOutLineByLine() {
        String out = "a\nb\nc\nb\nd\n";
        BiPredicate<String, String> equal = String::equals;
        assertThat(shows(List.of("a", "b", "c", "b", "d"), out, equal)).isTrue();
        assertThat(shows(List.of("a", "…", "b", "d"), out, equal)).isTrue();
        assertThat(shows(List.of("…", "c", "…"), out, equal)).isTrue();
        assertThat(shows(List.of("a", "b", "…", "b", "d"), out, equal)).isTrue();
        assertThat(shows(List.of("a", "b", "c"), out, equal)).isFalse();
        assertThat(shows(List.of("b", "…"), out, equal)).isFalse();
        assertThat(shows(List.of("…", "b"), out, equal)).isFalse();
        assertThat(shows(List.of("a", "…", "a", "b", "c", "b", "d"), out, equal))
                .isFalse();
        assertThat(shows(List.of("…", "d", "…", "b", "…"), out, equal)).isFalse();
    }

    private static final Pattern STEP =
            Pattern.compile("```(console|drl (\\S+)|yaml (\\S+))\n(.*?)```", Pattern.DOTALL);

    /** The tutorial from its first step to its last: files are saved and commands run in a folder of its own. */
    @Test
    void theTutorialDoesWhatItSays(@TempDir Path folder) throws IOException {
        NewTest.copy(Path.of("rules"), folder.resolve("rules"));
        NewTest.copy(Path.of("facts"), folder.resolve("facts"));
        Matcher step = STEP.matcher(Files.readString(Path.of("src/docs/writing-policies.md")));
        int commands = 0;
        int files = 0;
        while (step.find()) {
            String file = step.group(2) == null ? step.group(3) : step.group(2);
            if (file != null) {
                Files.writeString(folder.resolve(file), step.group(4));
                files++;
            } else {
                List<String> lines = List.of(step.group(4).stripTrailing().split("\n", -1));
                for (int i = 0; i < lines.size(); i++) {
                    assertThat(lines.get(i)).startsWith(COMMAND);
                    int end = i + 1;
                    while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
                        end++;
                    }
                    comesOut(lines.get(i), lines.subList(i + 1, end), folder);
                    commands++;
                    i = end - 1;
                }
            }
        }
        assertThat(commands).isGreaterThan(10);
        assertThat(files).isGreaterThan(3);
    }

    private static void comesOut(String command, List<String> expected, Path folder) throws IOException {
        List<String> words =
                new ArrayList<>(List.of(command.substring(COMMAND.length()).split(" ", -1)));
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i - 1).equals("-o") || words.get(i - 1).equals("--from-report")) {
                words.set(i, folder.resolve(words.get(i)).toString());
            }
        }
        // The page cannot know what a reader is to look up.
        words.replaceAll(w -> w.equals("SIGNAL") ? signal(folder) : w);
        boolean policiesOnly = words.get(0).equals("test") || words.contains("policy");
        boolean reads = !words.contains("fact");
        if (reads) {
            words.addAll(List.of("--rules", folder.resolve("rules").toString()));
        }
        if (reads && !policiesOnly) {
            words.addAll(List.of("--facts", folder.resolve("facts").toString()));
        }
        Console console = Console.run(words.toArray(String[]::new));
        assertThat(console.err()).as(command).isEmpty();
        String out = console.out().replace(folder + "/", "");
        assertThat(shows(
                        expected,
                        out,
                        (line, actual) -> actual.matches(Pattern.quote(line).replace("…", "\\E.*\\Q"))))
                .as("what comes out of %s is\n%s\nand not\n%s", command, out, String.join("\n", expected))
                .isTrue();
    }

    /** The signal of the tutorial's policy in the report that it has written. */
    private static String signal(Path folder) {
        try {
            Matcher signal = Pattern.compile(
                            "\"id\" : \"([0-9a-f]+)\",\\s+\"policy\" : \\{\\s+\"id\" : \"conflict/backed-investee\"")
                    .matcher(Files.readString(folder.resolve("report.json")));
            assertThat(signal.find()).isTrue();
            return signal.group(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theReadmeHasExamples() {
        assertThat(examples(Path.of("README.md"))).hasSizeGreaterThan(5);
    }
}
