package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.Gap;
import interlock.derivation.Gap.Outside;
import interlock.derivation.Gap.Reason;
import interlock.derivation.Gap.Wanted;
import interlock.derivation.NearMiss;
import interlock.derivation.Step;
import interlock.diagnostic.InvalidInput;
import interlock.engine.CompiledPolicies;
import interlock.engine.NearMisses;
import interlock.engine.Question;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.fact.Status;
import interlock.fact.World;
import interlock.parameter.ParameterSet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a policy raises nothing for some parties: where its clauses stop in the ceiling, followed into the clauses that could
 * conclude what is missing, with the facts on file that no world holds, and with edits that were found to close a gap by
 * making them and evaluating again.
 */
public final class Inquiry {
    /** The most ways of giving parties to one clause that are tried. */
    private static final int WAYS = 60;
    /** Of ways that get equally far, how many are looked at closely. */
    private static final int CLOSELY = 4;
    /** How deep missing conclusions are followed. */
    private static final int DEPTH = 5;
    /** How many clauses that could conclude something missing are told of. */
    private static final int BENEATH = 2;
    /** The most evaluations spent on finding edits. */
    private static final int TRIALS = 24;
    /** The most edits tried for one gap. */
    private static final int CANDIDATES = 4;
    /** The most facts inserted and conclusions drawn over all those evaluations. */
    private static final long INSERTIONS = 2_000_000;

    private final Setting setting;
    private final World world;
    private final Derivation derivation;
    private final NearMisses near;
    private final AtomicInteger trials;
    private final SortedMap<String, Outside> outside;

    /** All that an answer is found in. */
    public record Setting(
            FactBase base,
            ParameterSet parameters,
            CompiledPolicies policies,
            LocalDate asOf,
            LocalDate knownAsOf,
            Function<World, Derivation> evaluate) {}

    /**
     * @param worlds those of the setting
     * @param derivation all that follows in the ceiling
     */
    public Inquiry(Setting setting, Worlds worlds, Derivation derivation) {
        this.setting = setting;
        this.world = worlds.ceiling();
        this.derivation = derivation;
        this.near = NearMisses.in(world, derivation, setting.policies(), NearMisses.ROWS);
        long cost = 1L + world.facts().size() + derivation.steps().size();
        this.trials = new AtomicInteger((int) Math.min(TRIALS, INSERTIONS / cost));
        this.outside = Collections.unmodifiableSortedMap(outside(setting, worlds, world));
    }

    /** How far each clause of a policy got for the parties, the furthest first; one that fires is left out. */
    public List<NearMiss> of(String policy, List<String> parties) {
        List<NearMiss> found = new ArrayList<>();
        for (NearMiss miss : best(NearMisses.about(setting.policies(), policy, parties, WAYS))) {
            Set<String> seen = new HashSet<>();
            seen.add(key(question(miss)));
            found.add(deepened(miss, 1, seen));
        }
        return found.stream().map(this::opened).map(this::closed).toList();
    }

    /** The changes that might close what the clauses of a policy lack for the parties; none of them was tried. */
    List<List<Edit>> closings(String policy, List<String> parties) {
        Map<String, List<Edit>> found = new LinkedHashMap<>();
        for (NearMiss miss : best(NearMisses.about(setting.policies(), policy, parties, WAYS))) {
            Set<String> seen = new HashSet<>();
            seen.add(key(question(miss)));
            closings(deepened(miss, 1, seen), found);
        }
        return List.copyOf(found.values());
    }

    private void closings(NearMiss miss, Map<String, List<Edit>> found) {
        Closings closings = closings();
        for (Gap gap : miss.gaps()) {
            for (List<Edit> edits : closings.of(gap)) {
                found.putIfAbsent(edits.stream().map(Edit::said).toList().toString(), edits);
            }
            gap.beneath().forEach(b -> closings(b, found));
        }
    }

    private Closings closings() {
        return new Closings(
                world,
                setting.asOf(),
                setting.knownAsOf(),
                setting.policies().policies().vocabulary(),
                setting.base().assertions().stream().map(Assertion::id).collect(Collectors.toSet()),
                item -> factsUnder(item, derivation));
    }

