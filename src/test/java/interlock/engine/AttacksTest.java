package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import interlock.Golden;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DiagnosticText;
import interlock.diagnostic.InvalidInput;
import interlock.engine.PolicyCompiler.Build;
import interlock.engine.sandbox.Bytecode;
import interlock.engine.sandbox.ClassGate;
import interlock.engine.sandbox.Words;
import interlock.policy.PolicyFiles;
import interlock.vocabulary.Range;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.drools.model.codegen.ExecutableModelProject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.InternalKieBuilder;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/**
 * Each policy in {@code attacks} tries to do what no policy may. It is refused twice, each time by code that does not
 * know of the other: when it is checked, and when its bare text is built. A canary tells whether anything of it ran.
 */
final class AttacksTest {
    private static final Path ATTACKS = Path.of("src/test/golden/attacks");
    private static final Path SINGING = Path.of("target/canary");
    private static final String CANARY = "interlock.canary";
    private static final Pattern FOREIGN =
            Pattern.compile("(?i)drools|mvel|\\bkie\\b|\\becj\\b|exception|antlr|descr\\b|parser|lambda|bytecode");

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> checkRefusesEachAttackAndSaysWhere() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path attack : attacks()) {
            tests.add(DynamicTest.dynamicTest(attack.getFileName().toString(), () -> {
                List<Diagnostic> told = checked(attack);
                assertThat(told).isNotEmpty();
                assertThat(told).anyMatch(d -> d.at().line() > 0 && d.snippet() != null);
                assertThat(told).allSatisfy(d -> {
                    assertThat((d.message() + " " + d.help()).replaceAll("`[^`]*`", "``"))
                            .doesNotContainPattern(FOREIGN)
                            .doesNotContain("\n");
                });
                Golden.check(expected(attack), DiagnosticText.of(told));
                assertNothingRan();
            }));
        }
        assertThat(tests).hasSizeGreaterThan(120);
        return tests;
    }

    @TestFactory
    List<DynamicTest> theGatesAloneRefuseEachAttackInItsBareText() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path attack : attacks()) {
            tests.add(DynamicTest.dynamicTest(attack.getFileName().toString(), () -> {
                String text = bare(attack);
                for (Build build : Build.values()) {
                    assertThatThrownBy(() -> PolicyCompiler.build(text, build))
                            .isInstanceOfSatisfying(
                                    InvalidInput.class,
                                    e -> assertThat(e.diagnostics())
                                            .isNotEmpty()
                                            // Refused by a gate, and not for being no program.
                                            .allMatch(d -> d.code().matches("IL17[0-4]")));
                }
                assertNothingRan();
            }));
        }
        return tests;
    }

    /** Without this the other tests would pass if the canary were dead. */
    @Test
    void theCanarySingsWhereThereIsNoGate() throws IOException {
        try {
            System.setProperty("drools.dateformat", "yyyy-MM-dd");
            KnowledgeBuilder builder = ungated(bare(ATTACKS.resolve("system-property.drl")));
            InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase();
            base.addPackages(builder.getKnowledgePackages());
            var session = base.newKieSession();
            session.insert(Rules.stake("i", "a", "b", 1));
            session.fireAllRules();
            session.dispose();
            assertThat(System.getProperty(CANARY)).isEqualTo("sang");
        } finally {
            System.clearProperty(CANARY);
        }
    }

    /** What gets past the gates of the text is stopped in the classes, before any of them is loaded. */
    @TestFactory
    Stream<DynamicTest> theLastGateRefusesWhatIsCompiled() {
        return Stream.of(
                        "process-exec",
                        "file-write",
                        "network-socket",
                        "reflection-get-class",
                        "reflection-for-name",
                        "reflection-class-literal",
                        "thread-start",
                        "system-exit",
                        "system-property",
                        "native-library",
                        "method-reference",
                        "unicode-escape-in-a-comment",
                        "drools-halt",
                        "drools-environment",
                        "enum-value-of",
                        "deserialization",
                        "jndi",
                        "service-loader",
                        "script-engine",
                        "mvel-from-a-string",
                        "our-own-files",
                        "string-repetition")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String text = bare(ATTACKS.resolve(name + ".drl"));
                    Map<String, SortedSet<String>> classic =
                            ClassGate.forbidden(Bytecode.of(ungated(text).getKnowledgePackages()), Words.builtIn());
                    assertThat(classic).isNotEmpty();
                    assertThat(ClassGate.forbidden(ungatedModel(text), Words.builtIn()))
                            .isNotEmpty();
                    assertNothingRan();
                }));
    }

    /** Conditions are classes too where everything is compiled. */
    @TestFactory
    Stream<DynamicTest> theLastGateRefusesConditionsThatAreCompiled() {
        return Stream.of(
                        "condition-calls-a-static",
                        "condition-through-get-class",
                        "condition-makes-something",
                        "eval",
                        "from-an-expression")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    assertThat(ClassGate.forbidden(ungatedModel(bare(ATTACKS.resolve(name + ".drl"))), Words.builtIn()))
                            .isNotEmpty();
                    assertNothingRan();
                }));
    }

    @Test
    void noShippedPolicyIsRefused() {
        PolicyFiles.Loaded shipped = PolicyFiles.read(List.of(Path.of("rules")));
        SortedSet<String> ids = interlock.parameter.ParameterFiles.read(List.of(Path.of("rules")))
                .parameters()
                .ids();
        assertThat(PolicyCompiler.check(shipped.policies(), ids)).isEmpty();
        for (Build build : Build.values()) {
            assertThat(PolicyCompiler.compile(shipped.policies(), ids, build)).isNotNull();
        }
    }

    /** Every comparison of every field of every kind that the reader has nothing against. */
    @Test
    void nothingThatMayBeWrittenIsRefused() {
        StringBuilder clauses = new StringBuilder();
        int number = 0;
        for (Class<?> kind : new Shelf(Vocabulary.builtIn()).kinds().values()) {
            List<String> conditions = new ArrayList<>();
            for (RecordComponent field : kind.getRecordComponents()) {
                conditions.addAll(conditions(field));
            }
            // Their ids are looked up.
            conditions.removeIf(c -> c.contains("a b-c")
                    && Set.of("Parameter", "Applicable", "Inapplicable", "Signal")
                            .contains(kind.getSimpleName()));
            number += conditions.size();
            clauses.append("rule \"")
                    .append(kind.getSimpleName())
                    .append("\"\nwhen\n  Investment( $x : investor, $m : amount )\n  ")
                    .append(kind.getSimpleName())
                    .append("( ")
                    .append(String.join(", ", conditions))
                    .append(" )\nthen\n  raise( drools, points( \"a\", 1 ), $x );\nend\n");
        }
        assertThat(number).isGreaterThan(300);
        Rules rules = new Rules(folder).raising("attack/none", clauses.toString());
        for (Build build : Build.values()) {
            assertThat(rules.compiled(build)).isNotNull();
        }
    }

    private static List<String> conditions(RecordComponent field) {
        String name = field.getName();
        Class<?> type = field.getType();
        if (type == String.class) {
            return List.of(
                    name + " == $x",
                    name + " != \"a b-c/ä\"",
                    name + " in ( \"a\", \"b\" )",
                    name + " not in ( \"a\", $x )",
                    "precedes( $x, " + name + " )",
                    name + " == null || " + name + " != $x");
        } else if (type == BigDecimal.class || type == Integer.class || type == int.class) {
            List<String> all =
                    new ArrayList<>(List.of("times( " + name + ", 2 ) > $m", "larger( " + name + ", $m ) == 3"));
            for (String sign : List.of("==", "!=", "<", "<=", ">", ">=")) {
                all.add(name + " " + sign + " 5");
                all.add(name + " " + sign + " -5");
                all.add(name + " " + sign + " $m");
                all.add(name + " > 1 && " + name + " " + sign + " 9");
            }
            return all;
        } else if (type == boolean.class) {
            return List.of(name, name + " == true", name + " != false");
        } else if (type == LocalDate.class) {
            return List.of(name + " >= \"2026-01-30\"", name + " == null", name + " < \"2026-01-30\"");
        } else if (type == Range.class) {
            return List.of(name + ".low >= 5", name + ".high != null", name + ".low > $m");
        } else if (type == List.class) {
            String element = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0].getTypeName();
            String home = element.substring(element.lastIndexOf('$') + 1);
            String value = new Shelf(Vocabulary.builtIn()).names().containsKey(home)
                    ? home + "."
                            + new Shelf(Vocabulary.builtIn()).names().get(home).get(0)
                    : "\"a\"";
            return List.of(name + " contains " + value, name + " not contains " + value);
        }
        String home = type.getSimpleName();
        return List.of(
                name + " == " + home + "."
                        + new Shelf(Vocabulary.builtIn()).names().get(home).get(0),
                name + " != " + home + "."
                        + new Shelf(Vocabulary.builtIn()).names().get(home).get(0),
                name + " in ( " + home + "."
                        + new Shelf(Vocabulary.builtIn()).names().get(home).get(0) + " )");
    }

    @Test
    void noPolicyPretendsToBeOurs() throws IOException {
        Path file = Files.createDirectories(folder.resolve("rules/interlock/policy/dsl"))
                .resolve("verbs.drl");
        Files.writeString(
                file,
                Files.readString(ATTACKS.resolve("system-property.drl"))
                        .replaceFirst("package .*;", "package interlock.policy.dsl.verbs;"));
        assertThat(PolicyFiles.read(List.of(folder.resolve("rules"))).problems())
                .extracting(Diagnostic::code)
                .contains("IL176");
    }

    @Test
    void whatAGateAllowsToBeConcludedIsWhatTheReaderAllows() {
        assertThat(Set.copyOf(Words.builtIn().conclusions())).isEqualTo(Consequence.CONCLUSIONS);
    }

    // ---- attacks

    private static List<Path> attacks() throws IOException {
        try (Stream<Path> files = Files.list(ATTACKS)) {
            return files.filter(f -> f.toString().endsWith(".drl")).sorted().toList();
        }
    }

    private static Path expected(Path attack) {
        return Path.of(attack.toString().replaceFirst("\\.drl$", ".txt"));
    }

    private List<Diagnostic> checked(Path attack) throws IOException {
        Path rules = folder.resolve("rules");
        Path file = Files.createDirectories(rules.resolve("attack")).resolve(attack.getFileName());
        Files.copy(attack, file);
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(rules));
        Set<Diagnostic> all = new TreeSet<>(loaded.problems());
        all.addAll(PolicyCompiler.check(loaded.policies(), new TreeSet<>()));
        String root = folder.toString().replace('\\', '/') + "/";
        List<Diagnostic> shown = new ArrayList<>();
        for (Diagnostic d : all) {
            shown.add(new Diagnostic(
                    d.code(),
                    d.severity(),
                    new interlock.diagnostic.Location(
                            d.at().file().replace(root, ""), d.at().line(), d.at().column(), d.at().length()),
                    d.message(),
                    d.help(),
                    d.snippet()));
        }
        Files.delete(file);
        return shown;
    }

    /** The text as if no one had read it: in our package, with our imports, and all that stands in the file. */
    private static String bare(Path attack) {
        try {
            String text = Files.readString(attack);
            return "package interlock.policies;" + text.substring(text.indexOf(';', text.indexOf("\npackage ")) + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KnowledgeBuilder ungated(String text) {
        KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
        builder.add(ResourceFactory.newReaderResource(new StringReader(text)), ResourceType.DRL);
        assertThat(builder.hasErrors()).as(builder.getErrors().toString()).isFalse();
        return builder;
    }

    private static Map<String, byte[]> ungatedModel(String text) {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/interlock/policies.drl", text);
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        assertThat(builder.getResults().getMessages()).isEmpty();
        return Bytecode.of(((InternalKieBuilder) builder).getKieModuleIgnoringErrors());
    }

    private static void assertNothingRan() {
        assertThat(System.getProperty(CANARY)).isNull();
        assertThat(SINGING).doesNotExist();
    }
}
