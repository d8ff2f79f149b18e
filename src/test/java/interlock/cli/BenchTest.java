package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import interlock.report.NetworkFigures;
import interlock.report.NetworkFigures.Agreement;
import interlock.report.NetworkFigures.Measured;
import interlock.report.NetworkFigures.Network;
import interlock.report.NetworkFigures.Ratio;
import interlock.report.NetworkFigures.Stage;
import interlock.report.PublishedSchema;
import interlock.report.render.NetworkFiguresJson;
import interlock.report.render.NetworkFiguresText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    @Test
    void worldsAreMeasuredAsATableAndAsJson(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("figures.json");
        Console console = Console.run(
                "bench", "worlds", "--uncertain", "3", "--facts", "40", "--repeat", "2", "--json", json.toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        assertThat(console.out())
                .startsWith("worlds, 40 facts, 3 uncertain; 2 repetitions\n")
                .contains("median", "weigh", "worlds                            8\n", ", EXACT\n");
        assertThat(Files.readString(json))
                .contains("\"format\" : \"interlock.bench/1\"", "\"worlds\" : 8", "\"uncertain\" : 3");
    }

    @Test
    void aNetworkThatIsMeasuredHasItsStagesItsCountsAndTheYardsticks(@TempDir Path folder) throws IOException {
        Path rules = rules(folder);
        Path json = folder.resolve("figures.json");
        List<String> words =
                List.of("bench", "network", "--companies", "1000", "--repeat", "1", "--rules", rules.toString());
        Console console =
                Console.run(and(words, "--into", folder.resolve("kept").toString(), "-o", json.toString()));
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        JsonNode network = network(json);
        assertThat(network.get("stages").findValuesAsText("name"))
                .containsExactly(
                        "yardstick: Jackson, parse",
                        "read",
                        "compile",
                        "evaluate",
                        "explain",
                        "report",
                        "weigh",
                        "write as JSON",
                        "check",
                        "yardstick: Drools, build",
                        "yardstick: Drools, fire");
        JsonNode counts = network.get("counts");
        assertThat(network.get("facts").asLong())
                .isEqualTo(3_675)
                .isEqualTo(counts.get("facts read").asLong())
                // The source is a line too.
                .isEqualTo(counts.get("maps that Jackson parsed").asLong() - 1);
        assertThat(counts.get("firings in what is established").asLong())
                .isPositive()
                .isEqualTo(counts.get("firings of the yardstick").asLong());
        assertThat(counts.get("facts and givens put in").asLong())
                .isEqualTo(counts.get("facts and givens put into the yardstick").asLong());
        assertThat(folder.resolve("kept/network-1000/stakes-1.ndjson")).isNotEmptyFile();
        // Every signal takes some hundred bytes; the report itself does not stay.
        assertThat(counts.get("bytes of the report").asLong())
                .isGreaterThan(100 * counts.get("signals").asLong());
        try (Stream<Path> kept = Files.list(folder.resolve("kept"))) {
            assertThat(kept).containsExactly(folder.resolve("kept/network-1000"));
        }
    }

    /** A folder with the shipped parameters and one policy. */
    private static Path rules(Path folder) throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/test"));
        Files.createDirectories(folder.resolve("rules/parameters"));
        try (Stream<Path> parameters = Files.list(Path.of("rules/parameters"))) {
            for (Path file : parameters.toList()) {
                Files.copy(file, folder.resolve("rules/parameters").resolve(file.getFileName()));
            }
        }
        Files.writeString(rules.resolve("stakes.drl"), """
                /**
                 * @title    a stake
                 * @version  1.0
                 * @level    screen
                 * @says     {$a} has a stake
                 */
                package test.stakes;

                import interlock.vocabulary.Fact.*;
                import interlock.vocabulary.Derived.*;
                import function interlock.policy.dsl.Verbs.*;

                rule "a large one"
                when
                  Investment( $a : investor, voting.low > 0.9 )
                then
                  raise( drools, points( "x", 1 ), $a );
                end
                """);
        return folder.resolve("rules");
    }

    @Test
    void plantedCasesAreHeldToWhatTheShippedPoliciesHaveToSay(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("figures.json");
        Console console = Console.run(
                "bench",
                "network",
                "--companies",
                "1000",
                "--plant",
                "1",
                "--no-textbook",
                "--repeat",
                "1",
                "--into",
                folder.toString(),
                "-o",
                json.toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        JsonNode network = network(json);
        assertThat(network.get("agreements").toString())
                .isEqualTo("[{\"of\":\"planted cases as expected\",\"cases\":17,\"agreed\":17,\"otherwise\":[]}]");
        assertThat(network.get("facts").asLong())
                .isGreaterThan(3_675)
                .isEqualTo(network.get("counts").get("facts read").asLong());
        assertThat(folder.resolve("network-1000/expected.jsonl")).isNotEmptyFile();
    }

    @Test
    void whatComesOutOtherwiseThanExpectedIsNamedAndEndsWithOne(@TempDir Path folder) throws IOException {
        List<String> words = List.of(
                "bench",
                "network",
                "--companies",
                "1000",
                "--no-textbook",
                "--repeat",
                "1",
                "--rules",
                rules(folder).toString(),
                "--into",
                folder.resolve("kept").toString());
        Console console = Console.run(and(words, "--plant", "2"));
        assertThat(console.exit()).isEqualTo(1);
        assertThat(console.out())
                // Of a seat that was left before the other began no policy says anything, be it on file or not.
                .containsPattern("\n  planted cases as expected +2 of 34\n")
                .contains("\n    plant-rivals-2: governance/direct-interlock for plant-rivals-2-p, plant-rivals-2-a,"
                        + " plant-rivals-2-b must be raised, and is not\n");
        Path kept = folder.resolve("kept/network-1000");
        assertThat(kept.resolve("planted.ndjson")).isNotEmptyFile();
        // What an earlier run planted is not read by the next one.
        assertThat(Console.run(and(words)).exit()).isZero();
        assertThat(kept.resolve("planted.ndjson")).doesNotExist();
        assertThat(kept.resolve("expected.jsonl")).doesNotExist();
    }

    @Test
    void stakesThatAreWrongAreFoundByTheirPlaceAndGiveNoReport(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("figures.json");
        String rules = rules(folder).toString();
        Console console = Console.run(
                "bench",
                "network",
                "--companies",
                "1000",
                "--dirty",
                "2.5",
                "--plant",
                "1",
                "--repeat",
                "2",
                "--rules",
                rules,
                "--into",
                folder.resolve("kept").toString(),
                "-o",
                json.toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        JsonNode network = network(json);
        assertThat(network.get("stages").findValuesAsText("name")).containsExactly("check");
        assertThat(network.get("agreements").findValuesAsText("of"))
                .containsExactly(
                        "found: blank share",
                        "found: stake in itself",
                        "found: more than the whole",
                        "found: year 1201",
                        "found: nothing elsewhere");
        network.get("agreements").forEach(a -> {
            assertThat(a.get("agreed").asLong())
                    .isPositive()
                    .isEqualTo(a.get("cases").asLong());
            assertThat(a.get("otherwise")).isEmpty();
        });
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(json))
                        .get("notes")
                        .toString())
                .isEqualTo(
                        "[\"facts that are wrong give no report: check alone is measured, and planted cases are held to"
                                + " nothing\"]");
        Console run = Console.run(
                "run", "--facts", folder.resolve("kept/network-1000").toString(), "--rules", rules);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsPattern("stakes-1[.]ndjson:[0-9]+:[0-9]+ error\\[IL244]")
                .contains("IL224", "IL228", "warning[IL252]", "  help: name two different parties");
    }

    private static JsonNode network(Path json) throws IOException {
        return new ObjectMapper()
                .readTree(PublishedSchema.valid("bench-network", Files.readString(json)))
                .get("networks")
                .get(0);
    }

    private static String[] and(List<String> words, String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void figuresOfANetworkAreATableWithRatiosBelow() {
        Stage stage = Stage.of(
                "read",
                List.of(
                        new Measured(7_000_000, 1 << 20, 5 << 20),
                        new Measured(3_000_000, 3 << 20, 4 << 20),
                        new Measured(5_000_000, 2 << 20, 9 << 20)));
        assertThat(stage).isEqualTo(new Stage("read", 5, 3, 7, 2, 9));
        NetworkFigures figures = new NetworkFigures(
                NetworkFigures.FORMAT,
                "17",
                1_024,
                3,
                List.of(new Network(
                        1_000,
                        42,
                        3_675,
                        568_592,
                        List.of(stage),
                        new TreeMap<>(Map.of("signals", 1_101L)),
                        List.of(Ratio.of("files to report, times Jackson's parsing", 10, 3, 2.5)),
                        List.of(
                                new Agreement("one thing", 1_000, 1_000, List.of()),
                                new Agreement("another", 12, 10, List.of("here it is not", "nor here"))))),
                List.of("so it is"));
        assertThat(figures.networks().get(0).agrees()).isFalse();
        assertThat(NetworkFiguresText.of(figures)).isEqualTo("""
                        java 17, heap of at most 1,024 MB, medians of 3

                        1,000 companies, 3,675 facts in 0.6 MB of files

                                                             ms      least       most  MB after   MB peak
                          read                                5          3          7         2         9

                          signals                                                   1,101

                          one thing                                                 1,000 of 1,000
                          another                                                      10 of 12
                            here it is not
                            nor here

                          files to report, times Jackson's parsing                   3.33   goal 2.5

                        note: so it is
                        """);
        PublishedSchema.valid("bench-network", NetworkFiguresJson.of(figures));
    }

    @Test
    void networksThatCannotBeAreWrongUsage() {
        assertThat(Console.run("bench", "network", "--companies", "999").err())
                .startsWith("error: a network has from 1000 to 600508 companies, not `999`\n");
        assertThat(Console.run("bench", "network", "--companies", "600509").exit())
                .isEqualTo(2);
        assertThat(Console.run("bench", "network", "--repeat", "0").exit()).isEqualTo(2);
        assertThat(Console.run("bench", "network", "--format", "csv").err())
                .contains("`csv` is not a format of figures; the formats are text, json");
        assertThat(Console.run("bench", "network", "--plant", "0").err())
                .startsWith("error: from 1 to 1000 copies can be planted, not `0`\n");
        assertThat(Console.run("bench", "network", "--plant", "1001").exit()).isEqualTo(2);
        for (String percent : List.of("-1", "100.01", "0.001", "some", "1e2")) {
            Console console = Console.run("bench", "network", "--dirty=" + percent);
            assertThat(console.exit()).isEqualTo(2);
            assertThat(console.err())
                    .contains(
                            "`" + percent + "` is not a number of per cent from 0 to 100, with at most two decimals\n");
        }
    }

    @Test
    void sizesThatCannotBeAreWrongUsage() {
        assertThat(Console.run("bench", "worlds", "--uncertain", "99").exit()).isEqualTo(2);
        assertThat(Console.run("bench", "worlds", "--repeat", "0").err())
                .startsWith("error: `0` repetitions measure nothing\n");
        assertThat(Console.run("bench").err()).startsWith("error: say what is to be measured: worlds or network\n");
    }
}
