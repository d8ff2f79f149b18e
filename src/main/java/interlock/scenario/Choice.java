package interlock.scenario;

/** How a fact turns out in a world. */
public enum Choice {
    /** It is not there. */
    ABSENT,
    /** It is there, with what is firm of its amounts. */
    FIRM,
    /** It is there, with its amounts at their cap. */
    CAP
}
