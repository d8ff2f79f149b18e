package interlock.engine;

import interlock.derive.Deriver;
import interlock.derive.Derivers;
import interlock.engine.sandbox.TextGate.Matched;
import interlock.policy.Clause;
import interlock.policy.PolicySet;
import interlock.policy.dsl.ClauseBook;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Policies made ready to be evaluated in any number of worlds. */
public final class CompiledPolicies {
    /** Givens that the coming of a fact takes away from no other. */
    private static final Set<String> STAYING =
            Set.of("Parameter", "Event", "Applicable", "Inapplicable", "Clock", "Age", "Behind", "Claim");

    private static final Pattern DAY_AGAINST_DATE =
            Pattern.compile("\\s*asOf\\s*([<>]=?|[=!]=)\\s*\\$\\w+(\\s*\\.\\s*\\w+)*\\s*");

    private final PolicySet policies;
    private final List<ClauseShape> shapes;
    private final ClauseBook book;
    private final List<Stage> stages;
    private final SortedMap<String, List<Matched>> patterns;
    private final ClauseTrees trees;
    private final Budget budget;
    private final List<Deriver> derivers;
    private final DerivedOnce derived;

    /**
     * @param stages what is evaluated one after the other
     * @param patterns what each rule matches, with the lines of its file
     */
    CompiledPolicies(
            PolicySet policies,
            List<ClauseShape> shapes,
            ClauseBook book,
            List<Stage> stages,
            SortedMap<String, List<Matched>> patterns) {
        this(policies, shapes, book, stages, patterns, new ClauseTrees(), Budget.unwatched(), new DerivedOnce());
    }

    private CompiledPolicies(
            PolicySet policies,
            List<ClauseShape> shapes,
            ClauseBook book,
            List<Stage> stages,
            SortedMap<String, List<Matched>> patterns,
            ClauseTrees trees,
            Budget budget,
            DerivedOnce derived) {
        this.derived = derived;
        this.policies = policies;
        this.shapes = List.copyOf(shapes);
        this.book = book;
        this.stages = List.copyOf(stages);
        this.patterns = patterns;
        this.trees = trees;
        this.budget = budget;
        this.derivers = Derivers.of(shapes.stream()
                .flatMap(s -> s.reads().stream())
                .map(ClauseShape.Read::kind)
                .collect(Collectors.toSet()));
    }

    /** The same, to be evaluated with no more than that. */
    public CompiledPolicies within(Budget most) {
        return new CompiledPolicies(policies, shapes, book, stages, patterns, trees, most, derived);
    }

    /** The same, with what was derived before. */
    CompiledPolicies with(DerivedOnce before) {
        return new CompiledPolicies(policies, shapes, book, stages, patterns, trees, budget, before);
    }

    /** What was derived of facts before. */
    DerivedOnce derived() {
        return derived;
    }

    /** What evaluating them may use up. */
    public Budget budget() {
        return budget;
    }

    /** The policies as their files give them. */
    public PolicySet policies() {
        return policies;
    }

