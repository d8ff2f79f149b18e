package interlock.engine;

import interlock.policy.Clause;
import interlock.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A clause that could be read, with every condition and where it stands, for those who look it over.
 *
 * @param page the text that it stands in
 * @param text the text of the policy up to the end of the clause, with blanks before the clause
 * @param behindThen where what it concludes begins
 * @param bound the variables that are bound for all of the clause
 */
record ReadClause(
        PolicyText page,
        Clause clause,
        String text,
        int behindThen,
        List<PatternRead> patterns,
        List<Gathering> gatherings,
        Set<String> bound,
        Consequence consequence,
        ClauseShape shape) {

    /** The part that a pattern plays. */
    enum How {
        /** There is such a fact. */
        MATCHED,
        /** One of several alternatives. */
        CHOSEN,
        /** There is none. */
        DENIED,
        /** There is at least one. */
        WITNESSED,
        /** All of them are added up or counted. */
        GATHERED
    }

    /**
     * Where a pattern belongs.
     *
     * @param block where the condition begins that it is part of
     * @param branch which of its alternatives, from 0
     */
    record Frame(How how, int block, int branch) {
        /** Whether every fact of the kind must be seen before the clause can fire. */
        boolean whole() {
            return how != How.MATCHED && how != How.CHOSEN;
        }
    }

    /**
     * A pattern.
     *
     * @param shelf what patterns can match
     * @param kind what it matches
     * @param at where the kind stands
     * @param binds the variable that holds what it matches
     * @param listed whether it goes through a list instead of the facts
     */
    record PatternRead(
            Shelf shelf,
            Frame frame,
            String kind,
            int at,
            @Nullable String binds,
            boolean listed,
            List<Constraint> constraints) {

        /** The plain comparisons that all must hold, and what is joined by "or" as one. */
        List<Constraint> demands() {
            return constraints.stream().flatMap(c -> c.conjuncts().stream()).toList();
        }

        /** The field that a variable is bound to here; empty if it is not. */
        Optional<String> boundTo(String variable) {
            return constraints.stream()
                    .filter(c -> variable.equals(c.condition().binds()))
                    .map(c -> c.text().replaceFirst("^[^:]*:", "").strip())
                    .findFirst();
        }
    }

    /** A constraint of a pattern and where it begins. */
    record Constraint(int at, Condition condition) {

        String text() {
            return condition.text();
        }

        /** The same in the parts that "and" joins, each with its place. */
        List<Constraint> conjuncts() {
            if (!joins("&&") || alternatives().size() > 1) {
                return List.of(this);
            }
            return Condition.split(text(), "&&").entrySet().stream()
                    .map(e -> new Constraint(at + e.getKey(), Condition.of(e.getValue())))
                    .toList();
        }

        /** Whether there may be anything to cut, which for most constraints there is not. */
        private boolean joins(String sign) {
            return text().contains(sign) || !text().equals(text().strip());
        }

        /** The comparisons that "or" joins; itself alone if there is no "or". */
        List<Condition> alternatives() {
            return !joins("||")
                    ? List.of(condition)
                    : Condition.split(text(), "||").values().stream()
                            .map(Condition::of)
                            .toList();
        }
    }

    /**
     * What an accumulate makes of what it looks through.
     *
     * @param block where it begins
     * @param functions by the variable that each binds, as written
     */
    record Gathering(int block, Map<String, String> functions, List<Constraint> constraints) {}

    Policy policy() {
        return page.policy();
    }

    /** The patterns that must be matched one after another. */
    List<PatternRead> matched() {
        return patterns.stream().filter(p -> p.frame().how() == How.MATCHED).toList();
    }

    /** The narrative of its signals; null if it has none. */
    @Nullable
    String says() {
        return clause.says() != null ? clause.says() : policy().header().says();
    }

    /** Whether it raises a signal. */
    boolean raises() {
        return consequence.conclusions().contains("Signal");
    }
}
