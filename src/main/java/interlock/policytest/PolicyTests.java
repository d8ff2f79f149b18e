package interlock.policytest;

import interlock.derivation.Step;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.engine.CompiledPolicies;
import interlock.engine.LimitReached;
import interlock.engine.OpenClause;
import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.parameter.ParameterSet;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policytest.ExpectedSignal.Standing;
import interlock.policytest.TestResult.Subject;
import interlock.policytest.Trial.Raised;
import interlock.vocabulary.Range;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Runs the tests of policies. Beside what a case expects, two things are checked of every signal in it: without any one
 * fact that it needs the proof falls, and the order of the facts changes nothing.
 */
public final class PolicyTests {
    private final CompiledPolicies policies;
    private final ParameterSet parameters;
    private final Probing probing;
    private final Optional<Tally> tally;
    private final SortedSet<String> fired = new TreeSet<>();
    /** The trials of the file that is being run: the cases of a study look at the same facts. */
    private final Map<Looked, Trial> looked = new HashMap<>();

    private PolicyTests(CompiledPolicies policies, ParameterSet parameters, Probing probing, Optional<Tally> tally) {
        this.policies = policies;
        this.probing = probing;
        this.parameters = parameters;
        this.tally = tally;
    }

    /**
     * The whole suite: every case, then for each policy whether its clauses all fire in its own cases and whether it has
     * the cases that it needs; a policy that only concludes needs none, but its clauses must fire somewhere.
     */
    public static List<TestResult> run(List<PolicyTest> tests, CompiledPolicies policies, ParameterSet parameters) {
        return run(tests, new PolicyTests(policies, parameters, new Probing(policies), Optional.empty()));
    }

    /** The same, and what the cases showed of every condition; takes about twice as long. */
    public static TestRun covering(List<PolicyTest> tests, CompiledPolicies policies, ParameterSet parameters) {
        Probing probing = new Probing(policies);
        Tally tally = new Tally(policies, probing);
        List<TestResult> results = run(tests, new PolicyTests(policies, parameters, probing, Optional.of(tally)));
        return new TestRun(results, Optional.of(tally.coverage()));
    }

    private static List<TestResult> run(List<PolicyTest> tests, PolicyTests run) {
        CompiledPolicies policies = run.policies;
        List<TestResult> results = new ArrayList<>();
        SortedSet<String> anywhere = new TreeSet<>();
        AtomicLong done = new AtomicLong();
        policies.budget().during("testing", "policies", tests.size(), done::get, () -> {
            for (PolicyTest test : tests) {
                results.addAll(run.ofPolicy(test));
                anywhere.addAll(run.fired);
                done.incrementAndGet();
            }
        });
        for (Policy policy : policies.policies().policies()) {
            if (policy.concludesOnly()) {
                results.addAll(clauses(policy, anywhere, "no case of any policy makes it fire"));
            } else if (tests.stream().noneMatch(t -> t.policy().equals(policy.id()))) {
                results.add(new TestResult(
                        Subject.COMPLETENESS,
                        policy.id(),
                        "the policy has tests",
                        Location.ofFile(policy.file()),
                        List.of("there is no `" + policy.id() + ".test.yaml`")));
            }
        }
        return List.copyOf(results);
    }

    /** The tests of one policy alone. */
    public static List<TestResult> run(PolicyTest test, CompiledPolicies policies, ParameterSet parameters) {
        return List.copyOf(
                new PolicyTests(policies, parameters, new Probing(policies), Optional.empty()).ofPolicy(test));
    }

    /** Facts on a day. */
    private record Looked(List<Assertion> facts, LocalDate asOf) {}

    /**
     * Case studies: every case of each, then whether policies that no case names stay silent on the day on which the facts
     * stand.
     */
    public static List<TestResult> study(List<Study> studies, CompiledPolicies policies, ParameterSet parameters) {
        PolicyTests run = new PolicyTests(policies, parameters, new Probing(policies), Optional.empty());
        List<TestResult> results = new ArrayList<>();
        for (Study study : studies) {
            run.looked.clear();
            for (Study.Expected expected : study.cases()) {
                TestCase testCase = expected.testCase();
                results.add(new TestResult(
                        Subject.CASE,
                        study.id(),
                        expected.policy() + ": " + testCase.name(),
                        testCase.at(),
                        run.failures(expected.policy(), testCase)));
            }
            results.add(run.nothingElse(study));
        }
        return List.copyOf(results);
    }

