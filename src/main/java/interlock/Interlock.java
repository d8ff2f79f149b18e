package interlock;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.engine.Budget;
import interlock.engine.CompileCache;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Engine;
import interlock.engine.KeptStages;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.PolicyLints;
import interlock.engine.Script;
import interlock.fact.Edit;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.PastClaimFile;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.policy.Policy;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.policytest.Coverage;
import interlock.policytest.PolicyTestFiles;
import interlock.policytest.TestResult;
import interlock.policytest.TestRun;
import interlock.report.Calibration;
import interlock.report.CalibrationReport;
import interlock.report.DealMatrix;
import interlock.report.Diff;
import interlock.report.Explanations;
import interlock.report.FactWords;
import interlock.report.Impact;
import interlock.report.RecordedRun;
import interlock.report.RemedyReport;
import interlock.report.Replay;
import interlock.report.Report;
import interlock.report.ReportedDiff;
import interlock.report.TimelineReport;
import interlock.report.WhatIf;
import interlock.report.WhyNot;
import interlock.scenario.Basis;
import interlock.scenario.Evaluator;
import interlock.scenario.Latitude;
import interlock.scenario.Likelihoods;
import interlock.scenario.Once;
import interlock.scenario.Worlds;
import interlock.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that Interlock does, a method a verb. An instance holds a fact base, a rule set and its parameters as they were
 * read; every method is a pure function of them.
 */
public final class Interlock {
    private static final long KILOBYTE = 1_000;

    private final FactBase facts;
    private final PolicySet policies;
    private final ParameterSet parameters;
    private final List<Diagnostic> warnings;
    private final FileNames names;
    private final Budget budget;
    private final Optional<CompileCache> cache;
    private final Optional<KeptStages> kept;

    private Interlock(
            FactBase facts, PolicySet policies, ParameterSet parameters, List<Diagnostic> warnings, FileNames names) {
        this(facts, policies, parameters, warnings, names, Budget.unwatched(), Optional.empty(), Optional.empty());
    }

    private Interlock(
            FactBase facts,
            PolicySet policies,
            ParameterSet parameters,
            List<Diagnostic> warnings,
            FileNames names,
            Budget budget,
            Optional<CompileCache> cache,
            Optional<KeptStages> kept) {
        this.cache = cache;
        this.kept = kept;
        this.budget = budget;
        this.facts = facts;
        this.policies = policies;
        this.parameters = parameters;
        this.warnings = List.copyOf(warnings);
        this.names = names;
    }

    /**
     * Reads everything below the folders.
     *
     * @throws InvalidInput with every problem in facts, policies and parameters, if there is an error among them
     */
    public static Interlock open(List<Path> factFolders, List<Path> ruleFolders) {
        return opened(Reading.of(factFolders, ruleFolders), factFolders, ruleFolders);
    }

    /**
     * The same within a budget, to whose watcher it tells meanwhile how much of the facts has been read.
     *
     * @throws InvalidInput with every problem in facts, policies and parameters, if there is an error among them
     */
    public static Interlock open(List<Path> factFolders, List<Path> ruleFolders, Budget budget) {
        AtomicLong read = new AtomicLong();
        return budget.during(
                        "reading facts",
                        "kB",
                        FactFiles.bytes(factFolders) / KILOBYTE,
                        () -> read.get() / KILOBYTE,
                        () -> opened(
                                Reading.of(factFolders, ruleFolders, Vocabulary.builtIn(), read::set),
                                factFolders,
                                ruleFolders))
                .within(budget);
    }

    /**
     * The same facts with other rules; facts of kinds that only the rules at hand declare are left out.
     *
     * @throws InvalidInput with every problem, if there is an error among them
     */
    public Interlock beside(List<Path> factFolders, List<Path> ruleFolders) {
        return opened(Reading.of(factFolders, ruleFolders, policies.vocabulary()), factFolders, ruleFolders);
    }

    private static Interlock opened(Reading reading, List<Path> factFolders, List<Path> ruleFolders) {
        InvalidInput.refuse(reading.problems());
        return new Interlock(
                reading.facts().orElseThrow(),
                reading.policies().orElseThrow(),
                reading.parameters().orElseThrow(),
                reading.problems(),
                new FileNames(Stream.concat(factFolders.stream(), ruleFolders.stream())
                        .toList()));
    }

    /** The same, using up no more than that. */
    public Interlock within(Budget most) {
        return new Interlock(facts, policies, parameters, warnings, names, most, cache, kept);
    }