    /** The kinds that some clause of a policy matches, and those of the facts that these are derived from, sorted. */
    public List<String> kindsRead(String policy) {
        List<String> matched = shapes.stream()
                .filter(s -> s.policy().equals(policy))
                .flatMap(s -> s.reads().stream())
                .map(ClauseShape.Read::kind)
                .toList();
        return Stream.concat(matched.stream(), Derivers.under(matched).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** What has to be worked out of the facts of a world before any policy runs, since some clause matches it. */
    List<Deriver> derivers() {
        return derivers;
    }

    /** The kinds that a policy concludes, sorted. */
    public List<String> kindsConcluded(String policy) {
        return shapes.stream()
                .filter(s -> s.policy().equals(policy))
                .flatMap(s -> s.conclusions().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether a policy, or one whose conclusions it uses, directly or over others, holds a {@code not}. */
    public boolean denies(String policy) {
        Set<String> seen = new HashSet<>();
        Deque<ClauseShape> open = new ArrayDeque<>();
        shapes.stream().filter(s -> s.policy().equals(policy)).forEach(open::add);
        while (!open.isEmpty()) {
            ClauseShape shape = open.pop();
            if (!shape.absences().isEmpty()) {
                return true;
            }
            if (seen.add(shape.ruleName())) {
                shapes.stream()
                        .filter(s -> shape.reads().stream()
                                .anyMatch(r -> s.conclusions().contains(r.kind())))
                        .forEach(open::add);
            }
        }
        return false;
    }

    /**
     * Whether something may appear, when facts are taken away, that a clause under a policy denies or gathers: a
     * conclusion of clauses that themselves deny or gather, or something derived.
     */
    public boolean rebounds(String policy) {
        List<ClauseShape> under = under(policy);
        for (ClauseShape shape : under) {
            for (ClauseShape.Read read : shape.reads()) {
                // What derivers work out may come out otherwise with fewer facts, and so be there only then.
                if (read.whole()
                        && (Derivers.KINDS.contains(read.kind())
                                || under(shapes.stream()
                                                .filter(s -> s.conclusions().contains(read.kind()))
                                                .toList())
                                        .stream()
                                        .anyMatch(s -> s.reads().stream().anyMatch(ClauseShape.Read::whole)))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether more facts can never make a signal of a policy fail: neither it nor those whose conclusions it uses look at a kind
     * as a whole, and of what is given none goes when a fact comes, that of who stands behind a company aside.
     */
    boolean onlyMatches(String policy) {
        List<ClauseShape> under = under(policy);
        Set<String> concluded = new HashSet<>();
        under.forEach(s -> concluded.addAll(s.conclusions()));
        return under.stream()
                .allMatch(s -> s.absences().isEmpty()
                        && s.reads().stream()
                                .allMatch(r -> !r.whole()
                                        && (concluded.contains(r.kind())
                                                || STAYING.contains(r.kind())
                                                || policies.vocabulary()
                                                        .kind(r.kind())
                                                        .isPresent())));
    }

    /** The clauses of a policy, and those whose conclusions they use, directly or over others. */
    List<ClauseShape> under(String policy) {
        return under(shapes.stream().filter(s -> s.policy().equals(policy)).toList());
    }

    /** Some clauses, and those whose conclusions they use, directly or over others. */
    List<ClauseShape> under(List<ClauseShape> some) {
        Set<ClauseShape> found = new LinkedHashSet<>();
        Deque<ClauseShape> open = new ArrayDeque<>(some);
        while (!open.isEmpty()) {
            ClauseShape shape = open.pop();
            if (found.add(shape)) {
                shapes.stream()
                        .filter(s -> shape.reads().stream().anyMatch(r -> Strata.feeds(s, r)))
                        .forEach(open::add);
            }
        }
        return List.copyOf(found);
    }

    /** The ids of the parameters that a policy asks for, sorted. */
    public List<String> parametersRead(String policy) {
        return shapes.stream()
                .filter(s -> s.policy().equals(policy))
                .flatMap(s -> s.parameters().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The names of the parties of the signals of a clause, in order; empty if it raises none. */
    public List<String> roles(String policy, String clause) {
        Optional<ClauseShape> shape = shapes.stream()
                .filter(s -> s.policy().equals(policy) && s.clause().equals(clause))
                .findFirst();
        return shape.map(ClauseShape::roles).orElse(List.of());
    }

    /** What can be told of every clause without running it. */
    List<ClauseShape> shapes() {
        return shapes;
    }

    /** What a clause concludes. */
    List<Skeleton.Head> heads(String policy, String clause) {
        return shapes.stream()
                .filter(s -> s.policy().equals(policy) && s.clause().equals(clause))
                .flatMap(s -> skeleton(s).heads().stream())
                .toList();
    }

    /** The grades in which a policy can raise signals for so many parties, each with the names of these; none if it cannot. */
    public Map<Optional<String>, List<String>> grades(String policy, int parties) {
        Map<Optional<String>, List<String>> grades = new LinkedHashMap<>();
        for (ClauseShape shape : shapes) {
            if (shape.policy().equals(policy)
                    && shape.conclusions().contains("Signal")
                    && shape.roles().size() == parties) {
                Optional<String> grade = policies.policy(policy)
                        .flatMap(p -> p.clause(shape.clause()))
                        .map(Clause::grade);
                grades.putIfAbsent(grade, shape.roles());
            }
        }
        return grades;
    }

    /** The names of the parties of the signals of each clause of a policy that raises one. */
    public Set<List<String>> roles(String policy) {
        Set<List<String>> roles = new LinkedHashSet<>();
        shapes.stream()
                .filter(s -> s.policy().equals(policy) && s.conclusions().contains("Signal"))
                .forEach(s -> roles.add(s.roles()));
        return roles;
    }

    /**
     * Whether any clause does more with the day of the {@code Clock} than hold it against a date that it has found elsewhere.
     * If none does, only the days that are named somewhere, and those after them, can make a difference.
     */
    public boolean reckonsWithTheDay() {
        return shapes.stream()
                .anyMatch(s -> s.reads().stream().anyMatch(r -> r.kind().equals("Clock"))
                        && Skeleton.patterns(tree(s)).stream()
                                .filter(p -> p.getObjectType().equals("Clock"))
                                .flatMap(p -> p.getConstraint().getDescrs().stream())
                                .anyMatch(c -> !DAY_AGAINST_DATE
                                        .matcher(((ExprConstraintDescr) c).getExpression())
                                        .matches()));
    }

    /** What all clauses come to, read by whoever asks first. */
    Script script(Supplier<Script> reading) {
        return trees.script(reading);
    }

    /** The bones of every clause. */
    List<Skeleton> skeletons() {
        return shapes.stream().map(this::skeleton).toList();
    }

    private Skeleton skeleton(ClauseShape shape) {
        return trees.skeleton(
                shape,
                policies.policy(shape.policy())
                        .flatMap(p -> p.clause(shape.clause()))
                        .map(Clause::grade),
                Optional.ofNullable(book.clauses().get(shape.ruleName())).map(ClauseBook.Entry::level));
    }

    /** A clause as the grammar takes it apart; not to be changed. */
    RuleDescr tree(ClauseShape shape) {
        return trees.tree(shape);
    }

    /** What the rule of a clause matches, in its order, with the lines of its file. */
    List<Matched> patterns(String rule) {
        return patterns.getOrDefault(rule, List.of());
    }

    /** The kinds that the rule of a clause concludes. */
    Set<String> conclusions(String rule) {
        return shapes.stream()
                .filter(s -> s.ruleName().equals(rule))
                .flatMap(s -> s.conclusions().stream())
                .collect(Collectors.toSet());
    }

    ClauseBook book() {
        return book;
    }

    /** What is evaluated one after the other. */
    List<Stage> stages() {
        return stages;
    }
}
