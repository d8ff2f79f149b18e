package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.diagnostic.InvalidInput;
import interlock.engine.PolicyCompiler.Build;
import interlock.policy.PolicyFiles;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Range;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.base.common.NetworkNode;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.BetaNode;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Kinds that a rule folder declares, as Drools sees them: no different from those on the page of facts. */
final class DeclaredKindsTest {
    private static final Path EXAMPLE = Path.of("src/test/golden/own-kinds/rules/vocabulary/power.drl");

    @TempDir
    private Path folder;

    // ---- as a record

    @Test
    void aDeclaredKindIsARecordLikeOnesOnThePage() throws IOException {
        declare(Files.readString(EXAMPLE));
        Class<? extends Fact> declared = kind("PowerContract").type();
        Class<? extends Fact> builtIn =
                Vocabulary.builtIn().kind("SupplyContract").orElseThrow().type();
        assertThat(declared.isRecord()).isTrue();
        assertThat(declared.isMemberClass()).isEqualTo(builtIn.isMemberClass()).isTrue();
        assertThat(declared.getModifiers()).isEqualTo(builtIn.getModifiers());
        assertThat(Modifier.toString(declared.getModifiers())).isEqualTo("public static final");
        assertThat(components(declared)).containsAllEntriesOf(of(components(builtIn), "id", "amount", "termMonths"));
        assertThat(declared.getRecordComponents()[11].getGenericType()).hasToString("java.util.List<java.lang.String>");
        Fact one = kind("PowerContract").create(values("x", "a"));
        Fact same = kind("PowerContract").create(values("x", "a"));
        Fact other = kind("PowerContract").create(values("x", "b"));
        assertThat(one)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .isNotEqualTo(other)
                .isNotEqualTo(null);
        assertThat(one)
                .hasToString("PowerContract[id=x, seller=a, buyer=c, site=s, source=SOLAR, amount=7, megawatts=null,"
                        + " output=Range[low=null, high=null], termMonths=null, lastDelivery=2026-01-30, exclusive=true,"
                        + " sharers=[p], backups=[], tags=[], good=null]");
        assertThat(Kind.of(one)).isSameAs(kind("PowerContract"));
        assertThat(one.id()).isEqualTo("x");
    }

    @Test
    void listsOfADeclaredKindCannotChange() throws IOException {
        declare(Files.readString(EXAMPLE));
        List<String> sharers = new ArrayList<>(List.of("p"));
        Map<String, @Nullable Object> values = new TreeMap<>(values("x", "a"));
        values.put("sharers", sharers);
        Fact fact = kind("PowerContract").create(values);
        sharers.add("q");
        assertThat(Kind.of(fact).value(fact, "sharers")).isEqualTo(List.of("p"));
    }

    // ---- joined as fast

    @Test
    void aJoinOnADeclaredKindIsHashedLikeOneOnABuiltInKind() {
        declare("""
                /** @says {supplier} supplies {customer} */
                declare Delivery
                  id       : Text @key
                  supplier : Party
                  customer : Party
                  good     : Good
                  amount   : Money @optional
                end
                """);
        for (Build build : Build.values()) {
            List<String> builtIn = indexes("SupplyContract", build);
            List<String> declared = indexes("Delivery", build);
            assertThat(builtIn).as(build.name()).hasSize(1).allMatch(s -> s.contains("indexed by 2"));
            assertThat(declared).as(build.name()).isEqualTo(builtIn);
        }
    }

    /** What the node that joins a kind looks its facts up by. */
    private List<String> indexes(String kind, Build build) {
        CompiledPolicies compiled = new Rules(folder)
                .concluding(
                        "p/join",
                        "rule \"join\" when $i : Investment( $x : investor, $y : investee ) $c : " + kind
                                + "( supplier == $x, customer == $y )"
                                + " then conclude( drools, new Holding( $x, $y ) ); end")
                .compiled(build);
        List<String> joins = new ArrayList<>();
        ((InternalRuleBase) compiled.stages().get(0).base())
                .getRete()
                .getEntryPointNodes()
                .values()
                .forEach(entry -> entry.getObjectTypeNodes().values().forEach(types -> below(types, joins)));
        return joins.stream().distinct().sorted().toList();
    }

    private static void below(NetworkNode node, List<String> joins) {
        if (node instanceof BetaNode join) {
            joins.add(join.getClass().getSimpleName() + " indexed by "
                    + join.getRawConstraints().getIndexCount() + " "
                    + join.getRawConstraints().isIndexed());
        }
        NetworkNode @Nullable [] below = node.getSinks();
        for (NetworkNode next : below == null ? new NetworkNode[0] : below) {
            below(next, joins);
        }
    }

    // ---- names

