package interlock.engine;

import static interlock.engine.Rules.company;
import static interlock.engine.Rules.only;
import static interlock.engine.Rules.premises;
import static interlock.engine.Rules.stake;
import static interlock.engine.Rules.supply;
import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Absence;
import interlock.derivation.Derivation;
import interlock.derivation.Step;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Range;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kie.api.definition.KiePackage;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/**
 * What Drools 10.2 gets wrong, shown on Drools itself, and its absence here. A test that shows a bug fails once an
 * upgrade has cured it; the work-around that it names can then go.
 */
final class DroolsTrapsTest {
    private static final String IMPORTS =
            "\nimport interlock.vocabulary.Fact.*;\nimport interlock.vocabulary.Derived.*;\n";

    @TempDir
    private Path folder;

    // ---- apache/incubator-kie issue 7115: exists( A and not B ), rules in several packages

    private static final String SEEN =
            "rule \"seen\" when Company( $x : id ) then insert( new Holding( $x, $x ) ); end\n";
    private static final String SUBJECT = "rule \"subject\" when exists( Holding() and not Investment() ) then end\n";
    private static final String SIBLING = "rule \"sibling\" when exists( Holding() and SupplyContract() ) then end\n";

    @Test
    void droolsLosesAnExistsWithANotInsideOverSeveralPackages() {
        assertThat(fired(
                        List.of(company("a")),
                        "package p.a;" + IMPORTS + SEEN,
                        "package p.b;" + IMPORTS + SUBJECT,
                        "package p.c;" + IMPORTS + SIBLING))
                .as("once this fires `subject` too, Drools is cured of issue 7115")
                .containsExactly("seen");
        assertThat(fired(List.of(company("a")), "package p;" + IMPORTS + SEEN + SUBJECT + SIBLING))
                .containsExactly("seen", "subject");
    }

    @Test
    void anExistsWithANotInsideFiresWhateverElseIsOnFile() {
        Derivation derivation = new Rules(folder)
                .concluding(
                        "p/a",
                        "rule \"seen\" when Company( $x : id ) then conclude( drools, new Holding( $x, $x ) ); end")
                .concluding(
                        "p/b",
                        "rule \"subject\" when exists( Holding() and not Investment() ) then conclude( drools, new Supplies( \"q\", \"q\" ) ); end")
                .concluding(
                        "p/c",
                        "rule \"sibling\" when exists( Holding() and SupplyContract() ) then conclude( drools, new Supplies( \"r\", \"r\" ) ); end")
                .on(company("a"), company("b"));
        assertThat(derivation.steps()).extracting(Step::clause).containsExactly("seen", "seen", "subject");
        assertThat(premises(derivation.steps().get(2))).containsExactly("WITNESS Holding a, a", "WITNESS Holding b, b");
        assertThat(derivation.steps().get(2).absences())
                .containsExactly(new Absence(List.of(new Absence.Pattern("Investment", List.of()))));
    }

    @Test
    void theWitnessesOfAnExistsWithANotInsideAreThoseForWhichItIsAbsent() {
        Rules rules = new Rules(folder).raising("p/a", """
                rule "r" when
                  Company( $x : id )
                  exists( Investment( investor == $x, $y : investee ) and Company( id == $y ) and not SupplyContract( supplier == $x, customer == $y ) )
                then raise( drools, points( "x", 1 ), $x ); end
                """);
        Step step = only(rules.on(
                company("a"),
                company("b"),
                company("c"),
                stake("i1", "a", "b", 1),
                stake("i2", "a", "c", 1),
                stake("i3", "a", "d", 1),
                supply("s1", "a", "b", 1)));
        assertThat(premises(step)).containsExactly("MATCHED a", "WITNESS c", "WITNESS i2");
        assertThat(step.absences()).hasSize(1);
        assertThat(step.absences().get(0).patterns().get(0).conditions())
                .containsExactly(
                        new Absence.Condition("supplier == $x", "supplier", "==", "a"),
                        new Absence.Condition("customer == $y", "customer", "==", null));
        assertThat(rules.on(company("a"), company("b"), stake("i1", "a", "b", 1), supply("s1", "a", "b", 1))
                        .steps())
                .isEmpty();
    }

    @Test
    void aTotalCountsOnlyWhatHasNothingAgainstIt() {
        Step step = only(new Rules(folder)
                .raising("p/a", """
                rule "r" when
                  Company( $x : id )
                  accumulate( Investment( investor == $x, $y : investee, $m : amount ) and not SupplyContract( supplier == $x, customer == $y );
                    $sum : total( $m ) )
                then raise( drools, points( "x", 1 ), $x ); end
                """)
                .on(
                        company("a"),
                        stake("i1", "a", "b", 1),
                        stake("i2", "a", "c", 20),
                        stake("i3", "a", "d", 300),
                        supply("s1", "a", "b", 1)));
        assertThat(premises(step)).containsExactly("MATCHED a", "COUNTED i2", "COUNTED i3");
        assertThat(step.bindings()).containsEntry("$sum", new BigDecimal(320));
    }

    // ---- apache/incubator-kie issue 7109: accumulate after a segment split, package not the largest

