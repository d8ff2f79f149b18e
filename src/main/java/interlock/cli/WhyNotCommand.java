package interlock.cli;

import interlock.Interlock;
import interlock.cli.Answering.Answer;
import interlock.engine.Budget;
import interlock.report.WhyNot;
import interlock.report.render.WhyNotJson;
import interlock.report.render.WhyNotText;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "why-not",
        description = {
            "Tells why a policy raises no signal for some parties, and what comes closest.",
            "How far each of its clauses gets, the first condition that fails and by how much, and what would take it further.",
            "If it does raise one, it says so and exits with 1."
        },
        mixinStandardHelpOptions = true)
final class WhyNotCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Answering answering = new Answering();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Option(names = "--all", description = "every clause with all of its conditions, and not only the nearest")
    private boolean all;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json (default: from the file's ending, else text)")
    private @Nullable Plainly format;

    @Parameters(index = "0", paramLabel = "POLICY", description = "a policy, by its id or the end of it")
    private String policy = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PARTY",
            description = "whom the signal would concern, in any order; none for anybody")
    private List<String> parties = List.of();

    WhyNotCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return answering.answer(terminal, this::answer);
    }

    private Answer answer(Budget budget) {
        Interlock interlock = answering.inputs.open(budget);
        String id = Lookup.raisingPolicy(interlock, policy);
        parties.forEach(p -> Lookup.party(interlock, p));
        WhyNot answer = interlock.whyNot(id, parties.stream().distinct().toList(), dates.query(budget.firings()));
        return new Answer(
                Plainly.chosen(format, answering.output) == Plainly.json
                        ? WhyNotJson.of(answer)
                        : WhyNotText.of(answer, all, answering.style(terminal)),
                answer.answer() == WhyNot.Answer.SILENT ? ExitCode.DONE : ExitCode.NO);
    }
}
