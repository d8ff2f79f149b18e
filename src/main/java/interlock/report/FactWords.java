package interlock.report;

import interlock.derivation.Derivation;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.parameter.ParameterSet;
import interlock.scenario.Credibility;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A fact in the words in which reports have it. */
public final class FactWords {
    private FactWords() {}

    /** The sentence of a fact; one that has not happened begins with how far along it is, an assumed one says so. */
    public static String of(Assertion fact, FactBase base, ParameterSet parameters, LocalDate asOf) {
        return new Narrator(
                        base,
                        new TreeMap<>(),
                        new Derivation(List.of(), List.of()),
                        new Credibility(base, parameters, asOf),
                        UnaryOperator.identity())
                .says(fact);
    }
}
