package interlock.cli;

import interlock.Interlock;
import interlock.report.WhyNot;
import interlock.report.render.Style;
import interlock.report.render.WhyNotJson;
import interlock.report.render.WhyNotText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    private final Inputs inputs = new Inputs();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Mixin
    private final Limits limits = new Limits();

    @Option(names = "--all", description = "every clause with all of its conditions, and not only the nearest")
    private boolean all;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json (default: from the file's ending, else text)")
    private @Nullable Plainly format;

    @Option(names = "-o", paramLabel = "FILE", description = "write to a file, whole or not at all")
    private @Nullable Path output;

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
        try (Watchdog watchdog = limits.watch(terminal)) {
            return answer(
                    Interlock.open(inputs.factFolders(), inputs.ruleFolders()).within(limits.facts, watchdog.gauge()));
        }
    }

    private int answer(Interlock interlock) {
        String id = Lookup.raisingPolicy(interlock, policy);
        parties.forEach(p -> Lookup.party(interlock, p));
        WhyNot answer = interlock.whyNot(id, parties.stream().distinct().toList(), dates.query());
        Style style = output == null ? terminal.style() : Style.PLAIN;
        terminal.write(
                Plainly.chosen(format, output) == Plainly.json
                        ? WhyNotJson.of(answer)
                        : WhyNotText.of(answer, all, style),
                Optional.ofNullable(output));
        return answer.answer() == WhyNot.Answer.SILENT ? ExitCode.DONE.code : ExitCode.NO.code;
    }
}
