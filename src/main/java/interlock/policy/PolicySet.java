package interlock.policy;

import interlock.vocabulary.Vocabulary;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The policies of a run, by id. */
public final class PolicySet {
    private final Vocabulary vocabulary;
    private final List<Policy> policies;
    private final SortedMap<String, String> files;

    /**
     * Policies over the kinds of facts that Interlock itself knows.
     *
     * @param files the SHA-256 (hex) of each file read, by path
     */
    public PolicySet(Collection<Policy> policies, Map<String, String> files) {
        this(Vocabulary.builtIn(), policies, files);
    }

    /**
     * @param vocabulary the kinds of facts that the policies may match
     * @param files the SHA-256 (hex) of each file read, by path, those that declare kinds among them
     */
    public PolicySet(Vocabulary vocabulary, Collection<Policy> policies, Map<String, String> files) {
        this.vocabulary = vocabulary;
        this.policies =
                policies.stream().sorted(Comparator.comparing(Policy::id)).toList();
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The kinds of facts that the policies may match: what Interlock knows, and what their folders declare. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** All policies, by id. */
    public List<Policy> policies() {
        return policies;
    }

    /** The SHA-256 (hex) of each file read, by path. */
    public SortedMap<String, String> files() {
        return files;
    }

    /** The policy of that id, if there is one. */
    public Optional<Policy> policy(String id) {
        return policies.stream().filter(p -> p.id().equals(id)).findFirst();
    }
}
