package interlock.parameter;

/** The standing of a threshold. */
public enum ParameterStatus {
    IN_FORCE,
    STAYED,
    VACATED,
    RESCINDED,
    PROPOSED,
    GUIDANCE;

    /** Whether policies go by it: what is in force, and guidance. */
    public boolean applies() {
        return this == IN_FORCE || this == GUIDANCE;
    }
}
