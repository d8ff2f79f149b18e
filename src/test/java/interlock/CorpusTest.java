package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.ProblemPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The corpus of broken inputs as a whole: it is large, and shows every code that a file in a repository can give. */
final class CorpusTest {
    private static final Path GOLDEN = Path.of("src/test/golden");
    private static final Pattern CODE =
            Pattern.compile("^\\S.* (?:error|warning|note)\\[(IL\\d{3})] ", Pattern.MULTILINE);

    /** Codes of what cannot be kept in a repository, such as links in a ring; their pages' examples make and show them. */
    private static final Set<String> ELSEWHERE =
            Set.of("IL101", "IL102", "IL104", "IL142", "IL200", "IL201", "IL202", "IL211", "IL213", "IL214", "IL400");

    private static Map<Path, String> expected() throws IOException {
        Map<Path, String> expected = new TreeMap<>();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            for (Path file : files.filter(f -> GOLDEN.relativize(f).toString().startsWith("bad/"))
                    .filter(f -> f.endsWith("expected.txt"))
                    .toList()) {
                expected.put(file, Files.readString(file));
            }
        }
        return expected;
    }

    @Test
    void thereAreBrokenFactsPoliciesParametersAndTests() throws IOException {
        Set<Path> cases = expected().keySet();
        assertThat(cases).hasSizeGreaterThan(180);
        for (String kind : List.of("bad/facts/", "bad/policies/", "bad/tests/", "bad/policies/parameter-")) {
            assertThat(cases.stream().filter(c -> c.toString().contains(kind)).count())
                    .as(kind)
                    .isGreaterThan(10);
        }
    }

    @Test
    void everyCodeThatAFileCanGiveIsInTheCorpus() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (String text : expected().values()) {
            Matcher code = CODE.matcher(text);
            while (code.find()) {
                shown.add(code.group(1));
            }
        }
        Set<String> codes = new TreeSet<>();
        ProblemPage.all().forEach(p -> codes.add(p.code()));
        codes.removeAll(ELSEWHERE);
        assertThat(shown).containsAll(codes);
        assertThat(shown).doesNotContainAnyElementsOf(ELSEWHERE);
    }
}
