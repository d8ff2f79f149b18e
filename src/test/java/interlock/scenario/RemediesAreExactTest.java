package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.fact.Assertion;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.scenario.Measure.How;
import interlock.scenario.Remedies.Found;
import interlock.scenario.Remedies.Remedy;
import interlock.vocabulary.Fact;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Remedies against brute force: every set of endings up to a size, each evaluated afresh on all facts. Policies and facts
 * are random, with denials, totals, chains of conclusions, rings of holdings and facts that contradict each other.
 */
class RemediesAreExactTest {
    private static final int RULE_SETS = 4;
    private static final int FACT_BASES = 2;
    private static final int FIRINGS = 100_000;
    private static final int SIZE = 3;
    private static final int EVALUATIONS = 100_000;

    private static Remedies remedies(FactBase facts, CompiledPolicies policies) {
        return new Remedies(
                facts,
                Base.PARAMETERS,
                policies,
                Base.TODAY,
                Base.TODAY,
                FIRINGS,
                new Latitude(new TreeSet<>(), new TreeSet<>()));
    }

    /** Evaluates all facts, without any short cut. */
    private record Brute(FactBase facts, CompiledPolicies policies, Map<Set<String>, SortedSet<SignalKey>> known) {
        SortedSet<SignalKey> raised(List<Measure> measures) {
            Set<String> said = measures.stream().map(Measure::said).collect(Collectors.toSet());
            return known.computeIfAbsent(said, s -> {
                FactBase edited = new Edits(policies.policies().vocabulary(), Base.TODAY, Base.TODAY)
                        .applied(facts, measures.stream().map(Measure::edit).toList());
                Worlds worlds = Base.worlds(edited);
                SortedSet<SignalKey> raised = new TreeSet<>(
                        Engine.severities(worlds.floor(), policies, FIRINGS).keySet());
                raised.addAll(
                        Engine.severities(worlds.ceiling(), policies, FIRINGS).keySet());
                return raised;
            });
        }

        /** All that an analyst could end, told apart by kind alone. */
        List<Measure> endings() {
            List<Measure> endings = new ArrayList<>();
            for (Assertion a : facts.known(Base.TODAY)) {
                if (a.fact() instanceof Fact.Investment || a.fact() instanceof Fact.SupplyContract) {
                    endings.add(new Measure(
                            a.status().settled() ? How.END : How.COLLAPSE,
                            a.id(),
                            "",
                            null,
                            null,
                            null,
                            null,
                            Measures.edit("collapse", a.id())));
                }
            }
            return endings;
        }

        /** Of each signal the minimal sets of endings that clear it. */
        Map<SignalKey, Set<Set<String>>> minimal(int size) {
            Map<SignalKey, Set<Set<String>>> minimal = new HashMap<>();
            SortedSet<SignalKey> before = raised(List.of());
            List<List<Measure>> sets = List.of(List.of());
            List<Measure> endings = endings();
            for (int level = 0; level < size; level++) {
                List<List<Measure>> larger = new ArrayList<>();
                for (List<Measure> set : sets) {
                    int last = set.isEmpty() ? -1 : endings.indexOf(set.get(set.size() - 1));
                    for (Measure more : endings.subList(last + 1, endings.size())) {
                        List<Measure> grown = new ArrayList<>(set);
                        grown.add(more);
                        larger.add(grown);
                        SortedSet<SignalKey> left = raised(grown);
                        Set<String> said = grown.stream().map(Measure::said).collect(Collectors.toSet());
                        for (SignalKey key : before) {
                            Set<Set<String>> found = minimal.computeIfAbsent(key, k -> new HashSet<>());
                            if (!left.contains(key) && found.stream().noneMatch(said::containsAll)) {
                                found.add(said);
                            }
                        }
                    }
                }
                sets = larger;
            }
            return minimal;
        }
    }

