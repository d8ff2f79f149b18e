package interlock.report.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the parties of a network stand: drawn to each other by ties and pushed apart by nearness, as in Fruchterman and
 * Reingold, Graph Drawing by Force-directed Placement, 1991. Several beginnings are tried, all of them fixed, and the one
 * with the fewest crossings is taken; then names are moved apart. The same network gives the same places everywhere.
 */
final class NetworkLayout {
    /** How tall a party is with its name, and how wide a letter of the name. */
    private static final double TALL = 44;

    private static final double LETTER = 7.7;
    /** How much harder a party pushes for each other that it is tied to, so that the busy ones do not sit in a heap. */
    private static final double CHARGE = 0.22;

    private static final int ROUNDS = 260;
    private static final int BEGINNINGS = 32;
    private static final double MARGIN = 22;
    /** On a tie that is shorter than this nothing can be written. */
    private static final double SHORT = 110;

    private final int width;
    private final int height;
    private final int size;
    private final int[][] pairs;
    private final double[] half;
    private final double[] charge;

    private NetworkLayout(Network network, int width, int height) {
        this.width = width;
        this.height = height;
        this.size = network.parties().size();
        SortedMap<String, Integer> index = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            index.put(network.parties().get(i).id(), i);
        }
        SortedSet<List<Integer>> distinct = new TreeSet<>(
                Comparator.comparing((List<Integer> p) -> p.get(0)).thenComparing(p -> p.get(1)));
        network.ties().forEach(t -> {
            int from = index.getOrDefault(t.from(), 0);
            int to = index.getOrDefault(t.to(), 0);
            distinct.add(List.of(Math.min(from, to), Math.max(from, to)));
        });
        this.pairs = distinct.stream().map(p -> new int[] {p.get(0), p.get(1)}).toArray(int[][]::new);
        this.half = network.parties().stream()
                .mapToDouble(p -> Math.max(16, shownLength(p.name()) * LETTER / 2 + 5))
                .toArray();
        this.charge = new double[size];
        Arrays.fill(charge, 1);
        for (int[] pair : pairs) {
            charge[pair[0]] += CHARGE;
            charge[pair[1]] += CHARGE;
        }
    }

    /** A place in the picture. */
    record Place(double x, double y) {}

    /** The place of each party, by its id. */
    static Map<String, Place> of(Network network, int width, int height) {
        NetworkLayout layout = new NetworkLayout(network, width, height);
        double[][] best = layout.best();
        SortedMap<String, Place> places = new TreeMap<>();
        for (int i = 0; i < layout.size; i++) {
            places.put(network.parties().get(i).id(), new Place(tenths(best[0][i]), tenths(best[1][i])));
        }
        return places;
    }

    /** How many letters of a name are drawn. */
    static int shownLength(String name) {
        return Math.min(name.length(), NetworkDrawing.LONGEST);
    }

    private static double tenths(double value) {
        return StrictMath.rint(value * 10) / 10;
    }

    private double[][] best() {
        List<double[][]> tried = new ArrayList<>();
        for (int beginning = 0; beginning < BEGINNINGS; beginning++) {
            double[][] at = circle(beginning);
            settle(at);
            fill(at);
            part(at);
            tried.add(at);
        }
        return tried.stream().min(Comparator.comparing(this::untidiness)).orElseThrow();
    }

    /** All on a circle, in an order that differs from beginning to beginning. */
    private double[][] circle(int beginning) {
        double[][] at = new double[2][size];
        int step = 1 + beginning;
        while (gcd(step, Math.max(1, size)) != 1) {
            step++;
        }
        for (int i = 0; i < size; i++) {
            double angle = 2 * StrictMath.PI * ((long) i * step % size + 0.13 * beginning) / size;
            double radius = 0.36 + 0.10 * (i % 3);
            at[0][i] = width / 2.0 + width * radius * StrictMath.cos(angle);
            at[1][i] = height / 2.0 + height * radius * StrictMath.sin(angle);
        }
        return at;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private void settle(double[][] at) {
        double ideal = 0.82 * StrictMath.sqrt((double) width * height / Math.max(1, size));
        for (int round = 0; round < ROUNDS; round++) {
            double[][] force = new double[2][size];
            for (int i = 0; i < size; i++) {
                for (int j = i + 1; j < size; j++) {
                    push(at, force, i, j, ideal);
                }
                force[0][i] += (width / 2.0 - at[0][i]) * 0.05;
                force[1][i] += (height / 2.0 - at[1][i]) * 0.05;
            }
            for (int[] pair : pairs) {
                double dx = at[0][pair[1]] - at[0][pair[0]];
                double dy = at[1][pair[1]] - at[1][pair[0]];
                double pull = StrictMath.sqrt(dx * dx + dy * dy) / ideal;
                move(force, pair[0], dx * pull, dy * pull);
                move(force, pair[1], -dx * pull, -dy * pull);
            }
            double most = width / 8.0 * (1 - (double) round / ROUNDS) + 0.5;
            for (int i = 0; i < size; i++) {
                double length = StrictMath.sqrt(force[0][i] * force[0][i] + force[1][i] * force[1][i]);
                double scale = length > most ? most / length : 1;
                at[0][i] += force[0][i] * scale;
                at[1][i] += force[1][i] * scale;
            }
        }
    }

    private void push(double[][] at, double[][] force, int i, int j, double ideal) {
        double dx = at[0][i] - at[0][j];
        double dy = at[1][i] - at[1][j];
        double square = Math.max(1, dx * dx + dy * dy);
        double push = ideal * ideal / square * Math.min(5, charge[i] * charge[j]);
        move(force, i, dx * push, dy * push);
        move(force, j, -dx * push, -dy * push);
    }

    private static void move(double[][] force, int i, double dx, double dy) {
        force[0][i] += dx;
        force[1][i] += dy;
    }

    /** Stretches the whole to the picture's size. */
    private void fill(double[][] at) {
        for (int axis = 0; axis < 2; axis++) {
            double low = Double.MAX_VALUE;
            double high = -Double.MAX_VALUE;
            for (double value : at[axis]) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            double from = axis == 0 ? MARGIN + 30 : MARGIN;
            double room = axis == 0 ? width - 2 * from : height - 2 * MARGIN - TALL / 2;
            for (int i = 0; i < size; i++) {
                at[axis][i] = high - low < 1 ? from + room / 2 : from + (at[axis][i] - low) / (high - low) * room;
            }
        }
    }

    /** Moves parties apart whose names would touch, and back into the picture. */
    private void part(double[][] at) {
        for (int round = 0; round < 400; round++) {
            boolean still = true;
            for (int i = 0; i < size; i++) {
                for (int j = i + 1; j < size; j++) {
                    double acrossBy = half[i] + half[j] - Math.abs(at[0][i] - at[0][j]);
                    double downBy = TALL - Math.abs(at[1][i] - at[1][j]);
                    if (acrossBy > 0.01 && downBy > 0.01) {
                        still = false;
                        int axis = acrossBy < downBy ? 0 : 1;
                        double by = Math.min(acrossBy, downBy) / 2 + 0.5;
                        double way = at[axis][i] < at[axis][j] ? -by : by;
                        at[axis][i] += way;
                        at[axis][j] -= way;
                    }
                }
            }
            for (int i = 0; i < size; i++) {
                at[0][i] = Math.max(half[i] + 4, Math.min(width - half[i] - 4, at[0][i]));
                at[1][i] = Math.max(MARGIN, Math.min(height - TALL + 8, at[1][i]));
            }
            if (still) {
                return;
            }
        }
    }

    /** Crossings, short ties, names that touch, and parties that stand on ties between others. */
    private double untidiness(double[][] at) {
        double sum = 0;
        for (int i = 0; i < pairs.length; i++) {
            double dx = at[0][pairs[i][1]] - at[0][pairs[i][0]];
            double dy = at[1][pairs[i][1]] - at[1][pairs[i][0]];
            sum += Math.max(0, SHORT - StrictMath.sqrt(dx * dx + dy * dy)) / SHORT * 4;
            for (int j = i + 1; j < pairs.length; j++) {
                if (crosses(at, pairs[i], pairs[j])) {
                    sum += 1;
                }
            }
            for (int node = 0; node < size; node++) {
                if (node != pairs[i][0] && node != pairs[i][1] && distance(at, node, pairs[i]) < 20) {
                    sum += 3;
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                if (half[i] + half[j] - Math.abs(at[0][i] - at[0][j]) > 1 && TALL - Math.abs(at[1][i] - at[1][j]) > 1) {
                    sum += 20;
                }
            }
        }
        return sum;
    }

    private static boolean crosses(double[][] at, int[] one, int[] other) {
        if (one[0] == other[0] || one[0] == other[1] || one[1] == other[0] || one[1] == other[1]) {
            return false;
        }
        return side(at, one, other[0]) * side(at, one, other[1]) < 0
                && side(at, other, one[0]) * side(at, other, one[1]) < 0;
    }

    private static double side(double[][] at, int[] pair, int node) {
        return StrictMath.signum((at[0][pair[1]] - at[0][pair[0]]) * (at[1][node] - at[1][pair[0]])
                - (at[1][pair[1]] - at[1][pair[0]]) * (at[0][node] - at[0][pair[0]]));
    }

    private static double distance(double[][] at, int node, int[] pair) {
        double dx = at[0][pair[1]] - at[0][pair[0]];
        double dy = at[1][pair[1]] - at[1][pair[0]];
        double square = Math.max(1, dx * dx + dy * dy);
        double along = ((at[0][node] - at[0][pair[0]]) * dx + (at[1][node] - at[1][pair[0]]) * dy) / square;
        double t = Math.max(0, Math.min(1, along));
        double x = at[0][pair[0]] + t * dx - at[0][node];
        double y = at[1][pair[0]] + t * dy - at[1][node];
        return StrictMath.sqrt(x * x + y * y);
    }
}
