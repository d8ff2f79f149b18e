package interlock.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Makes conditions on how a number of things turn out, each in one of several ways, and joins them. */
public final class Guards {
    private final int[] ways;
    private final int most;
    private final Guard never = new Guard(0, Integer.MAX_VALUE, List.of());
    private final Guard always = new Guard(1, Integer.MAX_VALUE, List.of());
    private final Map<Key, Guard> made = new HashMap<>();
    private final Map<Long, Guard> both = new HashMap<>();
    private final Map<Long, Guard> either = new HashMap<>();
    private final Map<Guard, Guard> opposites = new HashMap<>();

    /** What a guard asks first, and what is left then. */
    private record Key(int place, List<Guard> branches) {}

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
                        .toList());
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
        long key = key(one, other);
        Guard known = both.get(key);
        if (known != null) {
            return known;
        }
        int place = Math.min(one.place(), other.place());
        List<Guard> branches = new ArrayList<>(ways[place]);
        for (int turn = 0; turn < ways[place]; turn++) {
            branches.add(and(branch(one, place, turn), branch(other, place, turn)));
        }
        Guard joined = guard(place, branches);
        both.put(key, joined);
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
        long key = key(one, other);
        Guard known = either.get(key);
        if (known != null) {
            return known;
        }
        int place = Math.min(one.place(), other.place());
        List<Guard> branches = new ArrayList<>(ways[place]);
        for (int turn = 0; turn < ways[place]; turn++) {
            branches.add(or(branch(one, place, turn), branch(other, place, turn)));
        }
        Guard joined = guard(place, branches);
        either.put(key, joined);
        return joined;
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
                guard(guard.place(), guard.branches().stream().map(this::not).toList());
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

    private static long key(Guard one, Guard other) {
        return one.id() < other.id() ? (long) one.id() << 32 | other.id() : (long) other.id() << 32 | one.id();
    }

    private Guard guard(int place, List<Guard> branches) {
        Guard first = branches.get(0);
        boolean same = true;
        for (Guard b : branches) {
            same &= b == first;
        }
        if (same) {
            return first;
        }
        Key key = new Key(place, List.copyOf(branches));
        Guard known = made.get(key);
        if (known == null) {
            if (made.size() >= most) {
                throw new TooMuch("more than " + most + " conditions");
            }
            known = new Guard(made.size() + 2, place, key.branches());
            made.put(key, known);
        }
        return known;
    }
}
