package interlock.scenario;

import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What worlds drawn at random tell of the probability that a signal holds. They are drawn once, with probabilities in the
 * middle between the corners, and weighed anew for each combination of corners; so which combination is taken for the end of
 * the interval was not chosen by the draws that measure it.
 *
 * <p>For a combination c, let w be the weight of a world under c over that with which it was drawn, and h whether the signal
 * holds. Both w·h and w·(1 − h) are never negative, and the mean of their squares is at most s, the mean of w² (which is known:
 * a product over the prospects). The mean of n draws of such a thing lies further than t below the truth with a probability
 * of at most exp(−n t² / 2s). That bounds the probability that the signal holds from above, and that it does not hold
 * likewise; with t = √(2s·ln(2M/δ)/n), all of M combinations are bounded from both sides with probability 1 − δ. What was
 * seen bounds them too, and for certain: worlds in which the signal was found to hold have at least their weight, and so have
 * those in which it does not.
 */
final class DrawnWorlds {
    /** Most combinations of corners that are weighed for each end. */
    static final int CORNERS = 1 << 12;
    /** How seldom the truth lies further out than is told. */
    private static final double DELTA = 0.05;

    private final List<Prospect> prospects;
    private final List<double[]> drawing;
    private final boolean grows;
    private final Map<List<Integer>, Integer> drawn = new LinkedHashMap<>();
    private final Map<List<Integer>, Optional<BigDecimal>> severities = new LinkedHashMap<>();

    /** @param grows whether what is there can only make the signal hold, never make it fail */
    DrawnWorlds(List<Prospect> prospects, boolean grows) {
        this.prospects = List.copyOf(prospects);
        this.grows = grows;
        this.drawing = prospects.stream().map(DrawnWorlds::middle).toList();
    }

    private static double[] middle(Prospect prospect) {
        double[] middle = new double[prospect.turns().size()];
        for (double[] corner : prospect.corners()) {
            for (int i = 0; i < middle.length; i++) {
                middle[i] += corner[i] / prospect.corners().size();
            }
        }
        return middle;
    }

    /**
     * The ends of the interval as far as the draws tell.
     *
     * @param error 95 times in 100 the true interval lies within this one, made longer by this at both ends
     */
    record Ends(double low, double high, double error) {}

    /** @param severity how severe the signal is in a world; empty if it does not hold there */
    void draw(Sampler sampler, int count, Function<int[], Optional<BigDecimal>> severity) {
        for (int n = 0; n < count; n++) {
            double[] draws = sampler.next(prospects.size());
            int[] turns = new int[draws.length];
            for (int i = 0; i < draws.length; i++) {
                double rest = draws[i];
                int turn = 0;
                while (turn < drawing.get(i).length - 1 && rest >= drawing.get(i)[turn]) {
                    rest -= drawing.get(i)[turn++];
                }
                turns[i] = turn;
            }
            List<Integer> world = Arrays.stream(turns).boxed().toList();
            drawn.merge(world, 1, Integer::sum);
            severities.computeIfAbsent(world, w -> severity.apply(turns));
        }
    }

    /** How severe the signal is on average where it holds, with the central probabilities; empty if it was never seen. */
    Optional<Double> severity() {
        double weight = 0;
        double sum = 0;
        for (Map.Entry<List<Integer>, Integer> world : drawn.entrySet()) {
            Optional<BigDecimal> severity = severities.get(world.getKey());
            if (severity != null && severity.isPresent()) {
                double its = world.getValue();
                for (int i = 0; i < prospects.size(); i++) {
                    int turn = world.getKey().get(i);
                    its *= prospects.get(i).central()[turn] / drawing.get(i)[turn];
                }
                weight += its;
                sum += its * severity.get().doubleValue();
            }
        }
        return weight > 0 ? Optional.of(sum / weight) : Optional.empty();
    }

