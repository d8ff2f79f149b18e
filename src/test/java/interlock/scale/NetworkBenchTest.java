package interlock.scale;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Interlock;
import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.engine.Dependencies;
import interlock.engine.Textbook;
import interlock.scenario.Likelihoods.Effort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a small network takes, counted: counts are the same on every machine, however loaded. */
final class NetworkBenchTest {
    @TempDir
    static Path folder;

    private static NetworkBench bench;
    private static NetworkFacts.Written written;

    @BeforeAll
    static void read() throws IOException {
        written = NetworkFacts.write(OwnershipNetwork.of(1_000, 42), folder, NetworkFacts.Format.NDJSON);
        bench = new NetworkBench(Interlock.open(List.of(folder), List.of(Path.of("rules"))));
    }

    @Test
    void asMuchIsPutInAndFiredAsEver() {
        assertThat(bench.counts()).isEqualTo(new NetworkBench.Counts(3_675, 11_445, 5_718, 1_101));
        assertThat(bench.counts().facts()).isEqualTo(written.facts());
    }

    @Test
    void theOneWorldThereIsIsEvaluatedOnceAndNoneIsSwept() {
        assertThat(bench.weighed(2)).isEqualTo(new Effort(0, 0, 0, 1));
    }

    @Test
    void theTextbookFiresAsOftenOnAsMuch() {
        NetworkBench.Counts counts = bench.counts();
        assertThat(bench.fired(bench.textbook())).isEqualTo(new Textbook.Fired(counts.put(), counts.firings()));
    }

    /** A search that goes on for too long is given up for everything, which holds whatever the signal can depend on. */
    @Test
    void whatASignalCanDependOnHoldsAllUnderItAndIsFoundWithinBounds() {
        Derivation derivation = bench.established();
        Dependencies dependencies = bench.dependencies();
        List<SignalKey> some = List.copyOf(derivation.signals().keySet());
        for (int i = 0; i < some.size(); i += 100) {
            Dependencies.Slice slice = dependencies.of(some.get(i), Set.of());
            assertThat(slice.possible()).isTrue();
            for (Step step : derivation.signals().get(some.get(i))) {
                assertThat(slice.facts()).containsAll(derivation.factsUnder(step));
            }
            assertThat(slice.effort()).isLessThan(8_000_000);
        }
    }

    @Test
    void oneWorldEvaluatedTwiceGivesOneDerivation() {
        assertThat(bench.established().steps())
                .containsExactlyInAnyOrderElementsOf(bench.established().steps());
    }
}
