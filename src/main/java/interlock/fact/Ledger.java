package interlock.fact;

import interlock.diagnostic.Location;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has been read so far, before the parts of it are held against each other. */
final class Ledger {
    /** What a name refers to. */
    enum Target {
        PARTY,
        SOURCE,
        FACT
    }

    /** A fact or a source names something that must be on file. */
    record Reference(Target target, String id, Location at) {}

    /** A company names its parent. */
    record Parent(String company, LocalDate asserted, String parent, Location at) {}

    /** Evidence on a line of its own, for a fact that stands elsewhere. */
    record Further(String kind, String id, @Nullable LocalDate asserted, List<Evidence> evidence, Location at) {}

    /** A file says at which day the fact base stands. */
    record AsOf(LocalDate day, Location at) {}

    final List<Assertion> assertions = new ArrayList<>();
    final List<Source> sources = new ArrayList<>();
    final List<Reference> references = new ArrayList<>();
    final List<Parent> parents = new ArrayList<>();
    final List<Further> further = new ArrayList<>();
    final List<AsOf> asOf = new ArrayList<>();

    /** Ids that are declared, be it by something that cannot be used for another reason. */
    final Set<String> parties = new HashSet<>();

    final Set<String> facts = new HashSet<>();
    final Set<String> registered = new HashSet<>();

    private final Map<Object, Object> known = new HashMap<>();

    /** The same value, held once however often it was read: ids, days and evidence recur all over a fact base. */
    @SuppressWarnings("unchecked") // What is found equals what is given, and so is of its class.
    <T> T once(T value) {
        return (T) known.computeIfAbsent(value, v -> v);
    }
}
