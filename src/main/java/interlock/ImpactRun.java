package interlock;

import interlock.derivation.SignalKey;
import interlock.diagnostic.InvalidInput;
import interlock.engine.CompiledPolicies;
import interlock.fact.FactBase;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.policytest.PolicyTest;
import interlock.policytest.PolicyTestFiles;
import interlock.policytest.PolicyTests;
import interlock.policytest.TestCase;
import interlock.policytest.TestResult;
import interlock.report.AlterationWords;
import interlock.report.Diff.AlterationView;
import interlock.report.Diff.Change;
import interlock.report.Diff.Fate;
import interlock.report.Diff.How;
import interlock.report.Diff.Way;
import interlock.report.Impact;
import interlock.report.Impact.Past;
import interlock.report.Impact.Period;
import interlock.report.Impact.TestChange;
import interlock.report.Impact.Tests;
import interlock.report.Impact.Verdict;
import interlock.report.Report;
import interlock.report.Report.At;
import interlock.report.ReportDiff;
import interlock.report.ReportDiff.Move;
import interlock.report.ReportDiff.SignalView;
import interlock.report.ReportDiff.Signals;
import interlock.report.StandingWords;
import interlock.scenario.Alteration;
import interlock.scenario.Alteration.OfParameter;
import interlock.scenario.Alteration.OfPolicy;
import interlock.scenario.Alterations;
import interlock.scenario.Attribution;
import interlock.scenario.Attribution.Cause;
import interlock.scenario.Attribution.Purse;
import interlock.scenario.Basis;
import interlock.scenario.Evaluator;
import interlock.scenario.Standings;
import interlock.scenario.Timeline;
import interlock.scenario.Timeline.Standing;
import interlock.vocabulary.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds edited rules against others over the same facts, day by day, and in the tests of both. */
final class ImpactRun {
    /** Most times that a test is run to find which edits change it. */
    private static final int TEST_RUNS = 120;

    private static final Pattern PLACE = Pattern.compile("\\S+:\\d+:\\d+");

    private final Side committed;
    private final Side edited;
    private final Evaluator evaluator;
    private final Query query;
    private final UnaryOperator<String> fileName;
    private final Alterations alterations;
    private final Purse purse = new Purse(DiffRun.EVALUATIONS, DiffRun.INSERTIONS);
    private final Purse testPurse = new Purse(TEST_RUNS, Long.MAX_VALUE);
    private final SortedSet<String> named = new TreeSet<>();

    /** One of the two rule sets, with the facts and the folders of its tests. */
    record Side(String name, Basis basis, List<Path> folders) {}

    ImpactRun(Side committed, Side edited, Evaluator evaluator, Query query, UnaryOperator<String> fileName) {
        this.committed = committed;
        this.edited = edited;
        this.evaluator = evaluator;
        this.query = query;
        this.fileName = fileName;
        this.alterations = Alterations.between(committed.basis(), edited.basis());
    }

