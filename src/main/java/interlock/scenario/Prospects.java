package interlock.scenario;

import interlock.fact.Assertion;
import interlock.fact.Outcome;
import interlock.scenario.Prospect.Turn;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may become of the live facts. A fact comes about with the probability that it is true as reported times the
 * probability that, if so, it happens; given that, its amount is at the cap with the weight of its condition, else firm.
 * What is pending with nothing firm comes about, if not at its cap, with an amount that nobody has told, which is not 0.
 * A fact with outcomes of its own goes by these instead, given that it is true. Of facts that contradict each other one
 * is right: the one that is used with a probability in the hull of its own credibility and of the doubt that the others
 * cast on it.
 */
final class Prospects {
    private final Worlds worlds;
    private final Credibility credibility;
    private final Happening happening;

    Prospects(Worlds worlds, Credibility credibility, Happening happening) {
        this.worlds = worlds;
        this.credibility = credibility;
        this.happening = happening;
    }

    /** Everything that may turn out in more than one way, by name. */
    List<Prospect> all() {
        List<Prospect> prospects = new ArrayList<>();
        Set<String> disputed = new HashSet<>();
        for (List<Dispute> group : groups()) {
            Prospect prospect = dispute(group);
            disputed.addAll(prospect.facts());
            add(prospects, prospect);
        }
        for (Assertion a : worlds.live().values()) {
            if (!disputed.contains(a.id())) {
                add(prospects, alone(a));
            }
        }
        prospects.sort(Comparator.comparing(Prospect::id));
        return List.copyOf(prospects);
    }

    /** Turns that cannot come about are left out; what then turns out in one way only is no prospect. */
    private static void add(List<Prospect> prospects, Prospect prospect) {
        Prospect possible = withoutImpossible(merged(prospect));
        if (possible.turns().size() > 1) {
            prospects.add(possible);
        }
    }

    private static Prospect merged(Prospect prospect) {
        List<Turn> turns = new ArrayList<>();
        List<Integer> place = new ArrayList<>();
        for (Turn turn : prospect.turns()) {
            int same = -1;
            for (int i = 0; i < turns.size(); i++) {
                same = turns.get(i).facts().equals(turn.facts()) ? i : same;
            }
            if (same < 0) {
                same = turns.size();
                turns.add(turn);
            }
            place.add(same);
        }
        return new Prospect(
                turns,
                prospect.corners().stream()
                        .map(c -> gathered(c, place, turns.size()))
                        .toList(),
                gathered(prospect.central(), place, turns.size()));
    }

    private static double[] gathered(double[] weights, List<Integer> place, int size) {
        double[] gathered = new double[size];
        for (int i = 0; i < weights.length; i++) {
            gathered[place.get(i)] += weights[i];
        }
        return gathered;
    }

