package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Location;
import interlock.policy.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a policy, the places in it, and what is wrong at them. */
final class PolicyText {
    private final Policy policy;
    private final String[] lines;
    /** Where each line begins. */
    private final int[] starts;

    private final List<Diagnostic> problems = new ArrayList<>();

    PolicyText(Policy policy) {
        this.policy = policy;
        this.lines = policy.source().split("\n", -1);
        this.starts = new int[lines.length];
        for (int i = 1; i < lines.length; i++) {
            starts[i] = starts[i - 1] + lines[i - 1].length() + 1;
        }
    }

    Policy policy() {
        return policy;
    }

    /** What has been found wrong so far. */
    List<Diagnostic> problems() {
        return List.copyOf(problems);
    }

    int count() {
        return problems.size();
    }

    /** Drops what was found after the first so many. */
    void forget(int count) {
        problems.subList(count, problems.size()).clear();
    }

    void error(String code, int index, int length, String message, @Nullable String help) {
        error(code, at(index, length), message, help);
    }

    void error(String code, Location at, String message, @Nullable String help) {
        problems.add(Diagnostic.error(code, at, message, help).withSnippet(line(at.line())));
    }

    void warning(String code, int index, int length, String message, @Nullable String help) {
        Location at = at(index, length);
        problems.add(Diagnostic.warning(code, at, message, help).withSnippet(line(at.line())));
    }

    /** A line by its number, from 1; null if there is none. */
    @Nullable
    String line(int number) {
        return number >= 1 && number <= lines.length ? lines[number - 1] : null;
    }

    /** How many lines there are. */
    int lines() {
        return lines.length;
    }

    /** Where the character of that index stands. */
    Location at(int index, int length) {
        int within = Math.max(0, Math.min(index, policy.source().length()));
        int found = Arrays.binarySearch(starts, within);
        int row = found >= 0 ? found : -found - 2;
        return new Location(policy.file(), row + 1, within - starts[row] + 1, Math.max(1, length));
    }
}
