package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import interlock.report.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Past claims held against what came of them. */
class CalibrateTest {
    private static final String EXAMPLE = "src/test/data/calibration/invented.yaml";
    private static final String SMALL = "src/test/data/small/facts";
    private static final Offset<Double> EXACTLY = Offset.offset(0.000001);

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Console calibrate(String... arguments) {
        return Console.run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("calibrate", "--facts", SMALL),
                        java.util.stream.Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static JsonNode json(Path file, String... more) throws IOException {
        Console console = calibrate(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("--format", "json", file.toString()),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new));
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        return new ObjectMapper().readTree(PublishedSchema.valid("calibration", console.out()));
    }

    /** The link of the model for B1 and talks: [.855 × .35, .991 × .83]. */
    @Test
    void theScoreIsTheSquareOfWhatThePredictionWasOffAtBothEndsAndInTheMiddle() throws IOException {
        JsonNode report = json(file("a.yaml", """
                - {id: x, claim: a, status: IN_TALKS, source: B, credibility: 1, asserted: 2025-01-01, outcome: true, decided: 2025-02-01}
                - {id: y, fact: talks, status: IN_TALKS, source: B, credibility: 1, asserted: 2025-01-01, outcome: false, decided: 2025-02-01}
                - {id: z, claim: c, status: IN_TALKS, source: B, credibility: 1, asserted: 2025-01-01, outcome: unresolved}
                """));
        double low = 0.29925;
        double high = 0.82253;
        double middle = (low + high) / 2;
        JsonNode x = report.at("/claims/0");
        assertThat(x.at("/predicted/low").asDouble()).isEqualTo(low, EXACTLY);
        assertThat(x.at("/predicted/high").asDouble()).isEqualTo(high, EXACTLY);
        assertThat(x.at("/brier/low").asDouble()).isEqualTo((1 - low) * (1 - low), EXACTLY);
        assertThat(x.at("/brier/middle").asDouble()).isEqualTo((1 - middle) * (1 - middle), EXACTLY);
        assertThat(x.at("/brier/high").asDouble()).isEqualTo((1 - high) * (1 - high), EXACTLY);
        assertThat(report.at("/claims/1/brier/low").asDouble()).isEqualTo(low * low, EXACTLY);
        assertThat(report.at("/claims/2/brier").isNull()).isTrue();
        assertThat(report.at("/overall/claims").asInt()).isEqualTo(3);
        assertThat(report.at("/overall/decided").asInt()).isEqualTo(2);
        assertThat(report.at("/overall/brier/low").asDouble())
                .isEqualTo(((1 - low) * (1 - low) + low * low) / 2, EXACTLY);
        assertThat(report.at("/constant").asDouble()).isEqualTo(0.25, EXACTLY);
        assertThat(report.at("/overall/reading").asText()).isEqualTo("TOO_FEW");
        assertThat(report.at("/notes/0").asText()).startsWith("only 2 claims are decided: far too few");
    }

    @Test
    void claimsAreGroupedByStatusBySourceAndByPrediction() throws IOException {
        JsonNode report = json(Path.of(EXAMPLE));
        assertThat(report.at("/overall/decided").asInt()).isEqualTo(30);
        assertThat(report.at("/notes")).isEmpty();
        for (String group : List.of("byStatus", "bySource", "bins")) {
            int claims = 0;
            int cameTrue = 0;
            for (JsonNode g : report.get(group)) {
                claims += g.get("claims").asInt();
                cameTrue += g.get("cameTrue").asInt();
            }
            assertThat(claims).as(group).isEqualTo(34);
            assertThat(cameTrue).as(group).isEqualTo(15);
        }
        assertThat(report.get("byStatus").findValuesAsText("name"))
                .containsExactly("RUMOURED", "LETTER_OF_INTENT", "IN_TALKS", "ANNOUNCED", "SIGNED", "TERMINATED");
        assertThat(report.get("bySource").findValuesAsText("name")).containsExactly("A", "B", "C");
        assertThat(report.get("bins")).hasSize(5);
        // Wilson's interval of 5 out of 11, as tables give it.
        JsonNode talks = report.at("/byStatus/2");
        assertThat(talks.at("/observed/low").asDouble()).isEqualTo(0.2127, Offset.offset(0.0001));
        assertThat(talks.at("/observed/high").asDouble()).isEqualTo(0.7199, Offset.offset(0.0001));
        assertThat(talks.get("reading").asText()).isEqualTo("CONSISTENT");
    }

    @Test
    void aPredictionThatIsOffIsSaidToBe() throws IOException {
        StringBuilder claims = new StringBuilder("id,claim,status,source,credibility,asserted,outcome,decided\n");
        for (int i = 0; i < 12; i++) {
            claims.append("r").append(i).append(",x,RUMOURED,C,4,2025-01-01,true,2025-02-01\n");
            claims.append("s").append(i).append(",x,SIGNED,A,1,2025-01-01,false,2025-02-01\n");
        }
        JsonNode report = json(file("claims.csv", claims.toString()));
        assertThat(report.get("byStatus").findValuesAsText("reading"))
                .containsExactly("MORE_THAN_PREDICTED", "LESS_THAN_PREDICTED");
        assertThat(report.at("/notes/0").asText()).startsWith("only 24 claims are decided: few");
    }

