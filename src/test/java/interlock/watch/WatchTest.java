package interlock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Query;
import interlock.engine.Budget;
import interlock.report.render.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, saved as editors save them. The test says when to look, so nothing depends on how fast anything is. */
class WatchTest {
    private static final String POLICY = """
            /**
             * Somebody invests.
             *
             * @title    Somebody invests
             * @version  1.0
             * @level    screen
             * @says     {$investor} invests in {$company}
             */
            package a.invests;

            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;

            rule "somebody invests"
            when
              Investment( $investor : investor, $company : investee )
            then
              raise( drools, points( "stake", 40 ), $investor );
            end
            """;
    private static final String TESTS = """
            policy: a/invests
            facts:
              - {kind: Investment, id: i, investor: x, investee: y, instrument: EQUITY}
            cases:
              - name: an investment raises it
                raises: [{parties: [x], severity: 40}]
              - name: nothing raises nothing
                drop: [i]
                silent: true
              - name: an investment that has ended
                given: [{kind: Investment, id: i, investor: x, investee: y, instrument: EQUITY, status: ENDED}]
                nearMiss: {set: {i: {status: ACTIVE}}}
            """;

    @TempDir
    Path folder;

    private final BlockingQueue<Boolean> looks = new SynchronousQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /** Looks until there is something to tell. */
    private String next() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            String text = told.poll();
            if (text != null) {
                return text;
            }
            assertThat(looks.offer(true, 2, TimeUnit.MINUTES))
                    .as("the watch has ended")
                    .isTrue();
        }
        throw new AssertionError("a hundred looks, and nothing was told");
    }

    private <T> T within(Function<Budget, T> work) {
        return work.apply(Budget.unwatched());
    }

    private boolean pause() {
        try {
            return looks.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void everySaveIsToldWhateverHappensToTheFiles() throws IOException, InterruptedException {
        Path facts = Files.createDirectory(folder.resolve("facts"));
        Files.copy(Path.of("src/test/data/small/facts/facts.yaml"), facts.resolve("facts.yaml"));
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Path pack = Files.createDirectory(rules.resolve("a"));
        Path policy = Files.writeString(pack.resolve("invests.drl"), POLICY);
        Path tests = Files.writeString(pack.resolve("invests.test.yaml"), TESTS);
        Thread thread = new Thread(() -> new Watch(
                        List.of(facts), List.of(rules), Query.everything(), this::within, Style.PLAIN, told::add)
                .run(this::pause));
        thread.start();
        String first = told.poll(2, TimeUnit.MINUTES);
        assertThat(first).isNotNull().contains("0 errors, 0 warnings; 7 tests pass, 0 fail; ");

        // An editor that writes beside the file and moves it over.
        Path part = Files.writeString(pack.resolve(".invests.drl.swp"), POLICY.replace("40", "60"));
        Files.move(part, policy, StandardCopyOption.REPLACE_EXISTING);
        assertThat(next())
                .contains(
                        "a/invests.drl changed",
                        "~ moved: Somebody invests",
                        "severity",
                        "fails now: a/invests: an investment");

        // A broken state.
        Files.writeString(
                policy,
                POLICY.replace("investor :", "investorr :")
                        .replace("$investorr", "$investor")
                        .replace(": investor,", ": investorr,"));
        assertThat(next())
                .contains("new problem", "the last good signals stay", "the last results stay")
                .doesNotContain("vanished");

        // As it was at first.
        Files.writeString(policy, POLICY);
        assertThat(next())
                .contains("problem gone", "passes again: a/invests: an investment", "can be used again", "~ moved");

        // A test alone.
        Files.writeString(tests, TESTS.replace("severity: 40", "severity: 41"));
        assertThat(next())
                .contains("fails now: a/invests: an investment raises it")
                .doesNotContain("moved");
        Files.writeString(tests, TESTS);
        assertThat(next()).contains("passes again");

        // A rename of policy and tests.
        Files.move(policy, pack.resolve("puts-money.drl"));
        Files.move(tests, pack.resolve("puts-money.test.yaml"));
        assertThat(next()).contains("new problem", "`a.invests` is not the path of the file");
        Files.move(pack.resolve("puts-money.drl"), policy);
        Files.move(pack.resolve("puts-money.test.yaml"), tests);
        assertThat(next()).contains("problem gone");

        // The folder goes, and comes back.
        Path away = folder.resolve("away");
        Files.move(rules, away);
        assertThat(next()).contains("new problem", "there is no folder of policies here", "signals stay");
        Files.move(away, rules);
        assertThat(next()).contains("problem gone", "can be used again").doesNotContain("appeared", "vanished");

        // A fact that ends.
        Files.delete(facts.resolve("facts.yaml"));
        Files.writeString(
                facts.resolve("other.yaml"), "asOf: 2026-01-30\nfacts:\n  - {kind: Company, id: x, name: X}\n");
        assertThat(next()).contains("- vanished: Somebody invests");

        looks.put(false);
        thread.join(TimeUnit.MINUTES.toMillis(2));
        assertThat(thread.isAlive()).isFalse();
        assertThat(told).isEmpty();
    }
}
