package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.engine.ReadClause.Constraint;
import interlock.engine.ReadClause.PatternRead;
import interlock.vocabulary.Derived.EventType;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Parameters that go by the day of an event and are asked for without it, and the other way round; and values that are joined
 * to no fact, so that what applies to one deal would be held against another.
 */
final class EventParameters {
    private static final String CODE = "IL167";

    private EventParameters() {}

    static Stream<Diagnostic> in(RuleSet rules) {
        return rules.clauses().stream()
                .flatMap(c -> c.patterns().stream().flatMap(p -> switch (p.kind()) {
                    case "Parameter" -> named(p, "id").flatMap(d -> byDay(rules, c, d)).stream();
                    case "Applicable" -> applicable(rules, c, p);
                    default -> Stream.<Diagnostic>empty();
                }));
    }

    private static Optional<Diagnostic> byDay(RuleSet rules, ReadClause clause, Constraint demand) {
        String id = String.valueOf(Condition.literal(demand.condition().operand()));
        return rules.parameters()
                .event(id)
                .map(event -> RuleSet.warning(
                        clause,
                        CODE,
                        demand.at() + demand.text().indexOf(id),
                        id.length(),
                        "the parameter `" + id + "` goes by the day of " + words(event)
                                + ", and the policy asks for none, so this clause cannot fire",
                        "match `Applicable( parameter == \"" + id
                                + "\", fact == $fact, $value : value )`, where `$fact` is the id of the fact"));
    }

    private static Stream<Diagnostic> applicable(RuleSet rules, ReadClause clause, PatternRead pattern) {
        Optional<Constraint> named = named(pattern, "parameter");
        if (named.isEmpty()) {
            return Stream.of(RuleSet.warning(
                    clause,
                    CODE,
                    pattern.at(),
                    pattern.kind().length(),
                    "this `Applicable` names no parameter",
                    "write `parameter == \"…\"` first"));
        }
        Constraint demand = named.get();
        String id = String.valueOf(Condition.literal(demand.condition().operand()));
        if (rules.parameters().ids().contains(id)
                && rules.parameters().event(id).isEmpty()) {
            return Stream.of(RuleSet.warning(
                    clause,
                    CODE,
                    demand.at() + demand.text().indexOf(id),
                    id.length(),
                    "the parameter `" + id + "` goes by the day that the world is looked at, so there is no value of it"
                            + " for one fact, and this clause cannot fire",
                    "match `Parameter( id == \"" + id + "\", $value : value )`"));
        }
        boolean joined = pattern.demands().stream()
                .anyMatch(d -> "fact".equals(d.condition().field())
                        && "==".equals(d.condition().operator())
                        && String.valueOf(d.condition().operand()).startsWith("$"));
        return joined
                ? Stream.empty()
                : Stream.of(
                        RuleSet.warning(
                                clause,
                                CODE,
                                pattern.at(),
                                pattern.kind().length(),
                                "this `Applicable` is joined to no fact of the clause, so the value for any fact will do",
                                "bind the id of the fact before it, as in `Investment( $deal : id )`, and write `fact == $deal`"));
    }

    /** The constraint that names a parameter in quotes. */
    private static Optional<Constraint> named(PatternRead pattern, String field) {
        return pattern.demands().stream()
                .filter(d -> field.equals(d.condition().field())
                        && "==".equals(d.condition().operator())
                        && Condition.quoted(d.condition().operand()))
                .findFirst();
    }

    private static String words(EventType event) {
        return switch (event) {
            case FACT_DATE -> "a fact";
            case PROCEEDING_START -> "the start of a proceeding";
            case SIGNING, CLOSING -> "the " + event.name().toLowerCase(Locale.ROOT) + " of a deal";
        };
    }
}
