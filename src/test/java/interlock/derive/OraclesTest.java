package interlock.derive;

import static interlock.derive.Derivations.exactly;
import static interlock.derive.Derivations.range;
import static interlock.derive.Derivations.share;
import static interlock.derive.Derivations.stake;
import static interlock.derive.Derivations.supply;
import static org.assertj.core.api.Assertions.assertThat;

import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived.Combination;
import interlock.vocabulary.Derived.CommonOwnership;
import interlock.vocabulary.Derived.Control;
import interlock.vocabulary.Derived.Covered;
import interlock.vocabulary.Derived.IntegratedHolding;
import interlock.vocabulary.Derived.MarketConcentration;
import interlock.vocabulary.Derived.PartialStake;
import interlock.vocabulary.Derived.SupplierConcentration;
import interlock.vocabulary.Derived.VotingPower;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Instrument;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Figures that others have published, or that were worked out by other means, come out to the digit. SRC-1 and LINK-1 are in
 * {@code CredibilityTest}, OWN-5 in {@code DerivedInPoliciesTest}, since they are about more than derivers.
 */
class OraclesTest {

    // ---- HHI: textbook definition, the sum of the squared shares in per cent

    @Test
    void hhi1FourFirms() {
        MarketConcentration market = market(40, 30, 20, 10);
        assertThat(market.low()).isEqualByComparingTo("3000");
        assertThat(market.high()).isEqualByComparingTo("3000");
        assertThat(market.leader()).isEqualTo("f0");
    }

    /** Textbook: the change is 2 · s₁ · s₂. */
    @Test
    void hhi2NineFirmsAndTwoMergers() {
        double[] shares = {25, 20, 15, 10, 8, 7, 6, 5, 4};
        assertThat(market(shares).low()).isEqualByComparingTo("1540");
        Combination small = merger(7, 8, shares);
        assertThat(small.low()).isEqualByComparingTo("1580");
        assertThat(small.high()).isEqualByComparingTo("1580");
        assertThat(small.changeLow()).isEqualByComparingTo("40");
        Combination large = merger(0, 1, shares);
        assertThat(large.low()).isEqualByComparingTo("2540");
        assertThat(large.changeLow()).isEqualByComparingTo("1000");
        assertThat(large.changeHigh()).isEqualByComparingTo("1000");
        assertThat(large.shareHigh()).isEqualByComparingTo("45");
    }

    /** Computed: the rest in lumps of at most the smallest known share, or of at most 4 per cent where that is stated. */
    @Test
    void hhi3AnUnknownRestGivesBounds() {
        MarketConcentration market = market(29, 20, 13);
        assertThat(rounded(market.low(), 0)).isEqualTo("1410");
        assertThat(rounded(market.high(), 0)).isEqualTo("1892");
        Bounds stated =
                new Surveyed(List.of(exact(29), exact(20), exact(13)), /* most= */ BigDecimal.valueOf(4)).index();
        assertThat(rounded(stated.low(), 0)).isEqualTo("1410");
        assertThat(rounded(Objects.requireNonNull(stated.high()), 0)).isEqualTo("1558");
    }

    /** Computed. */
    @Test
    void hhi4ASmallerRest() {
        MarketConcentration market = market(40, 27, 21);
        assertThat(market.low()).isEqualByComparingTo("2770");
        assertThat(market.high()).isEqualByComparingTo("2914");
    }

    /** Computed, from the ranges of the UK cloud market. */
    @Test
    void hhi5SharesInRanges() {
        MarketConcentration market = only(Derivations.of(
                MarketConcentration.class,
                List.of(share("f0", range(30, 40)), share("f1", range(30, 40)), share("f2", range(5, 10)))));
        assertThat(market.low()).isEqualByComparingTo("1825");
        // Both large ones at 40, the third at 10 and one more of 10.
        assertThat(market.high()).isEqualByComparingTo("3400");
    }

    // ---- MHHI: O'Brien and Salop 2000, as Posner and others use it

    @Test
    void mhhi1TwoFirmsWithTheSameOwners() {
        List<CommonOwnership> owners = Derivations.of(
                CommonOwnership.class,
                List.of(
                        share("f0", 50),
                        share("f1", 50),
                        stake("x", "f0", 60),
                        stake("x", "f1", 60),
                        stake("y", "f0", 40),
                        stake("y", "f1", 40)));
        assertThat(owners).extracting(CommonOwnership::owner).containsExactlyInAnyOrder("x", "y");
        CommonOwnership common = owners.get(0);
        assertThat(common.complete()).isTrue();
        assertThat(common.excessLow()).isEqualByComparingTo("5000");
        assertThat(common.excessHigh()).isEqualByComparingTo("5000");
        assertThat(common.low()).isEqualByComparingTo("10000");
        assertThat(common.high()).isEqualByComparingTo("10000");
        MarketConcentration market =
                only(Derivations.of(MarketConcentration.class, List.of(share("f0", 50), share("f1", 50))));
        assertThat(market.low()).isEqualByComparingTo("5000");
    }

    // ---- partial stakes: O'Brien and Salop 2000

