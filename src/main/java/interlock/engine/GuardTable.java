package interlock.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions by what they ask first and what is left then, so that none is made twice. */
final class GuardTable {
    private static final int LEAST = 64;

    /** The only element. */
    private final @Nullable Guard[][] slots = {new Guard[LEAST]};

    private final int[] size = {0};

    int size() {
        return size[0];
    }

    /** The condition that asks so; null if it has not been made. */
    @Nullable
    Guard get(int place, List<Guard> branches) {
        @Nullable Guard[] all = slots[0];
        int slot = hash(place, branches) & (all.length - 1);
        @Nullable Guard found = all[slot];
        while (found != null && !asks(found, place, branches)) {
            slot = (slot + 1) & (all.length - 1);
            found = all[slot];
        }
        return found;
    }

    /** Adds one that has not been made. */
    void add(Guard guard) {
        if (2 * size[0] >= slots[0].length) {
            @Nullable Guard[] before = slots[0];
            slots[0] = new Guard[2 * before.length];
            for (@Nullable Guard held : before) {
                if (held != null) {
                    put(slots[0], held);
                }
            }
        }
        put(slots[0], guard);
        size[0]++;
    }

    private static void put(@Nullable Guard[] all, Guard guard) {
        int slot = hash(guard.place(), guard.branches()) & (all.length - 1);
        while (all[slot] != null) {
            slot = (slot + 1) & (all.length - 1);
        }
        all[slot] = guard;
    }

    private static boolean asks(Guard guard, int place, List<Guard> branches) {
        List<Guard> known = guard.branches();
        boolean same = guard.place() == place;
        for (int i = 0; same && i < known.size(); i++) {
            same = known.get(i) == branches.get(i);
        }
        return same;
    }

    private static int hash(int place, List<Guard> branches) {
        int hash = place;
        for (int i = 0; i < branches.size(); i++) {
            hash = 31 * hash + branches.get(i).id();
        }
        // The low bits, which choose the slot, are to depend on all of it.
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
