package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
                        Path.of("src/docs/time.md"))
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
        String pattern = example.expected().stream()
                .map(line -> line.equals("…") ? "(?:.*\n)*?" : Pattern.quote(line) + "\n")
                .collect(Collectors.joining());
        assertThat(Pattern.matches(pattern, console.out()))
                .as("what comes out of %s is\n%s\nand not\n%s", example.command(), console.out(), example.expected())
                .isTrue();
    }

    @Test
    void theReadmeHasExamples() {
        assertThat(examples(Path.of("README.md"))).hasSizeGreaterThan(5);
    }
}
