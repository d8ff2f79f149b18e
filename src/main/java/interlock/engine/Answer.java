package interlock.engine;

import java.util.List;

/**
 * Whether a condition holds: yes, no, or nobody can say.
 *
 * @param lacks where nobody can say, what would have to be told
 */
record Answer(Truth truth, Lacks lacks) {
    /** Three values. */
    enum Truth {
        NO,
        MAYBE,
        YES
    }

    static final Answer YES = new Answer(Truth.YES, Lacks.NONE);
    static final Answer NO = new Answer(Truth.NO, Lacks.NONE);

    static Answer of(boolean truth) {
        return truth ? YES : NO;
    }

    static Answer maybe(Lacks lacks) {
        return new Answer(Truth.MAYBE, lacks);
    }

    Answer not() {
        return switch (truth) {
            case YES -> NO;
            case NO -> YES;
            case MAYBE -> this;
        };
    }

    /** Whether all of several hold, or any. */
    static Answer of(boolean all, List<Answer> parts) {
        Truth decisive = all ? Truth.NO : Truth.YES;
        Lacks lacks = Lacks.NONE;
        boolean open = false;
        for (Answer part : parts) {
            if (part.truth == decisive) {
                return part;
            }
            open |= part.truth == Truth.MAYBE;
            lacks = lacks.and(part.lacks);
        }
        return open ? maybe(lacks) : of(all);
    }
}
