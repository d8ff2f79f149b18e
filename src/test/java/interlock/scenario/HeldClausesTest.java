package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.NearMiss;
import interlock.derivation.Step;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.NearMisses;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.Question;
import interlock.fact.FactFiles;
import interlock.fact.World;
import interlock.policy.PolicyFiles;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Conditions that are asked in another order, since a clause is held to parties, pass what the clause passes. */
final class HeldClausesTest {
    private static final int FIRINGS = 1_000_000;

    @Test
    void aClauseHeldToPartiesGetsThroughWhereItRaisesASignalForThemAndNowhereElse() {
        CompiledPolicies policies = PolicyCompiler.compile(
                PolicyFiles.read(List.of(Path.of("rules"))).policies(), Base.PARAMETERS.ids(), Build.CLASSIC);
        World world = new Worlds(
                        FactFiles.load(List.of(Path.of("facts")), Vocabulary.builtIn()),
                        Base.PARAMETERS,
                        Base.TODAY,
                        Base.TODAY)
                .ceiling();
        Derivation derivation = Engine.evaluate(world, policies, FIRINGS);
        Set<Question> raised = new LinkedHashSet<>();
        for (Step step : derivation.steps()) {
            if (step.conclusion() instanceof Signal signal) {
                raised.add(question(policies, step.policy(), step.clause(), signal.parties()));
            }
        }
        Set<Question> others = new LinkedHashSet<>();
        List<String> parties = List.of("amazon", "openai", "anthropic", "microsoft", "nvidia", "oracle");
        for (Question question : raised) {
            for (int i = 0; i < parties.size(); i++) {
                List<String> turned = new ArrayList<>();
                for (int k = 0; k < question.held().size(); k++) {
                    turned.add(parties.get((i + k) % parties.size()));
                }
                others.add(question(policies, question.policy(), question.clause(), turned));
            }
        }
        others.removeAll(raised);
        assertThat(raised).hasSizeGreaterThan(100);
        assertThat(others).hasSizeGreaterThan(100);
        assertThat(firing(policies, world, derivation, raised)).containsExactlyInAnyOrderElementsOf(raised);
        assertThat(firing(policies, world, derivation, others)).isEmpty();
    }

    private static Set<Question> firing(
            CompiledPolicies policies, World world, Derivation derivation, Set<Question> questions) {
        Set<Question> firing = new LinkedHashSet<>();
        NearMisses.in(world, derivation, policies, NearMisses.ROWS).lengths(List.copyOf(questions)).stream()
                .filter(NearMiss::fires)
                .forEach(m -> firing.add(new Question(m.policy(), m.clause(), m.held())));
        return firing;
    }

    private static Question question(CompiledPolicies policies, String policy, String clause, List<String> parties) {
        TreeMap<String, Object> held = new TreeMap<>();
        List<String> roles = policies.roles(policy, clause);
        for (int i = 0; i < roles.size(); i++) {
            held.put("$" + roles.get(i), parties.get(i));
        }
        return new Question(policy, clause, held);
    }
}
