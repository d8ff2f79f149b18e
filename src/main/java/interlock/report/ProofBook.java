package interlock.report;

import interlock.derivation.Derivation;
import interlock.derivation.Grounding;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.report.Report.At;
import interlock.report.Report.Proof;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fingerprint;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The steps of a report as proofs that cite facts and one another, each under an id made of what it says. */
final class ProofBook {
    private final Narrator narrator;
    private final PolicySet policies;
    private final SortedSet<String> parameterIds;
    private final LocalDate asOf;
    private final UnaryOperator<String> fileName;
    private final SortedMap<String, Proof> proofs = new TreeMap<>();
    private final Map<Derivation, Shelf> shelves = new HashMap<>();

    ProofBook(
            Narrator narrator,
            PolicySet policies,
            SortedSet<String> parameterIds,
            LocalDate asOf,
            UnaryOperator<String> fileName) {
        this.narrator = narrator;
        this.policies = policies;
        this.parameterIds = parameterIds;
        this.asOf = asOf;
        this.fileName = fileName;
    }

    /** Writes down a step of a derivation with all that it rests on; its id. */
    String add(Step step, Derivation derivation) {
        Shelf shelf = shelves.computeIfAbsent(derivation, d -> new Shelf(new Grounding(d), new HashMap<>()));
        // From the bottom up, so that no chain of conclusions is too long.
        for (Derived conclusion : shelf.grounding().under(step)) {
            if (!shelf.written().containsKey(conclusion)) {
                Step shown = shelf.grounding().of(conclusion).orElseThrow();
                shelf.written().put(conclusion, write(shown, derivation, shelf.written()));
            }
        }
        return write(step, derivation, shelf.written());
    }

    /** What is written down of one derivation: each conclusion once, under the id of its proof. */
    private record Shelf(Grounding grounding, Map<Derived, String> written) {}

    /** The proofs that can be reached from some. */
    SortedMap<String, Proof> reachable(Collection<String> from) {
        SortedMap<String, Proof> reached = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            String id = open.pop();
            Proof proof = proofs.get(id);
            if (proof != null && reached.putIfAbsent(id, proof) == null) {
                open.addAll(proof.premises());
            }
        }
        return reached;
    }

    private String write(Step step, Derivation derivation, Map<Derived, String> written) {
        Set<String> premises = new LinkedHashSet<>();
        Map<Premise.How, Set<String>> byPart = new EnumMap<>(Premise.How.class);
        List<String> because = new ArrayList<>();
        Set<String> parameters = new LinkedHashSet<>();
        for (Premise premise : step.premises()) {
            if (premise.item() instanceof Derived.Parameter parameter && parameterIds.contains(parameter.id())) {
                parameters.add(parameter.id());
                continue;
            }
            if (premise.how() == Premise.How.LACKING || trivial(premise)) {
                continue;
            }
            because.add(said(premise));
            List<String> grounds = grounds(premise, derivation, written);
            premises.addAll(grounds);
            byPart.computeIfAbsent(premise.how(), h -> new LinkedHashSet<>()).addAll(grounds);
        }
        Policy policy = policies.policy(step.policy()).orElseThrow();
        Proof proof = new Proof(
                step.policy(),
                step.clause(),
                new At(
                        fileName.apply(policy.file()),
                        policy.clause(step.clause()).map(Clause::line).orElse(0)),
                narrator.says(step.conclusion()),
                narrator.bindings(step),
                List.copyOf(premises),
                onlyAs(Premise.How.COUNTED, byPart),
                onlyAs(Premise.How.WITNESS, byPart),
                because.stream().distinct().toList(),
                step.absences().stream()
                        .map(a -> narrator.absent(a, step, asOf))
                        .toList(),
                parameters.stream().sorted().toList(),
                ReportBuilder.score(step));
        String id = id(proof);
        proofs.put(id, proof);
        return id;
    }

    /** What plays that part and is no condition of its own as well. */
    private static List<String> onlyAs(Premise.How part, Map<Premise.How, Set<String>> byPart) {
        Set<String> matched = byPart.getOrDefault(Premise.How.MATCHED, Set.of());
        return byPart.getOrDefault(part, Set.of()).stream()
                .filter(id -> !matched.contains(id))
                .toList();
    }

    private String said(Premise premise) {
        return switch (premise.how()) {
            case MATCHED -> narrator.premise(premise);
            case COUNTED -> "Counted in: " + narrator.premise(premise);
            case WITNESS -> "Shown by: " + narrator.premise(premise);
            case LACKING -> "Looked for: " + narrator.premise(premise);
        };
    }

    private static List<String> grounds(Premise premise, Derivation derivation, Map<Derived, String> written) {
        if (!(premise.item() instanceof Derived derived)) {
            return List.of(premise.key());
        }
        String proof = written.get(derived);
        return proof == null ? derivation.grounds(derived) : List.of(proof);
    }

    /** A party standing behind itself, and the date, say nothing that the rest does not. */
    private static boolean trivial(Premise premise) {
        return premise.item() instanceof Derived.Clock
                || (premise.item() instanceof Derived.Behind b && b.party().equals(b.principal()));
    }

    private static String id(Proof proof) {
        return "proof-" + Fingerprint.brief(proof.toString());
    }
}
