package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.engine.PolicyCompiler.Build;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies compiled before count only as long as they are exactly what would be compiled now. */
final class CompileCacheTest {
    private static final SortedSet<String> NONE = new TreeSet<>();
    private static final SecretKey SEAL =
            SealedFiles.seal(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
    private static final String CLAUSE = """
            rule "a stake"
            when
              Investment( $who : investor, $whom : investee, amount > 100 )
            then
              raise( drools, points( "a", 50 ), $who, $whom );
            end
            """;

    @TempDir
    private Path rules;

    @TempDir
    private Path folder;

    private CompileCache cache() {
        return new CompileCache(folder, SEAL, "program");
    }

    private PolicySet policies(String clause) {
        new Rules(rules).raising("one/stakes", clause);
        return PolicyFiles.read(List.of(rules)).policies();
    }

    private static Derivation evaluated(CompiledPolicies policies) {
        return Engine.evaluate(Rules.world(Rules.stake("s", "a", "b", 200)), policies, 1_000);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> !f.toString().endsWith(".latest")).sorted().toList();
        }
    }

    private boolean kept(CompileCache cache, PolicySet policies) {
        return cache.read(cache.name(policies, NONE), policies.vocabulary().loader())
                .isPresent();
    }

    @Test
    void whatWasCompiledIsFoundAgainAndTheSame() throws IOException {
        PolicySet policies = policies(CLAUSE);
        assertThat(kept(cache(), policies)).isFalse();
        Derivation first = evaluated(PolicyCompiler.compile(policies, NONE, cache()));
        assertThat(files()).hasSize(1);
        byte[] written = Files.readAllBytes(files().get(0));
        assertThat(kept(cache(), policies)).isTrue();
        Derivation second = evaluated(PolicyCompiler.compile(policies, NONE, cache()));
        assertThat(second.steps()).isEqualTo(first.steps()).hasSize(1);
        assertThat(files()).hasSize(1);
        assertThat(Files.readAllBytes(files().get(0))).isEqualTo(written);
    }

    @Test
    void anEditedPolicyIsCompiledAnew() throws IOException {
        PolicyCompiler.compile(policies(CLAUSE), NONE, cache());
        PolicySet edited = policies(CLAUSE.replace("100", "300"));
        assertThat(kept(cache(), edited)).isFalse();
        assertThat(evaluated(PolicyCompiler.compile(edited, NONE, cache())).steps())
                .isEmpty();
        assertThat(files()).hasSize(2);
    }

    @Test
    void whatHasNotChangedIsTakenFromTheLastRuleSet() {
        PolicySet before = two(CLAUSE);
        PolicyCompiler.compile(before, NONE, cache());
        // What nobody would build of it, so that it can be told where a piece comes from.
        Compiled kept = cache().read(
                        cache().name(before, NONE), before.vocabulary().loader())
                .orElseThrow();
        ArrayList<Piece> emptied = new ArrayList<>();
        kept.pieces().forEach(p -> emptied.add(new Piece(p.text(), new ArrayList<>(), p.matched())));
        cache().write(cache().name(before, NONE), new Compiled(emptied, kept.shapes()), before);
        PolicySet after = two("// a line more\n" + CLAUSE.replace("100", "150"));
        assertThat(evaluated(PolicyCompiler.compile(after, NONE, cache())).steps().stream()
                        .map(s -> s.policy()))
                .containsExactly("two/stakes");
        assertThat(evaluated(PolicyCompiler.compile(after, NONE, Build.CLASSIC)).steps().stream()
                        .map(s -> s.policy()))
                .containsExactly("one/stakes", "two/stakes");
    }

    @Test
    void ofAnotherBuildOfTheProgramNoPieceIsTaken() {
        PolicySet policies = two(CLAUSE);
        PolicyCompiler.compile(policies, NONE, cache());
        assertThat(cache().latest(policies, policies.vocabulary().loader())).hasSize(2);
        assertThat(new CompileCache(folder, SEAL, "another")
                        .latest(policies, policies.vocabulary().loader()))
                .isEmpty();
    }

    /** One policy that stays as it is and another. */
    private PolicySet two(String second) {
        new Rules(rules).raising("two/stakes", second);
        return policies(CLAUSE);
    }

    @Test
    void anotherBuildOfTheProgramReadsNothingOfThisOne() {
        PolicySet policies = policies(CLAUSE);
        PolicyCompiler.compile(policies, NONE, cache());
        assertThat(kept(new CompileCache(folder, SEAL, "another"), policies)).isFalse();
        assertThat(kept(cache(), policies)).isTrue();
    }

    @Test
    void aParameterThatIsGoneIsMissedAsWithoutACache() {
        PolicySet policies = policies(CLAUSE);
        PolicyCompiler.compile(policies, new TreeSet<>(List.of("a.b")), cache());
        assertThat(kept(cache(), policies)).isFalse();
    }

    @Test
    void aFileThatWasTamperedWithDoesNotCountAndIsWrittenAnew() throws IOException {
        PolicySet policies = policies(CLAUSE);
        PolicyCompiler.compile(policies, NONE, cache());
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += whole.length / 40) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThat(kept(cache(), policies)).as("byte " + at).isFalse();
        }
        for (int length : new int[] {0, 1, 31, 32, 33, whole.length / 2, whole.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(kept(cache(), policies)).as("cut off after " + length).isFalse();
        }
        assertThat(evaluated(PolicyCompiler.compile(policies, NONE, cache())).steps())
                .hasSize(1);
        assertThat(kept(cache(), policies)).isTrue();
    }

    @Test
    void aFileOfSomebodyElseDoesNotCount() {
        PolicySet policies = policies(CLAUSE);
        PolicyCompiler.compile(policies, NONE, new CompileCache(folder, SealedFiles.seal(new byte[] {9}), "program"));
        assertThat(kept(cache(), policies)).isFalse();
    }

    @Test
    void noFileStandsInForAnother() throws IOException {
        PolicySet loose = policies(CLAUSE);
        PolicyCompiler.compile(loose, NONE, cache());
        Path file = files().get(0);
        PolicySet strict = policies(CLAUSE.replace("100", "300"));
        String name = cache().name(strict, NONE);
        Files.move(file, folder.resolve(name + ".policies"));
        assertThat(kept(cache(), strict)).isFalse();
        assertThat(evaluated(PolicyCompiler.compile(strict, NONE, cache())).steps())
                .isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenCostsTimeAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        CompileCache cache = new CompileCache(file, SEAL, "program");
        assertThat(evaluated(PolicyCompiler.compile(policies(CLAUSE), NONE, cache))
                        .steps())
                .hasSize(1);
        assertThat(file).hasContent("no folder");
    }

    @Test
    void aProblemIsToldAndNothingKept() throws IOException {
        PolicySet wrong = policies(CLAUSE.replace("amount", "amuont"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> PolicyCompiler.compile(wrong, NONE, cache())))
                .hasMessageContaining("amuont");
        assertThat(files()).isEmpty();
    }

    @Test
    void thoseNotWrittenForLongGo() throws IOException {
        for (int i = 0; i < 30; i++) {
            Path old = Files.writeString(folder.resolve("old" + i + ".policies"), "x");
            Files.setLastModifiedTime(old, FileTime.fromMillis(1_000L * i));
        }
        PolicySet policies = policies(CLAUSE);
        PolicyCompiler.compile(policies, NONE, cache());
        assertThat(files()).hasSize(24);
        assertThat(kept(cache(), policies)).isTrue();
        assertThat(folder.resolve("old29.policies")).exists();
        assertThat(folder.resolve("old0.policies")).doesNotExist();
    }

    @Test
    void severalAtOnceLeaveOnlyWholeFiles() throws IOException, InterruptedException, ExecutionException {
        PolicySet policies = policies(CLAUSE);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> found = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                found.add(threads.submit(() -> evaluated(PolicyCompiler.compile(policies, NONE, cache()))
                        .steps()
                        .size()));
            }
            for (Future<Integer> each : found) {
                assertThat(each.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files()).hasSize(1);
        assertThat(kept(cache(), policies)).isTrue();
    }
}
