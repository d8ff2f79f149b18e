package interlock.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.report.Report;
import interlock.report.Report.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A report that is written while it is made is the one that is made as a text. */
class ReportJsonTest {
    /** What may be under way between what makes a report and the stream that it is written to, in bytes. */
    private static final long UNDER_WAY = 1 << 16;

    @Test
    void itsBytesAreThoseOfTheText() throws IOException {
        assertSame(Pages.shipped());
    }

    /** Letters of four bytes, which are two of Java's, at every place that a buffer could end at. */
    @Test
    void noLetterIsCutInTwo() throws IOException {
        Signal one = Pages.shipped().signals().get(0);
        assertSame(of(IntStream.range(0, 300)
                .mapToObj(i -> saying(one, "x".repeat(i % 7) + "\ud83d\ude80\u4e2d\u00e9".repeat(40)))
                .toList()));
        // What is no letter is the same in both as well.
        assertSame(of(List.of(saying(one, "half a letter: \ud83d"))));
    }

    @Test
    void itIsWrittenWhileItIsMade() throws IOException {
        AtomicLong written = new AtomicLong();
        AtomicLong writes = new AtomicLong();
        AtomicLong largest = new AtomicLong();
        AtomicLong before = new AtomicLong();
        List<Signal> some = Pages.shipped().signals();
        int many = 2_000;
        Report large = of(new AbstractList<>() {
            @Override
            public Signal get(int index) {
                if (index == many - 1) {
                    before.set(written.get());
                }
                return some.get(index % some.size());
            }

            @Override
            public int size() {
                return many;
            }
        });
        ReportJson.write(large, new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                writes.incrementAndGet();
                largest.accumulateAndGet(length, Math::max);
                written.addAndGet(length);
            }
        });
        assertThat(written.get()).isGreaterThan(20 * UNDER_WAY);
        assertThat(largest.get()).isLessThanOrEqualTo(UNDER_WAY);
        assertThat(writes.get()).isGreaterThan(20);
        // When the last signal was asked for, all that came before it had been written but for what was under way.
        assertThat(before.get()).isGreaterThan(written.get() - 2 * UNDER_WAY);
    }

    @Test
    void aStreamThatTakesNoMoreIsToldOfAndTheReportIsNotBlamed() {
        IOException full = new IOException("full");
        AtomicLong left = new AtomicLong(100_000);
        assertThatThrownBy(() -> ReportJson.write(Pages.shipped(), new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        if (left.decrementAndGet() < 0) {
                            throw full;
                        }
                    }
                }))
                .isSameAs(full);
    }

    private static void assertSame(Report report) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ReportJson.write(report, written);
        assertThat(written.toByteArray()).isEqualTo(ReportJson.of(report).getBytes(StandardCharsets.UTF_8));
    }

    /** A report of these signals and nothing else. */
    private static Report of(List<Signal> signals) {
        Report shipped = Pages.shipped();
        return new Report(
                shipped.format(),
                shipped.run(),
                shipped.summary(),
                signals,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Signal saying(Signal like, String narrative) {
        return new Signal(
                like.id(),
                like.policy(),
                like.grade(),
                like.parties(),
                like.concerns(),
                like.level(),
                like.severity(),
                like.likelihood(),
                like.status(),
                like.contingentOn(),
                narrative,
                like.ifPending(),
                like.score(),
                like.proof(),
                like.alternatives(),
                like.evidence(),
                like.flipsIf(),
                like.missing());
    }
}
