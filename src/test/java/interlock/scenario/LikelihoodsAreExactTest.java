package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Dependencies.Slice;
import interlock.engine.Engine;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.Script;
import interlock.engine.Settled;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.Given;
import interlock.fact.World;
import interlock.policy.PolicyFiles;
import interlock.scenario.Likelihood.Method;
import interlock.scenario.Likelihoods.Budget;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Likelihoods, their intervals, expected severities and flips against brute force: every combination of all that is
 * uncertain, each evaluated afresh on all facts, and every combination of corners. Policies and facts are random, with
 * denials, totals, chains of conclusions, rings of holdings, outcomes of their own and facts that contradict each other.
 */
class LikelihoodsAreExactTest {
    private static final int RULE_SETS = 10;
    private static final int FACT_BASES = 4;
    private static final int FIRINGS = 100_000;
    /** All worlds at once for each signal on what it can depend on; and world by world. */
    static final Budget APART = new Budget(0, 8_000_000, 4_096, 200, Long.MAX_VALUE);

    static final Budget SINGLY = new Budget(0, 0, 4_096, 200, Long.MAX_VALUE);
    private static final List<String> PARTIES = List.of("p0", "p1", "p2", "p3");

    private static final List<String> CONCLUDING = List.of("""
            rule "a stake"
            when
              Investment( $x : investor, $y : investee )
              Behind( party == $x, $h : principal )
            then
              conclude( drools, new Holding( $h, $y ) );
            end
            """, """
            rule "a stake through another"
            when
              Holding( $x : holder, $y : company )
              Holding( holder == $y, $z : company )
            then
              conclude( drools, new Holding( $x, $z ) );
            end
            """, """
            rule "money"
            when
              Investment( $f : id, $x : investor, $y : investee, amount > %1$d, $m : amount )
            then
              conclude( drools, new Stake( $f, $x, $y, $m, true ) );
            end
            """, """
            rule "all money"
            when
              Holding( $x : holder, $y : company )
              accumulate( Stake( holder == $x, company == $y, $m : money ); $t : total( $m ), $n : count( 1 ); $n > 0 )
            then
              conclude( drools, new Exposure( $x, $y, $t ) );
            end
            """, """
            rule "a supply"
            when
              SupplyContract( $s : supplier, $c : customer, good == Good.CLOUD )
              not( Investment( investor == $s, investee == $c, amount > %1$d ) )
            then
              conclude( drools, new Supplies( $s, $c ) );
            end
            """);

    private static final List<String> RAISING = List.of("""
            rule "rivals"
            when
              Exposure( $x : holder, $y : company, amount > %1$d, $a : amount )
              Rivalry( left == $y, $z : right )
              Holding( holder == $x, company == $z )
            then
              raise( drools, points( "money", saturating( $a, 5 ) ), $x );
            end
            """, """
            rule "alone"
            when
              Holding( $x : holder, $y : company )
              not( Supplies( supplier == $x, customer == $y ) )
              not( Rivalry( left == $x, right == $y ) )
            then
              raise( drools, points( "alone", 30 ), $x, $y );
            end
            """, """
            rule "many"
            when
              Company( $y : id )
              accumulate( Investment( investee == $y, $m : amount, amount > 0 ); $t : total( $m ), $n : count( 1 ); $n > 1, $t > %1$d )
            then
              raise( drools, points( "sum", saturating( $t, 9 ) ), $y );
            end
            """, """
            rule "witness"
            when
              Supplies( $s : supplier, $c : customer )
              exists( Investment( investor == $s, instrument != Instrument.DEBT ) )
            then
              raise( drools, points( "witness", 12 ), $s, $c );
            end
            """, """
            rule "either"
            when
              Company( $x : id )
              ( Investment( investor == $x, $m : amount, amount > %1$d ) or SupplyContract( supplier == $x, $m : amount, amount > 0 ) )
            then
              raise( drools, points( "either", saturating( $m, 7 ) ), $x );
            end
            """, """
            rule "two sides"
            when
              $one : Holding( $x : holder, $y : company )
              SupplyContract( supplier == $one.holder, customer == $one.company )
              Behind( party == $y, $b : principal )
            then
              raise( drools, points( "two sides", 55 ), $x, $b );
            end
            """, """
            rule "nobody at all"
            when
              Company( $x : id )
              not( Investment( investor == $x ) and Rivalry( left == $x ) )
              Rivalry( right == $x )
            then
              raise( drools, points( "nobody", 5 ), $x );
            end
            """);