    /** Of each clause the way of asking it that gets furthest, unless it fires; the clauses that got furthest first. */
    private List<NearMiss> best(List<Question> questions) {
        Map<String, List<NearMiss>> byClause = new LinkedHashMap<>();
        for (NearMiss length : near.lengths(questions)) {
            byClause.computeIfAbsent(length.policy() + "\n" + length.clause(), c -> new ArrayList<>())
                    .add(length);
        }
        List<Question> closely = new ArrayList<>();
        for (List<NearMiss> ways : byClause.values()) {
            int furthest = ways.stream().mapToInt(NearMiss::met).max().orElse(0);
            if (ways.stream().noneMatch(NearMiss::fires)) {
                ways.stream()
                        .filter(w -> w.met() == furthest)
                        .limit(CLOSELY)
                        .map(Inquiry::question)
                        .forEach(closely::add);
            }
        }
        Map<String, NearMiss> best = new LinkedHashMap<>();
        near.of(closely).stream()
                .sorted(NearMiss.ORDER)
                .forEach(m -> best.putIfAbsent(m.policy() + "\n" + m.clause(), m));
        return List.copyOf(best.values());
    }

    private static Question question(NearMiss miss) {
        return new Question(miss.policy(), miss.clause(), miss.held());
    }

    private static String key(Question question) {
        return question.policy() + "\n" + question.clause() + "\n" + question.held();
    }

    // ---- missing conclusions

    private NearMiss deepened(NearMiss miss, int depth, Set<String> seen) {
        return miss.withGaps(g -> g.sort() == Gap.Sort.MISSING && depth < DEPTH ? g.over(beneath(g, depth, seen)) : g);
    }

    /** How far the clauses got that could conclude what is missing; a ring of them is followed once round. */
    private List<NearMiss> beneath(Gap gap, int depth, Set<String> seen) {
        Map<String, Object> fields = new TreeMap<>();
        for (Wanted wanted : gap.wanted()) {
            String field = wanted.field();
            Object value = wanted.value();
            if (field != null && "==".equals(wanted.operator()) && value != null) {
                fields.put(field, value);
            }
        }
        List<Question> questions = near.concluding(gap.kind(), fields).stream()
                .filter(q -> !seen.contains(key(q)))
                .toList();
        Set<String> known = new HashSet<>(seen);
        questions.forEach(q -> known.add(key(q)));
        return best(questions).stream()
                .limit(BENEATH)
                .map(m -> deepened(m, depth + 1, known))
                .toList();
    }

    // ---- what is on file and in no world

    private static SortedMap<String, Outside> outside(Setting setting, Worlds worlds, World ceiling) {
        Set<String> inside = ceiling.facts().stream().map(Fact::id).collect(Collectors.toSet());
        SortedMap<String, Outside> outside = new TreeMap<>();
        for (Assertion a : latest(setting).values()) {
            if (!inside.contains(a.id())) {
                outside.put(a.id(), reason(a, setting, worlds));
            }
        }
        return outside;
    }

    /** Of each fact the last assertion that counts; of one that is not known yet the first. */
    private static SortedMap<String, Assertion> latest(Setting setting) {
        SortedMap<String, Assertion> latest = new TreeMap<>();
        setting.base().known(setting.knownAsOf()).forEach(a -> latest.put(a.id(), a));
        setting.base().assertions().forEach(a -> latest.putIfAbsent(a.id(), a));
        return latest;
    }

    private static Outside reason(Assertion a, Setting setting, Worlds worlds) {
        LocalDate from = a.from();
        LocalDate to = a.to();
        if (a.asserted().isAfter(setting.knownAsOf())) {
            return new Outside(a.id(), Reason.NOT_YET_KNOWN, a.asserted(), null);
        }
        if (!a.status().live()) {
            return new Outside(a.id(), Reason.OVER, a.asserted(), null);
        }
        if (from != null && from.isAfter(setting.asOf())) {
            return new Outside(a.id(), Reason.NOT_YET_TRUE, from, null);
        }
        if (to != null && to.isBefore(setting.asOf())) {
            return new Outside(a.id(), Reason.NO_LONGER_TRUE, to, null);
        }
        if (worlds.expired().contains(a.id())) {
            return new Outside(a.id(), Reason.EXPIRED, a.asserted(), null);
        }
        return new Outside(
                a.id(),
                Reason.DISPUTED,
                null,
                worlds.disputes().stream()
                        .filter(d -> d.other().equals(a.id()))
                        .map(Dispute::used)
                        .findFirst()
                        .orElse(null));
    }

