package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.engine.PolicyCompiler.Build;
import interlock.parameter.ParameterFiles;
import interlock.policy.PolicyFiles;
import interlock.score.Formulas;
import interlock.vocabulary.Derived.Flow;
import interlock.vocabulary.Derived.FlowReason;
import interlock.vocabulary.Derived.Parameter;
import interlock.vocabulary.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.alg.cycle.SzwarcfiterLauerSimpleCycles;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.junit.jupiter.api.Test;

/** The circles that the policy joins are the elementary cycles that a library enumerates, each once, with its weakest flow. */
final class CirclesTest {
    private static final String POLICY = "circularity/circular-capital-loop";
    private static final BigDecimal SCALE = BigDecimal.valueOf(10);

    @Test
    void everyCircleIsFoundOnceAndIsAsStrongAsItsWeakestFlow() {
        CompiledPolicies policies = PolicyCompiler.compile(
                PolicyFiles.read(List.of(Path.of("rules"))).policies(),
                ParameterFiles.read(List.of(Path.of("rules"))).parameters().ids(),
                Build.CLASSIC);
        Random random = new Random(5);
        int circles = 0;
        for (int n = 0; n < 60; n++) {
            List<Flow> flows = flows(random);
            List<Object> given = new ArrayList<>(flows);
            given.add(new Parameter("circularity.loop.scale", SCALE, null, null, "USD", null));
            Derivation derivation = Engine.evaluate(Rules.world(given.toArray()), policies, 1_000_000);
            SortedMap<String, String> raised = new TreeMap<>();
            derivation.signals().forEach((key, steps) -> {
                if (key.policy().equals(POLICY)) {
                    assertThat(raised).doesNotContainKey(key.parties().toString());
                    raised.put(
                            key.parties().toString(),
                            steps.stream()
                                    .map(s -> s.points().severity())
                                    .reduce(BigDecimal.ZERO, BigDecimal::max)
                                    .toPlainString());
                }
            });
            assertThat(raised).as(flows.toString()).isEqualTo(enumerated(flows));
            circles += raised.size();
        }
        assertThat(circles).isGreaterThan(300);
    }

    private static List<Flow> flows(Random random) {
        List<Flow> flows = new ArrayList<>();
        for (int payer = 0; payer < 5; payer++) {
            for (int payee = 0; payee < 5; payee++) {
                for (FlowReason reason : FlowReason.values()) {
                    if (payer != payee && random.nextInt(5) == 0) {
                        BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(20));
                        flows.add(new Flow("p" + payer, "p" + payee, reason, amount, amount));
                    }
                }
            }
        }
        return flows;
    }

    /** The same from the library's cycles: of each the greatest of the weakest flows, over all reasons that make a circle. */
    private static SortedMap<String, String> enumerated(List<Flow> flows) {
        Graph<String, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
        flows.forEach(f -> {
            graph.addVertex(f.payer());
            graph.addVertex(f.payee());
            graph.addEdge(f.payer(), f.payee());
        });
        SortedMap<String, String> found = new TreeMap<>();
        for (List<String> cycle : new SzwarcfiterLauerSimpleCycles<>(graph).findSimpleCycles()) {
            // The library gives the order, not the sense of it.
            List<String> direction = linked(cycle, graph) ? cycle : turned(cycle);
            BigDecimal best = strongest(direction, 0, false, false, BigDecimal.valueOf(1_000), flows);
            if (best.signum() > 0) {
                List<String> first = new ArrayList<>(direction);
                Collections.rotate(first, -first.indexOf(Collections.min(first)));
                found.put(
                        first.toString(),
                        Numbers.normalised(Formulas.saturating(best, SCALE).setScale(1, RoundingMode.HALF_UP))
                                .toPlainString());
            }
        }
        return found;
    }

    private static boolean linked(List<String> cycle, Graph<String, DefaultEdge> graph) {
        return IntStream.range(0, cycle.size())
                .allMatch(i -> graph.containsEdge(cycle.get(i), cycle.get((i + 1) % cycle.size())));
    }

    private static List<String> turned(List<String> cycle) {
        List<String> turned = new ArrayList<>(cycle);
        Collections.reverse(turned);
        return turned;
    }

    private static BigDecimal strongest(
            List<String> cycle, int at, boolean paid, boolean financed, BigDecimal least, List<Flow> flows) {
        if (at == cycle.size()) {
            return paid && financed ? least : BigDecimal.ZERO;
        }
        BigDecimal best = BigDecimal.ZERO;
        for (Flow f : flows) {
            if (f.payer().equals(cycle.get(at)) && f.payee().equals(cycle.get((at + 1) % cycle.size()))) {
                boolean purchase = f.reason() == FlowReason.PURCHASE;
                best = best.max(strongest(
                        cycle, at + 1, paid || purchase, financed || !purchase, least.min(f.amount()), flows));
            }
        }
        return best;
    }
}