    private static Prospect withoutImpossible(Prospect prospect) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < prospect.turns().size(); i++) {
            int turn = i;
            if (prospect.central()[i] > 0 || prospect.corners().stream().anyMatch(c -> c[turn] > 0)) {
                kept.add(i);
            }
        }
        List<double[]> corners = new ArrayList<>();
        for (double[] corner : prospect.corners()) {
            double[] left = kept.stream().mapToDouble(i -> corner[i]).toArray();
            if (corners.stream().noneMatch(c -> Arrays.equals(c, left))) {
                corners.add(left);
            }
        }
        return new Prospect(
                kept.stream().map(prospect.turns()::get).toList(),
                corners,
                kept.stream().mapToDouble(i -> prospect.central()[i]).toArray());
    }

    private Prospect alone(Assertion a) {
        Interval truth = worlds.uncertain().contains(a.id()) ? credibility.of(a) : Interval.CERTAIN;
        return given(truth, happens(a), absent(a));
    }

    private static Turn absent(Assertion a) {
        return new Turn("absent", new TreeMap<>(Map.of(a.id(), Optional.empty())));
    }

    /** What becomes of a fact, given that it is true as reported. */
    private Prospect happens(Assertion a) {
        if (!a.outcomes().isEmpty()) {
            return own(a);
        }
        boolean certain = !worlds.uncertain().contains(a.id());
        double[] happens = certain ? new double[] {1, 1, 1} : happening.of(a);
        double[] cap = happening.atCap(a);
        List<Turn> turns = List.of(
                absent(a),
                a.status().settled()
                        ? turn("firm", a, worlds.definite(a, Choice.FIRM))
                        : turn("of an amount not told", a, worlds.untold(a)),
                turn("at its cap", a, worlds.definite(a, Choice.CAP)));
        return new Prospect(
                turns,
                List.of(
                        branches(happens[0], cap[0]),
                        branches(happens[0], cap[2]),
                        branches(happens[2], cap[0]),
                        branches(happens[2], cap[2])),
                branches(happens[1], cap[1]));
    }

    private static double[] branches(double happens, double cap) {
        return new double[] {1 - happens, happens * (1 - cap), happens * cap};
    }

    private static Turn turn(String label, Assertion a, Fact fact) {
        SortedMap<String, Optional<Fact>> facts = new TreeMap<>();
        facts.put(a.id(), Optional.of(fact));
        return new Turn(label, facts);
    }

    private Prospect own(Assertion a) {
        List<Turn> turns = new ArrayList<>();
        List<double[]> bounds = new ArrayList<>();
        for (Outcome outcome : a.outcomes()) {
            turns.add(
                    outcome.absent()
                            ? new Turn(outcome.label(), absent(a).facts())
                            : turn(outcome.label(), a, worlds.definite(a, outcome)));
            bounds.add(new double[] {
                orElse(outcome.probability().low(), 0),
                orElse(outcome.probability().high(), 1)
            });
        }
        // What the listed outcomes leave over is that nothing comes of it.
        turns.add(absent(a));
        bounds.add(new double[] {0, 1});
        List<double[]> corners = Simplex.corners(bounds);
        return new Prospect(turns, corners, Simplex.centre(corners));
    }

    private static double orElse(@Nullable BigDecimal number, double otherwise) {
        return number == null ? otherwise : number.doubleValue();
    }

    /** A prospect that counts only if something is true; otherwise it turns out as said. */
    private static Prospect given(Interval truth, Prospect prospect, Turn otherwise) {
        List<Turn> turns = new ArrayList<>(prospect.turns());
        turns.add(otherwise);
        List<double[]> corners = new ArrayList<>();
        for (double p : new double[] {truth.low().doubleValue(), truth.high().doubleValue()}) {
            for (double[] corner : prospect.corners()) {
                corners.add(scaled(corner, p));
            }
        }
        return new Prospect(turns, corners, scaled(prospect.central(), middle(truth)));
    }

    private static double[] scaled(double[] weights, double by) {
        double[] scaled = new double[weights.length + 1];
        for (int i = 0; i < weights.length; i++) {
            scaled[i] = weights[i] * by;
        }
        scaled[weights.length] = 1 - by;
        return scaled;
    }

    private static double middle(Interval interval) {
        return (interval.low().doubleValue() + interval.high().doubleValue()) / 2;
    }

    /** Disputes that share a fact. */
    private List<List<Dispute>> groups() {
        List<List<Dispute>> groups = new ArrayList<>();
        for (Dispute dispute : worlds.disputes()) {
            List<List<Dispute>> touching = groups.stream()
                    .filter(g -> g.stream().anyMatch(d -> touch(d, dispute)))
                    .toList();
            List<Dispute> merged = new ArrayList<>();
            touching.forEach(merged::addAll);
            merged.add(dispute);
            groups.removeAll(touching);
            groups.add(merged);
        }
        return groups;
    }

    private static boolean touch(Dispute one, Dispute other) {
        return Set.of(one.used(), one.other()).contains(other.used())
                || Set.of(one.used(), one.other()).contains(other.other());
    }

    /** Either the facts that are used are right, or one of those that are not. */
    private Prospect dispute(List<Dispute> group) {
        SortedSet<String> others = new TreeSet<>();
        SortedSet<String> used = new TreeSet<>();
        group.forEach(d -> others.add(d.other()));
        group.forEach(d -> used.add(d.used()));
        used.removeAll(others);
        double low = 1;
        double high = 0;
        for (String id : used) {
            Interval own = credibility.of(assertion(id));
            low = Math.min(low, own.low().doubleValue());
            high = Math.max(high, own.high().doubleValue());
        }
        for (String id : others) {
            Interval doubt = credibility.of(assertion(id));
            low = Math.min(low, 1 - doubt.high().doubleValue());
            high = Math.max(high, 1 - doubt.low().doubleValue());
        }
        List<List<Prospect>> sides = new ArrayList<>();
        sides.add(used.stream().map(id -> happens(assertion(id))).toList());
        others.forEach(id -> sides.add(List.of(happens(assertion(id)))));
        List<double[]> bounds = new ArrayList<>();
        bounds.add(new double[] {low, high});
        others.forEach(id -> bounds.add(new double[] {0, 1}));
        SortedSet<String> all = new TreeSet<>(used);
        all.addAll(others);
        return alternatives(all, sides.stream().map(Prospects::jointly).toList(), Simplex.corners(bounds));
    }

    private Assertion assertion(String id) {
        return Objects.requireNonNull(worlds.live().get(id));
    }

    /** Independent prospects as one. */
    private static Prospect jointly(List<Prospect> parts) {
        Prospect whole =
                new Prospect(List.of(new Turn("", new TreeMap<>())), List.of(new double[] {1}), new double[] {1});
        for (Prospect part : parts) {
            List<Turn> turns = new ArrayList<>();
            for (Turn one : whole.turns()) {
                for (Turn other : part.turns()) {
                    SortedMap<String, Optional<Fact>> facts = new TreeMap<>(one.facts());
                    facts.putAll(other.facts());
                    turns.add(new Turn(
                            one.label().isEmpty() ? other.label() : one.label() + ", " + other.label(), facts));
                }
            }
            List<double[]> corners = new ArrayList<>();
            for (double[] one : whole.corners()) {
                part.corners().forEach(other -> corners.add(product(one, other)));
            }
            whole = new Prospect(turns, corners, product(whole.central(), part.central()));
        }
        return whole;
    }

    private static double[] product(double[] one, double[] other) {
        double[] product = new double[one.length * other.length];
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < other.length; j++) {
                product[i * other.length + j] = one[i] * other[j];
            }
        }
        return product;
    }

    /** One of several prospects, with the facts of the others absent. */
    private static Prospect alternatives(SortedSet<String> all, List<Prospect> sides, List<double[]> shares) {
        List<Turn> turns = new ArrayList<>();
        for (Prospect side : sides) {
            for (Turn turn : side.turns()) {
                SortedMap<String, Optional<Fact>> facts = new TreeMap<>();
                all.forEach(id -> facts.put(id, Optional.empty()));
                facts.putAll(turn.facts());
                turns.add(new Turn(turn.label(), facts));
            }
        }
        List<double[]> corners = new ArrayList<>();
        for (double[] share : shares) {
            List<double[]> open = List.of(new double[0]);
            for (int i = 0; i < sides.size(); i++) {
                List<double[]> longer = new ArrayList<>();
                for (double[] begun : open) {
                    for (double[] corner : sides.get(i).corners()) {
                        longer.add(joined(begun, corner, share[i]));
                    }
                }
                open = longer;
            }
            corners.addAll(open);
        }
        double[] centre = Simplex.centre(shares);
        double[] central = new double[0];
        for (int i = 0; i < sides.size(); i++) {
            central = joined(central, sides.get(i).central(), centre[i]);
        }
        return new Prospect(turns, corners, central);
    }

    private static double[] joined(double[] begun, double[] more, double share) {
        double[] joined = Arrays.copyOf(begun, begun.length + more.length);
        for (int i = 0; i < more.length; i++) {
            joined[begun.length + i] = more[i] * share;
        }
        return joined;
    }
}
