package interlock.engine;

import interlock.derivation.SignalKey;
import interlock.engine.Skeleton.Aside;
import interlock.engine.Skeleton.Bone;
import interlock.engine.Skeleton.Constant;
import interlock.engine.Skeleton.Either;
import interlock.engine.Skeleton.Element;
import interlock.engine.Skeleton.Head;
import interlock.engine.Skeleton.Match;
import interlock.engine.Skeleton.Term;
import interlock.engine.Skeleton.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which facts could open the way for a clause if they were on file: its patterns with what is known of their fields,
 * found backwards from what is to be concluded, without evaluating anything. Not every one of them will do.
 */
public final class Openings {
    /** Through how many conclusions patterns are followed. */
    private static final int DEPTH = 5;

    private final List<Skeleton> skeletons;
    private final Shelf shelf;
    private final CompiledPolicies policies;
    private final Set<Opening> found = new LinkedHashSet<>();
    private final Set<List<Object>> seen = new HashSet<>();

    /**
     * A fact that is looked for.
     *
     * @param equal what its fields must be, as far as it is known
     * @param asked the fields that are asked about in any way
     * @param names the constants that a field is compared with
     */
    public record Opening(
            String kind,
            SortedMap<String, String> equal,
            SortedSet<String> asked,
            SortedMap<String, List<String>> names) {
        public Opening {
            equal = Collections.unmodifiableSortedMap(new TreeMap<>(equal));
            asked = Collections.unmodifiableSortedSet(new TreeSet<>(asked));
            names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
        }
    }

    private Openings(CompiledPolicies policies) {
        this.policies = policies;
        this.skeletons = policies.skeletons();
        this.shelf = new Shelf(policies.policies().vocabulary());
    }

    /** The facts that a signal could need. */
    public static List<Opening> of(CompiledPolicies policies, SignalKey signal) {
        Openings openings = new Openings(policies);
        for (Skeleton clause : openings.skeletons) {
            if (clause.policy().equals(signal.policy()) && Objects.equals(clause.grade(), signal.grade())) {
                for (Head head : clause.heads()) {
                    if (head.kind().equals("Signal")
                            && head.values().size() == signal.parties().size()) {
                        openings.visit(clause, openings.scope(head.values(), signal.parties()), 0);
                    }
                }
            }
        }
        return List.copyOf(openings.found);
    }

    /**
     * The facts that a conclusion could need.
     *
     * @param values what its fields are to be, as far as it is known
     */
    public static List<Opening> of(CompiledPolicies policies, String kind, Map<String, String> values) {
        Openings openings = new Openings(policies);
        openings.conclude(kind, values, 0);
        return List.copyOf(openings.found);
    }

    private Map<String, String> scope(List<Term> terms, List<String> values) {
        Map<String, String> scope = new TreeMap<>();
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i) instanceof Variable v) {
                scope.put(v.name(), values.get(i));
            }
        }
        return scope;
    }

    private void visit(Skeleton clause, Map<String, String> scope, int depth) {
        if (depth > DEPTH || !seen.add(List.of(clause, Map.copyOf(scope)))) {
            return;
        }
        List<Bone> bones = bones(clause);
        // Who stands behind a party is taken to be the party itself, as it is of most.
        for (int round = 0; round < 2; round++) {
            for (Bone bone : bones) {
                if (bone.kind().equals("Behind")) {
                    Map<String, String> known = known(bone, scope);
                    String party = known.getOrDefault("party", known.get("principal"));
                    if (party != null) {
                        learn(bone, "party", party, scope);
                        learn(bone, "principal", party, scope);
                    }
                }
            }
        }
        for (Bone bone : bones) {
            Map<String, String> known = known(bone, scope);
            if (policies.policies().vocabulary().kind(bone.kind()).isPresent()) {
                found.add(new Opening(
                        bone.kind(), new TreeMap<>(known), new TreeSet<>(bone.asked()), new TreeMap<>(bone.names())));
            } else {
                conclude(bone.kind(), known, depth + 1);
            }
        }
    }

    private void conclude(String kind, Map<String, String> values, int depth) {
        List<String> fields = shelf.fieldsOf(kind);
        for (Skeleton clause : skeletons) {
            for (Head head : clause.heads()) {
                if (head.kind().equals(kind) && !kind.equals("Signal")) {
                    Map<String, String> scope = new TreeMap<>();
                    for (int i = 0; i < fields.size() && i < head.values().size(); i++) {
                        String value = values.get(fields.get(i));
                        if (value != null && head.values().get(i) instanceof Variable v) {
                            scope.put(v.name(), value);
                        }
                    }
                    visit(clause, scope, depth);
                }
            }
        }
    }

    private static List<Bone> bones(Skeleton clause) {
        List<Bone> bones = new ArrayList<>();
        for (Element element : clause.elements()) {
            if (element instanceof Match match) {
                bones.add(match.bone());
            } else if (element instanceof Aside aside) {
                bones.addAll(aside.bones());
            } else if (element instanceof Either either) {
                either.branches().forEach(bones::addAll);
            }
        }
        return bones;
    }

    private static Map<String, String> known(Bone bone, Map<String, String> scope) {
        Map<String, String> known = new TreeMap<>();
        bone.binds().forEach((variable, field) -> {
            String value = scope.get(variable);
            if (value != null) {
                known.put(field, value);
            }
        });
        bone.equal().forEach((field, term) -> {
            if (term instanceof Constant constant && !constant.value().equals(Skeleton.UNKNOWN)) {
                known.put(field, constant.value());
            } else if (term instanceof Variable v && scope.containsKey(v.name())) {
                known.put(field, scope.getOrDefault(v.name(), ""));
            }
        });
        return known;
    }

    private static void learn(Bone bone, String field, String value, Map<String, String> scope) {
        bone.binds().forEach((variable, bound) -> {
            if (bound.equals(field)) {
                scope.putIfAbsent(variable, value);
            }
        });
        if (bone.equal().get(field) instanceof Variable v) {
            scope.putIfAbsent(v.name(), value);
        }
    }
}