    private TestResult nothingElse(Study study) {
        List<String> failures = new ArrayList<>();
        for (LocalDate day : study.days()) {
            Set<String> named = study.cases().stream()
                    .filter(c -> c.testCase().asOf().equals(day))
                    .map(Study.Expected::policy)
                    .collect(Collectors.toSet());
            for (Raised raised : trial(study.facts(), day).raised()) {
                String came = "\n  came out: " + raised.key().policy() + " " + Account.words(raised) + "\n"
                        + Account.proof(raised);
                if (day.equals(study.day()) && !named.contains(raised.key().policy())) {
                    failures.add("expected: no signal of a policy that no case of " + day + " names" + came);
                }
                study.atMost()
                        .filter(most -> raised.level().compareTo(most) > 0)
                        .ifPresent(most -> failures.add("expected: nothing above " + most + " on " + day + came));
            }
        }
        String most = study.atMost().map(m -> ", and nothing is above " + m).orElse("");
        return new TestResult(
                Subject.COMPLETENESS,
                study.id(),
                "on " + study.day() + " no policy raises anything else" + most,
                Location.ofFile(study.file()),
                failures);
    }

    private List<TestResult> ofPolicy(PolicyTest test) {
        fired.clear();
        looked.clear();
        List<TestResult> results = new ArrayList<>();
        for (TestCase testCase : test.cases()) {
            results.add(new TestResult(
                    Subject.CASE, test.policy(), testCase.name(), testCase.at(), failures(test.policy(), testCase)));
        }
        Policy policy = policies.policies().policy(test.policy()).orElseThrow();
        results.addAll(clauses(policy, fired, "no case of the policy makes it fire"));
        if (!policy.concludesOnly()) {
            results.add(has(test, "some case raises the policy", e -> e instanceof Expectation.Raises));
            results.add(has(test, "some case is silent", e -> e instanceof Expectation.Silent));
            results.add(has(test, "some case is a near miss", e -> e instanceof Expectation.NearMiss));
        }
        return results;
    }

    private static List<TestResult> clauses(Policy policy, SortedSet<String> fired, String failure) {
        List<TestResult> results = new ArrayList<>();
        for (Clause clause : policy.clauses()) {
            results.add(new TestResult(
                    Subject.CLAUSE,
                    policy.id(),
                    "the clause `" + clause.name() + "` fires in some case",
                    new Location(policy.file(), clause.line(), 1, "rule".length()),
                    fired.contains(Trial.clause(policy.id(), clause.name())) ? List.of() : List.of(failure)));
        }
        return results;
    }

    private static TestResult has(PolicyTest test, String name, Predicate<Expectation> wanted) {
        boolean found = test.cases().stream().map(TestCase::expectation).anyMatch(wanted);
        return new TestResult(
                Subject.COMPLETENESS,
                test.policy(),
                name,
                Location.ofFile(test.file()),
                found ? List.of() : List.of("none of the " + test.cases().size() + " cases is one"));
    }

