package interlock.engine;

import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Level;
import interlock.vocabulary.Vocabulary;
import java.lang.reflect.Constructor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiled policies in a form in which many worlds can be evaluated at once: each clause as the steps that lead to its
 * conclusions. A clause that holds anything of which only Drools can tell what it means is left out, and with it whatever
 * follows from it; {@link #tells} says so.
 */
public final class Script {
    /**
     * A clause.
     *
     * @param steps its conditions
     * @param slots how many variables it has
     * @param matches the kinds that must be there, in whose every addition it is carried out again
     */
    record Rule(ClauseShape shape, List<Step> steps, List<Ending> endings, int slots, Set<String> matches) {}

    /** A condition. */
    sealed interface Step {}

    /**
     * Something of a kind that passes tests.
     *
     * @param slot where it is kept; -1 if nowhere
     * @param tests in their order
     * @param keys the fields by which it can be looked up, and what each must equal
     */
    record Look(String kind, int slot, List<Test> tests, List<Lookup> keys) implements Step {}

    /** A field that must equal something known beforehand. */
    record Lookup(String field, Formula value) {}

    /**
     * A test of what a pattern looks at.
     *
     * @param slot where the value of a field is kept; -1 if nowhere
     * @param field the field that is kept; null if none is
     * @param check what must hold; null if nothing
     */
    record Test(int slot, @Nullable Formula field, @Nullable Formula check) {}

    /** Each value of a list. */
    record Through(int slot, Formula list, Class<?> type) implements Step {}

    /** These are not there together. */
    record Deny(List<Step> steps) implements Step {}

    /** One of several. */
    record Choose(List<List<Step>> branches) implements Step {}

    /** Figures over all ways in which some steps can be taken, and what must hold of these. */
    record Gather(List<Step> steps, List<Figure> figures, List<Formula> checks) implements Step {}

    /**
     * @param slot where the result is kept
     * @param of the slot of the value that is gathered; -1 where it does not matter
     * @param told whether anything but the conditions of its own accumulate asks for it
     */
    record Figure(int slot, Tally tally, int of, boolean told) {}

    /** What follows once all conditions hold. */
    sealed interface Ending {}

    /** A signal, scored by the sum of some points. */
    record Raise(List<Formula> points, List<Formula> parties) implements Ending {}

    /** A conclusion. */
    record Conclude(Constructor<?> kind, List<Formula> values) implements Ending {}

    private final CompiledPolicies policies;
    private final List<Rule> rules;
    private final Set<String> untold;

    /** For each clause the places of those whose conclusions it looks at. */
    private final List<Set<Integer>> under;

    private Script(CompiledPolicies policies, List<Rule> rules, Set<String> untold) {
        this(policies, rules, untold, under(rules));
    }

    private Script(CompiledPolicies policies, List<Rule> rules, Set<String> untold, List<Set<Integer>> under) {
        this.policies = policies;
        this.rules = List.copyOf(rules);
        this.untold = Set.copyOf(untold);
        this.under = List.copyOf(under);
    }

    private static List<Set<Integer>> under(List<Rule> rules) {
        List<Set<Integer>> under = new ArrayList<>();
        for (Rule rule : rules) {
            Set<Integer> producers = new TreeSet<>();
            for (int i = 0; i < rules.size(); i++) {
                ClauseShape producer = rules.get(i).shape();
                if (rule.shape().reads().stream().anyMatch(r -> Strata.feeds(producer, r))) {
                    producers.add(i);
                }
            }
            under.add(producers);
        }
        return under;
    }

    /** The script of some policies; it is read once. */
    public static Script of(CompiledPolicies policies) {
        Script read = policies.script(() -> read(policies));
        return read.policies == policies ? read : new Script(policies, read.rules, read.untold, read.under);
    }

    private static Script read(CompiledPolicies policies) {
        Map<String, Class<?>> names = names(policies.policies().vocabulary());
        Shelf shelf = new Shelf(policies.policies().vocabulary());
        List<Rule> rules = new ArrayList<>();
        Set<ClauseShape> left = new HashSet<>();
        for (ClauseShape shape : inOrder(policies.shapes())) {
            Optional<Rule> rule = ScriptReader.read(shape, policies.tree(shape), shelf, names);
            rule.ifPresentOrElse(rules::add, () -> left.add(shape));
        }
        // What looks at something that a clause left out might conclude cannot be told either.
        boolean more = !left.isEmpty();
        while (more) {
            Set<ClauseShape> further = new HashSet<>();
            for (Rule rule : rules) {
                if (rule.shape().reads().stream().anyMatch(r -> left.stream().anyMatch(l -> Strata.feeds(l, r)))) {
                    further.add(rule.shape());
                }
            }
            more = left.addAll(further);
            rules.removeIf(r -> further.contains(r.shape()));
        }
        Set<String> untold = new HashSet<>();
        left.stream().filter(s -> s.conclusions().contains("Signal")).forEach(s -> untold.add(s.policy()));
        return new Script(policies, rules, untold);
    }

    /** What it takes to tell what some policies raise: their clauses and those under these, in the same order. */
    public Script about(Set<String> policyIds) {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < rules.size(); i++) {
            if (policyIds.contains(rules.get(i).shape().policy())) {
                open.add(i);
            }
        }
        SortedSet<Integer> needed = new TreeSet<>();
        while (!open.isEmpty()) {
            int at = open.remove();
            if (needed.add(at)) {
                open.addAll(under.get(at));
            }
        }
        if (needed.size() == rules.size()) {
            return this;
        }
        List<Integer> places = List.copyOf(needed);
        return new Script(
                policies,
                places.stream().map(rules::get).toList(),
                untold,
                places.stream()
                        .map(p -> under.get(p).stream().map(places::indexOf).collect(Collectors.toSet()))
                        .toList());
    }

    /** Whether all that a policy raises can be told. */
    public boolean tells(String policy) {
        return !untold.contains(policy);
    }

    /** Whether all that any policy raises can be told. */
    public boolean tellsAll() {
        return untold.isEmpty();
    }

    /** Whether a policy, and those whose conclusions it uses, only match: more facts then never make a signal fail. */
    public boolean onlyMatches(String policy) {
        return policies.onlyMatches(policy);
    }

    /** What it was read from. */
    public CompiledPolicies policies() {
        return policies;
    }

    List<Rule> rules() {
        return rules;
    }

    /** Every enum that a policy may name. */
    private static Map<String, Class<?>> names(Vocabulary vocabulary) {
        Map<String, Class<?>> names = new HashMap<>();
        Stream.of(
                        Arrays.stream(Fact.class.getDeclaredClasses()),
                        Arrays.stream(Derived.class.getDeclaredClasses()),
                        Stream.of(Level.class),
                        vocabulary.declaredNames().stream())
                .flatMap(s -> s)
                .filter(Class::isEnum)
                .forEach(e -> names.put(e.getSimpleName(), e));
        return names;
    }

    /** By stratum; within one, producers before consumers as far as no ring stands against it. */
    private static List<ClauseShape> inOrder(List<ClauseShape> shapes) {
        Strata strata = Strata.of(shapes);
        int top = shapes.stream().mapToInt(strata::of).max().orElse(0);
        Set<ClauseShape> ordered = new LinkedHashSet<>();
        for (int stratum = 0; stratum <= top; stratum++) {
            int at = stratum;
            List<ClauseShape> here =
                    shapes.stream().filter(s -> strata.of(s) == at).toList();
            Set<ClauseShape> entered = new HashSet<>();
            here.forEach(s -> visit(s, here, entered, ordered));
        }
        return List.copyOf(ordered);
    }

    private static void visit(
            ClauseShape shape, List<ClauseShape> among, Set<ClauseShape> entered, Set<ClauseShape> ordered) {
        if (entered.add(shape)) {
            for (ClauseShape producer : among) {
                if (shape.reads().stream().anyMatch(r -> Strata.feeds(producer, r))) {
                    visit(producer, among, entered, ordered);
                }
            }
            ordered.add(shape);
        }
    }
}
