package interlock;

import interlock.derivation.SignalKey;
import interlock.fact.Assertion;
import interlock.report.AlterationWords;
import interlock.report.Diff;
import interlock.report.Diff.Change;
import interlock.report.Diff.Fate;
import interlock.report.Diff.How;
import interlock.report.Diff.Way;
import interlock.report.FactWords;
import interlock.report.Report;
import interlock.report.ReportDiff;
import interlock.report.ReportDiff.Move;
import interlock.report.ReportDiff.SignalView;
import interlock.scenario.Alteration;
import interlock.scenario.Alteration.OfFact;
import interlock.scenario.Alteration.OfParameter;
import interlock.scenario.Alteration.OfPolicy;
import interlock.scenario.Alterations;
import interlock.scenario.Attribution;
import interlock.scenario.Attribution.Cause;
import interlock.scenario.Attribution.Purse;
import interlock.scenario.Basis;
import interlock.scenario.Evaluator;
import interlock.scenario.Likelihood;
import interlock.scenario.Standings;
import interlock.scenario.Timeline.Standing;
import interlock.scenario.Worlds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Holds two bases against each other, and finds out by evaluating which alterations make the difference. */
final class DiffRun {
    /** Most evaluations spent on causes; each is of a floor and a ceiling. */
    static final int EVALUATIONS = 1_500;
    /** Most facts inserted and conclusions drawn over all of them. */
    static final long INSERTIONS = 4_000_000;
    /** Most times that a likelihood is worked out anew to find what moved it. */
    private static final int LIKELIHOODS = 40;

    private final Alterations alterations;
    private final Evaluator evaluator;
    private final int firings;
    private final Standings was;
    private final Standings is;
    private final Attribution attribution;
    private final Attribution ofLikelihoods;
    private final Purse likelihoodPurse = new Purse(LIKELIHOODS, Long.MAX_VALUE);
    private final Map<String, SignalKey> keys = new HashMap<>();
    private final Set<String> parties = new TreeSet<>();

    private DiffRun(Basis before, Basis after, Evaluator evaluator, int firings) {
        this.alterations = Alterations.between(before, after);
        this.evaluator = evaluator;
        this.firings = firings;
        this.was = evaluator.evaluate(before);
        this.is = evaluator.evaluate(after);
        this.attribution = new Attribution(alterations, evaluator, new Purse(EVALUATIONS, INSERTIONS));
        this.ofLikelihoods = new Attribution(alterations, evaluator, likelihoodPurse);
        parties.addAll(before.facts().parties().keySet());
        parties.addAll(after.facts().parties().keySet());
        was.bySignal().keySet().forEach(k -> keys.put(k.id(), k));
        is.bySignal().keySet().forEach(k -> keys.put(k.id(), k));
    }

    /** What lies between two bases. */
    static Diff of(
            Diff.Of what, Named before, Named after, Evaluator evaluator, int firings, UnaryOperator<String> fileName) {
        DiffRun run = new DiffRun(before.basis(), after.basis(), evaluator, firings);
        ReportDiff difference = after.report().minus(before.report());
        List<Change> changes = new ArrayList<>();
        for (SignalView s : difference.appeared()) {
            changes.add(run.change(Fate.APPEARED, null, s));
        }
        for (SignalView s : difference.vanished()) {
            changes.add(run.change(Fate.VANISHED, s, null));
        }
        for (List<Move> moves : List.of(difference.moved(), difference.reproved())) {
            for (Move move : moves) {
                changes.add(run.change(Fate.of(move), move.before(), move.after()));
            }
        }
        List<String> notes = new ArrayList<>();
        if (run.alterations.all().isEmpty()) {
            notes.add("nothing that signals can depend on is otherwise");
        } else if (changes.isEmpty()) {
            notes.add("what is otherwise changes no signal");
        }
        long undetermined = changes.stream()
                .filter(c -> c.by().stream().anyMatch(w -> w.how() == How.UNDETERMINED))
                .count();
        if (undetermined > 0) {
            notes.add("of " + undetermined + (undetermined == 1 ? " change" : " changes")
                    + " the cause was not found: at most " + EVALUATIONS + " evaluations are spent on causes, and "
                    + LIKELIHOODS + " on what moved likelihoods");
        }
        SortedSet<String> named = new TreeSet<>();
        changes.forEach(c -> named.addAll(c.through()));
        return new Diff(
                Diff.FORMAT,
                what,
                before.side(),
                after.side(),
                AlterationWords.of(run.alterations.all(), before.basis(), after.basis(), fileName),
                changes,
                after.report().signals().size()
                        - (int) changes.stream().filter(c -> c.after() != null).count(),
                sentences(named, List.of(before.basis(), after.basis())),
                notes);
    }

