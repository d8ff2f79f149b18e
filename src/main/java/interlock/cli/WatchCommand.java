package interlock.cli;

import interlock.engine.Budget;
import interlock.engine.LimitReached;
import interlock.watch.Watch;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        description = "Checks, tests and runs again on every save, and prints only what changed; Ctrl-C ends it.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Mixin
    private final Inputs.Dates dates = new Inputs.Dates();

    @Mixin
    private final Limits limits = new Limits();

    @Option(
            names = "--every",
            paramLabel = "MILLISECONDS",
            description = "how often the files are looked at (default: ${DEFAULT-VALUE})")
    private int every = 300;

    WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new Watch(
                        inputs.factFolders(),
                        inputs.ruleFolders(),
                        dates.query(limits.firings),
                        this::within,
                        terminal.style(),
                        this::tell)
                .run(this::pause);
        return ExitCode.DONE.code;
    }

    private <T> T within(Function<Budget, T> work) {
        return limits.within(terminal, work);
    }

    /** One answer that is too large hinders no other. */
    private void tell(String answer) {
        try {
            terminal.print(limits.bounded(answer));
        } catch (LimitReached e) {
            terminal.warn("error: " + e.getMessage());
            terminal.warn("  help: " + Watchdog.HELP);
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(Math.max(1, every));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
