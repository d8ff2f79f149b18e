package interlock.diagnostic;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One problem in an input, in the user's words: {@code message} in lower case on one line without a full stop,
 * {@code help} the remedy, {@code snippet} the source line at the location.
 */
public record Diagnostic(
        String code,
        Severity severity,
        Location at,
        String message,
        @Nullable String help,
        @Nullable String snippet) implements Comparable<Diagnostic> {

    private static final Comparator<Diagnostic> ORDER = Comparator.comparing(Diagnostic::at)
            .thenComparing(Diagnostic::severity)
            .thenComparing(Diagnostic::code)
            .thenComparing(Diagnostic::message);

    /** An error without a snippet. */
    public static Diagnostic error(String code, Location at, String message, @Nullable String help) {
        return new Diagnostic(code, Severity.ERROR, at, message, help, null);
    }

    /** A warning without a snippet. */
    public static Diagnostic warning(String code, Location at, String message, @Nullable String help) {
        return new Diagnostic(code, Severity.WARNING, at, message, help, null);
    }

    /** The same, showing the source line it is about. */
    public Diagnostic withSnippet(@Nullable String line) {
        return new Diagnostic(code, severity, at, message, help, line);
    }

    @Override
    public int compareTo(Diagnostic other) {
        return ORDER.compare(this, other);
    }
}
