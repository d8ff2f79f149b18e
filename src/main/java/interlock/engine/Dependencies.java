package interlock.engine;

import interlock.derivation.SignalKey;
import interlock.derive.Deriver;
import interlock.derive.Group;
import interlock.engine.Skeleton.Aside;
import interlock.engine.Skeleton.Bone;
import interlock.engine.Skeleton.Constant;
import interlock.engine.Skeleton.Either;
import interlock.engine.Skeleton.Element;
import interlock.engine.Skeleton.Head;
import interlock.engine.Skeleton.Match;
import interlock.engine.Skeleton.Term;
import interlock.engine.Skeleton.Variable;
import interlock.fact.Given;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Records;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which facts a signal can depend on, in any world: found from the clauses and the facts, without evaluating anything.
 *
 * <p>Each clause that can raise the signal is matched backwards from its parties, by the equalities of its patterns
 * alone; conclusions that it looks at are followed into the clauses that make them. A pattern below a {@code not}, an
 * {@code exists} or an accumulate counts like any other. Every variable is held to the set of values that it can take, so
 * no combination of facts is ever built and the cost is that of some passes over the facts concerned.
 */
// INVARIANT(slice): evaluated on the facts and givens of a slice alone, a signal comes out as on all of them, in every
// world. All that can match a clause matches its bones, whatever else is there, so everything that a derivation of the
// signal touches, or would have to find absent, is in the slice, and by induction over the strata so is all under it.
public final class Dependencies {
    /** Past so many subgoals a slice is taken to be everything. */
    private static final int GOALS = 400;
    /** The same past so many looks at a fact or given: finding out more would take longer than it could save. */
    private static final long EFFORT = 4_000_000;

    private static final Atoms NONE = new Atoms();

    private final Map<String, List<Skeleton>> concluding = new TreeMap<>();
    private final List<Skeleton> raising = new ArrayList<>();
    private final Shelf shelf;
    private final Map<String, Atoms> atoms = new HashMap<>();
    private final Slice everything;

    /**
     * @param facts every fact that some world holds, in any of its variants, the amount excepted
     * @param givens everything that is given in some world
     */
    public Dependencies(CompiledPolicies policies, Collection<Fact> facts, Collection<Given> givens) {
        this.shelf = new Shelf(policies.policies().vocabulary());
        for (Skeleton skeleton : policies.skeletons()) {
            for (Head head : skeleton.heads()) {
                concluding.computeIfAbsent(head.kind(), k -> new ArrayList<>()).add(skeleton);
                if (head.kind().equals("Signal")) {
                    raising.add(skeleton);
                }
            }
        }
        SortedSet<String> all = new TreeSet<>();
        for (Fact fact : facts) {
            atoms(fact.getClass()).add(Atom.of(fact, List.of(fact.id())));
            all.add(fact.id());
        }
        Set<Derived> given = new HashSet<>();
        for (Given g : givens) {
            // A claim is there whatever becomes of its fact, so is what it rests on, and what has ended cannot become
            // anything
            // else.
            boolean always = g.conclusion() instanceof Derived.Claim
                    || g.conclusion() instanceof Derived.Evidence
                    || g.conclusion() instanceof Derived.Ended;
            List<String> from = always ? List.of() : g.from();
            atoms(g.conclusion().getClass()).add(Atom.of(g.conclusion(), from));
            given.add(g.conclusion());
        }
        for (Deriver deriver : policies.derivers()) {
            List<Fact> seen =
                    facts.stream().flatMap(f -> deriver.seen(f).stream()).toList();
            for (Group group : deriver.groups(seen)) {
                Atom derived = new Atom(null, List.of(), List.copyOf(group.facts()), group.within());
                deriver.derives().forEach(kind -> atoms(kind).add(derived));
            }
        }
        this.everything = new Slice(true, all, given, 0);
    }

    /**
     * What a signal can depend on.
     *
     * @param possible whether it can be raised in some world at all, as far as equalities tell
     * @param facts the ids of facts
     * @param effort how often a fact or given was looked at to find that out
     */
    public record Slice(boolean possible, SortedSet<String> facts, Set<Derived> givens, long effort) {
        public Slice {
            facts = Collections.unmodifiableSortedSet(facts);
            givens = Collections.unmodifiableSet(givens);
        }
    }

    /** What a signal can depend on when some facts are known not to be there. */
    public Slice of(SignalKey signal, Set<String> absent) {
        return new Search(absent).of(signal);
    }

    private Atoms atoms(Class<?> type) {
        return atoms.computeIfAbsent(type.getSimpleName(), k -> new Atoms());
    }