    private List<String> failures(String policy, TestCase testCase) {
        try {
            Trial given = trial(policy, testCase.facts(), testCase);
            Account account = new Account(policy, policies, probing);
            if (testCase.expectation() instanceof Expectation.Raises raises) {
                return raised(policy, raises.signals(), given, account);
            }
            List<String> failures = new ArrayList<>();
            if (!given.raisedBy(policy).isEmpty()) {
                failures.add("expected: nothing\n" + account.cameOut(given));
            }
            if (failures.isEmpty()) {
                stop(testCase.expectation())
                        .ifPresent(s -> failures.addAll(given.nearestMiss(probing.of(policy, s.clause()))
                                .differences(s)));
            }
            if (failures.isEmpty()
                    && testCase.expectation() instanceof Expectation.Silent silent
                    && silent.unknown().isPresent()) {
                failures.addAll(unknown(policy, silent.unknown().get(), given));
            }
            if (testCase.expectation() instanceof Expectation.NearMiss miss) {
                Trial edited = trial(policy, miss.edited(), testCase);
                if (edited.raisedBy(policy).isEmpty()) {
                    failures.add("expected after the edit: a signal\n" + account.cameOut(edited));
                } else if (!miss.signals().isEmpty()) {
                    raised(policy, miss.signals(), edited, account).forEach(f -> failures.add("after the edit: " + f));
                } else {
                    failures.addAll(free(policy, edited));
                }
            }
            return failures;
        } catch (InvalidInput e) {
            return e.diagnostics().stream().map(Diagnostic::message).toList();
        } catch (LimitReached e) {
            if (e.isOfBudget()) {
                throw e.in("the case `" + testCase.name() + "` (" + testCase.at() + ")");
            }
            return List.of(Objects.requireNonNullElse(e.getMessage(), "a limit was reached"));
        }
    }

    /** What is expected to be unknown must be all that some way of matching a clause lacks. */
    private List<String> unknown(String policy, Lack expected, Trial trial) {
        List<OpenClause> open = trial.open(policy, probing.open(parameters));
        SortedSet<String> wanted = new TreeSet<>(expected.missing());
        if (open.stream().anyMatch(o -> Lack.written(o.unknown()).equals(wanted))) {
            return List.of();
        }
        return List.of("expected: nobody can say, since these are missing: " + String.join(", ", wanted) + "\n  "
                + (open.isEmpty()
                        ? "nothing is missing: some condition of every clause is false"
                        : open.stream()
                                .map(o -> "missing for "
                                        + String.join(", ", o.signal().parties()) + ": "
                                        + String.join(", ", Lack.written(o.unknown())))
                                .distinct()
                                .collect(Collectors.joining("\n  "))));
    }

    /** All that a signal lacks: what its clause says, and what other ways of raising it would need. */
    private List<String> lacking(ExpectedSignal signal, Lack expected, Raised raised, Trial trial) {
        SortedSet<String> lacks = new TreeSet<>();
        raised.proofs().stream()
                .flatMap(p -> p.points().lacking().stream())
                .forEach(l -> lacks.add(l.fact() + "." + l.figure()));
        trial.open(raised.key().policy(), probing.open(parameters)).stream()
                .filter(o -> o.signal().equals(raised.key()))
                .forEach(o -> lacks.addAll(Lack.written(o.unknown())));
        return lacks.equals(new TreeSet<>(expected.missing()))
                ? List.of()
                : List.of(differs(signal, "missing " + expected.missing(), raised) + "\n  missing: " + lacks);
    }

    private Trial trial(String policy, FactBase facts, TestCase testCase) {
        Trial trial = trial(facts, testCase.asOf());
        fired.addAll(trial.fired());
        tally.ifPresent(t -> trial.show((world, derivation) -> t.look(policy, world, derivation)));
        return trial;
    }

    /** The trial of some facts, made once. */
    private Trial trial(FactBase facts, LocalDate asOf) {
        return looked.computeIfAbsent(
                new Looked(facts.assertions(), asOf), l -> new Trial(facts, asOf, policies, parameters));
    }

    /** What differs between the signals expected and those that came out. */
    private List<String> raised(String policy, List<ExpectedSignal> expected, Trial trial, Account account) {
        List<String> failures = new ArrayList<>();
        List<Raised> raised = trial.raisedBy(policy);
        List<Raised> claimed = new ArrayList<>();
        for (ExpectedSignal signal : expected) {
            List<Raised> fitting =
                    raised.stream().filter(r -> isMeant(signal, r)).toList();
            claimed.addAll(fitting);
            if (fitting.isEmpty()) {
                failures.add("expected: " + signal.words() + "\n" + account.cameOut(trial));
            } else if (fitting.size() > 1) {
                failures.add("expected: " + signal.words() + "\n" + account.cameOut(trial)
                        + "\n  which of them is meant: give its `grade`");
            } else {
                failures.addAll(compared(signal, fitting.get(0), trial));
            }
        }
        for (Raised r : raised) {
            if (!claimed.contains(r)) {
                failures.add("expected: nothing else\n  came out: " + Account.words(r) + "\n" + Account.proof(r));
            }
        }
        failures.addAll(free(policy, trial));
        return failures;
    }

