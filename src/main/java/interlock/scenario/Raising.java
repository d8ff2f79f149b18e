package interlock.scenario;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.diagnostic.InvalidInput;
import interlock.engine.Bearing;
import interlock.engine.Openings;
import interlock.engine.Openings.Opening;
import interlock.fact.Assertion;
import interlock.fact.Edit;
import interlock.fact.FactBase;
import interlock.fact.World;
import interlock.scenario.Measure.How;
import interlock.scenario.Remedies.Found;
import interlock.scenario.Remedies.Remedy;
import interlock.scenario.Trials.Outcome;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The smallest changes after which a signal is raised: a fact of a kind that a clause looks for is added, a figure moved
 * past what a clause asks for, something ended that a {@code not} finds, or something that ended taken to hold.
 */
// INVARIANT(raising): what is returned was evaluated, and so were all of its parts: it raises the signal, and no part
// of
// it does.
final class Raising {
    private static final BigDecimal TRILLION = BigDecimal.TEN.pow(12);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Pattern KIND = Pattern.compile("\\bkind:\\s*(\\w+)");
    /** Most sets told that differ in a party only, which may be many. */
    static final int ALIKE = 3;
    /** A figure on file is moved sooner than something taken back, and that sooner than something made up. */
    private static final List<How> EASE = List.of(
            How.WAIVE, How.LOWER, How.RAISE, How.ALTER, How.COMPLETE, How.COLLAPSE, How.END, How.REMOVE, How.ADD);

    private static final Comparator<Remedy> ORDER = Comparator.comparing(
                    (Remedy r) -> r.measures().size())
            .thenComparing(r -> r.measures().stream()
                    .mapToInt(m -> EASE.indexOf(m.how()))
                    .max()
                    .orElse(0))
            .thenComparing(
                    r -> r.measures().stream().map(Measure::said).toList().toString());

    /** Most facts of one kind that are tried because a party in them is not known. */
    private static final int PARTIES = 200;

    /** Of how many sets of a size it is asked what is lacking still. */
    private static final int GUIDED = 12;

    private final Trials.Setting setting;
    private final Latitude latitude;
    private final Measures measures;
    private final DecidingConditions thresholds;
    private final SignalKey key;
    private final int evaluations;
    private final int alike;
    private final Map<String, Proposal> vocabulary = new LinkedHashMap<>();
    private final Bearing bearing;
    private final Set<String> disputed = new TreeSet<>();
    private final Trials trials;

    /**
     * A change, and how it is made with another figure.
     *
     * @param nothing the figure at which it is as if nothing were changed
     * @param otherwise null if there is no figure to it
     * @param alike what all changes have in common that differ in a party only; null if there is no such party
     */
    private record Proposal(
            Measure measure,
            BigDecimal nothing,
            @Nullable Function<BigDecimal, Measure> otherwise,
            @Nullable String alike) {
        Proposal(Measure measure, BigDecimal nothing, @Nullable Function<BigDecimal, Measure> otherwise) {
            this(measure, nothing, otherwise, null);
        }

        Proposal alike(String common) {
            return new Proposal(measure, nothing, otherwise, common);
        }

        /** The same with another figure. */
        Proposal at(BigDecimal figure) {
            return new Proposal(with(figure), nothing, otherwise, alike);
        }

        Measure with(BigDecimal figure) {
            return otherwise == null ? measure : otherwise.apply(figure);
        }
    }

    /** @param alike most sets told, and tried together with others, that differ in a party only */
    /** What it tries. */
    Trials trials() {
        return trials;
    }

    Raising(Trials.Setting setting, Latitude latitude, SignalKey key, int evaluations, int alike) {
        this.alike = alike;
        this.setting = setting;
        this.latitude = latitude;
        this.measures = new Measures(latitude);
        this.thresholds = new DecidingConditions(setting.policies());
        this.key = key;
        this.evaluations = evaluations;
        this.bearing = Bearing.on(setting.policies(), key.policy());
        setting.worlds(setting.facts()).disputes().forEach(d -> {
            disputed.add(d.used());
            disputed.add(d.other());
        });
        this.trials = new Trials(setting, key, evaluations);
    }

