package interlock.derivation;

import interlock.diagnostic.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How far one clause got in a world with some of its variables held to values, and what it lacks where it stops.
 *
 * @param policy the id of the policy
 * @param clause the name of the clause
 * @param at where the clause begins
 * @param held the values that were asked for, by variable with the dollar sign
 * @param limbs its conditions in the order in which they were asked: as they stand one below the other, except that what is
 *     held to a value comes before what it is joined with
 * @param gaps what it lacks, the nearest first; empty if it fires
 * @param near how many ways of matching lack as little as the nearest
 */
public record NearMiss(
        String policy,
        String clause,
        Location at,
        SortedMap<String, Object> held,
        List<Limb> limbs,
        List<Gap> gaps,
        long near) {

    /** The one that got furthest first; of equals the one that lacks least, then by place. To be used with a stable sort. */
    public static final Comparator<NearMiss> ORDER = Comparator.comparingDouble(NearMiss::share)
            .thenComparingInt(NearMiss::met)
            .reversed()
            .thenComparingDouble(NearMiss::distance)
            .thenComparing(NearMiss::at);

    public NearMiss {
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        limbs = List.copyOf(limbs);
        gaps = List.copyOf(gaps);
    }

    /**
     * A condition of the clause.
     *
     * @param text as it is written, on one line
     * @param items how many facts or conclusions of its kind there are; -1 where it is about several kinds or none
     * @param rows the ways of matching everything up to and with it; -1 if it was not reached
     */
    public record Limb(String text, Location at, long items, long rows) {}

    /** How many conditions something passes, before the first that nothing passes. */
    public int met() {
        int met = 0;
        while (met < limbs.size() && limbs.get(met).rows() > 0) {
            met++;
        }
        return met;
    }

    /** Whether something passes every condition. */
    public boolean fires() {
        return met() == limbs.size();
    }

    private double share() {
        return limbs.isEmpty() ? 1 : (double) met() / limbs.size();
    }

    /** How much the nearest gap lacks; 0 if there is none. */
    private double distance() {
        return gaps.isEmpty() ? 0 : gaps.get(0).distance();
    }

    /** The same with its gaps told further. */
    public NearMiss withGaps(UnaryOperator<Gap> told) {
        return new NearMiss(
                policy, clause, at, held, limbs, gaps.stream().map(told).toList(), near);
    }

    /** The same with gaps before its own. */
    public NearMiss opening(List<Gap> first) {
        List<Gap> all = new ArrayList<>(first);
        all.addAll(gaps);
        return new NearMiss(policy, clause, at, held, limbs, all, near);
    }
}
