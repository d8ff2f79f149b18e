package interlock.policy;

import interlock.vocabulary.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the doc comment of a policy says about it.
 *
 * @param level of the signals it raises; null if it only concludes
 * @param says the narrative, a template over the bindings; null if it only concludes
 */
public record Header(
        String title,
        String version,
        @Nullable Level level,
        @Nullable String says,
        String description,
        List<String> references,
        List<String> falsePositives) {
    public Header {
        references = List.copyOf(references);
        falsePositives = List.copyOf(falsePositives);
    }
}
