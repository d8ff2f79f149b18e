package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.SignalKey;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.PolicyCompiler;
import interlock.engine.Script;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.World;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.scenario.Several;
import interlock.scenario.Timeline;
import interlock.scenario.Timeline.Cause;
import interlock.scenario.Timeline.Change;
import interlock.scenario.Timeline.Clock;
import interlock.scenario.Timeline.Course;
import interlock.scenario.Timeline.How;
import interlock.scenario.Timeline.Item;
import interlock.scenario.Timeline.Life;
import interlock.scenario.Timeline.Limits;
import interlock.scenario.Timeline.Span;
import interlock.scenario.Worlds;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to have changed a signal did change it: small fact bases whose causes are known, and random ones. */
class TimelineCausesTest {
    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
    private static final LocalDate DAY = LocalDate.of(2025, 6, 15);
    private static final LocalDate TO = LocalDate.of(2025, 12, 31);
    private static final Limits PLENTY = new Limits(10_000, 100_000_000);

    private static final String POLICY = """
            /**
             * @title a test
             * @version 1.0
             * @level screen
             * @says something
             */
            package t.%s;
            import interlock.vocabulary.Fact.*;
            import interlock.vocabulary.Derived.*;
            import function interlock.policy.dsl.Verbs.*;

            %s
            """;

    private static final String PARAMETERS = """
            parameters:
              - {id: likelihood.certain, value: 0.5, unit: probability, reference: test}
              - {id: likelihood.credibility.1, value: {low: 0.9, high: 1}, unit: probability, reference: test}
              - {id: likelihood.source.a, value: 1, unit: factor, reference: test}
              - {id: t.age, value: 3, unit: months, reference: test}
              - {id: t.bar, value: 100, unit: USD, reference: test, effectiveTo: 2025-08-31}
              - {id: t.bar, value: 10, unit: USD, reference: test, effectiveFrom: 2025-09-01}
            """;

    private static final String FACTS = """
            sources:
              - {id: agency, title: Agency, publisher: Agency, letter: A, published: 2025-01-01}
            facts:
              - {kind: Company, id: a, name: A}
              - {kind: Company, id: b, name: B}
              - {kind: Company, id: c, name: C}
            """;

    @TempDir
    private static Path folder;

    private static CompiledPolicies policies;
    private static ParameterSet parameters;

    @BeforeAll
    static void write() throws IOException {
        policy("both", """
                rule "a stake and a contract"
                when Investment( $a : investor, $b : investee ) SupplyContract( supplier == $a, customer == $b )
                then raise( drools, points( "x", 10 ), $a, $b ); end
                """);
        policy("any", """
                rule "any stake"
                when Company( $a : id ) exists Investment( investor == $a )
                then raise( drools, points( "x", 10 ), $a ); end
                """);
        policy("unless", """
                rule "a stake that nothing mitigates"
                when Investment( $a : investor, $b : investee ) not Mitigation( parties contains $a )
                then raise( drools, points( "x", 10 ), $a, $b ); end
                """);
        policy("old", """
                rule "an old contract"
                when
                  Parameter( id == "t.age", $age : value )
                  SupplyContract( $id : id, $a : supplier ) Age( fact == $id, months > $age )
                then raise( drools, points( "x", 10 ), $a ); end
                """);
        policy("large", """
                rule "a large stake"
                when Parameter( id == "t.bar", $bar : value ) Investment( $a : investor, $b : investee, amount > $bar )
                then raise( drools, points( "x", 10 ), $a, $b ); end
                """);
        Files.createDirectories(folder.resolve("rules/parameters"));
        Files.writeString(folder.resolve("rules/parameters/t.yaml"), PARAMETERS);
        List<Path> rules = List.of(folder.resolve("rules"));
        ParameterFiles.Loaded loaded = ParameterFiles.read(rules);
        PolicyFiles.Loaded files = PolicyFiles.read(rules);
        assertThat(loaded.problems()).isEmpty();
        assertThat(files.problems()).isEmpty();
        parameters = loaded.parameters();
        policies = PolicyCompiler.compile(files.policies(), parameters.ids(), PolicyCompiler.Build.CLASSIC);
    }

    private static void policy(String name, String clauses) throws IOException {
        Files.createDirectories(folder.resolve("rules/t"));
        Files.writeString(folder.resolve("rules/t/" + name + ".drl"), POLICY.formatted(name, clauses));
    }

    // ---- facts, a line each

    private static String stake(String id, String investor, String investee, String more) {
        return "kind: Investment, id: " + id + ", investor: " + investor + ", investee: " + investee
                + ", instrument: EQUITY, status: COMPLETED, " + more + ", " + evidence();
    }

    private static String contract(String id, String supplier, String customer, String more) {
        return "kind: SupplyContract, id: " + id + ", supplier: " + supplier + ", customer: " + customer
                + ", good: CLOUD, status: ACTIVE, " + more + ", " + evidence();
    }

