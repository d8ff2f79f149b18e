package interlock.engine;

import interlock.derivation.Derivation;
import interlock.derivation.Gap;
import interlock.derivation.Gap.Wanted;
import interlock.derivation.NearMiss;
import interlock.derivation.NearMiss.Limb;
import interlock.derivation.Premise;
import interlock.derivation.Shortfall;
import interlock.engine.HeldClause.Constraint;
import interlock.engine.HeldClause.Either;
import interlock.engine.HeldClause.Element;
import interlock.engine.HeldClause.Gather;
import interlock.engine.HeldClause.Match;
import interlock.engine.HeldClause.None;
import interlock.engine.HeldClause.Some;
import interlock.engine.Reach.Row;
import interlock.engine.Reckoning.Comparison;
import interlock.engine.Skeleton.Constant;
import interlock.engine.Skeleton.Head;
import interlock.engine.Skeleton.Term;
import interlock.engine.Skeleton.Variable;
import interlock.fact.World;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Records;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * Finds where clauses stop in a world and what comes closest there. Nothing is concluded and no condition is turned
 * round: a clause is asked up to each of its conditions, and where it stops once more without some of what it asks there.
 */
public final class NearMisses {
    /** The most rows looked at for one world. */
    public static final long ROWS = 500_000;
    /** The most rows of one set of conditions that are kept. */
    private static final int KEPT = 2_000;
    /** The most gaps told of one clause. */
    private static final int GAPS = 3;
    /** The most ways of leaving out conditions that are tried. */
    private static final int WAYS = 40;
    /** The most pairs of what was matched before and what is of the kind that are looked at one by one. */
    private static final long PAIRS = 200_000;

    private static final Comparator<Gap> NEAREST = Comparator.comparingDouble(Gap::distance)
            .thenComparing(Gap::at)
            .thenComparing(g -> keys(g.matched()))
            .thenComparing(g -> String.valueOf(g.item()));

    private final CompiledPolicies policies;
    private final World world;
    private final Derivation derivation;
    private final long most;
    private final Shelf shelf;
    private final List<Made> bases;
    /** All that there is to match, by its kind. */
    private final Map<String, List<Object>> items = new HashMap<>();

    private final Map<String, Probes.Rows> known = new HashMap<>();
    private final Set<String> wanted = new LinkedHashSet<>();
    /** For which question each row that is wanted was first looked for. */
    private final Map<String, Question> asking = new HashMap<>();

    private NearMisses(CompiledPolicies policies, World world, Derivation derivation, long most, List<Made> bases) {
        this.policies = policies;
        this.world = world;
        this.derivation = derivation;
        this.most = most;
        this.shelf = new Shelf(policies.policies().vocabulary());
        this.bases = bases;
        for (Object item : Probes.held(world, derivation, policies.policies().vocabulary())) {
            items.computeIfAbsent(item.getClass().getSimpleName(), k -> new ArrayList<>())
                    .add(item);
        }
    }

    /**
     * Those in a world.
     *
     * @param derivation all that follows in it
     * @param most the most rows that are looked at
     */
    public static NearMisses in(World world, Derivation derivation, CompiledPolicies policies, long most) {
        return new NearMisses(policies, world, derivation, most, new ArrayList<>());
    }

    /** The same in another world; what was made ready for this one need not be made again. */
    public NearMisses in(World other, Derivation following) {
        return new NearMisses(policies, other, following, most, bases);
    }

    // ---- questions

    /** Each clause of a policy, with nothing held. */
    public static List<Question> clauses(CompiledPolicies policies, String id) {
        return policies.policies().policy(id).stream()
                .flatMap(p -> p.clauses().stream())
                .map(c -> new Question(id, c.name(), new TreeMap<>()))
                .toList();
    }