    private static final String FOLLOWING = """
            rule "what another raised"
            when
              Signal( policy == "t/one", $all : parties )
              $x : String() from $all
              not( SupplyContract( supplier == $x, good == Good.POWER ) )
            then
              raise( drools, points( "again", 40 ), $x );
            end
            """;

    @Test
    void everyWorldCounts(@TempDir Path folder) {
        Random random = new Random(20260130);
        int weighed = 0;
        int settled = 0;
        int uncertain = 0;
        int inside = 0;
        for (int set = 0; set < RULE_SETS; set++) {
            CompiledPolicies policies = policies(folder.resolve("rules" + set), random);
            for (int base = 0; base < FACT_BASES; base++) {
                Worlds worlds = Base.worlds(facts(folder.resolve("facts" + set + "-" + base), random));
                Brute brute = new Brute(worlds, policies);
                Dependencies dependencies = new Dependencies(policies, worlds.possibleFacts(), worlds.possibleGivens());
                Script script = Script.of(policies);
                Map<SignalKey, double[]> all = new TreeMap<>();
                brute.signals().forEach(signal -> all.put(signal, brute.likelihood(signal)));
                for (Budget budget : List.of(Budget.DEFAULT, APART, SINGLY)) {
                    Likelihoods likelihoods = new Likelihoods(
                            worlds,
                            new Once<>(() -> dependencies),
                            script,
                            w -> Engine.severities(w, policies, FIRINGS),
                            budget);
                    SortedMap<SignalKey, Likelihood> found = likelihoods.of(brute.signals());
                    for (SignalKey signal : brute.signals()) {
                        Likelihood likelihood = found.get(signal);
                        double[] expected = all.get(signal);
                        String where = "rules " + set + ", facts " + base + ", " + signal + ", " + budget;
                        agrees(likelihood, expected, where);
                        if (budget.equals(Budget.DEFAULT)) {
                            weighed++;
                            uncertain += likelihoods.uncertainUnder(signal).size();
                            inside += expected[0] > 0 && expected[1] < 1 ? 1 : 0;
                        }
                    }
                }
                settled += flipsAgree(worlds, policies, "rules " + set + ", facts " + base);
            }
        }
        // The search must have had something to find.
        assertThat(weighed).isGreaterThan(150);
        assertThat(inside).isGreaterThan(40);
        assertThat(uncertain).isGreaterThan(200);
        assertThat(settled).isGreaterThan(10);
    }

    static void agrees(Likelihood likelihood, double[] expected, String where) {
        assertThat(likelihood.method()).as(where).isEqualTo(Method.EXACT);
        assertThat(likelihood.probability().low().doubleValue()).as(where).isCloseTo(expected[0], within(2e-6));
        assertThat(likelihood.probability().high().doubleValue()).as(where).isCloseTo(expected[1], within(2e-6));
        if (likelihood.severity() == null) {
            assertThat(expected[2]).as(where).isNaN();
        } else {
            assertThat(likelihood.severity().doubleValue()).as(where).isCloseTo(expected[2], within(0.051));
        }
    }

    /** Of how many signals of the ceiling the proofs alone tell it. */
    private static int flipsAgree(Worlds worlds, CompiledPolicies policies, String where) {
        Derivation floor = Engine.evaluate(worlds.floor(), policies, FIRINGS);
        Derivation ceiling = Engine.evaluate(worlds.ceiling(), policies, FIRINGS);
        Several several = new Several(Script.of(policies), w -> Engine.severities(w, policies, FIRINGS));
        Dependencies dependencies = new Dependencies(policies, worlds.possibleFacts(), worlds.possibleGivens());
        Flips.Found found = Flips.of(worlds, floor, ceiling, several, policies, s -> dependencies.of(s, Set.of()));
        Flips.Found sliced = Flips.of(
                worlds, floor, ceiling, several, policies, s -> dependencies.of(s, Set.of()), 0, Long.MAX_VALUE);
        assertThat(found.complete()).as(where).isTrue();
        assertThat(sliced).as(where).isEqualTo(found);
        SortedMap<SignalKey, SortedSet<String>> flips = found.flips();
        for (SignalKey key : flips.keySet()) {
            boolean established = floor.signals().containsKey(key);
            SortedSet<String> expected = new TreeSet<>();
            for (String id : worlds.live().keySet()) {
                if (!PARTIES.contains(id)) {
                    World without = established ? worlds.floorWithout(Set.of(id)) : worlds.ceilingWithout(Set.of(id));
                    if (!Engine.severities(without, policies, FIRINGS).containsKey(key)) {
                        expected.add(id);
                    }
                }
            }
            assertThat(flips.get(key)).as(where + ", " + key).isEqualTo(expected);
        }
        Settled settled = new Settled(policies, worlds.ceiling(), ceiling);
        return (int) ceiling.signals().values().stream()
                .filter(steps -> settled.flips((Derived.Signal) steps.get(0).conclusion())
                        .isPresent())
                .count();
    }

