package interlock.engine;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.engine.sandbox.Bytecode;
import interlock.engine.sandbox.ClassGate;
import interlock.engine.sandbox.Refusal;
import interlock.engine.sandbox.TextGate;
import interlock.engine.sandbox.TreeGate;
import interlock.engine.sandbox.Turnstile;
import interlock.engine.sandbox.Words;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.policy.dsl.ClauseBook;
import interlock.vocabulary.Vocabulary;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.compiler.compiler.DescrBuildError;
import org.drools.compiler.kie.builder.impl.DrlProject;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.definition.KiePackage;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieContainer;
import org.kie.internal.builder.InternalKieBuilder;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.builder.KnowledgeBuilderResult;
import org.kie.internal.builder.ResultSeverity;
import org.kie.internal.io.ResourceFactory;
import org.kie.internal.jci.CompilationProblem;

/**
 * Checks policies and compiles them, each stage into one rule base of one package: Drools 10.2 can silently lose firings of
 * rules that lie in several packages of a base (apache/incubator-kie issues 7109 and 7115).
 */
public final class PolicyCompiler {
    private static final String HEADER = String.join(
            " ",
            "package interlock.policies;",
            "import interlock.vocabulary.Fact.*;",
            "import interlock.vocabulary.Derived.*;",
            "import interlock.vocabulary.Level;",
            "import function interlock.policy.dsl.Verbs.*;",
            "import accumulate interlock.policy.dsl.Total total;",
            "import accumulate interlock.policy.dsl.Largest largest;",
            "import accumulate interlock.policy.dsl.Concentration concentration;",
            "import accumulate interlock.policy.dsl.EffectiveNumber effectiveNumber;",
            "import accumulate interlock.policy.dsl.Each each;");

    /** The ways in which Drools can build rules; that they agree is what a self-check relies on. */
    public enum Build {
        /** Interpreted conditions, nodes shared between rules. */
        CLASSIC,
        /** Everything compiled to classes, no node shared after a join. */
        EXECUTABLE
    }

    private PolicyCompiler() {}

    /**
     * Everything that is wrong with the policies themselves, sorted; empty if they can be compiled.
     *
     * @param parameterIds every parameter on file
     */
    public static List<Diagnostic> check(PolicySet policies, SortedSet<String> parameterIds) {
        return check(policies, parameterIds, new KeptStages());
    }

    /**
     * The same, with what was compiled before passed over.
     *
     * @param parameterIds every parameter on file
     */
    public static List<Diagnostic> check(PolicySet policies, SortedSet<String> parameterIds, KeptStages kept) {
        return check(policies, kept.read(policies, parameterIds), kept);
    }

    private static List<Diagnostic> check(PolicySet policies, List<PolicyReader> readers, KeptStages kept) {
        List<Diagnostic> problems = new ArrayList<>();
        readers.forEach(r -> problems.addAll(r.problems()));
        // What else is wrong with the clauses that could be read, whatever is wrong with the others.
        List<ClauseShape> shapes = shapes(readers);
        Strata strata = Strata.of(shapes);
        if (!strata.cycle().isEmpty()) {
            problems.addAll(Ring.drawn(clauses(readers), strata.cycle()));
        } else if (!shapes.isEmpty()) {
            for (List<ClauseShape> stage : Stage.of(shapes)) {
                Text text = Text.of(policies.vocabulary(), stage, strata);
                if (kept.get(text.drl(), policies.vocabulary()).isEmpty()) {
                    problems.addAll(judgedAndBuilt(text, stage, strata, policies, kept));
                }
            }
        }
        return problems.stream().sorted().distinct().toList();
    }

    private static List<Diagnostic> judgedAndBuilt(
            Text text, List<ClauseShape> stage, Strata strata, PolicySet policies, KeptStages kept) {
        List<Diagnostic> problems = new ArrayList<>();
        List<Refusal> refusals = refusals(TextGate.judge(text.drl(), Words.of(policies.vocabulary())));
        refusals.forEach(r -> problems.add(text.refused(policies, r)));
        // The builder gets to see only what the gate lets through.
        Set<ClauseShape> refused = refusals.stream().flatMap(text::clause).collect(Collectors.toSet());
        List<ClauseShape> rest =
                stage.stream().filter(s -> !refused.contains(s)).toList();
        if (!rest.isEmpty()) {
            problems.addAll(secondOpinion(policies, rest, strata, kept));
        }
        return problems;
    }

