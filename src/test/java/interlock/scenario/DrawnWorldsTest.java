package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.scenario.DrawnWorlds.Ends;
import interlock.scenario.Prospect.Turn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The interval that drawn worlds tell, against every combination of corners over every world. */
class DrawnWorldsTest {
    private static final int CASES = 400;

    /** In which worlds a signal holds: any of them, in no order that more facts would follow. */
    private record Case(List<Prospect> prospects, BitSet holds) {
        Optional<BigDecimal> severity(int[] turns) {
            int world = 0;
            for (int i = 0; i < turns.length; i++) {
                world = world * prospects.get(i).turns().size() + turns[i];
            }
            return holds.get(world) ? Optional.of(BigDecimal.TEN) : Optional.empty();
        }

        double probability(List<double[]> corner) {
            return probability(corner, 0, 0);
        }

        private double probability(List<double[]> corner, int at, int world) {
            if (at == corner.size()) {
                return holds.get(world) ? 1 : 0;
            }
            double sum = 0;
            double[] its = corner.get(at);
            for (int turn = 0; turn < its.length; turn++) {
                sum += its[turn] * probability(corner, at + 1, world * its.length + turn);
            }
            return sum;
        }

        /** The least and the greatest probability over all combinations of corners. */
        double[] interval() {
            double[] ends = {1, 0};
            search(new ArrayList<>(), ends);
            return ends;
        }

        private void search(List<double[]> begun, double[] ends) {
            if (begun.size() == prospects.size()) {
                double probability = probability(begun);
                ends[0] = Math.min(ends[0], probability);
                ends[1] = Math.max(ends[1], probability);
                return;
            }
            for (double[] corner : prospects.get(begun.size()).corners()) {
                List<double[]> longer = new ArrayList<>(begun);
                longer.add(corner);
                search(longer, ends);
            }
        }
    }

    private static Case random(Random random) {
        List<Prospect> prospects = new ArrayList<>();
        int worlds = 1;
        for (int i = 0; i < 3 + random.nextInt(4); i++) {
            int turns = 2 + random.nextInt(2);
            List<Turn> ways = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                ways.add(new Turn("way", new TreeMap<>()));
            }
            List<double[]> corners = new ArrayList<>();
            for (int c = 0; c < 2; c++) {
                double[] corner = new double[turns];
                double left = 1;
                for (int turn = 0; turn < turns - 1; turn++) {
                    corner[turn] = left * random.nextDouble();
                    left -= corner[turn];
                }
                corner[turns - 1] = left;
                corners.add(corner);
            }
            prospects.add(new Prospect(ways, corners, corners.get(0)));
            worlds *= turns;
        }
        BitSet holds = new BitSet();
        for (int world = 0; world < worlds; world++) {
            holds.set(world, random.nextInt(3) == 0);
        }
        return new Case(prospects, holds);
    }

    @Test
    void theTrueIntervalLiesWithinWhatIsToldAsOftenAsIsPromised() {
        Random random = new Random(20260130);
        int within = 0;
        double wide = 0;
        int further = 0;
        for (int n = 0; n < CASES; n++) {
            Case some = random(random);
            DrawnWorlds drawn = new DrawnWorlds(some.prospects(), false);
            drawn.draw(new Sampler(random.nextLong()), 20 + random.nextInt(80), some::severity);
            Ends ends = drawn.ends();
            double[] truth = some.interval();
            within += ends.low() - ends.error() <= truth[0] + 1e-9 && ends.high() + ends.error() >= truth[1] - 1e-9
                    ? 1
                    : 0;
            wide += ends.error();
            further += truth[0] < ends.low() - 0.01 || truth[1] > ends.high() + 0.01 ? 1 : 0;
        }
        assertThat(within).isGreaterThanOrEqualTo(CASES * 95 / 100);
        // An error that covered everything would be no news; and one is needed.
        assertThat(wide / CASES).isLessThan(0.3);
        assertThat(further).isGreaterThan(CASES / 10);
    }

    @Test
    void onceEveryWorldWasDrawnTheIntervalIsExact() {
        Random random = new Random(7);
        for (int n = 0; n < 20; n++) {
            Case some = random(random);
            DrawnWorlds drawn = new DrawnWorlds(some.prospects(), false);
            drawn.draw(new Sampler(n), 200_000, some::severity);
            Ends ends = drawn.ends();
            double[] truth = some.interval();
            assertThat(Math.abs(ends.low() - truth[0])).isLessThanOrEqualTo(ends.error() + 1e-9);
            assertThat(Math.abs(ends.high() - truth[1])).isLessThanOrEqualTo(ends.error() + 1e-9);
            assertThat(ends.error()).isLessThan(0.02);
        }
    }

    @Test
    void whereCornersAreTooManyToTryNothingIsRuledOut() {
        List<Prospect> prospects = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            prospects.add(new Prospect(
                    List.of(new Turn("one", new TreeMap<>()), new Turn("other", new TreeMap<>())),
                    List.of(new double[] {0.4, 0.6}, new double[] {0.6, 0.4}),
                    new double[] {0.5, 0.5}));
        }
        DrawnWorlds drawn = new DrawnWorlds(prospects, false);
        drawn.draw(new Sampler(1), 500, turns -> turns[0] == 0 ? Optional.of(BigDecimal.ONE) : Optional.empty());
        Ends ends = drawn.ends();
        assertThat(ends.low() - ends.error()).isLessThanOrEqualTo(0);
        assertThat(ends.high() + ends.error()).isGreaterThanOrEqualTo(1);
    }
}
