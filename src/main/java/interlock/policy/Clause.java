package interlock.policy;

import interlock.vocabulary.Level;
import org.jspecify.annotations.Nullable;

/**
 * One clause of a policy: a rule in its file.
 *
 * @param name as it stands behind the word rule
 * @param line where the rule begins, from 1
 * @param start index of the first character of the rule in the file
 * @param end index after its last character
 * @param grade what distinguishes the signals of this clause from others of the policy about the same parties
 * @param level of the signals of this clause, where it differs from the policy's
 * @param says the narrative of this clause, where it differs from the policy's
 */
public record Clause(
        String name,
        int line,
        int start,
        int end,
        @Nullable String grade,
        @Nullable Level level,
        @Nullable String says,
        String description) {}
