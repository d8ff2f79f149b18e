package interlock.report;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Location;
import interlock.engine.OpenClause;
import interlock.fact.Assertion;
import interlock.fact.Evidence;
import interlock.fact.FactBase;
import interlock.fact.Source;
import interlock.parameter.Parameter;
import interlock.parameter.ParameterSet;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.report.Report.At;
import interlock.report.Report.Cell;
import interlock.report.Report.ChangeView;
import interlock.report.Report.DisputeView;
import interlock.report.Report.EvidenceLine;
import interlock.report.Report.FactView;
import interlock.report.Report.Missing;
import interlock.report.Report.OpenClauseView;
import interlock.report.Report.ParameterView;
import interlock.report.Report.PartyView;
import interlock.report.Report.PolicyView;
import interlock.report.Report.Problem;
import interlock.report.Report.Proof;
import interlock.report.Report.Score;
import interlock.report.Report.Severity;
import interlock.report.Report.Signal;
import interlock.report.Report.Silence;
import interlock.report.Report.SourceView;
import interlock.report.Report.Status;
import interlock.report.Report.Summary;
import interlock.report.Report.Undecided;
import interlock.report.Report.Verdict;
import interlock.scenario.Credibility;
import interlock.scenario.Likelihood;
import interlock.scenario.Reversals;
import interlock.scenario.Worlds;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Level;
import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a report of what was derived in the floor and in the ceiling. */
public final class ReportBuilder {
    private static final Comparator<Signal> ORDER = Comparator.comparing(Signal::level, Comparator.reverseOrder())
            .thenComparing(s -> orMinus(s.severity().expected()), Comparator.reverseOrder())
            .thenComparing(s -> orMinus(s.severity().ceiling()), Comparator.reverseOrder())
            .thenComparing(s -> orMinus(s.severity().floor()), Comparator.reverseOrder())
            .thenComparing(Signal::id);

    /** How wide a band of severity is in the matrix. */
    private static final int BAND = 20;

    private static final String IF_PENDING = "If what is pending came about: ";

    private final Inputs inputs;
    private final Narrator narrator;
    private final SortedMap<String, Assertion> onFile;
    private final Credibility credibility;
    private final CitedParameters citedParameters;
    private final UnknownWords unknowns;
    private final ProofBook proofs;
    private final LocalDate asOf;

    /**
     * All that a report is made of.
     *
     * @param roles the names of the parties of the signals of a clause, by policy and clause
     * @param flips which facts, left out alone, make a signal vanish
     * @param likelihoods how likely some signals are, as far as the budget goes
     * @param reversals what would change if a disputed fact were right, by its id
     * @param silent what stayed silent, and why; asked for last
     * @param open what can neither be said to hold nor to fail
     * @param keepsUndecided whether that was asked for
     * @param fileName the name under which a report shows a file
     */
    public record Inputs(
            Report.Run run,
            FactBase base,
            PolicySet policies,
            ParameterSet parameters,
            Worlds worlds,
            Derivation floor,
            Derivation ceiling,
            BiFunction<String, String, List<String>> roles,
            SortedMap<SignalKey, SortedSet<String>> flips,
            Function<SortedSet<SignalKey>, SortedMap<SignalKey, Likelihood>> likelihoods,
            SortedMap<String, List<Reversals.Change>> reversals,
            Supplier<List<Silence>> silent,
            List<OpenClause> open,
            Predicate<Undecided> keepsUndecided,
            Supplier<List<String>> notes,
            List<Diagnostic> diagnostics,
            UnaryOperator<String> fileName) {}

    /** What holds or may hold, and beside it what has ended or came to nothing: a signal may be about that too. */
    private static SortedMap<String, Assertion> onFile(Inputs inputs) {
        SortedMap<String, Assertion> onFile = new TreeMap<>();
        inputs.base().known(inputs.run().knownAsOf()).forEach(a -> onFile.put(a.id(), a));
        onFile.putAll(inputs.worlds().live());
        return onFile;
    }

    private ReportBuilder(Inputs inputs) {
        this.inputs = inputs;
        this.asOf = inputs.run().asOf();
        this.onFile = onFile(inputs);
        this.credibility = new Credibility(inputs.base(), inputs.parameters(), asOf);
        this.narrator = new Narrator(inputs.base(), onFile, inputs.ceiling(), credibility, this::title);
        this.unknowns = new UnknownWords(narrator, inputs.worlds(), inputs.parameters(), asOf);
        this.citedParameters = new CitedParameters(inputs.parameters(), asOf);
        this.proofs = new ProofBook(narrator, inputs.policies(), citedParameters, asOf, inputs.fileName());
    }

