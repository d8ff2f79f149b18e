package interlock.fact;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Location;
import interlock.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong, so that all of it can be told at once. */
final class Findings {
    private final List<Diagnostic> all = new ArrayList<>();
    private int errors;

    void add(Diagnostic diagnostic) {
        all.add(diagnostic);
        if (diagnostic.severity() == Severity.ERROR) {
            errors++;
        }
    }

    void error(FactCode code, Location at, String message, @Nullable String help) {
        add(Diagnostic.error(code.code(), at, message, help));
    }

    void warning(FactCode code, Location at, String message, @Nullable String help) {
        add(Diagnostic.warning(code.code(), at, message, help));
    }

    /** How many errors have been found so far. */
    int errors() {
        return errors;
    }

    List<Diagnostic> all() {
        return List.copyOf(all);
    }
}