    @Test
    void ps1ThreeAssumptionsOnControl() {
        partial(10, "108.0", "239.7", "10908.0");
        partial(27, "291.6", "772.9", "4291.6");
        partial(100, "1080.0", "2160.0", "2160.0");
    }

    private static void partial(double percent, String silent, String proportional, String total) {
        PartialStake stake = only(Derivations.of(
                PartialStake.class, List.of(share("f0", 27), share("f1", 40), stake("f0", "f1", percent))));
        assertThat(rounded(stake.silentLow(), 1)).isEqualTo(silent).isEqualTo(rounded(stake.silentHigh(), 1));
        assertThat(rounded(stake.proportionalLow(), 1))
                .isEqualTo(proportional)
                .isEqualTo(rounded(stake.proportionalHigh(), 1));
        assertThat(rounded(stake.totalLow(), 1)).isEqualTo(total).isEqualTo(rounded(stake.totalHigh(), 1));
    }

    /** Computed: 14 per cent without votes, of the market shares of one survey. */
    @Test
    void ps2AStakeWithoutVotesGivesNoControl() {
        List<Fact> facts = List.of(
                share("f0", 21), share("f1", 40), stake("f0", "f1", exactly(14), Range.UNKNOWN, Instrument.NON_VOTING));
        PartialStake stake = only(Derivations.of(PartialStake.class, facts));
        assertThat(stake.silentLow()).isEqualByComparingTo("117.6");
        assertThat(stake.silentHigh()).isEqualByComparingTo("117.6");
        assertThat(stake.voting()).isFalse();
        assertThat(stake.proportionalHigh()).isNull();
        assertThat(stake.totalHigh()).isNull();
        assertThat(Derivations.of(Control.class, facts)).isEmpty();
    }

    // ---- integrated ownership

    /** OECD, example of an ultimate beneficial owner. */
    @Test
    void own1TwoChains() {
        List<Fact> facts =
                List.of(stake("a", "b1", 100), stake("a", "b2", 80), stake("b1", "c", 20), stake("b2", "c", 40));
        assertThat(integrated("a", "c", facts)).isEqualTo("52.0000");
    }

    /** HMRC, Capital Gains Manual, CG57291: 75 % of 75 % of 50 % of £100,000. */
    @Test
    void own2AChainOfThree() {
        List<Fact> facts = List.of(stake("a", "b", 75), stake("b", "c", 75), stake("c", "d", 50));
        assertThat(new BigDecimal(integrated("a", "d", facts)).multiply(BigDecimal.valueOf(1_000)))
                .isEqualByComparingTo("28125");
    }

    /** US Internal Revenue Service, example of voting stock: 35 indirectly and 15 directly. */
    @Test
    void own3AChainAndADirectStake() {
        List<Fact> facts = List.of(stake("a", "b", 50), stake("b", "d", 70), stake("a", "d", 15));
        assertThat(integrated("a", "d", facts)).isEqualTo("50.0000");
    }

    /** Computed: Y = (I − W)⁻¹W. */
    @Test
    void own4MutualHoldings() {
        List<Fact> facts = List.of(stake("x", "y", 47.3), stake("y", "x", 8.7));
        assertThat(rounded(new BigDecimal(integrated("x", "y", facts)), 2)).isEqualTo("49.33");
        assertThat(integrated("y", "x", facts)).isEqualTo("9.0734");
    }

    // ---- cascades: US Office of Foreign Assets Control, FAQ 401

    @Test
    void casc1HalfOfHalfIsCovered() {
        List<Fact> facts = List.of(stake("x", "a", 50), stake("a", "b", 50));
        assertThat(Derivations.of(Covered.class, facts)).contains(new Covered("x", "a"), new Covered("x", "b"));
        // A product would say 25 per cent.
        assertThat(integrated("x", "b", facts)).isEqualTo("25.0000");
        // Half is no majority.
        assertThat(Derivations.of(Control.class, facts)).isEmpty();
    }

    @Test
    void casc2TwoQuartersTogetherAreCovered() {
        List<Fact> facts = List.of(stake("x", "a", 50), stake("x", "b", 50), stake("a", "c", 25), stake("b", "c", 25));
        assertThat(Derivations.of(Covered.class, facts)).contains(new Covered("x", "c"));
        assertThat(Derivations.givens(Covered.class, facts).stream()
                        .filter(g -> g.conclusion().equals(new Covered("x", "c")))
                        .map(g -> g.from()))
                .containsExactly(List.of("a-c", "b-c", "x-a", "x-b"));
    }

    // ---- voting power

    /** Published example: 14 swings and 2 for each of the others. */
    @Test
    void vote1Banzhaf() {
        VotingGame game = game(51, 36, 16, 16, 16, 16);
        assertThat(game.swings()).containsExactly(14, 2, 2, 2, 2);
        assertThat(game.banzhaf().stream().map(p -> rounded(p, 3)))
                .containsExactly("63.636", "9.091", "9.091", "9.091", "9.091");
        List<VotingPower> derived = Derivations.of(
                VotingPower.class,
                List.of(
                        stake("v0", "c", 36),
                        stake("v1", "c", 16),
                        stake("v2", "c", 16),
                        stake("v3", "c", 16),
                        stake("v4", "c", 16)));
        assertThat(derived.stream().map(p -> rounded(p.banzhaf(), 3)))
                .containsExactly("63.636", "9.091", "9.091", "9.091", "9.091");
    }