    /** The report, with the signals that the filter keeps and what explains them. */
    public static Report build(Inputs inputs, Predicate<Signal> keep) {
        return new ReportBuilder(inputs).build(keep);
    }

    private Report build(Predicate<Signal> keep) {
        SortedMap<SignalKey, List<Step>> floor = inputs.floor().signals();
        SortedMap<SignalKey, List<Step>> ceiling = inputs.ceiling().signals();
        SortedSet<SignalKey> keys = new TreeSet<>(floor.keySet());
        keys.addAll(ceiling.keySet());
        SortedMap<SignalKey, Signal> kept = new TreeMap<>();
        for (SignalKey key : keys) {
            Signal signal = signal(key, floor.getOrDefault(key, List.of()), ceiling.getOrDefault(key, List.of()));
            if (keep.test(signal)) {
                kept.put(key, signal);
            }
        }
        SortedMap<SignalKey, Likelihood> likelihoods = inputs.likelihoods().apply(new TreeSet<>(kept.keySet()));
        List<Signal> signals = kept.entrySet().stream()
                .map(e -> weighed(e.getValue(), likelihoods.get(e.getKey())))
                .sorted(ORDER)
                .toList();
        SortedMap<String, Proof> cited = proofs.reachable(signals.stream()
                .flatMap(s -> Stream.concat(Stream.of(s.proof()), s.alternatives().stream()))
                .toList());
        List<Undecided> all = undecided(keys);
        List<Undecided> undecided = all.stream().filter(inputs.keepsUndecided()).toList();
        SortedMap<String, FactView> facts = facts(signals, undecided, cited.values());
        return new Report(
                Report.FORMAT,
                inputs.run(),
                summary(signals),
                signals,
                cited,
                facts,
                sources(facts.values()),
                parameters(cited.values()),
                disputes(),
                undecided,
                silent(all),
                inputs.diagnostics().stream().map(this::problem).toList());
    }

    private static Signal weighed(Signal signal, @Nullable Likelihood likelihood) {
        if (likelihood == null) {
            return signal;
        }
        BigDecimal low = likelihood.probability().low();
        BigDecimal high = likelihood.probability().high();
        return signal.weighed(
                new Report.Likelihood(
                        rounded(low),
                        rounded(high),
                        EstimativeWords.of(low, high),
                        likelihood.method().name(),
                        likelihood.worlds(),
                        likelihood.error()),
                likelihood.severity());
    }

    /** To three digits, but never to certainty. */
    private static BigDecimal rounded(BigDecimal probability) {
        BigDecimal three = probability.setScale(3, RoundingMode.HALF_UP);
        boolean made = (three.signum() == 0 && probability.signum() > 0)
                || (three.compareTo(BigDecimal.ONE) == 0 && probability.compareTo(BigDecimal.ONE) < 0);
        return Numbers.normalised(made ? probability.round(new MathContext(3, RoundingMode.DOWN)) : three);
    }

    private static List<Cell> matrix(List<Signal> signals) {
        SortedMap<List<Integer>, List<Signal>> cells =
                new TreeMap<>(Comparator.comparing((List<Integer> c) -> -c.get(0))
                        .thenComparing(c -> -c.get(1))
                        .thenComparing(c -> -c.get(2)));
        for (Signal s : signals) {
            BigDecimal severity = s.severity().expected() != null
                    ? s.severity().expected()
                    : Objects.requireNonNullElse(
                            orElse(s.severity().ceiling(), s.severity().floor()), BigDecimal.ZERO);
            if (s.likelihood() != null) {
                int band = Math.min(4, severity.intValue() / BAND);
                cells.computeIfAbsent(
                                List.of(
                                        band,
                                        EstimativeWords.rank(s.likelihood().low()),
                                        EstimativeWords.rank(s.likelihood().high())),
                                c -> new ArrayList<>())
                        .add(s);
            }
        }
        List<Cell> matrix = new ArrayList<>();
        cells.forEach((at, in) -> matrix.add(new Cell(
                at.get(0) * BAND,
                (at.get(0) + 1) * BAND,
                Objects.requireNonNull(in.get(0).likelihood()).words(),
                in.stream().map(Signal::id).toList())));
        return List.copyOf(matrix);
    }

    private static @Nullable BigDecimal orElse(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other : one;
    }

    private String title(String policy) {
        return inputs.policies().policy(policy).map(p -> p.header().title()).orElse(policy);
    }

