package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import interlock.report.NetworkFigures;
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
        Path json = folder.resolve("figures.json");
        List<String> words = List.of(
                "bench",
                "network",
                "--companies",
                "1000",
                "--repeat",
                "1",
                "--rules",
                folder.resolve("rules").toString());
        Console console = Console.run(Stream.concat(
                        words.stream(),
                        Stream.of("--into", folder.resolve("kept").toString(), "-o", json.toString()))
                .toArray(String[]::new));
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        JsonNode network = new ObjectMapper()
                .readTree(PublishedSchema.valid("bench-network", Files.readString(json)))
                .get("networks")
                .get(0);
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
                        List.of(Ratio.of("files to report, times Jackson's parsing", 10, 3, 2.5)))),
                List.of("so it is"));
        assertThat(NetworkFiguresText.of(figures)).isEqualTo("""
                        java 17, heap of at most 1,024 MB, medians of 3

                        1,000 companies, 3,675 facts in 0.6 MB of files

                                                             ms      least       most  MB after   MB peak
                          read                                5          3          7         2         9

                          signals                                                   1,101

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
    }

    @Test
    void sizesThatCannotBeAreWrongUsage() {
        assertThat(Console.run("bench", "worlds", "--uncertain", "99").exit()).isEqualTo(2);
        assertThat(Console.run("bench", "worlds", "--repeat", "0").err())
                .startsWith("error: `0` repetitions measure nothing\n");
        assertThat(Console.run("bench").err()).startsWith("error: say what is to be measured: worlds or network\n");
    }
}
