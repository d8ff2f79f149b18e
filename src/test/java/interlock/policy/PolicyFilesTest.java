package interlock.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy is its file: the path is its id, the comment its header, each rule a clause. */
final class PolicyFilesTest {
    private static final String TEXT = """
            /**
             * The first sentence
             * and the second.
             *
             * @title  A title
             *         on two lines
             * @version 1.2
             * @level  elevated
             * @says   {$x} is "said"
             * @reference One
             * @reference Two
             */
            package PACKAGE;

            import interlock.vocabulary.Fact.*;

            /** @grade mixed
             *  @level high */
            rule "one, which has an end" when Company( $x : id ) then raise( drools, points( "end", 1 ), $x ); end
            // rule "not one" when
            rule two when Company( $x : id /* end */ ) then raise( drools, points( "x", 1 ), $x ); end
            """;

    @TempDir
    private Path folder;

    private PolicyFiles.Loaded read(String name, String text) {
        write(name, text);
        return PolicyFiles.read(List.of(folder));
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String packageName) {
        return TEXT.replace("PACKAGE", packageName);
    }

    @Test
    void thePathIsTheIdAndTheFolderThePack() {
        PolicyFiles.Loaded loaded = read("a/b/my-policy.drl", text("a.b.my_policy"));
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.policies().policies()).singleElement().satisfies(p -> {
            assertThat(p.id()).isEqualTo("a/b/my-policy");
            assertThat(p.pack()).isEqualTo("a/b");
        });
        assertThat(loaded.policies().files()).hasSize(1);
    }

    @Test
    void theCommentIsTheHeader() {
        Header header = read("x.drl", text("x")).policies().policies().get(0).header();
        assertThat(header)
                .isEqualTo(new Header(
                        "A title on two lines",
                        "1.2",
                        Level.ELEVATED,
                        "{$x} is \"said\"",
                        "The first sentence and the second.",
                        List.of("One", "Two"),
                        List.of()));
    }

    @Test
    void eachRuleIsAClauseWithItsOwnTags() {
        Policy policy = read("x.drl", text("x")).policies().policies().get(0);
        assertThat(policy.clauses()).extracting(Clause::name).containsExactly("one, which has an end", "two");
        assertThat(policy.clauses()).extracting(Clause::grade).containsExactly("mixed", null);
        assertThat(policy.clauses()).extracting(Clause::level).containsExactly(Level.HIGH, null);
        assertThat(policy.clauses()).extracting(Clause::line).containsExactly(19, 21);
        assertThat(policy.clauses())
                .allSatisfy(c -> assertThat(policy.source().substring(c.start(), c.end()))
                        .startsWith("rule")
                        .endsWith("end"));
    }

    @Test
    void lineEndsAndByteOrderMarksDoNotMatter() {
        PolicyFiles.Loaded loaded = read("x.drl", "\uFEFF" + text("x").replace("\n", "\r\n"));
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.policies().policies().get(0).clauses())
                .extracting(Clause::line)
                .containsExactly(19, 21);
    }

    @Test
    void filesOfAnotherKindAreLeftAlone() {
        write("x.drl.bak", "nonsense");
        write("x.test.yaml", "nonsense");
        assertThat(PolicyFiles.read(List.of(folder)).policies().policies()).isEmpty();
        assertThat(PolicyFiles.read(List.of(folder)).problems()).isEmpty();
    }

    @Test
    void onePathInTwoFoldersIsOnePolicyTwice() {
        write("one/x.drl", text("x"));
        write("two/x.drl", text("x"));
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(folder.resolve("one"), folder.resolve("two")));
        assertThat(loaded.problems()).extracting(Diagnostic::code).containsExactly("IL104");
        assertThat(loaded.policies().policies()).hasSize(1);
    }

    @Test
    void aFileTooLargeIsNotRead() {
        assertThat(read("x.drl", "x".repeat((1 << 20) + 1)).problems())
                .extracting(Diagnostic::message)
                .containsExactly("the file is larger than a policy can be (1 MiB)");
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> PolicyFiles.read(List.of(folder.resolve("nowhere"))))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("there is no folder of policies here");
    }

    @Test
    void aPolicyWithABrokenHeaderIsStillThereToBeChecked() {
        PolicyFiles.Loaded loaded = read("x.drl", text("x").replace("@title", "@tilte"));
        assertThat(loaded.problems()).extracting(Diagnostic::code).containsExactly("IL116");
        assertThat(loaded.policies().policies()).hasSize(1);
    }
}