    /** Published example. */
    @Test
    void vote2ShapleyShubik() {
        assertThat(game(8, 7, 5, 2).shapleyShubik().stream().map(p -> rounded(p, 1)))
                .containsExactly("66.7", "16.7", "16.7");
    }

    /** Computed: two thirds and two sixths; three fifths and two fifths. */
    @Test
    void vote3BothMeasures() {
        List<VotingPower> derived = Derivations.of(
                VotingPower.class, List.of(stake("v0", "c", 50), stake("v1", "c", 49), stake("v2", "c", 1)));
        assertThat(derived.stream().map(p -> rounded(p.shapley(), 4))).containsExactly("66.6667", "16.6667", "16.6667");
        assertThat(derived.stream().map(p -> rounded(p.banzhaf(), 1))).containsExactly("60.0", "20.0", "20.0");
    }

    // ---- the rest

    /** HMRC, International Manual, INTM233500: 60 % for 100 days, then 80 % for 265. */
    @Test
    void time1AShareWeighedByDays() {
        Bounds mean =
                TimeWeight.of(List.of(new TimeWeight.Spell(100, exact(60)), new TimeWeight.Spell(265, exact(80))));
        assertThat(rounded(mean.low(), 1)).isEqualTo("74.5");
        assertThat(mean.exact()).isTrue();
    }

    /** Computed from the committed spend of one lab. */
    @Test
    void sup1SuppliersOfALab() {
        SupplierConcentration suppliers = only(Derivations.of(
                SupplierConcentration.class,
                List.of(
                        supply("oracle", "lab", 300),
                        supply("microsoft", "lab", 250),
                        supply("aws", "lab", 38),
                        supply("coreweave", "lab", 22.4),
                        supply("cerebras", "lab", 10))));
        assertThat(rounded(suppliers.index(), 0)).isEqualTo("4015");
        assertThat(rounded(suppliers.part(), 1)).isEqualTo("48.4");
        assertThat(suppliers.largest()).isEqualTo("oracle");
    }

    /** Least fixpoint: in a ring of three, each controls each, itself included; without one stake three pairs are left. */
    @Test
    void ring1ControlInARing() {
        List<Fact> ring = List.of(stake("a", "b", 60), stake("b", "c", 60), stake("c", "a", 60));
        assertThat(Derivations.of(Control.class, ring)).hasSize(9);
        assertThat(Derivations.of(Control.class, ring.subList(1, 3)))
                .containsExactlyInAnyOrder(new Control("b", "c"), new Control("b", "a"), new Control("c", "a"));
    }

    /** US Federal Register, yearly; the values of 2025 are in force from 2025-01-22. */
    @Test
    void s81ThresholdsOfSection8() {
        ParameterSet parameters = ParameterFiles.read(List.of(Path.of("rules"))).parameters();
        section8(parameters, "2023-06-30", "45257000", "4525700");
        section8(parameters, "2024-06-30", "48559000", "4855900");
        section8(parameters, "2025-01-21", "48559000", "4855900");
        section8(parameters, "2025-01-22", "51380000", "5138000");
        section8(parameters, "2026-02-01", "54402000", "5440200");
    }

    private static void section8(ParameterSet parameters, String day, String capital, String sales) {
        LocalDate date = LocalDate.parse(day);
        assertThat(parameters.inForce("us.s8.capital", date).orElseThrow().value())
                .isEqualByComparingTo(capital);
        assertThat(parameters
                        .inForce("us.s8.competitive-sales", date)
                        .orElseThrow()
                        .value())
                .isEqualByComparingTo(sales);
    }

    // ---- means

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Bounds exact(double figure) {
        return Bounds.exactly(BigDecimal.valueOf(figure));
    }

    private static VotingGame game(int quota, int... weights) {
        return new VotingGame(
                IntStream.of(weights).mapToObj(BigDecimal::valueOf).toList(), BigDecimal.valueOf(quota));
    }

    private static List<Fact> shares(double... shares) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            facts.add(share("f" + i, shares[i]));
        }
        return facts;
    }

    private static MarketConcentration market(double... shares) {
        return only(Derivations.of(MarketConcentration.class, shares(shares)));
    }

    private static Combination merger(int one, int other, double... shares) {
        List<Fact> facts = shares(shares);
        facts.add(stake("f" + one, "f" + other, 100));
        return only(Derivations.of(Combination.class, facts));
    }

    private static String integrated(String owner, String company, List<? extends Fact> facts) {
        IntegratedHolding holding = only(Derivations.of(IntegratedHolding.class, facts).stream()
                .filter(h -> h.owner().equals(owner) && h.company().equals(company))
                .toList());
        assertThat(holding.low()).isEqualTo(holding.high());
        return rounded(holding.low(), 4);
    }

    private static String rounded(@Nullable BigDecimal figure, int places) {
        return Objects.requireNonNull(figure)
                .setScale(places, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
