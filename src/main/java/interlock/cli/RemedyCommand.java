package interlock.cli;

import interlock.Interlock;
import interlock.RemedyQuery;
import interlock.cli.Answering.Answer;
import interlock.diagnostic.DidYouMean;
import interlock.engine.Budget;
import interlock.fact.Edit;
import interlock.fact.EditReader;
import interlock.fact.ScenarioText;
import interlock.report.RemedyReport;
import interlock.report.RemedyReport.Change;
import interlock.report.Report;
import interlock.report.Report.Signal;
import interlock.report.render.RemedyJson;
import interlock.report.render.RemedyText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "remedy",
        description = {
            "Finds the smallest changes to the facts that clear a signal, each verified by evaluating it.",
            "It reads the policies and gives no legal advice. Exit code 1 if there is no such set of changes."
        },
        mixinStandardHelpOptions = true)
final class RemedyCommand implements Callable<Integer> {
    /** Most sets told of one signal unless all are asked for. */
    private static final int SHOWN = 10;

    private final Terminal terminal;

    @Mixin
    private final Answering answering = new Answering();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Option(
            names = "--raise",
            description = {
                "the other way round: the smallest changes that would raise a signal of the policy for the parties;",
                "what cannot be changed may then be imagined otherwise"
            })
    private boolean raising;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "the most changes in a set, 1 to " + RemedyQuery.MOST + " (default: ${DEFAULT-VALUE})")
    private int size = RemedyQuery.SIZE;

    @Option(
            names = "--may",
            paramLabel = "KIND|FACT",
            description = {
                "may be changed although it cannot be by default, such as Rivalry;",
                "facts of such a kind may also be added; may be repeated"
            })
    private @Nullable List<String> may;

    @Option(names = "--never", paramLabel = "KIND|FACT", description = "must not be touched; may be repeated")
    private @Nullable List<String> never;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            description = "the most sets of changes that are evaluated for a signal (default: ${DEFAULT-VALUE})")
    private int evaluations = RemedyQuery.EVALUATIONS;

    @Option(names = "--all", description = "tell every set that was found, not only the first " + SHOWN)
    private boolean all;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "write the first set, or the one of --pick, as a scenario that what-if takes")
    private @Nullable Path scenario;

    @Option(names = "--pick", paramLabel = "N", description = "which set is saved (default: ${DEFAULT-VALUE})")
    private int pick = 1;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json (default: from the file's ending, else text)")
    private @Nullable Plainly format;

    @Parameters(
            arity = "1..*",
            paramLabel = "SIGNAL | POLICY PARTY",
            description = "the id of a signal, or a policy and the parties that it concerns")
    private List<String> words = List.of();

    RemedyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (size < 1 || size > RemedyQuery.MOST) {
            throw answering.usage("a set has 1 to " + RemedyQuery.MOST + " changes, not " + size);
        }
        if (evaluations < 1) {
            throw answering.usage("`--evaluations` needs a number from 1 on");
        }
        return answering.answer(terminal, this::answer);
    }

    private Answer answer(Budget budget) {
        Interlock interlock = answering.inputs.open(budget);
        RemedyQuery query = new RemedyQuery(
                dates.query(budget.firings()), size, known(interlock, may), known(interlock, never), evaluations);
        List<RemedyReport> answers = raising ? raising(interlock, query) : clearing(interlock, query);
        boolean found = raising
                ? answers.stream().anyMatch(a -> !a.remedies().isEmpty())
                : answers.stream().noneMatch(a -> a.remedies().isEmpty());
        String text = Plainly.chosen(format, answering.output) == Plainly.json
                ? RemedyJson.of(answers)
                : answers.stream()
                        .map(a -> RemedyText.of(a, all ? Integer.MAX_VALUE : SHOWN, answering.style(terminal)))
                        .collect(Collectors.joining("\n"));
        answering.limits.bounded(text);
        Path saved = scenario;
        if (saved != null) {
            save(answers, saved);
        }
        return new Answer(text, found ? ExitCode.DONE : ExitCode.NO);
    }

    private List<RemedyReport> clearing(Interlock interlock, RemedyQuery query) {
        Report report = interlock.run(query.run());
        List<RemedyReport> answers = new ArrayList<>();
        for (Signal signal : Lookup.signals(interlock, report, words)) {
            answers.add(interlock.remedy(signal.id(), query));
        }
        return answers;
    }

    private List<RemedyReport> raising(Interlock interlock, RemedyQuery query) {
        String policy = Lookup.policy(interlock, words.get(0));
        List<String> parties = words.subList(1, words.size());
        parties.forEach(p -> Lookup.party(interlock, p));
        Set<List<String>> roles = interlock.roles(policy);
        if (roles.isEmpty()) {
            throw answering.usage(policy + " raises no signals, it only draws conclusions for other policies");
        }
        if (roles.stream().noneMatch(r -> r.size() == parties.size())) {
            throw answering.usage(policy + " raises signals for "
                    + roles.stream()
                            .map(r ->
                                    r.size() + (r.size() == 1 ? " party (" : " parties (") + String.join(", ", r) + ")")
                            .distinct()
                            .collect(Collectors.joining(" or "))
                    + "; "
                    + (parties.isEmpty() ? "none was" : parties.size() + (parties.size() == 1 ? " was" : " were"))
                    + " given");
        }
        return interlock.raise(policy, parties, query);
    }

    /** Kinds and facts as they are named, each of which must be there. */
    private static SortedSet<String> known(Interlock interlock, @Nullable List<String> named) {
        SortedSet<String> kinds = new TreeSet<>();
        interlock.policies().vocabulary().kinds().forEach(k -> kinds.add(k.name()));
        SortedSet<String> ids = new TreeSet<>();
        interlock.facts().assertions().forEach(a -> ids.add(a.id()));
        SortedSet<String> found = new TreeSet<>();
        for (String name : named == null ? List.<String>of() : named) {
            if (!kinds.contains(name) && !ids.contains(name)) {
                SortedSet<String> both = new TreeSet<>(kinds);
                both.addAll(ids);
                throw new Lookup.NotFound(
                        "there is no kind and no fact `" + name + "`",
                        DidYouMean.help(name, both, "`./interlock vocabulary` lists the kinds"));
            }
            found.add(name);
        }
        return found;
    }

    private void save(List<RemedyReport> answers, Path file) {
        if (answers.size() != 1) {
            throw answering.usage(
                    "`--save` needs one signal, and the words name " + answers.size() + "; give the id of one");
        }
        RemedyReport answer = answers.get(0);
        if (pick < 1 || pick > answer.remedies().size()) {
            throw answering.usage(
                    answer.remedies().isEmpty()
                            ? "there is no set of changes that could be saved"
                            : "there is no set " + pick + "; "
                                    + answer.remedies().size() + " were found");
        }
        List<Edit> edits = EditReader.options(answer.remedies().get(pick - 1).changes().stream()
                        .map(RemedyCommand::option)
                        .toList())
                .edits();
        String title = (answer.purpose() == RemedyReport.Purpose.CLEAR ? "What would clear " : "What would raise ")
                + answer.signal().title() + ": "
                + answer.signal().parties().stream().map(p -> p.name()).collect(Collectors.joining(", "));
        terminal.write(ScenarioText.of(title, edits), Optional.of(file));
    }

    private static EditReader.Option option(Change change) {
        String edit = change.edit();
        int blank = edit.indexOf(' ');
        return new EditReader.Option(edit.substring(2, blank), edit.substring(blank + 1));
    }
}
