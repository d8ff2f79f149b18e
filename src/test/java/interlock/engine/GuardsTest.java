package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Conditions against the plain set of combinations in which each is so. */
class GuardsTest {
    private static final int[] WAYS = {2, 3, 2, 4};
    private static final int ALL = 2 * 3 * 2 * 4;

    @Test
    void conditionsAreSoInExactlyTheCombinationsTheyShouldBe() {
        Random random = new Random(5);
        Guards guards = new Guards(WAYS, 100_000);
        List<Guard> made = new ArrayList<>(List.of(guards.never(), guards.always()));
        List<BitSet> expected = new ArrayList<>(List.of(new BitSet(), all()));
        for (int i = 0; i < 400; i++) {
            int one = random.nextInt(made.size());
            int other = random.nextInt(made.size());
            BitSet set = (BitSet) expected.get(one).clone();
            switch (random.nextInt(4)) {
                case 0 -> {
                    set.and(expected.get(other));
                    made.add(guards.and(made.get(one), made.get(other)));
                }
                case 1 -> {
                    set.or(expected.get(other));
                    made.add(guards.or(made.get(one), made.get(other)));
                }
                case 2 -> {
                    set.flip(0, ALL);
                    made.add(guards.not(made.get(one)));
                }
                default -> {
                    int place = random.nextInt(WAYS.length);
                    Set<Integer> turns = new HashSet<>(Set.of(random.nextInt(WAYS[place])));
                    set = new BitSet();
                    for (int c = 0; c < ALL; c++) {
                        set.set(c, turns.contains(turn(c, place)));
                    }
                    made.add(guards.choice(place, turns));
                }
            }
            expected.add(set);
        }
        for (int i = 0; i < made.size(); i++) {
            for (int j = 0; j < made.size(); j++) {
                assertThat(made.get(i) == made.get(j)).isEqualTo(expected.get(i).equals(expected.get(j)));
            }
            for (int c = 0; c < ALL; c++) {
                Guard left = made.get(i);
                for (int place = 0; place < WAYS.length; place++) {
                    left = Guards.branch(left, place, turn(c, place));
                }
                assertThat(left.always()).isEqualTo(expected.get(i).get(c));
                assertThat(left.never()).isNotEqualTo(left.always());
            }
        }
    }

    @Test
    void manyAreJoinedAsOneAfterTheOther() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            Guards guards = new Guards(WAYS, 100_000);
            List<Guard> some = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                Guard all = guards.always();
                for (int place = 0; place < WAYS.length; place++) {
                    if (random.nextInt(4) > 0) {
                        Guard choice = guards.choice(place, Set.of(random.nextInt(WAYS[place])));
                        all = random.nextInt(5) > 0 ? guards.and(all, choice) : guards.or(all, choice);
                    }
                }
                some.add(all);
            }
            Guard expected = guards.never();
            for (Guard one : some) {
                expected = guards.or(expected, one);
            }
            assertThat(guards.or(some)).isSameAs(expected);
        }
    }

    @Test
    void ofWorldsThatAreToldApartLittleIsMadeThatIsNoPartOfTheAnswer() {
        int things = 10;
        int[] ways = new int[things];
        Arrays.fill(ways, 2);
        Guards guards = new Guards(ways, 1_000_000);
        List<Guard> odd = new ArrayList<>();
        for (int world = 0; world < 1 << things; world++) {
            if (Integer.bitCount(world) % 2 == 1) {
                Guard all = guards.always();
                for (int place = things - 1; place >= 0; place--) {
                    all = guards.and(guards.choice(place, Set.of((world >> place) & 1)), all);
                }
                odd.add(all);
            }
        }
        int before = guards.count();

        guards.or(odd);

        // A parity takes two conditions for each thing; one after the other, they take 1,515.
        assertThat(guards.count() - before).isLessThan(3 * things);
    }

    @Test
    void moreThanIsAllowedIsTooMuch() {
        Guards guards = new Guards(WAYS, 1);
        guards.choice(0, Set.of(0));
        assertThatThrownBy(() -> guards.choice(1, Set.of(0))).isInstanceOf(TooMuch.class);
    }

    private static BitSet all() {
        BitSet all = new BitSet();
        all.set(0, ALL);
        return all;
    }

    private static int turn(int combination, int place) {
        int rest = combination;
        for (int p = 0; p < place; p++) {
            rest /= WAYS[p];
        }
        return rest % WAYS[place];
    }
}
