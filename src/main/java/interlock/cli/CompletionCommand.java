package interlock.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description = {"Prints the completion script for bash and zsh.", "Use: source <(./interlock completion)"},
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(Main.completion(terminal));
        return ExitCode.DONE.code;
    }
}
