package interlock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Interlock;
import interlock.Query;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Location;
import interlock.policytest.TestResult;
import interlock.policytest.TestResult.Subject;
import interlock.report.Report;
import interlock.report.render.Style;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** From a look to the next only what became otherwise is told. */
class WatchingTest {
    private static final Interlock SMALL =
            Interlock.open(List.of(Path.of("src/test/data/small/facts")), List.of(Path.of("rules")));
    private static final Report NOW = SMALL.run(Query.everything());
    private static final Report EARLY = SMALL.run(Query.everything().on(LocalDate.of(2020, 1, 1)));

    private static Diagnostic problem(String message, int line) {
        return Diagnostic.error("IL131", new Location("rules/a/b.drl", line, 3, 4), message, "mend it");
    }

    private static TestResult test(String name, String... failures) {
        return new TestResult(
                Subject.CASE, "a/b", name, new Location("rules/a/b.test.yaml", 7, 1, 1), List.of(failures));
    }

    private static Snapshot look(List<Diagnostic> problems, List<TestResult> tests, Report report) {
        return new Snapshot(Affected.EVERYTHING, problems, new Part.Fresh<>(tests), new Part.Fresh<>(report));
    }

    private static Watching.Turn begin(Snapshot first) {
        return Watching.begin(first, Style.PLAIN);
    }

    @Test
    void theFirstLookSaysHowThingsStand() {
        assertThat(begin(look(List.of(), List.of(test("one"), test("two", "expected: x")), NOW))
                        .told())
                .isEqualTo("  failing: a/b: two (rules/a/b.test.yaml:7:1)\n    expected: x\n"
                        + "0 errors, 0 warnings; 1 tests pass, 1 fail; "
                        + NOW.signals().size() + " signals\n");
        assertThat(NOW.signals()).isNotEmpty();
        assertThat(EARLY.signals()).isEmpty();
    }

    @Test
    void whatIsAsItWasIsNotTold() {
        Snapshot same = look(List.of(problem("old", 3)), List.of(test("one")), NOW);
        Watching.Turn turn = begin(same).watching().next(same, Style.PLAIN);
        assertThat(turn.told())
                .startsWith("  no problem, test or signal is otherwise\n")
                .doesNotContain("old", "+", "~");
    }

    @Test
    void aProblemIsNewOnceAndGoneOnceWhateverLineItMovesTo() {
        Watching.Turn turn = begin(look(List.of(), List.of(), NOW));
        turn = turn.watching().next(look(List.of(problem("x", 3)), List.of(), NOW), Style.PLAIN);
        assertThat(turn.told()).contains("new problem\n    rules/a/b.drl:3:3 error[IL131] x\n", "help: mend it");
        turn = turn.watching().next(look(List.of(problem("x", 9)), List.of(), NOW), Style.PLAIN);
        assertThat(turn.told()).doesNotContain("problem gone", "new problem");
        turn = turn.watching().next(look(List.of(problem("x", 9), problem("x", 12)), List.of(), NOW), Style.PLAIN);
        assertThat(turn.told()).containsOnlyOnce("new problem");
        turn = turn.watching().next(look(List.of(), List.of(), NOW), Style.PLAIN);
        assertThat(turn.told()).contains("problem gone: rules/a/b.drl:9:3", "problem gone: rules/a/b.drl:12:3");
    }

    @Test
    void testsAreToldWhenTheyTurn() {
        Watching.Turn turn = begin(look(List.of(), List.of(test("one"), test("two", "no")), NOW));
        turn = turn.watching()
                .next(look(List.of(), List.of(test("one", "why"), test("two"), test("three")), NOW), Style.PLAIN);
        assertThat(turn.told())
                .contains("fails now: a/b: one (rules/a/b.test.yaml:7:1)\n    why\n")
                .contains("passes again: a/b: two", "new test passes: a/b: three");
        turn = turn.watching().next(look(List.of(), List.of(test("one", "otherwise")), NOW), Style.PLAIN);
        assertThat(turn.told()).contains("fails otherwise: a/b: one", "test gone: a/b: two", "test gone: a/b: three");
    }

    @Test
    void signalsThatAppearVanishAndMoveAreTold() {
        Watching.Turn turn = begin(look(List.of(), List.of(), EARLY));
        turn = turn.watching().next(look(List.of(), List.of(), NOW), Style.PLAIN);
        assertThat(turn.told().lines().filter(l -> l.startsWith("  + appeared: ")))
                .hasSameSizeAs(NOW.signals());
        assertThat(turn.told()).contains("+ appeared: Hyperscaler hedging across rival labs (equity): Amazon");
        turn = turn.watching().next(look(List.of(), List.of(), EARLY), Style.PLAIN);
        assertThat(turn.told().lines().filter(l -> l.startsWith("  - vanished: ")))
                .hasSameSizeAs(NOW.signals());
    }

    @Test
    void aBrokenStateKeepsTheLastGoodOneAndSaysSoOnce() {
        Watching.Turn turn = begin(look(List.of(), List.of(test("one")), NOW));
        Snapshot broken = new Snapshot(
                Affected.EVERYTHING,
                List.of(problem("x", 3)),
                new Part.Broken<>(Optional.empty()),
                new Part.Broken<>(Optional.of("too many firings")));
        turn = turn.watching().next(broken, Style.PLAIN);
        assertThat(turn.told())
                .contains("tests cannot be run any more; the last results stay")
                .contains("facts or policies cannot be used any more; the last good signals stay")
                .contains("a limit was reached: too many firings")
                .doesNotContain("vanished", "test gone");
        turn = turn.watching().next(broken, Style.PLAIN);
        assertThat(turn.told()).doesNotContain("any more").contains("(before it broke)");
        turn = turn.watching().next(look(List.of(), List.of(test("one")), NOW), Style.PLAIN);
        assertThat(turn.told())
                .contains("tests can be run again", "facts and policies can be used again", "problem gone")
                .doesNotContain("appeared", "new test", "(before it broke)");
    }

    @Test
    void whatIsNotAffectedStays() {
        Watching.Turn turn = begin(look(List.of(), List.of(test("one")), NOW));
        Snapshot facts = new Snapshot(
                new Affected(true, false, new TreeSet<>(), new TreeSet<>()),
                List.of(),
                new Part.Untouched<>(),
                new Part.Fresh<>(EARLY));
        turn = turn.watching().next(facts, Style.PLAIN);
        assertThat(turn.told())
                .contains("vanished", "1 tests pass, 0 fail; 0 signals")
                .doesNotContain("test gone");
    }

    @Test
    void onlyWhatAFileCanChangeIsAffected() {
        List<Path> rules = List.of(Path.of("x/rules"));
        assertThat(Affected.by(new TreeSet<>(List.of("x/rules/a/b.test.yaml")), rules))
                .isEqualTo(new Affected(false, false, new TreeSet<>(List.of("a/b")), new TreeSet<>()));
        assertThat(Affected.by(new TreeSet<>(List.of("x/facts/a.yaml")), rules))
                .isEqualTo(new Affected(true, false, new TreeSet<>(), new TreeSet<>()));
        assertThat(Affected.by(new TreeSet<>(List.of("x/rules/parameters/a.yaml", "x/rules/a/b.test.yaml")), rules))
                .isEqualTo(Affected.EVERYTHING);
        assertThat(Affected.by(new TreeSet<>(List.of("x/rules/a/b.drl")), rules))
                .isEqualTo(new Affected(true, false, new TreeSet<>(), new TreeSet<>(List.of("a/b"))));
    }
}
