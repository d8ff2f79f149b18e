package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.derivation.Derivation;
import interlock.derivation.Premise;
import interlock.derivation.Step;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.engine.PolicyCompiler.Build;
import interlock.fact.Given;
import interlock.fact.World;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.vocabulary.Derived;
import interlock.vocabulary.Derived.Parameter;
import interlock.vocabulary.Fact;
import interlock.vocabulary.Fact.Company;
import interlock.vocabulary.Fact.CompanyRole;
import interlock.vocabulary.Fact.Good;
import interlock.vocabulary.Fact.Instrument;
import interlock.vocabulary.Fact.Investment;
import interlock.vocabulary.Fact.Rivalry;
import interlock.vocabulary.Fact.SupplyContract;
import interlock.vocabulary.Range;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.crypto.SecretKey;

/** Policies written from text into a folder and evaluated on a few facts: first one build, then the other, as one. */
final class Rules {
    static final LocalDate TODAY = LocalDate.of(2026, 1, 30);
    private static final int FIRINGS = 100_000;
    private static final SecretKey SEAL = SealedFiles.seal(new byte[32]);

    private final Path folder;
    private final SortedSet<String> parameters = new TreeSet<>();

    Rules(Path folder) {
        this.folder = folder;
    }

    /** A policy that raises signals. */
    Rules raising(String id, String clauses) {
        return file(id, " * @level screen\n * @says something\n", clauses);
    }

    /** A policy that only concludes. */
    Rules concluding(String id, String clauses) {
        return file(id, "", clauses);
    }

    /** A parameter that policies may ask for. */
    Rules parameter(String id) {
        parameters.add(id);
        return this;
    }

    private Rules file(String id, String tags, String clauses) {
        String text = "/**\n * @title a test\n * @version 1.0\n" + tags + " */\npackage "
                + id.replace('/', '.').replace('-', '_') + ";\n"
                + "import interlock.vocabulary.Fact.*;\nimport interlock.vocabulary.Derived.*;\n"
                + "import function interlock.policy.dsl.Verbs.*;\n\n" + clauses;
        try {
            Path file = folder.resolve(id + ".drl");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    CompiledPolicies compiled(Build build) {
        return PolicyCompiler.compile(read(), parameters, build);
    }

    private PolicySet read() {
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(folder));
        if (!loaded.problems().isEmpty()) {
            throw new InvalidInput(loaded.problems());
        }
        return loaded.policies();
    }

    /** Everything that is wrong with the policies. */
    List<Diagnostic> problems() {
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(folder));
        List<Diagnostic> all = new ArrayList<>(loaded.problems());
        all.addAll(PolicyCompiler.check(loaded.policies(), parameters));
        return all;
    }

    /**
     * What follows from facts and givens, after making sure that both builds agree on it to the last binding, and that
     * what a cache has kept of the one does too.
     */
    Derivation on(Object... factsAndGivens) {
        World world = world(factsAndGivens);
        PolicySet policies = read();
        Derivation classic =
                Engine.evaluate(world, PolicyCompiler.compile(policies, parameters, Build.CLASSIC), FIRINGS);
        Derivation executable =
                Engine.evaluate(world, PolicyCompiler.compile(policies, parameters, Build.EXECUTABLE), FIRINGS);
        assertThat(executable.steps()).isEqualTo(classic.steps());
        Derivation kept = Engine.evaluate(world, kept(policies), FIRINGS);
        assertThat(kept.steps()).isEqualTo(classic.steps());
        assertThat(Engine.disagreements(classic, executable)).isEmpty();
        return classic;
    }

    private CompiledPolicies kept(PolicySet policies) {
        CompileCache cache = new CompileCache(folder.resolveSibling(folder.getFileName() + ".cache"), SEAL, "tests");
        PolicyCompiler.compile(policies, parameters, cache);
        assertThat(cache.read(
                        cache.name(policies, parameters), policies.vocabulary().loader()))
                .isPresent();
        return PolicyCompiler.compile(policies, parameters, cache);
    }

    static World world(Object... factsAndGivens) {
        List<Fact> facts = new ArrayList<>();
        List<Given> givens = new ArrayList<>();
        for (Object o : factsAndGivens) {
            if (o instanceof Fact fact) {
                facts.add(fact);
            } else {
                givens.add(new Given((Derived) o, List.of()));
            }
        }
        return new World(TODAY, facts, givens);
    }

    // ---- facts

    static Company lab(String id) {
        return company(id, CompanyRole.AI_LAB);
    }

    static Company company(String id, CompanyRole... roles) {
        return new Company(id, id, List.of(roles), null, null, List.of(), List.of(), Range.UNKNOWN);
    }

    /** Of that much money; null if it is not disclosed. */
    static Investment stake(String id, String investor, String investee, Integer amount) {
        return new Investment(
                id,
                investor,
                investee,
                amount == null ? null : BigDecimal.valueOf(amount),
                null,
                Range.UNKNOWN,
                Range.UNKNOWN,
                Instrument.EQUITY,
                List.of(),
                null,
                null,
                null);
    }

    static Investment stakeOf(String id, String investor, String investee, int percent) {
        return new Investment(
                id,
                investor,
                investee,
                null,
                null,
                new Range(BigDecimal.valueOf(percent), BigDecimal.valueOf(percent)),
                Range.UNKNOWN,
                Instrument.EQUITY,
                List.of(),
                null,
                null,
                null);
    }

    static SupplyContract supply(String id, String supplier, String customer, Integer amount) {
        return new SupplyContract(
                id,
                supplier,
                customer,
                Good.CLOUD,
                amount == null ? null : BigDecimal.valueOf(amount),
                null,
                null,
                false,
                null,
                null);
    }

    static Rivalry rivalry(String id, String left, String right) {
        return new Rivalry(id, left, right, "models");
    }

    static Parameter threshold(String id, int value) {
        return new Parameter(id, BigDecimal.valueOf(value), null, null, "USD", null);
    }

    // ---- what a step says

    /** The premises in order, each as how and what: {@code MATCHED openai}. */
    static List<String> premises(Step step) {
        return step.premises().stream().map(p -> p.how() + " " + shortKey(p)).toList();
    }

    private static String shortKey(Premise premise) {
        return premise.item() instanceof Derived derived
                ? derived.getClass().getSimpleName()
                        + derived.toString()
                                .replaceAll("^\\w+\\[|\\]$", " ")
                                .replaceAll("\\w+=", "")
                                .stripTrailing()
                : premise.key();
    }

    /** The only step. */
    static Step only(Derivation derivation) {
        assertThat(derivation.steps()).hasSize(1);
        return derivation.steps().get(0);
    }

    /** The conclusions, each once, as text. */
    static List<String> conclusions(Derivation derivation) {
        return derivation.steps().stream()
                .map(s -> s.conclusion().toString())
                .distinct()
                .sorted()
                .toList();
    }
}
