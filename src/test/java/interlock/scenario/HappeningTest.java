package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.scenario.Happening.Freshness;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How likely a fact is to happen, and to happen in full. */
class HappeningTest {
    @TempDir
    Path folder;

    private Assertion stake(String status, String more) {
        FactBase facts = Base.of(
                folder,
                Base.stake("s", status, more + ", asserted: 2026-01-20, evidence: [{source: wire, credibility: 1}]"));
        return facts.assertions().stream()
                .filter(a -> a.id().equals("s"))
                .findFirst()
                .orElseThrow();
    }

    private static Happening on(LocalDate day) {
        return new Happening(Base.PARAMETERS, day);
    }

    @ParameterizedTest
    @CsvSource({
        "RUMOURED, 0.05, 0.25, 0.52",
        "LETTER_OF_INTENT, 0.13, 0.38, 0.66",
        "IN_TALKS, 0.35, 0.6, 0.83",
        "ANNOUNCED, 0.4, 0.67, 0.89",
        "SIGNED, 0.67, 0.825, 0.94",
        "COMPLETED, 1, 1, 1"
    })
    void theStatusDecides(String status, double low, double central, double high) {
        assertThat(on(Base.TODAY).of(stake(status, "amount: 5bn")))
                .containsExactly(new double[] {low, central, high}, within(1e-12));
    }

    @Test
    void talksHalveEveryNinetyDaysAndLapseAfterHalfAYear() {
        Assertion talks = stake("IN_TALKS", "amount: 5bn");
        LocalDate said = LocalDate.of(2026, 1, 20);
        assertThat(on(said.plusDays(89)).of(talks)[2]).isEqualTo(0.83, within(1e-12));
        assertThat(on(said.plusDays(89)).freshness(talks)).isEqualTo(Freshness.FRESH);
        assertThat(on(said.plusDays(90)).of(talks)[2]).isEqualTo(0.415, within(1e-12));
        assertThat(on(said.plusDays(90)).freshness(talks)).isEqualTo(Freshness.STALE);
        assertThat(on(said.plusDays(180)).of(talks)).containsExactly(0, 0, 0);
        assertThat(on(said.plusDays(180)).freshness(talks)).isEqualTo(Freshness.EXPIRED);
        Assertion announced = stake("ANNOUNCED", "amount: 5bn");
        assertThat(on(said.plusDays(400)).of(announced)[2]).isEqualTo(0.89, within(1e-12));
    }

    @Test
    void expiredTalksAreInNoWorld() {
        FactBase facts = Base.of(
                folder,
                Base.stake(
                        "s",
                        "IN_TALKS",
                        "amount: 5bn, asserted: 2025-05-01, evidence: [{source: wire, credibility: 1}]"));
        Worlds worlds = Base.worlds(facts);
        assertThat(worlds.expired()).containsExactly("s");
        assertThat(Base.fact(worlds.ceiling(), "s")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, 'instalments: two of three paid', 0.9",
        "COMPLETED, liquidity event: a listing, 0.5",
        "SIGNED, commercial milestone: a model, 0.5",
        "ANNOUNCED, redacted, 0.4",
        "LETTER_OF_INTENT, , 0.2",
        "IN_TALKS, , 0.5",
        "COMPLETED, , 0"
    })
    void theConditionWeighsTheCap(String status, String condition, double weight) {
        Assertion stake = stake(
                status,
                "amount: {firm: 0, cap: 5bn, currency: USD, qualifier: UP_TO}"
                        + (condition == null ? "" : ", condition: \"" + condition + "\""));
        assertThat(on(Base.TODAY).atCap(stake)).containsExactly(weight, weight, weight);
    }

    @Test
    void whereTheFirmPartIsNotToldAnythingIsPossible() {
        Assertion stake = stake("COMPLETED", "amount: {cap: 5bn, currency: USD, qualifier: UP_TO}");
        assertThat(on(Base.TODAY).atCap(stake)).containsExactly(0, 0.5, 1);
    }
}
