package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.SignalKey;
import interlock.engine.OpenClause.Unknown;
import interlock.fact.Given;
import interlock.fact.World;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.policy.PolicyFiles;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is undecided against brute force: random policies with denials, witnesses, totals, guards and chains of conclusions
 * over random facts with gaps, and every way of telling the figures, or some of them, each evaluated by the engine.
 */
class UnknownFiguresTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final int RULE_SETS = 12;
    private static final int FACT_BASES = 5;
    private static final int FIRINGS = 100_000;
    private static final int GAPS = 3;
    private static final List<String> PARTIES = List.of("p0", "p1", "p2");
    private static final String LIMIT = "own.limit";
    /** Either side of each threshold, which are 2, 5 and 12; sums of two of them too. */
    private static final List<BigDecimal> VALUES =
            List.of(new BigDecimal(1), new BigDecimal(3), new BigDecimal(10), new BigDecimal(40));

    private static final List<String> CONCLUDING = List.of("""
            rule "a stake"
            when
              Investment( $x : investor, $y : investee, instrument != Instrument.DEBT )
            then
              conclude( drools, new Holding( $x, $y ) );
            end
            """, """
            rule "a stake through another"
            when
              Holding( $x : holder, $y : company )
              Investment( investor == $y, $z : investee, voting.low >= 25 )
            then
              conclude( drools, new Holding( $x, $z ) );
            end
            """, """
            rule "money"
            when
              Investment( $f : id, $x : investor, $y : investee, amount != null, $m : amount )
            then
              conclude( drools, new Stake( $f, $x, $y, $m, true ) );
            end
            """, """
            rule "worth, for want of money"
            when
              Investment( $f : id, $x : investor, $y : investee, amount == null, valuation != null, $m : valuation )
            then
              conclude( drools, new Stake( $f, $x, $y, $m, false ) );
            end
            """, """
            rule "all money"
            when
              Holding( $x : holder, $y : company )
              accumulate( Stake( holder == $x, company == $y, $m : money ); $t : total( $m ), $n : count( 1 ); $n > 0 )
            then
              conclude( drools, new Exposure( $x, $y, $t ) );
            end
            """, """
            rule "a supply"
            when
              SupplyContract( $s : supplier, $c : customer )
              not( Investment( investor == $s, investee == $c, amount > %1$d ) )
            then
              conclude( drools, new Supplies( $s, $c ) );
            end
            """, """
            rule "compute, equal contracts once"
            when
              SupplyContract( $s : supplier, $c : customer, amount >= %1$d, $m : amount )
            then
              conclude( drools, new ComputeSupplied( $s, $c, $m ) );
            end
            """);

    private static final List<String> RAISING =
            List.of("""
            rule "rivals"
            when
              Exposure( $x : holder, $y : company, amount > %1$d, $a : amount )
              Rivalry( left == $y, $z : right )
              Exposure( holder == $x, company == $z, amount >= $a )
            then
              raise( drools, points( "money", 1 ), $x );
            end
            """, """
            rule "alone"
            when
              Holding( $x : holder, $y : company )
              not( Supplies( supplier == $x, customer == $y ) )
            then
              raise( drools, points( "alone", 1 ), $x, $y );
            end
            """, """
            rule "many"
            when
              Company( $y : id )
              accumulate( Investment( investee == $y, $m : amount, amount > 0 ); $t : total( $m ), $n : count( 1 ); $n > 1, $t > %1$d )
            then
              raise( drools, points( "sum", 1 ), $y );
            end
            """, """
            rule "few"
            when
              Company( $y : id )
              accumulate( ComputeSupplied( supplier == $y, $m : amount ); $t : total( $m ), $n : count( 1 ); $n > 0, $t < %1$d )
            then
              raise( drools, points( "sum", 1 ), $y );
            end
            """, """
            rule "much compute"
            when
              Company( $y : id )
              accumulate( ComputeSupplied( customer == $y, $m : amount ); $t : total( $m ), $n : count( 1 ); $n > 1, $t >= %1$d )
            then
              raise( drools, points( "sum", 1 ), $y );
            end
            """, """
            rule "witness"
            when
              Company( $s : id )
              exists( Investment( investor == $s, $v : valuation, amount > %1$d ) )
            then
              raise( drools, points( "witness", 1 ), $s );
            end
            """, """
            rule "either"
            when
              Company( $x : id )
              ( Investment( investor == $x, $m : amount, amount > %1$d ) or SupplyContract( supplier == $x, $m : amount, amount < %1$d ) )
              not( Exposure( holder == $x, amount < $m ) )
            then
              raise( drools, points( "either", 1 ), $x );
            end
            """, """
            rule "share of all"
            when
              Company( $x : id )
              accumulate( Investment( $a : amount ); $all : total( $a ), $top : largest( $a ) )
              accumulate( Investment( investor == $x, $own : amount ); $in : total( $own ) )
              Parameter( id == "own.limit", $limit : value, percentage( $in, $all ) >= value )
            then
              raise( drools, points( "share", 1 ), $x );
            end
            """, """
            rule "no large share of the market"
            when
              Holding( $x : holder, $y : company )
              not( MarketShare( company == $y, market == "m", share.low >= 25 ) )
              Investment( investor == $x, investee == $y, amount > valuation || amount == null )
            then
              raise( drools, points( "share", 1 ), $x, $y );
            end
            """, """
            rule "a large share of the market"
            when
              Company( $y : id )
              MarketShare( company == $y, market == "m", share.high > 25 )
              SupplyContract( supplier == $y, ratio( amount, gigawatts ) > %1$d || plus( amount, gigawatts ) < %1$d )
            then
              raise( drools, points( "share", 1 ), $y );
            end
            """, """
            rule "nobody puts in more"
            when
              Investment( $x : investor, $y : investee, $m : amount, valuation == null || valuation > %1$d )
              not( Investment( investee == $y, investor != $x, amount > $m ) and Rivalry( left == $y ) )
            then
              raise( drools, points( "most", 1 ), $x, $y );
            end
            """, """
            rule "concentrated"
            when
              Company( $y : id )
              accumulate( Investment( investee == $y, $m : amount ); $h : concentration( $m ), $e : effectiveNumber( $m ); $h > 5500, $e > 1 )
            then
              raise( drools, points( "concentrated", 1 ), $y );
            end
            """, """
            rule "smaller and larger"
            when
              Investment( $x : investor, $m : amount, $v : valuation, smaller( amount, valuation ) > %1$d || larger( amount, valuation ) < 2 )
              SupplyContract( supplier == $x, either( amount, gigawatts ) >= times( $m, 2 ) )
            then
              raise( drools, points( "both", 1 ), $x );
            end
            """);

    private static final String FOLLOWING = """
            rule "what another raised"
            when
              Signal( policy == "t/one", $all : parties )
              $x : String() from $all
              not( SupplyContract( supplier == $x, amount > 5 ) )
            then
              raise( drools, points( "again", 1 ), $x );
            end
            """;

    /** A figure that nobody tells: of a fact, of a fact that is on no file, or a parameter. */
    private record Gap(@Nullable String fact, String kind, String field) {}

    private record Told(List<Fact> facts, List<Given> givens) {}

    @Test
    void noSignalThatSomeWayOfTellingTheFiguresRaisesIsCalledSilent(@TempDir Path folder) {
        Random random = new Random(20260630);
        int undecided = 0;
        int tooMany = 0;
        int sure = 0;
        for (int set = 0; set < RULE_SETS; set++) {
            Path rules = folder.resolve("rules" + set);
            CompiledPolicies policies = policies(rules, random);
            ParameterSet parameters = ParameterFiles.read(List.of(rules)).parameters();
            OpenClauses open = OpenClauses.of(policies, parameters);
            assertThat(Script.of(policies).tellsAll()).isTrue();
            for (int base = 0; base < FACT_BASES; base++) {
                List<Gap> gaps = new ArrayList<>();
                Told told = facts(random, gaps);
                Map<SignalKey, Set<List<Integer>>> raised = new TreeMap<>();
                List<List<Integer>> ways = ways(gaps.size());
                for (List<Integer> way : ways) {
                    Engine.evaluate(world(filled(told, gaps, way)), policies, FIRINGS)
                            .signals()
                            .keySet()
                            .forEach(k -> raised.computeIfAbsent(k, s -> new HashSet<>())
                                    .add(way));
                }
                Set<SignalKey> now = raised.entrySet().stream()
                        .filter(e -> e.getValue().contains(ways.get(0)))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
                Map<SignalKey, Set<Unknown>> said = new TreeMap<>();
                open.in(world(told), (fact, type) -> Optional.empty())
                        .forEach(o -> said.computeIfAbsent(o.signal(), k -> new HashSet<>())
                                .addAll(o.unknown()));
                String where = "rules " + set + ", facts " + base + ": " + told.facts() + " " + gaps;
                for (SignalKey key : raised.keySet()) {
                    if (!now.contains(key)) {
                        assertThat(said).as(where).containsKey(key);
                        assertThat(said.get(key))
                                .as(where + " " + key)
                                .anyMatch(u -> matters(u, gaps, raised.get(key), ways));
                        undecided++;
                    }
                }
                for (SignalKey key : said.keySet()) {
                    assertThat(said.get(key)).as(where).isNotEmpty().allMatch(u -> gaps.contains(gap(u)));
                    tooMany += raised.containsKey(key) ? 0 : 1;
                }
                Set<SignalKey> whatever = open.suppositions(
                                world(told),
                                (fact, type) -> Optional.empty(),
                                new Blanks(new Shelf(policies.policies().vocabulary()), Map.of()))
                        .sure();
                for (SignalKey key : whatever) {
                    assertThat(raised.getOrDefault(key, Set.of()))
                            .as(where + " " + key)
                            .hasSize(ways.size());
                }
                sure += whatever.size();
            }
        }
        // The search must have had something to find.
        assertThat(undecided).isGreaterThan(40);
        assertThat(sure).isGreaterThan(200);
        // Bounds are kept figure by figure, so some of what is called undecided is not: never more than this.
        assertThat(tooMany).isLessThan(undecided / 3);
    }

    private static Gap gap(Unknown unknown) {
        return new Gap(
                unknown.parameter() != null
                        ? unknown.parameter()
                        : unknown.fact() != null
                                ? unknown.fact()
                                : unknown.about().get("company"),
                unknown.kind(),
                unknown.field());
    }

    /** Whether a signal is raised or not by what this figure is, in some way of telling the others. */
    private static boolean matters(
            Unknown unknown, List<Gap> gaps, Set<List<Integer>> raising, List<List<Integer>> ways) {
        int place = gaps.indexOf(gap(unknown));
        return ways.stream().anyMatch(w -> {
            List<Integer> other = new ArrayList<>(w);
            for (int i = 0; i <= VALUES.size(); i++) {
                other.set(place, i);
                if (raising.contains(w) != raising.contains(other)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Every way of telling so many figures; the first tells none, and 0 stands for a figure that stays untold. */
    private static List<List<Integer>> ways(int gaps) {
        List<List<Integer>> ways = List.of(List.of());
        for (int gap = 0; gap < gaps; gap++) {
            List<List<Integer>> more = new ArrayList<>();
            for (List<Integer> way : ways) {
                for (int value = 0; value <= VALUES.size(); value++) {
                    List<Integer> longer = new ArrayList<>(way);
                    longer.add(value);
                    more.add(longer);
                }
            }
            ways = more;
        }
        return ways;
    }

    private static Told filled(Told told, List<Gap> gaps, List<Integer> way) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        List<Fact> mirrored = new ArrayList<>();
        told.facts().forEach(f -> {
            if (facts.putIfAbsent(f.id(), f) != null) {
                mirrored.add(f);
            }
        });
        List<Given> givens = new ArrayList<>(told.givens());
        for (int i = 0; i < gaps.size(); i++) {
            if (way.get(i) == 0) {
                continue;
            }
            BigDecimal value = VALUES.get(way.get(i) - 1);
            Gap gap = gaps.get(i);
            if (gap.kind().equals("Parameter")) {
                givens.add(new Given(new Derived.Parameter(LIMIT, value, null, null, "USD", null), List.of()));
            } else if (gap.kind().equals("MarketShare")) {
                Range share = new Range(value, value);
                facts.put(
                        "share-" + gap.fact(),
                        new Fact.MarketShare("share-" + gap.fact(), gap.fact(), "m", null, null, null, share, null));
            } else {
                Fact fact = facts.get(gap.fact());
                Object figure = gap.field().equals("voting") ? new Range(value, value) : value;
                facts.put(gap.fact(), with((Record) fact, Map.of(gap.field(), figure)));
            }
        }
        List<Fact> all = new ArrayList<>(facts.values());
        all.addAll(mirrored);
        return new Told(all, givens);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> Fact with(T fact, Map<String, Object> otherwise) {
        return (Fact) Records.with((Class<T>) fact.getClass(), fact, otherwise);
    }

    private static World world(Told told) {
        return new World(DAY, told.facts(), told.givens());
    }

    private static Told facts(Random random, List<Gap> gaps) {
        List<Fact> facts = new ArrayList<>();
        List<Given> givens = new ArrayList<>();
        for (String party : PARTIES) {
            facts.add(new Fact.Company(party, party, List.of(), null, null, List.of(), List.of(), Range.UNKNOWN));
            givens.add(new Given(new Derived.Behind(party, party), List.of(party)));
            boolean told = gaps.size() >= GAPS || random.nextInt(8) > 0;
            if (told) {
                Range share = new Range(new BigDecimal(20), new BigDecimal(random.nextInt(2) * 20 + 20));
                facts.add(new Fact.MarketShare("share-" + party, party, "m", null, null, null, share, null));
            } else {
                gaps.add(new Gap(party, "MarketShare", "share"));
            }
        }
        if (gaps.size() >= GAPS || random.nextInt(4) > 0) {
            givens.add(new Given(new Derived.Parameter(LIMIT, figure(random), null, null, "USD", null), List.of()));
        } else {
            gaps.add(new Gap(LIMIT, "Parameter", "value"));
        }
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            String id = "deal-" + i;
            int x = random.nextInt(3);
            BigDecimal voting = figure("voting", id, "Investment", random, gaps);
            facts.add(new Fact.Investment(
                    id,
                    PARTIES.get(x),
                    PARTIES.get((x + 1 + random.nextInt(2)) % 3),
                    figure("amount", id, "Investment", random, gaps),
                    figure("valuation", id, "Investment", random, gaps),
                    Range.UNKNOWN,
                    voting == null ? Range.UNKNOWN : new Range(voting, voting),
                    random.nextInt(5) > 0 ? Fact.Instrument.EQUITY : Fact.Instrument.DEBT,
                    List.of(),
                    null,
                    null,
                    null));
        }
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            String id = "supply-" + i;
            int x = random.nextInt(3);
            facts.add(new Fact.SupplyContract(
                    id,
                    PARTIES.get(x),
                    PARTIES.get((x + 1 + random.nextInt(2)) % 3),
                    Fact.Good.CLOUD,
                    figure("amount", id, "SupplyContract", random, gaps),
                    null,
                    figure("gigawatts", id, "SupplyContract", random, gaps),
                    false,
                    null,
                    null));
        }
        facts.add(new Fact.Rivalry("rivalry", "p0", "p1", "m"));
        facts.add(new Fact.Rivalry("rivalry", "p1", "p0", "m"));
        return new Told(facts, givens);
    }

    private static BigDecimal figure(Random random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static @Nullable BigDecimal figure(String field, String id, String kind, Random random, List<Gap> gaps) {
        if (gaps.size() < GAPS && random.nextInt(3) == 0) {
            gaps.add(new Gap(id, kind, field));
            return null;
        }
        return figure(random);
    }

    private static CompiledPolicies policies(Path folder, Random random) {
        List<Integer> thresholds = List.of(2, 5, 12);
        List<String> concluding = new ArrayList<>();
        for (String clause : CONCLUDING) {
            if (random.nextInt(6) > 0) {
                concluding.add(String.format(clause, thresholds.get(random.nextInt(3))));
            }
        }
        List<String> one = new ArrayList<>();
        List<String> two = new ArrayList<>(List.of(FOLLOWING));
        for (String clause : RAISING) {
            if (random.nextInt(3) > 0) {
                (random.nextBoolean() ? one : two).add(String.format(clause, thresholds.get(random.nextInt(3))));
            }
        }
        if (one.isEmpty()) {
            one.add(String.format(RAISING.get(0), 2));
        }
        file(folder, "t/shared", "", concluding);
        file(folder, "t/one", " * @level screen\n * @says something\n", one);
        file(folder, "t/two", " * @level screen\n * @says something\n", two);
        write(folder.resolve("parameters/own.yaml"), """
                parameters:
                  - {id: own.limit, value: 5, unit: USD, reference: invented, effectiveFrom: 2027-01-01}
                """);
        return PolicyCompiler.compile(
                PolicyFiles.read(List.of(folder)).policies(),
                ParameterFiles.read(List.of(folder)).parameters().ids(),
                PolicyCompiler.Build.CLASSIC);
    }

    private static void file(Path folder, String id, String tags, List<String> clauses) {
        write(
                folder.resolve(id + ".drl"),
                "/**\n * @title a test\n * @version 1.0\n" + tags + " */\npackage " + id.replace('/', '.') + ";\n"
                        + "import interlock.vocabulary.Fact.*;\nimport interlock.vocabulary.Derived.*;\n"
                        + "import function interlock.policy.dsl.Verbs.*;\n\n" + String.join("\n", clauses));
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
