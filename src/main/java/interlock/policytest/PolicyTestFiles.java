package interlock.policytest;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.json.Node;
import interlock.json.SourceText;
import interlock.json.YamlReader;
import interlock.policy.PolicySet;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the tests that stand beside policies: every {@code .test.yaml} file, whose path is that of its policy. */
public final class PolicyTestFiles {
    private static final String ENDING = ".test.yaml";

    private PolicyTestFiles() {}

    /** What was read, and everything that is wrong with it, sorted; a file with errors is left out of the tests. */
    public record Loaded(List<PolicyTest> tests, List<Diagnostic> problems) {
        public Loaded {
            tests = List.copyOf(tests);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads all tests below the rule folders, by path.
     *
     * @param policies what can be tested
     */
    public static Loaded read(List<Path> ruleFolders, PolicySet policies, Vocabulary vocabulary) {
        List<PolicyTest> tests = new ArrayList<>();
        List<Diagnostic> problems = new ArrayList<>();
        for (Path folder : ruleFolders) {
            for (Path file : files(folder, problems)) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                String shown = folder.resolve(path).toString().replace('\\', '/');
                try {
                    SourceText source = SourceText.decode(shown, Files.readAllBytes(file));
                    String policy = path.substring(0, path.length() - ENDING.length());
                    read(source, policy, policies, vocabulary, tests, problems);
                } catch (InvalidInput e) {
                    problems.addAll(e.diagnostics());
                } catch (IOException e) {
                    problems.add(unreadable(shown));
                }
            }
        }
        return new Loaded(tests, problems.stream().sorted().distinct().toList());
    }

    /** The tests in a text that need not be on file yet. */
    public static Loaded read(SourceText source, String policy, PolicySet policies, Vocabulary vocabulary) {
        List<PolicyTest> tests = new ArrayList<>();
        List<Diagnostic> problems = new ArrayList<>();
        read(source, policy, policies, vocabulary, tests, problems);
        return new Loaded(tests, problems.stream().sorted().distinct().toList());
    }

    /** Case studies that were read, and everything that is wrong with them, sorted. */
    public record Studies(List<Study> studies, List<Diagnostic> problems) {
        public Studies {
            studies = List.copyOf(studies);
            problems = List.copyOf(problems);
        }
    }

    /** Reads the case studies below folders, by path: each file of tests there is about the facts of its own folder. */
    public static Studies studies(List<Path> folders, PolicySet policies, Vocabulary vocabulary) {
        List<Study> studies = new ArrayList<>();
        List<Diagnostic> problems = new ArrayList<>();
        for (Path folder : folders) {
            List<Path> files = files(folder, problems);
            if (files.isEmpty()) {
                problems.add(Diagnostic.error(
                        TestCode.UNREADABLE.code(),
                        Location.ofFile(folder.toString().replace('\\', '/')),
                        "there is no case study in this folder",
                        "a case study is a folder of fact files with a file that ends in " + ENDING));
            }
            for (Path file : files) {
                String shown = file.toString().replace('\\', '/');
                List<Diagnostic> unshown = new ArrayList<>();
                try {
                    SourceText source = SourceText.decode(shown, Files.readAllBytes(file));
                    YamlReader.read(source, unshown::add)
                            .flatMap(tree -> new StudyReader(
                                            file.resolveSibling("").normalize(), shown, policies, vocabulary, unshown)
                                    .read(tree))
                            .ifPresent(studies::add);
                    unshown.forEach(d -> problems.add(d.at().file().equals(shown) ? source.shown(d) : d));
                } catch (InvalidInput e) {
                    problems.addAll(e.diagnostics());
                } catch (IOException e) {
                    problems.add(unreadable(shown));
                }
            }
        }
        return new Studies(studies, problems.stream().sorted().distinct().toList());
    }

    private static void read(
            SourceText source,
            String policy,
            PolicySet policies,
            Vocabulary vocabulary,
            List<PolicyTest> tests,
            List<Diagnostic> problems) {
        List<Diagnostic> unshown = new ArrayList<>();
        Node tree = YamlReader.read(source, unshown::add).orElse(null);
        if (tree != null) {
            new PolicyTestReader(source.file(), policy, policies, vocabulary, unshown)
                    .read(tree)
                    .ifPresent(tests::add);
        }
        unshown.forEach(d -> problems.add(source.shown(d)));
    }

    private static List<Path> files(Path folder, List<Diagnostic> problems) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(p -> p.toString().endsWith(ENDING) && Files.isRegularFile(p))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            problems.add(unreadable(folder.toString().replace('\\', '/')));
            return List.of();
        }
    }

    private static Diagnostic unreadable(String shown) {
        return Diagnostic.error(
                TestCode.UNREADABLE.code(), Location.ofFile(shown), "this cannot be opened", "check that it is there");
    }
}
