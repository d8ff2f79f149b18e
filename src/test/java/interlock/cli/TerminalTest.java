package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.cli.Terminal.Draft;
import interlock.engine.Budget;
import interlock.engine.LimitReached;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer comes whole or not at all, wherever it goes and whatever ends it. */
final class TerminalTest {
    private static final int PIECE = 1 << 12;
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    private Path file;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);

    @BeforeEach
    void somethingIsThere() throws IOException {
        file = Files.writeString(folder.resolve("report.json"), "the last good one");
    }

    /** So many pieces of one letter, and what happens before each. */
    private static Content pieces(int count, Step before) {
        return out -> {
            for (int i = 0; i < count; i++) {
                before.at(i);
                out.write(piece());
            }
        };
    }

    private interface Step {
        void at(int piece) throws IOException;
    }

    private static byte[] piece() {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 'x');
        return piece;
    }

    private static Content pieces(int count) {
        return pieces(count, i -> {});
    }

    private Draft draft(Content content, Optional<Path> to) {
        return terminal.draft(content, content, to);
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(file).hasContent("the last good one");
        assertThat(names()).containsExactly("report.json");
        assertThat(out.size()).isZero();
        assertThat(err.size()).isZero();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    private Optional<Path> part() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".part")).findFirst();
        }
    }

    @Test
    void aFileIsMadeBesideItsPlaceAndComesThereWhenItIsPublished() throws IOException {
        Draft draft = draft(pieces(3), Optional.of(file));
        assertThat(file).hasContent("the last good one");
        assertThat(part()).isPresent();
        draft.publish();
        assertThat(file).hasSize(3L * PIECE);
        assertThat(names()).containsExactly("report.json");
    }

    @Test
    void aFileIsWrittenWhileItIsMade() throws IOException {
        int many = 1_000;
        AtomicLong before = new AtomicLong();
        draft(
                        pieces(many, i -> {
                            if (i == many - 1) {
                                before.set(Files.size(part().orElseThrow()));
                            }
                        }),
                        Optional.of(file))
                .publish();
        assertThat(before.get()).isGreaterThan((long) many * PIECE - MEGABYTE);
        assertThat(file).hasSize((long) many * PIECE);
    }

    @Test
    void aWriteThatFailsHalfwayIsToldOfAndLeavesNothing() throws IOException {
        Content failing = pieces(100, i -> {
            if (i == 50) {
                assertThat(part()).isPresent();
                throw new IOException("no space left");
            }
        });
        assertThatThrownBy(() -> draft(failing, Optional.of(file)))
                .isInstanceOf(Terminal.Unwritable.class)
                .hasMessage("`" + file + "` cannot be written");
        assertNothingIsLeft();
    }

    @Test
    void whatIsEndedHalfwayLeavesNothing() throws IOException {
        for (Optional<Path> to : List.of(Optional.of(file), Optional.<Path>empty())) {
            assertThatThrownBy(() -> draft(
                            pieces(100, i -> {
                                if (i == 50) {
                                    throw new LimitReached("too much");
                                }
                            }),
                            to))
                    .isInstanceOf(LimitReached.class);
            assertNothingIsLeft();
        }
    }

    @Test
    void aReportThatGrowsTooLargeLeavesNothing() throws IOException {
        Limits limits = new Limits();
        limits.report = 1;
        int most = MEGABYTE / PIECE;
        for (Optional<Path> to : List.of(Optional.of(file), Optional.<Path>empty())) {
            AtomicInteger made = new AtomicInteger();
            Content large = pieces(10 * most, i -> made.incrementAndGet());
            assertThatThrownBy(() -> limits.draft(terminal, large, Optional.empty(), to, Budget.unwatched()))
                    .isInstanceOf(LimitReached.class)
                    .hasMessage("the answer is larger than 1 MB");
            // It is not made to its end to be found too large.
            assertThat(made).hasValue(most + 1);
            assertNothingIsLeft();
        }
        limits.draft(terminal, pieces(most), Optional.empty(), Optional.of(file), Budget.unwatched())
                .publish();
        assertThat(file).hasSize(MEGABYTE);
    }

    @Test
    void aBudgetThatIsUsedUpEndsTheWriting() throws IOException {
        Budget budget = Budget.unwatched();
        Content content = pieces(100, i -> {
            if (i == 50) {
                budget.gauge().stop("the memory of 1 MB is used up");
            }
        });
        assertThatThrownBy(() -> new Limits().draft(terminal, content, Optional.empty(), Optional.of(file), budget))
                .isInstanceOf(LimitReached.class)
                .hasMessage("the memory of 1 MB is used up while the answer was written");
        assertNothingIsLeft();
    }

    @Test
    void whatIsPrintedIsPrintedWholeWhenItIsPublished() {
        Draft draft = draft(pieces(3), Optional.empty());
        assertThat(out.size()).isZero();
        draft.publish();
        assertThat(out.size()).isEqualTo(3 * PIECE);
    }

    /** What has run out after all was made ends nothing any more. */
    @Test
    void whatIsTooLargeForACopyIsMadeAgainAndNotEndedThen() {
        int most = Copy.MOST / PIECE;
        AtomicInteger made = new AtomicInteger();
        for (int count : new int[] {most, most + 1}) {
            Budget budget = Budget.unwatched();
            out.reset();
            made.set(0);
            Content content = pieces(count, i -> made.incrementAndGet());
            Draft draft = new Limits().draft(terminal, content, Optional.empty(), Optional.empty(), budget);
            budget.gauge().stop("the time of 1 s is used up");
            draft.publish();
            assertThat(out.size()).isEqualTo(count * PIECE);
            assertThat(made).hasValue(count == most ? count : 2 * count);
        }
    }

    @Test
    void whereNobodyReadsAnyMoreNothingMoreIsMade() {
        AtomicInteger made = new AtomicInteger();
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        PrintStream printed = new PrintStream(gone, false, StandardCharsets.UTF_8);
        new Terminal(printed, printed, false).write(pieces(1_000, i -> made.incrementAndGet()), Optional.empty());
        assertThat(made).hasValueLessThan(100);
    }

    @Test
    void aDeviceThatIsFullIsToldOf() {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full));
        Draft draft = draft(pieces(3), Optional.of(full));
        assertThatThrownBy(draft::publish)
                .isInstanceOf(Terminal.Unwritable.class)
                .hasMessage("`/dev/full` cannot be written");
        assertThat(full).exists();
    }

    @Test
    void aPipeGetsNothingOfWhatIsEndedHalfway() throws Exception {
        Path pipe = folder.resolve("pipe");
        Assumptions.assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        // Nobody reads it, so that who opens it would wait for ever.
        assertThatThrownBy(() -> draft(
                        pieces(2, i -> {
                            if (i == 1) {
                                throw new LimitReached("too much");
                            }
                        }),
                        Optional.of(pipe)))
                .isInstanceOf(LimitReached.class);
        assertThat(names()).containsExactlyInAnyOrder("pipe", "report.json");
    }
}
