package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timeline at the command line. */
class TimelineCommandTest {
    private static final String SMALL = "src/test/data/small/facts";

    @TempDir
    private Path folder;

    @Test
    void theFormatIsTakenFromTheEndingOfTheFile() throws IOException {
        Path json = folder.resolve("t.json");
        Path svg = folder.resolve("t.svg");
        assertThat(Console.run("timeline", "--facts", SMALL, "-o", json.toString())
                        .exit())
                .isZero();
        assertThat(Console.run("timeline", "--facts", SMALL, "-o", svg.toString())
                        .exit())
                .isZero();
        assertThat(PublishedSchema.valid("timeline", Files.readString(json))).contains("\"BEGAN\"");
        assertThat(Files.readString(svg)).startsWith("<svg ").endsWith("</svg>\n");
        Console text = Console.run(
                "timeline", "--facts", SMALL, "--party", "openai", "--policy", "strategic/hyperscaler-hedging");
        assertThat(text.err()).isEmpty();
        assertThat(text.out())
                .startsWith("Interlock timeline from 2025-11-03 to 2026-01-30\nas a run on each day would have said\n")
                .contains(
                        "2026-01-29 began: ELEVATED absent to 79.8, contingent\n    - by talks (holds from 2026-01-29, B1)");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(Console.run("timeline", "--facts", SMALL, "--as-of", "2026-01-01"))
                .matches(c -> c.exit() == 2)
                .matches(c -> c.err().contains("`--as-of` needs `--clock known`"));
        assertThat(Console.run("timeline", "--facts", SMALL, "--known-as-of", "2026-01-01", "--clock", "known")
                        .err())
                .contains("`--known-as-of` needs `--clock valid`");
        assertThat(Console.run("timeline", "--facts", SMALL, "--from", "2026-01-02", "--to", "2026-01-01")
                        .err())
                .contains("the span ends on 2026-01-01, before it begins on 2026-01-02");
        assertThat(Console.run("timeline", "--clock", "cuckoo").err()).contains("`cuckoo` is not a clock");
        assertThat(Console.run("timeline", "--format", "png").err()).contains("`png` is not a format of a timeline");
        assertThat(Console.run("timeline", "--facts", SMALL, "--party", "amazn").err())
                .contains("did you mean `amazon`?");
        assertThat(Console.run("timeline", "--facts", SMALL, "--policy", "x/y").err())
                .contains("no policy fits `x/y`");
    }

    @Test
    void aSpanInWhichNothingHoldsSaysSo() {
        Console console = Console.run("timeline", "--facts", SMALL, "--from", "2020-01-01", "--to", "2020-12-31");
        assertThat(console.exit()).isZero();
        assertThat(console.out()).contains("0 signals", "note: no signal holds on any day of the span");
    }
}
