package interlock.cli;

import interlock.Interlock;
import interlock.Query;
import interlock.diagnostic.DidYouMean;
import interlock.report.Report;
import interlock.report.Report.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a user names on the command line. */
final class Lookup {
    private Lookup() {}

    /** A word on the command line that names nothing. */
    static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String help;

        NotFound(String message, String help) {
            super(message);
            this.help = help;
        }

        String help() {
            return help;
        }
    }

    /**
     * Checks that a party is on file.
     *
     * @throws NotFound if it is not
     */
    static void party(Interlock interlock, String party) {
        var known = interlock.facts().parties().keySet();
        if (!known.contains(party)) {
            throw new NotFound(
                    "there is no party `" + party + "`",
                    DidYouMean.help(party, known, "parties are named by their ids, such as `amazon`"));
        }
    }

    /**
     * Checks that each pattern fits a policy.
     *
     * @throws NotFound if one does not
     */
    static void policies(Interlock interlock, List<String> patterns) {
        List<String> ids =
                interlock.policies().policies().stream().map(p -> p.id()).toList();
        for (String pattern : patterns) {
            if (ids.stream().noneMatch(id -> Query.matches(pattern, id))) {
                throw new NotFound(
                        "no policy fits `" + pattern + "`",
                        DidYouMean.help(pattern, ids, "`./interlock catalog` lists the policies"));
            }
        }
    }

    /** The ids of policies, and what they may be called for short. */
    private static List<String> names(List<String> ids) {
        List<String> names = new ArrayList<>(ids);
        ids.forEach(id -> names.add(id.substring(id.lastIndexOf('/') + 1)));
        return names;
    }

    /**
     * The policy that a word names: its id, or the last part of it.
     *
     * @throws NotFound if there is none, or there are several
     */
    static String policy(Interlock interlock, String word) {
        List<String> ids =
                interlock.policies().policies().stream().map(p -> p.id()).toList();
        List<String> matching = ids.stream()
                .filter(p -> p.equals(word) || p.endsWith("/" + word))
                .toList();
        if (matching.size() != 1) {
            throw new NotFound(
                    matching.isEmpty()
                            ? "there is no policy `" + word + "`"
                            : "`" + word + "` names " + matching.size() + " policies",
                    matching.isEmpty()
                            ? DidYouMean.help(word, names(ids), "`./interlock catalog` lists the policies")
                            : "give the whole id of one: " + String.join(", ", matching));
        }
        return matching.get(0);
    }

    /**
     * The id of a policy that raises signals, by its id or the end of it.
     *
     * @throws NotFound if there is none
     */
    static String raisingPolicy(Interlock interlock, String word) {
        List<String> ids = interlock.policies().policies().stream()
                .filter(p -> !p.concludesOnly())
                .map(p -> p.id())
                .toList();
        return ids.stream()
                .filter(id -> id.equals(word) || id.endsWith("/" + word))
                .findFirst()
                .orElseThrow(() -> new NotFound(
                        "there is no policy `" + word + "` that raises signals",
                        DidYouMean.help(
                                word,
                                ids.stream()
                                        .flatMap(id -> Stream.of(id, id.substring(id.lastIndexOf('/') + 1)))
                                        .toList(),
                                "`./interlock catalog` lists the policies")));
    }

    /**
     * The signals that the words name: a signal's id (or its beginning), or a policy and parties.
     *
     * @throws NotFound if there is none
     */
    static List<Signal> signals(Interlock interlock, Report report, List<String> words) {
        String first = words.get(0);
        List<String> parties = words.subList(1, words.size());
        if (parties.isEmpty()) {
            List<Signal> byId = report.signals().stream()
                    .filter(s -> first.length() >= 4 && s.id().startsWith(first))
                    .toList();
            if (!byId.isEmpty()) {
                return byId;
            }
        }
        List<String> policies = new ArrayList<>();
        interlock.policies().policies().forEach(p -> policies.add(p.id()));
        List<String> matching = policies.stream()
                .filter(p -> p.equals(first) || p.endsWith("/" + first))
                .toList();
        if (matching.isEmpty()) {
            throw new NotFound(
                    "there is no signal or policy `" + first + "`",
                    DidYouMean.help(
                            first,
                            names(policies),
                            "`./interlock run` lists the signals, `./interlock catalog` the policies"));
        }
        parties.forEach(p -> party(interlock, p));
        List<Signal> found = report.signals().stream()
                .filter(s -> matching.contains(s.policy().id()) && s.concerns().containsAll(parties))
                .toList();
        if (found.isEmpty()) {
            throw new NotFound(
                    matching.get(0) + " raises no signal"
                            + (parties.isEmpty() ? "" : " for " + String.join(", ", parties)),
                    "`./interlock run` says in its last part why a policy stays silent");
        }
        return found;
    }
}