    /**
     * Compiles the policies, as far as a cache does not have them compiled.
     *
     * @throws InvalidInput with all problems, if there are any
     */
    public static CompiledPolicies compile(PolicySet policies, SortedSet<String> parameterIds, CompileCache cache) {
        String name = cache.name(policies, parameterIds);
        ClassLoader loader = policies.vocabulary().loader();
        // Drools 10.2: without this a date in a policy kills the reader of conditions.
        System.setProperty("drools.dateformat", "yyyy-MM-dd");
        Optional<Compiled> kept = cache.read(name, loader);
        if (kept.isPresent()) {
            return of(kept.orElseThrow(), policies);
        }
        Draft draft = draft(policies, parameterIds);
        Compiled compiled = compiled(draft, policies, cache.latest(policies, loader));
        // Written before it is used: what Drools does with it afterwards need not go into a file.
        cache.write(name, compiled, policies);
        return of(compiled, policies);
    }

    private static CompiledPolicies of(Compiled compiled, PolicySet policies) {
        SortedMap<String, List<TextGate.Matched>> matched = new TreeMap<>();
        compiled.pieces().forEach(p -> matched.putAll(p.matched()));
        return new CompiledPolicies(
                policies,
                compiled.shapes(),
                book(policies, compiled.shapes()),
                compiled.pieces().stream()
                        .map(p -> Stage.of(
                                base(p.packages(), policies),
                                compiled.shapes().stream()
                                        .filter(s -> p.matched().containsKey(s.ruleName()))
                                        .toList()))
                        .toList(),
                patterns(policies, compiled.shapes(), matched));
    }

    /**
     * Compiles the policies.
     *
     * @throws InvalidInput with all problems, if there are any
     */
    public static CompiledPolicies compile(PolicySet policies, SortedSet<String> parameterIds, Build build) {
        Draft draft = draft(policies, parameterIds);
        if (build == Build.CLASSIC) {
            return of(compiled(draft, policies, List.of()), policies);
        }
        Text text = Text.of(policies.vocabulary(), draft.shapes(), draft.strata());
        TextGate.Verdict verdict = judged(text, policies);
        Text judged = new Text(verdict.text(), text.starts());
        return new CompiledPolicies(
                policies,
                draft.shapes(),
                book(policies, draft.shapes()),
                List.of(Stage.of(executable(judged, policies, draft.shapes(), draft.strata()), draft.shapes())),
                patterns(policies, draft.shapes(), Text.matched(verdict)));
    }

    /** What each rule matches, with the lines of the policies' files. */
    private static SortedMap<String, List<TextGate.Matched>> patterns(
            PolicySet policies, List<ClauseShape> shapes, Map<String, List<TextGate.Matched>> matched) {
        SortedMap<String, List<TextGate.Matched>> patterns = new TreeMap<>();
        for (ClauseShape shape : shapes) {
            int first = policies.policy(shape.policy())
                    .flatMap(p -> p.clause(shape.clause()))
                    .orElseThrow()
                    .line();
            patterns.put(
                    shape.ruleName(),
                    matched.getOrDefault(shape.ruleName(), List.of()).stream()
                            .map(m -> new TextGate.Matched(m.kind(), first + m.line()))
                            .toList());
        }
        return patterns;
    }

