package interlock.cli;

import interlock.Interlock;
import interlock.engine.Budget;
import interlock.report.BenchReport;
import interlock.report.BenchReport.Stage;
import interlock.report.render.BenchJson;
import interlock.report.render.BenchText;
import interlock.scale.UncertainStakes;
import interlock.scale.WorldsBench;
import interlock.scenario.Likelihood;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = "Measures how long Interlock takes, on fact bases made for it.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** The verb with what it can measure. */
    static CommandLine line(Terminal terminal) {
        CommandLine line = new CommandLine(new BenchCommand());
        line.addSubcommand(new OfWorlds(terminal));
        line.addSubcommand(new BenchNetworkCommand(terminal));
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "say what is to be measured: worlds or network");
        }
    }

    @Command(
            name = "worlds",
            description = "Weighs one signal that rests on many uncertain facts in a large fact base.",
            mixinStandardHelpOptions = true)
    static final class OfWorlds implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final Inputs.Rules inputs = new Inputs.Rules();

        @Mixin
        private final Limits limits = new Limits();

        @Option(
                names = "--uncertain",
                paramLabel = "N",
                description = "how many uncertain facts the signal rests on; 2^N worlds (default: ${DEFAULT-VALUE})")
        private int uncertain = 12;

        @Option(
                names = "--facts",
                paramLabel = "N",
                description = "how many facts there are in all (default: ${DEFAULT-VALUE})")
        private int facts = 20_000;

        @Option(
                names = "--repeat",
                paramLabel = "N",
                description = "how often it is weighed (default: ${DEFAULT-VALUE})")
        private int repeat = 5;

        @Option(names = "--json", paramLabel = "FILE", description = "write the figures to this file, as JSON")
        private @Nullable Path json;

        @Spec
        private @Nullable CommandSpec spec;

        OfWorlds(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            if (repeat < 1) {
                throw wrong("`" + repeat + "` repetitions measure nothing");
            }
            BenchReport report;
            Path folder = Files.createTempDirectory("interlock-bench");
            try {
                Files.writeString(folder.resolve("facts.json"), text(), StandardCharsets.UTF_8);
                report = limits.within(terminal, budget -> measured(folder, budget));
            } finally {
                Files.deleteIfExists(folder.resolve("facts.json"));
                Files.deleteIfExists(folder);
            }
            terminal.print(limits.bounded(BenchText.of(report)));
            if (json != null) {
                terminal.write(BenchJson.of(report), Optional.of(json));
            }
            return ExitCode.DONE.code;
        }

        private BenchReport measured(Path folder, Budget budget) {
            List<Long> read = new ArrayList<>();
            Interlock interlock = timed(
                    read,
                    () -> Interlock.open(List.of(folder), inputs.folders()).within(budget));
            List<Long> compile = new ArrayList<>();
            WorldsBench bench = timed(compile, () -> new WorldsBench(interlock));
            List<Long> weigh = new ArrayList<>();
            WorldsBench.Weighed weighed = timed(weigh, bench::weigh);
            List<Long> again = new ArrayList<>();
            for (int i = 0; i < repeat; i++) {
                weighed = timed(again, bench::weigh);
            }
            return report(
                    List.of(
                            Stage.of("read", read),
                            Stage.of("compile", compile),
                            Stage.of("weigh, the first time", weigh),
                            Stage.of("weigh", again)),
                    weighed);
        }

        private String text() {
            try {
                return UncertainStakes.file(uncertain, facts);
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }

        private ParameterException wrong(String message) {
            if (spec == null) {
                throw new IllegalStateException("the command line is not set up");
            }
            return new ParameterException(spec.commandLine(), message);
        }

        private static <T> T timed(List<Long> times, Supplier<T> work) {
            long start = System.nanoTime();
            T done = work.get();
            times.add(System.nanoTime() - start);
            return done;
        }

        private BenchReport report(List<Stage> stages, WorldsBench.Weighed weighed) {
            TreeMap<String, Integer> sizes = new TreeMap<>();
            sizes.put("facts", facts);
            sizes.put("uncertain", uncertain);
            TreeMap<String, Long> counts = new TreeMap<>();
            counts.put("worlds", (long) weighed.likelihood().worlds());
            counts.put("worlds one by one", weighed.effort().worlds());
            counts.put("facts and givens put in", weighed.effort().put());
            counts.put("steps", weighed.effort().steps());
            counts.put("conditions", weighed.effort().conditions());
            Likelihood likelihood = weighed.likelihood();
            return new BenchReport(
                    BenchReport.FORMAT,
                    "worlds",
                    sizes,
                    repeat,
                    stages,
                    counts,
                    "likelihood " + likelihood.probability().low() + " to "
                            + likelihood.probability().high() + ", severity " + likelihood.severity() + ", "
                            + likelihood.method());
        }
    }
}