    private Signal signal(SignalKey key, List<Step> floorSteps, List<Step> ceilingSteps) {
        boolean established = !floorSteps.isEmpty();
        Derivation main = established ? inputs.floor() : inputs.ceiling();
        List<Step> steps = ordered(established ? floorSteps : ceilingSteps, main);
        Step best = steps.get(0);
        Policy policy = inputs.policies().policy(key.policy()).orElseThrow();
        List<Step> scored = ceilingSteps.isEmpty() ? floorSteps : ceilingSteps;
        Step highest = ordered(scored, ceilingSteps.isEmpty() ? inputs.floor() : inputs.ceiling())
                .get(0);

        List<String> ids = new ArrayList<>();
        steps.forEach(s -> ids.add(proofs.add(s, main)));
        if (established) {
            ordered(ceilingSteps, inputs.ceiling()).forEach(s -> ids.add(proofs.add(s, inputs.ceiling())));
        }
        List<String> distinct = ids.stream().distinct().toList();
        SortedSet<String> cited = new TreeSet<>();
        steps.forEach(s -> cited.addAll(main.factsUnder(s)));
        SortedSet<String> contingentOn = new TreeSet<>();
        if (!established) {
            contingentOn.addAll(cited);
            contingentOn.retainAll(inputs.worlds().uncertain());
        }
        String narrative = narrator.narrative(says(policy, best), best);
        String pending = narrator.narrative(says(policy, highest), highest);
        return new Signal(
                key.id(),
                view(policy),
                key.grade(),
                parties(key, best.clause()),
                concerns(key, steps),
                steps.stream()
                        .map(ReportBuilder::level)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                new Severity(severity(floorSteps), null, severity(ceilingSteps)),
                null,
                established ? Status.ESTABLISHED : Status.CONTINGENT,
                List.copyOf(contingentOn),
                established ? narrative : IF_PENDING + narrative,
                established && !pending.equals(narrative) ? IF_PENDING + pending : null,
                score(highest),
                distinct.get(0),
                distinct.subList(1, distinct.size()),
                evidence(cited),
                List.copyOf(inputs.flips().getOrDefault(key, new TreeSet<>())),
                missing(key, Stream.concat(steps.stream(), scored.stream()).toList()));
    }

