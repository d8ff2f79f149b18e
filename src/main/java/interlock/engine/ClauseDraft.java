package interlock.engine;

import interlock.derivation.Absence;
import interlock.derivation.Premise;
import interlock.diagnostic.DidYouMean;
import interlock.engine.ClauseShape.Read;
import interlock.policy.Clause;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A clause while it is read: its text, and what is known so far.
 *
 * @param text the text of the policy up to the end of the clause, with blanks before the clause
 * @param behindThen where what it concludes begins
 * @param bound the variables that all of the clause sees
 * @param types what each variable holds, as far as it is known
 */
record ClauseDraft(
        PolicyText page,
        Ids ids,
        Clause clause,
        String text,
        int behindThen,
        Set<String> bound,
        Map<String, Type> types,
        List<Read> reads,
        List<Premise.How> gathered,
        List<Absence> absences,
        SortedSet<String> parameters,
        List<Edit> edits) {

    /**
     * What a clause may name.
     *
     * @param parameters every parameter on file, in force or not
     * @param policies every policy and every pack on file
     */
    record Ids(SortedSet<String> parameters, SortedSet<String> policies) {}

    /** A passage of the text that is run as something else. */
    record Edit(int start, int end, String replacement) {}

    ClauseDraft(PolicyText page, Ids ids, Clause clause, String text, int behindThen) {
        this(
                page,
                ids,
                clause,
                text,
                behindThen,
                new LinkedHashSet<>(),
                new HashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new TreeSet<>(),
                new ArrayList<>());
    }

    void error(String code, int index, int length, String message, @Nullable String help) {
        page.error(code, index, length, message, help);
    }

    void unbound(String variable, int place, Set<String> scope) {
        int index = text.indexOf(variable, place);
        error(
                "IL124",
                index < 0 ? place : index,
                variable.length(),
                "`" + variable + "` is not bound at this point",
                DidYouMean.help(variable, new HashSet<>(scope), "bind it first, as in `" + variable + " : field`"));
    }

    /** Where the name of the clause ends, before its closing quote. */
    int nameEnd() {
        return Math.max(0, text.indexOf(clause.name(), clause.start() + "rule".length()))
                + clause.name().length();
    }

    /** The rule with its edits made, from behind its name to its end; every edit keeps the line breaks it covers. */
    String rewritten() {
        StringBuilder result = new StringBuilder();
        int from = nameEnd();
        if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'')) {
            from++;
        }
        for (Edit edit : edits) {
            result.append(text, from, edit.start()).append(edit.replacement());
            from = edit.end();
        }
        return result.append(text, from, text.length()).toString();
    }
}