    /**
     * A fact or given; or all that a deriver can make of some facts, of which it is not known beforehand what that is, nor
     * which of them it needs.
     *
     * @param item null for what is derived
     * @param needs the facts without which it is not there
     * @param from all facts that make a difference to it
     * @param within for what is derived, the values that a field can have; any for one that is not named
     */
    private record Atom(
            @Nullable Object item, List<String> needs, List<String> from, Map<String, SortedSet<String>> within) {
        static Atom of(Object item, List<String> from) {
            return new Atom(item, from, from, Map.of());
        }

        /** The keys of the values that a field can have. */
        Set<String> keys(String field) {
            if (item == null) {
                @Nullable SortedSet<String> values = within.get(field);
                return values == null ? Set.of(ANY) : values;
            }
            return Set.of(Skeleton.key(Records.value(item, field)).orElse(ANY));
        }
    }

    /** The facts or givens of one kind, by what they hold. */
    private static final class Atoms {
        private final List<Atom> all = new ArrayList<>();
        private final Map<String, Column> columns = new HashMap<>();

        void add(Atom atom) {
            all.add(atom);
        }

        Atom get(int place) {
            return all.get(place);
        }

        Column column(String field) {
            return columns.computeIfAbsent(field, f -> Column.of(all, f));
        }

        /** The places of those whose fields may hold one of the values asked for. */
        List<Integer> matching(Map<String, Set<String>> wanted, Predicate<Atom> there, AtomicLong effort) {
            @Nullable List<Integer> narrowest = null;
            for (Map.Entry<String, Set<String>> e : wanted.entrySet()) {
                Map<String, List<Integer>> index = column(e.getKey()).index();
                // What is derived can be found under several values.
                Set<Integer> found = new LinkedHashSet<>(index.getOrDefault(ANY, List.of()));
                e.getValue().forEach(v -> found.addAll(index.getOrDefault(v, List.of())));
                effort.addAndGet(e.getValue().size() + (long) found.size());
                if (narrowest == null || found.size() < narrowest.size()) {
                    narrowest = List.copyOf(found);
                }
            }
            List<Integer> matching = new ArrayList<>();
            int size = narrowest == null ? all.size() : narrowest.size();
            effort.addAndGet(size);
            for (int i = 0; i < size; i++) {
                int place = narrowest == null ? i : narrowest.get(i);
                if (there.test(all.get(place)) && fits(place, wanted)) {
                    matching.add(place);
                }
            }
            return matching;
        }

