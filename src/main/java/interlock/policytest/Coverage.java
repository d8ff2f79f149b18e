package interlock.policytest;

import interlock.diagnostic.Location;
import interlock.engine.Probe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the cases of policies show of their conditions: a condition that was never true might as well be impossible, one
 * that was never false might as well not be there. A policy's own cases count; for a policy that only concludes those of
 * the policies that use it.
 */
public record Coverage(List<OfPolicy> policies) {
    public Coverage {
        policies = List.copyOf(policies);
    }

    /** The conditions of one policy, by clause. */
    public record OfPolicy(String policy, String file, List<OfClause> clauses) {
        public OfPolicy {
            clauses = List.copyOf(clauses);
        }

        /** Every condition, in the order of the file. */
        public List<OfCondition> conditions() {
            return clauses.stream().flatMap(c -> c.conditions().stream()).toList();
        }

        /** How many of them were seen both ways. */
        public long seen() {
            return conditions().stream().filter(OfCondition::seenBothWays).count();
        }

        /** {@link Coverage#percent()} of this policy. */
        public BigDecimal percent() {
            return Coverage.percent(seen(), conditions().size());
        }
    }

    /** The conditions of one clause, in the order of its text. */
    public record OfClause(String clause, Location at, List<OfCondition> conditions) {
        public OfClause {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * One condition.
     *
     * @param text as written, on one line
     * @param everTrue whether it was true of something in some case; of a {@code not}, whether there once was nothing
     * @param everFalse whether it was false of something in some case
     */
    public record OfCondition(Probe.Sort sort, String text, Location at, boolean everTrue, boolean everFalse) {
        /** Whether it was once true and once false. */
        public boolean seenBothWays() {
            return everTrue && everFalse;
        }
    }

    /** What concerns some policies alone. */
    public Coverage of(Predicate<String> wanted) {
        return new Coverage(
                policies.stream().filter(p -> wanted.test(p.policy())).toList());
    }

    /** How many conditions there are. */
    public long conditions() {
        return every().count();
    }

    /** How many of them were seen both ways. */
    public long seen() {
        return every().filter(OfCondition::seenBothWays).count();
    }

    /** Of 100 conditions how many were seen both ways, to one decimal and never rounded up; 100 if there are none. */
    public BigDecimal percent() {
        return percent(seen(), conditions());
    }

    /** Whether at least so many per cent were seen both ways, exactly. */
    public boolean reaches(int percent) {
        return seen() * 100 >= percent * conditions();
    }

    private Stream<OfCondition> every() {
        return policies.stream().flatMap(p -> p.conditions().stream());
    }

    private static BigDecimal percent(long seen, long all) {
        return all == 0
                ? BigDecimal.valueOf(100)
                : BigDecimal.valueOf(seen * 100).divide(BigDecimal.valueOf(all), 1, RoundingMode.DOWN);
    }
}
