package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remedies at the command line. */
class RemedyCommandTest {
    private static final String SMALL = "src/test/data/small/facts";

    @TempDir
    private Path folder;

    private static Console run(String verb, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = verb;
        all[1] = "--facts";
        all[2] = SMALL;
        System.arraycopy(words, 0, all, 3, words.length);
        return Console.run(all);
    }

    @Test
    void aRemedyIsToldSavedAndTried() {
        String saved = folder.resolve("saved.yaml").toString();
        Console hedge = run("remedy", "circular-capital-loop", "amazon", "--save", saved, "--pick", "1");
        assertThat(hedge.err()).isEmpty();
        assertThat(hedge.exit()).isZero();
        assertThat(hedge.out())
                .contains("What would clear Circular capital loop: Amazon, OpenAI")
                .contains("Comes to nothing: In talks: Amazon invests up to $50bn in OpenAI")
                .contains("what-if --collapse talks")
                .contains("no legal advice");
        Console tried = run("what-if", saved);
        assertThat(tried.exit()).isZero();
        assertThat(tried.out()).contains("- vanishes: Circular capital loop: Amazon, OpenAI");
    }

    @Test
    void programsGetJsonAndScriptsTheExitCode() throws IOException {
        Path file = folder.resolve("remedies.json");
        Console none = run(
                "remedy",
                "circular-capital-loop",
                "amazon",
                "--never",
                "talks",
                "--never",
                "SupplyContract",
                "-o",
                file.toString());
        assertThat(none.exit()).isEqualTo(1);
        assertThat(PublishedSchema.valid("remedy", Files.readString(file))).contains("\"remedies\" : [ ]");
    }

    @Test
    void whatIsNotThereIsWrongUsage() {
        Console signal = run("remedy", "circular-capital-lop", "amazon");
        assertThat(signal.exit()).isEqualTo(2);
        assertThat(signal.err())
                .contains(
                        "there is no signal or policy `circular-capital-lop`", "did you mean `circular-capital-loop`?");
        assertThat(run("remedy", "circular-capital-loop", "amazn").err()).contains("did you mean `amazon`?");
        Console kind = run("remedy", "circular-capital-loop", "amazon", "--may", "Rivalri");
        assertThat(kind.exit()).isEqualTo(2);
        assertThat(kind.err()).contains("there is no kind and no fact `Rivalri`", "did you mean `Rivalry`");
        assertThat(run("remedy", "circular-capital-loop", "amazon", "--size", "9")
                        .err())
                .contains("a set has 1 to 4 changes, not 9");
        assertThat(run("remedy", "circular-capital-loop", "amazon", "--evaluations", "0")
                        .exit())
                .isEqualTo(2);
        assertThat(run(
                                "remedy",
                                "hyperscaler-hedging",
                                "amazon",
                                "--save",
                                folder.resolve("x.yaml").toString())
                        .err())
                .contains("`--save` needs one signal, and the words name 2");
        assertThat(folder.resolve("x.yaml")).doesNotExist();
        assertThat(run(
                                "remedy",
                                "circular-capital-loop",
                                "amazon",
                                "--pick",
                                "99",
                                "--save",
                                folder.resolve("x.yaml").toString())
                        .err())
                .contains("there is no set 99");
    }

    @Test
    void raisingAsksForAPolicyAndAllItsParties() {
        Console raised = run("remedy", "--raise", "compute-leverage", "amazon", "anthropic", "--size", "1");
        assertThat(raised.exit()).isZero();
        assertThat(raised.out())
                .contains("What would raise Leverage through compute: Amazon, Anthropic")
                .contains("On file as well: ");
        Console few = run("remedy", "--raise", "compute-leverage", "amazon");
        assertThat(few.exit()).isEqualTo(2);
        assertThat(few.err()).contains("raises signals for 2 parties (investor, lab); 1 was given");
        assertThat(run("remedy", "--raise", "shared/holdings", "amazon").err())
                .contains("shared/holdings raises no signals");
        assertThat(run("remedy", "--raise", "compute-leverag", "amazon").err())
                .contains("there is no policy `compute-leverag`", "did you mean `compute-leverage`?");
        Console already = run("remedy", "--raise", "circular-capital-loop", "amazon", "openai");
        assertThat(already.exit()).isEqualTo(1);
        assertThat(already.out()).contains("this signal is raised already");
    }
}