    /** The same, with policies that were compiled before taken from a cache, and kept there. */
    public Interlock cached(Optional<CompileCache> folder) {
        return new Interlock(facts, policies, parameters, warnings, names, budget, folder, kept);
    }

    /** The same, in a process that stays up and has compiled policies before. */
    public Interlock keeping(KeptStages stages) {
        return new Interlock(facts, policies, parameters, warnings, names, budget, cache, Optional.of(stages));
    }

    /** What evaluating may use up. */
    public Budget budget() {
        return budget;
    }

    /** What was read, put together. */
    static Interlock of(FactBase facts, PolicySet policies, ParameterSet parameters, List<Path> folders) {
        return new Interlock(facts, policies, parameters, List.of(), new FileNames(folders));
    }

    /** Every problem that can be found in facts, policies, their tests and parameters, sorted; warnings among them. */
    public static List<Diagnostic> check(List<Path> factFolders, List<Path> ruleFolders) {
        return check(factFolders, ruleFolders, new KeptStages());
    }

    /** The same in a process that stays up; policies that were compiled before are not compiled again. */
    public static List<Diagnostic> check(List<Path> factFolders, List<Path> ruleFolders, KeptStages kept) {
        Reading reading = Reading.of(factFolders, ruleFolders);
        List<Diagnostic> problems = new ArrayList<>(reading.problems());
        if (reading.policies().isPresent() && reading.parameters().isPresent()) {
            problems.addAll(PolicyCompiler.check(
                    reading.policies().get(), reading.parameters().get().ids(), kept));
            PolicySet policies = reading.policies().get();
            problems.addAll(PolicyLints.of(policies, reading.parameters().get(), world(reading), kept));
            // Tests of a kind whose declaration is broken could only repeat that.
            if (problems.stream().noneMatch(PolicyFiles::ofVocabulary)) {
                problems.addAll(PolicyTestFiles.read(ruleFolders, policies, policies.vocabulary())
                        .problems());
            }
        }
        return problems.stream().sorted().distinct().toList();
    }

    /** All that is on file and may hold on its day; only the givens if the facts cannot be read. */
    private static World world(Reading reading) {
        FactBase facts =
                reading.facts().orElseGet(() -> new FactBase(List.of(), List.of(), new TreeMap<>(), Optional.empty()));
        LocalDate day = asOf(facts);
        return new Worlds(facts, reading.parameters().orElseThrow(), day, day).ceiling();
    }

    /**
     * Evaluates the policies and explains what they say.
     *
     * @throws InvalidInput if the policies cannot be compiled, or there is no date to look at
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public Report run(Query query) {
        return run(query, stage -> {});
    }

    /**
     * The same, telling what it comes to; what it comes back to is told again.
     *
     * @throws InvalidInput if the policies cannot be compiled, or there is no date to look at
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public Report run(Query query, Consumer<RunStage> begins) {
        begins.accept(RunStage.COMPILE);
        return run(facts, compiled(), query, true, begins);
    }

    /**
     * What holds and may hold, with how likely it is, without what signals hang on, what is unknown and what comes nearest:
     * all that two reports are compared by.
     *
     * @throws InvalidInput if the policies cannot be compiled, or there is no date to look at
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public Report signals(Query query) {
        return run(facts, compiled(), query, false);
    }

    /**
     * Why some signals of a report are raised, each with its proof.
     *
     * @param signals signals of that report
     * @param all whether to give every alternative proof as well
     */
    public static Explanations why(Report report, List<Report.Signal> signals, boolean all) {
        return Explanations.of(report, signals, all);
    }

    CompiledPolicies compiled() {
        if (kept.isPresent()) {
            return compiled(() -> PolicyCompiler.compile(policies, parameters.ids(), kept.get()));
        }
        return cache.map(c -> compiled(() -> PolicyCompiler.compile(policies, parameters.ids(), c)))
                .orElseGet(() -> compiled(Build.CLASSIC));
    }

    private CompiledPolicies compiled(Build build) {
        return compiled(() -> PolicyCompiler.compile(policies, parameters.ids(), build));
    }

    private CompiledPolicies compiled(Supplier<CompiledPolicies> making) {
        budget.gauge().at(() -> " while the policies were made ready");
        return making.get().within(budget);
    }

