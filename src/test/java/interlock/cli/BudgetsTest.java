package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What uses up more than it may ends with 4, says where, leaves the last good output alone and no process behind. */
@Timeout(240)
final class BudgetsTest {
    private static final String HEADER = """
            /**
             * @title    too much
             * @version  1.0
             * @level    screen
             * @says     {$a} is too much
             */
            package attack.too_much;

            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;

            """;
    private static final String JOINS = HEADER + """
            rule "all with all"
            when
              Company( $a : id )
              Company( $b : id, id != $a )
              Person( $p : id )
              Company( $c : id, id != $b )
              Company( id == $a, id == $b )
            then
              raise( drools, points( "x", 1 ), $a, $b );
            end
            """;
    private static final String GROWS = HEADER + """
            rule "begins"
            when
              Company( $a : id )
            then
              conclude( drools, new Exposure( $a, $a, plus( 1, 0 ) ) );
            end

            rule "grows"
            when
              $e : Exposure( $a : holder, $c : company, amount != null )
            then
              conclude( drools, new Exposure( $a, $c, plus( $e.amount(), 1 ) ) );
            end
            """;
    private static final String LOUD = HEADER + """
            rule "each"
            when
              Company( $a : id )
            then
              raise( drools, points( "x", 1 ), $a );
            end
            """;
    private static final String QUIET = HEADER + """
            rule "one"
            when
              Company( $a : id, id == "c1" )
            then
              raise( drools, points( "x", 1 ), $a );
            end
            """;

    private static final String MAIN = "interlock.cli.Main";

    private static final int INTERRUPT = 2;
    private static final int TERMINATE = 15;

    @TempDir
    Path folder;

    private Path report;

    private record Ran(int exit, String err) {}

    @BeforeEach
    void write() throws IOException {
        StringBuilder facts = new StringBuilder("asOf: 2026-01-30\nfacts:\n");
        for (int i = 0; i < 900; i++) {
            facts.append("  - {kind: Company, id: c").append(i).append(", name: C}\n");
            facts.append("  - {kind: Person, id: p").append(i).append(", name: P}\n");
        }
        Files.createDirectories(folder.resolve("in/rules/attack"));
        Files.createDirectories(folder.resolve("in/facts"));
        Files.writeString(folder.resolve("in/facts/facts.yaml"), facts.toString());
        report = folder.resolve("report.json");
        Files.writeString(report, "the last good one");
    }

    @Test
    void aJoinThatCannotBeAskedToStopIsEndedAndNamed() throws Exception {
        Ran ran = run(JOINS, "--max-seconds", "30", "--facts", "facts", "--rules", "rules");
        assertThat(ran.exit()).isEqualTo(4);
        // Which budget such a join meets first depends on how fast the machine fills its memory.
        assertThat(ran.err())
                .containsPattern("the (time of 30 s|memory of 2048 MB) is used up in the clause `all with all` of"
                        + " attack/too-much, joining `")
                .contains("(line ");
        assertNothingIsLeft();
    }

