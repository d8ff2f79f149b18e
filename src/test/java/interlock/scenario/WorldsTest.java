package interlock.scenario;

import static interlock.scenario.Base.TODAY;
import static interlock.scenario.Base.by;
import static interlock.scenario.Base.fact;
import static interlock.scenario.Base.givens;
import static interlock.scenario.Base.stake;
import static interlock.scenario.Base.worlds;
import static org.assertj.core.api.Assertions.assertThat;

import interlock.fact.FactBase;
import interlock.fact.World;
import interlock.vocabulary.Derived.Age;
import interlock.vocabulary.Derived.Behind;
import interlock.vocabulary.Derived.Claim;
import interlock.vocabulary.Derived.Clock;
import interlock.vocabulary.Derived.Parameter;
import interlock.vocabulary.Fact.Investment;
import interlock.vocabulary.Fact.Rivalry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is there in which world. */
final class WorldsTest {
    @TempDir
    private Path folder;

    private Worlds of(String... facts) {
        return worlds(Base.of(folder, facts));
    }

    private static BigDecimal amount(World world, String id) {
        return ((Investment) fact(world, id).orElseThrow()).amount();
    }

    @ParameterizedTest
    @CsvSource({
        "RUMOURED, false, true",
        "LETTER_OF_INTENT, false, true",
        "IN_TALKS, false, true",
        "ANNOUNCED, false, true",
        "SIGNED, true, true",
        "COMPLETED, true, true",
        "ACTIVE, true, true",
        "REPORTED, true, true",
        "ENDED, false, false",
        "LAPSED, false, false",
        "TERMINATED, false, false",
        "DENIED, false, false"
    })
    void theFloorHasWhatIsSettledAndTheCeilingWhatIsLive(String status, boolean inFloor, boolean inCeiling) {
        Worlds worlds = of(stake("i", status, by("wire", 1)));
        assertThat(fact(worlds.floor(), "i").isPresent()).isEqualTo(inFloor);
        assertThat(fact(worlds.ceiling(), "i").isPresent()).isEqualTo(inCeiling);
        assertThat(worlds.live().containsKey("i")).isEqualTo(inCeiling);
        assertThat(worlds.uncertain().contains("i")).isEqualTo(inCeiling && !inFloor);
    }

    @Test
    void whatIsSettledButDoubtfulIsUncertain() {
        Worlds worlds = of(stake("b2", "COMPLETED", by("wire", 2)), stake("b3", "COMPLETED", by("wire", 3)));
        assertThat(worlds.uncertain()).containsExactly("b3");
        assertThat(fact(worlds.floor(), "b2")).isPresent();
        assertThat(fact(worlds.floor(), "b3")).isEmpty();
        assertThat(fact(worlds.ceiling(), "b3")).isPresent();
    }

    @Test
    void whatIsFirmIsInTheFloorAndTheCapInTheCeiling() {
        Worlds worlds = of(stake("i", "SIGNED", "amount: {firm: 10bn, cap: 38bn}, " + by("wire", 1)));
        assertThat(amount(worlds.floor(), "i")).isEqualTo("10000000000");
        assertThat(amount(worlds.ceiling(), "i")).isEqualTo("38000000000");
    }

    @Test
    void theUnknownIsNeverZero() {
        Worlds worlds = of(
                stake("none", "SIGNED", by("wire", 1)),
                stake("cap", "SIGNED", "amount: {cap: 38bn}, " + by("wire", 1)),
                stake("firm", "SIGNED", "amount: {firm: 5bn}, " + by("wire", 1)),
                stake("zero", "SIGNED", "amount: {firm: 0, cap: 50bn}, " + by("wire", 1)));
        assertThat(amount(worlds.floor(), "none")).isNull();
        assertThat(amount(worlds.ceiling(), "none")).isNull();
        assertThat(amount(worlds.floor(), "cap")).isNull();
        assertThat(amount(worlds.ceiling(), "cap")).isEqualTo("38000000000");
        assertThat(amount(worlds.floor(), "firm")).isEqualTo("5000000000");
        assertThat(amount(worlds.ceiling(), "firm")).isEqualTo("5000000000");
        assertThat(amount(worlds.floor(), "zero")).isEqualTo("0");
    }

