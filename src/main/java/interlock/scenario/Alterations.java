package interlock.scenario;

import interlock.diagnostic.LineDifference;
import interlock.diagnostic.LineDifference.Passage;
import interlock.fact.Amount;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.Source;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.policy.Clause;
import interlock.policy.Header;
import interlock.policy.Lexeme;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.scenario.Alteration.OfClock;
import interlock.scenario.Alteration.OfFact;
import interlock.scenario.Alteration.OfKinds;
import interlock.scenario.Alteration.OfParameter;
import interlock.scenario.Alteration.OfPolicy;
import interlock.scenario.Alteration.OfSource;
import interlock.scenario.Alteration.Part;
import interlock.scenario.Alteration.Place;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Records;
import interlock.vocabulary.Vocabulary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In what a basis is otherwise than another, cut into the smallest parts that can be altered alone: a field of a fact, a
 * value of a threshold, the lines of a clause. How a file is laid out and commented, and where things stand in it, is no
 * part of that.
 */
public final class Alterations {
    /** What of an assertion is said by its fields, or does not count. */
    private static final Set<String> NOT_OF_ASSERTIONS = Set.of("fact", "amounts", "at", "assumed");

    private final Basis before;
    private final Basis after;
    private final boolean sameKinds;
    private final List<Alteration> all = new ArrayList<>();
    /** Of altered lines the passages of the clause's words, by number. */
    private final Map<Integer, List<Passage>> passages = new HashMap<>();

    private Alterations(Basis before, Basis after) {
        this.sameKinds = kinds(before).equals(kinds(after));
        // Of one declaration two readings make two classes; only one of them can be evaluated.
        this.before = sameKinds ? adopted(before, after.policies().vocabulary()) : before;
        this.after = after;
        clocks();
        if (!sameKinds) {
            all.add(new OfKinds(next()));
        }
        policies();
        parameters();
        facts();
        sources();
    }

    /** All that is otherwise in the later basis. */
    public static Alterations between(Basis before, Basis after) {
        return new Alterations(before, after);
    }

    /** All of them: clocks, policies, thresholds, facts, sources; each group by id. */
    public List<Alteration> all() {
        return List.copyOf(all);
    }

    private static Map<String, List<Field>> kinds(Basis basis) {
        return basis.policies().vocabulary().declared().stream().collect(Collectors.toMap(Kind::name, Kind::fields));
    }

    private static Basis adopted(Basis basis, Vocabulary vocabulary) {
        List<Assertion> facts = basis.facts().assertions().stream()
                .map(a -> Records.with(Assertion.class, a, Map.of("fact", vocabulary.adopt(a.fact()))))
                .toList();
        return new Basis(
                new FactBase(
                        facts,
                        basis.facts().sources().values(),
                        Map.of(),
                        basis.facts().asOf()),
                new PolicySet(vocabulary, basis.policies().policies(), Map.of()),
                basis.parameters(),
                basis.asOf(),
                basis.knownAsOf());
    }

    private int next() {
        return all.size() + 1;
    }

    // ---- finding

    private void clocks() {
        if (!before.asOf().equals(after.asOf())) {
            all.add(new OfClock(next(), false, before.asOf(), after.asOf()));
        }
        if (!before.knownAsOf().equals(after.knownAsOf())) {
            all.add(new OfClock(next(), true, before.knownAsOf(), after.knownAsOf()));
        }
    }

