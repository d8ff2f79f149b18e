package interlock.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import interlock.Interlock;
import interlock.Query;
import interlock.report.NetworkFigures.Agreement;
import interlock.report.Report;
import interlock.report.Report.PartyView;
import interlock.report.Report.Signal;
import interlock.scale.PlantedCases.Expected;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped policies over cases of which it is known what they have to say, in the middle of a network. */
class PlantedCasesTest {
    @TempDir
    static Path folder;

    private static final PlantedCases PLANTED = PlantedCases.of(2);
    private static final Set<String> PARTIES = PLANTED.cases().stream()
            .flatMap(c -> c.expected().stream())
            .flatMap(e -> e.parties().stream())
            .collect(Collectors.toSet());

    private static Report without;
    private static Report with;

    @BeforeAll
    static void run() throws IOException {
        NetworkFacts.write(OwnershipNetwork.of(OwnershipNetwork.LEAST, 42), folder, NetworkFacts.Format.NDJSON);
        without = report();
        PLANTED.write(folder);
        with = report();
    }

    private static Report report() {
        Interlock interlock = Interlock.open(List.of(folder), List.of(Path.of("rules")));
        return interlock.signals(Query.everything());
    }

    @Test
    void everyPlantedCaseComesOutAsExpected() {
        assertThat(PLANTED.in(with)).isEqualTo(new Agreement("planted cases as expected", 34, 34, List.of()));
    }

    /** Stronger than what is expected: also the policies that no case names say nothing. */
    @Test
    void nothingIsRaisedForPlantedPartiesButWhatMustBe() {
        List<Expected> expected =
                PLANTED.cases().stream().flatMap(c -> c.expected().stream()).toList();
        assertThat(with.signals().stream()
                        .filter(PlantedCasesTest::planted)
                        .filter(s -> expected.stream().noneMatch(e -> e.means(s)))
                        .map(s -> s.policy().id() + " " + s.concerns()))
                .isEmpty();
        assertThat(with.signals().stream().filter(PlantedCasesTest::planted))
                .hasSize((int) expected.stream().filter(Expected::must).count());
    }

    @Test
    void theNetworkHasTheSignalsThatItHasWithoutThem() {
        assertThat(with.signals().stream()
                        .filter(Predicate.not(PlantedCasesTest::planted))
                        .map(PlantedCasesTest::told))
                .containsExactlyElementsOf(
                        without.signals().stream().map(PlantedCasesTest::told).toList())
                .hasSizeGreaterThan(1_000);
        assertThat(with.run().asOf()).isEqualTo(without.run().asOf());
    }

    @Test
    void whatIsNotRaisedAndWhatShouldNotBeAreToldByName() {
        Agreement nothing = PLANTED.in(without);
        assertThat(nothing.agreed()).isEqualTo(2);
        assertThat(nothing.otherwise())
                .contains("plant-rivals-1: governance/direct-interlock for plant-rivals-1-p, plant-rivals-1-a,"
                        + " plant-rivals-1-b must be raised, and is not")
                .noneMatch(o -> o.startsWith("plant-seat-left-before-"));
        Expected must = expected("plant-rivals-1", true, "governance/direct-interlock");
        assertThat(among(must, Level.HIGH, "p"))
                .containsExactly("plant-rivals-1: governance/direct-interlock for plant-rivals-1-p, plant-rivals-1-a,"
                        + " plant-rivals-1-b has the level SCREEN, not HIGH");
        assertThat(among(must, Level.SCREEN, "q"))
                .containsExactly(
                        "plant-rivals-1: governance/direct-interlock for plant-rivals-1-q, plant-rivals-1-a,"
                                + " plant-rivals-1-b must be raised, and is not",
                        "plant-rivals-1: governance/direct-interlock for plant-rivals-1-p, plant-rivals-1-a,"
                                + " plant-rivals-1-b is raised, and must not be");
    }

    /** What is otherwise once a signal is expected of another level or person. */
    private static List<String> among(Expected must, Level level, String person) {
        PlantedCases.Case rivals = PLANTED.cases().get(0);
        List<Expected> changed = rivals.expected().stream()
                .map(e -> e.equals(must)
                        ? new Expected(
                                true,
                                e.policy(),
                                e.grade(),
                                level,
                                e.parties().stream()
                                        .map(p -> p.replaceFirst("-p$", "-" + person))
                                        .toList())
                        : e)
                .toList();
        return PlantedCases.of(List.of(new PlantedCases.Case(rivals.id(), rivals.facts(), changed)))
                .in(with)
                .otherwise();
    }

    private static Expected expected(String id, boolean must, String policy) {
        return PLANTED.cases().stream()
                .filter(c -> c.id().equals(id))
                .flatMap(c -> c.expected().stream())
                .filter(e -> e.must() == must && e.policy().equals(policy))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsExpectedLiesBesideTheFactsAndIsNotReadAsFacts() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(PlantedCases.EXPECTED_FILE));
        assertThat(lines)
                .hasSameSizeAs(PLANTED.cases().stream()
                        .flatMap(c -> c.expected().stream())
                        .toList())
                .contains(
                        "{\"case\":\"plant-quarter-at-2\",\"must\":true,\"policy\":\"competition/merger-filing-screen\","
                                + "\"grade\":\"de\",\"level\":\"SCREEN\",\"parties\":[\"plant-quarter-at-2-holder\","
                                + "\"plant-quarter-at-2-target\"]}")
                .contains(
                        "{\"case\":\"plant-seat-left-before-1\",\"must\":false,\"policy\":\"governance/lapsed-interlock\","
                                + "\"parties\":[\"plant-seat-left-before-1-a\",\"plant-seat-left-before-1-b\","
                                + "\"plant-seat-left-before-1-p\"]}");
        assertThat(with.run().facts().files().keySet())
                .anyMatch(f -> f.endsWith("/planted.ndjson"))
                .noneMatch(f -> f.contains("expected"));
        assertThat(with.diagnostics()).isEqualTo(without.diagnostics());
    }

    @Test
    void fewerThanOneCopyOrVeryManyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlantedCases.of(0))
                .withMessage("from 1 to 1000 copies can be planted, not `0`");
        assertThatIllegalArgumentException().isThrownBy(() -> PlantedCases.of(1_001));
    }

    private static boolean planted(Signal signal) {
        return signal.parties().stream().map(PartyView::id).anyMatch(PARTIES::contains);
    }

    /** What a signal says, apart from how much was spent on finding out more about it. */
    private static List<Object> told(Signal s) {
        return List.of(
                s.id(),
                s.level(),
                s.status(),
                s.severity(),
                s.narrative(),
                s.evidence(),
                Objects.toString(s.likelihood()));
    }
}
