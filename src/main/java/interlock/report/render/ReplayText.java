package interlock.report.render;

import interlock.report.Replay;
import interlock.report.Replay.Difference;
import interlock.report.Replay.Obstacle;
import interlock.report.Replay.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of evaluating a report again, for people at a terminal. Do not parse it. */
public final class ReplayText {
    private static final int LONGEST = 300;

    private ReplayText() {}

    /** The answer and what it rests on, ending with a line break. */
    public static String of(Replay replay, Style style) {
        String dates = " as of " + replay.asOf()
                + (replay.knownAsOf().equals(replay.asOf()) ? "" : ", knowing what was known on " + replay.knownAsOf());
        StringBuilder out = new StringBuilder();
        switch (replay.verdict()) {
            case AGREES ->
                out.append(style.bold("agrees"))
                        .append(", byte for byte: the report")
                        .append(dates)
                        .append('\n');
            case DIFFERS -> {
                out.append(style.bold("differs"))
                        .append(" from what comes out now: the report")
                        .append(dates)
                        .append('\n');
                Difference difference = replay.difference();
                if (difference != null) {
                    difference(out, difference);
                }
            }
            case UNREPLAYABLE -> {
                out.append(style.bold("cannot be evaluated again"))
                        .append(": the report")
                        .append(dates)
                        .append('\n');
                replay.obstacles().forEach(o -> obstacle(out, o));
                out.append(
                                "  help: bring back what was there then (the report has the SHA-256 of each file), or name its")
                        .append(" folders\n        with --facts and --rules\n");
            }
        }
        return out.toString();
    }

    private static void difference(StringBuilder out, Difference difference) {
        out.append("  first in line ").append(difference.line());
        out.append(
                difference.path().isEmpty() ? ", only in how it is written:\n" : ", at " + difference.path() + ":\n");
        out.append("  report: ").append(shown(difference.recorded())).append('\n');
        out.append("  now:    ").append(shown(difference.present())).append('\n');
    }

    private static String shown(@Nullable String text) {
        if (text == null) {
            return "nothing";
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(hidden(c) ? 0xFFFD : c));
        return shown + (text.codePointCount(0, text.length()) > LONGEST ? "…" : "");
    }

    /** Whether a character cannot be seen: controls, marks of writing direction, a byte order mark. */
    private static boolean hidden(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }

    private static void obstacle(StringBuilder out, Obstacle obstacle) {
        if (obstacle.reason() == Reason.OTHER_ENGINE) {
            out.append("  made by ")
                    .append(shown(obstacle.recorded()))
                    .append("; this is ")
                    .append(shown(obstacle.present()))
                    .append('\n');
            return;
        }
        out.append("  ")
                .append(Lines.column(obstacle.reason().name().toLowerCase(Locale.ROOT), 9))
                .append(shown(obstacle.name()))
                .append('\n');
    }
}
