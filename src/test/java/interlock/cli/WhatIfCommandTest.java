package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What-if at the command line. */
class WhatIfCommandTest {
    private static final String SMALL = "src/test/data/small/facts";

    @TempDir
    private Path folder;

    private static Console run(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "what-if";
        all[1] = "--facts";
        all[2] = SMALL;
        System.arraycopy(words, 0, all, 3, words.length);
        return Console.run(all);
    }

    @Test
    void whatCannotBeAssumedIsWrongUsage() {
        Console unknown = run("--complete", "talk");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("command line:1:12", "no fact has the id `talk`", "did you mean `talks`?");
        assertThat(run("--set", "talks.amont=20bn").err()).contains("did you mean `amount`?");
        assertThat(run("--set", "talks.status=SIGND").err()).contains("did you mean `SIGNED`?");
        assertThat(run("--set", "talks.amount=lots").exit()).isEqualTo(2);
        assertThat(run("--set", "talks").err()).contains("says of no field what it is to be");
        assertThat(run("--drop", "amazon").err()).contains("cannot be dropped while");
        assertThat(run("--complete", "talks", "--collapse", "talks").err())
                .contains("`--collapse talks` cannot stand beside `--complete talks`");
        assertThat(run().err()).contains("there is nothing to assume");
        assertThat(run("--collapse", "talks", "--matrix").err()).contains("`--matrix` needs the deals");
        assertThat(run(
                                "--matrix",
                                "--complete=a",
                                "--complete=b",
                                "--complete=c",
                                "--complete=d",
                                "--complete=e",
                                "--complete=f",
                                "--complete=g")
                        .err())
                .contains("a matrix of 7 deals would have 128 columns; at most 6");
    }

    @Test
    void aScenarioIsFoundByNameAndIsNoFact() throws IOException {
        Files.copy(Path.of(SMALL, "facts.yaml"), folder.resolve("facts.yaml"));
        Files.createDirectories(folder.resolve("scenarios"));
        Files.writeString(folder.resolve("scenarios/gone.yaml"), "edits:\n  - collapse: talks\n");
        Console byName = Console.run("what-if", "--facts", folder.toString(), "gone", "--format", "json");
        assertThat(byName.err()).isEmpty();
        assertThat(byName.exit()).isZero();
        assertThat(PublishedSchema.valid("whatif", byName.out())).contains("--collapse talks", "\"VANISHED\"");
        Files.writeString(folder.resolve("scenarios/gone.yaml"), "edits:\n  - colapse: talks\n");
        Console broken = Console.run("what-if", "--facts", folder.toString(), "gone");
        assertThat(broken.exit()).isEqualTo(3);
        assertThat(broken.err()).contains("gone.yaml:2:5", "did you mean `collapse`?");
    }

    @Test
    void theProofOfAChangeSaysWhatIsAssumed() {
        Console console = run("--complete", "talks", "--proof");
        assertThat(console.out()).contains("Assumed in this what-if: Amazon invests $50bn in OpenAI");
    }
}
