package interlock.engine;

import org.jspecify.annotations.Nullable;

/** What two conditions, neither of them always or never so, come to; in which order they are told makes no difference. */
// Most of the work of looking at all worlds at once is looking up pairs, and numbers in a row are looked up several
// times as
// fast as boxed ones.
final class GuardPairs {
    private static final int LEAST = 64;

    /** The only element: for each slot the numbers of the two, the smaller first; 0 where there is nothing. */
    private final long[][] keys = {new long[LEAST]};
    /** The only element: what they come to. */
    private final @Nullable Guard[][] values = {new Guard[LEAST]};

    private final int[] size = {0};

    @Nullable
    Guard get(Guard one, Guard other) {
        return values[0][slot(keys[0], key(one, other))];
    }

    void put(Guard one, Guard other, Guard joined) {
        if (2 * size[0] >= keys[0].length) {
            grow();
        }
        long key = key(one, other);
        int slot = slot(keys[0], key);
        if (keys[0][slot] == 0) {
            size[0]++;
        }
        keys[0][slot] = key;
        values[0][slot] = joined;
    }

    private void grow() {
        long[] before = keys[0];
        @Nullable Guard[] held = values[0];
        keys[0] = new long[2 * before.length];
        values[0] = new Guard[2 * before.length];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                int slot = slot(keys[0], before[i]);
                keys[0][slot] = before[i];
                values[0][slot] = held[i];
            }
        }
    }

    /** Where a key stands, or would. */
    private static int slot(long[] keys, long key) {
        // Fibonacci hashing: multiplied by 2^64 over the golden ratio, the uppermost bits depend on all of the key.
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> Long.numberOfLeadingZeros(keys.length - 1L));
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private static long key(Guard one, Guard other) {
        return ((long) Math.min(one.id(), other.id()) << 32) | Math.max(one.id(), other.id());
    }
}
