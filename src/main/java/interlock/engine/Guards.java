package interlock.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes conditions on how a number of things turn out, each in one of several ways, and joins them. */
public final class Guards {
    /** So many are joined one after the other. */
    private static final int FEW = 4;

    private final int[] ways;
    private final int most;
    private final Guard never = new Guard(0, Integer.MAX_VALUE, List.of());
    private final Guard always = new Guard(1, Integer.MAX_VALUE, List.of());
    private final GuardTable made = new GuardTable();
    private final GuardPairs both = new GuardPairs();
    private final GuardPairs either = new GuardPairs();
    private final Map<Guard, Guard> opposites = new HashMap<>();

    /**
     * @param ways how many ways there are for each thing
     * @param most how many conditions may be made before it is too much
     */
    public Guards(int[] ways, int most) {
        this.ways = ways.clone();
        this.most = most;
    }

    /** What is so in no world. */
    public Guard never() {
        return never;
    }

    /** What is so in every world. */
    public Guard always() {
        return always;
    }

    /** That the thing at a place turns out in one of these ways. */
    public Guard choice(int place, Set<Integer> turns) {
        return guard(
                place,
                IntStream.range(0, ways[place])
                        .mapToObj(t -> turns.contains(t) ? always : never)
                        .toArray(Guard[]::new));
    }

    /** That both are so. */
    public Guard and(Guard one, Guard other) {
        if (one == other || other == always) {
            return one;
        }
        if (one == never || other == never) {
            return never;
        }
        if (one == always) {
            return other;
        }
        // What is quickly joined is not remembered.
        boolean quick = one.place() < other.place() ? one.single() : other.place() < one.place() && other.single();
        @Nullable Guard known = quick ? null : both.get(one, other);
        if (known != null) {
            return known;
        }
        int place = Math.min(one.place(), other.place());
        Guard[] branches = new Guard[ways[place]];
        for (int turn = 0; turn < branches.length; turn++) {
            branches[turn] = and(branch(one, place, turn), branch(other, place, turn));
        }
        Guard joined = guard(place, branches);
        if (!quick) {
            both.put(one, other, joined);
        }
        return joined;
    }

    /** That at least one is so. */
    public Guard or(Guard one, Guard other) {
        if (one == other || other == never) {
            return one;
        }
        if (one == always || other == always) {
            return always;
        }
        if (one == never) {
            return other;
        }
        // What is quickly joined is not remembered.
        boolean quick = one.place() < other.place() ? one.single() : other.place() < one.place() && other.single();
        @Nullable Guard known = quick ? null : either.get(one, other);
        if (known != null) {
            return known;
        }
        int place = Math.min(one.place(), other.place());
        Guard[] branches = new Guard[ways[place]];
        for (int turn = 0; turn < branches.length; turn++) {
            branches[turn] = or(branch(one, place, turn), branch(other, place, turn));
        }
        Guard joined = guard(place, branches);
        if (!quick) {
            either.put(one, other, joined);
        }
        return joined;
    }

    /**
     * That at least one of these is so. Many that have little in common, such as the worlds of each of many totals, are told
     * apart by what they ask first, so that nothing is made on the way that is not part of the answer.
     */
    public Guard or(List<Guard> some) {
        if (some.size() > FEW) {
            int place = some.stream().mapToInt(Guard::place).min().orElseThrow();
            if (place != always.place()) {
                List<List<Guard>> after = new ArrayList<>();
                int left = 0;
                for (int turn = 0; turn < ways[place]; turn++) {
                    Set<Guard> branches = new LinkedHashSet<>();
                    for (Guard one : some) {
                        Guard branch = branch(one, place, turn);
                        if (branch != never) {
                            branches.add(branch);
                        }
                    }
                    after.add(List.copyOf(branches));
                    left += branches.size();
                }
                // What has most in common would only be looked at over and over.
                if (left <= some.size()) {
                    return guard(place, after.stream().map(this::or).toArray(Guard[]::new));
                }
            }
        }
        Guard all = never;
        for (Guard one : some) {
            all = or(all, one);
        }
        return all;
    }

    /** That it is not so. */
    public Guard not(Guard guard) {
        if (guard == never) {
            return always;
        }
        if (guard == always) {
            return never;
        }
        Guard known = opposites.get(guard);
        if (known != null) {
            return known;
        }
        Guard opposite =
                guard(guard.place(), guard.branches().stream().map(this::not).toArray(Guard[]::new));
        opposites.put(guard, opposite);
        opposites.put(opposite, guard);
        return opposite;
    }

    /** The places of all that it makes a difference to. */
    public SortedSet<Integer> asks(Iterable<Guard> guards) {
        SortedSet<Integer> places = new TreeSet<>();
        Set<Guard> seen = new java.util.HashSet<>();
        guards.forEach(g -> asks(g, places, seen));
        return places;
    }

    private static void asks(Guard guard, SortedSet<Integer> places, Set<Guard> seen) {
        if (!guard.branches().isEmpty() && seen.add(guard)) {
            places.add(guard.place());
            guard.branches().forEach(b -> asks(b, places, seen));
        }
    }

    /** How many conditions have been made. */
    public int count() {
        return made.size();
    }

    /** What is left of a condition once something before all that it asks, or what it asks first, has turned out. */
    public static Guard branch(Guard guard, int place, int turn) {
        return guard.place() == place ? guard.branches().get(turn) : guard;
    }

    private Guard guard(int place, Guard... branches) {
        boolean same = true;
        for (Guard b : branches) {
            same &= b == branches[0];
        }
        if (same) {
            return branches[0];
        }
        List<Guard> left = Arrays.asList(branches);
        @Nullable Guard known = made.get(place, left);
        if (known != null) {
            return known;
        }
        if (made.size() >= most) {
            throw new TooMuch("more than " + most + " conditions");
        }
        Guard guard = new Guard(made.size() + 2, place, List.copyOf(left));
        made.add(guard);
        return guard;
    }
}
