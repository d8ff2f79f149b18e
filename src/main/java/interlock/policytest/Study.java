package interlock.policytest;

import interlock.fact.FactBase;
import interlock.vocabulary.Level;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A case study: what policies are expected to make of a fact base of its own, and what they are expected to leave alone.
 *
 * @param id the folder of the study, for people
 * @param file the file that says what is expected, for people
 * @param day the day on which the facts stand
 * @param facts the facts as they are
 * @param atMost the level above which nothing may be raised on any day; empty if any may
 */
public record Study(
        String id,
        String title,
        String file,
        LocalDate day,
        FactBase facts,
        Optional<Level> atMost,
        List<Expected> cases) {
    public Study {
        cases = List.copyOf(cases);
    }

    /**
     * What is expected of one policy.
     *
     * @param asIs whether the case looks at the facts of the study as they are
     */
    record Expected(String policy, TestCase testCase, boolean asIs) {}

    /** The day on which the facts stand, and those on which some case looks at them as they are. */
    SortedSet<LocalDate> days() {
        SortedSet<LocalDate> days = new TreeSet<>();
        days.add(day);
        cases.stream().filter(Expected::asIs).forEach(c -> days.add(c.testCase().asOf()));
        return days;
    }
}
