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

    /**
     * Codes of what cannot be kept in a repository, such as links in a ring, and of files that are neither facts nor rules:
     * reports and past claims. Their pages' examples make and show them; where there can be none, {@code ProblemPagesTest}
     * says why.
     */
    private static final Set<String> ELSEWHERE = Set.of(
            "IL101", "IL102", "IL104", "IL142", "IL173", "IL174", "IL175", "IL200", "IL201", "IL202", "IL211", "IL213",
            "IL214", "IL400", "IL500", "IL501", "IL520", "IL521", "IL530", "IL531", "IL532", "IL533", "IL534", "IL535",
            "IL536", "IL540");

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
        assertThat(cases).hasSizeGreaterThan(320);
        for (String kind : List.of(
                "bad/facts/",
                "bad/policies/",
                "bad/policies/parameter-",
                "bad/declarations/",
                "bad/doubtful/",
                "bad/tests/")) {
            assertThat(cases.stream().filter(c -> c.toString().contains(kind)).count())
                    .as(kind)
                    .isGreaterThan(10);
        }
    }

    /** Each of these is walked by a test of its own; a folder beside them would be walked by none. */
    @Test
    void noCaseLiesWhereNoTestLooks() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN.resolve("bad"))) {
            assertThat(folders.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("facts", "policies", "declarations", "doubtful", "tests");
        }
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            assertThat(folders.map(f -> f.getFileName().toString()))
                    .noneMatch(n -> n.startsWith("bad-") || n.startsWith("doubtful"));
        }
        for (Path expected : expected().keySet()) {
            assertThat(GOLDEN.resolve("bad").relativize(expected).getNameCount())
                    .as("%s is a case of its own", expected)
                    .isEqualTo(3);
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
