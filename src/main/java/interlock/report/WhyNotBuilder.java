package interlock.report;

import interlock.derivation.Derivation;
import interlock.derivation.Gap;
import interlock.derivation.NearMiss;
import interlock.derivation.NearMiss.Limb;
import interlock.derivation.Shortfall;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.diagnostic.Location;
import interlock.engine.ClauseOutline;
import interlock.engine.OpenClause;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.FactBase;
import interlock.parameter.ParameterSet;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.report.WhyNot.Answer;
import interlock.report.WhyNot.AskedView;
import interlock.report.WhyNot.At;
import interlock.report.WhyNot.ClauseView;
import interlock.report.WhyNot.ConditionView;
import interlock.report.WhyNot.FactLine;
import interlock.report.WhyNot.GapView;
import interlock.report.WhyNot.GradeView;
import interlock.report.WhyNot.ParameterView;
import interlock.report.WhyNot.PartyView;
import interlock.report.WhyNot.RaisedView;
import interlock.report.WhyNot.ShortfallView;
import interlock.report.WhyNot.State;
import interlock.report.WhyNot.Verdict;
import interlock.report.WhyNot.WantedView;
import interlock.scenario.Credibility;
import interlock.scenario.Worlds;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes an answer of what was found, in words that an examiner can read. */
public final class WhyNotBuilder {
    private final Inputs inputs;
    private final Narrator narrator;
    private final GapWords words;
    private final UnknownWords unknowns;
    private final SortedMap<String, FactLine> facts = new TreeMap<>();
    private final SortedMap<String, Assertion> onFile = new TreeMap<>();

    /**
     * All that an answer is made of.
     *
     * @param fileName the name under which an answer shows a file
     */
    public record Inputs(
            WhyNot.Run run,
            FactBase base,
            PolicySet policies,
            ParameterSet parameters,
            Worlds worlds,
            Derivation floor,
            Derivation ceiling,
            UnaryOperator<String> fileName) {}

    public WhyNotBuilder(Inputs inputs) {
        this.inputs = inputs;
        LocalDate asOf = inputs.run().asOf();
        inputs.base().assertions().forEach(a -> onFile.putIfAbsent(a.id(), a));
        inputs.base().known(inputs.run().knownAsOf()).forEach(a -> onFile.put(a.id(), a));
        this.narrator = new Narrator(
                inputs.base(),
                onFile,
                inputs.ceiling(),
                new Credibility(inputs.base(), inputs.parameters(), asOf),
                id -> inputs.policies().policy(id).map(p -> p.header().title()).orElse(id));
        this.unknowns = new UnknownWords(narrator, inputs.worlds(), inputs.parameters(), asOf);
        this.words = new GapWords(
                narrator,
                inputs.parameters(),
                ClauseWords.naming(inputs.policies().vocabulary()),
                asOf);
    }

    /**
     * The signals that a policy raises for some parties: they are the parties of the signal or, where it has fewer, some of
     * them are and the others are named in its proof.
     */
    public static SortedMap<SignalKey, List<Step>> raised(Derivation derivation, String policy, List<String> parties) {
        return concerning(derivation, policy, parties, true);
    }

    /** @param asParties whether as many as can must be parties of the signal itself */
    private static SortedMap<SignalKey, List<Step>> concerning(
            Derivation derivation, String policy, List<String> parties, boolean asParties) {
        SortedMap<SignalKey, List<Step>> raised = new TreeMap<>();
        derivation.signals().forEach((key, steps) -> {
            SortedSet<String> concerned = new TreeSet<>(key.parties());
            steps.forEach(s -> s.bindings().values().forEach(v -> {
                if (v instanceof String text) {
                    concerned.add(text);
                }
            }));
            if (key.policy().equals(policy)
                    && concerned.containsAll(parties)
                    && (!asParties || concerns(key, parties))) {
                raised.put(key, steps);
            }
        });
        return raised;
    }

    /** The short form, for a report: what is lacking in the clause that got furthest; empty if nothing can be told. */
    public Optional<Report.Nearest> nearest(List<NearMiss> misses) {
        return misses.stream()
                .sorted(NearMiss.ORDER)
                .filter(m -> !m.gaps().isEmpty())
                .findFirst()
                .map(m -> {
                    Gap gap = m.gaps().get(0);
                    return new Report.Nearest(
                            m.clause(),
                            m.met(),
                            m.limbs().size(),
                            m.near(),
                            words.says(gap),
                            new Report.At(
                                    inputs.fileName().apply(gap.at().file()),
                                    gap.at().line()));
                });
    }

