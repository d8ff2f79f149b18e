package interlock.cli;

import interlock.Interlock;
import interlock.policytest.TestResult;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Runs the tests that stand beside the policies.", mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Inputs.Rules inputs = new Inputs.Rules();

    @Parameters(arity = "0..*", paramLabel = "POLICY", description = "only the tests of these policies")
    private @Nullable List<String> policies;

    @Mixin
    private final Limits.OfTime limits = new Limits.OfTime();

    TestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<TestResult> all;
        Watchdog watchdog = limits.watch(terminal);
        try {
            all = Interlock.test(inputs.folders());
        } finally {
            watchdog.close();
        }
        List<TestResult> results = policies == null
                ? all
                : all.stream().filter(r -> policies.contains(r.policy())).toList();
        StringBuilder out = new StringBuilder();
        int passed = 0;
        for (TestResult result : results) {
            if (result.passed()) {
                passed++;
            } else {
                out.append(result.at())
                        .append(" failed: ")
                        .append(result.name())
                        .append('\n');
                result.failures().forEach(f -> out.append(f.indent(2)));
                out.append('\n');
            }
        }
        out.append(passed).append(" passed, ").append(results.size() - passed).append(" failed\n");
        terminal.print(out.toString());
        return passed == results.size() ? ExitCode.DONE.code : ExitCode.NO.code;
    }
}