    @Test
    void everyRemedyClearsIsMinimalAndNoneIsMissed(@TempDir Path folder) {
        Random random = new Random(7);
        int found = 0;
        int pairs = 0;
        int lowered = 0;
        int rebounding = 0;
        for (int set = 0; set < RULE_SETS; set++) {
            CompiledPolicies policies = LikelihoodsAreExactTest.policies(folder.resolve("rules" + set), random);
            for (int base = 0; base < FACT_BASES; base++) {
                FactBase facts = LikelihoodsAreExactTest.facts(folder.resolve("facts" + set + "-" + base), random);
                Brute brute = new Brute(facts, policies, new HashMap<>());
                Map<SignalKey, Set<Set<String>>> expected = brute.minimal(SIZE);
                for (SignalKey key : expected.keySet()) {
                    String where = "rules " + set + ", facts " + base + ", " + key;
                    Found answer = remedies(facts, policies).clearing(key, SIZE, EVALUATIONS);
                    assertThat(answer.whole()).as(where).isTrue();
                    Set<Set<String>> endings = new HashSet<>();
                    for (Remedy remedy : answer.remedies()) {
                        clearsAndIsMinimal(brute, key, remedy, where);
                        if (remedy.measures().stream().allMatch(m -> m.field() == null)) {
                            endings.add(remedy.measures().stream()
                                    .map(Measure::said)
                                    .collect(Collectors.toSet()));
                        } else {
                            lowered++;
                        }
                        found++;
                        pairs += remedy.measures().size() > 1 ? 1 : 0;
                    }
                    rebounding += policies.rebounds(key.policy()) ? 1 : 0;
                    assertThat(endings).as(where).isEqualTo(expected.get(key));
                }
            }
        }
        // The search must have had something to find.
        assertThat(found).isGreaterThan(40);
        assertThat(pairs).isGreaterThan(10);
        assertThat(lowered).isGreaterThan(5);
        assertThat(rebounding).isGreaterThan(5);
    }

    private static void clearsAndIsMinimal(Brute brute, SignalKey key, Remedy remedy, String where) {
        List<Measure> measures = remedy.measures();
        String what = where + ": " + measures.stream().map(Measure::said).toList();
        assertThat(brute.raised(measures)).as(what).doesNotContain(key);
        for (int i = 0; i < measures.size(); i++) {
            List<Measure> part = new ArrayList<>(measures);
            Measure left = part.remove(i);
            assertThat(brute.raised(part)).as(what + " without " + left.said()).contains(key);
            BigDecimal to = left.to();
            BigDecimal unit = left.unit();
            if (to != null && unit != null && to.add(unit).compareTo(Objects.requireNonNull(left.from())) < 0) {
                Assertion a = brute.facts().known(Base.TODAY).stream()
                        .filter(f -> f.id().equals(left.fact()))
                        .findFirst()
                        .orElseThrow();
                part.add(i, Measures.moved(a, left, to.add(unit)));
                assertThat(brute.raised(part)).as(what + " with one step less").contains(key);
            }
        }
    }

    @Test
    void everyChangeThatIsSaidToRaiseASignalDoes(@TempDir Path folder) {
        Random random = new Random(20260201);
        int found = 0;
        int asked = 0;
        Set<How> ways = new HashSet<>();
        for (int set = 0; set < 3; set++) {
            CompiledPolicies policies = LikelihoodsAreExactTest.policies(folder.resolve("rules" + set), random);
            FactBase facts = LikelihoodsAreExactTest.facts(folder.resolve("facts" + set), random);
            Brute brute = new Brute(facts, policies, new HashMap<>());
            SortedSet<String> everything = new TreeSet<>();
            policies.policies().vocabulary().kinds().forEach(k -> everything.add(k.name()));
            for (List<String> parties :
                    List.of(List.of("p0"), List.of("p2"), List.of("p1", "p3"), List.of("p2", "p0"))) {
                for (String policy : List.of("t/one", "t/two")) {
                    SignalKey key = new SignalKey(policy, null, parties);
                    if (policies.grades(policy, parties.size()).isEmpty()
                            || brute.raised(List.of()).contains(key)) {
                        continue;
                    }
                    asked++;
                    Found answer = new Remedies(
                                    facts,
                                    Base.PARAMETERS,
                                    policies,
                                    Base.TODAY,
                                    Base.TODAY,
                                    FIRINGS,
                                    new Latitude(everything, new TreeSet<>()))
                            .raising(key, 1, EVALUATIONS);
                    for (Remedy remedy : answer.remedies()) {
                        found++;
                        remedy.measures().forEach(m -> ways.add(m.how()));
                        assertThat(brute.raised(remedy.measures()))
                                .as(key + " by "
                                        + remedy.measures().stream()
                                                .map(Measure::said)
                                                .toList())
                                .contains(key);
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(5);
        assertThat(found).isGreaterThan(10);
        assertThat(ways).contains(How.ADD);
    }
}
