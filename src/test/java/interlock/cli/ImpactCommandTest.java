package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Impacts and differences at the command line, against folders and against revisions of a repository. */
class ImpactCommandTest {
    private static final String FACTS = "src/test/data/small/facts";
    private static final Path RULES = Path.of("src/test/golden/impact/committed");
    private static final Path EDITED = Path.of("src/test/golden/impact/edited");

    @TempDir
    private Path folder;

    private Path rules;

    @BeforeEach
    void repository() throws IOException, InterruptedException {
        rules = folder.resolve("here/rules");
        copy(RULES, rules);
        git("init", "--quiet");
        git("add", ".");
        git(
                "-c",
                "user.name=test",
                "-c",
                "user.email=test@example.org",
                "-c",
                "commit.gpgsign=false",
                "commit",
                "--quiet",
                "-m",
                "rules");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.deleteIfExists(target);
                Files.copy(file, target);
            }
        }
    }

    private void git(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private Console impact(String... words) {
        List<String> all = new ArrayList<>(List.of("impact", "--facts", FACTS, "--rules", rules.toString()));
        all.addAll(List.of(words));
        return Console.run(all.toArray(String[]::new));
    }

    @Test
    void whatIsCommittedHasNoImpact() {
        Console console = impact("--fail-on-change");
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        assertThat(console.out()).contains("against HEAD", "0 edits", "0 signals are otherwise");
    }

    @Test
    void anEditIsHeldAgainstTheRevision() throws IOException {
        copy(EDITED, rules);
        Console console = impact("--format", "json", "--fail-on-change");
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isEqualTo(1);
        assertThat(PublishedSchema.valid("impact", console.out()))
                .contains("\"MOVED\"", "\"file\" : \"rules/conflict/stakes-in-rivals.drl\"")
                // A rule set is called what it was called on the command line; files are not named by where they lie.
                .doesNotContain("interlock-revision", "\"file\" : \"/");
        assertThat(impact().exit()).isZero();
        Console markdown = impact("--format", "markdown");
        assertThat(markdown.out())
                .startsWith("### Impact of `")
                .contains("| `~` moves | Stakes in rivals: Amazon", "<details><summary>Edits (2)</summary>", "```diff");
    }

    @Test
    void aBrokenEditIsRefusedAsCheckRefusesIt() throws IOException {
        Path policy = rules.resolve("conflict/stakes-in-rivals.drl");
        Files.writeString(policy, Files.readString(policy).replace("investee == $company", "investe == $company"));
        Console console = impact();
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.out()).isEmpty();
        assertThat(console.err())
                .contains(
                        "stakes-in-rivals.drl:19:35 error[IL131] `Investment` has no field `investe`",
                        "did you mean `investee`?");
        // The other way round it is the revision that is broken, and it is named as one.
        assertThat(Console.run(
                                "impact",
                                "--facts",
                                FACTS,
                                "--rules",
                                EDITED.toString(),
                                "--against",
                                folder.resolve("here/rules").toString())
                        .err())
                .contains("IL131");
    }

    @Test
    void aRevisionThatIsBrokenIsNamedByItsName() throws IOException, InterruptedException {
        Path policy = rules.resolve("conflict/stakes-in-rivals.drl");
        String good = Files.readString(policy);
        Files.writeString(policy, good.replace("investee == $company", "investe == $company"));
        git("-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "--quiet", "-am", "broken");
        Files.writeString(policy, good);
        Console console = impact();
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.err()).startsWith("HEAD:rules/conflict/stakes-in-rivals.drl:19:");
        assertThat(impact("--against", "HEAD~1").exit()).isZero();
    }

    @Test
    void whatCannotBeHadFromGitIsUnusable() throws IOException, InterruptedException {
        assertThat(impact("--against", "nowhere").exit()).isEqualTo(3);
        assertThat(impact("--against", "nowhere").err())
                .startsWith("--against nowhere error[IL540] there is no folder and no revision `nowhere`");
        assertThat(impact("--against", "--output=x").exit()).isNotZero();
        Path elsewhere = folder.resolve("here/other");
        copy(RULES, elsewhere);
        Console untracked = Console.run("impact", "--facts", FACTS, "--rules", elsewhere.toString());
        assertThat(untracked.exit()).isEqualTo(3);
        assertThat(untracked.err()).contains("the revision `HEAD` has no folder `here/other`");
        assertThat(impact("--rules", folder.resolve("not-there").toString()).exit())
                .isEqualTo(3);
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        impact();
        impact("--against", "nowhere");
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.filter(p -> p.getFileName().toString().startsWith("interlock-revision")
                            && Files.exists(p.resolve("0/rules/conflict/stakes-in-rivals.drl"))
                            && isOurs(p)))
                    .isEmpty();
        }
    }

    /** Other runs of this machine lay theirs out in the same folder. */
    private boolean isOurs(Path place) {
        try {
            Path policy = Path.of("conflict/stakes-in-rivals.drl");
            return Files.mismatch(place.resolve("0/rules").resolve(policy), rules.resolve(policy)) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aDifferenceSaysWhatItIsOf() throws IOException {
        Console policies = Console.run("diff", "--facts", FACTS, RULES.toString(), EDITED.toString());
        assertThat(policies.err()).isEmpty();
        assertThat(policies.exit()).isEqualTo(1);
        assertThat(policies.out())
                .startsWith("Interlock diff of policies: ")
                .contains("~ moves: Stakes in rivals: Amazon");
        Path one = folder.resolve("one.json");
        Path other = folder.resolve("other.json");
        Console.run("run", "--facts", FACTS, "--rules", RULES.toString(), "-o", one.toString());
        Console.run("run", "--facts", FACTS, "--rules", EDITED.toString(), "-o", other.toString());
        Console reports = Console.run("diff", one.toString(), other.toString(), "--format", "json");
        assertThat(reports.err()).isEmpty();
        assertThat(reports.exit()).isEqualTo(1);
        assertThat(PublishedSchema.valid("diff", reports.out())).contains("\"REPORTS\"", "\"CITED\"");
        assertThat(Console.run("diff", one.toString(), one.toString()).exit()).isZero();
        Console facts =
                Console.run("diff", "--rules", RULES.toString(), FACTS, FACTS + "/facts.yaml", "--format", "markdown");
        assertThat(facts.exit()).isZero();
        assertThat(facts.out()).startsWith("### Difference of facts: ");
        Console mixed = Console.run("diff", one.toString(), FACTS);
        assertThat(mixed.exit()).isEqualTo(2);
        assertThat(mixed.err()).contains("is a report and", "holds facts; two of one sort can be compared");
        assertThat(Console.run("diff", one.toString(), "not-there").exit()).isEqualTo(2);
        Files.writeString(
                other, Files.readString(other).replaceFirst("\"signals\" : \\[", "\"signals\" : 7, \"x\" : ["));
        Console damaged = Console.run("diff", one.toString(), other.toString());
        assertThat(damaged.exit()).isEqualTo(3);
        assertThat(damaged.err()).contains("error[IL521]").doesNotContain("java");
    }
}