    private static final String LARGEST = """
            rule "l1" when Role() then end
            rule "l2" when Movement() then end
            rule "l3" when Facility() then end
            """;
    private static final String TOTAL = """
            rule "total" when Company( $x : id ) accumulate( Investment( investor == $x ); $n : count( 1 ); $n > 0 ) then end
            """;
    private static final String SPLITS =
            "rule \"splits\" when Company( $x : id ) Backstop( guarantor == $x ) then end\n";

    @Test
    void droolsLosesATotalWhoseSegmentIsSplitOutsideTheLargestPackage() {
        assertThat(firedLater(
                        company("a"),
                        stake("i", "a", "b", 1),
                        "package p.a;" + IMPORTS + LARGEST,
                        "package p.b;" + IMPORTS + TOTAL + SPLITS))
                .as("once this fires `total`, Drools is cured of issue 7109")
                .isEmpty();
        assertThat(firedLater(company("a"), stake("i", "a", "b", 1), "package p;" + IMPORTS + LARGEST + TOTAL + SPLITS))
                .containsExactly("total");
    }

    @Test
    void aTotalFiresWhateverElseIsOnFile() {
        Derivation derivation = new Rules(folder)
                .concluding("p/a", """
                        rule "l1" when Role( $x : id ) then conclude( drools, new Supplies( $x, $x ) ); end
                        rule "l2" when Movement( $x : id ) then conclude( drools, new Supplies( $x, $x ) ); end
                        rule "l3" when Facility( $x : id ) then conclude( drools, new Supplies( $x, $x ) ); end
                        """)
                .concluding("p/b", """
                        rule "late" when SupplyContract( $x : supplier, $y : customer ) then conclude( drools, new Holding( $x, $y ) ); end
                        rule "splits" when Company( $x : id ) Backstop( guarantor == $x ) then conclude( drools, new Supplies( $x, $x ) ); end
                        """)
                .concluding("p/c", """
                        rule "total" when Company( $x : id ) accumulate( Holding( holder == $x ); $n : count( 1 ); $n > 0 )
                        then conclude( drools, new Supplies( $x, "counted" ) ); end
                        """)
                .on(company("a"), supply("s", "a", "b", 1));
        assertThat(derivation.steps()).extracting(Step::clause).containsExactly("late", "total");
    }

    private static List<String> fired(Collection<?> facts, String... packages) {
        KieSession session = base(packages).newKieSession();
        List<String> fired = listen(session);
        facts.forEach(session::insert);
        session.fireAllRules();
        session.dispose();
        return fired.stream().sorted().toList();
    }

    /** The second fact comes only after the first has been evaluated, as a conclusion would. */
    private static List<String> firedLater(Object first, Object second, String... packages) {
        KieSession session = base(packages).newKieSession();
        List<String> fired = listen(session);
        session.insert(first);
        session.fireAllRules();
        session.insert(second);
        session.fireAllRules();
        session.dispose();
        return fired;
    }

    private static List<String> listen(KieSession session) {
        List<String> fired = new ArrayList<>();
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
                fired.add(event.getMatch().getRule().getName());
            }
        });
        return fired;
    }

    private static InternalKnowledgeBase base(String... packages) {
        KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
        for (String drl : packages) {
            builder.add(ResourceFactory.newByteArrayResource(drl.getBytes(StandardCharsets.UTF_8)), ResourceType.DRL);
        }
        assertThat(builder.getErrors()).isEmpty();
        Collection<KiePackage> built = builder.getKnowledgePackages();
        InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase();
        base.addPackages(built);
        return base;
    }

    // ---- names of components

    @Test
    void noComponentHasANameThatTheExecutableModelMisreads() {
        List<RecordComponent> components = Stream.concat(
                        Stream.of(Range.class),
                        Stream.concat(
                                Arrays.stream(Fact.class.getPermittedSubclasses())
                                        .filter(Class::isRecord),
                                Arrays.stream(Derived.class.getPermittedSubclasses())))
                .flatMap(c -> Arrays.stream(c.getRecordComponents()))
                .toList();
        assertThat(components).hasSizeGreaterThan(100).allSatisfy(c -> {
            String name = c.getName();
            assertThat("alphaIndexedBy betaIndexedBy").as(c.toString()).doesNotContain(name);
            // Read as the getter of another property, `issuer` as the truth of `suer`.
            assertThat(name.toLowerCase(Locale.ROOT)).as(c.toString()).doesNotMatch("(is|get).+");
        });
    }

    // ---- what the two builds do differently is refused

    @Test
    void theFunctionsOfATotalTakeValuesOfOnePattern() {
        assertThat(new Rules(folder).raising("p/a", """
                rule "r" when
                  Company( $x : id )
                  accumulate( Investment( investor == $x, $m : amount ) and SupplyContract( supplier == $x, $s : amount );
                    $in : total( $m ), $out : total( $s ) )
                then raise( drools, points( "x", 1 ), $x ); end
                """).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.code()).isEqualTo("IL128"));
    }

    @Test
    void whatAFunctionGivesIsNotBound() {
        assertThat(new Rules(folder).raising("p/a", """
                rule "r" when
                  Company( $x : id )
                  accumulate( Investment( investor == $x, $m : times( amount, 2 ) ); $in : total( $m ) )
                then raise( drools, points( "x", 1 ), $x ); end
                """).problems())
                .singleElement()
                .satisfies(p -> assertThat(p.code()).isEqualTo("IL128"));
    }
}
