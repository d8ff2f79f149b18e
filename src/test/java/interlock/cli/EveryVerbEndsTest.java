package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Whatever evaluates policies ends when its budget is used up, says which clause and which pattern did it, and leaves every
 * file as it was. A verb that is new must be told of here.
 */
@Timeout(240)
final class EveryVerbEndsTest {
    private static final String HEADER = """
            /**
             * @title    too much
             * @version  1.0
             * @level    screen
             * @says     {$a} is too much
             */
            package attack.too_much;

            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;

            """;
    private static final String QUIET = HEADER + """
            rule "each"
            when
              Investment( $a : investor )
            then
              raise( drools, points( "x", 1 ), $a );
            end
            """;
    /** All amounts are the same, so nothing ever gets through the last pattern: this takes time and hardly any memory. */
    private static final String JOINS = HEADER + """
            rule "all with all"
            when
              Investment( $a : investor, $i : id, $sum : amount )
              Investment( id != $i )
              Investment( amount != $sum )
            then
              raise( drools, points( "x", 1 ), $a );
            end
            """;

    private static final String GROWS = HEADER + """
            rule "begins"
            when
              Investment( $a : investor )
            then
              conclude( drools, new Exposure( $a, $a, plus( 1, 0 ) ) );
            end

            rule "grows"
            when
              $e : Exposure( $a : holder, $c : company, amount != null )
            then
              conclude( drools, new Exposure( $a, $c, plus( $e.amount(), 1 ) ) );
            end

            rule "each"
            when
              Investment( $a : investor )
            then
              raise( drools, points( "x", 1 ), $a );
            end
            """;

    /** The verbs that evaluate no policy, and why they need no more than the limits of time and memory, or none. */
    private static final Map<String, String> OTHERS = new TreeMap<>(Map.of(
            "check", "reads and compiles; what it estimates it works out from counts",
            "calibrate", "holds claims against outcomes; no policy has a part in it",
            "vocabulary", "prints what facts can say",
            "completion", "prints a script",
            "new", "is only what stands above its verbs",
            "new policy", "writes a text; its tests are run by `test`",
            "new fact", "writes a text",
            "bench", "is only what stands above its verbs",
            "watch", "goes on after a limit, as the last test here shows"));
    /** What a signal cannot rest on is not evaluated to weigh it; the joins are put into the policy of the signal. */
    private static final String ONLY_JOINS = "bench worlds";

    /** Its fact base is its own and has 1,862 stakes, with each of which something begins. */
    private static final String NETWORK = "bench network";

    private static final int FACTS = 450;
    private static final int LONGEST = 64;
    /** More than all tests together hold in this process, so that none but the limit asked for ends a run. */
    private static final String ALL = "100000";

    @TempDir
    static Path folder;

    private static final SortedMap<String, Ran> JOINING = new TreeMap<>();
    private static final SortedMap<String, Ran> GROWING = new TreeMap<>();
    private static final SortedMap<String, Ran> TELLING = new TreeMap<>();

    /** What a verb said, and what lies in its folder before and after. */
    private record Ran(Console console, SortedMap<String, String> before, SortedMap<String, String> after) {}

    /** The words of each verb in a folder that holds `facts`, `rules`, `quiet`, and reports. */
    private static Map<String, List<String>> words(Path in) {
        String rules = in.resolve("rules").toString();
        String facts = in.resolve("facts").toString();
        String out = in.resolve("out").toString();
        List<String> both = List.of("--facts", facts, "--rules", rules);
        List<String> whole = List.of("--facts", facts, "--rules", rules, "-o", out);
        Map<String, List<String>> words = new TreeMap<>();
        words.put("run", whole);
        words.put("why", and(whole, "too-much", "hub"));
        words.put("why-not", and(whole, "too-much", "hub"));
        words.put("timeline", whole);
        words.put("what-if", and(whole, "--drop", "s1"));
        words.put("remedy", and(whole, "too-much", "hub", "--save", out));
        words.put("diff", List.of(facts, facts, "--rules", rules, "-o", out));
        words.put("impact", and(whole, "--against", in.resolve("quiet").toString()));
        words.put("replay", and(both, in.resolve("replayed.json").toString()));
        words.put("test", List.of("--rules", rules, "-o", out));
        words.put(
                "new test",
                and(both, "too-much", "--from-report", in.resolve("report.json").toString(), signal(in)));
        words.put(
                "catalog",
                List.of(
                        "--facts",
                        facts,
                        "--rules",
                        rules,
                        "-o",
                        in.resolve("pages").toString()));
        words.put("bench worlds", List.of("--rules", rules, "--facts", "900", "--json", out));
        words.put(NETWORK, List.of("--rules", rules, "--companies", "1000", "--repeat", "1", "-o", out));
        return words;
    }

