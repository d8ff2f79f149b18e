package interlock.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What has to be looked at again because some files changed; problems always are.
 *
 * @param run whether signals can have changed
 * @param allTests whether the tests of every policy can have
 * @param testsOf the policies whose tests alone have
 * @param policies the policies whose files have changed: with them the tests of all that look at what they conclude
 */
public record Affected(boolean run, boolean allTests, SortedSet<String> testsOf, SortedSet<String> policies) {
    private static final String POLICY = ".drl";
    private static final String TESTS = ".test.yaml";

    /** Everything: what a first look needs. */
    static final Affected EVERYTHING = new Affected(true, true, new TreeSet<>(), new TreeSet<>());

    /** By paths: tests change only themselves, facts only the signals, and everything else among the rules anything. */
    static Affected by(Set<String> changed, List<Path> ruleFolders) {
        boolean run = false;
        boolean all = false;
        SortedSet<String> own = new TreeSet<>();
        SortedSet<String> policies = new TreeSet<>();
        for (String path : changed) {
            String below = below(Path.of(path), ruleFolders);
            if (below.isEmpty()) {
                run = true;
            } else if (below.endsWith(TESTS)) {
                own.add(below.substring(0, below.length() - TESTS.length()));
            } else if (below.endsWith(POLICY)) {
                run = true;
                policies.add(below.substring(0, below.length() - POLICY.length()));
            } else {
                run = true;
                all = true;
            }
        }
        return all
                ? new Affected(run, true, new TreeSet<>(), new TreeSet<>())
                : new Affected(run, false, own, policies);
    }

    private static String below(Path path, List<Path> folders) {
        return folders.stream()
                .filter(path::startsWith)
                .map(f -> f.relativize(path).toString().replace('\\', '/'))
                .findFirst()
                .orElse("");
    }

    /** This and another: what has to be looked at again because of either. */
    Affected and(Affected other) {
        SortedSet<String> tests = new TreeSet<>(testsOf);
        tests.addAll(other.testsOf);
        SortedSet<String> changed = new TreeSet<>(policies);
        changed.addAll(other.policies);
        return new Affected(run || other.run, allTests || other.allTests, tests, changed);
    }

    /** The same once it is known which policies have to be tested again. */
    Affected testing(Set<String> found) {
        return new Affected(run, allTests, new TreeSet<>(found), new TreeSet<>());
    }

    /** Whether the tests of a policy are run again. */
    boolean tests(String policy) {
        return allTests || testsOf.contains(policy);
    }

    /** Whether any tests are run again. */
    boolean anyTests() {
        return allTests || !testsOf.isEmpty() || !policies.isEmpty();
    }
}