    /**
     * Each clause of a policy that raises signals, for some parties in every order that fits: first as those that the signal
     * concerns, and where it concerns fewer, also as any other party that the clause speaks of.
     *
     * @param most the most questions about one clause
     */
    public static List<Question> about(CompiledPolicies policies, String id, List<String> parties, int most) {
        List<Question> questions = new ArrayList<>();
        for (Question open : clauses(policies, id)) {
            List<String> roles =
                    policies.roles(id, open.clause()).stream().map(r -> "$" + r).toList();
            if (roles.isEmpty()) {
                continue;
            }
            Set<String> variables = new LinkedHashSet<>(roles);
            variables.addAll(clause(policies, open).parties());
            List<SortedMap<String, Object>> ways = new ArrayList<>();
            ways(parties, List.copyOf(variables), Math.min(roles.size(), parties.size()), roles, new TreeMap<>(), ways);
            int asked = 0;
            for (SortedMap<String, Object> way : ways) {
                Question question = new Question(id, open.clause(), way);
                if (asked < most && clause(policies, question).holdsAll()) {
                    questions.add(question);
                    asked++;
                }
            }
        }
        return List.copyOf(questions);
    }

    private static void ways(
            List<String> parties,
            List<String> variables,
            int inRoles,
            List<String> roles,
            SortedMap<String, Object> held,
            List<SortedMap<String, Object>> ways) {
        if (held.size() == parties.size()) {
            if (held.keySet().stream().filter(roles::contains).count() == inRoles) {
                ways.add(new TreeMap<>(held));
            }
            return;
        }
        for (String variable : variables) {
            if (!held.containsKey(variable)) {
                held.put(variable, parties.get(held.size()));
                ways(parties, variables, inRoles, roles, held, ways);
                held.remove(variable);
            }
        }
    }

    /** The clauses that could conclude something of a kind with some of its fields as wanted. */
    public List<Question> concluding(String kind, Map<String, Object> fields) {
        Class<?> type = shelf.kinds().get(kind);
        if (type == null || !Derived.class.isAssignableFrom(type)) {
            return List.of();
        }
        List<String> names = Records.components(type);
        List<Question> questions = new ArrayList<>();
        for (Policy policy : policies.policies().policies()) {
            for (Clause clause : policy.clauses()) {
                for (Head head : policies.heads(policy.id(), clause.name())) {
                    if (head.kind().equals(kind) && head.values().size() == names.size()) {
                        held(head, names, fields)
                                .ifPresent(h -> questions.add(new Question(policy.id(), clause.name(), h)));
                    }
                }
            }
        }
        return questions.stream().distinct().toList();
    }

