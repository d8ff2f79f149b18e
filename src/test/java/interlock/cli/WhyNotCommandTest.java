package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.report.PublishedSchema;
import org.junit.jupiter.api.Test;

/** Why-not at the command line. */
class WhyNotCommandTest {
    private static final String SMALL = "src/test/data/small/facts";

    private static Console run(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "why-not";
        all[1] = "--facts";
        all[2] = SMALL;
        System.arraycopy(words, 0, all, 3, words.length);
        return Console.run(all);
    }

    @Test
    void whatIsNotThereIsWrongUsageWithWhatMayBeMeant() {
        Console party = run("hyperscaler-hedging", "amazn");
        assertThat(party.exit()).isEqualTo(2);
        assertThat(party.err()).contains("there is no party `amazn`", "did you mean `amazon`?");
        Console policy = run("hyperscaler-hedgin", "amazon");
        assertThat(policy.exit()).isEqualTo(2);
        assertThat(policy.err()).contains("did you mean `hyperscaler-hedging`?");
        assertThat(run("shared/holdings", "amazon").err()).contains("that raises signals");
        assertThat(run().exit()).isEqualTo(2);
    }

    @Test
    void aSilenceIsADoneAnswerAndASignalIsANo() {
        Console silent = run("hyperscaler-hedging", "openai", "--format", "json");
        assertThat(silent.err()).isEmpty();
        assertThat(silent.exit()).isZero();
        assertThat(PublishedSchema.valid("why-not", silent.out())).contains("\"SILENT\"");
        // It is named in a signal, which is for somebody else.
        assertThat(silent.out()).contains("it raises a signal for Amazon, in which OpenAI is named");
        assertThat(run("hyperscaler-hedging", "openai", "--format", "json").out())
                .isEqualTo(silent.out());
        Console raised = run("hyperscaler-hedging", "amazon");
        assertThat(raised.exit()).isEqualTo(1);
        assertThat(raised.out()).contains("does raise a signal for", "ELEVATED, contingent, equity");
    }

    @Test
    void everyClauseIsToldAtLengthOnlyWhenAskedFor() {
        String brief = run("hyperscaler-hedging", "openai").out();
        String whole = run("hyperscaler-hedging", "openai", "--all").out();
        assertThat(brief).contains("--all tells of these at length too");
        assertThat(whole).doesNotContain("--all").contains("with OpenAI as hedger");
        assertThat(whole.split("\n")).hasSizeGreaterThan(brief.split("\n").length);
    }
}
