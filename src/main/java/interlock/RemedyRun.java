package interlock;

import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.parameter.ParameterSet;
import interlock.policy.Policy;
import interlock.report.RemedyReport;
import interlock.report.RemedyReport.Asked;
import interlock.report.RemedyReport.Change;
import interlock.report.RemedyReport.Effect;
import interlock.report.RemedyReport.Named;
import interlock.report.RemedyReport.Party;
import interlock.report.RemedyReport.Purpose;
import interlock.report.RemedyReport.Remedy;
import interlock.report.RemedyReport.What;
import interlock.report.RemedyWords;
import interlock.report.Report;
import interlock.report.Report.Status;
import interlock.scenario.Latitude;
import interlock.scenario.Measure;
import interlock.scenario.Remedies;
import interlock.scenario.Timeline.Standing;
import interlock.vocabulary.Records;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Searches remedies, evaluates each on all that is on file, and tells what else it does. */
final class RemedyRun {
    /** More parties than this are taken in the order in which they are given only. */
    private static final int MOST_ORDERED = 3;

    private final FactBase facts;
    private final ParameterSet parameters;
    private final CompiledPolicies policies;
    private final FileNames names;
    private final LocalDate asOf;
    private final LocalDate knownAsOf;
    private final RemedyQuery asked;
    private final Remedies remedies;
    private final Map<SignalKey, Standing> before;

    RemedyRun(
            FactBase facts,
            ParameterSet parameters,
            CompiledPolicies policies,
            FileNames names,
            LocalDate asOf,
            LocalDate knownAsOf,
            RemedyQuery asked,
            Latitude latitude) {
        this.facts = facts;
        this.parameters = parameters;
        this.policies = policies;
        this.names = names;
        this.asOf = asOf;
        this.knownAsOf = knownAsOf;
        this.asked = asked;
        this.remedies = new Remedies(
                facts, parameters, policies, asOf, knownAsOf, asked.run().firings(), latitude);
        this.before = remedies.after(List.of());
    }

