package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Interlock;
import interlock.derivation.Derivation;
import interlock.derivation.Step;
import interlock.engine.sandbox.Ungate;
import interlock.fact.World;
import interlock.policy.dsl.Recorder;
import interlock.scale.UncertainStakes;
import interlock.scenario.Worlds;
import interlock.vocabulary.Derived;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.kie.api.runtime.KieSession;

/** What stands before the joins and between the firings changes nothing in what is found, and costs little. */
final class WhatBudgetsCostTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 30);
    private static final int TIMES = 11;

    @TempDir
    Path folder;

    @Test
    void withAndWithoutTheSameIsFound() throws IOException {
        Both both = new Both(folder, 300);
        List<Step> without = both.without();
        assertThat(without).isNotEmpty();
        assertThat(Engine.disagreements(
                        new Derivation(without, both.world.givens()), new Derivation(both.with(), both.world.givens())))
                .isEmpty();
    }

    /** {@code mvn test -Dtest=WhatBudgetsCostTest -Dbudgets.facts=20000} */
    @Test
    @EnabledIfSystemProperty(named = "budgets.facts", matches = "[0-9]+")
    void measured() throws IOException {
        Both both = new Both(folder, Integer.getInteger("budgets.facts"));
        List<Long> with = new ArrayList<>();
        List<Long> without = new ArrayList<>();
        // In turn, so that whatever else the machine does meets both; the first two turns only warm up.
        for (int i = -2; i < TIMES; i++) {
            long one = time(both::with);
            long other = time(both::without);
            if (i >= 0) {
                with.add(one);
                without.add(other);
            }
        }
        System.out.printf(
                "%d steps; processor time, medians of %d: with %.1f ms, without %.1f ms, ratio %.3f%n",
                both.with().size(),
                TIMES,
                median(with) / 1e6,
                median(without) / 1e6,
                (double) median(with) / median(without));
        System.out.println("with    " + with.stream().map(t -> t / 1_000_000).toList());
        System.out.println("without " + without.stream().map(t -> t / 1_000_000).toList());
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static long time(Supplier<List<Step>> work) {
        System.gc();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int steps = work.get().size();
        assertThat(steps).isPositive();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }

    /** One world, evaluated as it always is, and by the bare engine. */
    private static final class Both {
        private final World world;
        private final CompiledPolicies gated;
        private final List<Stage> bare;

        Both(Path folder, int facts) throws IOException {
            Files.writeString(folder.resolve("facts.json"), UncertainStakes.file(12, facts));
            Interlock interlock = Interlock.open(List.of(folder), List.of(Path.of("rules")));
            this.world = new Worlds(interlock.facts(), interlock.parameters(), TODAY, TODAY).ceiling();
            this.gated = compiled(interlock);
            this.bare = compiled(interlock).stages();
            assertThat(bare.stream().mapToInt(s -> Ungate.all(s.base())).sum()).isPositive();
        }

        private static CompiledPolicies compiled(Interlock interlock) {
            return PolicyCompiler.compile(
                    interlock.policies(), interlock.parameters().ids(), PolicyCompiler.Build.CLASSIC);
        }

        List<Step> with() {
            return Engine.evaluate(world, gated, Budget.FIRINGS).steps();
        }

        /** What {@link Engine} does, without anything that looks at a budget. */
        List<Step> without() {
            List<Object> there = new ArrayList<>();
            world.givens().forEach(g -> there.add(g.conclusion()));
            world.facts().stream().map(gated.policies().vocabulary()::adopt).forEach(there::add);
            List<Step> steps = new ArrayList<>();
            for (Stage stage : bare) {
                List<Object> read = there.stream()
                        .filter(i -> stage.reads().contains(i.getClass().getSimpleName()))
                        .toList();
                List<Derived> holding = there.stream()
                        .filter(i -> stage.concludes().contains(i.getClass().getSimpleName()))
                        .filter(Derived.class::isInstance)
                        .map(Derived.class::cast)
                        .toList();
                KieSession session = stage.base().newKieSession();
                try {
                    Recorder recorder = new Recorder(
                            gated.book(),
                            holding,
                            c -> stage.reads().contains(c.getClass().getSimpleName()));
                    recorder.attachTo(session);
                    read.forEach(session::insert);
                    session.fireAllRules();
                    steps.addAll(recorder.steps());
                    there.addAll(recorder.concluded());
                } finally {
                    session.dispose();
                }
            }
            return steps;
        }
    }
}