    /** What a clause must hold to conclude that; empty if it never does. */
    private static Optional<SortedMap<String, Object>> held(Head head, List<String> names, Map<String, Object> fields) {
        SortedMap<String, Object> held = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            Object value = fields.get(names.get(i));
            Term term = head.values().get(i);
            Optional<String> key = Skeleton.key(value);
            if (value == null || key.isEmpty()) {
                continue;
            }
            if (term instanceof Constant constant && !constant.value().equals(key.get())) {
                return Optional.empty();
            }
            if (term instanceof Variable variable) {
                Object before = held.put(variable.name(), value);
                if (before != null && !before.equals(value)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(held);
    }

    /** About how many rows a clause can make, by what there is of the kinds that its conditions match and how they are joined. */
    public double estimate(Question question) {
        return new Selectivity(items).rows(clause(policies, question).elements());
    }

    private static HeldClause clause(CompiledPolicies policies, Question question) {
        Policy policy = policies.policies().policy(question.policy()).orElseThrow();
        return new HeldClause(
                policy,
                policy.clause(question.clause()).orElseThrow(),
                new Shelf(policies.policies().vocabulary()),
                question);
    }

    // ---- answers

    /**
     * How far each clause gets, in the order of the questions.
     *
     * @throws LimitReached if there are too many rows
     */
    public List<NearMiss> of(List<Question> questions) {
        List<HeldClause> clauses = questions.stream().map(this::clause).toList();
        return inRounds(() -> {
            List<Optional<NearMiss>> answers = new ArrayList<>();
            for (int i = 0; i < clauses.size(); i++) {
                answers.add(asked(questions.get(i), clauses.get(i), true));
            }
            return answers;
        });
    }

    /**
     * How far each clause gets and no more: without gaps, in the order of the questions.
     *
     * @throws LimitReached if there are too many rows
     */
    public List<NearMiss> lengths(List<Question> questions) {
        List<HeldClause> clauses = questions.stream().map(this::clause).toList();
        return inRounds(() -> {
            List<Optional<NearMiss>> answers = new ArrayList<>();
            for (int i = 0; i < clauses.size(); i++) {
                answers.add(asked(questions.get(i), clauses.get(i), false));
            }
            return answers;
        });
    }

    /** What was matched by the rows that got through the first conditions of a clause. */
    public List<List<Object>> passing(Question question, int conditions) {
        HeldClause clause = clause(question);
        return inRounds(() -> List.of(rows(prefix(clause.elements(), conditions)))).get(0).kept().stream()
                .map(Row::matched)
                .distinct()
                .toList();
    }

    private HeldClause clause(Question question) {
        return clause(policies, question);
    }

    private Optional<NearMiss> asked(Question question, HeldClause clause, boolean telling) {
        Optional<NearMiss> answer = answer(question, clause, telling);
        wanted.forEach(w -> asking.putIfAbsent(w, question));
        return answer;
    }

    /** Asks again until nothing more is wanted: what is asked next depends on the answers. */
    private <T> List<T> inRounds(Supplier<List<Optional<T>>> asking) {
        while (true) {
            wanted.clear();
            List<Optional<T>> answers = asking.get();
            if (wanted.isEmpty()) {
                return answers.stream().map(Optional::orElseThrow).toList();
            }
            look();
        }
    }

    private void look() {
        Made made = bases.stream()
                .filter(b -> b.rules().keySet().containsAll(wanted))
                .min(Comparator.comparingInt(b -> b.rules().size()))
                .orElseGet(this::made);
        long left = most - known.values().stream().mapToLong(Probes.Rows::count).sum();
        Map<String, Probes.Rows> found = Probes.rows(
                made.base(),
                Probes.held(world, derivation, policies.policies().vocabulary()),
                KEPT,
                Math.max(0, left),
                policies.budget().gauge(),
                name -> asking(made, name));
        made.rules().forEach((text, name) -> known.put(text, found.getOrDefault(name, Probes.Rows.NONE)));
    }

    private String asking(Made made, String rule) {
        return made.rules().entrySet().stream()
                .filter(e -> e.getValue().equals(rule))
                .flatMap(e -> Optional.ofNullable(asking.get(e.getKey())).stream())
                .map(q -> Lookout.clause(q.policy(), q.clause()))
                .findFirst()
                .orElse("");
    }

    private Made made() {
        Map<String, String> rules = new LinkedHashMap<>();
        wanted.forEach(w -> rules.put(w, Probes.NAME + rules.size()));
        Made made = new Made(rules, Probes.compiled(rules, policies));
        bases.add(made);
        return made;
    }

    /** Conditions made ready to be asked, and the rule that asks each. */
    private record Made(Map<String, String> rules, KieBase base) {}

    /** The rows that meet some conditions; empty if they were not looked for yet. */
    private Optional<Probes.Rows> rows(String conditions) {
        if (conditions.isBlank()) {
            return Optional.of(new Probes.Rows(1, List.of(new Row(List.of(), new TreeMap<>()))));
        }
        Probes.Rows rows = known.get(conditions);
        if (rows == null) {
            wanted.add(conditions);
        }
        return Optional.ofNullable(rows);
    }

    private static String prefix(List<Element> elements, int conditions) {
        return elements.subList(0, conditions).stream().map(Element::text).collect(Collectors.joining("\n"));
    }

    private Optional<NearMiss> answer(Question question, HeldClause clause, boolean telling) {
        List<Element> elements = clause.elements();
        List<Optional<Probes.Rows>> reached = new ArrayList<>();
        for (int i = 1; i <= elements.size(); i++) {
            reached.add(rows(prefix(elements, i)));
        }
        if (reached.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<Limb> limbs = new ArrayList<>();
        int stop = elements.size();
        for (int i = 0; i < elements.size(); i++) {
            long rows = stop < i ? -1 : reached.get(i).orElseThrow().count();
            stop = rows == 0 ? i : stop;
            Element element = elements.get(i);
            limbs.add(new Limb(element.written(), element.at(), items(element), rows));
        }
        if (stop == elements.size() || !telling) {
            return Optional.of(miss(question, clause, limbs, List.of(), 0));
        }
        Optional<List<Gap>> gaps = gaps(clause, prefix(elements, stop), elements.get(stop));
        if (gaps.isEmpty()) {
            return Optional.empty();
        }
        List<Gap> sorted = gaps.get().stream().sorted(NEAREST).toList();
        long near = sorted.stream()
                .filter(g -> g.shortfalls().size() == sorted.get(0).shortfalls().size()
                        && g.sort() == sorted.get(0).sort()
                        && g.sort() != Gap.Sort.MISSING)
                .count();
        return Optional.of(
                miss(question, clause, limbs, sorted.stream().limit(GAPS).toList(), near));
    }

    private static NearMiss miss(Question question, HeldClause clause, List<Limb> limbs, List<Gap> gaps, long near) {
        return new NearMiss(question.policy(), question.clause(), clause.at(), question.held(), limbs, gaps, near);
    }

    private long items(Element element) {
        return element instanceof Match match && match.from() == null ? count(match.kind()) : -1;
    }

    private long count(String kind) {
        return items.getOrDefault(kind, List.of()).size();
    }

    // ---- where a clause stops

    private Optional<List<Gap>> gaps(HeldClause clause, String before, Element element) {
        if (element instanceof Match match) {
            return match(clause, before, match);
        }
        if (element instanceof Gather gather) {
            return gather(clause, before, gather);
        }
        if (element instanceof None none) {
            return none(before, none);
        }
        if (element instanceof Some some) {
            return chain(clause, before, some.parts());
        }
        List<Gap> all = new ArrayList<>();
        for (List<Element> branch : ((Either) element).branches()) {
            Optional<List<Gap>> gaps = chain(clause, before, branch);
            if (gaps.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(gaps.get());
        }
        return Optional.of(all);
    }

    /** Conditions that belong together: where the first of them that nothing passes lacks something. */
    private Optional<List<Gap>> chain(HeldClause clause, String before, List<Element> parts) {
        String reached = before;
        for (Element part : parts) {
            String next = (reached.isEmpty() ? "" : reached + "\n") + part.text();
            Optional<Probes.Rows> rows = rows(next);
            if (rows.isEmpty()) {
                return Optional.empty();
            }
            if (rows.get().count() == 0) {
                return gaps(clause, reached, part);
            }
            reached = next;
        }
        // Something passes all of it: a total of nothing is then held against a bound.
        return Optional.of(List.of());
    }

    private Optional<List<Gap>> match(HeldClause clause, String before, Match match) {
        Optional<Probes.Rows> reaching = rows(before);
        if (reaching.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> absent = absentParameter(match);
        if (absent.isPresent()) {
            return Optional.of(List.of(gap(Gap.Sort.PARAMETER, match, List.of(), null)
                    .over(List.of())
                    .wanting(List.of(new Wanted(absent.get(), "id", "==", absent.get())))));
        }
        List<Integer> soft = new ArrayList<>();
        for (int i = 0; i < match.constraints().size(); i++) {
            Constraint c = match.constraints().get(i);
            if (!c.binding() && !c.fixed()) {
                soft.add(i);
            }
        }
        boolean joined = match.constraints().stream().anyMatch(c -> c.fixed());
        long pairs = joined ? count(match.kind()) : reaching.get().count() * count(match.kind());
        if (pairs > PAIRS) {
            return Optional.of(List.of(gap(Gap.Sort.UNTOLD, match, List.of(), null)));
        }
        if (match.from() == null && count(match.kind()) > 0 && !soft.isEmpty()) {
            String lead = before.isEmpty() ? "" : before + "\n";
            Optional<List<Without>> without = without(soft, left -> lead + match.text(left));
            if (without.isEmpty()) {
                return Optional.empty();
            }
            List<Gap> near = new ArrayList<>();
            for (Without way : without.get()) {
                for (Row row : way.rows().kept()) {
                    near.add(otherwise(clause, match, way.left(), row));
                }
            }
            if (!near.isEmpty()) {
                return Optional.of(near);
            }
        }
        return Optional.of(missing(match, reaching.get()));
    }

    private Gap otherwise(HeldClause clause, Match match, Set<Integer> left, Row row) {
        List<Object> matched = row.matched();
        Object item = matched.get(matched.size() - 1);
        List<Object> before = matched.subList(0, matched.size() - 1);
        List<Shortfall> shortfalls = new ArrayList<>();
        for (int i : left) {
            shortfalls.add(new Shortfalls(clause).of(match.constraints().get(i).text(), item, row.bindings(), before));
        }
        return new Gap(
                Gap.Sort.OTHERWISE,
                match.written(),
                match.at(),
                match.kind(),
                before,
                item,
                shortfalls,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The parameter that a pattern asks for by its id, if it is not in force. */
    private Optional<String> absentParameter(Match match) {
        if (!match.kind().equals("Parameter")) {
            return Optional.empty();
        }
        for (Constraint c : match.constraints()) {
            Condition condition = Condition.of(c.text());
            if ("id".equals(condition.field())
                    && "==".equals(condition.operator())
                    && Condition.quoted(condition.operand())) {
                String id = String.valueOf(Condition.literal(condition.operand()));
                boolean there = world.givens().stream()
                        .anyMatch(g -> g.conclusion() instanceof Derived.Parameter p && p.id().equals(id));
                return there ? Optional.empty() : Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** What would have to be there, told apart by what was matched before. */
    private static List<Gap> missing(Match match, Probes.Rows reaching) {
        Map<String, Gap> gaps = new LinkedHashMap<>();
        for (Row row : reaching.sample(KEPT)) {
            List<Wanted> wanted = wanted(match, row);
            gaps.putIfAbsent(
                    wanted.toString(),
                    gap(Gap.Sort.MISSING, match, row.matched(), null).wanting(wanted));
            if (gaps.size() == GAPS) {
                break;
            }
        }
        return List.copyOf(gaps.values());
    }

    private static List<Wanted> wanted(Match match, Row row) {
        List<Wanted> wanted = new ArrayList<>();
        for (Constraint c : match.constraints()) {
            if (!c.binding()) {
                wanted.add(wanted(c.text(), new Reckoning(null, row.bindings())));
            }
        }
        return wanted;
    }

    /** What a constraint asks of a field; of several values that will do, all. */
    private static Wanted wanted(String text, Reckoning reckoning) {
        List<Comparison> comparisons = Reckoning.alternatives(text);
        boolean alike = !comparisons.isEmpty()
                && comparisons.get(0).left().matches("[a-z]\\w*(\\.\\w+)*")
                && comparisons.stream()
                                .map(c -> c.left() + c.operator())
                                .distinct()
                                .count()
                        == 1;
        if (!alike) {
            return new Wanted(text, null, null, null);
        }
        List<Object> values = comparisons.stream()
                .flatMap(c -> reckoning.worth(c.right()).map(Reckoning.Worth::value).stream())
                .toList();
        Comparison first = comparisons.get(0);
        @Nullable Object value = values.isEmpty() ? null : comparisons.size() == 1 ? values.get(0) : values;
        return new Wanted(text, first.left(), first.operator(), value);
    }

    private static Gap gap(Gap.Sort sort, Match match, List<Object> matched, @Nullable Object item) {
        return new Gap(
                sort,
                match.written(),
                match.at(),
                match.kind(),
                matched,
                item,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private Optional<List<Gap>> none(String before, None none) {
        String lead = before.isEmpty() ? "" : before + "\n";
        Optional<Probes.Rows> reaching = rows(before);
        Optional<Probes.Rows> inTheWay =
                rows(lead + none.parts().stream().map(Element::text).collect(Collectors.joining("\n")));
        if (reaching.isEmpty() || inTheWay.isEmpty()) {
            return Optional.empty();
        }
        List<Gap> gaps = new ArrayList<>();
        for (Map.Entry<List<Object>, List<Row>> e :
                grouped(reaching.get(), inTheWay.get()).entrySet()) {
            int size = e.getKey().size();
            List<Object> items = e.getValue().stream()
                    .flatMap(r -> r.matched().subList(size, r.matched().size()).stream())
                    .distinct()
                    .toList();
            gaps.add(new Gap(
                    Gap.Sort.IN_THE_WAY,
                    none.written(),
                    none.at(),
                    none.parts().size() == 1 && none.parts().get(0) instanceof Match m ? m.kind() : "",
                    e.getKey(),
                    null,
                    List.of(),
                    List.of(),
                    items,
                    List.of(),
                    List.of(),
                    List.of()));
        }
        return Optional.of(gaps);
    }

    /** Rows by what they had matched before. */
    private static Map<List<Object>, List<Row>> grouped(Probes.Rows before, Probes.Rows rows) {
        Set<List<Object>> starts =
                before.sample(KEPT).stream().map(Row::matched).collect(Collectors.toSet());
        Map<List<Object>, List<Row>> grouped = new LinkedHashMap<>();
        for (Row row : rows.sample(KEPT)) {
            for (int size = row.matched().size(); size >= 0; size--) {
                List<Object> start = row.matched().subList(0, size);
                if (starts.contains(start)) {
                    grouped.computeIfAbsent(List.copyOf(start), s -> new ArrayList<>())
                            .add(row);
                    break;
                }
            }
        }
        return grouped;
    }

    private Optional<List<Gap>> gather(HeldClause clause, String before, Gather gather) {
        String lead = before.isEmpty() ? "" : before + "\n";
        Optional<Probes.Rows> reaching = rows(before);
        Optional<Probes.Rows> members =
                rows(lead + gather.parts().stream().map(Element::text).collect(Collectors.joining("\n")));
        if (reaching.isEmpty() || members.isEmpty()) {
            return Optional.empty();
        }
        if (members.get().count() == 0) {
            return chain(clause, before, gather.parts());
        }
        List<Integer> results = new ArrayList<>();
        for (int i = 0; i < gather.results().size(); i++) {
            results.add(i);
        }
        Optional<List<Without>> without = without(results, left -> lead + gather.text(left));
        if (without.isEmpty()) {
            return Optional.empty();
        }
        Map<List<Object>, List<Row>> grouped = grouped(reaching.get(), members.get());
        List<Gap> gaps = new ArrayList<>();
        for (Without way : without.get()) {
            for (Row row : way.rows().kept()) {
                gaps.add(total(clause, gather, way.left(), row, grouped.getOrDefault(row.matched(), List.of())));
            }
        }
        return Optional.of(gaps);
    }

    private static Gap total(HeldClause clause, Gather gather, Set<Integer> left, Row row, List<Row> members) {
        List<Shortfall> shortfalls = new ArrayList<>();
        for (int i : left) {
            shortfalls.add(new Shortfalls(clause).of(gather.results().get(i), null, row.bindings(), row.matched()));
        }
        return new Gap(
                Gap.Sort.TOTAL,
                gather.written(),
                gather.at(),
                gather.parts().get(0) instanceof Match m && gather.parts().size() == 1 ? m.kind() : "",
                row.matched(),
                null,
                shortfalls,
                List.of(),
                members.stream()
                        .flatMap(r -> r
                                .matched()
                                .subList(row.matched().size(), r.matched().size())
                                .stream())
                        .distinct()
                        .toList(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Some conditions left out, and the rows that then pass. */
    private record Without(Set<Integer> left, Probes.Rows rows) {}

    /** The ways of leaving out as few conditions as possible, so that something passes. */
    private Optional<List<Without>> without(List<Integer> soft, Function<Set<Integer>, String> text) {
        int tried = 0;
        for (int size = 1; size <= soft.size(); size++) {
            List<Set<Integer>> ways = subsets(soft, size);
            tried += ways.size();
            if (tried > WAYS && size > 1) {
                return Optional.of(List.of());
            }
            List<Without> found = new ArrayList<>();
            boolean open = false;
            for (Set<Integer> way : ways) {
                Optional<Probes.Rows> rows = rows(text.apply(way));
                open |= rows.isEmpty();
                rows.filter(r -> r.count() > 0).ifPresent(r -> found.add(new Without(way, r)));
            }
            if (open) {
                return Optional.empty();
            }
            if (!found.isEmpty()) {
                return Optional.of(found);
            }
        }
        return Optional.of(List.of());
    }

    private static List<Set<Integer>> subsets(List<Integer> of, int size) {
        if (size == 0) {
            return List.of(Set.of());
        }
        List<Set<Integer>> all = new ArrayList<>();
        for (int i = 0; i <= of.size() - size; i++) {
            for (Set<Integer> rest : subsets(of.subList(i + 1, of.size()), size - 1)) {
                SortedSet<Integer> one = new TreeSet<>(rest);
                one.add(of.get(i));
                all.add(one);
            }
        }
        return all;
    }

    private static String keys(List<Object> items) {
        return items.stream().map(Premise::keyOf).collect(Collectors.joining("\n"));
    }
}
