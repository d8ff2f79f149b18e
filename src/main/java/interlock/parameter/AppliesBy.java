package interlock.parameter;

/** The event whose date decides which value of a threshold applies. */
public enum AppliesBy {
    SIGNING,
    CLOSING,
    PUBLICATION,
    PROCEEDING_START,
    FACT_DATE
}