    Impact impact(Report.Run before, Report.Run after) {
        List<AlterationView> edits = AlterationWords.of(alterations.all(), committed.basis(), edited.basis(), fileName);
        // Read first, so that what is wrong with a test is told before anything long begins.
        Map<String, PolicyTest> testsBefore = tests(committed);
        Map<String, PolicyTest> testsAfter = tests(edited);
        Standings was = evaluator.evaluate(committed.basis());
        Standings is = evaluator.evaluate(edited.basis());
        List<Change> present = present(was, is);
        Past past = past();
        Tests tests = tests(testsBefore, testsAfter);
        int holding =
                (int) is.bySignal().keySet().stream().filter(k -> wanted(k, is)).count();
        List<String> notes = new ArrayList<>();
        if (edits.isEmpty()) {
            notes.add("the rules say the same: blanks, comments and the order of things apart, nothing was edited");
        } else if (alterations.all().stream().allMatch(ImpactRun::ofWordsOnly)) {
            notes.add("the edits can only change how signals are worded");
        }
        if (evaluator.compiled(edited.basis()).reckonsWithTheDay()) {
            notes.add("a policy reckons with the day it is; days on which nothing on file changes were not evaluated");
        }
        List<String> unread = edited.basis().facts().assertions().stream()
                .map(a -> Kind.of(a.fact()).name())
                .filter(k -> committed.basis().policies().vocabulary().kind(k).isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (!unread.isEmpty()) {
            notes.add("only the edited rules declare " + String.join(", ", unread) + "; facts of "
                    + (unread.size() == 1 ? "this kind" : "these kinds")
                    + " are left out of what the rules said before");
        }
        return new Impact(
                Impact.FORMAT,
                new Impact.Run(
                        after.engine(),
                        after.asOf(),
                        after.knownAsOf(),
                        after.facts().digest()),
                new Impact.Rules(
                        committed.name(),
                        before.policies().digest(),
                        before.parameters().digest()),
                new Impact.Rules(
                        edited.name(),
                        after.policies().digest(),
                        after.parameters().digest()),
                edits,
                present,
                holding - (int) present.stream().filter(c -> c.after() != null).count(),
                past,
                tests,
                DiffRun.sentences(named, List.of(committed.basis(), edited.basis())),
                notes);
    }

    private static boolean ofWordsOnly(Alteration alteration) {
        return alteration instanceof OfPolicy of && of.ofWordsOnly();
    }

    // ---- signals

    private boolean wanted(SignalKey key, Standings standings) {
        Standing standing = Objects.requireNonNull(standings.bySignal().get(key));
        return standing.level().compareTo(query.minLevel()) >= 0
                && (query.policies().isEmpty()
                        || query.policies().stream().anyMatch(p -> Query.matches(p, key.policy())))
                && (query.parties().isEmpty()
                        || standings
                                .concerned(key, edited.basis().facts().parties().keySet())
                                .stream()
                                .anyMatch(query.parties()::contains));
    }

    /** Signals as a report has them, those proved otherwise included. */
    private Signals signals(Standings standings, Basis basis) {
        CompiledPolicies compiled = evaluator.compiled(basis);
        Map<String, SignalView> views = new LinkedHashMap<>();
        Map<String, String> proofs = new LinkedHashMap<>();
        standings.bySignal().forEach((key, standing) -> {
            if (wanted(key, standings)) {
                views.put(key.id(), view(key, standing, standings, basis, compiled));
                proofs.put(key.id(), standings.proofs(key));
            }
        });
        return new Signals(views, proofs);
    }

    private static SignalView view(
            SignalKey key, Standing standing, Standings standings, Basis basis, CompiledPolicies compiled) {
        return StandingWords.of(
                key,
                standing,
                basis.policies().policy(key.policy()).orElseThrow(),
                compiled.roles(key.policy(), standings.clause(key)),
                basis.facts().parties());
    }

    private List<Change> present(Standings was, Standings is) {
        Map<String, SignalKey> keys = new HashMap<>();
        was.bySignal().keySet().forEach(k -> keys.put(k.id(), k));
        is.bySignal().keySet().forEach(k -> keys.put(k.id(), k));
        ReportDiff difference = ReportDiff.between(signals(was, committed.basis()), signals(is, edited.basis()));
        Attribution attribution = new Attribution(alterations, evaluator, purse);
        List<Change> changes = new ArrayList<>();
        for (SignalView s : difference.appeared()) {
            changes.add(change(Fate.APPEARED, null, s, keys, was, is, attribution));
        }
        for (SignalView s : difference.vanished()) {
            changes.add(change(Fate.VANISHED, s, null, keys, was, is, attribution));
        }
        for (List<Move> moves : List.of(difference.moved(), difference.reproved())) {
            for (Move move : moves) {
                if (move.isAny() || !was.proofs(key(keys, move.after())).equals(is.proofs(key(keys, move.after())))) {
                    changes.add(change(Fate.of(move), move.before(), move.after(), keys, was, is, attribution));
                }
            }
        }
        return changes;
    }

    private static SignalKey key(Map<String, SignalKey> keys, SignalView view) {
        return Objects.requireNonNull(keys.get(view.id()));
    }

    private Change change(
            Fate fate,
            @Nullable SignalView before,
            @Nullable SignalView after,
            Map<String, SignalKey> keys,
            Standings was,
            Standings is,
            Attribution attribution) {
        SignalKey key = key(keys, Objects.requireNonNull(after == null ? before : after));
        Predicate<Alteration> near = DiffRun.near(key, was, is);
        List<Cause> causes = fate == Fate.REPROVED
                ? attribution.ofProofs(key, is, near)
                : attribution.ofStanding(key, is.bySignal().get(key), near);
        return change(fate, before, after, causes, (after == null ? was : is).cited(key));
    }

    private Change change(
            Fate fate,
            @Nullable SignalView before,
            @Nullable SignalView after,
            List<Cause> causes,
            SortedSet<String> through) {
        List<String> facts =
                DiffRun.through(through, edited.basis().facts().parties().keySet(), alterations.all());
        named.addAll(facts);
        return new Change(fate, before, after, DiffRun.ways(causes), facts);
    }

    /** A signal that is otherwise since a day. */
    private record Open(
            LocalDate from,
            @Nullable Standing before,
            @Nullable Standing after,
            Change change) {
        boolean goesOn(@Nullable Standing was, @Nullable Standing is) {
            return (was == null ? before == null : was.like(before)) && (is == null ? after == null : is.like(after));
        }
    }

    /** Every day before that of the run on which something on file changes. */
    private Past past() {
        LocalDate last = edited.basis().asOf().minusDays(1);
        FactBase facts = edited.basis().facts();
        SortedSet<LocalDate> days = new TreeSet<>();
        LocalDate first = last;
        for (Basis basis : List.of(committed.basis(), edited.basis())) {
            LocalDate begin = TimelineRun.first(facts, basis.parameters(), last);
            first = begin.isBefore(first) ? begin : first;
            CompiledPolicies compiled = evaluator.compiled(basis);
            boolean ages = TimelineRun.reads(compiled, "Age");
            boolean dates = TimelineRun.reads(compiled, "Clock");
            days.addAll(Timeline.days(facts, basis.parameters(), begin, last, ages, dates));
        }
        if (alterations.all().stream().allMatch(ImpactRun::ofWordsOnly)) {
            return new Past(first, last, 0, List.of());
        }
        AtomicLong done = new AtomicLong();
        List<Period> periods = evaluator
                .compiled(edited.basis())
                .budget()
                .during("going through the days", "days", days.size(), done::get, () -> periods(days, done));
        return new Past(first, last, days.size(), periods);
    }

    private List<Period> periods(SortedSet<LocalDate> days, AtomicLong done) {
        LocalDate last = edited.basis().asOf().minusDays(1);
        Basis left = reduced(committed.basis());
        Basis right = reduced(edited.basis());
        SortedMap<SignalKey, Open> open = new TreeMap<>();
        Map<SignalKey, Set<Alteration>> known = new HashMap<>();
        List<Period> periods = new ArrayList<>();
        for (LocalDate day : days) {
            Standings was = evaluator.evaluate(left.on(day));
            Standings is = evaluator.evaluate(right.on(day));
            SortedSet<SignalKey> keys = new TreeSet<>(was.bySignal().keySet());
            keys.addAll(is.bySignal().keySet());
            keys.addAll(open.keySet());
            Attribution attribution = new Attribution(alterations, evaluator, purse, day);
            for (SignalKey key : keys) {
                Standing before = was.bySignal().get(key);
                Standing after = is.bySignal().get(key);
                Open running = open.get(key);
                if (running != null && running.goesOn(before, after)) {
                    continue;
                }
                if (running != null) {
                    periods.add(new Period(running.from(), day.minusDays(1), running.change()));
                    open.remove(key);
                }
                boolean differs = after == null ? before != null : !after.like(before);
                boolean asked = (before != null && wanted(key, was)) || (after != null && wanted(key, is));
                if (differs && asked) {
                    open.put(key, new Open(day, before, after, change(key, was, is, day, attribution, known)));
                }
            }
            done.incrementAndGet();
        }
        open.forEach((key, running) -> periods.add(new Period(running.from(), last, running.change())));
        periods.sort(Comparator.comparing(Period::from)
                .thenComparing(p -> p.change().signal().policy())
                .thenComparing(p -> p.change().signal().id()));
        return periods;
    }

    /** The basis with those policies only whose signals the edits can change, and those that these build on. */
    private Basis reduced(Basis basis) {
        CompiledPolicies compiled = evaluator.compiled(basis);
        SortedSet<String> kept = affected();
        List<String> ids = basis.policies().policies().stream().map(Policy::id).toList();
        if (ids.stream().anyMatch(id -> compiled.kindsRead(id).contains("Signal"))) {
            // Who reads what others raise builds on all of them.
            return basis;
        }
        boolean more = true;
        while (more) {
            Set<String> read = new HashSet<>();
            kept.forEach(id -> read.addAll(compiled.kindsRead(id)));
            more = kept.addAll(ids.stream()
                    .filter(id -> compiled.kindsConcluded(id).stream().anyMatch(read::contains))
                    .toList());
        }
        return new Basis(
                basis.facts(),
                new PolicySet(
                        basis.policies().vocabulary(),
                        basis.policies().policies().stream()
                                .filter(p -> kept.contains(p.id()))
                                .toList(),
                        Map.of()),
                basis.parameters(),
                basis.asOf(),
                basis.knownAsOf());
    }

    private Change change(
            SignalKey key,
            Standings was,
            Standings is,
            LocalDate day,
            Attribution attribution,
            Map<SignalKey, Set<Alteration>> known) {
        Standing then = was.bySignal().get(key);
        Standing now = is.bySignal().get(key);
        Basis left = committed.basis().on(day);
        Basis right = edited.basis().on(day);
        SignalView before = then == null ? null : view(key, then, was, left, evaluator.compiled(left));
        SignalView after = now == null ? null : view(key, now, is, right, evaluator.compiled(right));
        Fate fate = before == null ? Fate.APPEARED : after == null ? Fate.VANISHED : Fate.of(new Move(before, after));
        // What did it on an earlier day is the first guess.
        Set<Alteration> guess = known.getOrDefault(key, Set.of());
        List<Cause> causes =
                attribution.ofStanding(key, now, guess.isEmpty() ? DiffRun.near(key, was, is) : guess::contains);
        Set<Alteration> found = known.computeIfAbsent(key, k -> new HashSet<>());
        causes.forEach(c -> found.addAll(c.alterations()));
        return change(fate, before, after, causes, (after == null ? was : is).cited(key));
    }

    // ---- tests

    private static Map<String, PolicyTest> tests(Side side) {
        PolicyTestFiles.Loaded loaded = PolicyTestFiles.read(
                side.folders(), side.basis().policies(), side.basis().policies().vocabulary());
        InvalidInput.refuse(loaded.problems());
        Map<String, PolicyTest> tests = new TreeMap<>();
        loaded.tests().forEach(t -> tests.put(t.policy(), t));
        return tests;
    }

    /** The policies whose tests the edits can change: those edited, and those that build on what these conclude. */
    private SortedSet<String> affected() {
        SortedSet<String> affected = new TreeSet<>();
        List<CompiledPolicies> both =
                List.of(evaluator.compiled(committed.basis()), evaluator.compiled(edited.basis()));
        for (Alteration alteration : alterations.all()) {
            if (alteration instanceof OfPolicy of) {
                affected.add(of.policy());
            } else {
                String parameter = alteration instanceof OfParameter of ? of.id() : "";
                SortedSet<String> reading = new TreeSet<>();
                both.forEach(c -> c.policies().policies().stream()
                        .filter(p -> c.parametersRead(p.id()).contains(parameter))
                        .forEach(p -> reading.add(p.id())));
                if (reading.isEmpty()) {
                    // What no policy reads decides which facts are certain, or what an amount is worth: anything.
                    both.forEach(c -> c.policies().policies().forEach(p -> reading.add(p.id())));
                }
                affected.addAll(reading);
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (CompiledPolicies compiled : both) {
                Set<String> concluded = new HashSet<>();
                affected.forEach(p -> concluded.addAll(compiled.kindsConcluded(p)));
                for (Policy policy : compiled.policies().policies()) {
                    if (compiled.kindsRead(policy.id()).stream().anyMatch(concluded::contains)) {
                        more |= affected.add(policy.id());
                    }
                }
            }
        }
        return affected;
    }

    private Tests tests(Map<String, PolicyTest> before, Map<String, PolicyTest> after) {
        SortedSet<String> policies = new TreeSet<>(before.keySet());
        policies.addAll(after.keySet());
        SortedSet<String> affected = affected();
        List<TestChange> changes = new ArrayList<>();
        int run = 0;
        for (String policy : policies) {
            PolicyTest old = before.get(policy);
            PolicyTest now = after.get(policy);
            boolean same = old != null && now != null && same(old, now);
            if (same && !affected.contains(policy)) {
                continue;
            }
            Map<String, TestResult> were = old == null ? Map.of() : results(old, committed.basis());
            Map<String, TestResult> are = now == null ? Map.of() : results(now, edited.basis());
            boolean there = edited.basis().policies().policy(policy).isPresent();
            Map<String, TestResult> unedited =
                    same ? are : old == null || !there ? Map.of() : results(old, edited.basis());
            SortedSet<String> names = new TreeSet<>(were.keySet());
            names.addAll(are.keySet());
            run += names.size();
            for (String name : names) {
                change(policy, name, were.get(name), are.get(name), unedited.get(name), old, now)
                        .ifPresent(changes::add);
            }
        }
        return new Tests(run, changes);
    }

    private static boolean same(PolicyTest one, PolicyTest other) {
        try {
            return Files.mismatch(Path.of(one.file()), Path.of(other.file())) < 0;
        } catch (IOException e) {
            // What cannot be read any more cannot be told to be the same.
            return false;
        }
    }

    private Map<String, TestResult> results(PolicyTest test, Basis basis) {
        Map<String, TestResult> results = new TreeMap<>();
        PolicyTests.run(test, evaluator.compiled(basis), basis.parameters()).forEach(r -> results.put(r.name(), r));
        return results;
    }

    private Optional<TestChange> change(
            String policy,
            String name,
            @Nullable TestResult was,
            @Nullable TestResult is,
            @Nullable TestResult unedited,
            @Nullable PolicyTest old,
            @Nullable PolicyTest now) {
        Verdict before = verdict(was);
        Verdict after = verdict(is);
        Verdict left = verdict(unedited);
        boolean fails = unedited != null && was != null && was.passed() && !unedited.passed();
        boolean failsOtherwise = was != null && is != null && !was.failures().equals(is.failures());
        if (before == after && !fails && !failsOtherwise) {
            return Optional.empty();
        }
        TestResult shown = is != null ? is : Objects.requireNonNull(was);
        List<String> failures = is != null && !is.passed()
                ? is.failures()
                : fails && unedited != null ? unedited.failures() : List.of();
        return Optional.of(new TestChange(
                policy,
                name,
                new At(fileName.apply(shown.at().file()), shown.at().line()),
                before,
                after,
                left,
                failures,
                by(name, fails || now == null ? old : now)));
    }

    private static Verdict verdict(@Nullable TestResult result) {
        return result == null ? Verdict.ABSENT : result.passed() ? Verdict.PASSED : Verdict.FAILED;
    }

    /** The edits of rules that make a case go as it does; none where the case itself was edited, or it is no case. */
    private List<Way> by(String name, @Nullable PolicyTest test) {
        Optional<TestCase> found = test == null
                ? Optional.empty()
                : test.cases().stream().filter(c -> c.name().equals(name)).findFirst();
        if (test == null || found.isEmpty()) {
            return List.of();
        }
        PolicyTest alone = new PolicyTest(test.policy(), test.file(), List.of(found.get()));
        Optional<List<String>> then = failures(alone, name, committed.basis());
        Optional<List<String>> now = failures(alone, name, edited.basis());
        if (now.isEmpty() || now.equals(then)) {
            return List.of();
        }
        List<Cause> causes = new Attribution(alterations, evaluator, testPurse)
                .of(
                        basis -> failures(alone, name, basis).map(f -> f.equals(now.get())),
                        a -> !(a instanceof OfPolicy of) || of.policy().equals(test.policy()));
        return DiffRun.ways(causes).stream()
                .filter(w -> w.how() != How.UNDETERMINED)
                .toList();
    }

    /** What a case fails in on a basis, wherever its conditions stand; empty if its policy is not there, or cannot be evaluated. */
    private Optional<List<String>> failures(PolicyTest test, String name, Basis basis) {
        testPurse.spend(1);
        return evaluator
                .attemptCompiled(basis)
                .filter(c -> c.policies().policy(test.policy()).isPresent())
                .flatMap(c -> PolicyTests.run(test, c, basis.parameters()).stream()
                        .filter(r -> r.name().equals(name))
                        .findFirst())
                .map(r -> r.failures().stream()
                        .map(f -> PLACE.matcher(f).replaceAll("…"))
                        .toList());
    }
}
