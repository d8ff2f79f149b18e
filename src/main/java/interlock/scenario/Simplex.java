package interlock.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Probabilities of things of which exactly one is so, each held between two bounds. */
final class Simplex {
    private static final double ROUNDING = 1e-12;

    private Simplex() {}

    /**
     * The corners of what is possible: all but one probability at a bound, the last one what is left.
     *
     * @param bounds lower and upper, 0 to 1; the lower ones add up to at most 1, the upper ones to at least 1
     */
    static List<double[]> corners(List<double[]> bounds) {
        List<double[]> corners = new ArrayList<>();
        int size = bounds.size();
        for (int free = 0; free < size; free++) {
            for (int ends = 0; ends < 1 << size; ends++) {
                if ((ends >> free & 1) == 1) {
                    continue;
                }
                double[] corner = new double[size];
                double left = 1;
                for (int i = 0; i < size; i++) {
                    if (i != free) {
                        corner[i] = bounds.get(i)[ends >> i & 1];
                        left -= corner[i];
                    }
                }
                if (left >= bounds.get(free)[0] - ROUNDING && left <= bounds.get(free)[1] + ROUNDING) {
                    corner[free] = Math.min(1, Math.max(0, left));
                    if (corners.stream().noneMatch(c -> near(c, corner))) {
                        corners.add(corner);
                    }
                }
            }
        }
        return corners;
    }

    private static boolean near(double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            if (Math.abs(one[i] - other[i]) > ROUNDING) {
                return false;
            }
        }
        return true;
    }

    /** The mean of some corners. */
    static double[] centre(List<double[]> corners) {
        double[] centre = new double[corners.get(0).length];
        corners.forEach(c -> Arrays.setAll(centre, i -> centre[i] + c[i] / corners.size()));
        return centre;
    }
}