    @Test
    void memoryIsABudgetToo() throws Exception {
        Ran ran = run(JOINS, "--max-memory", "600", "--facts", "facts", "--rules", "rules");
        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err())
                .contains("the memory of 600 MB is used up in the clause `all with all` of attack/too-much");
        assertNothingIsLeft();
    }

    @Test
    void anEndlessDerivationEndsWithTheTime() throws Exception {
        Ran ran = run(GROWS, "--max-seconds", "25", "--facts", "facts", "--rules", "rules");
        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err()).contains("the time of 25 s is used up").contains("the clause `grows` of attack/too-much");
        assertNothingIsLeft();
    }

    @Test
    void anEndlessDerivationEndsWithTheFacts() throws Exception {
        Ran ran = run(GROWS, "--max-facts", "20000", "--facts", "facts", "--rules", "rules");
        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err())
                .contains("the limit of 20000 facts was reached, most of them by the clause `grows` of attack/too-much,"
                        + " whose `Exposure` (line 22) matches what it concludes itself");
        assertNothingIsLeft();
    }

    @Test
    void aReportThatIsTooLargeIsNotWritten() throws Exception {
        Ran ran = run(QUIET, "--max-report", "0", "--facts", "facts", "--rules", "rules");
        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err())
                .contains("the report is larger than 0 MB, most of it by the clause `one` of attack/too-much");
        assertNothingIsLeft();
    }

    /** It is found too large when a part of it has been written. */
    @Test
    void aReportThatGrowsTooLargeIsNotWritten() throws Exception {
        Ran ran = run(LOUD, "--max-report", "1", "--facts", "facts", "--rules", "rules");
        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err())
                .isEqualTo("error: the report is larger than 1 MB, most of it by the clause `each` of attack/too-much"
                        + " (900 of 900 proofs)\n  help: " + Watchdog.HELP + "\n");
        assertNothingIsLeft();
    }

    @Test
    void whatAStrangerSentIsEvaluatedInAProcessOfItsOwn() throws Exception {
        Ran ran = run(QUIET, "--untrusted", ".");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isZero();
        assertThat(Files.readString(report)).contains("\"interlock.report/1\"").contains("attack/too-much");
    }

    @Test
    void aStrangersJoinIsEndedWithItsProcess() throws Exception {
        Ran ran = run(JOINS, "--untrusted", ".", "--max-seconds", "20", "--max-memory", "400");
        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err()).contains("used up");
        assertNothingIsLeft();
    }

    /** As if every gate had let it through. */
    @Test
    void anEndlessConsequenceEndsWithTheTimeAndIsNamed() throws Exception {
        Process process = start(EndlessConsequence.class.getName(), List.of("10"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(4);
        assertThat(err())
                .startsWith("error: the time of 10 s is used up behind `then` of the clause `spins` of"
                        + " attack/endless\n  help: no answer was written");
    }

    @Test
    void aSmallHeapIsTheBudgetOfMemoryWhereItIsSmaller() throws Exception {
        write(JOINS);
        Process process = start(
                List.of("-Xmx320m"),
                MAIN,
                List.of("run", "-o", report.toString(), "--facts", "facts", "--rules", "rules"));
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(4);
        assertThat(err())
                .contains("the memory of 240 MB (of a heap of 320 MB, which JAVA_TOOL_OPTIONS=-Xmx8g makes larger) is"
                        + " used up in the clause `all with all` of attack/too-much, joining `");
        assertNothingIsLeft();
    }

    @Test
    void whoIsInterruptedWhileEvaluatingLeavesTheLastGoodReport() throws Exception {
        write(JOINS);
        Process process = start(MAIN, List.of("run", "-o", report.toString(), "--facts", "facts", "--rules", "rules"));
        assertThat(process.waitFor(3, TimeUnit.SECONDS)).isFalse();
        interrupt(process);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(interrupted());
        assertNothingIsLeft();
    }

    @Test
    void whoIsInterruptedLeavesNothingOfAStranger() throws Exception {
        write(JOINS);
        Path temporary = Files.createDirectories(folder.resolve("in/temporary"));
        Process process = start(
                List.of("-Djava.io.tmpdir=" + temporary),
                MAIN,
                List.of("run", "--untrusted", ".", "-o", report.toString()));
        while (process.descendants().findAny().isEmpty()) {
            assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        List<ProcessHandle> children = process.descendants().toList();
        interrupt(process);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(interrupted());
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(temporary).isEmptyDirectory();
        assertNothingIsLeft();
    }

    /** A pipe takes the place of the file that is written first, so that the writing can be watched. */
    @Test
    void whoIsInterruptedWhileWritingLeavesTheLastGoodReport() throws Exception {
        write(LOUD);
        Process process = start(MAIN, List.of("run", "-o", report.toString(), "--facts", "facts", "--rules", "rules"));
        Path part = folder.resolve(".report.json." + process.pid() + ".part");
        assertThat(new ProcessBuilder("mkfifo", part.toString()).start().waitFor())
                .isZero();
        try (InputStream written = Files.newInputStream(part)) {
            assertThat(written.read()).isEqualTo('{');
            // There is more to write than a pipe holds.
            interrupt(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isEqualTo(interrupted());
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(report).hasContent("the last good one");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("in", "report.json", "err");
        }
    }

    /** In a process of its own, which must be gone with all that it started. */
    private Ran run(String policy, String... options) throws IOException, InterruptedException {
        write(policy);
        List<String> arguments = new ArrayList<>(List.of("run", "-o", report.toString()));
        arguments.addAll(List.of(options));
        Process process = start(MAIN, arguments);
        List<ProcessHandle> started = new ArrayList<>();
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(started::add);
        }
        assertThat(started).noneMatch(ProcessHandle::isAlive);
        return new Ran(process.exitValue(), err());
    }

    private void write(String policy) throws IOException {
        Files.writeString(folder.resolve("in/rules/attack/too-much.drl"), policy);
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    /** Whether Ctrl-C goes unheard: a shell makes what it starts in the background deaf to it, with all that this starts. */
    private static boolean deaf() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(l -> l.startsWith("SigIgn:"))
                    .map(l -> l.replaceFirst("SigIgn:\\s*", ""))
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 1L << (INTERRUPT - 1)) != 0);
        }
    }

    private static int interrupted() throws IOException {
        return 128 + (deaf() ? TERMINATE : INTERRUPT);
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", deaf() ? "-TERM" : "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private Process start(String main, List<String> arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    private Process start(List<String> heap, String main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(heap);
        command.add("-cp");
        command.add(Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(p -> Path.of(p).toAbsolutePath().toString())
                .reduce((a, b) -> a + java.io.File.pathSeparator + b)
                .orElseThrow());
        command.add(main);
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.resolve("in").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /** How the launcher starts Java, which decides how long Java clears up at a time. */
    private static List<String> flags() throws IOException {
        Matcher flags = Pattern.compile("-XX:[+\\w=]+").matcher(Files.readString(Path.of("interlock")));
        List<String> found = flags.results().map(f -> f.group()).toList();
        assertThat(found).contains("-XX:+UseG1GC");
        return found;
    }
}
