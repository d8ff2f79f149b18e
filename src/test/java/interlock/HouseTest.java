package interlock;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Range;
import interlock.vocabulary.Records;
import interlock.vocabulary.Says;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The house as src/docs/house.md draws it: rooms, floors, and what may be done where. */
final class HouseTest {
    private static final String ROOT = "interlock";
    private static final Path SOURCES = Path.of("src/main/java");

    /** The rooms of each floor, lowest first, as packages below the root; the facade is the root itself. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("vocabulary", "diagnostic"),
            Set.of("json", "fact", "policy", "parameter"),
            Set.of("derivation", "derive", "score"),
            Set.of("policy.dsl", "engine", "engine.sandbox", "scenario"),
            Set.of("report", "report.render", "policytest", "scaffold"),
            Set.of("", "importer"),
            Set.of("web", "watch", "lsp", "scale"),
            Set.of("cli"));

    /** The steps between rooms of one floor: from a room to those beside it that it may use. */
    private static final Map<String, Set<String>> STEPS = Map.of(
            "fact", Set.of("json"),
            "policy", Set.of("json"),
            "parameter", Set.of("json"),
            "derivation", Set.of("score"),
            "derive", Set.of("score"),
            "engine", Set.of("policy.dsl", "engine.sandbox"),
            "engine.sandbox", Set.of("policy.dsl"),
            "scenario", Set.of("engine"),
            "report.render", Set.of("report"),
            "scaffold", Set.of("policytest"));

    /** Rooms that are there today; a rule about them must never pass by finding nothing. */
    private static final Set<String> FURNISHED = Set.of(
            "vocabulary",
            "diagnostic",
            "json",
            "fact",
            "policy",
            "policy.dsl",
            "parameter",
            "derivation",
            "derive",
            "score",
            "engine",
            "engine.sandbox",
            "scenario",
            "report",
            "report.render",
            "scaffold",
            "",
            "watch",
            "scale",
            "cli");

    /**
     * The fields that change, all private: places in a text, depths and counts of readers that are used once. The list
     * may only grow shorter.
     */
    private static final Set<String> MOVING = Set.of(
            "interlock.engine.ClauseText.position",
            "interlock.fact.Findings.errors",
            "interlock.json.CsvTable$Scanner.position",
            "interlock.json.JsonReader.depth",
            "interlock.json.JsonReader.position",
            "interlock.json.YamlReader.depth",
            "interlock.policy.PolicyScanner.header",
            "interlock.policy.PolicyScanner.packageName",
            "interlock.policy.PolicyScanner.packageStart",
            "interlock.policy.PolicyScanner.pending",
            "interlock.policy.PolicyScanner.position");

    private static final Set<String> GENERIC =
            Set.of("java.lang.Exception", "java.lang.RuntimeException", "java.lang.Throwable", "java.lang.Error");
    private static final Pattern CATCH = Pattern.compile("\\bcatch\\s*\\(([^)]*)\\)");
    private static final Pattern GENERIC_NAME =
            Pattern.compile("(?<![\\w.])(?:java\\.lang\\.)?(Exception|RuntimeException|Throwable|Error)\\b");
    private static final Pattern KIND = Pattern.compile("^    record (\\w+)\\(", Pattern.MULTILINE);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Fact.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void theHouseIsNotEmpty() {
        assertThat(CLASSES.size()).isGreaterThan(200);
        Set<String> inhabited = CLASSES.stream()
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .map(HouseTest::room)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(inhabited).containsAll(FURNISHED);
    }

    @Test
    void everyRoomIsDrawn() {
        Set<String> drawn = FLOORS.stream().flatMap(Set::stream).collect(Collectors.toSet());
        assertThat(drawn).containsAll(FURNISHED).containsAll(STEPS.keySet());
        assertThat(CLASSES.stream()
                        .filter(c -> !drawn.contains(room(c)))
                        .map(JavaClass::getName)
                        .toList())
                .as("classes in packages that src/docs/house.md does not know")
                .isEmpty();
    }

