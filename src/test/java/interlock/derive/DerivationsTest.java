package interlock.derive;

import static interlock.derive.Derivations.exactly;
import static interlock.derive.Derivations.range;
import static interlock.derive.Derivations.share;
import static interlock.derive.Derivations.stake;
import static interlock.derive.Derivations.supply;
import static org.assertj.core.api.Assertions.assertThat;

import interlock.derive.CommonOwners.Stake;
import interlock.fact.Given;
import interlock.vocabulary.Derived.Combination;
import interlock.vocabulary.Derived.CommonOwnership;
import interlock.vocabulary.Derived.Control;
import interlock.vocabulary.Derived.Covered;
import interlock.vocabulary.Derived.IntegratedHolding;
import interlock.vocabulary.Derived.MarketConcentration;
import interlock.vocabulary.Derived.Overstated;
import interlock.vocabulary.Derived.PartialStake;
import interlock.vocabulary.Derived.VotingPower;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Instrument;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What derivers say rests on what they say it rests on, is bounded by what they say bounds it, and is never made of nothing. */
class DerivationsTest {
    private static final List<String> PARTIES = List.of("p0", "p1", "p2", "p3");

    // ---- grounds

    /** From its grounds alone each thing follows again; and of a majority nothing can be spared. */
    @Test
    void groundsAreEnoughAndMajoritiesNeedAllOfThem() {
        Random random = new Random(7);
        int looked = 0;
        int majorities = 0;
        for (int n = 0; n < 400; n++) {
            List<Fact> facts = facts(random);
            for (Deriver deriver : Derivers.ALL) {
                for (Given given : deriver.derive(facts)) {
                    List<Fact> grounds = only(facts, given.from());
                    assertThat(given.from()).doesNotHaveDuplicates().hasSize(grounds.size());
                    assertThat(conclusions(deriver, grounds))
                            .as(facts.toString())
                            .contains(given.conclusion());
                    looked++;
                    if (given.conclusion() instanceof Control || given.conclusion() instanceof Covered) {
                        majorities++;
                        for (Fact spared : grounds) {
                            List<Fact> fewer = new ArrayList<>(grounds);
                            fewer.remove(spared);
                            assertThat(conclusions(deriver, fewer))
                                    .as(given + " without " + spared.id() + " of " + facts)
                                    .doesNotContain(given.conclusion());
                        }
                    }
                }
            }
        }
        assertThat(looked).isGreaterThan(3_000);
        assertThat(majorities).isGreaterThan(300);
    }

    @Test
    void theOrderOfTheFactsMeansNothing() {
        Random random = new Random(11);
        for (int n = 0; n < 60; n++) {
            List<Fact> facts = facts(random);
            List<Fact> turned = new ArrayList<>(facts);
            Collections.reverse(turned);
            for (Deriver deriver : Derivers.ALL) {
                assertThat(new TreeSet<>(told(deriver, turned))).isEqualTo(new TreeSet<>(told(deriver, facts)));
            }
        }
    }

    /** What a group's facts give is what all facts give, and holds what the group says its fields can hold. */
    @Test
    void groupsCanBeLookedAtOneByOne() {
        Random random = new Random(13);
        for (int n = 0; n < 200; n++) {
            List<Fact> facts = facts(random);
            List<Fact> some = facts.stream().filter(f -> random.nextInt(4) > 0).toList();
            for (Deriver deriver : Derivers.ALL) {
                TreeSet<String> apart = new TreeSet<>();
                for (Group group : deriver.groups(facts)) {
                    apart.addAll(told(deriver, only(some, List.copyOf(group.facts()))));
                }
                assertThat(apart).as(deriver + " of " + some).isEqualTo(new TreeSet<>(told(deriver, some)));
            }
        }
    }

    // ---- bounds