    /**
     * What clears the signal of that id.
     *
     * @throws IllegalArgumentException if there is no such signal
     */
    RemedyReport clearing(String id) {
        SignalKey key = before.keySet().stream()
                .filter(k -> k.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no signal " + id));
        Remedies.Found found = remedies.clearing(key, asked.size(), asked.evaluations());
        List<String> notes = new ArrayList<>();
        if (found.remedies().isEmpty() && found.whole()) {
            notes.add("what it rests on cannot be changed in so few places; `--size N` allows more changes in a set, "
                    + "`--may KIND` lets go what cannot be changed by default, such as a rivalry");
        }
        return report(Purpose.CLEAR, key, found, notes);
    }

    /**
     * What raises a signal of a policy for some parties: of each grade, in the order given or, where nothing does it in
     * that order, in another.
     *
     * @throws IllegalArgumentException if the policy raises no signal for so many parties
     */
    List<RemedyReport> raising(String policy, List<String> parties) {
        Map<Optional<String>, List<String>> grades = policies.grades(policy, parties.size());
        if (grades.isEmpty()) {
            throw new IllegalArgumentException(policy + " raises no signal for " + parties.size() + " parties");
        }
        List<RemedyReport> reports = new ArrayList<>();
        for (Optional<String> grade : grades.keySet()) {
            List<SignalKey> keys = orders(parties).stream()
                    .map(order -> new SignalKey(policy, grade.orElse(null), order))
                    .toList();
            Optional<SignalKey> raised =
                    keys.stream().filter(before::containsKey).findFirst();
            if (raised.isPresent()) {
                reports.add(report(
                        Purpose.RAISE,
                        raised.get(),
                        new Remedies.Found(List.of(), 0, 0, 0, false, 0),
                        List.of("this signal is raised already; `./interlock why "
                                + raised.get().id() + "` shows its proof")));
            } else {
                reports.add(raising(keys));
            }
        }
        return reports;
    }

    private RemedyReport raising(List<SignalKey> keys) {
        RemedyReport first = null;
        for (SignalKey key : keys) {
            Remedies.Found found = remedies.raising(key, asked.size(), asked.evaluations());
            List<String> notes = new ArrayList<>();
            if (found.remedies().isEmpty() && found.whole()) {
                notes.add("none of the changes that were tried raises it: facts of the kinds that the policy looks for "
                        + "added, figures moved, what it denies taken away, what has ended taken to hold");
            }
            RemedyReport report = report(Purpose.RAISE, key, found, notes);
            if (!report.remedies().isEmpty()) {
                return report;
            }
            first = first == null ? report : first;
        }
        return Objects.requireNonNull(first);
    }

    /** The parties in every order, the one given first; of many only that one. */
    private static List<List<String>> orders(List<String> parties) {
        if (parties.size() < 2 || parties.size() > MOST_ORDERED) {
            return List.of(parties);
        }
        List<List<String>> orders = new ArrayList<>();
        for (int i = 0; i < parties.size(); i++) {
            List<String> others = new ArrayList<>(parties);
            String first = others.remove(i);
            for (List<String> rest : orders(others)) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }

    private RemedyReport report(Purpose purpose, SignalKey key, Remedies.Found found, List<String> notes) {
        List<String> told = new ArrayList<>(notes);
        if (found.finished() < found.size()) {
            told.add("the budget of " + asked.evaluations() + " evaluations was used up: "
                    + (found.finished() == 0
                            ? "not even every single change was tried"
                            : "every set of "
                                    + (found.finished() == 1 ? "1 change" : "up to " + found.finished() + " changes")
                                    + " was tried, those of " + (found.finished() + 1) + " not to the end")
                    + ", so there may be more; `--evaluations N` allows more");
        }
        if (found.sampled()) {
            told.add("where any party will do, only a few were tried together with other changes");
        }
        if (found.unmeasured() > 0) {
            told.add(
                    found.unmeasured() + (found.unmeasured() == 1 ? " more set was" : " more sets were")
                            + " found of which it was not worked out how far the figures have to go; `--evaluations N` allows more");
        }
        if (!found.remedies().isEmpty()) {
            told.add(
                    "this is what the policies would say if the facts were otherwise; it is no legal advice, and whether "
                            + "a change is lawful, possible or wise is for people to judge");
        }
        List<Remedy> shown =
                found.remedies().stream().map(r -> remedy(purpose, key, r)).toList();
        Report.Run run =
                RunDigest.of(facts, policies.policies(), parameters, names, asOf, knownAsOf, asked.run(), false, false);
        return new RemedyReport(
                RemedyReport.FORMAT,
                new RemedyReport.Run(
                        run.engine(),
                        asOf,
                        knownAsOf,
                        run.facts().digest(),
                        run.policies().digest(),
                        run.parameters().digest()),
                purpose,
                named(key, before.get(key)),
                new Asked(asked.size(), List.copyOf(asked.may()), List.copyOf(asked.never()), asked.evaluations()),
                shown,
                found.whole(),
                found.finished(),
                found.evaluated(),
                told);
    }

    private Remedy remedy(Purpose purpose, SignalKey key, Remedies.Remedy remedy) {
        List<Edit> edits = remedy.measures().stream().map(Measure::edit).toList();
        Map<SignalKey, Standing> after = remedies.after(edits);
        // Found on what the signal can depend on; held here against all that is on file.
        if (after.containsKey(key) != (purpose == Purpose.RAISE)) {
            throw new IllegalStateException("a remedy that is none on all that is on file: "
                    + remedy.measures().stream().map(Measure::said).toList());
        }
        Edits editing = new Edits(policies.policies().vocabulary(), asOf, knownAsOf);
        FactBase edited = editing.applied(facts, edits);
        RemedyWords words = new RemedyWords(parameters, asOf, names::stable);
        List<Change> changes = new ArrayList<>();
        for (Measure m : remedy.measures()) {
            FactBase base = m.how() == Measure.How.ADD ? edited : facts;
            Assertion fact = editing.latest(base, m.fact()).orElseThrow();
            changes.add(words.change(m, fact, base, remedy.thresholds().get(m.said())));
        }
        return new Remedy(
                changes,
                effects(key, after),
                remedy.alike(),
                purpose == Purpose.CLEAR && remedies.holdsInPart(key, edits),
                Optional.ofNullable(remedy.balance()).map(RemedyWords::together).orElse(null));
    }

    private List<Effect> effects(SignalKey key, Map<SignalKey, Standing> after) {
        List<Effect> effects = new ArrayList<>();
        SortedSet<SignalKey> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.remove(key);
        for (SignalKey other : keys) {
            Standing was = before.get(other);
            Standing is = after.get(other);
            if (is == null) {
                effects.add(new Effect(What.CLEARED, named(other, was)));
            } else if (was == null) {
                effects.add(new Effect(What.RAISED, named(other, is)));
            } else if (was.established() != is.established()) {
                effects.add(new Effect(was.established() ? What.UNSETTLED : What.ESTABLISHED, named(other, is)));
            } else {
                int severity = severity(is).compareTo(severity(was));
                if (severity != 0) {
                    effects.add(new Effect(severity < 0 ? What.LOWER : What.HIGHER, named(other, is)));
                }
            }
        }
        effects.sort(Comparator.comparing(Effect::what)
                .thenComparing(e -> e.signal().policy())
                .thenComparing(e -> e.signal().id()));
        return effects;
    }

    private static BigDecimal severity(Standing standing) {
        BigDecimal ceiling = standing.ceiling();
        BigDecimal floor = standing.floor();
        return ceiling != null ? ceiling : floor != null ? floor : BigDecimal.ZERO;
    }

    private Named named(SignalKey key, @Nullable Standing standing) {
        Map<String, ?> parties = facts.parties();
        return new Named(
                key.id(),
                key.policy(),
                policies.policies()
                        .policy(key.policy())
                        .map(Policy::header)
                        .map(h -> h.title())
                        .orElse(key.policy()),
                key.grade(),
                key.parties().stream()
                        .map(p -> new Party(
                                p, parties.containsKey(p) ? String.valueOf(Records.value(parties.get(p), "name")) : p))
                        .toList(),
                standing == null ? null : standing.level(),
                standing == null ? null : standing.established() ? Status.ESTABLISHED : Status.CONTINGENT);
    }
}
