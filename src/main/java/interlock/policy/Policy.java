package interlock.policy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy, as its file gives it.
 *
 * @param id the path below the rule folder without its ending, such as {@code strategic/hyperscaler-hedging}
 * @param file the path for people
 * @param source the text of the file
 */
public record Policy(String id, String file, String source, Header header, List<Clause> clauses) {
    public Policy {
        clauses = List.copyOf(clauses);
    }

    /** The pack: the folder that the policy lies in. */
    public String pack() {
        int slash = id.lastIndexOf('/');
        return slash < 0 ? "" : id.substring(0, slash);
    }

    /** Whether it only concludes what others share, and raises no signal itself. */
    public boolean concludesOnly() {
        return header.level() == null;
    }

    /** The line, from 1, on which a tag of the header or of a clause stands; 1 if it is nowhere. */
    public int line(String tag, @Nullable Clause clause) {
        String word = "@" + tag;
        int at = clause == null ? source.indexOf(word) : source.lastIndexOf(word, clause.start());
        return (int) source.substring(0, Math.max(0, at))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }

    /** The clause of that name, if there is one. */
    public Optional<Clause> clause(String name) {
        return clauses.stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
