package interlock.scenario;

import interlock.derivation.SignalKey;
import interlock.engine.Guard;
import interlock.engine.Guards;
import interlock.engine.Possible;
import interlock.engine.Script;
import interlock.engine.Sweep;
import interlock.engine.TooMuch;
import interlock.fact.World;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Evaluates several worlds that have most things in common: at once, where that can be done, else one after another. */
public final class Several {
    /** Of so many worlds each is still told from the others at little cost. */
    private static final int AT_ONCE = 64;

    private static final long STEPS = 20_000_000;
    private static final int CONDITIONS = 2_000_000;

    private final Script script;
    private final Function<World, Map<SignalKey, BigDecimal>> severities;

    /** @param severities the signals that hold in a world, with how severe they are: what the engine says */
    public Several(Script script, Function<World, Map<SignalKey, BigDecimal>> severities) {
        this.script = script;
        this.severities = severities;
    }

    /** What looking at worlds may use up. */
    interlock.engine.Budget budget() {
        return script.policies().budget();
    }

    /** How severe each signal is in each of the worlds, in their order; those that do not hold are left out. */
    public List<SortedMap<SignalKey, BigDecimal>> severities(List<World> worlds) {
        List<SortedMap<SignalKey, BigDecimal>> all = new ArrayList<>();
        portions(worlds)
                .forEach(some -> all.addAll((script.tellsAll()
                                ? swept(script, some, s -> true)
                                : Optional.<List<SortedMap<SignalKey, BigDecimal>>>empty())
                        .orElseGet(() -> singly(some))));
        return all;
    }

    /** How severe each of some signals is in each of the worlds, in their order; those that do not hold are left out. */
    public List<SortedMap<SignalKey, BigDecimal>> severities(List<World> worlds, Set<SignalKey> signals) {
        Script about = script.about(signals.stream().map(SignalKey::policy).collect(Collectors.toSet()));
        boolean told = signals.stream().allMatch(s -> script.tells(s.policy()));
        List<SortedMap<SignalKey, BigDecimal>> all = new ArrayList<>();
        portions(worlds)
                .forEach(some -> all.addAll((told
                                ? swept(about, some, signals::contains)
                                : Optional.<List<SortedMap<SignalKey, BigDecimal>>>empty())
                        .orElseGet(() -> singly(some))));
        all.forEach(found -> found.keySet().retainAll(signals));
        return all;
    }

    /**
     * How severe each of some signals is in a world without one fact, for each of some facts, in their order; those that do not
     * hold are left out.
     *
     * @param facts the ids of facts that are no parties
     */
    List<SortedMap<SignalKey, BigDecimal>> severitiesWithout(World world, List<String> facts, Set<SignalKey> signals) {
        Script about = script.about(signals.stream().map(SignalKey::policy).collect(Collectors.toSet()));
        boolean told = signals.stream().allMatch(s -> script.tells(s.policy()));
        List<SortedMap<SignalKey, BigDecimal>> all = new ArrayList<>();
        for (List<String> some : portions(facts)) {
            Optional<List<SortedMap<SignalKey, BigDecimal>>> swept = Optional.empty();
            if (told) {
                Guards guards = new Guards(new int[] {some.size()}, CONDITIONS);
                swept = raised(about, without(world, some, guards), some.size(), guards, signals::contains)
                        .map(Several::severitiesOf);
            }
            all.addAll(swept.orElseGet(
                    () -> singly(some.stream().map(f -> without(world, f)).toList())));
        }
        all.forEach(found -> found.keySet().retainAll(signals));
        return all;
    }

    /** All that is in a world, with the worlds in which it is that have everything but one fact each. */
    private static List<Possible> without(World world, List<String> facts, Guards guards) {
        Map<String, Guard> unless = new HashMap<>();
        for (int i = 0; i < facts.size(); i++) {
            Set<Integer> others = IntStream.range(0, facts.size()).boxed().collect(Collectors.toSet());
            others.remove(i);
            unless.put(facts.get(i), others.isEmpty() ? guards.never() : guards.choice(0, others));
        }
        List<Possible> possible = new ArrayList<>();
        world.facts().forEach(f -> possible.add(new Possible(f, unless.getOrDefault(f.id(), guards.always()))));
        world.givens().forEach(g -> {
            Guard when = guards.always();
            for (String from : g.from()) {
                when = guards.and(when, unless.getOrDefault(from, guards.always()));
            }
            possible.add(new Possible(g.conclusion(), when));
        });
        return possible;
    }

    private static World without(World world, String fact) {
        return new World(
                world.asOf(),
                world.facts().stream().filter(f -> !f.id().equals(fact)).toList(),
                world.givens().stream().filter(g -> !g.from().contains(fact)).toList());
    }

