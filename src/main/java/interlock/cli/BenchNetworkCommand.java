package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.RunStage;
import interlock.diagnostic.Diagnostic;
import interlock.engine.Budget;
import interlock.engine.Textbook;
import interlock.json.PlainMaps;
import interlock.report.NetworkFigures;
import interlock.report.NetworkFigures.Agreement;
import interlock.report.NetworkFigures.Measured;
import interlock.report.NetworkFigures.Network;
import interlock.report.NetworkFigures.Ratio;
import interlock.report.NetworkFigures.Stage;
import interlock.report.Report;
import interlock.report.render.NetworkFiguresJson;
import interlock.report.render.NetworkFiguresText;
import interlock.report.render.ReportJson;
import interlock.scale.DirtyStakes;
import interlock.scale.NetworkBench;
import interlock.scale.NetworkFacts;
import interlock.scale.OwnershipNetwork;
import interlock.scale.PlantedCases;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "network",
        description =
                "Measures each stage from files to a report on a made-up network of companies, beside two yardsticks.",
        mixinStandardHelpOptions = true)
final class BenchNetworkCommand implements Callable<Integer> {
    private static final int SMALL = 6_005;
    private static final long SEED = 42;

    private static final String READ = "read";
    private static final String CHECK = "check";
    private static final String WRITE = "write as JSON";
    private static final String JACKSON = "yardstick: Jackson, parse";
    private static final String BUILD = "yardstick: Drools, build";
    private static final String FIRE = "yardstick: Drools, fire";
    private static final String PROBLEMS = "problems found by check";

    private final Terminal terminal;

    @Mixin
    private final Inputs.Rules rules = new Inputs.Rules();

    @Mixin
    private final Limits limits = new Limits();