    /** Whatever the shares are within their ranges, and however the rest is spread, the index lies between the bounds. */
    @Test
    void noMarketLiesOutsideItsBounds() {
        Random random = new Random(17);
        int near = 0;
        for (int n = 0; n < 3_000; n++) {
            List<Bounds> ranges = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                int low = 1 + random.nextInt(24);
                ranges.add(new Bounds(
                        BigDecimal.valueOf(low),
                        BigDecimal.valueOf(random.nextBoolean() ? low : low + random.nextInt(20))));
            }
            Surveyed surveyed = Surveyed.of(ranges);
            Bounds index = surveyed.index();
            for (int draw = 0; draw < 4; draw++) {
                double rest = 100;
                double sum = 0;
                for (Bounds r : ranges) {
                    double share = within(r, random);
                    rest -= share;
                    sum += share * share;
                }
                if (rest < 0) {
                    continue;
                }
                double most = surveyed.most().doubleValue();
                // In whole lumps as far as it goes, or in parts of them.
                double lump = random.nextBoolean() ? most : most * (0.05 + 0.95 * random.nextDouble());
                while (rest > 1e-12) {
                    double one = Math.min(rest, lump);
                    sum += one * one;
                    rest -= one;
                }
                assertThat(sum).as(ranges.toString()).isBetween(index.low().doubleValue() - 1e-6, high(index) + 1e-6);
                near += sum > high(index) - 1e-6 ? 1 : 0;
            }
        }
        // The upper bound is reached, and not merely kept.
        assertThat(near).isGreaterThan(500);
    }

    /** With many ranges the upper bound is not searched for; it is never below the one that is. */
    @Test
    void aBoundThatIsNotSearchedForEncloses() {
        Bounds range = new Bounds(BigDecimal.valueOf(3), BigDecimal.valueOf(7));
        Bounds many = Surveyed.of(Collections.nCopies(11, range)).index();
        assertThat(many.low()).isEqualByComparingTo("99");
        // Ten at 7 are 490 of 70 per cent and three more take 9 each at least; the sum cannot pass 7 · 100.
        assertThat(high(many)).isBetween(577.0, 700.0);
    }

    @Test
    void noPartialStakeLiesOutsideItsBounds() {
        Random random = new Random(19);
        for (int n = 0; n < 2_000; n++) {
            Bounds part = ranged(random, 100);
            Bounds one = ranged(random, 45);
            Bounds other = ranged(random, 45);
            PartialOwnership whole = new PartialOwnership(part, one, other);
            PartialOwnership point = new PartialOwnership(
                    point(within(part, random)), point(within(one, random)), point(within(other, random)));
            encloses(whole.silent(), point.silent());
            encloses(whole.proportional(), point.proportional());
            encloses(whole.total(), point.total());
        }
    }

    /**
     * Whatever the stakes are within their ranges, and whoever the other owners are, one block, several or next to nothing, the
     * excess lies between the bounds.
     */
    @Test
    void noCommonOwnershipLiesOutsideItsBounds() {
        Random random = new Random(23);
        for (int n = 0; n < 400; n++) {
            SortedMap<String, Bounds> shares = new TreeMap<>();
            shares.put("f0", point(20 + random.nextInt(20)));
            shares.put("f1", point(20 + random.nextInt(20)));
            List<SortedMap<String, Stake>> ranges = new ArrayList<>();
            for (int owner = 0; owner < 1 + random.nextInt(2); owner++) {
                SortedMap<String, Stake> of = new TreeMap<>();
                for (String firm : shares.keySet()) {
                    of.put(firm, new Stake(ranged(random, 40), ranged(random, 40)));
                }
                ranges.add(of);
            }
            Bounds bounds = new CommonOwners(shares, ranges).excess();
            for (int draw = 0; draw < 5; draw++) {
                encloses(bounds, point(drawn(shares, ranges, random)));
            }
        }
    }

    /** The formula itself, with the other owners of each firm written out. */
    private static double drawn(
            SortedMap<String, Bounds> shares, List<SortedMap<String, Stake>> ranges, Random random) {
        double[][] profits = new double[2][];
        double[][] votes = new double[2][];
        int blocks = 1 + random.nextInt(50);
        for (int firm = 0; firm < 2; firm++) {
            int owners = ranges.size();
            profits[firm] = new double[owners + blocks];
            votes[firm] = new double[owners + blocks];
            double left = 100;
            double right = 100;
            for (int i = 0; i < owners; i++) {
                Stake stake = Objects.requireNonNull(ranges.get(i).get("f" + firm));
                profits[firm][i] = within(stake.profits(), random);
                votes[firm][i] = within(stake.votes(), random);
                left -= profits[firm][i];
                right -= votes[firm][i];
            }
            for (int i = owners; i < owners + blocks; i++) {
                profits[firm][i] = left / blocks;
                votes[firm][i] = right / blocks;
            }
        }
        double excess = 0;
        for (int firm = 0; firm < 2; firm++) {
            double shared = 0;
            double own = 0;
            for (int i = 0; i < profits[firm].length; i++) {
                own += votes[firm][i] * profits[firm][i];
                // The others of one firm have nothing of the other.
                shared += i < ranges.size() ? votes[firm][i] * profits[1 - firm][i] : 0;
            }
            excess += shared / own;
        }
        return excess
                * shares.get("f0").low().doubleValue()
                * shares.get("f1").low().doubleValue();
    }

    /** The trap that the catalogue names: between next to nothing and more than a full merger. */
    @Test
    void aSmallCommonOwnerGivesBoundsThatSayLittle() {
        List<Fact> facts = List.of(share("f0", 27), share("f1", 40), stake("x", "f0", 5.95), stake("x", "f1", 15));
        CommonOwnership common = Derivations.of(CommonOwnership.class, facts).get(0);
        assertThat(common.complete()).isFalse();
        assertThat(Objects.requireNonNull(common.excessLow()).doubleValue()).isBetween(23.5, 24.5);
        assertThat(Objects.requireNonNull(common.excessHigh()).doubleValue()).isBetween(3150.0, 3152.0);
        List<Fact> mute = List.of(
                share("f0", 27),
                share("f1", 40),
                stake("x", "f0", exactly(5.95), Range.UNKNOWN, Instrument.NON_VOTING),
                stake("x", "f1", exactly(15), Range.UNKNOWN, Instrument.NON_VOTING));
        assertThat(Derivations.of(CommonOwnership.class, mute).get(0).excessHigh())
                .isEqualByComparingTo("0");
    }

    @Test
    void noChainOfHoldingsLiesOutsideItsBounds() {
        Random random = new Random(29);
        for (int n = 0; n < 300; n++) {
            List<Fact> ranges = new ArrayList<>();
            List<Fact> points = new ArrayList<>();
            for (String holder : PARTIES) {
                for (String company : PARTIES) {
                    if (!holder.equals(company) && random.nextInt(2) == 0) {
                        int low = random.nextInt(25);
                        Range part = range(low, low + random.nextInt(8));
                        double point = low
                                + random.nextDouble()
                                        * (Objects.requireNonNull(part.high()).doubleValue() - low);
                        ranges.add(stake(holder, company, part, part, Instrument.EQUITY));
                        points.add(stake(holder, company, point));
                    }
                }
            }
            TreeMap<String, Bounds> bounds = new TreeMap<>();
            Derivations.of(IntegratedHolding.class, ranges)
                    .forEach(h -> bounds.put(h.owner() + h.company(), new Bounds(h.low(), h.high())));
            for (IntegratedHolding h : Derivations.of(IntegratedHolding.class, points)) {
                encloses(
                        Objects.requireNonNull(bounds.get(h.owner() + h.company())),
                        point(h.low().doubleValue()));
            }
        }
    }

    // ---- what cannot be worked out

    @Test
    void whatAddsUpToMoreThanTheWholeIsSaidToAndNothingIsMadeOfIt() {
        List<Fact> market = List.of(share("f0", 60), share("f1", 41), stake("f0", "f1", 100));
        assertThat(Derivations.of(Overstated.class, market))
                .contains(new Overstated("cloud", "share of the market", new BigDecimal("101")));
        assertThat(Derivations.of(MarketConcentration.class, market)).isEmpty();
        assertThat(Derivations.of(Combination.class, market)).isEmpty();
        assertThat(Derivations.of(PartialStake.class, market)).isEmpty();
        List<Fact> holdings =
                List.of(stake("a", "c", 60), stake("b", "c", 41), stake("c", "d", 50), stake("a", "e", 30));
        assertThat(Derivations.of(Overstated.class, holdings))
                .containsExactly(new Overstated("c", "economic interest", new BigDecimal("101")));
        assertThat(Derivations.of(IntegratedHolding.class, holdings))
                .containsExactly(new IntegratedHolding("a", "e", new BigDecimal("30"), new BigDecimal("30")));
    }

    /** I − W has no inverse: each of two owns the whole of the other. */
    @Test
    void twoThatOwnOneAnotherWhollyOwnNothingThatCouldBeTold() {
        List<Fact> ring = List.of(stake("a", "b", 100), stake("b", "a", 100), stake("b", "c", 0));
        assertThat(Derivations.of(IntegratedHolding.class, ring)).isEmpty();
        List<Fact> nearly = List.of(
                stake("a", "b", range(50, 100), range(50, 100), Instrument.EQUITY),
                stake("b", "a", range(50, 100), range(50, 100), Instrument.EQUITY));
        assertThat(Derivations.of(IntegratedHolding.class, nearly))
                .hasSize(4)
                .allSatisfy(h -> assertThat(h.high()).isNull());
    }

    /** An unknown voter could turn the power of all others around. */
    @Test
    void ofVotesThatAreNotAllOnFileNoPowerFollows() {
        assertThat(Derivations.of(VotingPower.class, List.of(stake("a", "c", 40), stake("b", "c", 59))))
                .isEmpty();
        assertThat(Derivations.of(VotingPower.class, List.of(stake("a", "c", 40), stake("b", "c", 60))))
                .hasSize(2);
    }

    /** Votes and profits are read apart: control goes by the one, cover by the other. */
    @Test
    void votesAndProfitsAreNotMixedUp() {
        List<Fact> facts = List.of(
                stake("a", "b", exactly(80), exactly(10), Instrument.EQUITY),
                stake("a", "c", exactly(10), exactly(80), Instrument.EQUITY));
        assertThat(Derivations.of(Control.class, facts)).containsExactly(new Control("a", "c"));
        assertThat(Derivations.of(Covered.class, facts)).containsExactly(new Covered("a", "b"));
        assertThat(Derivations.of(IntegratedHolding.class, facts))
                .contains(new IntegratedHolding("a", "b", BigDecimal.valueOf(80), BigDecimal.valueOf(80)));
        List<Fact> silent = List.of(stake("a", "b", exactly(80), Range.UNKNOWN, Instrument.EQUITY));
        assertThat(Derivations.of(Control.class, silent)).isEmpty();
    }

    // ---- means

    private static List<Fact> facts(Random random) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Derivations.company("p0", null));
        facts.add(Derivations.company("p1", random.nextBoolean() ? "p0" : null));
        facts.add(Derivations.company("p2", null));
        facts.add(Derivations.company("p3", null));
        TreeSet<String> ids = new TreeSet<>();
        for (int i = 0; i < 9; i++) {
            String one = PARTIES.get(random.nextInt(4));
            String other = PARTIES.get(random.nextInt(4));
            Fact fact = switch (random.nextInt(5)) {
                case 0 -> share(one, 5 + random.nextInt(20));
                case 1 -> share(one, range(random.nextInt(10), 10 + random.nextInt(15)));
                case 2 -> supply(one, other, 1 + random.nextInt(9));
                default ->
                    stake(
                            one,
                            other,
                            random.nextInt(5) == 0 ? Range.UNKNOWN : exactly(random.nextInt(101)),
                            random.nextInt(4) == 0 ? Range.UNKNOWN : exactly(random.nextInt(101)),
                            random.nextInt(4) == 0 ? Instrument.NON_VOTING : Instrument.EQUITY);
            };
            if (!one.equals(other) && ids.add(fact.id())) {
                facts.add(fact);
            }
        }
        return facts;
    }

    private static List<Fact> only(List<Fact> facts, List<String> ids) {
        return facts.stream().filter(f -> ids.contains(f.id())).toList();
    }

    private static List<Object> conclusions(Deriver deriver, List<Fact> facts) {
        return deriver.derive(facts).stream().<Object>map(Given::conclusion).toList();
    }

    private static List<String> told(Deriver deriver, List<Fact> facts) {
        return deriver.derive(facts).stream().map(Given::toString).toList();
    }

    private static Bounds ranged(Random random, int most) {
        int low = 1 + random.nextInt(most - 1);
        int high = Math.min(most, low + random.nextInt(20));
        return new Bounds(BigDecimal.valueOf(low), BigDecimal.valueOf(random.nextBoolean() ? low : high));
    }

    private static Bounds point(double figure) {
        return Bounds.exactly(BigDecimal.valueOf(figure));
    }

    private static double within(Bounds bounds, Random random) {
        double low = bounds.low().doubleValue();
        return switch (random.nextInt(4)) {
            case 0 -> low;
            case 1 -> high(bounds);
            default -> low + random.nextDouble() * (high(bounds) - low);
        };
    }

    private static double high(Bounds bounds) {
        return Objects.requireNonNull(bounds.high()).doubleValue();
    }

    private static void encloses(Bounds whole, Bounds point) {
        assertThat(point.low().doubleValue()).isGreaterThanOrEqualTo(whole.low().doubleValue() - 1e-6);
        if (whole.high() != null) {
            assertThat(high(point)).isLessThanOrEqualTo(high(whole) + 1e-6);
        }
    }
}