    @Test
    void namesOfFieldsThatAreNotRefusedCanBeUsedInBothBuilds() {
        List<String> names = Stream.of(
                        ("type action result entry window query duration left right since value source target start finish name kindOf number period size"
                                        + " first last label price term site plant region owner holder buyer seller customer supplier party"
                                        + " parties rate share output code version duration2 priority level grade group order rank index item"
                                        + " items list map key data date day month year time zone state country city address street phone"
                                        + " person company fund project programme licence permit grant loan debt equity bond currency amount"
                                        + " total sum count minimum maximum average largest each percentage points pool pack policy clause signal"
                                        + " premise step proof world report drop added match matched object objects self parent child length")
                                .split(" "))
                .distinct()
                .toList();
        for (int from = 0; from < names.size(); from += 90) {
            List<String> part = names.subList(from, Math.min(names.size(), from + 90));
            Path own = folder.resolve("own" + from);
            write(
                    own.resolve("vocabulary/own.drl"),
                    "/** @says {id} */ declare Thing\n  id : Text\n"
                            + part.stream().map(n -> "  " + n + " : Text\n").collect(Collectors.joining()) + "end\n");
            Rules rules = new Rules(own);
            int number = 0;
            for (String name : part) {
                rules.concluding(
                        "p/f" + number++,
                        "rule \"" + name + "\" when Thing( $x : id, $v : " + name + ", " + name
                                + " == \"" + name + "\" ) $t : Thing( id == $v, " + name
                                + " != null ) then conclude( drools, new Holding( $x, $t." + name + "() ) ); end");
            }
            Fact fact = PolicyFiles.read(List.of(own))
                    .policies()
                    .vocabulary()
                    .kind("Thing")
                    .orElseThrow()
                    .create(Stream.concat(Stream.of("id"), part.stream()).collect(Collectors.toMap(n -> n, n -> n)));
            assertThat(compiles(rules)).isTrue();
            assertThat(rules.compiled(Build.EXECUTABLE)).isNotNull();
            assertThat(fact.id()).isEqualTo("id");
        }
    }

    @Test
    void namesOfKindsThatAreNotRefusedCanBeUsedInBothBuilds() {
        List<String> kinds =
                List.of(("Index Rule Query Model Variable Window Condition Channel Global View Pattern Result Domain"
                                + " Argument Prototype Entity Task Agreement Contract Licence Election Site Plant Loan Permit Grant"
                                + " Lease Pledge Option Audit Match Consequence Constraint Tuple Policy Clause Premise Step Proof World"
                                + " Report Signals Assertion Exhibit Amount Kind Field Vocabulary Says About Status"
                                + " Recorder Points DSL Declaration FlowDSL PatternDSL Predicate1 From Drools")
                        .split(" "));
        StringBuilder declarations = new StringBuilder();
        Rules rules = new Rules(folder);
        int number = 0;
        for (String kind : kinds) {
            declarations
                    .append("/** @says {id} */ declare ")
                    .append(kind)
                    .append("\n  id : Text\n  party : Party\nend\n");
            rules.concluding(
                    "p/k" + number++,
                    "rule \"" + kind + "\" when $f : " + kind + "( $x : id, $p : party ) not " + kind
                            + "( id != $x, party == $p ) then conclude( drools, new Holding( $f.id(), $p ) ); end");
        }
        declare(declarations.toString());
        assertThat(compiles(rules)).isTrue();
        assertThat(rules.compiled(Build.EXECUTABLE)).isNotNull();
    }

    private static boolean compiles(Rules rules) {
        try {
            rules.compiled(Build.CLASSIC);
            return true;
        } catch (InvalidInput e) {
            throw new AssertionError(e.diagnostics().toString(), e);
        }
    }

    // ---- in policies