    @Test
    void aRoomUsesOnlyWhatLiesBelowIt() {
        List<String> breaches = new ArrayList<>();
        int looked = 0;
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (inHouse(to) && !room(to).equals(room(from))) {
                    looked++;
                    if (!mayUse(room(from), room(to))) {
                        breaches.add(dependency.getDescription());
                    }
                }
            }
        }
        assertThat(looked).isGreaterThan(500);
        assertThat(breaches).isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheEngineAndTheVerbsKnowDrools() {
        noClasses()
                .that(areOutsideRooms("engine", "engine.sandbox", "policy.dsl"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.drools..", "org.kie..", "org.mvel..", "org.mvel2..")
                .check(CLASSES);
    }

    @Test
    void onlyFourClassesKnowTheInternalsOfDrools() {
        DescribedPredicate<JavaClass> internals = resideInAnyPackage("org.drools.core..");
        Set<String> users = CLASSES.stream()
                .filter(c -> c.getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> internals.test(d.getTargetClass().getBaseComponentType())))
                .map(c -> c.getName().replaceFirst("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(users)
                .containsExactly(
                        ROOT + ".engine.sandbox.Bytecode",
                        ROOT + ".engine.sandbox.Network",
                        ROOT + ".engine.sandbox.Turnstile",
                        ROOT + ".policy.dsl.Tuples");
    }

    @Test
    void onlyTheEngineParsesJava() {
        noClasses()
                .that(areOutsideRooms("engine", "engine.sandbox"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.github.javaparser..")
                .check(CLASSES);
    }

    @Test
    void theVocabularyIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".vocabulary..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify.annotations..", ROOT + ".vocabulary..")
                .check(CLASSES);
    }

    @Test
    void classesAreMadeInOneRoom() {
        noClasses()
                .that(areOutsideRooms("policy", "engine.sandbox"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm..")
                .check(CLASSES);
    }

    @Test
    void jacksonStaysWhereFilesAreReadAndWritten() {
        noClasses()
                .that(areOutsideRooms("json", "fact", "parameter", "report.render", "policytest", "importer", "web"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CLASSES);
    }

    @Test
    void graphsAreWalkedInOneRoom() {
        noClasses()
                .that(areOutsideRooms("derive"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jgrapht..")
                .check(CLASSES);
    }

    @Test
    void yamlIsReadInOneRoom() {
        noClasses()
                .that(areOutsideRooms("json"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml.snakeyaml..")
                .check(CLASSES);
    }

    @Test
    void anImporterSeesOnlyTheLowestFloors() {
        List<String> breaches = accessesBetweenRooms("importer")
                .filter(d -> floor(room(d.getTargetClass().getBaseComponentType())) > 1)
                .map(Dependency::getDescription)
                .toList();
        assertThat(breaches).isEmpty();
    }

    @Test
    void onlyTheCommandLineTouchesTheStandardStreams() {
        assertThat(accesses(HouseTest::touchesStandardStream, c -> !room(c).equals("cli")))
                .isEmpty();
    }

    @Test
    void onlyTheCommandLineStartsOtherPrograms() {
        assertThat(accesses(
                        t -> t.getOwner().isEquivalentTo(ProcessBuilder.class) || isMethod(t, Runtime.class, "exec"),
                        c -> !room(c).equals("cli")))
                .isEmpty();
    }

    @Test
    void onlyMainExits() {
        assertThat(accesses(
                        t -> isMethod(t, System.class, "exit")
                                || isMethod(t, Runtime.class, "exit")
                                || isMethod(t, Runtime.class, "halt"),
                        c -> !c.getName().equals(ROOT + ".cli.Main")))
                .isEmpty();
    }

    @Test
    void noClockAndNoDice() {
        assertThat(accesses(
                        t -> tellsTime(t) || throwsDice(t),
                        c -> !Set.of("cli", "web").contains(room(c))
                                && !c.getName().equals(ROOT + ".scenario.Sampler")))
                .isEmpty();
    }

    @Test
    void noMethodDeclaresOrMakesAGenericException() {
        List<String> declared = CLASSES.stream()
                .flatMap(c -> c.getCodeUnits().stream())
                // The compiler's own bridges repeat what a library's interface declares.
                .filter(u -> !u.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(u -> u.getThrowsClause().stream()
                        .anyMatch(t -> GENERIC.contains(t.getRawType().getName())))
                .map(u -> u.getFullName())
                .toList();
        assertThat(declared).isEmpty();
        assertThat(CLASSES.stream()
                        .flatMap(c -> c.getConstructorCallsFromSelf().stream())
                        .filter(call -> GENERIC.contains(call.getTargetOwner().getName()))
                        // A class of exceptions calls the constructor above it.
                        .filter(call -> !(call.getOrigin().isConstructor()
                                && call.getOriginOwner().isAssignableTo(Throwable.class)))
                        .map(JavaAccess::getDescription)
                        .toList())
                .isEmpty();
    }

    /** Read off the sources, since a class file catches everything wherever a resource is closed. */
    @Test
    void nothingCatchesGenericExceptionsButMain() throws IOException {
        List<String> breaches = new ArrayList<>();
        int catches = 0;
        for (Path source : sources()) {
            Matcher m = CATCH.matcher(Files.readString(source));
            while (m.find()) {
                catches++;
                if (GENERIC_NAME.matcher(m.group(1)).find() && !source.endsWith(Path.of("cli", "Main.java"))) {
                    breaches.add(source + ": " + m.group());
                }
            }
        }
        assertThat(catches).isGreaterThan(10);
        assertThat(breaches).isEmpty();
    }

    @Test
    void fieldsAreFinal() {
        Set<String> changing = CLASSES.stream()
                .flatMap(c -> c.getFields().stream())
                .filter(f -> !f.getModifiers().contains(JavaModifier.FINAL))
                .filter(f -> !f.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(f -> !isSetByTheCommandLine(f))
                .map(JavaField::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(changing).isSubsetOf(MOVING);
        assertThat(MOVING)
                .as("fields that no longer change; take them off the list")
                .isSubsetOf(changing);
        assertThat(MOVING)
                .allSatisfy(name -> assertThat(CLASSES.get(name.substring(0, name.lastIndexOf('.')))
                                .getField(name.substring(name.lastIndexOf('.') + 1))
                                .getModifiers())
                        .contains(JavaModifier.PRIVATE)
                        .doesNotContain(JavaModifier.STATIC));
    }

    @Test
    void nothingStaticCanChange() {
        assertThat(CLASSES.stream()
                        .flatMap(c -> c.getFields().stream())
                        .filter(f -> f.getModifiers().contains(JavaModifier.STATIC))
                        .filter(f -> !f.getModifiers().contains(JavaModifier.FINAL))
                        .map(JavaField::getFullName)
                        .toList())
                .isEmpty();
    }

    @Test
    void classesAreFinalOrSealed() {
        List<String> breaches = CLASSES.stream()
                .filter(c -> !c.isInterface() && !c.isEnum() && !c.isRecord() && !c.isAnonymousClass())
                .filter(c -> !c.getSimpleName().equals("package-info"))
                .filter(c -> !c.getModifiers().contains(JavaModifier.FINAL))
                .filter(c -> !c.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(c -> !c.reflect().isSealed())
                // A constant of an enum with a body.
                .filter(c -> c.getRawSuperclass().map(s -> !s.isEnum()).orElse(true))
                .map(JavaClass::getName)
                .sorted()
                .toList();
        assertThat(breaches).isEmpty();
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIs() throws IOException, ClassNotFoundException {
        Set<String> packages = new TreeSet<>();
        for (Path source : sources()) {
            packages.add(SOURCES.relativize(source.getParent())
                    .toString()
                    .replace('/', '.')
                    .replace('\\', '.'));
        }
        assertThat(packages).hasSizeGreaterThan(10);
        for (String name : packages) {
            Path page = SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java");
            assertThat(page).exists();
            assertThat(Files.readString(page)).as(page.toString()).startsWith("/** ");
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as(name + " is null-marked")
                    .isTrue();
        }
    }

    @Test
    void namesSayWhatAThingIs() {
        List<String> breaches = CLASSES.stream()
                .filter(c -> {
                    String name = c.getSimpleName();
                    return name.matches(".*(Utils?|Helpers?|Managers?|Impl)")
                            || name.matches("(Abstract|Base)[A-Z].*")
                            || c.getPackageName().matches(".*\\.(common|core|service|model|utils?|helpers?)(\\..*)?");
                })
                .map(JavaClass::getName)
                .toList();
        assertThat(breaches).isEmpty();
    }

    @Test
    void noInterfaceHasASingleImplementation() {
        List<String> breaches = CLASSES.stream()
                .filter(c -> c.isInterface() && !c.isAnnotation())
                .filter(c -> c.getAllSubclasses().size() == 1)
                .map(JavaClass::getName)
                .toList();
        assertThat(breaches).as("interfaces with a single implementation").isEmpty();
    }

    @Test
    void fieldsOfFactsAndConclusionsAreSafeInPolicies() {
        List<String> breaches = new ArrayList<>();
        for (Class<?> kind : kinds()) {
            for (String name : Records.components(kind)) {
                // Drools 10.2: its compiler of executable models takes such names for its own.
                boolean taken =
                        Stream.of("alphaIndexedBy", "betaIndexedBy", "bind").anyMatch(s -> s.contains(name));
                // Drools 10.2: what begins like an accessor is read as one, so `issuer` becomes `suer`.
                boolean misread = name.startsWith("is") || name.startsWith("get");
                if (taken || misread || !name.matches("[a-z][A-Za-z]*")) {
                    breaches.add(kind.getSimpleName() + "." + name);
                }
            }
        }
        assertThat(breaches).isEmpty();
    }

    @Test
    void fieldsOfFactsAndConclusionsHaveTypesThatPoliciesCanCompare() {
        Set<Class<?>> ofFacts =
                Set.of(String.class, BigDecimal.class, Integer.class, boolean.class, LocalDate.class, Range.class);
        Set<Class<?>> ofConclusions = Set.of(String.class, BigDecimal.class, int.class, boolean.class, LocalDate.class);
        List<String> breaches = new ArrayList<>();
        for (Class<?> kind : kinds()) {
            Set<Class<?>> plain = Fact.class.isAssignableFrom(kind) ? ofFacts : ofConclusions;
            for (RecordComponent component : kind.getRecordComponents()) {
                Class<?> type =
                        component.getType() == List.class ? element(component.getGenericType()) : component.getType();
                boolean list = component.getType() == List.class;
                boolean allowed = type.isEnum() || (list ? type == String.class : plain.contains(type));
                if (!allowed) {
                    breaches.add(component + " of " + kind.getSimpleName());
                }
            }
        }
        assertThat(breaches).isEmpty();
    }

    /**
     * Where {@code permits} is left out, the compiler of JDK 17 lists first what another file that it happens to read
     * earlier imports by name; schema, headers and messages would depend on the order of files in a folder.
     */
    @Test
    void kindsAreListedInTheOrderOfTheirPage() throws IOException {
        for (Class<?> page : List.of(Fact.class, Derived.class)) {
            String source = Files.readString(
                    SOURCES.resolve(page.getName().replace('.', '/').concat(".java")));
            List<String> declared =
                    KIND.matcher(source).results().map(r -> r.group(1)).toList();
            assertThat(Stream.of(page.getPermittedSubclasses())
                            .filter(k -> k != Fact.Declared.class)
                            .map(Class::getSimpleName))
                    .containsExactlyElementsOf(declared);
            assertThat(source).contains("permits");
        }
    }

    @Test
    void theFirstFieldOfAFactIsItsId() {
        assertThat(Stream.of(Fact.class.getPermittedSubclasses()).filter(k -> k != Fact.Declared.class))
                .hasSizeGreaterThan(15)
                .allSatisfy(kind -> assertThat(Records.components(kind).get(0)).isEqualTo("id"));
    }

    @Test
    void everyFactAndConclusionHasItsSentence() {
        for (Class<?> kind : kinds()) {
            Says says = kind.getAnnotation(Says.class);
            assertThat(says).as(kind.getSimpleName() + " has @Says").isNotNull();
            List<String> placeholders = PLACEHOLDER
                    .matcher(says.value())
                    .results()
                    .map(r -> r.group(1))
                    .toList();
            assertThat(placeholders).as(kind.getSimpleName()).isNotEmpty();
            assertThat(Records.components(kind)).as(kind.getSimpleName()).containsAll(placeholders);
        }
    }

    // ---- rooms

    private static boolean inHouse(JavaClass c) {
        return c.getPackageName().equals(ROOT) || c.getPackageName().startsWith(ROOT + ".");
    }

    private static String room(JavaClass c) {
        return c.getPackageName().equals(ROOT) ? "" : c.getPackageName().substring(ROOT.length() + 1);
    }

    private static int floor(String room) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(room)) {
                return floor;
            }
        }
        throw new AssertionError("the room " + room + " is on no floor; draw it here and in src/docs/house.md");
    }

    private static boolean mayUse(String room, String other) {
        return floor(other) < floor(room)
                || (floor(other) == floor(room)
                        && STEPS.getOrDefault(room, Set.of()).contains(other));
    }

    private static DescribedPredicate<JavaClass> areOutsideRooms(String... rooms) {
        Set<String> within = Set.of(rooms);
        return DescribedPredicate.describe("are outside " + String.join(", ", rooms), c -> !within.contains(room(c)));
    }

    private static Stream<Dependency> accessesBetweenRooms(String from) {
        return CLASSES.stream()
                .filter(c -> room(c).equals(from))
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .filter(d -> inHouse(d.getTargetClass().getBaseComponentType()))
                .filter(d -> !room(d.getTargetClass().getBaseComponentType()).equals(from));
    }

    // ---- accesses

    private static List<String> accesses(Predicate<AccessTarget> target, Predicate<JavaClass> from) {
        List<JavaAccess<?>> all =
                CLASSES.stream().flatMap(c -> c.getAccessesFromSelf().stream()).collect(Collectors.toList());
        assertThat(all).hasSizeGreaterThan(1000);
        return all.stream()
                .filter(a -> from.test(a.getOriginOwner()) && target.test(a.getTarget()))
                .map(JavaAccess::getDescription)
                .toList();
    }

    private static boolean isMethod(AccessTarget target, Class<?> owner, String name) {
        return target.getOwner().isEquivalentTo(owner) && target.getName().equals(name);
    }

    private static boolean touchesStandardStream(AccessTarget t) {
        return (t.getOwner().isEquivalentTo(System.class)
                        && Set.of("in", "out", "err", "setIn", "setOut", "setErr", "console")
                                .contains(t.getName()))
                || (t.getOwner().isAssignableTo(Throwable.class)
                        && t.getName().equals("printStackTrace")
                        && t instanceof AccessTarget.CodeUnitAccessTarget call
                        && call.getRawParameterTypes().isEmpty());
    }

    private static boolean tellsTime(AccessTarget t) {
        String owner = t.getOwner().getName();
        return (owner.startsWith("java.time.") && t.getName().equals("now"))
                || (owner.equals("java.time.Clock") && t.getName().startsWith("system"))
                || (owner.equals("java.time.Clock") && t.getName().startsWith("tick"))
                || isMethod(t, System.class, "currentTimeMillis")
                || isMethod(t, System.class, "nanoTime")
                || (owner.equals("java.util.Calendar") && t.getName().equals("getInstance"))
                || (Set.of("java.util.Date", "java.util.GregorianCalendar").contains(owner)
                        && t.getName().equals("<init>"));
    }

    private static boolean throwsDice(AccessTarget t) {
        return t.getOwner().isAssignableTo(java.util.random.RandomGenerator.class)
                || t.getOwner().isEquivalentTo(java.util.random.RandomGenerator.class)
                || isMethod(t, Math.class, "random")
                || isMethod(t, StrictMath.class, "random")
                || isMethod(t, java.util.UUID.class, "randomUUID")
                || isMethod(t, java.util.Collections.class, "shuffle");
    }

    /** Options and arguments of a verb are set from outside; picocli cannot set a final field. */
    private static boolean isSetByTheCommandLine(JavaField field) {
        return room(field.getOwner()).equals("cli")
                && !Modifier.isStatic(field.reflect().getModifiers())
                && Arrays.stream(field.reflect().getAnnotations())
                        .anyMatch(a -> a.annotationType().getName().startsWith("picocli."));
    }

    // ---- sources and kinds

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
            assertThat(sources).hasSizeGreaterThan(80);
            return sources;
        }
    }

    private static List<Class<?>> kinds() {
        List<Class<?>> kinds = Stream.concat(
                        Stream.of(Fact.class.getPermittedSubclasses()).filter(k -> k != Fact.Declared.class),
                        Stream.of(Derived.class.getPermittedSubclasses()))
                .collect(Collectors.toList());
        assertThat(kinds).hasSizeGreaterThan(25).allMatch(Class::isRecord);
        return kinds;
    }

    private static Class<?> element(Type list) {
        return (Class<?>) ((ParameterizedType) list).getActualTypeArguments()[0];
    }
}
