package interlock.policytest;

import interlock.diagnostic.Location;
import interlock.fact.FactBase;
import java.time.LocalDate;

/**
 * One case: some facts, and what the policy makes of them.
 *
 * @param name a sentence
 * @param at where the name stands
 * @param asOf the day that the facts are looked at
 * @param facts the facts shared by all cases, as this case changes them, and its own
 */
public record TestCase(String name, Location at, LocalDate asOf, FactBase facts, Expectation expectation) {}
