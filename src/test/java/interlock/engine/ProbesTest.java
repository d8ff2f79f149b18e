package interlock.engine;

import static interlock.engine.Rules.company;
import static interlock.engine.Rules.lab;
import static interlock.engine.Rules.rivalry;
import static interlock.engine.Rules.stake;
import static interlock.engine.Rules.supply;
import static interlock.engine.Rules.threshold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import interlock.derivation.Derivation;
import interlock.diagnostic.Location;
import interlock.engine.PolicyCompiler.Build;
import interlock.fact.World;
import interlock.vocabulary.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a clause is asked condition by condition, and how far it gets. */
final class ProbesTest {
    private static final String CLAUSE = """
            rule "held and supplied"
            when
              Parameter( id == "floor", $floor : value )
              $i : Investment( $x : investor, $y : investee,
                               amount >= $floor )
              Company( )
              not Rivalry( left == $x, right == $y )
              exists( SupplyContract( supplier == $x, $good : good ) and Company( id == $y ) )
              ( Company( id == $x, roles contains CompanyRole.CLOUD ) or Fund( id == $x ) )
              accumulate( SupplyContract( customer == $y, $m : amount ); $sum : total( $m ), $n : count( 1 ); $n > 1, $sum > $floor )
            then
              raise( drools, points( "a", 1 ), $x, $y );
            end
            """;

    @TempDir
    Path folder;

    @Test
    void everyConditionIsAskedWhereItStands() {
        assertThat(reach(CLAUSE).conditions())
                .extracting(
                        r -> r.probe().sort(),
                        r -> r.probe().text(),
                        r -> r.probe().element(),
                        r -> r.probe().branch(),
                        r -> r.probe().inner())
                .containsExactly(
                        tuple(Probe.Sort.CONSTRAINT, "id == \"floor\"", 0, -1, false),
                        tuple(Probe.Sort.CONSTRAINT, "amount >= $floor", 1, -1, false),
                        tuple(Probe.Sort.PRESENCE, "Company", 2, -1, false),
                        tuple(Probe.Sort.ABSENCE, "not Rivalry( left == $x, right == $y )", 3, -1, false),
                        tuple(Probe.Sort.CONSTRAINT, "left == $x", 3, -1, true),
                        tuple(Probe.Sort.CONSTRAINT, "right == $y", 3, -1, true),
                        tuple(
                                Probe.Sort.WITNESS,
                                "exists( SupplyContract( supplier == $x, $good : good ) and Company( id == $y ) )",
                                4,
                                -1,
                                false),
                        tuple(Probe.Sort.CONSTRAINT, "supplier == $x", 4, -1, true),
                        tuple(Probe.Sort.CONSTRAINT, "id == $y", 4, -1, true),
                        tuple(Probe.Sort.CONSTRAINT, "id == $x", 5, 0, false),
                        tuple(Probe.Sort.CONSTRAINT, "roles contains CompanyRole.CLOUD", 5, 0, false),
                        tuple(Probe.Sort.CONSTRAINT, "id == $x", 5, 1, false),
                        tuple(Probe.Sort.CONSTRAINT, "customer == $y", 6, -1, true),
                        tuple(Probe.Sort.RESULT, "$n > 1", 6, -1, false),
                        tuple(Probe.Sort.RESULT, "$sum > $floor", 6, -1, false));
    }

    @Test
    void everyConditionIsPlacedToTheCharacter() throws IOException {
        List<Reach> conditions = reach(CLAUSE).conditions();
        List<String> lines = Files.readAllLines(folder.resolve("pack/policy.drl"));
        assertThat(conditions).hasSize(15).allSatisfy(r -> {
            Location at = r.probe().at();
            String from = lines.get(at.line() - 1).substring(at.column() - 1);
            assertThat(from).startsWith(r.probe().text());
            assertThat(at.length()).isEqualTo(r.probe().text().length());
        });
        // The same words stand twice on one line.
        assertThat(conditions.get(9).probe().at().column())
                .isLessThan(conditions.get(11).probe().at().column());
    }

    @Test
    void rowsAreCountedThatReachAConditionPassItAndFailIt() {
        ClauseReach reach = reach(
                CLAUSE,
                threshold("floor", 10),
                threshold("other", 1),
                company("cloud", Fact.CompanyRole.CLOUD),
                company("bank"),
                stake("enough", "cloud", "bank", 10),
                stake("little", "cloud", "bank", 9),
                stake("unknown", "cloud", "bank", null),
                supply("first", "cloud", "bank", 7),
                supply("second", "cloud", "bank", 7));
        assertThat(reach.conditions())
                .extracting(r -> r.probe().text().replaceAll("\\(.*", "("), Reach::reached, Reach::passed)
                .containsExactly(
                        tuple("id == \"floor\"", 2L, 1L),
                        tuple("amount >= $floor", 3L, 1L),
                        tuple("Company", 1L, 1L),
                        tuple("not Rivalry(", 2L, 2L),
                        tuple("left == $x", 0L, 0L),
                        tuple("right == $y", 0L, 0L),
                        tuple("exists(", 2L, 2L),
                        tuple("supplier == $x", 4L, 4L),
                        tuple("id == $y", 8L, 4L),
                        tuple("id == $x", 4L, 2L),
                        tuple("roles contains CompanyRole.CLOUD", 2L, 2L),
                        tuple("id == $x", 0L, 0L),
                        tuple("customer == $y", 4L, 4L),
                        tuple("$n > 1", 2L, 2L),
                        tuple("$sum > $floor", 2L, 2L));
        assertThat(reach.stops()).isEmpty();
        assertThat(reach.passed()).isEqualTo(reach.height()).isEqualTo(7);
    }

