package interlock.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import interlock.Interlock;
import interlock.scale.WorldsBench.Weighed;
import interlock.scenario.Likelihood.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a likelihood takes, counted: counts are the same on every machine, however loaded. */
class WorldsBenchTest {
    @Test
    void aSignalOverManyWorldsIsWeighedExactlyAndNoWorldIsEvaluatedByItself(@TempDir Path folder) throws IOException {
        Weighed weighed = weighed(folder, 10, 400);
        assertThat(weighed.likelihood().method()).isEqualTo(Method.EXACT);
        assertThat(weighed.likelihood().worlds()).isEqualTo(1 << 10);
        assertThat(weighed.likelihood().uncertain()).isEqualTo(10);
        // It holds unless all ten stakes are untrue, each of which is [0.2, 0.45] likely to be true.
        assertThat(weighed.likelihood().probability().low().doubleValue())
                .isCloseTo(1 - Math.pow(0.8, 10), within(1e-6));
        assertThat(weighed.likelihood().probability().high().doubleValue())
                .isCloseTo(1 - Math.pow(0.55, 10), within(1e-6));
        assertThat(weighed.effort().worlds()).isZero();
        assertThat(weighed.effort().put()).isLessThan(6_000);
        assertThat(weighed.effort().steps()).isLessThan(25_000);
        // One after the other it took 6,600.
        assertThat(weighed.effort().conditions()).isLessThan(5_000);
    }

    @Test
    void twiceTheFactsAroundItChangeNothingForTheSignal(@TempDir Path one, @TempDir Path other) throws IOException {
        Weighed small = weighed(one, 5, 2_500);
        Weighed large = weighed(other, 5, 5_000);
        assertThat(large.likelihood()).isEqualTo(small.likelihood());
        assertThat(large.effort()).isEqualTo(small.effort());
        assertThat(large.effort().put()).isLessThan(100);
    }

    @Test
    void aFactBaseOfTheSameSizesIsTheSame() {
        assertThat(UncertainStakes.file(4, 60)).isEqualTo(UncertainStakes.file(4, 60));
        assertThat(UncertainStakes.file(4, 60).lines().filter(l -> l.startsWith("{\"kind\"")))
                .hasSize(60);
        assertThatIllegalArgumentException().isThrownBy(() -> UncertainStakes.file(0, 60));
        assertThatIllegalArgumentException().isThrownBy(() -> UncertainStakes.file(12, 16));
    }

    private static Weighed weighed(Path folder, int uncertain, int facts) throws IOException {
        Files.writeString(folder.resolve("facts.json"), UncertainStakes.file(uncertain, facts));
        return new WorldsBench(Interlock.open(List.of(folder), List.of(Path.of("rules")))).weigh();
    }
}