    /**
     * The minimal sets that raise the signal, of at most so many changes. What why-not names as lacking is tried first, and
     * then, as far as the budget goes, every set of all the changes that come into question.
     */
    Found found(int size) {
        proposals().forEach(p -> vocabulary.put(p.measure().said(), p));
        Map<Set<String>, List<Proposal>> raising = new LinkedHashMap<>();
        boolean guided = guided(size, raising);
        int finished = 0;
        List<Proposal> few = fewer();
        List<List<Proposal>> open = List.of(List.of());
        while (guided && finished < size) {
            List<Proposal> tried = finished == 0 ? List.copyOf(vocabulary.values()) : few;
            Optional<List<List<Proposal>>> next = grown(open, tried, raising);
            if (next.isEmpty()) {
                break;
            }
            open = next.get().stream().filter(few::containsAll).toList();
            finished++;
        }
        List<List<Proposal>> minimal = raising.entrySet().stream()
                .filter(e -> raising.keySet().stream()
                        .noneMatch(
                                o -> o.size() < e.getKey().size() && e.getKey().containsAll(o)))
                .map(Map.Entry::getValue)
                .toList();
        Map<Set<String>, Remedy> remedies = new LinkedHashMap<>();
        Map<List<String>, Integer> among = new LinkedHashMap<>();
        List<List<Proposal>> told = new ArrayList<>();
        for (List<Proposal> set : plainest(minimal)) {
            if (among.merge(common(set), 1, Integer::sum) <= alike) {
                told.add(set);
            }
        }
        trials.allow(evaluations);
        int unmeasured = 0;
        for (List<Proposal> set : told) {
            int others = among.getOrDefault(common(set), 1) - 1;
            Optional<List<Proposal>> exact = exact(set);
            unmeasured += exact.isPresent() ? 0 : 1;
            exact.ifPresent(e -> remedies.putIfAbsent(
                    Remedies.said(made(e)),
                    new Remedy(made(e), thresholds(made(e), e), others < alike ? 0 : others, null)));
        }
        return new Found(
                remedies.values().stream().sorted(ORDER).toList(),
                size,
                finished,
                unmeasured,
                finished > 1 && few.size() < vocabulary.size(),
                trials.spent());
    }

    /** Of changes that differ in a party only, of which there may be hundreds, a few: for sets of several changes. */
    private List<Proposal> fewer() {
        Map<String, Integer> among = new HashMap<>();
        return vocabulary.values().stream()
                .filter(p -> p.alike() == null || among.merge(p.alike(), 1, Integer::sum) <= alike)
                .toList();
    }

    /** All changes that came into question. */
    List<Measure> vocabulary() {
        return made(List.copyOf(vocabulary.values()));
    }

    /** Each open set with one change more, those that do not raise the signal yet; empty if the budget is used up. */
    private Optional<List<List<Proposal>>> grown(
            List<List<Proposal>> open, List<Proposal> vocabulary, Map<Set<String>, List<Proposal>> raising) {
        List<List<Proposal>> next = new ArrayList<>();
        for (List<Proposal> set : open) {
            int after = set.isEmpty() ? -1 : vocabulary.indexOf(set.get(set.size() - 1));
            for (Proposal more : vocabulary.subList(after + 1, vocabulary.size())) {
                List<Proposal> grown = grown(set, more);
                if (!grown.isEmpty() && !covered(grown, raising.keySet())) {
                    Optional<Outcome> then = trials.of(made(grown));
                    if (then.isEmpty()) {
                        return Optional.empty();
                    }
                    if (then.get().raised() != null) {
                        raising.putIfAbsent(places(grown), grown);
                    } else if (then.get().made()) {
                        next.add(grown);
                    }
                }
            }
        }
        return Optional.of(next);
    }

    /** A set with one change more; empty if a fact cannot be changed in both ways. */
    private static List<Proposal> grown(List<Proposal> set, Proposal more) {
        Measure m = more.measure();
        if (set.stream()
                .map(Proposal::measure)
                .anyMatch(o -> o.fact().equals(m.fact())
                        && (o.field() == null
                                || m.field() == null
                                || o.how() == How.ADD
                                || m.how() == How.ADD
                                || o.field().equals(m.field())))) {
            return List.of();
        }
        List<Proposal> grown = new ArrayList<>(set);
        grown.add(more);
        return grown;
    }

    /** What is touched, whatever figure it is given and whatever else an added fact says. */
    private static Set<String> places(List<Proposal> set) {
        return set.stream()
                .map(Proposal::measure)
                .map(m -> m.how() == How.ADD ? m.fact() : m.how() == How.ALTER ? m.said() : m.place())
                .collect(Collectors.toSet());
    }

