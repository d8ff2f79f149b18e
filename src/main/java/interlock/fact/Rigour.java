package interlock.fact;

/** How much a fact must bring along. */
public enum Rigour {
    /** Status, a date, evidence, and parties that are declared: everything that a fact on file needs. */
    ON_FILE,
    /**
     * The fact alone: status (otherwise ACTIVE), dates (otherwise known since ever), evidence and the declaration of its
     * parties may be left out, as in the examples of a policy's test.
     */
    EXAMPLE
}
