package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.SignalKey;
import interlock.diagnostic.InvalidInput;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.fact.Assertion;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.policy.PolicyFiles;
import interlock.scenario.Measure.How;
import interlock.scenario.Remedies.Found;
import interlock.scenario.Remedies.Remedy;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Remedies that move figures against brute force: every set of places up to a size, an ending, a waiver or a figure, with
 * every choice of some figures, each evaluated afresh on all facts. Policies and facts are random, with denials that look
 * for small figures as well as large, shared totals, chains of conclusions, denials of what is itself concluded of what is
 * absent, and rings of holdings.
 */
class MovedFiguresAreExactTest {
    private static final int RULE_SETS = 5;
    private static final int FIRINGS = 100_000;
    private static final int SIZE = 2;
    private static final int EVALUATIONS = 100_000;
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final List<String> PARTIES = List.of("p0", "p1");

    // A whole policy reads better by itself than among the arguments of a call.
    @SuppressWarnings("InlineFormatString")
    private static final String SHARED = """
            rule "a stake"
            when
              Investment( $x : investor, $y : investee )
            then
              conclude( drools, new Holding( $x, $y ) );
            end

            rule "a stake through another"
            when
              Holding( $x : holder, $y : company )
              Holding( holder == $y, $z : company )
            then
              conclude( drools, new Holding( $x, $z ) );
            end

            rule "money"
            when
              Investment( $f : id, $x : investor, $y : investee, amount > %1$d, $m : amount )
            then
              conclude( drools, new Stake( $f, $x, $y, $m, true ) );
            end

            rule "all money"
            when
              Holding( $x : holder, $y : company )
              accumulate( Stake( holder == $x, company == $y, $m : money ); $t : total( $m ), $n : count( 1 ); $n > 0 )
            then
              conclude( drools, new Exposure( $x, $y, $t ) );
            end

            rule "a supply"
            when
              SupplyContract( $s : supplier, $c : customer )
              not( Investment( investor == $s, amount > %2$d ) )
            then
              conclude( drools, new Supplies( $s, $c ) );
            end
            """;

    /** Raised by two changes where one does not do. */
    private static final String TWICE = """
            rule "two large ones"
            when
              Company( $x : id )
              accumulate( Investment( investor == $x, amount > %2$d, $f : id ); $n : count( $f ); $n > 1 )
            then
              raise( drools, points( "large", 10 ), $x );
            end
            """;

    private static final List<String> RAISING = List.of("""
            rule "rich"
            when
              Exposure( $x : holder, $y : company, amount > %2$d )
            then
              raise( drools, points( "rich", 10 ), $x, $y );
            end
            """, """
            rule "together"
            when
              Company( $y : id )
              accumulate( Investment( investee == $y, amount > 0, $m : amount ); $t : total( $m ); $t > %2$d )
            then
              raise( drools, points( "together", 10 ), $y );
            end
            """, """
            rule "neither small nor large"
            when
              Holding( $x : holder, $y : company )
              not( SupplyContract( supplier == $x, amount > %1$d, amount < %2$d ) )
            then
              raise( drools, points( "window", 10 ), $x, $y );
            end
            """, """
            rule "small ones"
            when
              Company( $x : id )
              accumulate( Investment( investor == $x, amount <= %2$d, $f : id ); $n : count( $f ); $n == 1 )
            then
              raise( drools, points( "small", 10 ), $x );
            end
            """, """
            rule "no supply"
            when
              Holding( $x : holder, $y : company )
              not( Supplies( supplier == $x ) )
            then
              raise( drools, points( "none", 10 ), $x, $y );
            end
            """, """
            rule "nothing open"
            when
              Investment( $x : investor, $y : investee )
              not( SupplyContract( supplier == $x, exclusive == false ) )
            then
              raise( drools, points( "closed", 10 ), $x, $y );
            end
            """, """
            rule "two witnesses"
            when
              Company( $x : id )
              exists( SupplyContract( supplier == $x, amount >= %1$d ) )
            then
              raise( drools, points( "witness", 10 ), $x );
            end
            """);

    /** Evaluates all facts, without any short cut. */
    private record Brute(FactBase facts, CompiledPolicies policies, Map<Set<String>, SortedSet<SignalKey>> known) {
        SortedSet<SignalKey> raised(List<Measure> measures) {
            return known.computeIfAbsent(Remedies.said(measures), s -> {
                FactBase edited = new Edits(policies.policies().vocabulary(), Base.TODAY, Base.TODAY)
                        .applied(facts, measures.stream().map(Measure::edit).toList());
                Worlds worlds = Base.worlds(edited);
                SortedSet<SignalKey> raised = new TreeSet<>(
                        Engine.severities(worlds.floor(), policies, FIRINGS).keySet());
                raised.addAll(
                        Engine.severities(worlds.ceiling(), policies, FIRINGS).keySet());
                return raised;
            });
        }