    private static boolean covered(List<Proposal> set, Set<Set<String>> raising) {
        Set<String> places = places(set);
        return raising.stream().anyMatch(r -> r.size() < places.size() && places.containsAll(r));
    }

    // ---- what why-not names

    /**
     * Follows what why-not names, change upon change: what is lacking once the first gap is closed, and so on. What it
     * names is added to the changes that come into question. False if the budget is used up.
     */
    private boolean guided(int size, Map<Set<String>, List<Proposal>> raising) {
        List<List<Proposal>> open = List.of(List.of());
        for (int level = 0; level < size; level++) {
            List<List<Proposal>> next = new ArrayList<>();
            for (List<Proposal> set : open.subList(0, Math.min(GUIDED, open.size()))) {
                for (List<Proposal> way : lacking(made(set))) {
                    List<Proposal> grown = set;
                    for (Proposal p : way) {
                        vocabulary.putIfAbsent(p.measure().said(), p);
                        grown = grown.isEmpty() && grown != set ? grown : grown(grown, p);
                    }
                    if (grown.isEmpty() || grown.size() > size || covered(grown, raising.keySet())) {
                        continue;
                    }
                    Optional<Outcome> then = trials.of(made(grown));
                    if (then.isEmpty()) {
                        return false;
                    }
                    if (then.get().raised() != null) {
                        raising.putIfAbsent(places(grown), grown);
                    } else if (then.get().made()) {
                        next.add(grown);
                    }
                }
            }
            open = next;
        }
        return true;
    }

    /** The changes that close a gap, as why-not would name them after some others; those that may not be made left out. */
    private List<List<Proposal>> lacking(List<Measure> after) {
        FactBase base = trials.after(after);
        Worlds worlds = setting.worlds(base);
        Inquiry inquiry = new Inquiry(
                new Inquiry.Setting(
                        base,
                        setting.parameters(),
                        setting.policies(),
                        setting.asOf(),
                        setting.knownAsOf(),
                        setting::evaluate),
                worlds,
                setting.evaluate(worlds.ceiling()));
        List<List<Proposal>> ways = new ArrayList<>();
        for (List<Edit> edits : inquiry.closings(key.policy(), key.parties())) {
            List<Proposal> way = new ArrayList<>();
            edits.forEach(e -> proposal(e, base).ifPresent(way::add));
            if (!way.isEmpty() && way.size() == edits.size()) {
                ways.add(way);
            }
        }
        return ways;
    }

    /** An edit as a change, with its figure where it moves one; empty if it may not be made. */
    private Optional<Proposal> proposal(Edit edit, FactBase base) {
        if (edit instanceof Edit.Suppose suppose) {
            String kind = kind(suppose);
            return latitude.never().contains(kind)
                    ? Optional.empty()
                    : Optional.of(plainly(new Measure(How.ADD, suppose.fact(), kind, null, null, null, null, edit)));
        }
        return Optional.ofNullable(edit.fact())
                .flatMap(id -> setting.editing().latest(base, id))
                .filter(latitude::touchable)
                .flatMap(a -> proposal(a, edit, base));
    }

    private Optional<Proposal> proposal(Assertion a, Edit edit, FactBase base) {
        String kind = Kind.of(a.fact()).name();
        if (edit instanceof Edit.Drop) {
            return measures.whole(a).map(this::plainly);
        }
        if (edit instanceof Edit.Complete) {
            return Optional.of(plainly(new Measure(How.COMPLETE, a.id(), kind, null, null, null, null, edit)));
        }
        Optional<Field> field =
                edit instanceof Edit.Change c ? Kind.of(a.fact()).field(c.field()) : Optional.empty();
        if (field.isEmpty() && edit instanceof Edit.Change c) {
            return Optional.of(plainly(new Measure(How.ALTER, a.id(), kind, c.field(), null, null, null, edit)));
        }
        return field.map(f -> {
            BigDecimal from = Measures.figure(a, f).orElse(null);
            BigDecimal to = after(base, edit, a.id())
                    .flatMap(then -> Measures.figure(then, f))
                    .orElse(null);
            if (to == null || !figures(f) || (from != null && from.compareTo(to) == 0)) {
                return plainly(new Measure(How.ALTER, a.id(), kind, f.name(), null, null, null, edit));
            }
            BigDecimal nothing = from == null ? BigDecimal.ZERO : from;
            return new Proposal(figure(a, f, from, nothing, to), nothing, t -> figure(a, f, from, nothing, t));
        });
    }

