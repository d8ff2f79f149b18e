package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.vocabulary.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which signals are told; they change nothing in what is evaluated. */
final class Filters {
    @Option(
            names = "--policy",
            paramLabel = "GLOB",
            description = "only signals of these policies, such as 'strategic/*'; may be repeated")
    private @Nullable List<String> policies;

    @Option(names = "--party", paramLabel = "ID", description = "only signals that concern this party; may be repeated")
    private @Nullable List<String> parties;

    /** Whether there are any. */
    boolean given() {
        return policies != null || parties != null;
    }

    List<String> policies() {
        return policies == null ? List.of() : policies;
    }

    List<String> parties() {
        return parties == null ? List.of() : parties;
    }

    /**
     * A query for these signals alone.
     *
     * @throws Lookup.NotFound if nothing on file has such a name
     */
    Query of(Query query, Level minLevel, Interlock interlock) {
        check(interlock);
        return new Query(query.asOf(), query.knownAsOf(), policies(), parties(), minLevel, query.firings());
    }

    /** @throws Lookup.NotFound if nothing on file has such a name */
    void check(Interlock interlock) {
        parties().forEach(p -> Lookup.party(interlock, p));
        Lookup.policies(interlock, policies());
    }
}