    /**
     * What would be otherwise if some facts were.
     *
     * @throws InvalidInput if an edit cannot be made, or the policies cannot be compiled
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public WhatIf whatIf(List<Edit> edits, Query query) {
        LocalDate asOf = asOf(query);
        Edits editing = editing(query);
        FactBase edited = editing.applied(facts, edits);
        CompiledPolicies compiled = compiled();
        Query dated = query.on(asOf);
        return new WhatIfRun(facts, edits, editing, base -> run(base, compiled, dated, false))
                .of(
                        run(facts, compiled, dated, true),
                        run(edited, compiled, dated, true),
                        edited,
                        names::stable,
                        (base, fact) -> FactWords.of(fact, base, parameters, asOf));
    }

    /**
     * How signals stand for each way in which the pending facts that the edits complete may turn out; the other edits hold
     * throughout.
     *
     * @throws InvalidInput if an edit cannot be made, or the policies cannot be compiled
     * @throws IllegalArgumentException if the edits complete nothing, or more than {@link DealMatrix#MOST}
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public DealMatrix dealMatrix(List<Edit> edits, Query query) {
        CompiledPolicies compiled = compiled();
        Query dated = query.on(asOf(query));
        Edits editing = editing(query);
        // All of it together first, so that what is wrong is told as it is for a single what-if.
        FactBase edited = editing.applied(facts, edits);
        return new WhatIfRun(facts, edits, editing, base -> run(base, compiled, dated, false))
                .matrix(run(edited, compiled, dated, false));
    }

    /**
     * Why a policy raises no signal for some parties: how far each of its clauses gets in the ceiling, what it lacks there
     * and what would close that; or that it does raise one.
     *
     * @param policy the id of a policy on file
     * @param parties the ids of parties on file, in any order
     * @throws InvalidInput if the policies cannot be compiled
     * @throws IllegalArgumentException if there is no such policy, or it only concludes
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows, or there is too much to
     *     look at
     */
    public WhyNot whyNot(String policy, List<String> parties, Query query) {
        Policy asked = policies.policy(policy)
                .filter(p -> !p.concludesOnly())
                .orElseThrow(() -> new IllegalArgumentException("no policy that raises signals: " + policy));
        return WhyNotRun.of(asked, parties, query.on(asOf(query)), facts, parameters, compiled(), names);
    }

    /**
     * The smallest changes to the facts that clear a signal.
     *
     * @param signal its id
     * @throws IllegalArgumentException if no such signal is raised
     * @throws InvalidInput if the policies cannot be compiled
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public RemedyReport remedy(String signal, RemedyQuery asked) {
        return remedies(asked, new Latitude(asked.may(), asked.never())).clearing(signal);
    }

    /**
     * The smallest changes to the facts that raise a signal of a policy for some parties, for each grade of the policy.
     * What cannot be changed may be imagined otherwise here.
     *
     * @param policy its id
     * @param parties their ids, in the order in which the policy names them or in another
     * @throws IllegalArgumentException if the policy raises no signal for so many parties
     * @throws InvalidInput if the policies cannot be compiled
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public List<RemedyReport> raise(String policy, List<String> parties, RemedyQuery asked) {
        SortedSet<String> imagined = new TreeSet<>(asked.may());
        policies.vocabulary().kinds().forEach(k -> imagined.add(k.name()));
        return remedies(asked, new Latitude(imagined, asked.never())).raising(policy, parties);
    }

    /** The names of the parties in the signals of a policy, one list for each number and order that it raises. */
    public Set<List<String>> roles(String policy) {
        return compiled().roles(policy);
    }

    private RemedyRun remedies(RemedyQuery asked, Latitude latitude) {
        LocalDate asOf = asOf(asked.run());
        return new RemedyRun(
                facts,
                parameters,
                compiled(),
                names,
                asOf,
                asked.run().knownAsOf().orElse(asOf),
                asked,
                latitude);
    }

    private Edits editing(Query query) {
        LocalDate asOf = asOf(query);
        return new Edits(policies.vocabulary(), asOf, query.knownAsOf().orElse(asOf));
    }

    /** @param full whether what takes long is wanted too: what signals hang on, and what disputes could change */
    private Report run(FactBase facts, CompiledPolicies compiled, Query query, boolean full) {
        return run(facts, compiled, query, full, stage -> {});
    }

    private Report run(
            FactBase facts, CompiledPolicies compiled, Query query, boolean full, Consumer<RunStage> begins) {
        return new ReportRun(facts, policies, parameters, warnings, names, compiled, query, full).report(begins);
    }

    static Likelihoods likelihoods(Worlds worlds, CompiledPolicies compiled, int firings) {
        return new Likelihoods(
                worlds,
                new Once<>(() -> new Dependencies(compiled, worlds.possibleFacts(), worlds.possibleGivens())),
                Script.of(compiled),
                world -> Engine.severities(world, compiled, firings),
                Likelihoods.Budget.DEFAULT);
    }

