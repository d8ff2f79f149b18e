package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.Gap;
import interlock.derivation.NearMiss;
import interlock.derivation.Shortfall;
import interlock.diagnostic.InvalidInput;
import interlock.engine.CompiledPolicies;
import interlock.engine.Engine;
import interlock.engine.NearMisses;
import interlock.engine.PolicyCompiler;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.Question;
import interlock.fact.Edit;
import interlock.fact.EditReader;
import interlock.fact.EditReader.Option;
import interlock.fact.Edits;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.fact.World;
import interlock.policy.PolicyFiles;
import interlock.vocabulary.Derived.Signal;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What why-not names as lacking, over random policies and fact bases with denials, totals, alternatives, chains of
 * conclusions and rings of holdings: the change that it names takes the clause further, and nothing less of it does.
 */
class GapsCloseTest {
    private static final int RULE_SETS = 2;
    private static final int FACT_BASES = 4;
    private static final int FIRINGS = 100_000;
    private static final List<String> PARTIES = List.of("p0", "p1", "p2", "p3");

    private static final String SHARED = """
            rule "a stake"
            when
              Investment( $x : investor, $y : investee, instrument != Instrument.DEBT )
              Behind( party == $x, $h : principal )
            then
              conclude( drools, new Holding( $h, $y ) );
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
              Investment( $f : id, $x : investor, $y : investee, amount > LOW, $m : amount )
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
            """;

    private static final List<String> RAISING = List.of("""
            rule "rivals"
            when
              Exposure( $x : holder, $y : company, amount > %2$d, $a : amount )
              Rivalry( left == $y, $z : right )
              Holding( holder == $x, company == $z )
            then
              raise( drools, points( "money", saturating( $a, 5 ) ), $x );
            end
            """, """
            rule "alone"
            when
              Holding( $x : holder, $y : company )
              not( SupplyContract( supplier == $x, customer == $y, amount < %2$d ) )
              not( Rivalry( left == $x, right == $y ) )
            then
              raise( drools, points( "alone", 30 ), $x, $y );
            end
            """, """
            rule "much"
            when
              Company( $y : id )
              accumulate( Investment( investee == $y, $m : amount, amount > 0 ); $t : total( $m ), $n : count( 1 ); $n > 0, $t >= %3$d )
            then
              raise( drools, points( "sum", saturating( $t, 9 ) ), $y );
            end
            """, """
            rule "share"
            when
              Investment( $x : investor, $y : investee, economic.low >= %3$d, instrument == Instrument.EQUITY )
            then
              raise( drools, points( "share", 10 ), $x, $y );
            end
            """, """
            rule "witness"
            when
              Company( $x : id, roles contains CompanyRole.CLOUD || roles contains CompanyRole.CHIP_MAKER )
              exists( SupplyContract( supplier == $x, amount >= %3$d, good == Good.CLOUD ) )
            then
              raise( drools, points( "witness", 12 ), $x );
            end
            """, """
            rule "either"
            when
              Company( $x : id )
              ( Investment( investor == $x, $m : amount, amount > %3$d ) or SupplyContract( supplier == $x, $m : amount, amount > %3$d ) )
            then
              raise( drools, points( "either", saturating( $m, 7 ) ), $x );
            end
            """, """
            rule "nobody at all"
            when
              Company( $x : id )
              not( Investment( investor == $x ) and Rivalry( left == $x ) )
              SupplyContract( supplier == $x, exclusive == true )
            then
              raise( drools, points( "nobody", 5 ), $x );
            end
            """);

    private final Map<Gap.Sort, Integer> told = new EnumMap<>(Gap.Sort.class);
    private final Map<Gap.Sort, Integer> closed = new EnumMap<>(Gap.Sort.class);
    private int deep;
    private int silent;
    private int exact;