    /** One of the two, with what is reported of it. */
    record Named(String name, Basis basis, Report report) {
        Diff.Side side() {
            Report.Run run = report.run();
            return new Diff.Side(
                    name,
                    run.engine(),
                    run.asOf(),
                    run.knownAsOf(),
                    run.facts().digest(),
                    run.policies().digest(),
                    run.parameters().digest(),
                    report.signals().size());
        }
    }

    /** The sentences of facts, as the last of some bases has them that knows them. */
    static SortedMap<String, String> sentences(Set<String> ids, List<Basis> bases) {
        SortedMap<String, String> sentences = new TreeMap<>();
        for (Basis basis : bases) {
            for (Assertion a : basis.facts().known(basis.knownAsOf())) {
                if (ids.contains(a.id())) {
                    sentences.put(a.id(), FactWords.of(a, basis.facts(), basis.parameters(), basis.asOf()));
                }
            }
        }
        return sentences;
    }

    private Change change(Fate fate, @Nullable SignalView before, @Nullable SignalView after) {
        SignalView any = Objects.requireNonNull(after == null ? before : after);
        SignalKey key = Objects.requireNonNull(keys.get(any.id()));
        return new Change(
                fate,
                before,
                after,
                by(key, before, after),
                through((after == null ? was : is).cited(key), parties, alterations.all()));
    }

    /** The facts that say more than that a party is there, and parties that were altered. */
    static List<String> through(SortedSet<String> cited, Set<String> parties, List<Alteration> alterations) {
        Set<String> altered = new TreeSet<>();
        for (Alteration alteration : alterations) {
            if (alteration instanceof OfFact of) {
                altered.add(of.id());
            }
        }
        return cited.stream()
                .filter(id -> !parties.contains(id) || altered.contains(id))
                .toList();
    }

    private List<Way> by(SignalKey key, @Nullable SignalView before, @Nullable SignalView after) {
        Predicate<Alteration> near = near(key, was, is);
        Standing then = was.bySignal().get(key);
        Standing now = is.bySignal().get(key);
        if (now == null ? then != null : !now.like(then)) {
            return ways(attribution.ofStanding(key, now, near));
        }
        if (before != null && after != null && new Move(before, after).isAny()) {
            return ways(ofLikelihood(key, near));
        }
        if (!was.proofs(key).equals(is.proofs(key))) {
            return ways(attribution.ofProofs(key, is, near));
        }
        // The steps are the same; what is said of the facts, or of the policy, is not.
        return List.of(new Way(
                How.CITED,
                alterations.all().stream().filter(near).map(Alteration::number).toList()));
    }

    private List<Cause> ofLikelihood(SignalKey key, Predicate<Alteration> near) {
        Optional<Likelihood> now = likelihood(alterations.applied(alterations.all()), key);
        if (now.isEmpty()) {
            return List.of(new Cause(Attribution.How.UNDETERMINED, List.of()));
        }
        return ofLikelihoods.of(
                basis -> likelihood(basis, key)
                        .map(l -> l.probability().equals(now.get().probability())
                                && same(l.severity(), now.get().severity())),
                near);
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other == null : other != null && one.compareTo(other) == 0;
    }

    /** How likely a signal is on a basis that nobody wrote; empty if it cannot be told. */
    private Optional<Likelihood> likelihood(Basis basis, SignalKey key) {
        likelihoodPurse.spend(1);
        return evaluator.attemptCompiled(basis).map(compiled -> {
            Worlds worlds = new Worlds(basis.facts(), basis.parameters(), basis.asOf(), basis.knownAsOf());
            return Interlock.likelihoods(worlds, compiled, firings)
                    .of(new TreeSet<>(Set.of(key)))
                    .get(key);
        });
    }

    /** What is likely to have changed a signal: what its proofs cite, and what nothing cites. */
    static Predicate<Alteration> near(SignalKey key, Standings was, Standings is) {
        Set<String> facts = new TreeSet<>(was.cited(key));
        facts.addAll(is.cited(key));
        Set<String> rules = new TreeSet<>(was.goneBy(key));
        rules.addAll(is.goneBy(key));
        rules.add(key.policy());
        return alteration -> {
            if (alteration instanceof OfFact of) {
                return facts.contains(of.id());
            }
            if (alteration instanceof OfParameter of) {
                return rules.contains(of.id());
            }
            return !(alteration instanceof OfPolicy of) || rules.contains(of.policy());
        };
    }

    /** Causes as a result has them. */
    static List<Way> ways(Collection<Cause> causes) {
        return causes.stream()
                .map(c -> new Way(
                        How.valueOf(c.how().name()),
                        c.alterations().stream().map(Alteration::number).toList()))
                .toList();
    }
}