    @Test
    void theRowsThatFailAreToldAndWhatIsUnknownAmongThem() {
        Reach amount = reach(
                        CLAUSE,
                        threshold("floor", 10),
                        stake("little", "cloud", "bank", 9),
                        stake("unknown", "cloud", "bank", null))
                .conditions()
                .get(1);
        assertThat(amount.reached()).isEqualTo(2);
        assertThat(amount.failed()).isEqualTo(2);
        assertThat(amount.unknown()).isEqualTo(1);
        assertThat(amount.passing()).isEmpty();
        assertThat(amount.failing())
                .extracting(
                        r -> ((Fact) r.matched().get(1)).id(),
                        r -> r.bindings().get("$x"),
                        r -> r.bindings().get("$floor").toString())
                .containsExactly(tuple("little", "cloud", "10"), tuple("unknown", "cloud", "10"));
    }

    @Test
    void aClauseStopsAtTheFirstConditionThatNothingPasses() {
        Object[] facts = {
            threshold("floor", 10), company("cloud"), company("bank"), stake("enough", "cloud", "bank", 10),
        };
        assertThat(stops(facts))
                .containsExactly("exists( SupplyContract( supplier == $x, $good : good ) and Company( id == $y ) )");
        assertThat(stops(facts, supply("first", "cloud", "bank", 20)))
                .containsExactly("roles contains CompanyRole.CLOUD", "id == $x");
        assertThat(stops(facts, supply("first", "cloud", "bank", 20), company("cloud", Fact.CompanyRole.CLOUD)))
                .containsExactly("$n > 1");
        assertThat(stops(facts, rivalry("r", "cloud", "bank")))
                .containsExactly("not Rivalry( left == $x, right == $y )");
        assertThat(stops()).containsExactly("id == \"floor\"");
    }

    @Test
    void aConditionSeesWhatOtherClausesConcluded() {
        String clauses = """
                rule "first"
                when
                  Investment( $x : investor, $y : investee )
                then
                  conclude( drools, new Holding( $x, $y ) );
                end
                """;
        Rules rules = new Rules(folder)
                .concluding("shared/a", clauses)
                .raising(
                        "pack/b",
                        "rule \"second\" when Holding( $x : holder, company == \"lab\" ) then raise( drools, points( \"a\", 1 ), $x ); end\n");
        CompiledPolicies policies = rules.compiled(Build.CLASSIC);
        World world = Rules.world(stake("s", "bank", "lab", 1), lab("lab"));
        Derivation derivation = Engine.evaluate(world, policies, 1_000);
        assertThat(Probes.of(policies, List.of("pack/b")).reach(world, derivation, 0))
                .singleElement()
                .satisfies(c -> assertThat(c.conditions())
                        .singleElement()
                        .satisfies(r -> assertThat(r.passed()).isEqualTo(1)));
    }

    @Test
    void probingTwiceSaysTheSame() {
        Object[] facts = {
            threshold("floor", 1),
            stake("b", "two", "bank", 9),
            stake("a", "one", "bank", 9),
            stake("c", "x", "y", null)
        };
        Object[] turned = {facts[3], facts[2], facts[1], facts[0]};
        assertThat(reach(CLAUSE, turned)).isEqualTo(reach(CLAUSE, facts));
    }

    private List<String> stops(Object[] facts, Object... more) {
        Object[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(more), java.util.Arrays.stream(facts))
                .toArray();
        return stops(all);
    }

    private List<String> stops(Object... facts) {
        return reach(CLAUSE, facts).stops().stream().map(r -> r.probe().text()).toList();
    }

    private ClauseReach reach(String clause, Object... facts) {
        CompiledPolicies policies = new Rules(folder)
                .parameter("floor")
                .raising("pack/policy", clause)
                .compiled(Build.CLASSIC);
        World world = Rules.world(facts);
        List<ClauseReach> reached =
                Probes.of(policies, List.of("pack/policy")).reach(world, Engine.evaluate(world, policies, 1_000), 5);
        assertThat(reached).hasSize(1);
        return reached.get(0);
    }
}