    private static Optional<Stop> stop(Expectation expectation) {
        return expectation instanceof Expectation.Silent silent
                ? silent.stop()
                : expectation instanceof Expectation.NearMiss miss ? miss.stop() : Optional.empty();
    }

    /** What holds of every case without its author's doing: proofs fall, and order means nothing. */
    private static List<String> free(String policy, Trial trial) {
        List<String> failures = new ArrayList<>();
        trial.differenceInOrder(policy).ifPresent(failures::add);
        for (Raised raised : trial.raisedBy(policy)) {
            for (Step proof : raised.proofs()) {
                List<String> needless = trial.needless(raised, proof);
                if (!needless.isEmpty()) {
                    failures.add("expected: a proof that falls without each fact that it needs, " + raised.name()
                            + "\n  still stands without " + String.join(", ", needless) + ": "
                            + Account.words(raised, proof));
                }
            }
        }
        return failures;
    }

    private static boolean isMeant(ExpectedSignal signal, Raised raised) {
        return signal.parties().equals(raised.key().parties())
                && (signal.grade() == null || signal.grade().equals(raised.key().grade()));
    }

    private List<String> compared(ExpectedSignal signal, Raised raised, Trial trial) {
        List<String> failures = new ArrayList<>();
        if (signal.level() != null && signal.level() != raised.level()) {
            failures.add(differs(signal, "the level " + signal.level(), raised));
        }
        Range severity = signal.severity();
        if (severity != null && !holds(severity, raised.severity())) {
            failures.add(differs(signal, "a severity " + of(severity), raised));
        }
        Standing standing = signal.standing();
        if (standing != null && standing != raised.standing()) {
            failures.add(differs(signal, "a signal that is " + standing, raised));
        }
        if (!signal.because().isEmpty()) {
            failures.addAll(grounds(signal, raised, trial));
        }
        if (signal.missing() != null) {
            failures.addAll(lacking(signal, signal.missing(), raised, trial));
        }
        return failures;
    }

    private static String of(Range severity) {
        String words = ExpectedSignal.words(severity);
        return words.startsWith("of ") ? words : "of " + words;
    }

    private static String differs(ExpectedSignal signal, String wanted, Raised raised) {
        return "expected: " + wanted + " " + raised.name()
                + (signal.at().line() == 0 ? "" : " (line " + signal.at().line() + ")")
                + "\n  came out: " + Account.words(raised) + "\n" + Account.proof(raised);
    }

    private static boolean holds(Range range, BigDecimal number) {
        BigDecimal low = range.low();
        BigDecimal high = range.high();
        return (low == null || low.compareTo(number) <= 0) && (high == null || high.compareTo(number) >= 0);
    }

    /** Some proof must rest on all facts cited, and fall without any one of them. */
    private static List<String> grounds(ExpectedSignal signal, Raised raised, Trial trial) {
        List<Step> resting = raised.proofs().stream()
                .filter(p -> raised.factsUnder(p).containsAll(signal.because()))
                .toList();
        if (resting.isEmpty()) {
            StringBuilder text = new StringBuilder("expected: a proof that rests on "
                    + String.join(", ", signal.because()) + ", " + raised.name() + "\n  came out:");
            raised.proofs().forEach(p -> text.append("\n    ").append(Account.words(raised, p)));
            return List.of(text.toString());
        }
        List<String> standing = new ArrayList<>();
        for (Step proof : resting) {
            List<String> needless = trial.needless(raised, proof, signal.because());
            if (needless.isEmpty()) {
                return List.of();
            }
            standing.add("    without " + String.join(", ", needless) + ": " + Account.words(raised, proof));
        }
        return List.of("expected: a proof that falls without each fact cited, " + raised.name() + "\n  still stands:\n"
                + String.join("\n", standing));
    }
}
