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
 */
public record Affected(boolean run, boolean allTests, SortedSet<String> testsOf) {
    private static final String TESTS = ".test.yaml";

    /** Everything: what a first look needs. */
    static final Affected EVERYTHING = new Affected(true, true, new TreeSet<>());

    /** By paths: tests change only themselves, facts only the signals, and everything else among the rules anything. */
    static Affected by(Set<String> changed, List<Path> ruleFolders) {
        boolean run = false;
        boolean all = false;
        SortedSet<String> own = new TreeSet<>();
        for (String path : changed) {
            String below = below(Path.of(path), ruleFolders);
            if (below.isEmpty()) {
                run = true;
            } else if (below.endsWith(TESTS)) {
                own.add(below.substring(0, below.length() - TESTS.length()));
            } else {
                run = true;
                all = true;
            }
        }
        return new Affected(run, all, all ? new TreeSet<>() : own);
    }

    private static String below(Path path, List<Path> folders) {
        return folders.stream()
                .filter(path::startsWith)
                .map(f -> f.relativize(path).toString().replace('\\', '/'))
                .findFirst()
                .orElse("");
    }

    /** Whether the tests of a policy are run again. */
    boolean tests(String policy) {
        return allTests || testsOf.contains(policy);
    }

    /** Whether any tests are run again. */
    boolean anyTests() {
        return allTests || !testsOf.isEmpty();
    }
}