    @Test
    void anUncertainFactTurnsOutAsChosen() {
        Worlds worlds = of(
                stake("certain", "SIGNED", "amount: {firm: 1bn, cap: 2bn}, " + by("wire", 1)),
                stake("talks", "IN_TALKS", "amount: {firm: 3bn, cap: 4bn}, " + by("wire", 1)));
        assertThat(amount(worlds.world(a -> Choice.CAP), "talks")).isEqualTo("4000000000");
        assertThat(amount(worlds.world(a -> Choice.FIRM), "talks")).isEqualTo("3000000000");
        assertThat(fact(worlds.world(a -> Choice.ABSENT), "talks")).isEmpty();
        // The choice is asked only for what is uncertain.
        assertThat(amount(worlds.world(a -> Choice.ABSENT), "certain")).isEqualTo("1000000000");
    }

    @Test
    void aFactHoldsFromItsFirstDayToItsLast() {
        FactBase facts = Base.of(folder, stake("i", "SIGNED", "from: 2025-06-01, to: 2025-06-30, " + by("wire", 1)));
        assertThat(List.of("2025-05-31", "2025-06-01", "2025-06-30", "2025-07-01"))
                .extracting(day -> fact(new Worlds(facts, Base.PARAMETERS, LocalDate.parse(day), TODAY).floor(), "i")
                        .isPresent())
                .containsExactly(false, true, true, false);
    }

    @Test
    void whatWasNotYetSaidIsNotKnown() {
        FactBase facts = Base.of(folder, stake("i", "SIGNED", by("wire", 1)));
        assertThat(new Worlds(facts, Base.PARAMETERS, TODAY, LocalDate.of(2026, 1, 19)).live())
                .doesNotContainKey("i");
        assertThat(new Worlds(facts, Base.PARAMETERS, TODAY, LocalDate.of(2026, 1, 20)).live())
                .containsKey("i");
    }

    @Test
    void aLaterAssertionCountsFromTheDayItWasMade() {
        FactBase facts = Base.of(
                folder,
                stake("i", "IN_TALKS", "amount: 1bn, asserted: 2025-10-01, evidence: [{source: wire, credibility: 1}]"),
                stake("i", "SIGNED", "amount: 2bn, asserted: 2025-12-01, evidence: [{source: wire, credibility: 1}]"));
        Worlds before = new Worlds(facts, Base.PARAMETERS, TODAY, LocalDate.of(2025, 11, 30));
        Worlds after = new Worlds(facts, Base.PARAMETERS, TODAY, LocalDate.of(2025, 12, 1));
        assertThat(fact(before.floor(), "i")).isEmpty();
        assertThat(amount(before.ceiling(), "i")).isEqualTo("1000000000");
        assertThat(amount(after.floor(), "i")).isEqualTo("2000000000");
        assertThat(after.ceiling().facts()).filteredOn(f -> f.id().equals("i")).hasSize(1);
    }

    @Test
    void anotherCurrencyIsTurnedIntoDollarsAtTheRateOfItsFirstDay() {
        Worlds worlds = of(stake(
                "i", "SIGNED", "amount: {firm: 1bn, cap: 2bn, currency: EUR}, from: 2025-09-09, " + by("wire", 1)));
        assertThat(amount(worlds.floor(), "i")).isEqualTo("1170000000");
        assertThat(amount(worlds.ceiling(), "i")).isEqualTo("2340000000");
        assertThat(worlds.inUnknownCurrency()).isEmpty();
    }

    @Test
    void anAmountWithoutARateIsUnknownAndSaidToBe() {
        Worlds worlds = of(
                stake(
                        "early",
                        "SIGNED",
                        "amount: {firm: 1bn, cap: 1bn, currency: EUR}, from: 2023-01-01, " + by("wire", 1)),
                stake("yen", "SIGNED", "amount: {firm: 1bn, cap: 1bn, currency: JPY}, " + by("wire", 1)));
        assertThat(amount(worlds.ceiling(), "early")).isNull();
        assertThat(amount(worlds.ceiling(), "yen")).isNull();
        assertThat(worlds.inUnknownCurrency()).containsExactly("early", "yen");
    }

    @Test
    void ofTwoThatContradictTheBetterGradedWins() {
        Worlds better = of(
                stake("old", "SIGNED", "amount: 1bn, " + by("blog", 2)),
                stake("new", "SIGNED", "amount: 2bn, contradicts: old, " + by("wire", 1)));
        assertThat(better.disputed()).containsExactly("old");
        assertThat(fact(better.ceiling(), "old")).isEmpty();
        assertThat(amount(better.floor(), "new")).isEqualTo("2000000000");

        Worlds worse = of(
                stake("old", "SIGNED", "amount: 1bn, " + by("wire", 1)),
                stake("new", "SIGNED", "amount: 2bn, contradicts: old, " + by("blog", 2)));
        assertThat(worse.disputed()).containsExactly("new");
        assertThat(amount(worse.floor(), "old")).isEqualTo("1000000000");
    }

