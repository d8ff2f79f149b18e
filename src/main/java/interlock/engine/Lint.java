package interlock.engine;

import interlock.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Stream;

/** Looks for one thing that can be run and is hardly meant. What it finds are warnings. */
interface Lint {
    /** All of them; a new one is a class and a line here. */
    List<Lint> ALL = List.of(
            UnusedBindings::in,
            LiteralThresholds::in,
            Contradictions::in,
            UnjoinedPatterns::in,
            Unknowns::in,
            RepeatedClauses::in,
            UnreadConclusions::in,
            UnprovidedKinds::in,
            DatedParameters::in,
            EventParameters::in,
            UnknownNames::in);

    Stream<Diagnostic> in(RuleSet rules);
}
