package interlock.policytest;

import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.engine.CompiledPolicies;
import interlock.policytest.Trial.Raised;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Records;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells the reader of a failure what did come out, or what there was for a policy to match. */
final class Account {
    /** Kinds that every world has many of, or that say nothing about the case. */
    private static final Set<String> UNTOLD = Set.of(
            "Parameter", "Event", "Applicable", "Inapplicable", "Clock", "Age", "Behind", "Claim", "Evidence", "Ended");

    private static final int LONGEST_PROOF = 40;

    private final String policy;
    private final CompiledPolicies policies;
    private final Probing probing;

    Account(String policy, CompiledPolicies policies, Probing probing) {
        this.policy = policy;
        this.policies = policies;
        this.probing = probing;
    }

    /** The signals that came out, or why there may be none. */
    String cameOut(Trial trial) {
        List<Raised> raised = trial.raisedBy(policy);
        if (raised.isEmpty()) {
            NearestMiss nearest = trial.nearestMiss(probing.of(policy));
            String words = nearest.words().map(w -> w + "\n").orElse("");
            String lacks = nearest.furthest()
                    .map(c -> NearestMiss.lacks(trial.lacks(policy, c.clause())))
                    .orElse("");
            return "  came out: nothing\n" + words + lacks + had(trial);
        }
        return "  came out:\n"
                + raised.stream().map(r -> "    " + words(r) + "\n" + proof(r)).collect(Collectors.joining("\n"));
    }

    /** A signal that came out, with the facts under it. */
    static String words(Raised raised) {
        SortedSet<String> facts = new TreeSet<>();
        raised.proofs().forEach(p -> facts.addAll(raised.factsUnder(p)));
        return raised.name() + " · " + raised.level() + " · severity "
                + raised.severity().toPlainString() + " · " + raised.standing() + " · resting on "
                + String.join(", ", facts);
    }

    /** The first proof of a signal, step below step, each conclusion followed once. */
    static String proof(Raised raised) {
        List<String> lines = new ArrayList<>();
        step(raised.proofs().get(0), raised, "      ", lines, new HashSet<>());
        return String.join("\n", lines.subList(0, Math.min(lines.size(), LONGEST_PROOF)))
                + (lines.size() > LONGEST_PROOF ? "\n      …" : "");
    }

    private static void step(Step step, Raised raised, String indent, List<String> lines, Set<Derived> seen) {
        lines.add(indent + "by `" + step.clause() + "` of " + step.policy());
        for (Premise premise : step.premises()) {
            if (premise.how() == Premise.How.LACKING) {
                continue;
            }
            String how = premise.how() == Premise.How.MATCHED
                    ? ""
                    : premise.how().name().toLowerCase(Locale.ROOT) + " ";
            if (premise.item() instanceof Fact fact) {
                lines.add(indent + "  " + how + fact.getClass().getSimpleName() + " " + fact.id());
            } else if (premise.item() instanceof Derived derived) {
                lines.add(indent + "  " + how + derived.getClass().getSimpleName() + ": " + words(derived));
                if (seen.add(derived)) {
                    raised.in().justifying(derived).stream()
                            .limit(1)
                            .forEach(s -> step(s, raised, indent + "    ", lines, seen));
                }
            }
        }
    }

    /** A proof, with the facts under it. */
    static String words(Raised raised, Step proof) {
        return "`" + proof.clause() + "` on " + String.join(", ", raised.factsUnder(proof));
    }

    /** What of each kind there was, as far as the policy or a reader can care. */
    private String had(Trial trial) {
        SortedMap<String, Set<String>> found = new TreeMap<>();
        policies.kindsRead(policy).stream()
                .filter(k -> !UNTOLD.contains(k))
                .forEach(k -> found.put(k, new LinkedHashSet<>()));
        for (Fact fact : trial.factsInCeiling()) {
            found.computeIfAbsent(Kind.of(fact).name(), k -> new LinkedHashSet<>())
                    .add(fact.id());
        }
        for (Step step : trial.ceiling().steps()) {
            Set<String> asked = found.get(step.conclusion().getClass().getSimpleName());
            if (asked != null) {
                asked.add(words(step.conclusion()));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("  the case has:");
        found.forEach((kind, items) ->
                lines.add("    " + kind + ": " + (items.isEmpty() ? "none" : String.join("; ", items))));
        SortedSet<String> undeclared = undeclared(trial.factsInCeiling());
        if (!undeclared.isEmpty()) {
            lines.add("  declared by no Company, Person or Fund, so that nobody stands behind them: "
                    + String.join(", ", undeclared));
        }
        SortedSet<String> outside = trial.outside();
        if (!outside.isEmpty()) {
            lines.add("  not in force on " + trial.asOf() + ", or disputed: " + String.join(", ", outside));
        }
        return String.join("\n", lines);
    }

    private static String words(Derived conclusion) {
        return Records.components(conclusion.getClass()).stream()
                .filter(c -> Records.value(conclusion, c) != null)
                .map(c -> c + " " + plain(Records.value(conclusion, c)))
                .collect(Collectors.joining(", "));
    }

    private static String plain(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    private SortedSet<String> undeclared(List<Fact> facts) {
        SortedSet<String> named = new TreeSet<>();
        Set<String> ids = facts.stream().map(Fact::id).collect(Collectors.toSet());
        for (Fact fact : facts) {
            for (Field field : Kind.of(fact).fields()) {
                Object value = field.type() == Field.Type.PARTY ? Kind.of(fact).value(fact, field.name()) : null;
                if (value instanceof String party && !ids.contains(party)) {
                    named.add(party);
                }
            }
        }
        return named;
    }
}
