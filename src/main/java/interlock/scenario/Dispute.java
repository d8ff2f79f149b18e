package interlock.scenario;

/**
 * Two live facts that contradict each other.
 *
 * @param used the id of the better graded one, which the worlds hold
 * @param other the id of the one that is kept on file and not used
 */
public record Dispute(String used, String other) {}