        /** Whether fact files could hold what some changes make. */
        boolean made(List<Measure> measures) {
            try {
                new Edits(policies.policies().vocabulary(), Base.TODAY, Base.TODAY)
                        .applied(facts, measures.stream().map(Measure::edit).toList());
                return true;
            } catch (InvalidInput refused) {
                return false;
            }
        }

        /** Every change to every fact, figures at some values. */
        List<Measure> changes(List<BigDecimal> figures) {
            List<Measure> changes = new ArrayList<>();
            for (Assertion a : facts.known(Base.TODAY)) {
                if (a.fact() instanceof Fact.Investment || a.fact() instanceof Fact.SupplyContract) {
                    changes.add(new Measure(
                            How.END, a.id(), "", null, null, null, null, Measures.edit("collapse", a.id())));
                    amount(a)
                            .ifPresent(from -> figures.stream()
                                    .filter(to -> to.compareTo(from) < 0)
                                    .forEach(to -> changes.add(new Measure(
                                            How.LOWER,
                                            a.id(),
                                            "",
                                            "amount",
                                            from,
                                            to,
                                            CENT,
                                            Measures.edit("set", a.id() + ".amount=" + to.toPlainString())))));
                    if (a.fact() instanceof Fact.SupplyContract c && Boolean.TRUE.equals(c.exclusive())) {
                        changes.add(new Measure(
                                How.WAIVE,
                                a.id(),
                                "",
                                "exclusive",
                                null,
                                null,
                                null,
                                Measures.edit("set", a.id() + ".exclusive=false")));
                    }
                }
            }
            return changes;
        }

        private static Optional<BigDecimal> amount(Assertion a) {
            return Optional.ofNullable(a.amounts().get("amount")).map(m -> Objects.requireNonNull(m.ceiling()));
        }

        /** Of each signal the minimal sets of places that clear it. */
        Map<SignalKey, Set<Set<String>>> minimal(List<Measure> changes) {
            Map<SignalKey, Set<Set<String>>> minimal = new HashMap<>();
            SortedSet<SignalKey> before = raised(List.of());
            before.forEach(k -> minimal.put(k, new HashSet<>()));
            for (Measure one : changes) {
                note(List.of(one), before, minimal);
            }
            for (int i = 0; i < changes.size(); i++) {
                for (Measure other : changes.subList(i + 1, changes.size())) {
                    Measure one = changes.get(i);
                    boolean apart = !one.fact().equals(other.fact())
                            || !(one.field() == null
                                    || other.field() == null
                                    || one.field().equals(other.field()));
                    if (apart) {
                        note(List.of(one, other), before, minimal);
                    }
                }
            }
            return minimal;
        }

        private void note(List<Measure> set, Set<SignalKey> before, Map<SignalKey, Set<Set<String>>> minimal) {
            Set<String> places = Remedies.places(set);
            SortedSet<SignalKey> left = raised(set);
            for (SignalKey key : before) {
                Set<Set<String>> found = Objects.requireNonNull(minimal.get(key));
                if (!left.contains(key)
                        && found.stream().noneMatch(f -> f.size() < places.size() && places.containsAll(f))) {
                    found.add(places);
                }
            }
        }
    }

    @Test
    void noSetOfPlacesIsMissedAndEachIsAsNearAsCanBe(@TempDir Path folder) {
        Random random = new Random(20261123);
        int found = 0;
        int several = 0;
        int balanced = 0;
        int windows = 0;
        for (int set = 0; set < RULE_SETS; set++) {
            int low = 1 + random.nextInt(2);
            int high = low + 1 + random.nextInt(3);
            CompiledPolicies policies = policies(folder.resolve("rules" + set), random, low, high, List.of());
            FactBase facts = facts(folder.resolve("facts" + set), random);
            Brute brute = new Brute(facts, policies, new HashMap<>());
            SortedSet<BigDecimal> figures = new TreeSet<>(List.of(CENT));
            for (int mark : List.of(low, high)) {
                BigDecimal at = BigDecimal.valueOf(mark);
                figures.addAll(List.of(at.subtract(CENT), at, at.add(CENT)));
            }
            Map<SignalKey, Set<Set<String>>> expected = brute.minimal(brute.changes(List.copyOf(figures)));
            for (SignalKey key : expected.keySet()) {
                String where = "rules " + set + ", " + key;
                Found answer = new Remedies(
                                facts,
                                Base.PARAMETERS,
                                policies,
                                Base.TODAY,
                                Base.TODAY,
                                FIRINGS,
                                new Latitude(new TreeSet<>(), new TreeSet<>()))
                        .clearing(key, SIZE, EVALUATIONS);
                assertThat(answer.whole()).as(where).isTrue();
                assertThat(answer.remedies().stream()
                                .map(r -> Remedies.places(r.measures()))
                                .collect(Collectors.toSet()))
                        .as(where)
                        .isEqualTo(expected.get(key));
                for (Remedy remedy : answer.remedies()) {
                    found++;
                    List<Measure> measures = remedy.measures();
                    assertThat(brute.raised(measures)).as(where + measures).doesNotContain(key);
                    nothingIsHigher(brute, key, measures, where);
                    several +=
                            measures.stream().filter(m -> m.how() == How.LOWER).count() > 1 ? 1 : 0;
                    if (remedy.balance() != null) {
                        balanced++;
                        sharesItsSum(brute, key, remedy, where);
                    }
                    windows += measures.stream()
                                            .anyMatch(m -> m.how() == How.LOWER
                                                    && brute.raised(List.of(lowest(m)))
                                                            .contains(key))
                                    && measures.size() == 1
                            ? 1
                            : 0;
                }
            }
        }
        // The search must have had something to find.
        assertThat(found).isGreaterThan(40);
        assertThat(several).isGreaterThan(3);
        assertThat(balanced).isPositive();
        assertThat(windows).isPositive();
    }

