package interlock.cli;

import interlock.engine.LimitReached;
import interlock.json.JsonReader;
import interlock.json.Node;
import interlock.json.SourceText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs what a stranger sent in a process of its own: with its own heap, an empty environment, an empty folder to work in,
 * and a parent that ends it in time, takes over nothing that it has not looked at, and takes it along when it ends itself.
 */
final class Untrusted {
    private static final String CHILD = "interlock.child";
    /** How long a child may take beyond its own limit, in seconds; its own watchdog comes first. */
    private static final int GRACE = 1;

    private static final int MOST_SAID = 1 << 16;

    private Untrusted() {}

    /** Whether this process is the child. */
    static boolean isChild() {
        return Boolean.getBoolean(CHILD);
    }

    /** In a child: ends it as soon as its parent is gone, however that went, since a pipe between them is closed then. */
    static void endWithTheParent(Terminal terminal) {
        if (isChild()) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            while (System.in.read() >= 0) {
                                // Nothing is ever said there.
                            }
                        } catch (IOException e) {
                            // As good as closed.
                        }
                        terminal.end(ExitCode.LIMIT);
                    },
                    "parent");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * A whole run in a child.
     *
     * @param folder the stranger's, with facts or rules or both below it
     * @param arguments further options of the run
     * @return the exit code
     */
    static int run(Terminal terminal, Answering answering, Path folder, Format format, List<String> arguments) {
        Inputs inputs = answering.inputs;
        Limits limits = answering.limits;
        List<Path> facts = below(folder, "facts").map(List::of).orElseGet(inputs::factFolders);
        List<Path> rules = below(folder, "rules").map(List::of).orElseGet(inputs::ruleFolders);
        if (below(folder, "facts").isEmpty() && below(folder, "rules").isEmpty()) {
            throw new Lookup.NotFound(
                    "there is neither `facts` nor `rules` in `" + folder + "`",
                    "put what is not trusted into folders of these names");
        }
        try {
            Path place = Files.createTempDirectory("interlock");
            try {
                Path report = place.resolve("report" + format.ending());
                Process child = start(command(limits, facts, rules, report, format, arguments), place);
                Thread along = new Thread(() -> {
                    kill(child);
                    child.onExit().join();
                    removeIfPossible(terminal, place);
                });
                Runtime.getRuntime().addShutdownHook(along);
                try {
                    return taken(terminal, child, limits, report, answering.output, format);
                } finally {
                    kill(child);
                    Runtime.getRuntime().removeShutdownHook(along);
                }
            } finally {
                remove(place);
            }
        } catch (IOException e) {
            throw new Terminal.Unwritable("no process of its own can be started for `" + folder + "`");
        }
    }

    private static Optional<Path> below(Path folder, String name) {
        return Optional.of(folder.resolve(name)).filter(Files::isDirectory);
    }

    private static List<String> command(
            Limits limits, List<Path> facts, List<Path> rules, Path report, Format format, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.megabytes() + "m",
                "-XX:+UseG1GC",
                "-XX:MaxNewSize=128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-D" + CHILD + "=true",
                "-cp",
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(p -> Path.of(p).toAbsolutePath().toString())
                        .reduce((a, b) -> a + File.pathSeparator + b)
                        .orElse(""),
                "interlock.cli.Main",
                "run"));
        facts.forEach(f -> command.addAll(List.of("--facts", f.toAbsolutePath().toString())));
        rules.forEach(r -> command.addAll(List.of("--rules", r.toAbsolutePath().toString())));
        command.addAll(List.of("-o", report.toString(), "--format", format.word()));
        command.addAll(List.of(
                "--max-seconds", String.valueOf(limits.seconds()),
                "--max-memory", String.valueOf(Math.max(1, limits.megabytes() * 3L / 4)),
                "--max-facts", String.valueOf(limits.facts),
                "--max-firings", String.valueOf(limits.firings),
                "--max-report", String.valueOf(limits.report)));
        command.addAll(arguments);
        return command;
    }

    private static Process start(List<String> command, Path place) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(place.resolve("said.txt").toFile())
                .start();
    }

    private static int taken(
            Terminal terminal, Process child, Limits limits, Path report, @Nullable Path output, Format format)
            throws IOException {
        boolean ended;
        try {
            ended = child.waitFor(limits.seconds() + (long) GRACE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = false;
        }
        if (!ended) {
            throw new LimitReached("the time of " + limits.seconds() + " s is used up");
        }
        int code = child.exitValue();
        said(report.resolveSibling("said.txt")).forEach(terminal::warn);
        if (code == ExitCode.DONE.code || code == ExitCode.NO.code) {
            terminal.write(validated(report, limits, format), Optional.ofNullable(output));
            return code;
        }
        boolean known = Stream.of(ExitCode.values()).anyMatch(c -> c.code == code);
        if (!known) {
            terminal.warn("error: the process that evaluated the folder was ended from outside");
            return ExitCode.LIMIT.code;
        }
        return code;
    }

    /** What the child said about itself, and no more than a person can read. */
    private static List<String> said(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_SAID), StandardCharsets.UTF_8);
            return text.lines()
                    .map(l -> l.replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069&&[^\\t]]", "\uFFFD"))
                    .toList();
        }
    }

    /** The report, looked at as what a stranger's process has made: whole, of bounded size, and of the form asked for. */
    private static String validated(Path report, Limits limits, Format format) throws IOException {
        if (!Files.isRegularFile(report) || Files.size(report) > limits.reportBytes()) {
            throw new LimitReached("the report is missing or larger than " + limits.report + " MB");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(report)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new LimitReached("the report is no text");
        }
        boolean whole = format == Format.JSON ? isReport(text) : format.begins(text);
        // A line of comma-separated values ends with both marks.
        boolean plain = text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) && c != '\n' && !(c == '\r' && format == Format.CSV));
        if (!whole || !plain) {
            throw new LimitReached("the report is not whole");
        }
        return text;
    }

    private static boolean isReport(String text) {
        List<String> problems = new ArrayList<>();
        Optional<Node> node = JsonReader.read(new SourceText("report", text), d -> problems.add(d.message()));
        return problems.isEmpty()
                && node.filter(Node.Entries.class::isInstance)
                        .map(Node.Entries.class::cast)
                        .filter(e -> Stream.of("run", "summary", "signals", "proofs", "facts", "sources")
                                .allMatch(key -> e.entry(key).isPresent()))
                        .flatMap(e -> e.entry("format"))
                        .filter(e ->
                                e.value() instanceof Node.Scalar s && s.text().equals("interlock.report/1"))
                        .isPresent();
    }

    private static void kill(Process child) {
        child.descendants().forEach(ProcessHandle::destroyForcibly);
        child.destroyForcibly();
        try {
            // Asked to end, a process is there for a moment more; who comes after must not find it.
            child.waitFor(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeIfPossible(Terminal terminal, Path place) {
        try {
            remove(place);
        } catch (IOException e) {
            terminal.warn("error: `" + place + "` is left behind");
        }
    }

    private static void remove(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
