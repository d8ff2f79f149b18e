package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.engine.sandbox.Gauge;
import interlock.engine.sandbox.Work;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whoever waits at a terminal is told what is being done, how fast, and how long it will take. */
final class ProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Gauge gauge = new Gauge();
    private final Terminal terminal = terminal(true);
    private final Progress progress = new Progress(terminal, gauge);
    private final AtomicLong done = new AtomicLong();

    private Terminal terminal(boolean watched) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Terminal(stream, stream, true, watched, code -> {});
    }

    private Work days(long total) {
        return new Work("going through the days", "days", total, done::get);
    }

    private void during(Work work, Runnable then) {
        gauge.during(work, () -> {
            then.run();
            return work;
        });
    }

    private String written() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void workIsToldWithItsRateAndWhatIsLeftOfIt() {
        during(days(2_000), () -> {
            assertThat(progress.line(0)).contains("going through the days: 0 of 2,000 days (0 %)");
            done.set(500);
            assertThat(progress.line(1_000))
                    .contains("going through the days: 500 of 2,000 days (25 %), 500 a second, 3 s left");
            done.set(510);
            assertThat(progress.line(1_000_000))
                    .contains("going through the days: 510 of 2,000 days (25 %), less than 1 a second, 49 min left");
            done.set(2_000);
            assertThat(progress.line(1_000_500))
                    .get()
                    .asString()
                    .contains("(100 %)")
                    .doesNotContain("left");
        });
        assertThat(progress.line(2_000_000)).isEmpty();
    }

    @Test
    void whereNobodyKnowsHowMuchThereIsOnlyTheRateIsTold() {
        during(days(0), () -> {
            progress.line(0);
            done.set(1_234_567);
            assertThat(progress.line(1_000)).contains("going through the days: 1,234,567 days, 1,234,567 a second");
        });
    }

    @Test
    void ofWorkWithinWorkThatIsToldWhoseEndIsKnown() {
        Work within = new Work("evaluating", "firings", 0, () -> 7);
        during(within, () -> assertThat(progress.line(0)).contains("evaluating: 7 firings"));
        during(
                days(3),
                () -> during(
                        within,
                        () -> assertThat(progress.line(0)).get().asString().startsWith("going through the days")));
        during(days(0), () -> during(within, () -> assertThat(progress.line(0)).contains("evaluating: 7 firings")));
    }

    @Test
    void quickWorkTellsNothingAndSlowWorkLeavesNothing() {
        during(days(9), () -> {
            progress.look(999);
            assertThat(written()).isEmpty();
            progress.look(1_000);
            progress.look(1_100);
            assertThat(written()).isEqualTo("\rgoing through the days: 0 of 9 days (0 %)\u001b[K");
            progress.end();
            progress.look(5_000);
        });
        assertThat(written()).endsWith("\u001b[K\r\u001b[K");
        progress.end();
        assertThat(written()).endsWith("%)\u001b[K\r\u001b[K");
    }

    @Test
    void aDiagnosticTakesThePlaceOfTheLine() {
        terminal.progress("testing: 3 policies");
        terminal.warn("error: no");
        assertThat(written()).isEqualTo("\rtesting: 3 policies\u001b[K\r\u001b[Kerror: no" + System.lineSeparator());
    }
}
