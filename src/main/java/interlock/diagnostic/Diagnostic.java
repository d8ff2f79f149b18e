package interlock.diagnostic;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One problem in an input, in the user's words: {@code message} in lower case on one line without a full stop,
 * {@code help} the remedy, {@code snippet} the source line at the location, {@code remedy} the change to the text that the
 * help speaks of, if whoever found the problem knows it.
 */
public record Diagnostic(
        String code,
        Severity severity,
        Location at,
        String message,
        @Nullable String help,
        @Nullable String snippet,
        @Nullable Fix remedy)
        implements Comparable<Diagnostic> {

    private static final Comparator<Diagnostic> ORDER = Comparator.comparing(Diagnostic::at)
            .thenComparing(Diagnostic::severity)
            .thenComparing(Diagnostic::code)
            .thenComparing(Diagnostic::message);

    /** One without a remedy of its own. */
    public Diagnostic(
            String code,
            Severity severity,
            Location at,
            String message,
            @Nullable String help,
            @Nullable String snippet) {
        this(code, severity, at, message, help, snippet, null);
    }

    /** An error without a snippet. */
    public static Diagnostic error(String code, Location at, String message, @Nullable String help) {
        return new Diagnostic(code, Severity.ERROR, at, message, help, null);
    }

    /** A warning without a snippet. */
    public static Diagnostic warning(String code, Location at, String message, @Nullable String help) {
        return new Diagnostic(code, Severity.WARNING, at, message, help, null);
    }

    /** A note without a snippet. */
    public static Diagnostic note(String code, Location at, String message, @Nullable String help) {
        return new Diagnostic(code, Severity.NOTE, at, message, help, null);
    }

    /** Whether something is to be set right; a note is no problem. */
    public boolean isProblem() {
        return severity != Severity.NOTE;
    }

    /** The same, showing the source line it is about. */
    public Diagnostic withSnippet(@Nullable String line) {
        return new Diagnostic(code, severity, at, message, help, line, remedy);
    }

    /** The same, with the one change that sets it right. */
    public Diagnostic withFix(Fix change) {
        return new Diagnostic(code, severity, at, message, help, snippet, change);
    }

    /** The one change that sets it right, if there is one that can only be meant. */
    public Optional<Fix> fix() {
        return Optional.ofNullable(remedy).or(() -> Fix.told(this));
    }

    @Override
    public int compareTo(Diagnostic other) {
        return ORDER.compare(this, other);
    }
}