    /**
     * The answer for some parties: what the policy raises for them and how far its other clauses get, of the grades that it
     * does not raise.
     *
     * @param raising its clauses that raise signals
     * @param open all that can neither be said to hold nor not to; empty if that was not found out
     * @param misses how far each clause of the policy got that does not get through
     */
    public WhyNot answer(
            Policy policy,
            List<Clause> raising,
            List<String> parties,
            Optional<List<OpenClause>> open,
            Supplier<List<NearMiss>> misses) {
        SortedMap<SignalKey, List<Step>> floor = raised(inputs.floor(), policy.id(), parties);
        SortedMap<SignalKey, List<Step>> all = new TreeMap<>(raised(inputs.ceiling(), policy.id(), parties));
        all.putAll(floor);
        List<RaisedView> signals = signals(floor, all);
        Set<String> grades = all.keySet().stream().map(k -> grade(k.grade())).collect(Collectors.toSet());
        boolean whole = raising.stream().allMatch(c -> grades.contains(grade(c.grade())));
        List<NearMiss> rest = whole
                ? List.of()
                : misses.get().stream()
                        .filter(m -> !grades.contains(grade(
                                policy.clause(m.clause()).map(Clause::grade).orElse(null))))
                        .toList();
        List<String> notes = signals.isEmpty() ? notes(policy, parties, rest) : List.of("`why` shows the proof");
        return new WhyNot(
                WhyNot.FORMAT,
                inputs.run(),
                new WhyNot.PolicyView(policy.id(), policy.header().title()),
                parties.stream().map(this::party).toList(),
                signals.isEmpty() ? Answer.SILENT : floor.isEmpty() ? Answer.CONTINGENT : Answer.ESTABLISHED,
                open.map(o -> grades(policy, raising, parties, signals, o)).orElse(List.of()),
                signals,
                rest.stream().map(this::view).toList(),
                notes,
                facts);
    }

    private static String grade(@Nullable String grade) {
        return grade == null ? "" : grade;
    }

    private List<RaisedView> signals(SortedMap<SignalKey, List<Step>> floor, SortedMap<SignalKey, List<Step>> all) {
        List<RaisedView> signals = new ArrayList<>();
        all.forEach((key, steps) -> {
            boolean established = floor.containsKey(key);
            signals.add(new RaisedView(
                    key.id(),
                    key.grade(),
                    steps.stream()
                            .map(s -> s.conclusion() instanceof Signal signal ? signal.level() : Level.INFO)
                            .max(Comparator.naturalOrder())
                            .orElse(Level.INFO),
                    key.parties().stream().map(this::party).toList(),
                    established ? Answer.ESTABLISHED : Answer.CONTINGENT,
                    established ? List.of() : pending(steps)));
        });
        return signals;
    }

    /** What each grade of a policy comes to for some parties, in the order of its clauses. */
    private List<GradeView> grades(
            Policy policy,
            List<Clause> raising,
            List<String> parties,
            List<RaisedView> signals,
            List<OpenClause> open) {
        Map<String, List<OpenClause>> unknown = new TreeMap<>();
        for (OpenClause o : open) {
            if (o.signal().policy().equals(policy.id()) && concerns(o.signal(), parties)) {
                unknown.computeIfAbsent(grade(o.signal().grade()), g -> new ArrayList<>())
                        .add(o);
            }
        }
        return raising.stream()
                .map(c -> grade(c.grade()))
                .distinct()
                .map(grade -> {
                    boolean met = signals.stream().anyMatch(s -> grade.equals(grade(s.grade())));
                    List<OpenClause> ways = met ? List.of() : unknown.getOrDefault(grade, List.of());
                    return new GradeView(
                            grade.isEmpty() ? null : grade,
                            met ? Verdict.MET : ways.isEmpty() ? Verdict.NOT_MET : Verdict.UNKNOWN,
                            unknowns.of(ways));
                })
                .toList();
    }

    /** Whether a signal is one of some parties: as many of them as it can name are its own. */
    private static boolean concerns(SignalKey signal, List<String> parties) {
        return parties.stream().filter(signal.parties()::contains).count()
                >= Math.min(parties.size(), signal.parties().size());
    }

    private List<String> pending(List<Step> steps) {
        SortedSet<String> pending = new TreeSet<>();
        steps.forEach(s -> pending.addAll(inputs.ceiling().factsUnder(s)));
        pending.retainAll(inputs.worlds().uncertain());
        pending.forEach(this::cite);
        return List.copyOf(pending);
    }

    private List<String> notes(Policy policy, List<String> parties, List<NearMiss> misses) {
        List<String> notes = new ArrayList<>();
        for (String party : parties) {
            boolean named = inputs.worlds().live().values().stream()
                    .filter(a -> !a.id().equals(party))
                    .anyMatch(a -> Kind.of(a.fact()).fields().stream()
                            .filter(f -> f.type() == Field.Type.PARTY)
                            .map(f -> Kind.of(a.fact()).value(a.fact(), f.name()))
                            .anyMatch(v -> v instanceof List<?> list ? list.contains(party) : party.equals(v)));
            if (!named) {
                notes.add("no fact that holds on " + Wording.date(inputs.run().asOf()) + " names "
                        + narrator.name(party) + ", but for its own entry");
            }
        }
        SortedSet<String> others = new TreeSet<>();
        for (Derivation derivation : List.of(inputs.floor(), inputs.ceiling())) {
            concerning(derivation, policy.id(), parties, false)
                    .keySet()
                    .forEach(k -> others.add(Wording.listed(
                            k.parties().stream().map(narrator::name).toList())));
        }
        others.forEach(o -> notes.add("it raises a signal for " + o + ", in which "
                + Wording.listed(parties.stream().map(narrator::name).toList()) + (parties.size() == 1 ? " is" : " are")
                + " named; `why` shows it"));
        if (misses.isEmpty()) {
            notes.add("no clause of the policy speaks of so many parties");
        }
        return notes;
    }