    /** A signal in one world. */
    record Raised(BigDecimal severity, Level level) {}

    /** What is raised in each of the worlds, in their order; empty if only the engine can tell. */
    Optional<List<SortedMap<SignalKey, Raised>>> raised(List<World> worlds) {
        if (!script.tellsAll()) {
            return Optional.empty();
        }
        List<SortedMap<SignalKey, Raised>> all = new ArrayList<>();
        for (List<World> some : portions(worlds)) {
            Optional<List<SortedMap<SignalKey, Raised>>> found = raised(script, some, s -> true);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(found.get());
        }
        return Optional.of(all);
    }

    private static <T> List<List<T>> portions(List<T> worlds) {
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < worlds.size(); from += AT_ONCE) {
            portions.add(worlds.subList(from, Math.min(worlds.size(), from + AT_ONCE)));
        }
        return portions;
    }

    private List<SortedMap<SignalKey, BigDecimal>> singly(List<World> worlds) {
        List<SortedMap<SignalKey, BigDecimal>> all = new ArrayList<>();
        worlds.forEach(w -> all.add(new TreeMap<>(severities.apply(w))));
        return all;
    }

    /** Something in a world; the second that looks the same is another. */
    private record Occurrence(Object item, int number) {}

    private static Optional<List<SortedMap<SignalKey, BigDecimal>>> swept(
            Script script, List<World> worlds, Predicate<SignalKey> wanted) {
        return raised(script, worlds, wanted).map(Several::severitiesOf);
    }

    private static List<SortedMap<SignalKey, BigDecimal>> severitiesOf(List<SortedMap<SignalKey, Raised>> all) {
        List<SortedMap<SignalKey, BigDecimal>> severities = new ArrayList<>();
        for (SortedMap<SignalKey, Raised> raised : all) {
            SortedMap<SignalKey, BigDecimal> of = new TreeMap<>();
            raised.forEach((signal, how) -> of.put(signal, how.severity()));
            severities.add(of);
        }
        return severities;
    }

    private static Optional<List<SortedMap<SignalKey, Raised>>> raised(
            Script script, List<World> worlds, Predicate<SignalKey> wanted) {
        Guards guards = new Guards(new int[] {worlds.size()}, CONDITIONS);
        Map<Occurrence, Set<Integer>> there = new LinkedHashMap<>();
        for (int at = 0; at < worlds.size(); at++) {
            List<Object> items = new ArrayList<>(worlds.get(at).facts());
            worlds.get(at).givens().forEach(g -> items.add(g.conclusion()));
            add(items, at, there);
        }
        List<Possible> possible = new ArrayList<>();
        there.forEach((occurrence, at) -> possible.add(
                new Possible(occurrence.item(), worlds.size() == 1 ? guards.always() : guards.choice(0, at))));
        return raised(script, possible, worlds.size(), guards, wanted);
    }

    private static Optional<List<SortedMap<SignalKey, Raised>>> raised(
            Script script, List<Possible> possible, int worlds, Guards guards, Predicate<SignalKey> wanted) {
        try {
            return Sweep.of(script, possible, guards, STEPS).map(found -> {
                List<SortedMap<SignalKey, Raised>> all = new ArrayList<>();
                for (int at = 0; at < worlds; at++) {
                    all.add(in(at, found, wanted));
                }
                return all;
            });
        } catch (TooMuch e) {
            return Optional.empty();
        }
    }

    private static void add(Collection<Object> items, int world, Map<Occurrence, Set<Integer>> there) {
        Map<Object, Integer> seen = new HashMap<>();
        for (Object item : items) {
            int number = seen.merge(item, 1, Integer::sum);
            there.computeIfAbsent(new Occurrence(item, number), o -> new TreeSet<>())
                    .add(world);
        }
    }

    private static SortedMap<SignalKey, Raised> in(int world, Sweep.Found found, Predicate<SignalKey> wanted) {
        SortedMap<SignalKey, Raised> in = new TreeMap<>();
        found.severities().forEach((signal, severities) -> {
            if (wanted.test(signal)) {
                greatest(severities, world)
                        .ifPresent(severity -> in.put(
                                signal,
                                new Raised(
                                        severity,
                                        greatest(found.levels().getOrDefault(signal, new TreeMap<>()), world)
                                                .orElseThrow())));
            }
        });
        return in;
    }

    private static <T> Optional<T> greatest(SortedMap<T, Guard> when, int world) {
        Optional<T> greatest = Optional.empty();
        for (Map.Entry<T, Guard> e : when.entrySet()) {
            if (Guards.branch(e.getValue(), 0, world).always()) {
                greatest = Optional.of(e.getKey());
            }
        }
        return greatest;
    }
}
