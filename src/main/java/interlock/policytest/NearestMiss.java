package interlock.policytest;

import interlock.derivation.Derivation;
import interlock.derivation.Gap;
import interlock.derivation.NearMiss;
import interlock.derivation.Step;
import interlock.diagnostic.DidYouMean;
import interlock.engine.ClauseReach;
import interlock.engine.Probe;
import interlock.engine.Probes;
import interlock.engine.Reach;
import interlock.fact.World;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the clauses of a policy stop that raised nothing, and on which facts. */
final class NearestMiss {
    /** Enough to name every fact that a case can hold. */
    private static final int SAMPLES = 1_000;
    /** More facts than this are not named one by one. */
    private static final int NAMED = 8;

    private final List<ClauseReach> clauses;
    private final Derivation derivation;

    NearestMiss(Probes probes, World world, Derivation derivation) {
        this.clauses = probes.reach(world, derivation, SAMPLES);
        this.derivation = derivation;
    }

    /** The clause that got furthest and stops; empty if every clause fires. */
    Optional<ClauseReach> furthest() {
        return clauses.stream()
                .filter(c -> !c.stops().isEmpty())
                .max(Comparator.comparingDouble((ClauseReach c) -> (double) c.passed() / c.height())
                        .thenComparingInt(ClauseReach::passed)
                        // The first of equals.
                        .thenComparing(c -> -clauses.indexOf(c)));
    }

    /** The clause that got furthest and where it stopped; empty if every clause fires. */
    Optional<String> words() {
        return furthest()
                .map(c -> "  nearest miss: `" + c.clause() + "` meets " + c.passed() + " of its " + c.height()
                        + " conditions and stops at\n"
                        + c.stops().stream().map(this::words).collect(Collectors.joining("\n")));
    }

    /** By how much a clause fails, a line for each figure; empty where it fails by none. */
    static String lacks(NearMiss miss) {
        return miss.gaps().stream().limit(1).flatMap(NearestMiss::lacks).collect(Collectors.joining());
    }

    private static Stream<String> lacks(Gap gap) {
        String on = gap.item() instanceof Fact fact ? " of " + fact.id() : "";
        return gap.shortfalls().stream()
                .filter(s -> s.figure() != null && (s.by() != null || s.unknown()))
                .map(s -> "    closest: `" + s.figure() + "`" + on
                        + (s.unknown() ? " is not known" : " is " + plain(s.value()))
                        + s.needed().stream()
                                .map(n -> ", and `" + s.operator() + "` " + plain(n) + " is needed")
                                .collect(Collectors.joining())
                        + (s.by() == null ? "" : ", " + plain(s.by()) + " away")
                        + (s.parameter() == null ? "" : " (parameter " + s.parameter() + ")") + "\n");
    }

    private static String plain(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    private String words(Reach reach) {
        Probe probe = reach.probe();
        StringBuilder words = new StringBuilder("    " + probe.at() + " `" + probe.text() + "`, which " + truth(reach));
        SortedSet<String> facts = facts(reach);
        if (!facts.isEmpty() && facts.size() <= NAMED) {
            words.append(": ").append(String.join(", ", facts));
        }
        return words.toString();
    }

    private static String truth(Reach reach) {
        if (reach.reached() == 0) {
            return "is asked of nothing: there is no `" + reach.probe().kind() + "`";
        }
        return switch (reach.probe().sort()) {
            case PRESENCE -> "needs one, and there is none";
            case ABSENCE -> "needs that there is none, and there is";
            case WITNESS -> "needs one, and there is none";
            case CONSTRAINT, RESULT ->
                "is true of none of " + reach.reached()
                        + (reach.unknown() == 0
                                ? ""
                                : reach.unknown() == reach.reached()
                                        ? ", since the figure is unknown"
                                        : ", of which " + reach.unknown() + " unknown");
        };
    }

    /** The facts that a condition fails on: of a constraint those that it was asked of, else all that was matched. */
    private SortedSet<String> facts(Reach reach) {
        SortedSet<String> facts = new TreeSet<>();
        for (Reach.Row row : reach.failing()) {
            List<Object> matched = row.matched();
            if (reach.probe().sort() == Probe.Sort.CONSTRAINT && !matched.isEmpty()) {
                facts.addAll(behind(matched.get(matched.size() - 1)));
            } else {
                matched.forEach(m -> facts.addAll(behind(m)));
            }
        }
        return facts;
    }

    private SortedSet<String> behind(Object item) {
        SortedSet<String> facts = new TreeSet<>();
        if (item instanceof Fact fact) {
            facts.add(fact.id());
        } else if (item instanceof Derived derived) {
            facts.addAll(derivation.grounds(derived));
            for (Step step : derivation.justifying(derived)) {
                facts.addAll(derivation.factsUnder(step));
            }
        }
        return facts;
    }

    /** How the place where a clause stops differs from the one expected; empty if it does not. */
    List<String> differences(Stop stop) {
        ClauseReach clause = clauses.stream()
                .filter(c -> c.clause().equals(stop.clause()))
                .findFirst()
                .orElseThrow();
        String wanted = stop.fails().strip().replaceAll("\\s+", " ");
        String expected = "expected: `" + stop.clause() + "` stops at `" + wanted + "`";
        List<String> texts = clause.conditions().stream()
                .map(r -> r.probe().text())
                .distinct()
                .toList();
        if (!texts.contains(wanted)) {
            return List.of(expected + "\n  it has no such condition: "
                    + DidYouMean.help(wanted, texts, "write one as it stands in the policy"));
        }
        List<Reach> stops = clause.stops();
        List<Reach> meant =
                stops.stream().filter(r -> r.probe().text().equals(wanted)).toList();
        if (meant.isEmpty()) {
            return List.of(expected
                    + (stops.isEmpty()
                            ? "\n  it stops nowhere: something meets all of its conditions"
                            : "\n  it stops at\n"
                                    + stops.stream().map(this::words).collect(Collectors.joining("\n"))));
        }
        SortedSet<String> facts = new TreeSet<>();
        meant.forEach(r -> facts.addAll(facts(r)));
        List<String> missing = new ArrayList<>(stop.on());
        missing.removeAll(facts);
        return missing.isEmpty()
                ? List.of()
                : List.of(expected + " on " + String.join(", ", stop.on()) + "\n  it stops there on: "
                        + (facts.isEmpty() ? "nothing" : String.join(", ", facts)));
    }
}
