package interlock.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "test", description = "Runs the tests that stand beside the policies.", mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs inputs = new Inputs();

    TestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(inputs.ruleFolders() + "\n");
        return ExitCode.DONE.code;
    }
}
