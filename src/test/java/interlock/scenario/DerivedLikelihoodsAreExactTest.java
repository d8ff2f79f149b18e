package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.derivation.Step;
import interlock.derive.Derivers;
import interlock.engine.CompiledPolicies;
import interlock.engine.Dependencies;
import interlock.engine.Engine;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.Script;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.World;
import interlock.policy.PolicyFiles;
import interlock.scenario.Likelihoods.Budget;
import interlock.scenario.LikelihoodsAreExactTest.Brute;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What derivers work out counts in every world: likelihoods, severities and flips of signals that rest on it against brute
 * force over all worlds. Holdings are random, with rings, business units, ranges and parts that are unknown; so are the surveys
 * of markets, and any of them may be uncertain.
 */
class DerivedLikelihoodsAreExactTest {
    private static final int RULE_SETS = 8;
    private static final int FACT_BASES = 6;
    private static final int FIRINGS = 100_000;
    private static final List<String> PARTIES = List.of("p0", "p1", "p2", "p3");

    private static final List<String> RAISING =
            List.of("""
            rule "control"
            when
              Control( $x : controller, $y : company )
            then
              raise( drools, points( "control", 40 ), $x, $y );
            end
            """, """
            rule "control of two that nobody else covers"
            when
              Control( $x : controller, $y : company )
              Control( controller == $x, $z : company, company != $y )
              not( Covered( owner != $x, company == $z ) )
            then
              raise( drools, points( "two", 60 ), $x, $y, $z );
            end
            """, """
            rule "much of it all told"
            when
              IntegratedHolding( $x : owner, $y : company, low > %1$d0, $l : low )
            then
              raise( drools, points( "part", $l ), $x, $y );
            end
            """, """
            rule "no bound"
            when
              IntegratedHolding( $x : owner, $y : company, high == null )
            then
              raise( drools, points( "no bound", 7 ), $x, $y );
            end
            """, """
            rule "power beyond the votes"
            when
              VotingPower( $x : voter, $y : company, $v : votes, banzhaf >= $v, $b : banzhaf )
            then
              raise( drools, points( "power", $b ), $x, $y );
            end
            """, """
            rule "a concentrated market"
            when
              MarketConcentration( $x : leader, low > %1$d000, $h : high )
            then
              raise( drools, points( "index", times( $h, 0.01 ) ), $x );
            end
            """, """
            rule "a merger"
            when
              $c : Combination( $f : fact, $x : acquirer, $y : target, changeHigh > 100, $l : changeLow )
              Investment( id == $f )
            then
              raise( drools, points( "change", times( $l, 0.01 ) ), $x, $y );
            end
            """, """
            rule "a part of a rival"
            when
              PartialStake( $x : holder, $y : company, silentLow != null, $l : silentLow, proportionalHigh != null )
            then
              raise( drools, points( "change", times( $l, 0.05 ) ), $x, $y );
            end
            """, """
            rule "owners in common"
            when
              CommonOwnership( $x : owner, $l : excessLow, excessLow != null, market == "m" )
            then
              raise( drools, points( "excess", times( $l, 0.05 ) ), $x );
            end
            """, """
            rule "suppliers and funders"
            when
              SupplierConcentration( $x : customer, $i : index, $s : largest )
              not( FundingConcentration( company == $x, largest == $s ) )
            then
              raise( drools, points( "index", times( $i, 0.01 ) ), $x, $s );
            end
            """, """
            rule "covered without control"
            when
              Covered( $x : owner, $y : company )
              not( Control( controller == $x, company == $y ) )
            then
              raise( drools, points( "half", 21 ), $x, $y );
            end
            """, """
            rule "funding"
            when
              FundingConcentration( $x : company, $l : largest, $i : index, part > 50 )
            then
              raise( drools, points( "funding", times( $i, 0.005 ) ), $x, $l );
            end
            """, """
            rule "totals"
            when
              Company( $x : id )
              accumulate( Control( controller == $x, $y : company ); $n : count( 1 ); $n > %1$d )
              not( Overstated( subject == $x ) )
            then
              raise( drools, points( "many", 11 ), $x );
            end
            """);