    private static String signal(Path in) {
        if (!Files.exists(in.resolve("report.json"))) {
            return "";
        }
        Matcher id = Pattern.compile("\"id\" : \"([0-9a-f]{12})\"").matcher(read(in.resolve("report.json")));
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> and(List<String> words, String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toList();
    }

    @BeforeAll
    static void runThemAll() throws IOException {
        Path model = write(folder.resolve("model"));
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Void>> runs = new ArrayList<>();
            for (String verb : words(model).keySet()) {
                Path joins = copy(model, folder.resolve("joins " + verb), JOINS);
                if (verb.equals(ONLY_JOINS)) {
                    Path weighed = Files.createDirectories(joins.resolve("rules/strategic"));
                    Files.writeString(
                            weighed.resolve("hyperscaler-hedging.drl"),
                            JOINS.replace("attack.too_much", "strategic.hyperscaler_hedging"));
                }
                Path grows = copy(model, folder.resolve("grows " + verb), GROWS);
                runs.add(CompletableFuture.runAsync(
                        () -> {
                            Ran ran = patiently(verb, joins);
                            synchronized (JOINING) {
                                JOINING.put(verb, ran);
                            }
                        },
                        four));
                Path quiet = copy(model, folder.resolve("quiet " + verb), QUIET);
                runs.add(CompletableFuture.runAsync(
                        () -> {
                            Ran ran = ran(verb, quiet, "--max-report", "0", "--max-memory", ALL);
                            synchronized (TELLING) {
                                TELLING.put(verb, ran);
                            }
                        },
                        four));
                if (verb.equals(ONLY_JOINS)) {
                    continue;
                }
                runs.add(CompletableFuture.runAsync(
                        () -> {
                            Ran ran = ran(verb, grows, "--max-firings", firings(verb), "--max-memory", ALL);
                            synchronized (GROWING) {
                                GROWING.put(verb, ran);
                            }
                        },
                        four));
            }
            runs.forEach(CompletableFuture::join);
        } finally {
            four.shutdownNow();
        }
    }

    /** How long it takes to read and compile depends on the machine; the time grows until it has come to the joins. */
    private static Ran patiently(String verb, Path in) {
        int seconds = 2;
        while (true) {
            Ran ran = ran(verb, in, "--max-seconds", String.valueOf(seconds), "--max-memory", ALL);
            boolean early = !ran.console().err().contains("all with all");
            if (!early || seconds >= LONGEST) {
                return ran;
            }
            seconds *= 2;
        }
    }

    /** Of the firings most must be of what grows. */
    private static String firings(String verb) {
        return verb.equals(NETWORK) ? "8000" : "2000";
    }

    private static Ran ran(String verb, Path in, String... limit) {
        SortedMap<String, String> before = content(in);
        List<String> words = new ArrayList<>(List.of(verb.split(" ", -1)));
        words.addAll(words(in).get(verb));
        words.addAll(List.of(limit));
        Console console = Console.run(words.toArray(String[]::new));
        return new Ran(console, before, content(in));
    }

