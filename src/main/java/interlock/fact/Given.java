package interlock.fact;

import interlock.vocabulary.Derived;
import java.util.List;

/**
 * Something that holds in a world before any policy runs, and the facts that it was worked out from.
 *
 * @param from ids of facts; empty if it does not rest on any (a parameter, the date)
 */
public record Given(Derived conclusion, List<String> from) {
    public Given {
        from = List.copyOf(from);
    }
}