    /** The fact base as it would be if all on file held on the day and were known. */
    private FactBase opening() {
        List<Assertion> all = new ArrayList<>();
        for (Assertion a : latest(setting).values()) {
            boolean out = outside.containsKey(a.id());
            LocalDate from = a.from();
            all.add(new Assertion(
                    a.fact(),
                    a.amounts(),
                    out ? Status.ACTIVE : a.status(),
                    out && from != null && from.isAfter(setting.asOf()) ? setting.asOf() : from,
                    out ? null : a.to(),
                    a.asserted().isAfter(setting.knownAsOf()) ? setting.knownAsOf() : a.asserted(),
                    a.evidence(),
                    a.outcomes(),
                    null,
                    a.note(),
                    a.at()));
        }
        return new FactBase(
                all,
                setting.base().sources().values(),
                setting.base().files(),
                setting.base().asOf());
    }

    private NearMiss opened(NearMiss miss) {
        if (outside.isEmpty() || trials.get() <= 0) {
            return miss;
        }
        World open = new Worlds(opening(), setting.parameters(), setting.asOf(), setting.knownAsOf()).ceiling();
        Derivation following = setting.evaluate().apply(open);
        return opened(miss, near.in(open, following), following);
    }

    private NearMiss opened(NearMiss miss, NearMisses there, Derivation following) {
        NearMiss told = miss.withGaps(g -> g.over(
                g.beneath().stream().map(b -> opened(b, there, following)).toList()));
        Question question = question(miss);
        if (there.lengths(List.of(question)).get(0).met() <= miss.met()) {
            return told;
        }
        Optional<SortedSet<String>> least = there.passing(question, miss.met() + 1).stream()
                .map(matched -> brought(matched, following))
                .filter(s -> !s.isEmpty())
                .min(Comparator.comparingInt((SortedSet<String> s) -> s.size()).thenComparing(Object::toString));
        if (least.isEmpty()) {
            return told;
        }
        NearMiss.Limb limb = miss.limbs().get(miss.met());
        List<Outside> facts = least.get().stream()
                .map(f -> Optional.ofNullable(outside.get(f)).orElseThrow())
                .toList();
        Gap gap = new Gap(
                Gap.Sort.OUTSIDE,
                limb.text(),
                limb.at(),
                "",
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                facts,
                List.of(),
                List.of());
        return told.opening(List.of(gap));
    }

    /** The facts under what was matched that no world holds. */
    private SortedSet<String> brought(List<Object> matched, Derivation following) {
        SortedSet<String> brought = new TreeSet<>();
        matched.forEach(m -> brought.addAll(factsUnder(m, following)));
        brought.retainAll(outside.keySet());
        return brought;
    }

    private static SortedSet<String> factsUnder(Object item, Derivation in) {
        SortedSet<String> facts = new TreeSet<>();
        if (item instanceof Fact fact) {
            facts.add(fact.id());
        } else if (item instanceof Derived derived) {
            facts.addAll(in.grounds(derived));
            for (Step step : in.justifying(derived)) {
                facts.addAll(in.factsUnder(step));
            }
        }
        return facts;
    }

    // ---- what would close a gap

    private NearMiss closed(NearMiss miss) {
        return miss.withGaps(g -> {
            Gap told = g.over(g.beneath().stream().map(this::closed).toList());
            return closings().of(told).stream()
                    .limit(CANDIDATES)
                    .filter(edits -> closes(edits, miss))
                    .findFirst()
                    .map(told::closedBy)
                    .orElse(told);
        });
    }

    /** Whether a clause gets further once some edits are made: they are made, and it is asked again. */
    private boolean closes(List<Edit> edits, NearMiss miss) {
        if (trials.getAndDecrement() <= 0) {
            return false;
        }
        @Nullable FactBase edited = edited(edits);
        if (edited == null) {
            return false;
        }
        World otherwise = new Worlds(edited, setting.parameters(), setting.asOf(), setting.knownAsOf()).ceiling();
        return near.in(otherwise, setting.evaluate().apply(otherwise))
                        .lengths(List.of(question(miss)))
                        .get(0)
                        .met()
                > miss.met();
    }

    private @Nullable FactBase edited(List<Edit> edits) {
        try {
            return new Edits(setting.policies().policies().vocabulary(), setting.asOf(), setting.knownAsOf())
                    .applied(setting.base(), edits);
        } catch (InvalidInput refused) {
            // An edit that no fact file could hold, such as a share above 100 per cent, closes nothing.
            return null;
        }
    }
}