    /**
     * Compiles the policies, as far as they are not kept.
     *
     * @throws InvalidInput with all problems, if there are any
     */
    public static CompiledPolicies compile(PolicySet policies, SortedSet<String> parameterIds, KeptStages kept) {
        Optional<CompiledPolicies> last = kept.last(policies, parameterIds);
        if (last.isPresent()) {
            return last.get();
        }
        Draft draft = draft(policies, parameterIds, kept);
        List<Text> texts = texts(draft, policies);
        List<Stage> stages = new ArrayList<>();
        SortedMap<String, List<TextGate.Matched>> matched = new TreeMap<>();
        List<Diagnostic> problems = new ArrayList<>();
        for (Text text : texts) {
            try {
                KeptStages.Built built = built(text, policies, kept);
                stages.add(Stage.of(built.base(), List.copyOf(text.starts().values())));
                matched.putAll(built.matched());
            } catch (InvalidInput e) {
                problems.addAll(e.diagnostics());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        kept.retain(texts.stream().map(Text::drl).toList());
        CompiledPolicies compiled = new CompiledPolicies(
                        policies,
                        draft.shapes(),
                        book(policies, draft.shapes()),
                        stages,
                        patterns(policies, draft.shapes(), matched))
                .with(kept.derived());
        kept.last(compiled, parameterIds);
        return compiled;
    }

    private static KeptStages.Built built(Text text, PolicySet policies, KeptStages kept) {
        return kept.get(text.drl(), policies.vocabulary()).orElseGet(() -> {
            Piece piece = piece(text, policies);
            KeptStages.Built built = new KeptStages.Built(base(piece.packages(), policies), piece.matched());
            kept.put(text.drl(), built, policies.vocabulary());
            return built;
        });
    }

    private static List<Text> texts(Draft draft, PolicySet policies) {
        return Stage.of(draft.shapes()).stream()
                .map(clauses -> Text.of(policies.vocabulary(), clauses, draft.strata()))
                .toList();
    }

    /**
     * The stages as Drools has built them.
     *
     * @param before what was built before; what has not changed is taken from there
     * @throws InvalidInput with all problems, if there are any
     */
    private static Compiled compiled(Draft draft, PolicySet policies, List<Piece> before) {
        Map<String, Piece> known = new HashMap<>();
        before.forEach(p -> known.put(p.text(), p));
        List<Piece> pieces = new ArrayList<>();
        List<Diagnostic> problems = new ArrayList<>();
        for (Text text : texts(draft, policies)) {
            Piece piece = known.get(text.drl());
            try {
                pieces.add(piece == null ? piece(text, policies) : piece);
            } catch (InvalidInput e) {
                problems.addAll(e.diagnostics());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Compiled(new ArrayList<>(pieces), new ArrayList<>(draft.shapes()));
    }

    private static Piece piece(Text text, PolicySet policies) {
        TextGate.Verdict verdict = judged(text, policies);
        Text judged = new Text(verdict.text(), text.starts());
        return new Piece(text.drl(), new ArrayList<>(packages(judged, policies)), new TreeMap<>(Text.matched(verdict)));
    }

    /**
     * What the gates let through of a text.
     *
     * @throws InvalidInput with all that they refuse, if they refuse any
     */
    private static TextGate.Verdict judged(Text text, PolicySet policies) {
        TextGate.Verdict verdict = TextGate.judge(text.drl(), Words.of(policies.vocabulary()));
        List<Refusal> refusals = refusals(verdict);
        if (!refusals.isEmpty()) {
            throw new InvalidInput(
                    refusals.stream().map(r -> text.refused(policies, r)).toList());
        }
        return verdict;
    }

    /** Policies that were read and found to be without a problem. */
    private record Draft(List<ClauseShape> shapes, Strata strata) {}

    /** @throws InvalidInput with all problems, if there are any */
    private static Draft draft(PolicySet policies, SortedSet<String> parameterIds) {
        return draft(policies, parameterIds, new KeptStages());
    }

    private static Draft draft(PolicySet policies, SortedSet<String> parameterIds, KeptStages kept) {
        List<PolicyReader> readers = kept.read(policies, parameterIds);
        List<Diagnostic> problems = new ArrayList<>();
        readers.forEach(r -> problems.addAll(r.problems()));
        List<ClauseShape> shapes = shapes(readers);
        Strata strata = Strata.of(shapes);
        if (problems.isEmpty() && !strata.cycle().isEmpty()) {
            problems.addAll(Ring.drawn(clauses(readers), strata.cycle()));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        // Drools 10.2: without this a date in a policy kills the compiler.
        System.setProperty("drools.dateformat", "yyyy-MM-dd");
        return new Draft(shapes, strata);
    }

    /**
     * Builds a text that no one has read or checked: whatever is wrong with it, the gates alone must find.
     *
     * @throws InvalidInput if a gate refuses it, or it cannot be built
     */
    static KieBase build(String drl, Build build) {
        System.setProperty("drools.dateformat", "yyyy-MM-dd");
        PolicySet none = new PolicySet(List.of(), Map.of());
        TextGate.Verdict verdict = TextGate.judge(drl, Words.builtIn());
        List<Refusal> refusals = refusals(verdict);
        if (!refusals.isEmpty()) {
            throw new InvalidInput(refusals.stream()
                    .map(r -> Diagnostic.error(
                            r.code(),
                            new Location("text", r.line(), r.column(), r.word().length()),
                            r.message(),
                            r.help()))
                    .toList());
        }
        Text text = new Text(verdict.text(), new TreeMap<>());
        return build == Build.CLASSIC
                ? classic(text, none)
                : executable(text, none).orElseThrow(() -> new InvalidInput(List.of(text.problem(none, 0, false))));
    }

    /**
     * Builds policies as the handbook of Drools shows it, to be compared with: nothing is looked at for safety, nothing is
     * kept for another time, and nothing watches over the joins.
     *
     * @throws InvalidInput with all problems, if there are any
     */
    static KieBase plainly(PolicySet policies, SortedSet<String> parameterIds) {
        Draft draft = draft(policies, parameterIds);
        Text whole = Text.of(policies.vocabulary(), draft.shapes(), draft.strata());
        Text text = new Text(judged(whole, policies).text(), whole.starts());
        KieServices services = KieServices.get();
        ReleaseId release = release("plain", text);
        KieBuilder builder = project(release, text, policies).buildAll(DrlProject.class);
        try {
            if (builder.getResults().hasMessages(Message.Level.ERROR)) {
                throw new IllegalStateException("what the one builder accepts the other refuses");
            }
            return services.newKieContainer(release, policies.vocabulary().loader())
                    .newKieBase(configuration(policies));
        } finally {
            services.getRepository().removeKieModule(release);
        }
    }

    /** What the gates refuse of a text, the second only where the first has let it through. */
    private static List<Refusal> refusals(TextGate.Verdict verdict) {
        return verdict.refusals().isEmpty() ? TreeGate.judge(verdict) : verdict.refusals();
    }

    /** The first line of what Drools gets: what the text below may name. */
    static String header(Vocabulary vocabulary) {
        StringBuilder header = new StringBuilder(HEADER);
        vocabulary
                .declaredTypes()
                .forEach(t ->
                        header.append(" import ").append(t.getCanonicalName()).append(';'));
        return header.append('\n').toString();
    }

    private static List<ClauseShape> shapes(Collection<PolicyReader> readers) {
        return readers.stream()
                .flatMap(r -> r.shapes().stream())
                .sorted(Comparator.comparing(ClauseShape::ruleName))
                .toList();
    }

    private static List<ReadClause> clauses(Collection<PolicyReader> readers) {
        return readers.stream().flatMap(r -> r.clauses().stream()).toList();
    }

    private static @Nullable String line(Policy policy, int number) {
        String[] source = policy.source().split("\n", -1);
        return number >= 1 && number <= source.length ? source[number - 1] : null;
    }

    private static List<Diagnostic> secondOpinion(
            PolicySet policies, List<ClauseShape> shapes, Strata strata, KeptStages kept) {
        System.setProperty("drools.dateformat", "yyyy-MM-dd");
        try {
            Text text = Text.of(policies.vocabulary(), shapes, strata);
            TextGate.Verdict verdict = TextGate.judge(text.drl(), Words.of(policies.vocabulary()));
            if (verdict.refusals().isEmpty()) {
                built(text, policies, kept);
            }
            return List.of();
        } catch (InvalidInput e) {
            return e.diagnostics();
        }
    }

    private static KieBase classic(Text text, PolicySet policies) {
        return base(packages(text, policies), policies);
    }

    private static Collection<KiePackage> packages(Text text, PolicySet policies) {
        KnowledgeBuilder builder =
                KnowledgeBuilderFactory.newKnowledgeBuilder(KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(
                        new Properties(), policies.vocabulary().loader()));
        // Drools 10.2: bytes would be read in the machine's default charset.
        builder.add(
                ResourceFactory.newReaderResource(new StringReader(text.drl())).setSourcePath("interlock/policies.drl"),
                ResourceType.DRL);
        if (builder.hasErrors()) {
            List<Diagnostic> problems = new ArrayList<>();
            for (KnowledgeBuilderResult result : builder.getResults(ResultSeverity.ERROR)) {
                int[] lines = result.getLines();
                boolean behindThen =
                        result instanceof DescrBuildError e && e.getObject() instanceof CompilationProblem[];
                problems.add(text.problem(policies, lines.length == 0 ? -1 : lines[0], behindThen));
            }
            throw new InvalidInput(problems);
        }
        return builder.getKnowledgePackages();
    }

    /** A rule base of packages, if the last gate lets their classes through. */
    private static KieBase base(Collection<KiePackage> packages, PolicySet policies) {
        inspect(Bytecode.of(packages), policies);
        InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase(configuration(policies));
        base.addPackages(packages);
        Turnstile.before(base);
        return base;
    }

    private static KieBase executable(Text text, PolicySet policies, List<ClauseShape> shapes, Strata strata) {
        return executable(text, policies).orElseThrow(() -> {
            // This build does not say where it fails, so each clause is tried by itself.
            List<Diagnostic> problems = new ArrayList<>();
            for (ClauseShape shape : shapes) {
                Text alone = Text.of(policies.vocabulary(), List.of(shape), strata);
                if (executable(alone, policies).isEmpty()) {
                    problems.add(alone.problem(policies, 2, false));
                }
            }
            return problems.isEmpty()
                    ? new IllegalStateException("what the one builder accepts the other refuses")
                    : new InvalidInput(problems);
        });
    }

    /** Each build is a release of its own, so that none replaces another in Drools' registry. */
    private static ReleaseId release(String name, Text text) {
        return KieServices.get()
                .newReleaseId("interlock", name, Integer.toHexString(text.drl().hashCode()));
    }

    private static KieBuilder project(ReleaseId release, Text text, PolicySet policies) {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(release);
        files.write("src/main/resources/interlock/policies.drl", text.drl());
        return services.newKieBuilder(files, policies.vocabulary().loader());
    }

    /** Empty if it cannot be compiled. */
    private static Optional<KieBase> executable(Text text, PolicySet policies) {
        KieServices services = KieServices.get();
        ReleaseId release = release("policies", text);
        KieBuilder builder = project(release, text, policies).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            services.getRepository().removeKieModule(release);
            return Optional.empty();
        }
        try {
            inspect(Bytecode.of(((InternalKieBuilder) builder).getKieModuleIgnoringErrors()), policies);
        } catch (InvalidInput e) {
            services.getRepository().removeKieModule(release);
            throw e;
        }
        KieContainer container =
                services.newKieContainer(release, policies.vocabulary().loader());
        KieBaseConfiguration configuration = configuration(policies);
        configuration.setProperty("drools.shareBetaNodes", "false");
        KieBase base = container.newKieBase(configuration);
        services.getRepository().removeKieModule(release);
        Turnstile.before(base);
        return Optional.of(base);
    }

    /**
     * The last look, at what the builder has made and before any of it is loaded.
     *
     * @throws InvalidInput if it refers to what no policy may use
     */
    private static void inspect(Map<String, byte[]> classes, PolicySet policies) {
        Map<String, SortedSet<String>> forbidden = ClassGate.forbidden(classes, Words.of(policies.vocabulary()));
        if (!forbidden.isEmpty()) {
            throw new InvalidInput(forbidden.values().stream()
                    .flatMap(found -> found.stream())
                    .distinct()
                    .map(reference -> Diagnostic.error(
                            "IL175",
                            Location.ofFile("rules"),
                            "the policies use `" + reference + "`, which no policy may",
                            "nothing of them was run; `./interlock check` says where what may not stand there stands"))
                    .toList());
        }
    }

    // Drools 10.2: deprecated, and yet the only way but for its internals to say where the declared kinds are found.
    @SuppressWarnings("deprecation")
    private static KieBaseConfiguration configuration(PolicySet policies) {
        return KieServices.get()
                .newKieBaseConfiguration(new Properties(), policies.vocabulary().loader());
    }

    private static ClauseBook book(PolicySet policies, List<ClauseShape> shapes) {
        SortedMap<String, ClauseBook.Entry> entries = new TreeMap<>();
        for (ClauseShape shape : shapes) {
            Policy policy = policies.policy(shape.policy()).orElseThrow();
            Clause clause = policy.clause(shape.clause()).orElseThrow();
            entries.put(
                    shape.ruleName(),
                    new ClauseBook.Entry(
                            shape.policy(),
                            shape.pack(),
                            shape.clause(),
                            clause.level() == null ? policy.header().level() : clause.level(),
                            clause.grade(),
                            shape.gathered(),
                            shape.absences()));
        }
        return new ClauseBook(entries);
    }

    /**
     * The text that Drools gets, and which clause stands on which of its lines.
     *
     * @param starts the clause that begins on a line, by line
     */
    private record Text(String drl, TreeMap<Integer, ClauseShape> starts) {

        static Text of(Vocabulary vocabulary, List<ClauseShape> shapes, Strata strata) {
            StringBuilder drl = new StringBuilder(header(vocabulary));
            TreeMap<Integer, ClauseShape> starts = new TreeMap<>();
            int line = 2;
            for (ClauseShape shape : shapes) {
                starts.put(line, shape);
                drl.append("rule \"")
                        .append(shape.ruleName())
                        .append("\" salience ")
                        .append(-strata.of(shape))
                        .append(shape.text())
                        .append('\n');
                line += (int) shape.text().chars().filter(c -> c == '\n').count() + 1;
            }
            return new Text(drl.toString(), starts);
        }

        /** The clause that a refusal is about, if it is about one. */
        Stream<ClauseShape> clause(Refusal refusal) {
            return Optional.ofNullable(starts.floorEntry(refusal.line())).map(Map.Entry::getValue).stream();
        }

        /** What a gate refused, where it stands in the policy. */
        Diagnostic refused(PolicySet policies, Refusal refusal) {
            Map.@Nullable Entry<Integer, ClauseShape> start = starts.floorEntry(refusal.line());
            if (start == null) {
                return Diagnostic.error(refusal.code(), Location.ofFile("rules"), refusal.message(), refusal.help());
            }
            Policy policy = policies.policy(start.getValue().policy()).orElseThrow();
            Clause clause = policy.clause(start.getValue().clause()).orElseThrow();
            int row = clause.line() + refusal.line() - start.getKey();
            String source = String.valueOf(line(policy, row));
            // What stands before it on its line may have been rewritten, so it is looked for.
            int column = 0;
            for (int at = source.indexOf(refusal.word()); at >= 0; at = source.indexOf(refusal.word(), at + 1)) {
                if (column == 0 || Math.abs(at + 1 - refusal.column()) < Math.abs(column - refusal.column())) {
                    column = at + 1;
                }
            }
            return Diagnostic.error(
                            refusal.code(),
                            new Location(
                                    policy.file(),
                                    row,
                                    Math.max(1, column),
                                    Math.max(1, column == 0 ? 1 : refusal.word().length())),
                            refusal.message(),
                            refusal.help())
                    .withSnippet(source);
        }

        /** What each rule matches, in its order, with lines that count from its first as 0. */
        static SortedMap<String, List<TextGate.Matched>> matched(TextGate.Verdict verdict) {
            SortedMap<String, List<TextGate.Matched>> matched = new TreeMap<>();
            for (TextGate.Clause rule : verdict.clauses()) {
                matched.put(
                        rule.name(),
                        rule.patterns().stream()
                                .map(m -> new TextGate.Matched(m.kind(), m.line() - rule.line()))
                                .toList());
            }
            return matched;
        }

        /** A problem that only the builder of Drools found, at the line of the policy that it means. */
        Diagnostic problem(PolicySet policies, int line, boolean behindThen) {
            Map.@Nullable Entry<Integer, ClauseShape> start = starts.floorEntry(line);
            if (start == null) {
                return Diagnostic.error(
                        "IL141", Location.ofFile("rules"), "the policies cannot be compiled together", null);
            }
            Policy policy = policies.policy(start.getValue().policy()).orElseThrow();
            Clause clause = policy.clause(start.getValue().clause()).orElseThrow();
            if (behindThen) {
                int then = new ClauseText(policy.source(), clause.start(), clause.end(), clause.name(), Set.of())
                                .consequenceStart()
                        - "then".length();
                String before = policy.source().substring(0, then);
                int row = (int) before.chars().filter(c -> c == '\n').count() + 1;
                return Diagnostic.error(
                                "IL141",
                                new Location(policy.file(), row, then - before.lastIndexOf('\n'), "then".length()),
                                "the clause `" + clause.name() + "` concludes with values of the wrong type",
                                "look at what each field of the conclusion holds")
                        .withSnippet(line(policy, row));
            }
            int at = clause.line() + line - start.getKey();
            return Diagnostic.error(
                            "IL141",
                            new Location(policy.file(), at, 1, 1),
                            "the clause `" + clause.name() + "` cannot be compiled",
                            "look at the types of what is compared here, and at the arguments behind `then`")
                    .withSnippet(line(policy, at));
        }
    }
}
