package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.cli.Answering.Answer;
import interlock.engine.Budget;
import interlock.report.Report;
import interlock.report.TimelineReport;
import interlock.vocabulary.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = "Evaluates the policies over the facts and reports the signals, each with its proof.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Answering answering = new Answering();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Mixin
    private final Filters filters = new Filters();

    @Option(
            names = "--min-level",
            paramLabel = "LEVEL",
            converter = Inputs.LevelName.class,
            description = "only signals of this level or above: info, screen, elevated, high")
    private @Nullable Level minLevel;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            converter = Inputs.LevelName.class,
            description = "exit with 1 if there is a signal of this level or above")
    private @Nullable Level failOn;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Format.Name.class,
            description = "text, json, html, markdown, csv, sarif or dot (default: from the file's ending, else text)")
    private @Nullable Format format;

    @Option(
            names = "--timeline",
            negatable = true,
            description = {
                "of html: tell when each signal began, moved and became established;",
                "unless said, where that takes two seconds or so"
            })
    private @Nullable Boolean timeline;

    @Option(
            names = "--weighing",
            paramLabel = "PERCENT",
            converter = Inputs.Percent.class,
            description =
                    "spend this much on likelihoods, in per cent of the usual; where it does not suffice, worlds are drawn (default: ${DEFAULT-VALUE})")
    private int weighing = Query.USUAL;

    @Option(
            names = "--untrusted",
            paramLabel = "DIR",
            description =
                    "take rules/ and facts/ below this folder from a stranger: evaluate them in a process of its own, with a heap of its own")
    private @Nullable Path untrusted;

    @Option(
            names = "--self-check",
            description = "evaluate through a second, differently built rule base as well, and compare")
    private boolean selfCheck;

    private final Optional<Answers> answers;

    /** @param answers where the answer is kept; empty if it is not */
    RunCommand(Terminal terminal, Optional<Answers> answers) {
        this.terminal = terminal;
        this.answers = answers;
    }

    @Override
    public Integer call() {
        return untrusted == null
                ? answering.answer(terminal, this::answer)
                : Untrusted.run(terminal, answering, untrusted, Format.chosen(format, answering.output), arguments());
    }

    private Answer answer(Budget budget) {
        // What was hashed must be what is read.
        Optional<Answers> here = answers.filter(a -> a.facts().equals(answering.inputs.factFolders())
                && a.rules().equals(answering.inputs.ruleFolders())
                && Objects.equals(a.output(), answering.output));
        Optional<String> before = here.flatMap(a -> a.name(terminal));
        Answer answer = workedOut(budget);
        return before.map(name -> here.get().keeping(name, terminal, answer)).orElse(answer);
    }

    private Answer workedOut(Budget budget) {
        Interlock interlock = answering.inputs.open(budget);
        Query query = filters.of(dates.query(budget.firings()), minLevel == null ? Level.INFO : minLevel, interlock)
                .weighing(weighing);
        if (selfCheck && !agree(terminal, interlock.selfCheck(query))) {
            return Answer.none(ExitCode.BUG);
        }
        Report report = interlock.run(query);
        Format form = Format.chosen(format, answering.output);
        Optional<TimelineReport> course = form == Format.HTML && !Boolean.FALSE.equals(timeline)
                ? interlock.course(query, timeline != null)
                : Optional.empty();
        Content content = form.of(report, course, answering.style(terminal));
        boolean fails = failOn != null
                && report.signals().stream().anyMatch(s -> s.level().compareTo(failOn) >= 0);
        return new Answer(Optional.of(content), Optional.of(report), fails ? ExitCode.NO : ExitCode.DONE);
    }

    /** The options of this run that a run in a process of its own gets too. */
    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        Optional.ofNullable(dates.asOf).ifPresent(d -> arguments.addAll(List.of("--as-of", d.toString())));
        Optional.ofNullable(dates.knownAsOf).ifPresent(d -> arguments.addAll(List.of("--known-as-of", d.toString())));
        filters.policies().forEach(p -> arguments.addAll(List.of("--policy", p)));
        filters.parties().forEach(p -> arguments.addAll(List.of("--party", p)));
        Optional.ofNullable(minLevel).ifPresent(l -> arguments.addAll(List.of("--min-level", l.name())));
        Optional.ofNullable(failOn).ifPresent(l -> arguments.addAll(List.of("--fail-on", l.name())));
        Optional.ofNullable(timeline).ifPresent(t -> arguments.add(t ? "--timeline" : "--no-timeline"));
        if (selfCheck) {
            arguments.add("--self-check");
        }
        arguments.addAll(List.of("--weighing", String.valueOf(weighing)));
        return arguments;
    }

    /** Whether two rule bases agree; each firing that only one of them has is told as an engine error. */
    static boolean agree(Terminal terminal, List<String> disagreements) {
        disagreements.forEach(d -> terminal.warn("engine error: " + d));
        if (disagreements.isEmpty()) {
            terminal.warn("self-check: both rule bases agree");
        }
        return disagreements.isEmpty();
    }
}