    /** What two lists have of each id, paired: those of one day first, the rest in order. */
    private static <T> List<Pair<T>> pairs(
            Collection<T> before, Collection<T> after, Function<T, String> id, Function<T, Object> day) {
        SortedMap<String, List<T>> were = new TreeMap<>();
        SortedMap<String, List<T>> are = new TreeMap<>();
        before.forEach(
                t -> were.computeIfAbsent(id.apply(t), k -> new ArrayList<>()).add(t));
        after.forEach(
                t -> are.computeIfAbsent(id.apply(t), k -> new ArrayList<>()).add(t));
        SortedSet<String> ids = new TreeSet<>(were.keySet());
        ids.addAll(are.keySet());
        List<Pair<T>> pairs = new ArrayList<>();
        for (String one : ids) {
            List<T> left = new ArrayList<>(were.getOrDefault(one, List.of()));
            List<T> right = new ArrayList<>(are.getOrDefault(one, List.of()));
            for (T t : List.copyOf(left)) {
                right.stream()
                        .filter(r -> day.apply(r).equals(day.apply(t)))
                        .findFirst()
                        .ifPresent(r -> {
                            pairs.add(new Pair<>(t, r));
                            left.remove(t);
                            right.remove(r);
                        });
            }
            for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
                pairs.add(new Pair<>(i < left.size() ? left.get(i) : null, i < right.size() ? right.get(i) : null));
            }
        }
        return pairs;
    }

    private record Pair<T>(@Nullable T before, @Nullable T after) {
        T any() {
            T one = before == null ? after : before;
            return Objects.requireNonNull(one);
        }
    }

    private void facts() {
        for (Pair<Assertion> pair : pairs(facts(before), facts(after), Assertion::id, Assertion::asserted)) {
            Assertion was = pair.before();
            Assertion is = pair.after();
            String id = pair.any().id();
            if (was == null || is == null || !Kind.of(was.fact()).equals(Kind.of(is.fact()))) {
                all.add(new OfFact(next(), id, null, was, is));
                continue;
            }
            for (Field field : Kind.of(was.fact()).fields()) {
                String name = field.name();
                if (!same(Records.value(was.fact(), name), Records.value(is.fact(), name))
                        || !Objects.equals(was.amounts().get(name), is.amounts().get(name))) {
                    all.add(new OfFact(next(), id, name, was, is));
                }
            }
            for (String name : differing(Assertion.class, was, is, NOT_OF_ASSERTIONS)) {
                all.add(new OfFact(next(), id, name, was, is));
            }
        }
    }

    /** Facts of kinds that the rules declare come and go with their declarations, if these are otherwise. */
    private List<Assertion> facts(Basis basis) {
        return basis.facts().assertions().stream()
                .filter(a -> sameKinds || !(a.fact() instanceof Fact.Declared))
                .toList();
    }

    private void sources() {
        for (Pair<Source> pair :
                pairs(before.facts().sources().values(), after.facts().sources().values(), Source::id, Source::id)) {
            Source was = pair.before();
            Source is = pair.after();
            if (was == null || is == null) {
                all.add(new OfSource(next(), pair.any().id(), null, was, is));
            } else {
                for (String name : differing(Source.class, was, is, Set.of("at"))) {
                    all.add(new OfSource(next(), was.id(), name, was, is));
                }
            }
        }
    }

    private void parameters() {
        for (Pair<Parameter> pair :
                pairs(before.parameters().all(), after.parameters().all(), Parameter::id, Alterations::begin)) {
            Parameter was = pair.before();
            Parameter is = pair.after();
            if (was == null || is == null) {
                all.add(new OfParameter(next(), pair.any().id(), null, was, is));
            } else {
                for (String name : differing(Parameter.class, was, is, Set.of("at"))) {
                    all.add(new OfParameter(next(), was.id(), name, was, is));
                }
            }
        }
    }

    private static LocalDate begin(Parameter parameter) {
        LocalDate from = parameter.effectiveFrom();
        return from == null ? LocalDate.MIN : from;
    }

    private static <T extends Record> List<String> differing(Class<T> type, T one, T other, Set<String> ignored) {
        return Records.components(type).stream()
                .filter(c -> !ignored.contains(c) && !same(Records.value(one, c), Records.value(other, c)))
                .toList();
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        return Objects.equals(one, other);
    }

    private void policies() {
        SortedSet<String> ids = new TreeSet<>();
        before.policies().policies().forEach(p -> ids.add(p.id()));
        after.policies().policies().forEach(p -> ids.add(p.id()));
        for (String id : ids) {
            Policy was = before.policies().policy(id).orElse(null);
            Policy is = after.policies().policy(id).orElse(null);
            if (was == null || is == null) {
                all.add(new OfPolicy(next(), id, null, Part.POLICY, whole(was), whole(is)));
            } else {
                header(was, is);
                clauses(was, is);
            }
        }
    }

    private static @Nullable Place whole(@Nullable Policy policy) {
        return policy == null
                ? null
                : new Place(policy.file(), 1, policy.header().title());
    }

    private void header(Policy was, Policy is) {
        words(was, null, is, null, Part.TITLE, was.header().title(), is.header().title());
        words(
                was,
                null,
                is,
                null,
                Part.VERSION,
                was.header().version(),
                is.header().version());
        words(was, null, is, null, Part.LEVEL, was.header().level(), is.header().level());
        words(was, null, is, null, Part.SAYS, was.header().says(), is.header().says());
    }

    /** Notes a tag that says something else. */
    private void words(
            Policy was,
            @Nullable Clause clauseWas,
            Policy is,
            @Nullable Clause clauseIs,
            Part part,
            @Nullable Object one,
            @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            all.add(new OfPolicy(
                    next(),
                    was.id(),
                    clauseWas == null ? null : clauseWas.name(),
                    part,
                    tag(was, clauseWas, part, one),
                    tag(is, clauseIs, part, other)));
        }
    }

    private static @Nullable Place tag(Policy policy, @Nullable Clause clause, Part part, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        String tag = part.name().toLowerCase(Locale.ROOT);
        return new Place(policy.file(), policy.line(tag, clause), value.toString());
    }

    private void clauses(Policy was, Policy is) {
        for (Clause clause : was.clauses()) {
            Clause now = is.clause(clause.name()).orElse(null);
            if (now == null) {
                all.add(new OfPolicy(next(), was.id(), clause.name(), Part.CLAUSE, whole(was, clause), null));
            } else {
                words(was, clause, is, now, Part.GRADE, clause.grade(), now.grade());
                words(was, clause, is, now, Part.LEVEL, clause.level(), now.level());
                words(was, clause, is, now, Part.SAYS, clause.says(), now.says());
                lines(new Page(was, Lexeme.of(was, clause)), new Page(is, Lexeme.of(is, now)), clause.name());
            }
        }
        for (Clause clause : is.clauses()) {
            if (was.clause(clause.name()).isEmpty()) {
                all.add(new OfPolicy(next(), is.id(), clause.name(), Part.CLAUSE, null, whole(is, clause)));
            }
        }
    }

    private static Place whole(Policy policy, Clause clause) {
        return new Place(policy.file(), clause.line(), policy.source().substring(clause.start(), clause.end()));
    }

    /** A clause in its file. */
    private record Page(Policy policy, List<Lexeme> lexemes) {
        List<String> texts() {
            return lexemes.stream().map(Lexeme::text).toList();
        }

        int line(int index) {
            return lexemes.get(index).line();
        }

        Place place(int first, int last) {
            String text = policy.source()
                    .lines()
                    .skip(first - 1L)
                    .limit(last - first + 1L)
                    .map(String::strip)
                    .collect(Collectors.joining("\n"));
            return new Place(policy.file(), first, text);
        }
    }

    /** Lines from first to last; none if a line was only put in there, or taken out. */
    private record Lines(int first, int last) {
        static final Lines NONE = new Lines(0, -1);

        boolean meet(Lines other) {
            return first <= other.last && other.first <= last;
        }

        boolean any() {
            return first <= last;
        }

        Lines with(Lines other) {
            return !any()
                    ? other
                    : !other.any() ? this : new Lines(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    /** Passages that stand on the same lines. */
    private record Group(Lines before, Lines after, List<Passage> passages) {}

    private void lines(Page was, Page is, String clause) {
        List<Group> groups = new ArrayList<>();
        for (Passage p : LineDifference.passages(was.texts(), is.texts())) {
            Lines left = p.to() > p.from()
                    ? new Lines(was.line(p.from()), was.line(p.to() - 1))
                    : beside(was, p.from(), is, p.start(), p.end());
            Lines right = p.end() > p.start()
                    ? new Lines(is.line(p.start()), is.line(p.end() - 1))
                    : beside(is, p.start(), was, p.from(), p.to());
            Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
            boolean together = last != null && together(last, left, right);
            if (last != null && together) {
                List<Passage> more = new ArrayList<>(last.passages());
                more.add(p);
                groups.set(
                        groups.size() - 1,
                        new Group(last.before().with(left), last.after().with(right), more));
            } else {
                groups.add(new Group(left, right, List.of(p)));
            }
        }
        for (Group group : groups) {
            passages.put(next(), group.passages());
            all.add(new OfPolicy(
                    next(),
                    was.policy().id(),
                    clause,
                    Part.LINES,
                    group.before().any()
                            ? was.place(group.before().first(), group.before().last())
                            : null,
                    group.after().any()
                            ? is.place(group.after().first(), group.after().last())
                            : null));
        }
    }

    /** Whether a passage stands on lines of a group: of the later text, or where one of them has none, of the earlier. */
    private static boolean together(Group group, Lines left, Lines right) {
        if (right.any() && group.after().any()) {
            return right.meet(group.after());
        }
        return left.any() && group.before().any() && left.meet(group.before());
    }

    /**
     * The line that words were taken out of, if it is still there.
     *
     * @param at where they would stand
     * @param other the text that still has them, from and to there
     */
    private static Lines beside(Page page, int at, Page other, int from, int to) {
        if (at > 0 && from > 0 && other.line(from - 1) == other.line(from)) {
            return new Lines(page.line(at - 1), page.line(at - 1));
        }
        if (at < page.lexemes().size() && to < other.lexemes().size() && other.line(to) == other.line(to - 1)) {
            return new Lines(page.line(at), page.line(at));
        }
        return Lines.NONE;
    }

    // ---- making

    /** The earlier basis with some of the alterations made. Whether its policies can be compiled is not said. */
    public Basis applied(Collection<Alteration> some) {
        Set<Integer> made = some.stream().map(Alteration::number).collect(Collectors.toSet());
        LocalDate asOf = before.asOf();
        LocalDate knownAsOf = before.knownAsOf();
        boolean kinds = false;
        for (Alteration alteration : some) {
            if (alteration instanceof OfClock clock) {
                asOf = clock.known() ? asOf : clock.after();
                knownAsOf = clock.known() ? clock.after() : knownAsOf;
            }
            kinds |= alteration instanceof OfKinds;
        }
        PolicySet vocabulary = (kinds ? after : before).policies();
        return new Basis(
                facts(some, kinds),
                new PolicySet(vocabulary.vocabulary(), policies(made), Map.of()),
                new ParameterSet(parameters(some), Map.of()),
                asOf,
                knownAsOf);
    }

    private FactBase facts(Collection<Alteration> some, boolean kinds) {
        List<Assertion> kept = new ArrayList<>(facts(before));
        Map<Assertion, List<OfFact>> fields = new HashMap<>();
        List<Source> sources = new ArrayList<>(before.facts().sources().values());
        Map<Source, Map<String, @Nullable Object>> otherwise = new HashMap<>();
        for (Alteration alteration : some) {
            if (alteration instanceof OfFact of) {
                if (of.field() == null) {
                    replace(kept, of.before(), of.after());
                } else {
                    fields.computeIfAbsent(Objects.requireNonNull(of.before()), k -> new ArrayList<>())
                            .add(of);
                }
            } else if (alteration instanceof OfSource of) {
                if (of.field() == null) {
                    replace(sources, of.before(), of.after());
                } else {
                    otherwise
                            .computeIfAbsent(Objects.requireNonNull(of.before()), k -> new HashMap<>())
                            .put(of.field(), Records.value(Objects.requireNonNull(of.after()), of.field()));
                }
            }
        }
        fields.forEach((fact, changes) -> replace(kept, fact, mixed(fact, changes)));
        otherwise.forEach((source, values) -> replace(sources, source, Records.with(Source.class, source, values)));
        if (!sameKinds) {
            (kinds ? after : before)
                    .facts().assertions().stream()
                            .filter(a -> a.fact() instanceof Fact.Declared)
                            .forEach(kept::add);
        }
        return new FactBase(kept, sources, Map.of(), before.facts().asOf());
    }

    private static <T> void replace(List<T> list, @Nullable T old, @Nullable T by) {
        if (old != null) {
            list.remove(old);
        }
        if (by != null) {
            list.add(by);
        }
    }

    /** An assertion with some fields as a later one has them. */
    private static Assertion mixed(Assertion fact, List<OfFact> changes) {
        Map<String, @Nullable Object> own = new HashMap<>();
        Map<String, @Nullable Object> values = new HashMap<>();
        SortedMap<String, Amount> amounts = new TreeMap<>(fact.amounts());
        Kind kind = Kind.of(fact.fact());
        kind.fields().forEach(f -> values.put(f.name(), kind.value(fact.fact(), f.name())));
        for (OfFact change : changes) {
            String name = Objects.requireNonNull(change.field());
            Assertion is = Objects.requireNonNull(change.after());
            if (kind.field(name).isPresent()) {
                values.put(name, kind.value(is.fact(), name));
                Amount amount = is.amounts().get(name);
                if (amount == null) {
                    amounts.remove(name);
                } else {
                    amounts.put(name, amount);
                }
            } else {
                own.put(name, Records.value(is, name));
            }
        }
        own.put("fact", kind.create(values));
        own.put("amounts", amounts);
        return Records.with(Assertion.class, fact, own);
    }

    private List<Parameter> parameters(Collection<Alteration> some) {
        List<Parameter> kept = new ArrayList<>(before.parameters().all());
        Map<Parameter, Map<String, @Nullable Object>> fields = new HashMap<>();
        for (Alteration alteration : some) {
            if (alteration instanceof OfParameter of) {
                if (of.field() == null) {
                    replace(kept, of.before(), of.after());
                } else {
                    fields.computeIfAbsent(Objects.requireNonNull(of.before()), k -> new HashMap<>())
                            .put(of.field(), Records.value(Objects.requireNonNull(of.after()), of.field()));
                }
            }
        }
        fields.forEach((old, values) -> replace(kept, old, Records.with(Parameter.class, old, values)));
        return kept;
    }

    private List<Policy> policies(Set<Integer> made) {
        Map<String, List<OfPolicy>> byPolicy = new TreeMap<>();
        Set<String> gone = new HashSet<>();
        List<Policy> policies = new ArrayList<>();
        for (Alteration alteration : all) {
            if (alteration instanceof OfPolicy of && made.contains(of.number())) {
                if (of.part() != Part.POLICY) {
                    byPolicy.computeIfAbsent(of.policy(), k -> new ArrayList<>())
                            .add(of);
                } else if (of.after() == null) {
                    gone.add(of.policy());
                } else {
                    policies.add(after.policies().policy(of.policy()).orElseThrow());
                }
            }
        }
        for (Policy policy : before.policies().policies()) {
            if (!gone.contains(policy.id())) {
                List<OfPolicy> changes = byPolicy.getOrDefault(policy.id(), List.of());
                policies.add(
                        changes.isEmpty()
                                ? policy
                                : mixed(
                                        policy,
                                        after.policies().policy(policy.id()).orElseThrow(),
                                        changes));
            }
        }
        return policies;
    }

    /** A policy with some passages as a later one has them, written anew. */
    private Policy mixed(Policy was, Policy is, List<OfPolicy> changes) {
        StringBuilder source = new StringBuilder();
        List<Clause> clauses = new ArrayList<>();
        for (Clause clause : was.clauses()) {
            List<OfPolicy> own = changes.stream()
                    .filter(c -> clause.name().equals(c.clause()))
                    .toList();
            if (own.stream().noneMatch(c -> c.part() == Part.CLAUSE)) {
                Clause now = is.clause(clause.name()).orElse(clause);
                Clause tags = new Clause(
                        clause.name(),
                        0,
                        0,
                        0,
                        (has(own, Part.GRADE) ? now : clause).grade(),
                        (has(own, Part.LEVEL) ? now : clause).level(),
                        (has(own, Part.SAYS) ? now : clause).says(),
                        clause.description());
                add(clauses, source, tags, has(own, Part.LINES) ? text(was, clause, is, now, own) : text(was, clause));
            }
        }
        for (Clause clause : is.clauses()) {
            if (was.clause(clause.name()).isEmpty()
                    && changes.stream().anyMatch(c -> clause.name().equals(c.clause()))) {
                add(clauses, source, clause, text(is, clause));
            }
        }
        List<OfPolicy> own = changes.stream().filter(c -> c.clause() == null).toList();
        Header header = was.header();
        return new Policy(
                was.id(),
                was.file(),
                source.toString(),
                new Header(
                        (has(own, Part.TITLE) ? is : was).header().title(),
                        (has(own, Part.VERSION) ? is : was).header().version(),
                        (has(own, Part.LEVEL) ? is : was).header().level(),
                        (has(own, Part.SAYS) ? is : was).header().says(),
                        header.description(),
                        header.references(),
                        header.falsePositives()),
                clauses);
    }

    private static boolean has(List<OfPolicy> changes, Part part) {
        return changes.stream().anyMatch(c -> c.part() == part);
    }

    private static String text(Policy policy, Clause clause) {
        return policy.source().substring(clause.start(), clause.end());
    }

    /** The clause with some of its lines as a later one has them. */
    private String text(Policy was, Clause clause, Policy is, Clause now, List<OfPolicy> changes) {
        List<Lexeme> old = Lexeme.of(was, clause);
        List<Lexeme> other = Lexeme.of(is, now);
        List<Lexeme> mixed = new ArrayList<>();
        int at = 0;
        for (OfPolicy change : changes) {
            for (Passage p : passages.getOrDefault(change.number(), List.of())) {
                mixed.addAll(old.subList(at, p.from()));
                mixed.addAll(other.subList(p.start(), p.end()));
                at = p.to();
            }
        }
        mixed.addAll(old.subList(at, old.size()));
        return Lexeme.joined(mixed);
    }

    private static void add(List<Clause> clauses, StringBuilder source, Clause tags, String text) {
        int line = (int) source.chars().filter(c -> c == '\n').count() + 1;
        int start = source.length();
        source.append(text);
        clauses.add(new Clause(
                tags.name(),
                line,
                start,
                source.length(),
                tags.grade(),
                tags.level(),
                tags.says(),
                tags.description()));
        source.append("\n\n");
    }
}
