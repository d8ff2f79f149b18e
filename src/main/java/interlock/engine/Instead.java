package interlock.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the language of rules offers and a policy may not use, and what an author writes instead. */
final class Instead {
    private static final String NO_ORDER =
            "the order of clauses means nothing; what must come first is concluded by one clause and matched by the other";
    private static final String ONE_EACH =
            "every clause that holds is told; remove it, and grade the clauses with `@grade`";
    private static final String NO_LOOP = "a policy changes nothing, so no clause can wake itself; remove it";
    private static final String DATED =
            "policies hold on any day; put the day into a dated parameter, and match `Parameter( id == …, $x : value )`";
    private static final String CLOCKLESS =
            "a world is looked at on one day; match `Clock( $day : asOf )` or `Age( fact == $fact, months <= … )`";

    private static final Map<String, String> OF_ATTRIBUTES = new TreeMap<>(Map.ofEntries(
            Map.entry("salience", NO_ORDER),
            Map.entry("agenda-group", NO_ORDER),
            Map.entry("ruleflow-group", NO_ORDER),
            Map.entry("auto-focus", NO_ORDER),
            Map.entry("activation-group", ONE_EACH),
            Map.entry("no-loop", NO_LOOP),
            Map.entry("lock-on-active", NO_LOOP),
            Map.entry("date-effective", DATED),
            Map.entry("date-expires", DATED),
            Map.entry("timer", CLOCKLESS),
            Map.entry("duration", CLOCKLESS),
            Map.entry("calendars", CLOCKLESS),
            Map.entry("enabled", "remove the clause, or give it a condition that says when it holds"),
            Map.entry("dialect", "there is one language behind `then`: `raise` and `conclude`; remove it")));

    private static final Map<String, String> OF_VERBS = new TreeMap<>(Map.ofEntries(
            Map.entry("insert", "write `conclude( drools, new … )`"),
            Map.entry("insertLogical", "write `conclude( drools, new … )`"),
            Map.entry("insertAsync", "write `conclude( drools, new … )`"),
            Map.entry("modify", "a policy changes nothing: conclude something new with `conclude( drools, new … )`"),
            Map.entry("update", "a policy changes nothing: conclude something new with `conclude( drools, new … )`"),
            Map.entry("delete", "nothing is taken back: say in a condition, such as `not …`, when the clause holds"),
            Map.entry("retract", "nothing is taken back: say in a condition, such as `not …`, when the clause holds"),
            Map.entry("channels", "a signal goes into the report: write `raise( drools, points( … ), $party )`"),
            Map.entry("kcontext", "only `drools` is handed to a verb, as in `raise( drools, … )`")));

    private static final Map<String, String> OF_CONDITIONS = new TreeMap<>(Map.of(
            "eval", "write the comparison inside a pattern, as in `Investment( amount > 0 )`",
            "forall", "deny the opposite: `not Kind( … )` with what would break it",
            "collect", "count or list with `accumulate( …; $n : count( 1 ) )` or `each( $id )`",
            "groupby", "match what to group by in a pattern, then `accumulate` over it"));

    private Instead() {}

    static String ofAttribute(String attribute) {
        return OF_ATTRIBUTES.getOrDefault(attribute, "the order of clauses means nothing; remove it");
    }

    /** What to write instead of a verb; empty if nothing is known of it. */
    static String ofVerb(String verb) {
        return OF_VERBS.getOrDefault(verb, "");
    }

    static String ofCondition(String word) {
        return OF_CONDITIONS.getOrDefault(
                word, "a policy has patterns, `not`, `exists`, `or` between patterns, and `accumulate`");
    }

    /** The attributes that a clause may not have. */
    static List<String> attributes() {
        return List.copyOf(OF_ATTRIBUTES.keySet());
    }
}