    @Test
    void everyGapOnceClosedTakesTheClauseFurtherAndNothingLessDoes(@TempDir Path folder) {
        Random random = new Random(20260130);
        for (int set = 0; set < RULE_SETS; set++) {
            CompiledPolicies policies = policies(folder.resolve("rules" + set), random);
            for (int base = 0; base < FACT_BASES; base++) {
                FactBase facts = facts(folder.resolve("facts" + set + "-" + base), random);
                ask(facts, policies, List.of(PARTIES.get(random.nextInt(4))));
                ask(facts, policies, List.of(PARTIES.get(random.nextInt(2)), PARTIES.get(2 + random.nextInt(2))));
            }
        }
        assertThat(silent).isGreaterThan(40);
        assertThat(told.keySet())
                .contains(Gap.Sort.OTHERWISE, Gap.Sort.MISSING, Gap.Sort.IN_THE_WAY, Gap.Sort.TOTAL, Gap.Sort.OUTSIDE);
        assertThat(closed.getOrDefault(Gap.Sort.OTHERWISE, 0)).isGreaterThan(15);
        assertThat(closed.getOrDefault(Gap.Sort.TOTAL, 0)).isGreaterThan(1);
        assertThat(closed.getOrDefault(Gap.Sort.IN_THE_WAY, 0)).isGreaterThan(1);
        assertThat(closed.getOrDefault(Gap.Sort.OUTSIDE, 0)).isGreaterThan(3);
        assertThat(deep).as("gaps of missing conclusions").isGreaterThan(3);
        assertThat(exact).as("gaps of figures of facts").isGreaterThan(3);
    }

    private void ask(FactBase facts, CompiledPolicies policies, List<String> parties) {
        Worlds worlds = Base.worlds(facts);
        World ceiling = worlds.ceiling();
        Derivation derivation = Engine.evaluate(ceiling, policies, FIRINGS);
        Inquiry inquiry = new Inquiry(
                new Inquiry.Setting(
                        facts,
                        Base.PARAMETERS,
                        policies,
                        Base.TODAY,
                        Base.TODAY,
                        w -> Engine.evaluate(w, policies, FIRINGS)),
                worlds,
                derivation);
        for (NearMiss miss : inquiry.of("t/one", parties)) {
            silent++;
            assertThat(raises(derivation, miss)).as(miss.toString()).isFalse();
            check(miss, facts, policies, 0);
        }
    }

    private void check(NearMiss miss, FactBase facts, CompiledPolicies policies, int depth) {
        assertThat(miss.fires()).isFalse();
        assertThat(miss.gaps()).as(miss.toString()).isNotEmpty();
        for (Gap gap : miss.gaps()) {
            told.merge(gap.sort(), 1, Integer::sum);
            if (!gap.closing().isEmpty()) {
                closed.merge(gap.sort(), 1, Integer::sum);
                deep += depth > 0 ? 1 : 0;
                assertThat(after(miss, facts, policies, gap.closing(), depth))
                        .as(miss + " with " + gap.closing())
                        .isGreaterThan(miss.met());
            }
            if (gap.item() instanceof Fact fact && gap.shortfalls().size() == 1) {
                figure(miss, facts, policies, gap, fact, gap.shortfalls().get(0), depth);
            }
            gap.beneath().forEach(b -> check(b, facts, policies, depth + 1));
        }
    }

    /** A figure of a fact is told exactly: its change is named, and what is a little less does not do. */
    private void figure(
            NearMiss miss,
            FactBase facts,
            CompiledPolicies policies,
            Gap gap,
            Fact fact,
            Shortfall shortfall,
            int depth) {
        if (!(shortfall.value() instanceof BigDecimal)
                || !"amount".equals(shortfall.field())
                || !(shortfall.needed().get(0) instanceof BigDecimal needed)) {
            return;
        }
        assertThat(gap.closing()).as(miss + " " + gap).hasSize(1);
        BigDecimal nearly = ">".equals(shortfall.operator()) ? needed : needed.subtract(BigDecimal.ONE);
        if (nearly.signum() > 0) {
            List<Edit> edit = EditReader.options(List.of(new Option("set", fact.id() + ".amount=" + nearly)))
                    .edits();
            assertThat(after(miss, facts, policies, edit, depth))
                    .as(miss + " with " + edit)
                    .isEqualTo(miss.met());
            exact++;
        }
    }

    private static int after(NearMiss miss, FactBase facts, CompiledPolicies policies, List<Edit> edits, int depth) {
        FactBase edited;
        try {
            edited = new Edits(Vocabulary.builtIn(), Base.TODAY, Base.TODAY).applied(facts, edits);
        } catch (InvalidInput e) {
            throw new AssertionError(edits + ": " + e.diagnostics(), e);
        }
        World world = Base.worlds(edited).ceiling();
        Derivation derivation = Engine.evaluate(world, policies, FIRINGS);
        NearMiss then = NearMisses.in(world, derivation, policies, NearMisses.ROWS)
                .lengths(List.of(new Question(miss.policy(), miss.clause(), miss.held())))
                .get(0);
        if (depth == 0) {
            // How far it gets is one thing, that it fires another: the two must agree.
            assertThat(then.fires()).as(then.toString()).isEqualTo(raises(derivation, then));
        }
        return then.met();
    }

