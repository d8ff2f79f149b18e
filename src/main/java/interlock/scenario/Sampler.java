package interlock.scenario;

import java.util.SplittableRandom;

/** Draws numbers that look random and are the same in every run: the only dice in the house. */
final class Sampler {
    private final SplittableRandom random;

    /** @param seed the same seed gives the same numbers, on every machine */
    Sampler(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The next numbers, each from 0 to 1 and never 1. */
    double[] next(int count) {
        double[] draws = new double[count];
        for (int i = 0; i < count; i++) {
            draws[i] = random.nextDouble();
        }
        return draws;
    }
}