    /**
     * Evaluates the same worlds through a second, differently built rule base.
     *
     * @return a line for each firing that only one of the two has; empty if they agree, as they must
     */
    public List<String> selfCheck(Query query) {
        LocalDate asOf = asOf(query);
        Worlds worlds = new Worlds(facts, parameters, asOf, query.knownAsOf().orElse(asOf));
        CompiledPolicies one = compiled(Build.CLASSIC);
        CompiledPolicies other = compiled(Build.EXECUTABLE);
        List<String> lines = new ArrayList<>();
        for (World world : List.of(worlds.floor(), worlds.ceiling())) {
            lines.addAll(Engine.disagreements(
                    Engine.evaluate(world, one, query.firings()), Engine.evaluate(world, other, query.firings())));
        }
        return lines.stream().distinct().toList();
    }

    /**
     * When signals began, moved and ended, and what did it.
     *
     * @throws InvalidInput if the policies cannot be compiled
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public TimelineReport timeline(TimelineQuery query) {
        return TimelineRun.of(query, facts, parameters, compiled(), names, asOf(Query.everything()));
    }

    /**
     * When the signals of a run began, moved, became established and ended, without what did it; empty where finding out
     * would take much longer than the run.
     *
     * @param always whether it is told all the same
     * @throws InvalidInput if the policies cannot be compiled
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public Optional<TimelineReport> course(Query query, boolean always) {
        return TimelineRun.course(query, asOf(query), facts, parameters, compiled(), names, always);
    }

    /**
     * What a later fact base or rule set changes, and which fact, line, threshold or clock does it.
     *
     * @param of which of the two is compared
     * @param before what this one is called
     * @param later what is held against this one
     * @param after what the later one is called
     * @throws InvalidInput if the policies of either cannot be compiled
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public Diff diff(Diff.Of of, String before, Interlock later, String after, Query query) {
        return DiffRun.of(
                of,
                named(before, query),
                later.named(after, query),
                new Evaluator(query.firings(), c -> c.within(budget)),
                query.firings(),
                file -> {
                    String stable = later.names.stable(file);
                    return stable.equals(file) ? names.stable(file) : stable;
                });
    }

    private DiffRun.Named named(String name, Query query) {
        return new DiffRun.Named(name, basis(query), run(facts, compiled(), query.on(asOf(query)), false));
    }

    /**
     * What lies between two reports, and what they cite that differs; nothing is evaluated.
     *
     * @param before what the earlier one is called
     * @param after what the later one is called
     */
    public static Diff diff(String before, Report earlier, String after, Report later) {
        return ReportedDiff.between(before, earlier, after, later);
    }

    /**
     * What these rules change against others, over the same facts: on the day of the run, on every day before it on which
     * something on file changes, and in the tests of both.
     *
     * @param against the other rules, over the same facts as these are
     * @param query what is asked for; likelihoods are not worked out
     * @throws InvalidInput if either rules cannot be compiled, or their tests not be read
     * @throws interlock.engine.LimitReached if a world takes more firings than the query allows
     */
    public Impact impact(Ruled edited, Interlock committed, Ruled against, Query query) {
        return new ImpactRun(
                        new ImpactRun.Side(against.name(), committed.basis(query), against.folders()),
                        new ImpactRun.Side(edited.name(), basis(query), edited.folders()),
                        new Evaluator(query.firings(), c -> c.within(budget)),
                        query,
                        file -> {
                            String stable = names.stable(file);
                            return stable.equals(file) ? committed.names.stable(file) : stable;
                        })
                .impact(
                        RunDigest.of(
                                committed.facts,
                                committed.policies,
                                committed.parameters,
                                committed.names,
                                committed.asOf(query),
                                query.knownAsOf().orElse(committed.asOf(query)),
                                query,
                                false,
                                false),
                        RunDigest.of(
                                facts,
                                policies,
                                parameters,
                                names,
                                asOf(query),
                                query.knownAsOf().orElse(asOf(query)),
                                query,
                                false,
                                false));
    }

    /** Rules by the name that a reader knows them by, and the folders in which they and their tests lie. */
    public record Ruled(String name, List<Path> folders) {
        public Ruled {
            folders = List.copyOf(folders);
        }
    }

    private Basis basis(Query query) {
        LocalDate asOf = asOf(query);
        return new Basis(facts, policies, parameters, asOf, query.knownAsOf().orElse(asOf));
    }