    /** Whether the clause raises a signal with all that was held. */
    private static boolean raises(Derivation derivation, NearMiss miss) {
        return derivation.steps().stream()
                .filter(s -> s.policy().equals(miss.policy()) && s.clause().equals(miss.clause()))
                .filter(s -> s.conclusion() instanceof Signal)
                .anyMatch(s -> miss.held().entrySet().stream()
                        .allMatch(h -> h.getValue().equals(s.bindings().get(h.getKey()))));
    }

    private static CompiledPolicies policies(Path folder, Random random) {
        int low = random.nextInt(3);
        int middle = 1 + random.nextInt(4);
        int high = 25 + random.nextInt(20);
        List<String> raising = new ArrayList<>();
        for (String clause : RAISING) {
            raising.add(String.format(clause, low, middle, high));
        }
        file(folder, "t/shared", "", SHARED.replace("LOW", String.valueOf(low)));
        file(folder, "t/one", " * @level screen\n * @says something\n", String.join("\n", raising));
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(folder));
        assertThat(loaded.problems()).isEmpty();
        return PolicyCompiler.compile(loaded.policies(), new TreeSet<>(), Build.CLASSIC);
    }

    private static void file(Path folder, String id, String tags, String clauses) {
        write(
                folder.resolve(id + ".drl"),
                "/**\n * @title a test\n * @version 1.0\n" + tags + " */\npackage " + id.replace('/', '.') + ";\n"
                        + "import interlock.vocabulary.Fact.*;\nimport interlock.vocabulary.Derived.*;\n"
                        + "import function interlock.policy.dsl.Verbs.*;\n\n" + clauses);
    }

    private static FactBase facts(Path folder, Random random) {
        StringBuilder text = new StringBuilder("""
                sources:
                  - {id: agency, title: Agency, publisher: Agency, letter: A, published: 2026-01-01}
                facts:
                  - {kind: Company, id: p0, name: P0, roles: [CLOUD]}
                  - {kind: Company, id: p1, name: P1, parent: p0}
                  - {kind: Company, id: p2, name: P2, roles: [AI_LAB]}
                  - {kind: Company, id: p3, name: P3}
                """);
        for (int i = 0; i < 7 + random.nextInt(6); i++) {
            String x = PARTIES.get(random.nextInt(PARTIES.size()));
            String y = PARTIES.get((PARTIES.indexOf(x) + 1 + random.nextInt(PARTIES.size() - 1)) % PARTIES.size());
            String status = List.of("COMPLETED", "SIGNED", "IN_TALKS", "ANNOUNCED", "COMPLETED", "LAPSED")
                    .get(random.nextInt(6));
            String rest = ", status: " + status
                    + (random.nextInt(9) == 0 ? ", to: 2025-06-30" : "")
                    + (random.nextInt(12) == 0 ? ", asserted: 2026-03-01" : ", asserted: 2026-01-20")
                    + ", evidence: [{source: agency, credibility: 1}]}\n";
            long cap = 1L + random.nextInt(9);
            String amount = random.nextInt(4) == 0
                    ? ""
                    : random.nextInt(2) == 0
                            ? ", amount: " + cap
                            : ", amount: {firm: 0, cap: " + cap + ", currency: USD, qualifier: UP_TO}";
            text.append("  - {kind: ");
            switch (random.nextInt(5)) {
                case 0 -> text.append("Rivalry, id: f" + i + ", left: " + x + ", right: " + y + ", market: m");
                case 1 ->
                    text.append("SupplyContract, id: f" + i + ", supplier: " + x + ", customer: " + y + ", good: "
                            + List.of("CLOUD", "POWER").get(random.nextInt(2)) + amount);
                default ->
                    text.append("Investment, id: f" + i + ", investor: " + x + ", investee: " + y + ", instrument: "
                            + List.of("EQUITY", "DEBT").get(random.nextInt(2)) + amount
                            + (random.nextBoolean() ? ", economic: " + random.nextInt(25) : ""));
            }
            text.append(rest);
        }
        write(folder.resolve("facts.yaml"), text.toString());
        return FactFiles.load(List.of(folder), Vocabulary.builtIn());
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
