package interlock.diagnostic;

import java.util.List;

/** Input that cannot be used: everything that is wrong with it, at once, sorted. Whose fault it is: the input's. */
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    public InvalidInput(List<Diagnostic> diagnostics) {
        super(diagnostics.isEmpty() ? "invalid input" : diagnostics.get(0).message());
        this.diagnostics = diagnostics.stream().sorted().distinct().toList();
    }

    /**
     * Goes on where what was found only warns.
     *
     * @throws InvalidInput with all of it, if there is an error among it
     */
    public static void refuse(List<Diagnostic> found) {
        if (found.stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
            throw new InvalidInput(found);
        }
    }

    /** All problems, sorted by file and line. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
