package interlock.fact;

/** How far along a fact is, as its source states it. */
public enum Status {
    RUMOURED,
    LETTER_OF_INTENT,
    IN_TALKS,
    ANNOUNCED,
    SIGNED,
    COMPLETED,
    ACTIVE,
    REPORTED,
    ENDED,
    LAPSED,
    TERMINATED,
    DENIED;

    /** Whether a fact of this status holds, or could come to hold; one that ended, lapsed or was denied cannot. */
    public boolean live() {
        return compareTo(ENDED) < 0;
    }

    /** Whether a fact of this status has happened, if its source is right. */
    public boolean settled() {
        return this == SIGNED || this == COMPLETED || this == ACTIVE || this == REPORTED;
    }
}
