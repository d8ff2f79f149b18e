package interlock.engine;

import static interlock.engine.Rules.company;
import static interlock.engine.Rules.rivalry;
import static interlock.engine.Rules.stake;
import static interlock.engine.Rules.supply;
import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.engine.PolicyCompiler.Build;
import interlock.fact.Given;
import interlock.fact.World;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Age;
import interlock.vocabulary.Derived.Behind;
import interlock.vocabulary.Derived.Clock;
import interlock.vocabulary.Derived.Parameter;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.CompanyRole;
import interlock.vocabulary.Fact.Rivalry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Evaluation is a function of the world: neither the order of facts nor the build nor an earlier run matters. */
final class OrderMeansNothingTest {
    private static final int FIRINGS = 200_000;
    private static final int SHUFFLES = 50;
    private static final List<String> PARTIES = List.of("a", "b", "c", "d", "e");
    private static final ParameterSet PARAMETERS =
            ParameterFiles.read(List.of(Path.of("rules"))).parameters();
    private static final CompiledPolicies CLASSIC = compiled(Build.CLASSIC);
    private static final CompiledPolicies EXECUTABLE = compiled(Build.EXECUTABLE);

    private static CompiledPolicies compiled(Build build) {
        PolicySet shipped = PolicyFiles.read(List.of(Path.of("rules"))).policies();
        return PolicyCompiler.compile(shipped, PARAMETERS.ids(), build);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF, seed = "42")
    void equalWorldsGiveEqualDerivations(@ForAll("worlds") World world, @ForAll Random random) {
        Derivation first = Engine.evaluate(world, CLASSIC, FIRINGS);
        assertThat(first.steps()).isNotEmpty();
        for (int i = 0; i < SHUFFLES; i++) {
            List<Fact> facts = new ArrayList<>(world.facts());
            List<Given> givens = new ArrayList<>(world.givens());
            Collections.shuffle(facts, random);
            Collections.shuffle(givens, random);
            World shuffled = new World(world.asOf(), facts, givens);
            assertThat(Engine.evaluate(shuffled, i % 2 == 0 ? EXECUTABLE : CLASSIC, FIRINGS)
                            .steps())
                    .isEqualTo(first.steps());
        }
    }

    /** Few parties and many ties among them, so that rings of stakes and of money are the rule. */
    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<String> party = Arbitraries.of(PARTIES);
        Arbitrary<Integer> amount = Arbitraries.of(1, 5, 5, 2_000_000_000).injectNull(0.2);
        Arbitrary<Fact> stakes =
                Combinators.combine(party, party, amount).as((x, y, m) -> stake("stake-" + x + y + m, x, y, m));
        Arbitrary<Fact> supplies =
                Combinators.combine(party, party, amount).as((x, y, m) -> supply("supply-" + x + y + m, x, y, m));
        Arbitrary<Fact> rivalries = Combinators.combine(party, party).as((x, y) -> rivalry("rivalry-" + x + y, x, y));
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, stakes),
                        net.jqwik.api.Tuple.of(3, supplies),
                        net.jqwik.api.Tuple.of(2, rivalries))
                .list()
                .ofMinSize(4)
                .ofMaxSize(14)
                .uniqueElements(Fact::id)
                .map(OrderMeansNothingTest::world);
    }

    private static World world(List<Fact> ties) {
        List<Fact> facts = new ArrayList<>(ties);
        for (Fact tie : ties) {
            if (tie instanceof Rivalry r && !r.left().equals(r.right())) {
                facts.add(new Rivalry(r.id(), /* left= */ r.right(), /* right= */ r.left(), r.market()));
            }
        }
        // One of them is a unit of another, and the roles differ.
        facts.add(company("a", CompanyRole.HYPERSCALER));
        facts.add(company("b", CompanyRole.AI_LAB));
        facts.add(company("c", CompanyRole.AI_LAB));
        facts.add(company("d", CompanyRole.CHIP_MAKER, CompanyRole.SOVEREIGN_FUND));
        facts.add(company("e"));
        List<Given> givens = new ArrayList<>();
        for (String p : PARTIES) {
            givens.add(given(new Behind(p, p.equals("e") ? "a" : p), p));
        }
        ties.forEach(t -> givens.add(given(new Age(t.id(), t.id().length() % 5), t.id())));
        givens.add(new Given(new Clock(Rules.TODAY), List.of()));
        PARAMETERS
                .inForce(Rules.TODAY)
                .forEach(p -> givens.add(new Given(
                        new Parameter(
                                p.id(),
                                p.value(),
                                p.interval().low(),
                                p.interval().high(),
                                p.unit(),
                                p.jurisdiction()),
                        List.of())));
        return new World(Rules.TODAY, facts, givens);
    }

    private static Given given(Derived conclusion, String from) {
        return new Given(conclusion, List.of(from));
    }
}
