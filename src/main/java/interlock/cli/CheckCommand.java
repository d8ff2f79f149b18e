package interlock.cli;

import interlock.Interlock;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.Severity;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        description = "Reports every problem in policies, tests, parameters and facts, in one go.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs inputs = new Inputs();

    @Mixin
    private final Limits.OfTime limits = new Limits.OfTime();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Diagnostic> problems;
        Watchdog watchdog = limits.watch(terminal);
        try {
            problems = Interlock.check(inputs.factFolders(), inputs.ruleFolders());
        } finally {
            watchdog.close();
        }
        if (problems.isEmpty()) {
            terminal.print("no problems\n");
            return ExitCode.DONE.code;
        }
        long errors =
                problems.stream().filter(d -> d.severity() == Severity.ERROR).count();
        terminal.print(DiagnosticText.of(problems));
        terminal.print("\n" + count(errors, "error") + ", " + count(problems.size() - errors, "warning") + "\n");
        return ExitCode.NO.code;
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