    /** All combinations, one by one. */
    static final class Brute {
        private final List<Prospect> prospects;
        private final List<int[]> turns = new ArrayList<>();
        private final List<Map<SignalKey, BigDecimal>> outcomes = new ArrayList<>();
        private final SortedSet<SignalKey> signals = new TreeSet<>();

        Brute(Worlds worlds, CompiledPolicies policies) {
            this.prospects = worlds.prospects();
            Set<Derived> givens = new HashSet<>();
            for (Given g : worlds.possibleGivens()) {
                givens.add(g.conclusion());
            }
            Slice everything = new Slice(true, new TreeSet<>(worlds.live().keySet()), givens, 0);
            int[] at = new int[prospects.size()];
            do {
                SortedMap<String, Optional<Fact>> chosen = new TreeMap<>();
                for (int i = 0; i < at.length; i++) {
                    chosen.putAll(prospects.get(i).turns().get(at[i]).facts());
                }
                Map<SignalKey, BigDecimal> outcome =
                        Engine.severities(worlds.world(chosen, everything), policies, FIRINGS);
                turns.add(at.clone());
                outcomes.add(outcome);
                signals.addAll(outcome.keySet());
            } while (advance(at, i -> prospects.get(i).turns().size()));
            // What no weighed world raises may still be raised in the ceiling.
            signals.addAll(
                    Engine.severities(worlds.ceiling(), policies, FIRINGS).keySet());
        }

        SortedSet<SignalKey> signals() {
            return signals;
        }

        /** Lowest and highest probability, and the expected severity. */
        double[] likelihood(SignalKey signal) {
            double low = 1;
            double high = 0;
            int[] corner = new int[prospects.size()];
            do {
                List<double[]> weights = new ArrayList<>();
                for (int i = 0; i < corner.length; i++) {
                    weights.add(prospects.get(i).corners().get(corner[i]));
                }
                double sum = sum(signal, weights, false);
                low = Math.min(low, sum);
                high = Math.max(high, sum);
            } while (advance(corner, i -> prospects.get(i).corners().size()));
            List<double[]> central = prospects.stream().map(Prospect::central).toList();
            return new double[] {low, high, sum(signal, central, true) / sum(signal, central, false)};
        }

        private double sum(SignalKey signal, List<double[]> weights, boolean severity) {
            double sum = 0;
            for (int w = 0; w < turns.size(); w++) {
                BigDecimal found = outcomes.get(w).get(signal);
                if (found != null) {
                    double weight = severity ? found.doubleValue() : 1;
                    for (int i = 0; i < weights.size(); i++) {
                        weight *= weights.get(i)[turns.get(w)[i]];
                    }
                    sum += weight;
                }
            }
            return sum;
        }

        private interface Width {
            int of(int place);
        }

        private static boolean advance(int[] at, Width width) {
            for (int i = 0; i < at.length; i++) {
                if (++at[i] < width.of(i)) {
                    return true;
                }
                at[i] = 0;
            }
            return false;
        }
    }

