package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.engine.SealedFiles;
import interlock.report.render.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer is given again as long as nothing that it depends on has changed by a byte, and never otherwise. */
final class AnswersTest {
    @TempDir
    private Path folder;

    private CacheFolder cache;
    private Path facts;
    private Path rules;

    @BeforeEach
    void filesAreThere() throws IOException {
        facts = Files.createDirectories(folder.resolve("facts/deep"));
        rules = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(facts.resolve("a.yaml"), "facts: []\n");
        Files.writeString(rules.resolve("b.drl"), "package b;\n");
        Path program = Files.writeString(folder.resolve("program"), "program");
        cache = CacheFolder.open(folder.resolve("cache"), program).orElseThrow();
    }

    private Answers asked(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "run",
                "--facts",
                folder.resolve("facts").toString(),
                "--rules=" + folder.resolve("rules").toString()));
        words.addAll(List.of(more));
        return Answers.in(cache, words);
    }

    private static Terminal terminal(ByteArrayOutputStream out, boolean interactive) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Terminal(stream, stream, interactive);
    }

    private static Terminal terminal() {
        return terminal(new ByteArrayOutputStream(), false);
    }

    private String name(String... more) {
        return asked(more).name(terminal()).orElseThrow();
    }

    private void keep(Answers answers, String text, ExitCode code) throws IOException {
        keep(answers, answers.name(terminal()).orElseThrow(), new Answering.Answer(text, code));
    }

    /** As it is written; what was written. */
    private static byte[] keep(Answers answers, String before, Answering.Answer answer) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        answers.keeping(before, terminal(), answer).content().orElseThrow().writeTo(written);
        return written.toByteArray();
    }

    @Test
    void anAnswerIsGivenAgainWithItsExitCode() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(asked().given(terminal(out, false))).isEmpty();
        keep(asked(), "two signals — é\n", ExitCode.NO);
        assertThat(asked().given(terminal(out, false))).contains(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("two signals — é\n");
    }

    @Test
    void itIsWrittenWhereItIsAskedFor() throws IOException {
        Path report = folder.resolve("report.json");
        Answers answers = asked("-o", report.toString());
        keep(answers, "{}\n", ExitCode.DONE);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(asked("-o", report.toString()).given(terminal(out, false))).contains(0);
        assertThat(report).hasContent("{}\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whateverItDependsOnIsInItsName() throws IOException {
        String name = name();
        assertThat(name()).isEqualTo(name);
        assertThat(name("--min-level", "screen")).isNotEqualTo(name);
        Terminal coloured = terminal(new ByteArrayOutputStream(), true);
        assertThat(asked().name(coloured).orElseThrow().equals(name))
                .isEqualTo(coloured.style().equals(Style.PLAIN));
        Files.writeString(facts.resolve("a.yaml"), "facts: []\n\n");
        String edited = name();
        assertThat(edited).isNotEqualTo(name);
        Files.writeString(facts.resolve("a.yaml"), "facts: []\n");
        assertThat(name()).isEqualTo(name);
        Files.move(facts.resolve("a.yaml"), facts.resolve("c.yaml"));
        assertThat(name()).isNotEqualTo(name);
        Files.move(facts.resolve("c.yaml"), facts.resolve("a.yaml"));
        Files.writeString(rules.resolve("b.drl"), "package c;\n");
        assertThat(name()).isNotEqualTo(name);
        Files.writeString(rules.resolve("b.drl"), "package b;\n");
        Files.createDirectories(rules.resolve("vocabulary"));
        assertThat(name()).isNotEqualTo(name);
        Files.delete(rules.resolve("vocabulary"));
        Path other = Files.writeString(folder.resolve("program"), "another build");
        assertThat(Answers.in(CacheFolder.open(folder.resolve("cache"), other).orElseThrow(), asked().arguments())
                        .name(terminal()))
                .isPresent()
                .get()
                .isNotEqualTo(name);
    }

    @Test
    void whatChangedWhileItWasWorkedOutIsNotKept() throws IOException {
        Answers answers = asked();
        String before = answers.name(terminal()).orElseThrow();
        Files.writeString(facts.resolve("a.yaml"), "facts: [x]\n");
        keep(answers, before, Answering.Answer.done("of which facts?\n"));
        Files.writeString(facts.resolve("a.yaml"), "facts: []\n");
        assertThat(asked().given(terminal())).isEmpty();
    }

    @Test
    void anAnswerThatWasTamperedWithOrCutOffOrForgedIsNone() throws IOException {
        keep(asked(), "all is well\n", ExitCode.DONE);
        Path kept = folder.resolve("cache").resolve(name() + ".answer");
        byte[] whole = Files.readAllBytes(kept);
        byte[] changed = whole.clone();
        changed[whole.length - 2] ^= 1;
        Files.write(kept, changed);
        assertThat(asked().given(terminal())).isEmpty();
        Files.write(kept, java.util.Arrays.copyOf(whole, whole.length - 3));
        assertThat(asked().given(terminal())).isEmpty();
        Files.write(kept, new byte[0]);
        assertThat(asked().given(terminal())).isEmpty();
        assertThat(new SealedFiles(folder.resolve("cache"), SealedFiles.seal(new byte[] {1}), ".answer", 9)
                        .write(name(), whole))
                .isTrue();
        assertThat(asked().given(terminal())).isEmpty();
        Files.write(kept, whole);
        assertThat(asked().given(terminal())).contains(0);
    }

    @Test
    void whatIsKeptIsWhatWasWrittenToTheByte() throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(42).nextBytes(bytes);
        Content content = out -> {
            out.write(bytes[0]);
            out.write(bytes, 1, bytes.length - 1);
        };
        Path report = folder.resolve("report.json");
        Answers answers = asked("-o", report.toString());
        assertThat(keep(answers, answers.name(terminal()).orElseThrow(), answer(content)))
                .isEqualTo(bytes);
        assertThat(answers.given(terminal())).contains(0);
        assertThat(report).hasBinaryContent(bytes);
    }

    /** While it is written there is a file more among them. */
    @Test
    void anAnswerThatGoesAmongTheFactsIsKept() throws IOException {
        Path report = Files.writeString(facts.resolve("report.html"), "all is well\n");
        Answers answers = asked("-o", report.toString());
        Content content = answers.keeping(
                        answers.name(terminal()).orElseThrow(), terminal(), Answering.Answer.done("all is well\n"))
                .content()
                .orElseThrow();
        terminal().draft(content, content, Optional.of(report)).publish();
        assertThat(asked("-o", report.toString()).given(terminal())).contains(0);
    }

    @Test
    void whatIsTooLargeIsNotKept() throws IOException {
        byte[] piece = new byte[Copy.MOST / 2];
        for (int more : new int[] {0, 1}) {
            Answers answers = asked("--weighing", String.valueOf(more));
            String before = answers.name(terminal()).orElseThrow();
            keep(answers, before, answer(out -> {
                out.write(piece);
                out.write(piece);
                out.write(piece, 0, more);
            }));
            assertThat(answers.given(terminal()).isPresent()).isEqualTo(more == 0);
        }
    }

    @Test
    void whatWasNotWrittenToItsEndIsNotKept() {
        Answers answers = asked();
        String before = answers.name(terminal()).orElseThrow();
        assertThatThrownBy(() -> keep(answers, before, answer(out -> {
                    out.write('{');
                    throw new IOException("no space left");
                })))
                .isInstanceOf(IOException.class);
        assertThat(asked().given(terminal())).isEmpty();
    }

    private static Answering.Answer answer(Content content) {
        return new Answering.Answer(Optional.of(content), Optional.empty(), ExitCode.DONE);
    }

    @Test
    void whatIsAskedForItsOwnSakeIsWorkedOutEachTime() {
        assertThat(Answers.to("run", "--self-check")).isEmpty();
        assertThat(Answers.to("run", "--untrusted", "x")).isEmpty();
        assertThat(Answers.to("run", "--untrusted=x")).isEmpty();
        assertThat(Answers.to("run", "--help")).isEmpty();
        assertThat(Answers.to("run", "@options")).isEmpty();
        assertThat(Answers.to("why", "x")).isEmpty();
        assertThat(Answers.to()).isEmpty();
    }

    @Test
    void whatCanBeReadOnlyOnceIsReadByTheRun() {
        assertThat(Answers.in(cache, List.of("run", "--facts", "/dev/stdin")).name(terminal()))
                .isEmpty();
        assertThat(Answers.in(
                                cache,
                                List.of(
                                        "run",
                                        "--facts",
                                        folder.resolve("missing").toString()))
                        .name(terminal()))
                .isEmpty();
    }
}
