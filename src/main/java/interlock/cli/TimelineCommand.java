package interlock.cli;

import interlock.Interlock;
import interlock.TimelineQuery;
import interlock.cli.Answering.Answer;
import interlock.engine.Budget;
import interlock.report.TimelineReport;
import interlock.report.render.ReportJson;
import interlock.report.render.TimelineSvg;
import interlock.report.render.TimelineText;
import interlock.scenario.Timeline.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "timeline",
        description = "Tells when each signal began, moved, became established and ended, and what did it.",
        mixinStandardHelpOptions = true)
final class TimelineCommand implements Callable<Integer> {
    private final Terminal terminal;

    /** The forms in which a timeline can be had. */
    private enum Form {
        TEXT,
        JSON,
        SVG
    }

    /** Reads the name of a form. */
    private static final class FormName implements ITypeConverter<Form> {
        @Override
        public Form convert(String text) {
            return switch (text) {
                case "text" -> Form.TEXT;
                case "json" -> Form.JSON;
                case "svg" -> Form.SVG;
                default ->
                    throw new TypeConversionException(
                            "`" + text + "` is not a format of a timeline; the formats are text, json, svg");
            };
        }
    }

    /** Reads which clock moves. */
    private static final class ClockName implements ITypeConverter<Clock> {
        @Override
        public Clock convert(String text) {
            for (Clock clock : Clock.values()) {
                if (clock.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return clock;
                }
            }
            throw new TypeConversionException("`" + text + "` is not a clock; the clocks are valid, known, both");
        }
    }

    @Mixin
    private final Answering answering = new Answering();

    @Option(
            names = "--from",
            paramLabel = "DATE",
            converter = Inputs.Date.class,
            description = "the first day (default: the first on which a signal changes)")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = Inputs.Date.class,
            description = "the last day (default: the day that the facts give)")
    private @Nullable LocalDate to;

    @Option(
            names = "--clock",
            paramLabel = "CLOCK",
            converter = ClockName.class,
            description = {
                "which clock moves: valid (the day in the world, in hindsight), known (what had been",
                "asserted) or both together, as runs on each day would have said (default: both)"
            })
    private Clock clock = Clock.BOTH;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = Inputs.Date.class,
            description = "with --clock known: the day the world is looked at (default: the last day)")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--known-as-of",
            paramLabel = "DATE",
            converter = Inputs.Date.class,
            description = "with --clock valid: know what had been asserted by that day (default: the last day)")
    private @Nullable LocalDate knownAsOf;

    @Mixin
    private final Filters filters = new Filters();

    @Option(
            names = "--every-day",
            description = "evaluate each day, not only those on which the dates on file say that something changes")
    private boolean everyDay;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormName.class,
            description = "text, json or svg (default: from the file's ending, else text)")
    private @Nullable Form format;

    TimelineCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        checkDates();
        return answering.answer(terminal, this::answer);
    }

    private Answer answer(Budget budget) {
        Interlock interlock = answering.inputs.open(budget);
        filters.check(interlock);
        TimelineReport timeline = interlock.timeline(new TimelineQuery(
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                clock,
                Optional.ofNullable(clock == Clock.KNOWN ? asOf : knownAsOf),
                filters.policies(),
                filters.parties(),
                everyDay,
                budget.firings()));
        return Answer.done(
                switch (form()) {
                    case TEXT -> TimelineText.of(timeline, answering.style(terminal));
                    case JSON -> ReportJson.of(timeline);
                    case SVG -> TimelineSvg.of(timeline);
                });
    }

    private void checkDates() {
        if (asOf != null && clock != Clock.KNOWN) {
            throw answering.usage("`--as-of` needs `--clock known`: otherwise the day in the world moves");
        }
        if (knownAsOf != null && clock != Clock.VALID) {
            throw answering.usage("`--known-as-of` needs `--clock valid`: otherwise the knowledge moves");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw answering.usage("the span ends on " + to + ", before it begins on " + from);
        }
    }

    private Form form() {
        if (format != null) {
            return format;
        }
        String name =
                answering.output == null ? "" : answering.output.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".json") ? Form.JSON : name.endsWith(".svg") ? Form.SVG : Form.TEXT;
    }
}