    private Optional<Assertion> after(FactBase base, Edit edit, String fact) {
        try {
            return setting.editing().latest(setting.editing().applied(base, List.of(edit)), fact);
        } catch (InvalidInput refused) {
            // What no fact file could hold is refused again, and counted as such, when it is tried.
            return Optional.empty();
        }
    }

    private static String kind(Edit.Suppose suppose) {
        Matcher kind = KIND.matcher(suppose.value().text());
        return kind.find() ? kind.group(1) : "";
    }

    private Proposal plainly(Measure measure) {
        return new Proposal(measure, BigDecimal.ZERO, null);
    }

    /** Of sets that add the same fact saying more or less of it those that say the least. */
    private static List<List<Proposal>> plainest(List<List<Proposal>> raising) {
        Map<List<String>, List<Proposal>> plainest = new LinkedHashMap<>();
        for (List<Proposal> set : raising) {
            List<String> facts = set.stream()
                    .map(p -> p.measure().how() == How.ADD
                            ? p.measure().fact()
                            : p.measure().said())
                    .toList();
            plainest.merge(facts, set, (one, other) -> length(one) <= length(other) ? one : other);
        }
        return List.copyOf(plainest.values());
    }

    private static int length(List<Proposal> set) {
        return set.stream().mapToInt(p -> p.measure().said().length()).sum();
    }

    private static List<String> common(List<Proposal> set) {
        return set.stream()
                .map(p -> p.alike() == null ? p.measure().said() : p.alike())
                .toList();
    }

    private static List<Measure> made(List<Proposal> set) {
        return set.stream().map(Proposal::measure).toList();
    }

    // ---- what is tried

    private List<Proposal> proposals() {
        Map<String, Proposal> proposals = new LinkedHashMap<>();
        for (Proposal p : additions()) {
            proposals.putIfAbsent(p.measure().said(), p);
        }
        Set<String> kinds = new TreeSet<>();
        Openings.of(setting.policies(), key).forEach(o -> kinds.add(o.kind()));
        Map<String, Assertion> near = new TreeMap<>();
        for (Assertion a : setting.facts().known(setting.knownAsOf())) {
            if (kinds.contains(Kind.of(a.fact()).name())
                    && latitude.touchable(a)
                    && (Trials.parties(a.fact()).stream().anyMatch(key.parties()::contains)
                            || key.parties().contains(a.id()))) {
                near.put(a.id(), a);
            }
        }
        trials.ground().forEach(a -> {
            if (kinds.contains(Kind.of(a.fact()).name()) && latitude.touchable(a)) {
                near.putIfAbsent(a.id(), a);
            }
        });
        List<Edit> edits = new ArrayList<>();
        proposals.values().forEach(p -> edits.add(p.measure().edit()));
        for (Assertion a : near.values()) {
            of(a).stream()
                    .filter(p -> p.measure().how() == How.COMPLETE)
                    .forEach(p -> edits.add(p.measure().edit()));
        }
        trials.widen(edits, near.keySet());
        for (Assertion a : near.values()) {
            of(a).forEach(p -> proposals.putIfAbsent(p.measure().said(), p));
        }
        return List.copyOf(proposals.values());
    }

    private List<Proposal> of(Assertion a) {
        List<Proposal> proposals = new ArrayList<>();
        if (!a.status().live() || !a.validOn(setting.asOf())) {
            proposals.add(new Proposal(
                    new Measure(
                            How.COMPLETE,
                            a.id(),
                            Kind.of(a.fact()).name(),
                            null,
                            null,
                            null,
                            null,
                            Measures.edit("complete", a.id())),
                    BigDecimal.ZERO,
                    null));
            return proposals;
        }
        if (bearing.denies(Kind.of(a.fact()).name()) || disputed.contains(a.id())) {
            measures.whole(a).ifPresent(m -> proposals.add(new Proposal(m, BigDecimal.ZERO, null)));
        }
        for (Field field : Kind.of(a.fact()).fields()) {
            Optional<BigDecimal> known = Measures.figure(a, field);
            if (bearing.reads(Kind.of(a.fact()).name(), field.name())
                    && (known.isPresent() || (figures(field) && !field.list()))) {
                BigDecimal from = known.orElse(BigDecimal.ZERO);
                // Where the policies only ever ask for more, less of anything opens nothing.
                for (BigDecimal end : bearing.oneWay() ? List.of(most(field)) : List.of(most(field), BigDecimal.ZERO)) {
                    if (end.compareTo(from) != 0) {
                        proposals.add(new Proposal(
                                figure(a, field, known.orElse(null), from, end),
                                from,
                                to -> figure(a, field, known.orElse(null), from, to)));
                    }
                }
            }
        }
        return proposals;
    }

