package interlock.fact;

/** The word that a source puts before an amount. */
public enum Qualifier {
    EXACT(""),
    APPROXIMATELY("about "),
    UP_TO("up to "),
    AT_LEAST("at least "),
    LESS_THAN("less than "),
    CUMULATIVE("in total "),
    INCREMENTAL("a further "),
    RUN_RATE("a yearly rate of "),
    ESTIMATE("an estimated "),
    CONDITIONAL("conditionally ");

    private final String words;

    Qualifier(String words) {
        this.words = words;
    }

    /** The words as they stand before an amount, with a blank after them unless empty. */
    public String words() {
        return words;
    }
}
