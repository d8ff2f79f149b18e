package interlock.report;

import interlock.policy.Clause;
import interlock.policy.Lexeme;
import interlock.policy.Policy;
import interlock.vocabulary.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a policy reads, in so few letters that a report can carry it: enough to tell which line another report's policy has
 * otherwise, not what stands there. How it is laid out and commented is no part of that.
 *
 * @param id of the policy
 * @param tags the line of each tag of its header and what it says, or the digest of that, by its name
 * @param clauses by name
 */
public record PolicyMarks(String id, SortedMap<String, String> tags, SortedMap<String, ClauseMarks> clauses) {
    private static final String NOTHING = "-";
    private static final int LETTERS = 4;
    /** A longer tag is told by its digest. */
    private static final int LONGEST = 24;

    private static final String DIGEST = "digest ";

    public PolicyMarks {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        clauses = Collections.unmodifiableSortedMap(new TreeMap<>(clauses));
    }

    /** A tag of a header, or of a clause, with its line. */
    record Tag(int line, String says) {
        /** The tag of that name; null if there is none. */
        static @Nullable Tag of(SortedMap<String, String> tags, String name) {
            String mark = tags.get(name);
            if (mark == null) {
                return null;
            }
            String[] parts = lineAndRest(mark);
            return new Tag(Integer.parseInt(parts[0]), parts[1]);
        }
    }

    /** A mark in its two parts; line 0 if it does not begin with one. */
    static String[] lineAndRest(String mark) {
        String[] parts = mark.split(" ", 2);
        return parts.length == 2 && parts[0].matches("[0-9]{1,9}") ? parts : new String[] {"0", mark};
    }

    /**
     * How a clause reads.
     *
     * @param line its first one
     * @param digest the beginning of the SHA-256 of its words and signs
     * @param lines of each of its lines the same, shorter; {@code -} where nothing but a comment stands
     * @param tags as of the header
     */
    public record ClauseMarks(int line, String digest, String lines, SortedMap<String, String> tags) {
        public ClauseMarks {
            tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        }

        /** The lines on which something stands. */
        List<Mark> marks() {
            List<Mark> marks = new ArrayList<>();
            List<String> all = Arrays.asList(lines.split(" "));
            for (int i = 0; i < all.size(); i++) {
                if (!all.get(i).equals(NOTHING)) {
                    marks.add(new Mark(line + i, all.get(i)));
                }
            }
            return marks;
        }
    }

    /** A line by its number, from 1. */
    record Mark(int line, String digest) {}

    /** The marks of a policy. */
    public static PolicyMarks of(Policy policy) {
        SortedMap<String, String> tags = new TreeMap<>();
        put(tags, policy, null, "title", policy.header().title());
        put(tags, policy, null, "version", policy.header().version());
        put(tags, policy, null, "level", policy.header().level());
        put(tags, policy, null, "says", policy.header().says());
        SortedMap<String, ClauseMarks> clauses = new TreeMap<>();
        policy.clauses().forEach(c -> clauses.put(c.name(), of(policy, c)));
        return new PolicyMarks(policy.id(), tags, clauses);
    }

    private static ClauseMarks of(Policy policy, Clause clause) {
        SortedMap<String, String> tags = new TreeMap<>();
        put(tags, policy, clause, "grade", clause.grade());
        put(tags, policy, clause, "level", clause.level());
        put(tags, policy, clause, "says", clause.says());
        List<Lexeme> lexemes = Lexeme.of(policy, clause);
        List<String> lines = new ArrayList<>();
        int at = 0;
        for (int line = clause.line(); at < lexemes.size(); line++) {
            int from = at;
            while (at < lexemes.size() && lexemes.get(at).line() == line) {
                at++;
            }
            lines.add(at == from ? NOTHING : digest(lexemes.subList(from, at)).substring(0, LETTERS));
        }
        return new ClauseMarks(clause.line(), digest(lexemes), String.join(" ", lines), tags);
    }

    private static String digest(List<Lexeme> lexemes) {
        return Fingerprint.brief(
                String.join(" ", lexemes.stream().map(Lexeme::text).toList()));
    }

    private static void put(
            SortedMap<String, String> tags,
            Policy policy,
            @Nullable Clause clause,
            String name,
            @Nullable Object value) {
        if (value != null) {
            String says = value instanceof Enum<?> ? value.toString().toLowerCase(Locale.ROOT) : value.toString();
            tags.put(
                    name,
                    policy.line(name, clause) + " "
                            + (says.length() <= LONGEST ? says : DIGEST + Fingerprint.brief(says)));
        }
    }
}
