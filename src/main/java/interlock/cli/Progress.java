package interlock.cli;

import interlock.engine.sandbox.Gauge;
import interlock.engine.sandbox.Work;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells who waits at a terminal what is being done, how fast, and how long it will still take: on one line, which is
 * written over and in the end rubbed out. What takes less than a second tells nothing.
 */
final class Progress {
    private static final long PATIENCE = 1_000;
    private static final long EVERY = 200;
    /** A rate is told once it has been looked at for so long, in milliseconds. */
    private static final long SETTLED = 400;

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60;
    private static final int WHOLE = 100;

    private final Terminal terminal;
    private final Gauge gauge;
    private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();
    private final AtomicReference<@Nullable Long> told = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** A piece of work, and when and how far on it was first looked at. */
    private record Seen(Work work, long at, long done) {}

    Progress(Terminal terminal, Gauge gauge) {
        this.terminal = terminal;
        this.gauge = gauge;
    }

    /**
     * Looks again, and tells where it is time to.
     *
     * @param now milliseconds since the work as a whole began
     */
    synchronized void look(long now) {
        if (ended.get()) {
            return;
        }
        Optional<String> line = line(now);
        Long last = told.get();
        if (now >= PATIENCE && (last == null || now - last >= EVERY)) {
            line.ifPresent(l -> {
                told.set(now);
                terminal.progress(l);
            });
        }
    }

    /** Rubs out what was told, and tells no more. */
    synchronized void end() {
        ended.set(true);
        terminal.progress("");
    }

    /** What there is to tell at a time; empty if nothing is being done that could be counted. */
    Optional<String> line(long now) {
        return gauge.under().map(work -> {
            long done = work.done().getAsLong();
            Seen first = seen.get();
            if (first == null || !first.work().equals(work) || done < first.done()) {
                first = new Seen(work, now, done);
                seen.set(first);
            }
            return told(work, done, done - first.done(), now - first.at());
        });
    }

    /**
     * @param done how much is done
     * @param since how much of it was done in these milliseconds
     */
    private static String told(Work work, long done, long since, long milliseconds) {
        StringBuilder line = new StringBuilder(work.what()).append(": ");
        long total = work.total();
        if (total > 0) {
            long most = Math.min(done, total);
            line.append(number(most))
                    .append(" of ")
                    .append(number(total))
                    .append(' ')
                    .append(work.unit());
            line.append(" (").append(most * WHOLE / total).append(" %)");
        } else {
            line.append(number(done)).append(' ').append(work.unit());
        }
        if (since > 0 && milliseconds >= SETTLED) {
            long rate = since * SECOND / milliseconds;
            line.append(", ").append(rate > 0 ? number(rate) : "less than 1").append(" a second");
            if (total > done) {
                line.append(", ")
                        .append(time((total - done) * milliseconds / since / SECOND))
                        .append(" left");
            }
        }
        return line.toString();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String time(long seconds) {
        return seconds < MINUTE ? Math.max(1, seconds) + " s" : (seconds + MINUTE / 2) / MINUTE + " min";
    }
}