    /** The most severe first, then what rests on the fewest facts. */
    private static List<Step> ordered(List<Step> steps, Derivation derivation) {
        return steps.stream()
                .sorted(Comparator.comparing((Step s) -> s.points().severity(), Comparator.reverseOrder())
                        .thenComparing(s -> derivation.factsUnder(s).size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static @Nullable BigDecimal severity(List<Step> steps) {
        return steps.stream()
                .map(s -> s.points().severity())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Level level(Step step) {
        return step.conclusion() instanceof Derived.Signal signal ? signal.level() : Level.INFO;
    }

    private static String says(Policy policy, Step step) {
        return policy.clause(step.clause())
                .map(Clause::says)
                .or(() -> Optional.ofNullable(policy.header().says()))
                .orElse(policy.header().title());
    }

    private static PolicyView view(Policy policy) {
        return new PolicyView(
                policy.id(),
                policy.header().title(),
                policy.header().version(),
                policy.pack(),
                policy.header().references());
    }

    private List<PartyView> parties(SignalKey key, String clause) {
        List<String> roles = inputs.roles().apply(key.policy(), clause);
        List<PartyView> parties = new ArrayList<>();
        for (int i = 0; i < key.parties().size(); i++) {
            String id = key.parties().get(i);
            parties.add(new PartyView(id, narrator.name(id), i < roles.size() ? roles.get(i) : "party"));
        }
        return parties;
    }

    private List<String> concerns(SignalKey key, List<Step> steps) {
        SortedSet<String> concerned = new TreeSet<>(key.parties());
        steps.stream()
                .flatMap(s -> s.bindings().values().stream())
                .filter(v -> v instanceof String id && narrator.isParty(id))
                .forEach(v -> concerned.add(v.toString()));
        return List.copyOf(concerned);
    }

    static List<Score> score(Step step) {
        List<Score> score = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (var component : step.points().components()) {
            score.add(new Score(component.name(), component.points(), "clause `" + step.clause() + "`"));
            sum = sum.add(component.points());
        }
        BigDecimal excess = step.points().severity().subtract(sum);
        if (excess.signum() != 0) {
            score.add(new Score("held within 0 and 100", excess, "a severity is never above 100 or below 0"));
        }
        return score;
    }

    private Report.EvidenceView evidence(SortedSet<String> cited) {
        List<Assertion> assertions = cited.stream()
                .flatMap(id -> Optional.ofNullable(onFile.get(id)).stream())
                .filter(a -> !a.citable().isEmpty())
                .toList();
        Optional<Assertion> weakest = assertions.stream()
                .min(Comparator.comparing((Assertion a) -> credibility.of(a).low())
                        .thenComparing(Assertion::id));
        return new Report.EvidenceView(
                assertions.stream().map(Assertion::id).toList(),
                assertions.stream()
                        .flatMap(a -> a.citable().stream())
                        .map(Evidence::source)
                        .distinct()
                        .sorted()
                        .toList(),
                weakest.flatMap(credibility::grade).orElse(null),
                (int) assertions.stream()
                        .flatMap(a -> a.citable().stream())
                        .map(Evidence::firstSaidBy)
                        .distinct()
                        .count());
    }

    private List<Missing> missing(SignalKey key, List<Step> steps) {
        return Stream.concat(
                        steps.stream()
                                .flatMap(s -> s.points().lacking().stream())
                                .map(l -> unknowns.figure(l.fact(), l.figure())),
                        unknowns
                                .of(inputs.open().stream()
                                        .filter(o -> o.signal().equals(key))
                                        .toList())
                                .stream())
                .distinct()
                .sorted(UnknownWords.ORDER)
                .toList();
    }

    /** What can neither be said to hold nor not to, each signal once. */
    private List<Undecided> undecided(Set<SignalKey> raised) {
        SortedMap<SignalKey, SortedMap<String, List<OpenClause>>> open = new TreeMap<>();
        for (OpenClause o : inputs.open()) {
            if (!raised.contains(o.signal())) {
                open.computeIfAbsent(o.signal(), k -> new TreeMap<>())
                        .computeIfAbsent(o.clause(), c -> new ArrayList<>())
                        .add(o);
            }
        }
        List<Undecided> undecided = new ArrayList<>();
        open.forEach((key, clauses) -> {
            Policy policy = inputs.policies().policy(key.policy()).orElseThrow();
            List<OpenClauseView> views = new ArrayList<>();
            clauses.forEach((clause, ways) -> views.add(new OpenClauseView(
                    clause,
                    ways.stream()
                            .flatMap(o -> o.facts().stream())
                            .distinct()
                            .sorted()
                            .toList(),
                    unknowns.of(ways))));
            undecided.add(new Undecided(
                    key.id(), view(policy), key.grade(), parties(key, clauses.firstKey()), List.copyOf(views)));
        });
        return undecided;
    }

    /** A policy that raised nothing and of which something is undecided is not known to be silent for good. */
    private List<Silence> silent(List<Undecided> undecided) {
        return inputs.silent().get().stream()
                .map(s -> {
                    List<Undecided> of = undecided.stream()
                            .filter(u -> u.policy().id().equals(s.policy()))
                            .toList();
                    return of.isEmpty() ? s : new Silence(s.policy(), null, unknown(of), Verdict.UNKNOWN, s.nearest());
                })
                .toList();
    }

    private static String unknown(List<Undecided> of) {
        Undecided first = of.get(0);
        int more = of.size() - 1;
        return Silences.UNKNOWN + " for "
                + Wording.listed(first.parties().stream().map(PartyView::name).toList()) + ": "
                + first.clauses().get(0).missing().stream()
                        .map(Missing::because)
                        .collect(Collectors.joining("; "))
                + (more == 0 ? "" : "; and for " + more + " more");
    }

    private List<DisputeView> disputes() {
        return inputs.worlds().disputes().stream()
                .map(d -> new DisputeView(
                        d.used(),
                        d.other(),
                        inputs.reversals().getOrDefault(d.other(), List.of()).stream()
                                .map(c -> new ChangeView(
                                        c.signal().id(),
                                        c.signal().policy(),
                                        title(c.signal().policy()),
                                        c.signal().grade(),
                                        c.signal().parties().stream()
                                                .map(id -> new PartyView(id, narrator.name(id), "party"))
                                                .toList(),
                                        c.inFloor() ? "FLOOR" : "CEILING",
                                        c.before(),
                                        c.after()))
                                .toList()))
                .toList();
    }

    private Summary summary(List<Signal> signals) {
        Map<Level, Integer> byLevel = new EnumMap<>(Level.class);
        List.of(Level.values()).forEach(l -> byLevel.put(l, 0));
        SortedMap<String, Integer> byPack = new TreeMap<>();
        for (Signal s : signals) {
            byLevel.merge(s.level(), 1, Integer::sum);
            byPack.merge(s.policy().pack(), 1, Integer::sum);
        }
        Map<Level, Integer> highestFirst = new java.util.LinkedHashMap<>();
        byLevel.entrySet().stream()
                .sorted(Map.Entry.<Level, Integer>comparingByKey().reversed())
                .forEach(e -> highestFirst.put(e.getKey(), e.getValue()));
        return new Summary(
                signals.size(),
                java.util.Collections.unmodifiableMap(highestFirst),
                byPack,
                (int) signals.stream()
                        .filter(s -> s.status() == Status.CONTINGENT)
                        .count(),
                matrix(signals),
                notes(signals));
    }

    private List<String> notes(List<Signal> signals) {
        List<String> notes = new ArrayList<>(inputs.notes().get());
        long unweighed = signals.stream().filter(s -> s.likelihood() == null).count();
        if (unweighed > 0) {
            notes.add("too much can turn out in too many ways to say how likely " + unweighed + " of the signals are");
        }
        return notes;
    }

    private SortedMap<String, FactView> facts(
            List<Signal> signals, List<Undecided> undecided, Collection<Proof> cited) {
        SortedSet<String> ids = new TreeSet<>();
        cited.forEach(p -> ids.addAll(p.premises()));
        signals.forEach(s -> ids.addAll(s.evidence().facts()));
        signals.forEach(s -> ids.addAll(s.contingentOn()));
        Stream.concat(
                        signals.stream().flatMap(s -> s.missing().stream()),
                        undecided.stream().flatMap(u -> u.clauses().stream()).flatMap(c -> c.missing().stream()))
                .flatMap(m -> Stream.ofNullable(m.fact()))
                .forEach(id -> ids.add(id));
        undecided.stream().flatMap(u -> u.clauses().stream()).forEach(c -> ids.addAll(c.facts()));
        inputs.worlds().disputes().forEach(d -> ids.addAll(List.of(d.used(), d.other())));
        SortedMap<String, FactView> views = new TreeMap<>();
        for (String id : ids) {
            Assertion a = onFile.get(id);
            if (a != null) {
                views.put(id, view(a));
            }
        }
        return views;
    }

    private FactView view(Assertion a) {
        return new FactView(
                a.fact().getClass().getSimpleName(),
                narrator.says(a),
                narrator.fields(a),
                a.status().name(),
                !inputs.worlds().uncertain().contains(a.id()),
                a.from(),
                a.to(),
                a.asserted(),
                a.citable().isEmpty() ? null : credibility.grade(a).orElse(null),
                a.citable().stream()
                        .map(e -> new EvidenceLine(e.source(), e.credibility(), e.locator(), e.quote(), e.origin()))
                        .toList(),
                a.contradicts(),
                a.note(),
                at(a.at()),
                narrator.parties(a));
    }

    private SortedMap<String, SourceView> sources(Collection<FactView> facts) {
        SortedMap<String, SourceView> views = new TreeMap<>();
        facts.stream().flatMap(f -> f.evidence().stream()).forEach(e -> {
            Source s = inputs.base().sources().get(e.source());
            if (s != null) {
                views.put(
                        s.id(),
                        new SourceView(
                                s.title(),
                                s.publisher(),
                                Character.toString(s.letter()),
                                s.url(),
                                s.published(),
                                s.republishes(),
                                s.interest(),
                                s.note()));
            }
        });
        return views;
    }

    private SortedMap<String, ParameterView> parameters(Collection<Proof> cited) {
        SortedMap<String, ParameterView> views = new TreeMap<>();
        cited.stream()
                .flatMap(p -> p.parameters().stream())
                .forEach(key -> citedParameters.value(key).ifPresent(p -> views.put(key, view(p))));
        return views;
    }

    private At at(Location location) {
        return new At(inputs.fileName().apply(location.file()), location.line());
    }

    private ParameterView view(Parameter p) {
        return new ParameterView(
                Wording.parameter(p),
                p.unit(),
                p.jurisdiction(),
                p.reference(),
                p.effectiveFrom(),
                p.effectiveTo(),
                p.status().name(),
                p.rationale(),
                at(p.at()));
    }

    private Problem problem(Diagnostic d) {
        return new Problem(
                d.code(),
                d.severity().word(),
                inputs.fileName().apply(d.at().file()),
                d.at().line(),
                d.at().column(),
                d.message(),
                d.help());
    }

    private static BigDecimal orMinus(@Nullable BigDecimal severity) {
        return severity == null ? BigDecimal.ONE.negate() : severity;
    }
}
