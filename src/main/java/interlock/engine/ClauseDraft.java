package interlock.engine;

import interlock.derivation.Absence;
import interlock.derivation.Premise;
import interlock.diagnostic.DidYouMean;
import interlock.engine.ClauseShape.Read;
import interlock.engine.ReadClause.Gathering;
import interlock.engine.ReadClause.PatternRead;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A clause while it is read: its text, and what is known so far.
 *
 * @param text the text of the policy up to the end of the clause, with blanks before the clause
 * @param behindThen where what it concludes begins
 * @param bound the variables that all of the clause sees
 * @param types what each variable holds, as far as it is known
 * @param hidden the variables that are bound inside a condition and not seen outside it, and where that begins
 * @param unusable the kinds it names whose declarations are broken
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
        List<Edit> edits,
        List<PatternRead> patterns,
        List<Gathering> gatherings,
        Map<String, Integer> hidden,
        Set<String> unusable) {

    /**
     * What a clause may name.
     *
     * @param shelf what it may match
     * @param parameters every parameter on file, in force or not
     * @param policies every policy and every pack on file
     */
    record Ids(Shelf shelf, SortedSet<String> parameters, SortedSet<String> policies) {}

    /** A passage of the text that is run as something else. */
    record Edit(int start, int end, String replacement) {}

    private static final Pattern WORD = Pattern.compile("not|exists|accumulate");

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
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new HashMap<>(),
                new LinkedHashSet<>());
    }

    /** What the clause may match. */
    Shelf shelf() {
        return ids.shelf();
    }

    void error(String code, int index, int length, String message, @Nullable String help) {
        page.error(code, index, length, message, help);
    }

    void unbound(String variable, int place, Set<String> scope) {
        int index = text.indexOf(variable, place);
        Misspelt.binding(this, variable)
                .ifPresent(at -> page.warning(
                        "IL150",
                        at,
                        text.substring(at).split("[^\\w$]", 2)[0].length(),
                        "`" + text.substring(at).split("[^\\w$]", 2)[0] + "` is bound here and used nowhere",
                        "did you mean `" + variable + "`, which is not bound?"));
        Integer inside = hidden.get(variable);
        if (inside != null) {
            Matcher word = WORD.matcher(text);
            boolean named = word.find(inside) && word.start() == inside;
            error(
                    "IL138",
                    index < 0 ? place : index,
                    variable.length(),
                    "`" + variable + "` is bound inside the " + (named ? "`" + word.group() + "`" : "`or`")
                            + " on line " + page.at(inside, 1).line() + " only",
                    "what is bound inside `not`, `exists`, `accumulate` or one side of `or` is not seen outside of it");
            return;
        }
        error(
                "IL124",
                index < 0 ? place : index,
                variable.length(),
                "`" + variable + "` is not bound at this point",
                DidYouMean.help(variable, new HashSet<>(scope), "bind it first, as in `" + variable + " : field`"));
    }

    /** Notes that what is seen inside the condition that begins there, and not outside of it, is hidden from now on. */
    void hide(Set<String> inner, Set<String> outer, int start) {
        inner.stream().filter(v -> !outer.contains(v)).forEach(v -> hidden.put(v, start));
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
