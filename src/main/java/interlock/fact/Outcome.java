package interlock.fact;

import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of the mutually exclusive ways in which a fact may turn out.
 *
 * @param probability an interval within 0 to 1
 * @param amounts definite amounts by component name, in the currency of the fact's amount; empty if the fact is absent
 * @param absent whether in this outcome the fact does not come about at all
 */
public record Outcome(String label, Range probability, Map<String, BigDecimal> amounts, boolean absent) {
    public Outcome {
        amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
    }
}