    private static Measure figure(
            Assertion a, Field field, @Nullable BigDecimal known, BigDecimal from, BigDecimal to) {
        Measure moved = Measures.moved(a, field, from, to);
        return new Measure(
                moved.how(),
                moved.fact(),
                moved.kind(),
                moved.field(),
                known,
                moved.to(),
                Measures.unit(field, known == null ? most(field) : from),
                moved.edit());
    }

    private static boolean figures(Field field) {
        return field.type() == Field.Type.MONEY
                || field.type() == Field.Type.NUMBER
                || field.type() == Field.Type.WHOLE
                || field.type() == Field.Type.SHARE;
    }

    private static BigDecimal most(Field field) {
        return switch (field.type()) {
            case SHARE -> HUNDRED;
            case MONEY -> TRILLION;
            default -> BigDecimal.valueOf(1_000_000);
        };
    }

    /** Facts that a clause looks for, with what is known of them; a party that is not known may be any on file. */
    private List<Proposal> additions() {
        Additions additions = new Additions(setting, latitude, key);
        Map<String, Fact> everybody = setting.facts().parties();
        Set<String> near = new TreeSet<>();
        trials.ground().forEach(a -> near.addAll(Trials.parties(a.fact())));
        List<Proposal> proposals = new ArrayList<>();
        for (Opening opening : Openings.of(setting.policies(), key)) {
            String common = opening.kind() + " " + opening.equal();
            Optional<Kind> kind = setting.policies().policies().vocabulary().kind(opening.kind());
            boolean party = Set.of("Company", "Person", "Fund").contains(opening.kind());
            if (kind.isEmpty() || party || latitude.never().contains(opening.kind())) {
                continue;
            }
            List<String> open = kind.get().fields().stream()
                    .filter(f -> f.type() == Field.Type.PARTY && f.required() && !f.list())
                    .map(Field::name)
                    .filter(f -> !opening.equal().containsKey(f))
                    .toList();
            Set<String> others = new LinkedHashSet<>(key.parties());
            if (open.size() == 1) {
                boolean people = open.get(0).equals("person");
                others.addAll(near);
                everybody.forEach((id, who) -> {
                    if (who instanceof Fact.Person == people) {
                        others.add(id);
                    }
                });
                others.removeIf(o -> everybody.get(o) instanceof Fact.Person != people);
            }
            others.removeAll(opening.equal().values());
            if (open.isEmpty()) {
                proposals.addAll(added(additions, kind.get(), opening, Map.of()));
            } else if (open.size() == 1) {
                others.stream()
                        .limit(PARTIES)
                        .forEach(o -> added(additions, kind.get(), opening, Map.of(open.get(0), o))
                                .forEach(p -> proposals.add(p.alike(common))));
            } else {
                for (String one : others) {
                    for (String other : others) {
                        if (!one.equals(other)) {
                            proposals.addAll(added(
                                    additions, kind.get(), opening, Map.of(open.get(0), one, open.get(1), other)));
                        }
                    }
                }
            }
        }
        return proposals;
    }