    private static String mitigation(String id, String party, String more) {
        return "kind: Mitigation, id: " + id + ", parties: [" + party + "], type: FIREWALL, status: ACTIVE, " + more
                + ", " + evidence();
    }

    private static String evidence() {
        return "evidence: [{source: agency, credibility: 1}]";
    }

    private static FactBase facts(String... lines) {
        StringBuilder text = new StringBuilder(FACTS);
        for (String line : lines) {
            text.append("  - {").append(line).append("}\n");
        }
        try {
            Path file = folder.resolve("facts.yaml");
            Files.writeString(file, text.toString());
            return FactFiles.load(List.of(file), Vocabulary.builtIn());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Derivation evaluated(World world) {
        return Engine.evaluate(world, policies, 100_000);
    }

    private static Course course(FactBase facts, Limits limits) {
        return course(facts, limits, Clock.BOTH);
    }

    private static Course course(FactBase facts, Limits limits, Clock clock) {
        return Timeline.of(
                facts,
                parameters,
                new Span(FROM, TO, clock, TO, false, true, false),
                limits,
                TimelineCausesTest::evaluated,
                new Several(Script.of(policies), w -> Engine.severities(w, policies, 100_000)),
                k -> true);
    }

    private static List<Change> changes(Course course, String policy) {
        return course.lives().stream()
                .filter(l -> l.key().policy().equals("t/" + policy))
                .map(Life::changes)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(Cause cause) {
        return cause.items().stream().map(Item::id).toList();
    }

    @Test
    void twoFactsOfOneDayThatAreBothNeededAreNamedTogether() {
        Change began = changes(
                        course(
                                facts(
                                        stake("s", "a", "b", "from: " + DAY),
                                        contract("k", "a", "b", "from: " + DAY),
                                        stake("other", "b", "c", "from: " + DAY)),
                                PLENTY),
                        "both")
                .get(0);
        assertThat(began.date()).isEqualTo(DAY);
        assertThat(began.causes()).hasSize(1);
        assertThat(began.causes().get(0).how()).isEqualTo(How.TOGETHER);
        assertThat(ids(began.causes().get(0))).containsExactlyInAnyOrder("s", "k");
    }

    @Test
    void ofTwoFactsOfOneDayEachIsNamedIfEachIsEnough() {
        Change began = changes(
                        course(
                                facts(stake("s1", "c", "a", "from: " + DAY), stake("s2", "c", "b", "from: " + DAY)),
                                PLENTY),
                        "any")
                .get(0);
        assertThat(began.causes()).extracting(Cause::how).containsExactly(How.ALONE, How.ALONE);
        assertThat(began.causes()).extracting(TimelineCausesTest::ids).containsExactly(List.of("s1"), List.of("s2"));
    }

    @Test
    void whatIsThereBeforeTheSpanHasNoCauseAndWhatEndsNamesWhatEndedIt() {
        List<Change> changes = changes(
                course(
                        facts(
                                stake("s", "a", "b", "from: 2024-01-01"),
                                mitigation("m", "a", "from: " + DAY + ", to: 2025-07-31")),
                        PLENTY),
                "unless");
        assertThat(changes).hasSize(3);
        assertThat(changes.get(0).date()).isEqualTo(FROM.minusDays(1));
        assertThat(changes.get(0).causes()).isEmpty();
        assertThat(changes.get(1).after()).isNull();
        assertThat(changes.get(1).date()).isEqualTo(DAY);
        assertThat(ids(changes.get(1).causes().get(0))).containsExactly("m");
        assertThat(changes.get(2).before()).isNull();
        assertThat(changes.get(2).date()).isEqualTo("2025-08-01");
        assertThat(ids(changes.get(2).causes().get(0))).containsExactly("m");
    }

    @Test
    void aParameterThatChangesIsNamed() {
        List<Change> changes =
                changes(course(facts(stake("s", "a", "b", "amount: 50, from: 2024-01-01")), PLENTY), "large");
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).date()).isEqualTo("2025-09-01");
        assertThat(changes.get(0).causes()).hasSize(1);
        assertThat(changes.get(0).causes().get(0).how()).isEqualTo(How.ALONE);
        assertThat(changes.get(0).causes().get(0).items().get(0)).isInstanceOf(Timeline.ParameterItem.class);
        assertThat(ids(changes.get(0).causes().get(0))).containsExactly("t.bar");
    }

    @Test
    void whatOnlyGetsOlderIsPutDownToTimeOnTheVeryDay() {
        Course course = course(facts(contract("k", "a", "b", "from: 2025-02-28")), PLENTY);
        Change began = changes(course, "old").get(0);
        assertThat(began.date()).isEqualTo("2025-06-28");
        assertThat(began.causes()).containsExactly(new Cause(How.TIME, List.of()));
        Change late = changes(course(facts(contract("k", "a", "b", "from: 2025-01-31")), PLENTY), "old")
                .get(0);
        assertThat(late.date()).isEqualTo("2025-05-31");
    }

    @Test
    void aDenialEndsWhatARumourBegan() {
        String talks = "kind: Investment, id: s, investor: a, investee: b, instrument: EQUITY, ";
        List<Change> changes = changes(
                course(
                        facts(
                                talks + "status: RUMOURED, from: 2025-03-01, asserted: 2025-03-02, " + evidence(),
                                talks + "status: DENIED, from: 2025-03-01, asserted: 2025-04-01, " + evidence()),
                        PLENTY),
                "unless");
        assertThat(changes)
                .extracting(Change::date)
                .containsExactly(LocalDate.of(2025, 3, 2), LocalDate.of(2025, 4, 1));
        assertThat(changes.get(0).after()).isNotNull().matches(s -> !s.established());
        assertThat(ids(changes.get(1).causes().get(0))).containsExactly("s");
        // With the world held still on the last day, the two assertions show on the days on which they were made.
        assertThat(changes(
                        course(
                                facts(
                                        talks + "status: RUMOURED, from: 2025-03-01, asserted: 2025-03-02, "
                                                + evidence(),
                                        talks + "status: DENIED, from: 2025-03-01, asserted: 2025-04-01, "
                                                + evidence()),
                                PLENTY,
                                Clock.KNOWN),
                        "unless"))
                .extracting(Change::date)
                .containsExactly(LocalDate.of(2025, 3, 2), LocalDate.of(2025, 4, 1));
    }

    @Test
    void withoutABudgetAllThatChangedIsListedAndSaidToBeUndetermined() {
        Course course = course(
                facts(
                        stake("s", "a", "b", "from: " + DAY),
                        contract("k", "a", "b", "from: " + DAY),
                        mitigation("m", "c", "from: " + DAY)),
                new Limits(0, 0));
        Change began = changes(course, "both").get(0);
        assertThat(course.evaluations()).isZero();
        assertThat(began.causes()).hasSize(1);
        assertThat(began.causes().get(0).how()).isEqualTo(How.UNDETERMINED);
        assertThat(ids(began.causes().get(0))).containsExactly("k", "m", "s");
    }

    /** Brute force: each subset of the facts of one day is written to a fact base of its own and evaluated afresh. */
    @Test
    void everyCauseIsEnoughAndNothingOfItCanBeSpared() {
        int held = 0;
        Set<How> seen = new TreeSet<>();
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            List<String> old = new ArrayList<>();
            List<String> fresh = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                String one = List.of("a", "b", "c").get(random.nextInt(3));
                String other = List.of("b", "c", "a").get(List.of("a", "b", "c").indexOf(one));
                boolean early = random.nextInt(4) == 0;
                String from = "from: " + (early ? FROM.minusYears(1) : DAY);
                String fact = switch (random.nextInt(3)) {
                    case 0 -> stake("f" + i, one, other, "amount: " + random.nextInt(200) + ", " + from);
                    case 1 -> contract("f" + i, one, other, from);
                    default -> mitigation("f" + i, one, from);
                };
                (early ? old : fresh).add(fact);
            }
            List<String> all = new ArrayList<>(old);
            all.addAll(fresh);
            for (Life life : course(facts(all.toArray(String[]::new)), PLENTY).lives()) {
                for (Change change : life.changes()) {
                    if (!change.date().equals(DAY)) {
                        continue;
                    }
                    assertThat(change.causes())
                            .as("seed " + seed + " " + life.key())
                            .isNotEmpty();
                    for (Cause cause : change.causes()) {
                        held++;
                        seen.add(cause.how());
                        List<String> ids = ids(cause);
                        boolean there = change.after() != null;
                        assertThat(raised(life.key(), old, fresh, ids))
                                .as("seed " + seed + ": " + ids + " is enough")
                                .isEqualTo(there);
                        for (String spared : ids) {
                            List<String> rest =
                                    ids.stream().filter(i -> !i.equals(spared)).toList();
                            assertThat(raised(life.key(), old, fresh, rest))
                                    .as("seed " + seed + ": without " + spared)
                                    .isEqualTo(!there);
                        }
                    }
                }
            }
        }
        assertThat(held).isGreaterThan(60);
        assertThat(seen).contains(How.ALONE, How.TOGETHER);
    }

    /** All severities of these policies are 10, so that a signal is there or is not. */
    private static boolean raised(SignalKey key, List<String> old, List<String> fresh, List<String> applied) {
        List<String> lines = new ArrayList<>(old);
        fresh.stream()
                .filter(f -> applied.stream().anyMatch(id -> f.contains("id: " + id + ",")))
                .forEach(lines::add);
        Function<World, Derivation> evaluate = TimelineCausesTest::evaluated;
        Worlds worlds = new Worlds(facts(lines.toArray(String[]::new)), parameters, DAY, DAY);
        return evaluate.apply(worlds.ceiling()).signals().containsKey(key);
    }
}