    @Test
    void onATieTheChallengerLosesAndBothAreStillCompared() {
        Worlds worlds = of(
                stake("old", "SIGNED", "amount: 1bn, " + by("wire", 1)),
                stake("new", "SIGNED", "amount: 2bn, contradicts: old, " + by("paper", 1)));
        assertThat(worlds.disputed()).containsExactly("new");
        assertThat(givens(worlds.floor(), Claim.class))
                .extracting(Claim::fact, Claim::disputes, c -> c.cap().toPlainString())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("old", null, "1000000000"),
                        org.assertj.core.groups.Tuple.tuple("new", "old", "2000000000"));
    }

    @Test
    void whatContradictsAFactThatEndedStandsAlone() {
        Worlds worlds = of(
                stake("old", "LAPSED", "amount: 1bn, " + by("wire", 1)),
                stake("new", "SIGNED", "amount: 2bn, contradicts: old, " + by("blog", 2)));
        assertThat(worlds.disputed()).isEmpty();
        assertThat(fact(worlds.ceiling(), "new")).isPresent();
    }

    @Test
    void theUltimateParentStandsBehindAUnitAndTheChainIsItsGround() {
        World world = of().floor();
        assertThat(givens(world, Behind.class))
                .containsExactlyInAnyOrder(
                        new Behind("amazon", "amazon"),
                        new Behind("aws", "amazon"),
                        new Behind("lab126", "amazon"),
                        new Behind("openai", "openai"),
                        new Behind("anthropic", "anthropic"));
        assertThat(world.givens())
                .filteredOn(g -> g.conclusion().equals(new Behind("lab126", "amazon")))
                .singleElement()
                .satisfies(g -> assertThat(g.from()).containsExactly("lab126", "aws", "amazon"));
    }

    @Test
    void aUnitWhoseParentIsNotThereStandsForItself() {
        World world = of().floorWithout(Set.of("aws"));
        assertThat(givens(world, Behind.class))
                .contains(new Behind("lab126", "lab126"))
                .doesNotContain(new Behind("aws", "amazon"));
    }

    @Test
    void aRivalryIsThereBothWaysUnderOneId() {
        World world = of("kind: Rivalry, id: r, left: openai, right: anthropic, market: models, status: ACTIVE, "
                        + by("wire", 1))
                .floor();
        assertThat(world.facts())
                .filteredOn(Rivalry.class::isInstance)
                .containsExactlyInAnyOrder(
                        new Rivalry("r", "openai", "anthropic", "models"),
                        new Rivalry("r", "anthropic", "openai", "models"));
    }

    @Test
    void ageIsInWholeMonthsAndNeverNegative() {
        World world = of(
                        stake("year", "SIGNED", "from: 2025-01-30, " + by("wire", 1)),
                        stake("nearly", "SIGNED", "from: 2025-01-31, " + by("wire", 1)),
                        stake("today", "SIGNED", "from: 2026-01-30, " + by("wire", 1)))
                .floor();
        assertThat(givens(world, Age.class)).contains(new Age("year", 12), new Age("nearly", 11), new Age("today", 0));
    }

    @Test
    void theDayAndTheParametersInForceAreGiven() {
        World world = of().floor();
        assertThat(givens(world, Clock.class)).containsExactly(new Clock(TODAY));
        assertThat(givens(world, Parameter.class))
                .contains(new Parameter(
                        "strategic.hedging.scale", new BigDecimal("5000000000"), null, null, "USD", null));
        assertThat(givens(
                        new Worlds(Base.of(folder), Base.PARAMETERS, LocalDate.of(2023, 12, 31), TODAY).floor(),
                        Parameter.class))
                .extracting(Parameter::id)
                .contains("strategic.hedging.scale")
                .doesNotContain("currency.eur");
    }

    @Test
    void whatIsDroppedIsGoneWithEverythingWorkedOutFromIt() {
        Worlds worlds = of(stake("i", "SIGNED", "amount: 1bn, from: 2025-01-30, " + by("wire", 1)));
        World without = worlds.ceilingWithout(Set.of("i"));
        assertThat(fact(without, "i")).isEmpty();
        assertThat(givens(without, Age.class)).extracting(Age::fact).doesNotContain("i");
        assertThat(givens(without, Claim.class)).isEmpty();
        assertThat(givens(worlds.ceiling(), Claim.class)).hasSize(1);
    }
}