    @Test
    void everyWorldCounts(@TempDir Path folder) {
        Random random = new Random(20260131);
        int weighed = 0;
        int inside = 0;
        Set<String> kinds = new TreeSet<>();
        for (int set = 0; set < RULE_SETS; set++) {
            CompiledPolicies policies = policies(folder.resolve("rules" + set), random, set);
            for (int base = 0; base < FACT_BASES; base++) {
                Worlds worlds = Base.worlds(facts(folder.resolve("facts" + set + "-" + base), random));
                Brute brute = new Brute(worlds, policies);
                Dependencies dependencies = new Dependencies(policies, worlds.possibleFacts(), worlds.possibleGivens());
                Script script = Script.of(policies);
                Map<SignalKey, double[]> all = new TreeMap<>();
                brute.signals().forEach(signal -> all.put(signal, brute.likelihood(signal)));
                for (Budget budget :
                        List.of(Budget.DEFAULT, LikelihoodsAreExactTest.APART, LikelihoodsAreExactTest.SINGLY)) {
                    SortedMap<SignalKey, Likelihood> found = new Likelihoods(
                                    worlds,
                                    new Once<>(() -> dependencies),
                                    script,
                                    w -> Engine.severities(w, policies, FIRINGS),
                                    budget)
                            .of(brute.signals());
                    for (SignalKey signal : brute.signals()) {
                        double[] expected = all.get(signal);
                        LikelihoodsAreExactTest.agrees(
                                found.get(signal),
                                expected,
                                "rules " + set + ", facts " + base + ", " + signal + ", " + budget);
                        weighed++;
                        inside += expected[0] > 0 && expected[1] < 1 ? 1 : 0;
                    }
                }
                flipsAgree(worlds, policies, dependencies, "rules " + set + ", facts " + base);
                Engine.evaluate(worlds.ceiling(), policies, FIRINGS).steps().stream()
                        .flatMap(s -> s.premises().stream())
                        .forEach(p -> kinds.add(p.item().getClass().getSimpleName()));
            }
        }
        // The search must have had something to find.
        assertThat(weighed).isGreaterThan(300);
        assertThat(inside).isGreaterThan(80);
        // That something is overstated is only denied.
        kinds.add("Overstated");
        assertThat(kinds).containsAll(Derivers.KINDS);
    }

    /** Of the facts under a signal just those are told without which it vanishes. */
    private static void flipsAgree(Worlds worlds, CompiledPolicies policies, Dependencies dependencies, String where) {
        Derivation floor = Engine.evaluate(worlds.floor(), policies, FIRINGS);
        Derivation ceiling = Engine.evaluate(worlds.ceiling(), policies, FIRINGS);
        Several several = new Several(Script.of(policies), w -> Engine.severities(w, policies, FIRINGS));
        for (long whole : List.of(Long.MAX_VALUE, 0L)) {
            Flips.Found found = Flips.of(
                    worlds,
                    floor,
                    ceiling,
                    several,
                    policies,
                    s -> dependencies.of(s, Set.of()),
                    whole,
                    Long.MAX_VALUE);
            found.flips().forEach((key, flips) -> {
                boolean established = floor.signals().containsKey(key);
                Derivation of = established ? floor : ceiling;
                SortedSet<String> expected = new TreeSet<>();
                for (Step step : of.signals().getOrDefault(key, List.of())) {
                    for (String id : of.factsUnder(step)) {
                        World without =
                                established ? worlds.floorWithout(Set.of(id)) : worlds.ceilingWithout(Set.of(id));
                        if (!id.startsWith("p")
                                && !Engine.severities(without, policies, FIRINGS)
                                        .containsKey(key)) {
                            expected.add(id);
                        }
                    }
                }
                assertThat(flips).as(where + ", " + key).isEqualTo(expected);
            });
        }
    }

