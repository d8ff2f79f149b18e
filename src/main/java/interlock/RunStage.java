package interlock;

/** The parts of a run, which tells when each begins. */
public enum RunStage {
    COMPILE,
    /** The world of what is established and that in which all that is pending comes about. */
    EVALUATE,
    /** What signals hang on, what comes nearest, and what nobody tells. */
    EXPLAIN,
    /** How likely signals are. */
    WEIGH,
    REPORT
}
