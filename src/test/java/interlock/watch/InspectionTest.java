package interlock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Query;
import interlock.engine.Budget;
import interlock.policytest.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an edit just those policies are tested whose tests can come out otherwise. */
class InspectionTest {
    private static final String HEADER = """
            /**
             * %1$s.
             *
             * @title    %1$s
             * @version  1.0%2$s
             */
            package a.%3$s;

            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;

            """;
    private static final String RAISES = "\n * @level    screen\n * @says     {$x} and {$y}";
    private static final String TESTS = """
            policy: a/%s
            facts:
              - {kind: Investment, id: i, investor: x, investee: y, instrument: EQUITY}
            cases:
              - name: it raises
                raises: [{parties: [x, y], severity: 40}]
            """;

    @TempDir
    private Path folder;

    private Path rules;
    private Inspection inspection;

    @BeforeEach
    void write() throws IOException {
        Path facts = Files.createDirectory(folder.resolve("facts"));
        Files.copy(Path.of("src/test/data/small/facts/facts.yaml"), facts.resolve("facts.yaml"));
        rules = Files.createDirectory(folder.resolve("rules"));
        Files.createDirectory(rules.resolve("a"));
        edit("holds", "", """
                rule "holds" when Investment( $x : investor, $y : investee ) then conclude( drools, new Holding( $x, $y ) ); end
                """);
        edit("invests", RAISES, """
                rule "invests" when Investment( $x : investor, $y : investee )
                then raise( drools, points( "stake", 40 ), $x, $y ); end
                """);
        edit("echoes", RAISES, """
                rule "echoes" when Signal( policy == "a/invests", $x : first, $y : second )
                then raise( drools, points( "echo", 40 ), $x, $y ); end
                """);
        edit("holders", RAISES, holders(40));
        for (String policy : List.of("invests", "echoes", "holders")) {
            Files.writeString(rules.resolve("a/" + policy + ".test.yaml"), TESTS.formatted(policy));
        }
        inspection = new Inspection(List.of(facts), List.of(rules), Query.everything(), this::within);
        assertThat(tested(inspection.of(Affected.EVERYTHING)))
                .containsExactlyInAnyOrder("a/holds", "a/invests", "a/echoes", "a/holders");
    }

    private <T> T within(Function<Budget, T> work) {
        return work.apply(Budget.unwatched());
    }

    private static String holders(int points) {
        return """
                rule "holders" when Holding( $x : holder, $y : company )
                then raise( drools, points( "holding", %d ), $x, $y ); end
                """.formatted(points);
    }

    private void edit(String name, String tags, String clause) throws IOException {
        Files.writeString(rules.resolve("a/" + name + ".drl"), HEADER.formatted("What " + name, tags, name) + clause);
    }

    private Snapshot look(String... changed) {
        return inspection.of(Affected.by(
                new TreeSet<>(List.of(changed).stream()
                        .map(c -> rules.resolve("a/" + c).toString())
                        .toList()),
                List.of(rules)));
    }

    private static Set<String> tested(Snapshot snapshot) {
        assertThat(snapshot.tests()).isInstanceOf(Part.Fresh.class);
        return ((Part.Fresh<List<TestResult>>) snapshot.tests())
                .value().stream().map(TestResult::policy).collect(Collectors.toSet());
    }

    @Test
    void aPolicyThatNobodyLooksAtIsTestedAlone() throws IOException {
        edit("holders", RAISES, holders(50));
        Snapshot look = look("holders.drl");
        assertThat(tested(look)).containsExactly("a/holders");
        assertThat(look.affected().tests("a/holders")).isTrue();
        assertThat(look.affected().tests("a/invests")).isFalse();
    }

    @Test
    void whatLooksAtItIsTestedToo() throws IOException {
        edit("invests", RAISES, """
                rule "invests" when Investment( $x : investor, $y : investee, amount > 1 )
                then raise( drools, points( "stake", 40 ), $x, $y ); end
                """);
        assertThat(tested(look("invests.drl"))).containsExactlyInAnyOrder("a/invests", "a/echoes");
    }

    @Test
    void soIsWhatLookedAtItBefore() throws IOException {
        edit("echoes", RAISES, holders(40).replace("\"holders\"", "\"echoes\""));
        edit("invests", RAISES, """
                rule "invests" when Investment( $x : investor, $y : investee, amount > 1 )
                then raise( drools, points( "stake", 40 ), $x, $y ); end
                """);
        assertThat(tested(look("invests.drl"))).containsExactlyInAnyOrder("a/invests", "a/echoes");
        assertThat(tested(look("invests.drl"))).containsExactly("a/invests");
    }

    @Test
    void whatOnlyConcludesIsShownToWorkByAllTests() throws IOException {
        edit("holds", "", """
                rule "holds" when Investment( $x : investor, $y : investee, amount > 1 ) then conclude( drools, new Holding( $x, $y ) ); end
                """);
        assertThat(tested(look("holds.drl")))
                .containsExactlyInAnyOrder("a/holds", "a/invests", "a/echoes", "a/holders");
    }

    @Test
    void whatWasEditedWhileAnotherWasBrokenIsTestedOnceItCanBe() throws IOException {
        edit("holders", RAISES, holders(50).replace("Holding(", "Holdng("));
        assertThat(look("holders.drl").tests()).isInstanceOf(Part.Broken.class);
        edit("invests", RAISES, """
                rule "invests" when Investment( $x : investor, $y : investee, amount > 1 )
                then raise( drools, points( "stake", 40 ), $x, $y ); end
                """);
        assertThat(look("invests.drl").tests()).isInstanceOf(Part.Broken.class);
        edit("holders", RAISES, holders(40));
        assertThat(tested(look("holders.drl"))).containsExactlyInAnyOrder("a/invests", "a/echoes", "a/holders");
    }

    @Test
    void factsTestNothing() {
        assertThat(inspection
                        .of(Affected.by(new TreeSet<>(Set.of(folder + "/facts/facts.yaml")), List.of(rules)))
                        .tests())
                .isInstanceOf(Part.Untouched.class);
    }
}
