package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.engine.sandbox.Gauge;
import interlock.engine.sandbox.Turnstile;
import interlock.policy.PolicySet;
import interlock.policy.dsl.ClauseBook;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/** A clause that no gate would let through, as if all four had failed: behind {@code then} it goes on until it is let go. */
public final class Ungated {
    private static final AtomicBoolean LET_GO = new AtomicBoolean();

    private Ungated() {}

    /** Evaluates it; nothing comes of that before {@link #letGo}. */
    public static Derivation evaluate(Gauge gauge) {
        LET_GO.set(false);
        KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
        builder.add(ResourceFactory.newReaderResource(new StringReader("""
                package interlock.policies;
                rule "attack/endless: spins"
                when
                  interlock.vocabulary.Fact.Company( $a : id )
                then
                  interlock.engine.Ungated.spin();
                end
                """)), ResourceType.DRL);
        assertThat(builder.hasErrors()).as(builder.getErrors().toString()).isFalse();
        InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase();
        base.addPackages(builder.getKnowledgePackages());
        Turnstile.before(base);
        CompiledPolicies compiled = new CompiledPolicies(
                new PolicySet(List.of(), Map.of()),
                List.of(),
                new ClauseBook(new TreeMap<>()),
                List.of(new Stage(
                        base, new TreeSet<>(Set.of("Company")), new TreeSet<>(), List.of(Set.of()), Optional.empty())),
                new TreeMap<>());
        return Engine.evaluate(
                Rules.world(Rules.company("a")), compiled.within(new Budget(1_000, 1_000, gauge)), 1_000);
    }

    /** What stands behind {@code then}. */
    public static void spin() {
        while (!LET_GO.get()) {
            Thread.onSpinWait();
        }
    }

    /** Lets it come to an end. */
    public static void letGo() {
        LET_GO.set(true);
    }
}
