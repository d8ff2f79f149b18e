package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.Interlock;
import interlock.Query;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.sandbox.Gauge;
import interlock.engine.sandbox.Turnstile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.kie.api.runtime.KieSession;

/** An evaluation that somebody wants to end ends, wherever it is, and says where it was. */
@Timeout(120)
final class StoppingTest {
    private static final String ALL_WITH_ALL = """
            rule "all with all"
            when
              Company( $a : id )
              Company( $b : id, id != $a )
              Company( $c : id, id != $b )
              Company( $d : id, id != $c )
              Company( $e : id, id != $d )
              Company( $f : id, id != $e )
            then
              raise( drools, points( "x", 1 ), $a, $f );
            end
            """;
    private static final int MANY = 300;

    @TempDir
    Path folder;

    private static Budget watchedBy(Gauge gauge) {
        return new Budget(Budget.FIRINGS, Long.MAX_VALUE, gauge);
    }

    /** 300 to the power of 6 matches: without being stopped inside a join this would not end today. */
    @ParameterizedTest
    @EnumSource(Build.class)
    void aJoinIsStoppedFromAnotherThread(Build build) {
        CompiledPolicies compiled =
                new Rules(folder).raising("attack/too-much", ALL_WITH_ALL).compiled(build);
        Gauge gauge = new Gauge();
        Object[] companies = new Object[MANY];
        for (int i = 0; i < MANY; i++) {
            companies[i] = Rules.company("c" + i);
        }
        CompletableFuture<Void> evaluated = CompletableFuture.runAsync(
                () -> Engine.evaluate(Rules.world(companies), compiled.within(watchedBy(gauge)), 1_000));
        while (!gauge.where().contains("joining")) {
            assertThat(evaluated).isNotDone();
            Thread.onSpinWait();
        }
        gauge.stop("the patience is used up");
        assertThatThrownBy(evaluated::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(LimitReached.class)
                .hasMessageMatching(
                        "the patience is used up in the clause `all with all` of attack/too-much, joining `Company` "
                                + "\\(line 1[4-8]\\) with [0-9]+ matches before it");
    }

    @Test
    void aLibraryStopsInsideAJoinToo() throws IOException {
        new Rules(folder.resolve("rules")).raising("attack/too-much", ALL_WITH_ALL);
        StringBuilder facts = new StringBuilder("asOf: 2026-01-30\nfacts:\n");
        for (int i = 0; i < MANY; i++) {
            facts.append("  - {kind: Company, id: c").append(i).append(", name: C}\n");
        }
        Files.createDirectories(folder.resolve("facts"));
        Files.writeString(folder.resolve("facts/facts.yaml"), facts);
        Gauge gauge = new Gauge();
        Interlock interlock = Interlock.open(List.of(folder.resolve("facts")), List.of(folder.resolve("rules")))
                .within(watchedBy(gauge));
        CompletableFuture<Void> ran = CompletableFuture.runAsync(() -> interlock.run(Query.everything()));
        while (!gauge.where().contains("joining")) {
            assertThat(ran).isNotDone();
            Thread.onSpinWait();
        }
        gauge.stop("the patience is used up");
        assertThatThrownBy(ran::join)
                .cause()
                .isInstanceOf(LimitReached.class)
                .hasMessageContaining("the clause `all with all` of attack/too-much, joining `Company`");
    }

    /** On its way into each sort of join, whatever comes passes; else some clause could not be stopped. */
    @ParameterizedTest
    @EnumSource(Build.class)
    void everySortOfJoinIsPassed(Build build) {
        CompiledPolicies compiled =
                new Rules(folder).raising("attack/sorts", """
                        rule "sorts"
                        when
                          Company( $a : id )
                          Investment( investor == $a, $b : investee )
                          not SupplyContract( supplier == $a )
                          exists Rivalry( left == $a )
                          accumulate( Person( id != $a ); $n : count( ) )
                        then
                          raise( drools, points( "x", 1 ), $a );
                        end
                        """).compiled(build);
        Map<String, Integer> passed = new TreeMap<>();
        KieSession session = compiled.stages().get(0).base().newKieSession();
        try {
            Turnstile.guard(session, t -> {
                assertThat(t.join().rules()).containsExactly("attack/sorts: sorts");
                passed.merge(t.join().kind(), 1, Integer::sum);
            });
            session.insert(Rules.company("a"));
            session.insert(Rules.stake("i", "a", "b", 1));
            session.insert(Rules.rivalry("r", "a", "b"));
            // That the clause gets as far as its end shows that nothing is lost on the way.
            assertThat(session.fireAllRules(match -> false)).isZero();
        } finally {
            session.dispose();
        }
        assertThat(passed.keySet()).contains("Investment", "SupplyContract", "Rivalry", "Person");
    }

    @Test
    void whatIsToStopBeforeItBeginsSaysWhereItWouldHaveBegun() {
        CompiledPolicies compiled =
                new Rules(folder).raising("attack/too-much", ALL_WITH_ALL).compiled(Build.CLASSIC);
        Gauge gauge = new Gauge();
        gauge.stop("the patience is used up");
        assertThatThrownBy(() -> Engine.evaluate(
                        Rules.world(Rules.company("a"), Rules.company("b")), compiled.within(watchedBy(gauge)), 1_000))
                .isInstanceOf(LimitReached.class)
                .hasMessageContaining("the clause `all with all` of attack/too-much, joining `Company`");
    }

    @Test
    void whatGoesOnBehindThenIsNamedAndEndsBetweenFirings() {
        Gauge gauge = new Gauge();
        CompletableFuture<Void> evaluated = CompletableFuture.runAsync(() -> Ungated.evaluate(gauge));
        try {
            while (gauge.where().isEmpty()) {
                assertThat(evaluated).isNotDone();
                Thread.onSpinWait();
            }
            gauge.stop("the patience is used up");
            assertThat(gauge.where()).isEqualTo(" behind `then` of the clause `spins` of attack/endless");
            assertThat(evaluated).isNotDone();
        } finally {
            Ungated.letGo();
        }
        assertThatThrownBy(evaluated::join)
                .cause()
                .isInstanceOf(LimitReached.class)
                .hasMessage("the patience is used up");
    }
}