    static CompiledPolicies policies(Path folder, Random random) {
        List<String> concluding = new ArrayList<>();
        for (String clause : CONCLUDING) {
            if (random.nextInt(5) > 0) {
                concluding.add(String.format(clause, random.nextInt(3)));
            }
        }
        List<String> one = new ArrayList<>();
        List<String> two = new ArrayList<>();
        for (String clause : RAISING) {
            if (random.nextInt(3) > 0) {
                (random.nextBoolean() ? one : two).add(String.format(clause, random.nextInt(3)));
            }
        }
        if (one.isEmpty()) {
            one.add(String.format(RAISING.get(0), 0));
        }
        two.add(FOLLOWING);
        file(folder, "t/shared", "", concluding);
        file(folder, "t/one", " * @level screen\n * @says something\n", one);
        file(folder, "t/two", " * @level screen\n * @says something\n", two);
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(folder));
        return PolicyCompiler.compile(loaded.policies(), new TreeSet<>(), Build.CLASSIC);
    }

    private static void file(Path folder, String id, String tags, List<String> clauses) {
        if (!clauses.isEmpty()) {
            write(
                    folder.resolve(id + ".drl"),
                    "/**\n * @title a test\n * @version 1.0\n" + tags + " */\npackage " + id.replace('/', '.') + ";\n"
                            + "import interlock.vocabulary.Fact.*;\nimport interlock.vocabulary.Derived.*;\n"
                            + "import function interlock.policy.dsl.Verbs.*;\n\n" + String.join("\n", clauses));
        }
    }

    static FactBase facts(Path folder, Random random) {
        StringBuilder text = new StringBuilder("""
                sources:
                  - {id: agency, title: Agency, publisher: Agency, letter: A, published: 2026-01-01}
                  - {id: blog, title: Blog, publisher: Blog, letter: C, published: 2026-01-01}
                facts:
                  - {kind: Company, id: p0, name: P0}
                  - {kind: Company, id: p1, name: P1, parent: p0}
                  - {kind: Company, id: p2, name: P2}
                  - {kind: Company, id: p3, name: P3}
                """);
        List<String> investments = new ArrayList<>();
        int uncertain = 0;
        for (int i = 0; i < 5 + random.nextInt(4); i++) {
            boolean pending = uncertain < 4 && random.nextInt(3) > 0;
            uncertain += pending ? 1 : 0;
            String id = "f" + i;
            String evidence = ", asserted: 2026-01-20, evidence: [{source: "
                    + (pending && random.nextInt(3) == 0 ? "blog, credibility: 4" : "agency, credibility: 1") + "}]";
            String status = ", status: "
                    + (pending
                            ? List.of("IN_TALKS", "RUMOURED", "ANNOUNCED", "LETTER_OF_INTENT")
                                    .get(random.nextInt(4))
                            : List.of("COMPLETED", "SIGNED").get(random.nextInt(2)));
            long cap = 1L + random.nextInt(6);
            String amount = switch (random.nextInt(4)) {
                case 0 -> "";
                case 1 -> ", amount: {firm: 0, cap: " + cap + ", currency: USD, qualifier: UP_TO}";
                case 2 -> ", amount: {cap: " + cap + ", currency: USD, qualifier: UP_TO}";
                default -> ", amount: " + cap;
            };
            String x = PARTIES.get(random.nextInt(PARTIES.size()));
            String y = PARTIES.get((PARTIES.indexOf(x) + 1 + random.nextInt(PARTIES.size() - 1)) % PARTIES.size());
            switch (random.nextInt(5)) {
                case 0 ->
                    text.append("  - {kind: Rivalry, id: " + id + ", left: " + x + ", right: " + y + ", market: m"
                            + status + evidence + "}\n");
                case 1 ->
                    text.append("  - {kind: SupplyContract, id: " + id + ", supplier: " + x + ", customer: " + y
                            + ", good: " + List.of("CLOUD", "POWER").get(random.nextInt(2)) + amount + status + evidence
                            + "}\n");
                default -> {
                    String outcomes = pending && random.nextInt(4) == 0
                            ? ", outcomes: [{label: small, probability: {low: 0.2, high: 0.5}, amounts: {amount: 1}}, "
                                    + "{label: large, probability: {low: 0.1, high: 0.3}, amounts: {amount: 3}}]"
                            : "";
                    String given = outcomes.isEmpty() ? amount : ", amount: {firm: 0, cap: 3, currency: USD}";
                    String contradicts = !investments.isEmpty() && random.nextInt(4) == 0
                            ? ", contradicts: " + investments.get(random.nextInt(investments.size()))
                            : "";
                    text.append("  - {kind: Investment, id: " + id + ", investor: " + x + ", investee: " + y
                            + ", instrument: " + List.of("EQUITY", "DEBT").get(random.nextInt(2)) + given + outcomes
                            + contradicts + status + evidence + "}\n");
                    investments.add(id);
                }
            }
        }
        write(folder.resolve("facts.yaml"), text.toString());
        return FactFiles.load(List.of(folder), Vocabulary.builtIn());
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
