package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.TimelineQuery;
import interlock.report.TimelineReport;
import interlock.report.render.ReportJson;
import interlock.report.render.Style;
import interlock.report.render.TimelineSvg;
import interlock.report.render.TimelineText;
import interlock.scenario.Timeline.Clock;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "timeline",
        description = "Tells when each signal began, moved, became established and ended, and what did it.",
        mixinStandardHelpOptions = true)
final class TimelineCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

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
    private final Inputs inputs = new Inputs();

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

    @Option(
            names = "--policy",
            paramLabel = "GLOB",
            description = "only signals of these policies, such as 'strategic/*'; may be repeated")
    private @Nullable List<String> policies;

    @Option(names = "--party", paramLabel = "ID", description = "only signals that concern this party; may be repeated")
    private @Nullable List<String> parties;

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

    @Option(names = "-o", paramLabel = "FILE", description = "write to a file, whole or not at all")
    private @Nullable Path output;

    TimelineCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        checkDates();
        Interlock interlock = Interlock.open(inputs.factFolders(), inputs.ruleFolders());
        TimelineQuery query = new TimelineQuery(
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                clock,
                Optional.ofNullable(clock == Clock.KNOWN ? asOf : knownAsOf),
                policies == null ? List.of() : policies,
                parties == null ? List.of() : parties,
                everyDay,
                Query.FIRINGS);
        query.parties().forEach(p -> Lookup.party(interlock, p));
        Lookup.policies(interlock, query.policies());
        TimelineReport timeline = interlock.timeline(query);
        terminal.write(
                switch (form()) {
                    case TEXT -> TimelineText.of(timeline, output == null ? terminal.style() : Style.PLAIN);
                    case JSON -> ReportJson.of(timeline);
                    case SVG -> TimelineSvg.of(timeline);
                },
                Optional.ofNullable(output));
        return ExitCode.DONE.code;
    }

    private void checkDates() {
        if (asOf != null && clock != Clock.KNOWN) {
            throw usage("`--as-of` needs `--clock known`: otherwise the day in the world moves");
        }
        if (knownAsOf != null && clock != Clock.VALID) {
            throw usage("`--known-as-of` needs `--clock valid`: otherwise the knowledge moves");
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw usage("the span ends on " + to + ", before it begins on " + from);
        }
    }

    private CommandLine.ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("the command line is not set up");
        }
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private Form form() {
        if (format != null) {
            return format;
        }
        String name = output == null ? "" : output.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".json") ? Form.JSON : name.endsWith(".svg") ? Form.SVG : Form.TEXT;
    }
}