    private static SortedMap<String, String> content(Path in) {
        try (Stream<Path> files = Files.walk(in)) {
            SortedMap<String, String> content = new TreeMap<>();
            for (Path file : files.toList()) {
                content.put(in.relativize(file).toString(), Files.isDirectory(file) ? "" : read(file));
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path in) throws IOException {
        Files.createDirectories(in.resolve("facts"));
        Files.createDirectories(in.resolve("rules/attack"));
        Files.createDirectories(in.resolve("quiet/attack"));
        Files.createDirectories(in.resolve("pages"));
        Files.writeString(in.resolve("pages/index.txt"), "the last good one");
        Files.writeString(in.resolve("out"), "the last good one");
        StringBuilder facts = new StringBuilder("""
                asOf: 2026-01-30
                sources:
                  - {id: agency, title: Agency, publisher: Agency, letter: A, published: 2026-01-01}
                facts:
                  - {kind: Company, id: hub, name: Hub}
                  - {kind: Company, id: lab, name: Lab}
                """);
        for (int i = 0; i < FACTS; i++) {
            facts.append("  - {kind: Investment, id: s")
                    .append(i)
                    .append(", investor: hub, investee: lab, instrument: EQUITY, amount: 5m,")
                    .append(" status: COMPLETED, asserted: 2026-01-20,")
                    .append(" evidence: [{source: agency, credibility: 1}]}\n");
        }
        Files.writeString(in.resolve("facts/facts.yaml"), facts);
        Files.writeString(in.resolve("quiet/attack/too-much.drl"), QUIET);
        Files.writeString(in.resolve("rules/attack/too-much.drl"), QUIET);
        Files.writeString(in.resolve("rules/attack/too-much.test.yaml"), """
                policy: attack/too-much
                cases:
                  - name: all of them
                    asOf: 2026-01-30
                    given: [{file: ../../facts/facts.yaml}]
                    raises: [{parties: [hub]}]
                """);
        Console run = Console.run(
                "run",
                "--facts",
                in.resolve("facts").toString(),
                "--rules",
                in.resolve("rules").toString(),
                "-o",
                in.resolve("report.json").toString());
        assertThat(run.err()).isEmpty();
        return in;
    }

    /** The same with another policy, and a report that says it ran this one. */
    private static Path copy(Path model, Path to, String policy) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(model.relativize(file)));
            }
        }
        Files.writeString(to.resolve("rules/attack/too-much.drl"), policy);
        // On a day on which nothing was known it ends; then the report claims another day.
        Path replayed = to.resolve("replayed.json");
        Console run = Console.run(
                "run",
                "--as-of",
                "2025-01-01",
                "--facts",
                to.resolve("facts").toString(),
                "--rules",
                to.resolve("rules").toString(),
                "-o",
                replayed.toString());
        assertThat(run.err()).isEmpty();
        Files.writeString(replayed, Files.readString(replayed).replace("2025-01-01", "2026-01-30"));
        return to;
    }

    static List<String> verbs() {
        return List.copyOf(words(Path.of("")).keySet());
    }

    @Test
    void everyVerbIsTriedOrHasAReasonNotToBe() {
        List<String> all = leaves("", Main.commandLine(new Terminal(System.out, System.err, false)))
                .toList();
        TreeSet<String> told = new TreeSet<>(OTHERS.keySet());
        told.addAll(verbs());
        assertThat(all).containsExactlyInAnyOrderElementsOf(told);
        assertThat(OTHERS.keySet()).doesNotContainAnyElementsOf(verbs());
    }

    /** Every verb, with its words, those included that are only for others to stand below. */
    private static Stream<String> leaves(String above, CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .flatMap(e ->
                        Stream.concat(Stream.of(above + e.getKey()), leaves(above + e.getKey() + " ", e.getValue())));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aJoinThatNeverEndsIsEndedAndNamed(String verb) {
        Ran ran = JOINING.get(verb);
        assertThat(ran.console().err())
                .containsPattern("error: the time of \\d+ s is used up in [^\n]*the clause `all with all` of"
                        + " (attack/too-much|strategic/hyperscaler-hedging), joining `Investment`")
                .contains("help: no answer was written");
        ended(ran);
    }

    static List<String> verbsThatDerive() {
        return verbs().stream().filter(v -> !v.equals(ONLY_JOINS)).toList();
    }

    @ParameterizedTest
    @MethodSource("verbsThatDerive")
    void anEndlessDerivationIsEndedAndNamed(String verb) {
        Ran ran = GROWING.get(verb);
        assertThat(ran.console().err())
                .contains("error: the limit of " + firings(verb)
                        + " firings was reached, most of them by the clause `grows` of"
                        + " attack/too-much, whose `Exposure` (line 22) matches what it concludes itself")
                .contains("help: no answer was written");
        ended(ran);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void anAnswerThatIsTooLargeIsNotGiven(String verb) {
        Ran ran = TELLING.get(verb);
        assertThat(ran.console().err())
                .containsPattern("error: the (report|answer) is larger than 0 MB")
                .contains("help: no answer was written");
        ended(ran);
    }

    private static void ended(Ran ran) {
        assertThat(ran.console().exit()).isEqualTo(4);
        assertThat(ran.console().out()).isEmpty();
        assertThat(ran.after()).isEqualTo(ran.before());
    }

    @Test
    void aTestThatTakesTooMuchIsNamed() {
        assertThat(Stream.of("test", "catalog")
                        .flatMap(v -> Stream.of(JOINING.get(v), GROWING.get(v)))
                        .map(r -> r.console().err()))
                .allMatch(e -> e.contains(", in the case `all of them` (") && e.contains("too-much.test.yaml:3:11)"));
    }

    @Test
    void everyVerbThatEvaluatesHasTheSameLimits() {
        CommandLine main = Main.commandLine(new Terminal(System.out, System.err, false));
        Map<String, List<String>> limits = verbs().stream().collect(Collectors.toMap(v -> v, v -> {
            CommandLine line = main;
            for (String word : v.split(" ", -1)) {
                line = line.getSubcommands().get(word);
            }
            return line.getCommandSpec().options().stream()
                    .filter(o -> o.longestName().startsWith("--max-"))
                    .map(o -> o.longestName() + " " + o.defaultValueString())
                    .sorted()
                    .toList();
        }));
        assertThat(new TreeSet<>(limits.values().stream().map(Object::toString).toList()))
                .containsExactly("[--max-facts 5000000, --max-firings 5000000, --max-memory 2048, --max-report 256,"
                        + " --max-seconds 300]");
    }

    @Test
    void aWatchTellsOfALimitAndGoesOn() throws IOException, InterruptedException {
        Path in = write(folder.resolve("watched"));
        Path policy = in.resolve("rules/attack/too-much.drl");
        Files.writeString(policy, GROWS);
        try (Watched watch = new Watched(in, "--max-firings", "2000")) {
            until(watch.out, "signals cannot be worked out");
            assertThat(watch.out.toString(StandardCharsets.UTF_8))
                    .contains(
                            "a limit was reached: the limit of 2000 firings was reached, most of them by the clause"
                                    + " `grows` of attack/too-much, whose `Exposure` (line 22) matches what it concludes itself\n")
                    .contains("itself, in the case `all of them` (");
            Files.writeString(policy, QUIET);
            until(watch.out, "1 signal\n");
            assertThat(watch.out.toString(StandardCharsets.UTF_8)).contains("facts and policies can be used again");
            assertThat(watch.err.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    @Test
    void aWatchDoesNotGiveAnAnswerThatIsTooLarge() throws IOException, InterruptedException {
        Path in = write(folder.resolve("large"));
        Files.writeString(in.resolve("rules/attack/too-much.drl"), QUIET);
        try (Watched watch = new Watched(in, "--max-report", "0")) {
            until(watch.err, "error: the answer is larger than 0 MB\n  help: no answer was written");
            assertThat(watch.out.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    /** A watch that goes on until this is closed; it then ends well. */
    private static final class Watched implements AutoCloseable {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final AtomicInteger exit = new AtomicInteger(-1);
        private final Thread thread;

        Watched(Path in, String... more) {
            Terminal terminal = new Terminal(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    false);
            List<String> words = new ArrayList<>(List.of(
                    "watch",
                    "--facts",
                    in.resolve("facts").toString(),
                    "--rules",
                    in.resolve("rules").toString(),
                    "--every",
                    "20"));
            words.addAll(List.of(more));
            thread = new Thread(() -> exit.set(Main.run(terminal, words.toArray(String[]::new))));
            thread.start();
        }

        @Override
        public void close() {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(exit).hasValue(0);
        }
    }

    private static void until(ByteArrayOutputStream out, String text) throws InterruptedException {
        while (!out.toString(StandardCharsets.UTF_8).contains(text)) {
            Thread.sleep(20);
        }
    }
}
