package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.Grounding;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.fact.FactBase;
import interlock.vocabulary.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing idle is cited: without any one fact that a proof rests on, that proof is gone. Policies and facts are random, with
 * denials, totals, witnesses, chains of conclusions and rings of holdings.
 */
class PremisesAreNecessaryTest {
    private static final int RULE_SETS = 8;
    private static final int FACT_BASES = 3;
    private static final int FIRINGS = 100_000;

    @Test
    void withoutAnyOneFactThatItRestsOnAProofIsGone(@TempDir Path folder) throws IOException {
        Random random = new Random(20261123);
        int tried = 0;
        int members = 0;
        for (int r = 0; r < RULE_SETS; r++) {
            CompiledPolicies policies =
                    LikelihoodsAreExactTest.policies(Files.createDirectories(folder.resolve("rules" + r)), random);
            for (int f = 0; f < FACT_BASES; f++) {
                FactBase facts = LikelihoodsAreExactTest.facts(
                        Files.createDirectories(folder.resolve("facts" + r + "-" + f)), random);
                Worlds worlds = Base.worlds(facts);
                Derivation all = Engine.evaluate(worlds.ceiling(), policies, FIRINGS);
                Grounding grounding = new Grounding(all);
                Map<String, Derivation> without = new HashMap<>();
                for (Step proof :
                        all.signals().values().stream().flatMap(List::stream).toList()) {
                    for (Step step : tree(proof, grounding)) {
                        for (Premise premise : step.premises()) {
                            if (premise.item() instanceof Fact fact && premise.how() != Premise.How.LACKING) {
                                Derivation less = without.computeIfAbsent(
                                        fact.id(),
                                        id -> Engine.evaluate(worlds.ceilingWithout(Set.of(id)), policies, FIRINGS));
                                assertThat(less.steps().stream().anyMatch(s -> same(s, step)))
                                        .as("rules %d, facts %d: %s without %s", r, f, step, fact.id())
                                        .isFalse();
                                tried++;
                                members += premise.how() == Premise.How.COUNTED ? 1 : 0;
                            }
                        }
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(200);
        assertThat(members).isGreaterThan(10);
    }

    /** A proof whole: a step and all that its conclusions are shown by. */
    private static List<Step> tree(Step root, Grounding grounding) {
        List<Step> tree = new ArrayList<>(List.of(root));
        grounding.under(root).forEach(c -> tree.add(grounding.of(c).orElseThrow()));
        return tree;
    }

    private static boolean same(Step one, Step other) {
        return one.clause().equals(other.clause())
                && one.policy().equals(other.policy())
                && one.conclusion().equals(other.conclusion())
                && one.premiseKey().equals(other.premiseKey())
                && Objects.equals(one.bindings(), other.bindings());
    }
}