    private List<Proposal> added(Additions additions, Kind kind, Opening opening, Map<String, String> more) {
        Map<String, List<Object>> demanded = new TreeMap<>();
        opening.names().forEach((field, names) -> demanded.put(field, List.of(names.get(0))));
        opening.equal().forEach((field, value) -> demanded.put(field, List.of(value)));
        more.forEach((field, value) -> demanded.put(field, List.of(value)));
        demanded.keySet().removeIf(f -> f.equals("id") || kind.field(f).isEmpty());
        List<Field> figures = kind.fields().stream()
                .filter(f -> figures(f) && !f.list() && opening.asked().contains(f.name()))
                .filter(f -> !demanded.containsKey(f.name()))
                .toList();
        if (figures.isEmpty()) {
            return List.of(new Proposal(additions.fact(kind, demanded), BigDecimal.ZERO, null));
        }
        List<Proposal> proposals = new ArrayList<>();
        for (Field field : figures) {
            Function<BigDecimal, Measure> otherwise = to -> {
                Map<String, List<Object>> all = new TreeMap<>(demanded);
                all.put(field.name(), List.of(to));
                Measure m = additions.fact(kind, all);
                return new Measure(
                        How.ADD,
                        m.fact(),
                        m.kind(),
                        field.name(),
                        null,
                        to,
                        Measures.unit(field, most(field)),
                        m.edit());
            };
            proposals.add(new Proposal(otherwise.apply(most(field)), BigDecimal.ZERO, otherwise));
        }
        return proposals;
    }

    // ---- how little will do

    /**
     * The set with each figure as near as can be to what is on file, or the part of it that does by itself with these;
     * empty if the budget is used up.
     */
    private Optional<List<Proposal>> exact(List<Proposal> set) {
        List<Proposal> exact = new ArrayList<>(set);
        for (int i = 0; i < set.size(); i++) {
            Proposal p = set.get(i);
            BigDecimal unit = p.measure().unit();
            BigDecimal to = p.measure().to();
            if (p.otherwise() == null || unit == null || to == null) {
                continue;
            }
            BigDecimal way = to.subtract(p.nothing());
            BigInteger steps = way.abs().divide(unit, 0, RoundingMode.CEILING).toBigInteger();
            BigDecimal step = way.signum() < 0 ? unit.negate() : unit;
            BigDecimal from = on(p.nothing(), unit, way.signum());
            BigInteger low = BigInteger.ZERO;
            BigInteger high = steps;
            while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
                BigInteger middle = low.add(high).shiftRight(1);
                exact.set(i, p.at(from.add(step.multiply(new BigDecimal(middle)))));
                Optional<Outcome> then = trials.of(made(exact));
                if (then.isEmpty()) {
                    return Optional.empty();
                }
                if (then.get().raised() != null) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            exact.set(i, high.equals(steps) ? p : p.at(from.add(step.multiply(new BigDecimal(high)))));
        }
        List<List<Proposal>> parts = new ArrayList<>();
        for (int chosen = 0; chosen < (1 << exact.size()) - 1; chosen++) {
            List<Proposal> part = new ArrayList<>();
            for (int i = 0; i < exact.size(); i++) {
                if ((chosen & (1 << i)) != 0) {
                    part.add(exact.get(i));
                }
            }
            parts.add(part);
        }
        parts.sort(Comparator.comparingInt(List::size));
        for (List<Proposal> part : parts) {
            Optional<Outcome> then = trials.of(made(part));
            if (then.isEmpty()) {
                return Optional.empty();
            }
            if (then.get().raised() != null) {
                return exact(part);
            }
        }
        return Optional.of(exact);
    }

    /** The last multiple of the unit before a figure, seen from where it is moved to. */
    private static BigDecimal on(BigDecimal figure, BigDecimal unit, int direction) {
        RoundingMode rounding = direction < 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
        return figure.divide(unit, 0, rounding).multiply(unit);
    }

    private Map<String, Threshold> thresholds(List<Measure> set, List<Proposal> proposals) {
        Map<String, Threshold> found = new LinkedHashMap<>();
        Optional<Outcome> with = trials.of(set);
        Derivation raised = with.map(Outcome::raised).orElse(null);
        if (raised == null) {
            return found;
        }
        for (int i = 0; i < set.size(); i++) {
            Measure m = set.get(i);
            BigDecimal to = m.to();
            BigDecimal unit = m.unit();
            Proposal p = proposals.get(i);
            List<Measure> before = new ArrayList<>(set);
            before.remove(i);
            if (to != null && unit != null && p.otherwise() != null) {
                BigDecimal back = to.compareTo(p.nothing()) < 0 ? to.add(unit) : to.subtract(unit);
                if (back.compareTo(p.nothing()) != 0) {
                    before.add(p.with(back));
                }
            }
            Optional<Outcome> without = trials.of(before);
            if (without.isPresent() && without.get().clear()) {
                World world = trials.world(before, with.get().inCeiling());
                thresholds.between(key, raised, world, setting.evaluate(world)).ifPresent(t -> found.put(m.said(), t));
            }
        }
        return found;
    }
}