    @Option(
            names = "--companies",
            paramLabel = "N",
            description = "how many companies the network has; may be repeated (default: 6005)")
    private @Nullable List<Integer> companies;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "how often everything is measured (default: ${DEFAULT-VALUE})")
    private int repeat = 3;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "keep the fact files in this folder, one folder a network")
    private @Nullable Path into;

    @Option(
            names = "--plant",
            paramLabel = "K",
            description = "put so many copies of some small cases beside the network, 1 to 1000, and hold the report to"
                    + " what the shipped policies have to say of them, which --into keeps as expected.jsonl; ends with 1"
                    + " if it says anything else")
    private @Nullable Integer plant;

    @Option(
            names = "--dirty",
            paramLabel = "P",
            converter = InTenThousand.class,
            description =
                    "make P per cent of the stakes wrong, in turn by a blank share, a stake in itself, more than the"
                            + " whole of a company, and the year 1201, and hold what check finds to that; such facts give no"
                            + " report, so only check is measured; ends with 1 if anything else is found")
    private @Nullable Integer dirty;

    @Option(names = "--no-textbook", description = "leave out the yardstick that Drools gives")
    private boolean noTextbook;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormName.class,
            description = "text or json (default: from the file's ending, else text)")
    private @Nullable Form format;

    @Option(names = "-o", paramLabel = "FILE", description = "write to a file, whole or not at all")
    private @Nullable Path output;

    @Spec
    private @Nullable CommandSpec spec;

    BenchNetworkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The forms in which the figures can be had. */
    enum Form {
        TEXT,
        JSON
    }

    /** Reads the name of a form. */
    static final class FormName implements ITypeConverter<Form> {
        @Override
        public Form convert(String text) {
            for (Form form : Form.values()) {
                if (form.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return form;
                }
            }
            throw new TypeConversionException("`" + text + "` is not a format of figures; the formats are text, json");
        }
    }

    /** Reads a number of per cent as so many in 10,000. */
    static final class InTenThousand implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.matches("[0-9]{1,3}([.][0-9]{1,2})?")) {
                int inTenThousand = new BigDecimal(text).movePointRight(2).intValueExact();
                if (inTenThousand <= 10_000) {
                    return inTenThousand;
                }
            }
            throw new TypeConversionException(
                    "`" + text + "` is not a number of per cent from 0 to 100, with at most two decimals");
        }
    }

    @Override
    public Integer call() throws IOException {
        if (repeat < 1) {
            throw wrong("`" + repeat + "` repetitions measure nothing");
        }
        List<Integer> sizes = companies == null ? List.of(SMALL) : companies;
        for (int size : sizes) {
            if (size < OwnershipNetwork.LEAST || size > OwnershipNetwork.WHOLE) {
                throw wrong("a network has from " + OwnershipNetwork.LEAST + " to " + OwnershipNetwork.WHOLE
                        + " companies, not `" + size + "`");
            }
        }
        // Before anything is written.
        planted();
        Path folder = into == null ? Files.createTempDirectory("interlock-bench") : Files.createDirectories(into);
        // Also when a limit or the keyboard ends it.
        Thread leaving = new Thread(() -> clear(folder), "leaving");
        if (into == null) {
            Runtime.getRuntime().addShutdownHook(leaving);
        }
        try {
            NetworkFigures figures = limits.within(terminal, budget -> figures(sizes, folder, budget));
            terminal.write(
                    limits.bounded(
                            form() == Form.JSON ? NetworkFiguresJson.of(figures) : NetworkFiguresText.of(figures)),
                    Optional.ofNullable(output));
            return (figures.networks().stream().allMatch(Network::agrees) ? ExitCode.DONE : ExitCode.NO).code;
        } finally {
            if (into == null) {
                clear(folder);
                forget(leaving);
            }
        }
    }

    private Form form() {
        return format != null ? format : output != null && output.toString().endsWith(".json") ? Form.JSON : Form.TEXT;
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException("the command line is not set up");
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private Optional<PlantedCases> planted() {
        try {
            return Optional.ofNullable(plant).map(PlantedCases::of);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void clear(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            terminal.warn("warning: `" + folder + "` is left behind");
        }
    }

    private static void forget(Thread leaving) {
        try {
            Runtime.getRuntime().removeShutdownHook(leaving);
        } catch (IllegalStateException e) {
            // The program is ending already, and the thread runs.
        }
    }

    private NetworkFigures figures(List<Integer> sizes, Path folder, Budget budget) {
        List<Network> networks = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (int size : sizes) {
            try {
                Path files = Files.createDirectories(folder.resolve("network-" + size));
                budget.gauge().at(() -> " while the files of a network were written");
                NetworkFacts.Written written =
                        NetworkFacts.write(OwnershipNetwork.of(size, SEED), files, NetworkFacts.Format.NDJSON);
                // What an earlier run left in a folder that is kept would be read.
                PlantedCases.clear(files);
                Optional<PlantedCases> planted = planted();
                if (planted.isPresent()) {
                    written = written.and(planted.get().write(files));
                }
                networks.add(
                        dirty == null
                                ? network(size, files, written, planted, budget, notes)
                                : network(size, files, DirtyStakes.in(written, dirty, SEED), budget));
            } catch (IOException e) {
                throw new Terminal.Unwritable("`" + folder + "` cannot be written or read");
            }
        }
        if (dirty != null) {
            notes.add("facts that are wrong give no report: check alone is measured"
                    + (plant == null ? "" : ", and planted cases are held to nothing"));
        } else {
            notes.add("read and check hold the files against all that facts must be; Jackson only parses them");
            notes.add("check reads and compiles by itself, as the verb does, and is no part of files to report");
        }
        if (dirty == null && !noTextbook) {
            notes.add(
                    "Drools gets the same clauses, put into one text as Interlock has it, and the facts and givens as"
                            + " Interlock made them; it evaluates one world, what is established, and neither explains nor weighs");
        }
        return new NetworkFigures(
                NetworkFigures.FORMAT,
                Runtime.version().toString(),
                Runtime.getRuntime().maxMemory() >> 20,
                repeat,
                networks,
                notes.stream().distinct().toList());
    }

    /** A network that is wrong in places. */
    private Network network(int size, Path folder, DirtyStakes dirt, Budget budget) {
        Stopwatch watch = new Stopwatch();
        List<Diagnostic> problems = List.of();
        for (int i = 0; i < repeat; i++) {
            watch.round();
            problems = checked(folder, watch, budget);
        }
        // What is wrong with the rules is not what was made wrong.
        List<Diagnostic> inFacts = problems.stream()
                .filter(d -> Path.of(d.at().file()).startsWith(folder))
                .toList();
        return new Network(
                size,
                SEED,
                dirt.written().facts(),
                dirt.written().bytes(),
                watch.stages(),
                new TreeMap<>(Map.of(PROBLEMS, (long) problems.size())),
                List.of(),
                dirt.in(inFacts));
    }

    private List<Diagnostic> checked(Path folder, Stopwatch watch, Budget budget) {
        budget.gauge().at(() -> " while facts and policies were checked");
        watch.begin(CHECK);
        List<Diagnostic> problems = Interlock.check(List.of(folder), rules.folders());
        watch.end();
        return problems;
    }

    private Network network(
            int size,
            Path folder,
            NetworkFacts.Written written,
            Optional<PlantedCases> planted,
            Budget budget,
            List<String> notes)
            throws IOException {
        Stopwatch watch = new Stopwatch();
        TreeMap<String, Long> counts = new TreeMap<>();
        List<Agreement> agreements = List.of();
        for (int i = 0; i < repeat; i++) {
            agreements = measure(folder, written, planted, budget, watch, counts);
        }
        if (counts.getOrDefault("signals without likelihood", 0L) > 0) {
            notes.add("signals without likelihood: too much to weigh within the usual effort");
        }
        return new Network(
                size,
                SEED,
                written.facts(),
                written.bytes(),
                watch.stages(),
                counts,
                ratios(watch, written.facts()),
                agreements);
    }

    /** One round; how far its report says what is expected. */
    private List<Agreement> measure(
            Path folder,
            NetworkFacts.Written written,
            Optional<PlantedCases> planted,
            Budget budget,
            Stopwatch watch,
            Map<String, Long> counts)
            throws IOException {
        List<Path> facts = List.of(folder);
        watch.round();
        budget.gauge().at(() -> " while Jackson parsed the files");
        watch.begin(JACKSON);
        List<Map<String, Object>> maps = PlainMaps.of(written.files());
        watch.end();
        counts.put("maps that Jackson parsed", (long) maps.size());
        maps.clear();
        budget.gauge().at(() -> " while facts and policies were read");
        watch.begin(READ);
        Interlock interlock = Interlock.open(facts, rules.folders(), budget);
        watch.end();
        counts.put("facts read", (long) interlock.facts().assertions().size());
        Query query = new Query(Optional.empty(), Optional.empty(), List.of(), List.of(), Level.INFO, budget.firings());
        Report report = interlock.run(query, stage -> {
            watch.begin(stage.name().toLowerCase(Locale.ROOT));
            budget.gauge().at(() -> " while signals were worked out");
        });
        watch.begin(WRITE);
        // Not among the facts, which are read once more.
        Path place = folder.resolveSibling("report." + ProcessHandle.current().pid() + ".json");
        limits.draft(terminal, out -> ReportJson.write(report, out), Optional.of(report), Optional.of(place), budget)
                .publish();
        watch.end();
        counts.put("bytes of the report", Files.size(place));
        Files.delete(place);
        counts.put("signals", (long) report.signals().size());
        counts.put("proofs", (long) report.proofs().size());
        counts.put(
                "signals without likelihood",
                report.signals().stream().filter(s -> s.likelihood() == null).count());
        List<Agreement> agreements = planted.map(p -> p.in(report)).stream().toList();
        counts.put(PROBLEMS, (long) checked(folder, watch, budget).size());
        NetworkBench bench = new NetworkBench(interlock);
        NetworkBench.Counts evaluated = bench.counts();
        counts.put("facts and givens put in", evaluated.put());
        counts.put("firings in what is established", evaluated.firings());
        if (!noTextbook) {
            budget.gauge().at(() -> " while Drools built the policies");
            watch.begin(BUILD);
            Textbook textbook = bench.textbook();
            watch.end();
            budget.gauge().at(() -> " while Drools fired");
            watch.begin(FIRE);
            Textbook.Fired fired = bench.fired(textbook);
            watch.end();
            counts.put("facts and givens put into the yardstick", fired.put());
            counts.put("firings of the yardstick", fired.firings());
        }
        return agreements;
    }

    private List<Ratio> ratios(Stopwatch watch, long facts) {
        double jackson = watch.milliseconds(JACKSON);
        double fromFiles = watch.milliseconds(READ) + watch.milliseconds(WRITE);
        for (RunStage stage : RunStage.values()) {
            fromFiles += watch.milliseconds(stage.name().toLowerCase(Locale.ROOT));
        }
        List<Ratio> ratios = new ArrayList<>();
        ratios.add(Ratio.of("files to report, times Jackson's parsing", fromFiles, jackson, 2.5));
        ratios.add(Ratio.of("read, times Jackson's parsing", watch.milliseconds(READ), jackson, null));
        String evaluate = RunStage.EVALUATE.name().toLowerCase(Locale.ROOT);
        ratios.add(Ratio.of(
                "bytes a fact held after evaluating, above what was read",
                watch.held(evaluate) - watch.held(READ),
                (double) facts,
                400.0));
        if (!noTextbook) {
            double drools = watch.milliseconds(READ) + watch.milliseconds(BUILD) + watch.milliseconds(FIRE);
            ratios.add(Ratio.of("textbook Drools with reading, times files to report", drools, fromFiles, 5.0));
            ratios.add(Ratio.of(
                    "textbook Drools, times compile and evaluate",
                    watch.milliseconds(BUILD) + watch.milliseconds(FIRE),
                    watch.milliseconds(RunStage.COMPILE.name().toLowerCase(Locale.ROOT)) + watch.milliseconds(evaluate),
                    null));
        }
        return ratios;
    }

    /** Takes the time and the memory of one stage after the other; what is come back to counts on. */
    private static final class Stopwatch {
        private final Map<String, List<Measured>> measured = new LinkedHashMap<>();
        /** What runs now, at most one. */
        private final List<String> running = new ArrayList<>();

        private final List<Long> since = new ArrayList<>();
        /** What this round has measured so far. */
        private final Map<String, Measured> round = new LinkedHashMap<>();

        /** Ends what runs and begins something. */
        void begin(String stage) {
            end();
            pools().forEach(MemoryPoolMXBean::resetPeakUsage);
            running.add(stage);
            since.add(System.nanoTime());
        }

        void end() {
            if (running.isEmpty()) {
                return;
            }
            long taken = System.nanoTime() - since.get(0);
            long peak =
                    pools().stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum();
            // Clearing up is no part of the stage.
            System.gc();
            long held =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            String stage = running.get(0);
            List<Measured> all = measured.computeIfAbsent(stage, s -> new ArrayList<>());
            Measured before = round.get(stage);
            if (before != null) {
                all.remove(all.size() - 1);
            }
            Measured now = new Measured(
                    taken + (before == null ? 0 : before.nanoseconds()),
                    held,
                    Math.max(peak, before == null ? 0 : before.most()));
            round.put(stage, now);
            all.add(now);
            running.clear();
            since.clear();
        }

        /** Begins anew. */
        void round() {
            end();
            round.clear();
        }

        /** What each stage takes. */
        List<Stage> stages() {
            return measured.entrySet().stream()
                    .map(e -> Stage.of(e.getKey(), e.getValue()))
                    .toList();
        }

        /** The median of a stage. */
        double milliseconds(String stage) {
            long[] sorted = measured.getOrDefault(stage, List.of()).stream()
                    .mapToLong(Measured::nanoseconds)
                    .sorted()
                    .toArray();
            return sorted.length == 0 ? 0 : sorted[sorted.length / 2] / 1e6;
        }

        /** The median of what is held after a stage. */
        double held(String stage) {
            long[] sorted = measured.getOrDefault(stage, List.of()).stream()
                    .mapToLong(Measured::held)
                    .sorted()
                    .toArray();
            return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        }

        private static List<MemoryPoolMXBean> pools() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(p -> p.getType() == MemoryType.HEAP)
                    .toList();
        }
    }
}
