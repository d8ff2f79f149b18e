package interlock.engine;

import java.util.List;

/**
 * A condition on how things turn out, as an ordered decision diagram: which of the ways something turns out leads to which
 * condition on the rest. Two of one {@link Guards} that say the same are one object.
 */
public final class Guard {
    private final int id;
    private final int place;
    private final List<Guard> branches;
    /** Whether what it asks first settles it. */
    private final boolean single;

    Guard(int id, int place, List<Guard> branches) {
        this.id = id;
        this.place = place;
        this.branches = branches;
        boolean settled = true;
        for (Guard branch : branches) {
            settled &= branch.branches.isEmpty();
        }
        this.single = settled;
    }

    /** Whether it asks one thing at most. */
    boolean single() {
        return single;
    }

    /** Whether it is so in no world. */
    public boolean never() {
        return id == 0;
    }

    /** Whether it is so in every world. */
    public boolean always() {
        return id == 1;
    }

    int id() {
        return id;
    }

    /** The place of what it asks about first; the greatest number there is if it asks nothing. */
    public int place() {
        return place;
    }

    /** What is left to ask, for each way in which the first thing may turn out; empty if it asks nothing. */
    public List<Guard> branches() {
        return branches;
    }
}