    private PartyView party(String id) {
        return new PartyView(id, narrator.name(id));
    }

    // ---- clauses

    private ClauseView view(NearMiss miss) {
        Policy policy = inputs.policies().policy(miss.policy()).orElseThrow();
        Clause clause = policy.clause(miss.clause()).orElseThrow();
        List<AskedView> asked = new ArrayList<>();
        Map<String, String> names = new TreeMap<>();
        miss.held().forEach((variable, value) -> {
            String name = narrator.value(value).orElse(value.toString());
            names.put(variable, name);
            asked.add(new AskedView(variable, value.toString(), name));
        });
        List<String> sentences = ClauseOutline.of(
                        policy, clause, inputs.policies().vocabulary())
                .map(o -> ClauseWords.conditions(o, inputs.policies().vocabulary(), names))
                .orElse(List.of());
        // The sentences stand as the clause is written, the conditions as they were asked.
        List<Limb> written =
                miss.limbs().stream().sorted(Comparator.comparing(Limb::at)).toList();
        List<ConditionView> conditions = new ArrayList<>();
        for (int i = 0; i < miss.limbs().size(); i++) {
            Limb limb = miss.limbs().get(i);
            conditions.add(new ConditionView(
                    sentences.size() == written.size() ? sentences.get(written.indexOf(limb)) : limb.text(),
                    limb.text(),
                    at(limb.at()),
                    i < miss.met() ? State.MET : i == miss.met() ? State.STOPS : State.NOT_REACHED,
                    limb.items() < 0 ? null : Long.valueOf(limb.items()),
                    limb.rows() < 0 ? null : Long.valueOf(limb.rows())));
        }
        return new ClauseView(
                miss.policy(),
                miss.clause(),
                clause.grade(),
                at(miss.at()),
                asked,
                miss.met(),
                miss.limbs().size(),
                conditions,
                miss.near(),
                miss.gaps().stream().map(this::view).toList());
    }

    private At at(Location at) {
        return new At(inputs.fileName().apply(at.file()), at.line(), at.column());
    }

    private GapView view(Gap gap) {
        SortedSet<String> cited = new TreeSet<>();
        Object item = gap.item();
        if (item != null) {
            cited.addAll(under(item));
        }
        gap.items().forEach(i -> cited.addAll(under(i)));
        gap.outside().forEach(o -> cited.add(o.fact()));
        cited.forEach(this::cite);
        return new GapView(
                gap.sort().name(),
                words.says(gap),
                gap.text(),
                at(gap.at()),
                gap.kind(),
                List.copyOf(cited),
                gap.shortfalls().stream().map(this::view).toList(),
                gap.wanted().stream()
                        .map(w -> new WantedView(
                                w.text(),
                                w.field(),
                                w.operator(),
                                words.value(w).orElse(null)))
                        .toList(),
                gap.matched().stream()
                        .filter(m -> !(m instanceof Derived.Parameter))
                        .map(words::item)
                        .distinct()
                        .toList(),
                gap.items().stream().map(words::item).toList(),
                gap.sort() == Gap.Sort.PARAMETER ? gap.wanted().get(0).text() : null,
                gap.beneath().stream().map(this::view).toList(),
                gap.closing().stream().map(Edit::said).toList());
    }

    private SortedSet<String> under(Object item) {
        SortedSet<String> under = new TreeSet<>();
        if (item instanceof Fact fact) {
            under.add(fact.id());
        } else if (item instanceof Derived derived) {
            under.addAll(inputs.ceiling().grounds(derived));
            inputs.ceiling()
                    .justifying(derived)
                    .forEach(s -> under.addAll(inputs.ceiling().factsUnder(s)));
        }
        return under;
    }

    private void cite(String id) {
        Assertion assertion = onFile.get(id);
        if (assertion != null) {
            facts.put(
                    id,
                    new FactLine(
                            assertion.fact().getClass().getSimpleName(),
                            narrator.says(assertion),
                            assertion.status().name(),
                            new Report.At(
                                    inputs.fileName().apply(assertion.at().file()),
                                    assertion.at().line())));
        }
    }

    private ShortfallView view(Shortfall s) {
        return new ShortfallView(
                s.text(),
                words.says(s),
                s.operator(),
                plain(s.value()),
                s.needed().stream().map(WhyNotBuilder::said).toList(),
                plain(s.by()),
                s.measure(),
                s.unknown(),
                parameter(s.parameter()));
    }

    private @Nullable ParameterView parameter(@Nullable String id) {
        return id == null
                ? null
                : inputs.parameters()
                        .inForce(id, inputs.run().asOf())
                        .map(p -> new ParameterView(id, Wording.parameter(p), p.reference()))
                        .orElse(null);
    }

    private static @Nullable String plain(@Nullable Object value) {
        return value == null ? null : said(value);
    }

    private static String said(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