    /**
     * Evaluates again what a report says it ran.
     *
     * @throws InvalidInput if the policies cannot be compiled
     * @throws interlock.engine.LimitReached if a world takes more firings than the report says were allowed
     */
    public Replay replay(RecordedRun recorded) {
        return ReplayRun.of(recorded, this);
    }

    /**
     * Holds past claims against what came of them, with the parameters in force.
     *
     * @param asOf the day whose parameters count; if absent the day of the facts
     * @throws InvalidInput if the file of claims cannot be used
     */
    public CalibrationReport calibrate(Path outcomes, Optional<LocalDate> asOf) {
        Set<String> ids = facts.assertions().stream().map(a -> a.id()).collect(Collectors.toSet());
        PastClaimFile.Loaded claims = PastClaimFile.read(outcomes, ids);
        return Calibration.of(
                claims.claims(),
                facts,
                parameters,
                asOf.orElseGet(() -> asOf(Query.everything())),
                RunDigest.ENGINE,
                claims.digest(),
                RunDigest.digest(RunDigest.named(parameters.files(), names)));
    }

    /** The files that were read, by the names under which reports know them. */
    RecordedRun.Files files() {
        return new RecordedRun.Files(
                RunDigest.named(facts.files(), names),
                RunDigest.named(policies.files(), names),
                RunDigest.named(parameters.files(), names));
    }

    /**
     * Runs the tests that stand beside the policies.
     *
     * @throws InvalidInput if a test file, a policy or a parameter cannot be used
     */
    public static List<TestResult> test(List<Path> ruleFolders) {
        return test(ruleFolders, false, Budget.unwatched()).results();
    }

    /**
     * What the tests that stand beside the policies show of each condition: whether it was ever true and ever false.
     *
     * @throws InvalidInput if a test file, a policy or a parameter cannot be used
     */
    public static Coverage coverage(List<Path> ruleFolders) {
        return coverage(ruleFolders, Budget.unwatched());
    }

    static Coverage coverage(List<Path> ruleFolders, Budget budget) {
        return test(ruleFolders, true, budget).coverage().orElseThrow();
    }

    /**
     * Runs the tests that stand beside the policies, and looks on the way at what they show of each condition if asked.
     *
     * @throws InvalidInput if a test file, a policy or a parameter cannot be used
     * @throws interlock.engine.LimitReached if a case takes more than the budget allows, naming the case
     */
    public static TestRun test(List<Path> ruleFolders, boolean covering, Budget budget) {
        return TestingRun.test(ruleFolders, covering, new KeptStages(), budget, compiled -> {});
    }

    /**
     * The same in a process that stays up.
     *
     * @param kept what was compiled before
     * @param compiled is told what is tested
     * @throws InvalidInput if a test file, a policy or a parameter cannot be used
     * @throws interlock.engine.LimitReached if a case takes more than the budget allows, naming the case
     */
    public static List<TestResult> test(
            List<Path> ruleFolders, KeptStages kept, Budget budget, Consumer<CompiledPolicies> compiled) {
        return TestingRun.test(ruleFolders, false, kept, budget, compiled).results();
    }

    /**
     * Runs the case studies below folders: fact bases of their own, each with what the policies are to make of it.
     *
     * @throws InvalidInput if a study, its facts, a policy or a parameter cannot be used
     * @throws interlock.engine.LimitReached if a case takes more than the budget allows, naming the case
     */
    public static List<TestResult> study(List<Path> ruleFolders, List<Path> folders, Budget budget) {
        return TestingRun.study(ruleFolders, folders, budget);
    }

    /**
     * The kinds of facts: those that Interlock knows and those that the rule folders declare.
     *
     * @throws InvalidInput if a declaration cannot be used
     */
    public static Vocabulary vocabulary(List<Path> ruleFolders) {
        PolicyFiles.Loaded rules = PolicyFiles.read(ruleFolders);
        TestingRun.refuseBrokenDeclarations(rules);
        return rules.policies().vocabulary();
    }

    /** The policies as they were read. */
    public PolicySet policies() {
        return policies;
    }

    /** The facts as they were read. */
    public FactBase facts() {
        return facts;
    }

    /** The parameters as they were read. */
    public ParameterSet parameters() {
        return parameters;
    }

    private LocalDate asOf(Query query) {
        return query.asOf().orElseGet(() -> asOf(facts));
    }

    /** The day of a run unless something else is asked for. */
    static LocalDate asOf(FactBase facts) {
        return facts.asOf()
                .or(() -> facts.assertions().stream().map(a -> a.asserted()).max(LocalDate::compareTo))
                .orElse(LocalDate.EPOCH);
    }
}