    @Test
    void bothBuildsDrawTheSameFromDeclaredFacts() {
        declare("""
                declare enum Stage PLANNED, BUILT end

                /** @says {owner} runs {site} */
                declare Plant
                  id     : Text @key
                  owner  : Party
                  users  : List<Party>
                  stages : List<Stage>
                  stage  : Stage
                  output : Share
                  load   : Number @optional
                  hours  : Whole @optional
                  opened : Date @optional
                  leased : Truth
                  worth  : Money @optional
                  site   : Text
                end
                """);
        Rules rules = new Rules(folder)
                .concluding(
                        "p/a",
                        "rule \"all\" when $p : Plant( $o : owner, users contains \"u\", stage == Stage.BUILT,"
                                + " stages contains Stage.PLANNED, output.low >= 5, load > 1.5, hours >= 10,"
                                + " opened >= \"2020-01-01\", leased == true, worth > 100, site == \"s\" )"
                                + " then conclude( drools, new Exposure( $o, $p.site(), $p.worth() ) ); end\n"
                                + "rule \"none\" when Company( $x : id ) not Plant( owner == $x, stage != Stage.PLANNED )"
                                + " then conclude( drools, new Holding( $x, $x ) ); end\n"
                                + "rule \"sum\" when Company( $x : id ) accumulate( Plant( owner == $x, $w : worth, worth != null );"
                                + " $all : total( $w ) ) Plant( owner == $x, worth <= $all )"
                                + " then conclude( drools, new Funding( $x, $all ) ); end\n"
                                + "rule \"some\" when Company( $x : id ) exists( Plant( owner == $x, leased == true ) )"
                                + " then conclude( drools, new Supplies( $x, $x ) ); end");
        Kind plant = kind("Plant");
        Class<?> stage = (Class<?>) plant.type().getRecordComponents()[4].getType();
        Object built = Arrays.stream(stage.getEnumConstants())
                .filter(c -> c.toString().equals("BUILT"))
                .findFirst()
                .orElseThrow();
        Object planned = Arrays.stream(stage.getEnumConstants())
                .filter(c -> c.toString().equals("PLANNED"))
                .findFirst()
                .orElseThrow();
        Map<String, @Nullable Object> values = new TreeMap<>(Map.of(
                "id",
                "one",
                "owner",
                "o",
                "users",
                List.of("u"),
                "stages",
                List.of(planned),
                "stage",
                built,
                "output",
                new Range(BigDecimal.TEN, null),
                "load",
                BigDecimal.valueOf(2),
                "hours",
                10,
                "opened",
                LocalDate.of(2021, 1, 1),
                "leased",
                true));
        values.put("worth", BigDecimal.valueOf(1000));
        values.put("site", "s");
        Fact one = plant.create(values);
        values.put("id", "two");
        values.put("owner", "p");
        values.put("stage", planned);
        values.put("leased", false);
        values.put("worth", null);
        Fact two = plant.create(values);
        Derivation derivation = rules.on(Rules.company("o"), Rules.company("p"), one, two);
        assertThat(Rules.conclusions(derivation))
                .containsExactly(
                        "Exposure[holder=o, company=s, amount=1000]",
                        "Funding[company=o, amount=1000]",
                        "Holding[holder=p, company=p]",
                        "Supplies[supplier=o, customer=o]");
    }

    /** What the documents call a `declare` is one for every tool that reads DRL. */
    @Test
    void theExampleIsReadByBothGrammars() throws IOException, DroolsParserException {
        String text = Files.readString(EXAMPLE);
        for (LanguageLevelOption level : List.of(LanguageLevelOption.DRL6, LanguageLevelOption.DRL10)) {
            DrlParser parser = new DrlParser(level);
            @Nullable PackageDescr tree = parser.parse(true, text);
            assertThat(parser.getErrors()).as(level.name()).isEmpty();
            assertThat(tree).isNotNull();
            assertThat(String.valueOf(
                            tree == null
                                    ? null
                                    : tree.getTypeDeclarations().get(0).getTypeName()))
                    .isEqualTo("PowerContract");
        }
    }

    // ---- what the tests write

    private void declare(String text) {
        write(folder.resolve("vocabulary/own.drl"), text.replace("package vocabulary.power;", ""));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private final Map<String, PolicyFiles.Loaded> read = new TreeMap<>();

    private Kind kind(String name) {
        PolicyFiles.Loaded loaded = read.computeIfAbsent(folder.toString(), f -> PolicyFiles.read(List.of(folder)));
        assertThat(loaded.problems()).isEmpty();
        return loaded.policies().vocabulary().kind(name).orElseThrow();
    }

    private Map<String, @Nullable Object> values(String id, String seller) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        values.put("id", id);
        values.put("seller", seller);
        values.put("buyer", "c");
        values.put("site", "s");
        Class<?> source =
                (Class<?>) kind("PowerContract").type().getRecordComponents()[4].getType();
        values.put("source", source.getEnumConstants()[2]);
        values.put("amount", BigDecimal.valueOf(7));
        values.put("lastDelivery", Rules.TODAY);
        values.put("exclusive", true);
        values.put("sharers", List.of("p"));
        return values;
    }

    private static Map<String, String> components(Class<?> type) {
        Map<String, String> components = new TreeMap<>();
        for (RecordComponent c : type.getRecordComponents()) {
            components.put(
                    c.getName(),
                    c.getGenericType() + " " + Arrays.toString(c.getAnnotations()) + " " + c.getAnnotatedType());
        }
        return components;
    }

    private static Map<String, String> of(Map<String, String> all, String... names) {
        Map<String, String> some = new TreeMap<>();
        for (String name : names) {
            some.put(name, String.valueOf(all.get(name)));
        }
        return some;
    }
}