        private boolean fits(int place, Map<String, Set<String>> wanted) {
            for (Map.Entry<String, Set<String>> e : wanted.entrySet()) {
                Set<String> keys = column(e.getKey()).keys().get(place);
                if (!keys.contains(ANY) && Collections.disjoint(e.getValue(), keys)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What stands for a value that conditions are not narrowed by, such as an amount, which differs from world to world. */
    private static final String ANY = "\u0001";

    /** What the atoms of one kind hold in one field, in their order; and where each value is held. */
    private record Column(List<Set<String>> keys, Map<String, List<Integer>> index) {
        static Column of(List<Atom> atoms, String field) {
            List<Set<String>> keys = new ArrayList<>();
            Map<String, List<Integer>> index = new HashMap<>();
            boolean varies = !atoms.isEmpty()
                    && atoms.get(0).item() instanceof Fact fact
                    && Kind.of(fact)
                            .field(field)
                            .filter(f -> f.type() == Field.Type.MONEY)
                            .isPresent();
            for (Atom atom : atoms) {
                Set<String> of = varies ? Set.of(ANY) : atom.keys(field);
                for (String key : of) {
                    index.computeIfAbsent(key, k -> new ArrayList<>()).add(keys.size());
                }
                keys.add(of);
            }
            return new Column(List.copyOf(keys), index);
        }
    }

    /** Conclusions of a kind whose fields hold one of the values asked for. */
    private record Goal(String kind, Map<String, Set<String>> wanted, int hash) {
        Goal(String kind, Map<String, Set<String>> wanted) {
            this(kind, wanted, 31 * kind.hashCode() + wanted.hashCode());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** What is known of a goal so far. It only grows. */
    private static final class Answer {
        /** The clauses that can make it. */
        private final Set<Skeleton> makers = new HashSet<>();

        private final Set<String> facts = new HashSet<>();
        private final Set<Derived> givens = new HashSet<>();
        /** The values that a field of such a conclusion can have; null for any. */
        private final Map<String, @Nullable Set<String>> values = new HashMap<>();

        boolean possible() {
            return !makers.isEmpty();
        }

        long size() {
            long size = (long) facts.size() + givens.size() + makers.size();
            for (Set<String> v : values.values()) {
                size += v == null ? Integer.MAX_VALUE : v.size() + 1;
            }
            return size;
        }
    }

    /** One search, in rounds until nothing is added. */
    private final class Search {
        private final Predicate<Atom> there;
        private final Map<Goal, Answer> answers = new LinkedHashMap<>();
        private final AtomicLong effort = new AtomicLong();

        Search(Set<String> absent) {
            this.there = absent.isEmpty() ? a -> true : a -> a.needs().stream().noneMatch(absent::contains);
        }

        Slice of(SignalKey signal) {
            Answer top = new Answer();
            long before = -1;
            while (before != size(top)) {
                before = size(top);
                for (Skeleton clause : raising) {
                    if (clause.policy().equals(signal.policy())
                            && java.util.Objects.equals(clause.grade(), signal.grade())) {
                        for (Head head : clause.heads()) {
                            raise(clause, head, signal, top);
                        }
                    }
                }
                // The answers of a round may ask for more, which is added at the end and looked at in the next.
                for (Goal goal : List.copyOf(answers.keySet())) {
                    answer(goal, answers.computeIfAbsent(goal, g -> new Answer()));
                    if (answers.size() > GOALS || effort.get() > EFFORT) {
                        return new Slice(true, everything.facts(), everything.givens(), effort.get());
                    }
                }
            }
            return new Slice(top.possible(), new TreeSet<>(top.facts), top.givens, effort.get());
        }

        private long size(Answer top) {
            long size = top.size() + answers.size();
            for (Answer a : answers.values()) {
                size += a.size();
            }
            return size;
        }

        private void raise(Skeleton clause, Head head, SignalKey signal, Answer top) {
            if (!head.kind().equals("Signal")
                    || head.values().size() != signal.parties().size()) {
                return;
            }
            Map<String, Set<String>> scope = new HashMap<>();
            for (int i = 0; i < head.values().size(); i++) {
                if (!restrict(
                        scope, head.values().get(i), Set.of(signal.parties().get(i)))) {
                    return;
                }
            }
            match(clause, scope, top);
        }

        private void answer(Goal goal, Answer answer) {
            for (Skeleton clause : concluding.getOrDefault(goal.kind(), List.of())) {
                for (Head head : clause.heads()) {
                    if (head.kind().equals(goal.kind())) {
                        conclude(clause, head, goal, answer);
                    }
                }
            }
        }

        private void conclude(Skeleton clause, Head head, Goal goal, Answer answer) {
            Map<String, Term> values = clause.values(head, shelf);
            Map<String, Set<String>> scope = new HashMap<>();
            for (Map.Entry<String, Set<String>> e : goal.wanted().entrySet()) {
                Term term = values.get(e.getKey());
                if (term != null && !restrict(scope, term, e.getValue())) {
                    return;
                }
            }
            @Nullable Map<String, Set<String>> found = match(clause, scope, answer);
            if (found != null) {
                for (String field : shelf.fieldsOf(goal.kind())) {
                    @Nullable Set<String> possible = Skeleton.possible(values.get(field), found);
                    if (possible == null) {
                        answer.values.put(field, null);
                    } else if (!answer.values.containsKey(field)) {
                        answer.values.put(field, new HashSet<>(possible));
                    } else {
                        Set<String> known = answer.values.get(field);
                        if (known != null) {
                            known.addAll(possible);
                        }
                    }
                }
            }
        }

        /**
         * Adds what the conditions of a clause can touch to an answer.
         *
         * @param scope the values that variables can have; those without an entry can have any
         * @return the values left in the end; null if the clause can match nothing
         */
        private @Nullable Map<String, Set<String>> match(
                Skeleton clause, Map<String, Set<String>> scope, Answer answer) {
            int before = -1;
            while (before != breadth(scope)) {
                before = breadth(scope);
                for (Element element : clause.elements()) {
                    if (!narrow(element, scope)) {
                        return null;
                    }
                }
            }
            answer.makers.add(clause);
            for (Element element : clause.elements()) {
                collect(element, scope, answer);
            }
            return scope;
        }

        private static int breadth(Map<String, Set<String>> scope) {
            return scope.size() + scope.values().stream().mapToInt(Set::size).sum();
        }

        private boolean narrow(Element element, Map<String, Set<String>> scope) {
            if (element instanceof Match match) {
                return narrow(match.bone(), scope);
            }
            if (element instanceof Either either) {
                List<Map<String, Set<String>>> open = new ArrayList<>();
                for (List<Bone> branch : either.branches()) {
                    Map<String, Set<String>> inner = copy(scope);
                    if (branch.stream().allMatch(b -> narrow(b, inner))) {
                        open.add(inner);
                    }
                }
                if (open.isEmpty()) {
                    return false;
                }
                // What every branch binds can have the values of any of them.
                for (String variable : List.copyOf(open.get(0).keySet())) {
                    if (open.stream().allMatch(s -> s.containsKey(variable))) {
                        Set<String> union = new HashSet<>();
                        open.forEach(s -> union.addAll(s.getOrDefault(variable, Set.of())));
                        scope.put(variable, union);
                    }
                }
            }
            return true;
        }

        private boolean narrow(Bone bone, Map<String, Set<String>> scope) {
            Map<String, Set<String>> wanted = wanted(bone, scope);
            Found found = find(bone.kind(), wanted);
            if (!found.any()) {
                return false;
            }
            effort.addAndGet((long) (bone.binds().size() + bone.equal().size())
                    * found.matching().size());
            boolean possible = true;
            for (Map.Entry<String, String> e : bone.binds().entrySet()) {
                @Nullable Set<String> values = found.values(e.getValue());
                possible &= values == null || restrict(scope, new Variable(e.getKey()), values);
            }
            for (Map.Entry<String, Term> e : bone.equal().entrySet()) {
                @Nullable Set<String> values = found.values(e.getKey());
                possible &= values == null || restrict(scope, e.getValue(), values);
            }
            return possible;
        }

        private void collect(Element element, Map<String, Set<String>> scope, Answer answer) {
            if (element instanceof Match match) {
                find(match.bone().kind(), wanted(match.bone(), scope)).into(answer);
            } else if (element instanceof Aside aside) {
                collect(aside.bones(), scope, answer);
            } else if (element instanceof Either either) {
                either.branches().forEach(b -> collect(b, scope, answer));
            }
        }

        private void collect(List<Bone> bones, Map<String, Set<String>> scope, Answer answer) {
            Map<String, Set<String>> inner = copy(scope);
            for (Bone bone : bones) {
                find(bone.kind(), wanted(bone, inner)).into(answer);
                if (!narrow(bone, inner)) {
                    // Nothing can match this one, so what stands behind it is never looked at.
                    return;
                }
            }
        }

        private Map<String, Set<String>> wanted(Bone bone, Map<String, Set<String>> scope) {
            Map<String, Set<String>> wanted = new TreeMap<>();
            bone.equal().forEach((field, term) -> {
                @Nullable Set<String> possible = Skeleton.possible(term, scope);
                if (possible != null && !field.contains(".")) {
                    wanted.put(field, Set.copyOf(possible));
                }
            });
            bone.binds().forEach((variable, field) -> {
                @Nullable Set<String> possible = scope.get(variable);
                if (possible != null && !wanted.containsKey(field)) {
                    wanted.put(field, Set.copyOf(possible));
                }
            });
            return wanted;
        }

        private Found find(String kind, Map<String, Set<String>> wanted) {
            Atoms known = atoms.getOrDefault(kind, NONE);
            List<Integer> matching = known.matching(wanted, there, effort);
            @Nullable
            Answer concluded = concluding.containsKey(kind)
                    ? answers.computeIfAbsent(new Goal(kind, wanted), g -> new Answer())
                    : null;
            return new Found(known, matching, concluded);
        }
    }

    /** What can match a pattern. */
    private record Found(
            Atoms atoms, List<Integer> matching, @Nullable Answer concluded) {
        boolean any() {
            return !matching.isEmpty() || (concluded != null && concluded.possible());
        }

        /** The values that a field can have; null for any. */
        @Nullable
        Set<String> values(String field) {
            if (field.contains(".")) {
                return null;
            }
            Set<String> values = new HashSet<>();
            Column column = atoms.column(field);
            for (int place : matching) {
                Set<String> keys = column.keys().get(place);
                if (keys.contains(ANY)) {
                    return null;
                }
                values.addAll(keys);
            }
            if (concluded != null && concluded.possible()) {
                @Nullable Set<String> more = concluded.values.get(field);
                if (more == null) {
                    return null;
                }
                values.addAll(more);
            }
            return values;
        }

        void into(Answer answer) {
            for (int place : matching) {
                Atom atom = atoms.get(place);
                answer.facts.addAll(atom.from());
                if (atom.item() instanceof Derived given) {
                    answer.givens.add(given);
                }
            }
            if (concluded != null && concluded != answer) {
                answer.facts.addAll(concluded.facts);
                answer.givens.addAll(concluded.givens);
            }
        }
    }

    /** Holds a term to some values; false if none is left. */
    private static boolean restrict(Map<String, Set<String>> scope, Term term, Set<String> values) {
        if (term instanceof Constant constant) {
            return values.contains(constant.value());
        }
        if (term instanceof Variable variable) {
            Set<String> left = new HashSet<>(values);
            @Nullable Set<String> before = scope.get(variable.name());
            if (before != null) {
                left.retainAll(before);
            }
            scope.put(variable.name(), left);
            return !left.isEmpty();
        }
        return true;
    }

    private static Map<String, Set<String>> copy(Map<String, Set<String>> scope) {
        return new HashMap<>(scope);
    }
}