    /**
     * What raises a signal, against every set of two of all the changes that come into question: none is missed, each raises
     * it, and no part of it does.
     */
    @Test
    void noSetThatRaisesASignalIsMissed(@TempDir Path folder) {
        Random random = new Random(7);
        int asked = 0;
        int singles = 0;
        int pairs = 0;
        for (int set = 0; set < 12; set++) {
            int low = 1 + random.nextInt(2);
            int high = low + 1 + random.nextInt(3);
            CompiledPolicies policies = policies(folder.resolve("rules" + set), random, low, high, List.of(TWICE));
            FactBase facts = facts(folder.resolve("facts" + set), random);
            Brute brute = new Brute(facts, policies, new HashMap<>());
            SortedSet<String> everything = new TreeSet<>();
            policies.policies().vocabulary().kinds().forEach(k -> everything.add(k.name()));
            for (SignalKey key : silent(brute, policies)) {
                asked++;
                Raising search = new Remedies(
                                facts,
                                Base.PARAMETERS,
                                policies,
                                Base.TODAY,
                                Base.TODAY,
                                FIRINGS,
                                new Latitude(everything, new TreeSet<>()))
                        .search(key, EVALUATIONS);
                Found answer = search.found(SIZE);
                String where = "rules " + set + ", " + key;
                assertThat(answer.whole()).as(where).isTrue();
                Set<Set<String>> found = new HashSet<>();
                for (Remedy remedy : answer.remedies()) {
                    List<Measure> measures = remedy.measures();
                    assertThat(brute.raised(measures)).as(where + measures).contains(key);
                    for (Measure m : measures.size() > 1 ? measures : List.<Measure>of()) {
                        assertThat(brute.raised(List.of(m)))
                                .as(where + measures)
                                .doesNotContain(key);
                    }
                    found.add(measures.stream()
                            .map(MovedFiguresAreExactTest::fact)
                            .collect(Collectors.toSet()));
                    singles += measures.size() == 1 ? 1 : 0;
                    pairs += measures.size() == 2 ? 1 : 0;
                }
                List<Measure> all = search.vocabulary();
                for (int i = 0; i < all.size(); i++) {
                    for (Measure other : all.subList(i, all.size())) {
                        List<Measure> both = other.equals(all.get(i)) ? List.of(other) : List.of(all.get(i), other);
                        boolean apart = both.size() == 1
                                || !both.get(0).fact().equals(both.get(1).fact());
                        if (apart && brute.made(both) && brute.raised(both).contains(key)) {
                            Set<String> places = both.stream()
                                    .map(MovedFiguresAreExactTest::fact)
                                    .collect(Collectors.toSet());
                            assertThat(found)
                                    .as(where + " " + Remedies.said(both))
                                    .anyMatch(places::containsAll);
                        }
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(3);
        assertThat(singles).isGreaterThan(3);
        assertThat(pairs).isGreaterThan(3);
    }

    /** Signals that the policies could raise and do not. */
    private static List<SignalKey> silent(Brute brute, CompiledPolicies policies) {
        List<SignalKey> silent = new ArrayList<>();
        for (int i = 0; policies.policies().policy("t/policy" + i).isPresent(); i++) {
            for (List<String> parties : List.of(List.of("p0"), List.of("p1", "p0"))) {
                SignalKey key = new SignalKey("t/policy" + i, null, parties);
                if (!policies.grades("t/policy" + i, parties.size()).isEmpty()
                        && !brute.raised(List.of()).contains(key)) {
                    silent.add(key);
                }
            }
        }
        return silent.subList(0, Math.min(2, silent.size()));
    }

    private static String fact(Measure m) {
        return m.fact();
    }

    private static Measure at(Measure m, BigDecimal to) {
        return m.with(to, Measures.edit("set", m.place() + "=" + to.toPlainString()));
    }

    private static Measure lowest(Measure m) {
        return at(m, CENT);
    }

    /** No figure can be left a step higher, the others as they are. */
    private static void nothingIsHigher(Brute brute, SignalKey key, List<Measure> measures, String where) {
        for (int i = 0; i < measures.size(); i++) {
            Measure m = measures.get(i);
            if (m.how() == How.LOWER) {
                List<Measure> higher = new ArrayList<>(measures);
                BigDecimal to = Objects.requireNonNull(m.to()).add(CENT);
                if (to.compareTo(Objects.requireNonNull(m.from())) < 0) {
                    higher.set(i, at(m, to));
                } else {
                    higher.remove(i);
                }
                assertThat(brute.raised(higher)).as(where + " " + higher).contains(key);
            }
        }
    }

    /** Moving a cent from one figure to another changes nothing where the sum is said to decide. */
    private static void sharesItsSum(Brute brute, SignalKey key, Remedy remedy, String where) {
        if (Objects.requireNonNull(remedy.balance()).most() == null) {
            return;
        }
        List<Measure> measures = new ArrayList<>(remedy.measures());
        BigDecimal sum = measures.stream()
                .filter(m -> m.how() == How.LOWER)
                .map(m -> Objects.requireNonNull(m.to()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(remedy.balance().most()).as(where).isEqualByComparingTo(sum);
        Measure first = measures.get(0);
        Measure second = measures.get(1);
        BigDecimal less = Objects.requireNonNull(first.to()).subtract(CENT);
        BigDecimal more = Objects.requireNonNull(second.to()).add(CENT);
        if (less.signum() > 0 && more.compareTo(Objects.requireNonNull(second.from())) < 0) {
            assertThat(brute.raised(List.of(at(first, less), at(second, more))))
                    .as(where + " " + measures)
                    .doesNotContain(key);
        }
    }

    private static CompiledPolicies policies(Path folder, Random random, int low, int high, List<String> always) {
        List<String> raising = new ArrayList<>();
        always.forEach(c -> raising.add(String.format(c, low, high)));
        for (String clause : RAISING) {
            if (random.nextInt(3) > 0) {
                raising.add(String.format(clause, low, high));
            }
        }
        file(folder, "t/shared", "", String.format(SHARED, low, high));
        for (int i = 0; i < raising.size(); i++) {
            file(folder, "t/policy" + i, " * @level screen\n * @says something\n", raising.get(i));
        }
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(folder));
        assertThat(loaded.problems()).isEmpty();
        return PolicyCompiler.compile(loaded.policies(), new TreeSet<>(), Build.CLASSIC);
    }

    private static FactBase facts(Path folder, Random random) {
        StringBuilder text = new StringBuilder("""
                sources:
                  - {id: agency, title: Agency, publisher: Agency, letter: A, published: 2026-01-01}
                facts:
                  - {kind: Company, id: p0, name: P0}
                  - {kind: Company, id: p1, name: P1}
                """);
        for (int i = 0; i < 4; i++) {
            String x = PARTIES.get(random.nextInt(5) / 4);
            String y = PARTIES.get(1 - PARTIES.indexOf(x));
            text.append(
                    random.nextInt(5) < 2
                            ? "  - {kind: SupplyContract, id: f" + i + ", supplier: " + x + ", customer: " + y
                                    + ", good: CLOUD" + (random.nextBoolean() ? ", exclusive: true" : "")
                            : "  - {kind: Investment, id: f" + i + ", investor: " + x + ", investee: " + y
                                    + ", instrument: EQUITY");
            text.append(", amount: ")
                    .append(2 + random.nextInt(5))
                    .append(", status: ")
                    .append(List.of("COMPLETED", "SIGNED", "IN_TALKS").get(random.nextInt(3)))
                    .append(", asserted: 2026-01-20, evidence: [{source: agency, credibility: 1}]}\n");
        }
        write(folder.resolve("facts.yaml"), text.toString());
        return FactFiles.load(List.of(folder), Vocabulary.builtIn());
    }

    private static void file(Path folder, String id, String tags, String clauses) {
        write(
                folder.resolve(id + ".drl"),
                "/**\n * @title a test\n * @version 1.0\n" + tags + " */\npackage " + id.replace('/', '.') + ";\n"
                        + "import interlock.vocabulary.Fact.*;\nimport interlock.vocabulary.Derived.*;\n"
                        + "import function interlock.policy.dsl.Verbs.*;\n\n" + clauses);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