    @Test
    void everyFormatSaysTheSame() throws IOException {
        Path yaml = file(
                "a.yaml",
                "claims:\n  - {id: x, claim: a, status: SIGNED, source: C, credibility: 2, asserted: 2025-01-01, outcome: true, decided: 2025-02-01}\n");
        String one =
                "{\"id\": \"x\", \"claim\": \"a\", \"status\": \"SIGNED\", \"source\": \"C\", \"credibility\": 2, \"asserted\": \"2025-01-01\", \"outcome\": true, \"decided\": \"2025-02-01\"}";
        Path json = file("a.json", "{\"claims\": [" + one + "]}");
        Path lines = file("a.ndjson", one + "\n");
        Path csv = file(
                "a.csv",
                "id,claim,status,source,credibility,asserted,outcome,decided,reference\nx,a,SIGNED,C,2,2025-01-01,true,2025-02-01,\n");
        JsonNode expected = json(yaml).get("claims");
        assertThat(expected).hasSize(1);
        for (Path path : List.of(json, lines, csv)) {
            assertThat(json(path).get("claims")).as(path.toString()).isEqualTo(expected);
        }
    }

    @Test
    void parametersThatAreChangedChangeTheScoreAndMissingOnesAreNamed() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules/parameters")).getParent();
        Path likelihood = rules.resolve("parameters/likelihood.yaml");
        Files.writeString(
                likelihood,
                Files.readString(Path.of("rules/parameters/likelihood.yaml"))
                        .replace("value: {low: 0.35, central: 0.6, high: 0.83}", "value: {low: 1, high: 1}"));
        Path claims = file(
                "a.yaml",
                "- {id: x, claim: a, status: IN_TALKS, source: A, credibility: 1, asserted: 2025-01-01, outcome: true, decided: 2025-02-01}\n");
        assertThat(json(claims, "--rules", rules.toString())
                        .at("/claims/0/predicted/low")
                        .asDouble())
                .isEqualTo(0.95, EXACTLY);
        Files.writeString(likelihood, "parameters: []\n");
        JsonNode none = json(claims, "--rules", rules.toString());
        assertThat(none.at("/claims/0/predicted/high").asDouble()).isEqualTo(1, EXACTLY);
        assertThat(none.at("/notes/0").asText())
                .contains("likelihood.credibility.1, likelihood.source.a, likelihood.status.in-talks");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithItsPlace() throws IOException {
        Path bad = file("bad.yaml", """
                claims:
                  - {id: a, claim: x, status: TALKS, source: G, credibility: 7, asserted: 2024-01-32, outcome: maybe}
                  - {id: a, fact: talk, status: IN_TALKS, source: B, credibility: 1, asserted: 2024-01-02, outcome: true}
                  - {id: b, status: IN_TALKS, source: [B], credibility: 1, asserted: 2024-01-02, outcome: unresolved, decided: 2024-01-03, grade: 3}
                  - {id: c, claim: y, status: IN_TALKS, source: B, credibility: 1, asserted: 2024-01-02, outcome: false, decided: 2023-01-03}
                  - nonsense
                """);
        Console console = calibrate(bad.toString());
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.out()).isEmpty();
        assertThat(console.err())
                .contains(
                        "bad.yaml:2:31 error[IL533] `TALKS` is not a status",
                        "`G` is not the letter of a source",
                        "`7` is not a credibility",
                        "`2024-01-32` is not a date",
                        "`maybe` is not an outcome",
                        "bad.yaml:3:10 error[IL534] there are two claims `a`, the other at 2:10",
                        "error[IL536] there is no fact `talk` on file",
                        "did you mean `talks`?",
                        "error[IL535] the claim does not say when this was decided",
                        "error[IL532] the claim has neither `fact` nor `claim`",
                        "`source` is a list, not a single value",
                        "a claim that is unresolved has no day on which it was decided",
                        "error[IL531] a claim has no field `grade`",
                        "the claim was decided before it was asserted",
                        "bad.yaml:6:5 error[IL530] this is text, not a claim");
        assertThat(calibrate(file("empty.yaml", "claims: []\n").toString()).err())
                .contains("error[IL530] there is no claim in this file");
        assertThat(calibrate(folder.resolve("none.csv").toString()).err()).contains("error[IL200]");
        assertThat(calibrate(file("a.txt", "x").toString()).err()).contains("error[IL214]");
        assertThat(calibrate(file("cut.json", "{\"claims\": [{\"id\": \"x").toString())
                        .err())
                .contains("error[IL205]");
    }
}