    private static CompiledPolicies policies(Path folder, Random random, int set) {
        List<String> one = new ArrayList<>();
        List<String> two = new ArrayList<>();
        for (int i = 0; i < RAISING.size(); i++) {
            // Each clause is in some set, whatever the dice say.
            if (i % RULE_SETS == set || random.nextInt(3) == 0) {
                (random.nextBoolean() ? one : two).add(String.format(RAISING.get(i), 1 + random.nextInt(3)));
            }
        }
        file(folder, "t/one", one);
        file(folder, "t/two", two);
        return PolicyCompiler.compile(PolicyFiles.read(List.of(folder)).policies(), new TreeSet<>(), Build.CLASSIC);
    }

    private static void file(Path folder, String id, List<String> clauses) {
        if (!clauses.isEmpty()) {
            write(
                    folder.resolve(id + ".drl"),
                    "/**\n * @title a test\n * @version 1.0\n * @level screen\n * @says something\n */\npackage "
                            + id.replace('/', '.') + ";\n"
                            + "import interlock.vocabulary.Fact.*;\nimport interlock.vocabulary.Derived.*;\n"
                            + "import function interlock.policy.dsl.Verbs.*;\n\n" + String.join("\n", clauses));
        }
    }

    private static FactBase facts(Path folder, Random random) {
        StringBuilder text = new StringBuilder("""
                sources:
                  - {id: agency, title: Agency, publisher: Agency, letter: A, published: 2026-01-01}
                facts:
                  - {kind: Company, id: p0, name: P0}
                  - {kind: Company, id: p1, name: P1, parent: p0}
                  - {kind: Company, id: p2, name: P2}
                  - {kind: Company, id: p3, name: P3}
                  - {kind: Company, id: p4, name: P4}
                """);
        int uncertain = 0;
        for (int i = 0; i < 9; i++) {
            boolean pending = uncertain < 4 && random.nextInt(2) > 0;
            uncertain += pending ? 1 : 0;
            String rest = ", id: f" + i + ", status: "
                    + (pending ? List.of("IN_TALKS", "RUMOURED", "ANNOUNCED").get(random.nextInt(3)) : "COMPLETED")
                    + ", asserted: 2026-01-20, evidence: [{source: agency, credibility: 1}]}\n";
            String x = PARTIES.get(random.nextInt(PARTIES.size()));
            String y = PARTIES.get((PARTIES.indexOf(x) + 1 + random.nextInt(PARTIES.size() - 1)) % PARTIES.size());
            switch (random.nextInt(6)) {
                case 0, 1 ->
                    text.append("  - {kind: MarketShare, company: " + x + ", market: "
                            + (random.nextInt(4) == 0 ? "n" : "m") + ", share: " + share(random, 40) + rest);
                case 2 ->
                    text.append("  - {kind: SupplyContract, supplier: " + x + ", customer: " + y + ", good: CLOUD"
                            + ", amount: {firm: 1, cap: " + (1 + random.nextInt(5))
                            + ", currency: USD, qualifier: UP_TO}" + rest);
                default -> {
                    boolean whole = random.nextInt(6) == 0;
                    String investor = random.nextInt(3) == 0 ? "p4" : x;
                    text.append("  - {kind: Investment, investor: " + investor + ", investee: " + y + ", amount: "
                            + (1 + random.nextInt(5)) + ", instrument: "
                            + List.of("EQUITY", "EQUITY", "NON_VOTING").get(random.nextInt(3))
                            + (random.nextInt(5) == 0 ? "" : ", economic: " + (whole ? "100" : share(random, 80)))
                            + (random.nextInt(4) == 0 ? "" : ", voting: " + (whole ? "100" : share(random, 90)))
                            + rest);
                }
            }
        }
        write(folder.resolve("facts.yaml"), text.toString());
        return FactFiles.load(List.of(folder), Vocabulary.builtIn());
    }

    private static String share(Random random, int most) {
        int low = 5 + random.nextInt(most);
        return random.nextInt(3) == 0
                ? "{low: " + low + ", high: " + Math.min(100, low + random.nextInt(30)) + "}"
                : "" + low;
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
