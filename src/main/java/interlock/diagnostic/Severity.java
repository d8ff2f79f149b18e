package interlock.diagnostic;

import java.util.Locale;

/** How bad a diagnostic is, worst first. */
public enum Severity {
    /** The input cannot be used. */
    ERROR,
    /** The input can be used but probably does not say what its author means. */
    WARNING,
    /** Worth knowing. */
    NOTE;

    /** The word a user reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