    Ends ends() {
        List<List<double[]>> least = corners(false);
        List<List<double[]>> most = corners(true);
        long combinations = combinations(least);
        if (combinations > CORNERS) {
            // Of most combinations nothing was tried, so nothing is ruled out.
            double low = at(least.stream().map(c -> c.get(0)).toList(), 2).found();
            double high =
                    at(most.stream().map(c -> c.get(c.size() - 1)).toList(), 2).found();
            return new Ends(
                    Math.min(low, high), Math.max(low, high), Math.max(Math.min(low, high), 1 - Math.max(low, high)));
        }
        double low = 1;
        double lowest = 1;
        for (List<double[]> corner : all(least)) {
            Bounds bounds = at(corner, 2 * combinations);
            low = Math.min(low, bounds.found());
            lowest = Math.min(lowest, bounds.least());
        }
        double high = 0;
        double highest = 0;
        for (List<double[]> corner : all(most)) {
            Bounds bounds = at(corner, 2 * combinations);
            high = Math.max(high, bounds.found());
            highest = Math.max(highest, bounds.most());
        }
        high = Math.max(low, high);
        return new Ends(low, high, Math.max(0, Math.max(low - lowest, highest - high)));
    }

    private record Bounds(double least, double found, double most) {}

    /** @param among how many combinations are to be bounded together */
    private Bounds at(List<double[]> corner, long among) {
        double holds = 0;
        double fails = 0;
        double seenHolding = 0;
        double seenFailing = 0;
        int draws = 0;
        for (Map.Entry<List<Integer>, Integer> world : drawn.entrySet()) {
            double weight = 1;
            double over = 1;
            for (int i = 0; i < corner.size(); i++) {
                int turn = world.getKey().get(i);
                weight *= corner.get(i)[turn];
                over *= drawing.get(i)[turn];
            }
            Optional<BigDecimal> severity = severities.get(world.getKey());
            boolean held = severity != null && severity.isPresent();
            draws += world.getValue();
            holds += held ? world.getValue() * weight / over : 0;
            fails += held ? 0 : world.getValue() * weight / over;
            seenHolding += held ? weight : 0;
            seenFailing += held ? 0 : weight;
        }
        double squares = 1;
        for (int i = 0; i < corner.size(); i++) {
            double square = 0;
            for (int turn = 0; turn < drawing.get(i).length; turn++) {
                double drawnWith = drawing.get(i)[turn];
                square += drawnWith > 0 ? corner.get(i)[turn] * corner.get(i)[turn] / drawnWith : 0;
            }
            squares *= square;
        }
        double off = Math.sqrt(2 * squares * Math.log(2.0 * among / DELTA) / draws);
        double least = Math.max(seenHolding, 1 - fails / draws - off);
        double most = Math.min(1 - seenFailing, holds / draws + off);
        double found = holds + fails > 0 ? holds / (holds + fails) : 0.5;
        return new Bounds(least, Math.max(Math.min(least, most), Math.min(Math.max(least, most), found)), most);
    }

    /** For each prospect the corners that may make an end of the interval. */
    private List<List<double[]>> corners(boolean greatest) {
        List<List<double[]>> corners = new ArrayList<>();
        for (Prospect prospect : prospects) {
            List<double[]> all = prospect.corners();
            int absent = grows && !moves(prospect) ? absent(prospect) : -1;
            corners.add(
                    absent < 0
                            ? all
                            : List.of(all.stream()
                                    .reduce((one, other) -> (one[absent] < other[absent]) == greatest ? one : other)
                                    .orElseThrow()));
        }
        return corners;
    }

    /** Whether who stands behind a party may hang on it. */
    private static boolean moves(Prospect prospect) {
        return prospect.turns().stream()
                .flatMap(t -> t.facts().values().stream())
                .flatMap(Optional::stream)
                .anyMatch(f -> f instanceof Fact.Company);
    }

    /** Which of two turns it is in which nothing is there; -1 if there are more, or none is so. */
    private static int absent(Prospect prospect) {
        List<Prospect.Turn> turns = prospect.turns();
        for (int i = 0; i < turns.size() && turns.size() == 2; i++) {
            if (turns.get(i).facts().values().stream().allMatch(Optional::isEmpty)) {
                return i;
            }
        }
        return -1;
    }

    private static long combinations(List<List<double[]>> corners) {
        long combinations = 1;
        for (List<double[]> c : corners) {
            combinations = Math.min(Integer.MAX_VALUE, combinations * c.size());
        }
        return combinations;
    }

    private static List<List<double[]>> all(List<List<double[]>> corners) {
        List<List<double[]>> all = List.of(List.of());
        for (List<double[]> choices : corners) {
            List<List<double[]>> more = new ArrayList<>();
            for (List<double[]> begun : all) {
                for (double[] choice : choices) {
                    List<double[]> longer = new ArrayList<>(begun);
                    longer.add(choice);
                    more.add(longer);
                }
            }
            all = more;
        }
        return all;
    }
}
