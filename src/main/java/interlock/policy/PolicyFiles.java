package interlock.policy;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.DidYouMean;
import interlock.diagnostic.Fix;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.policy.PolicyScanner.Comment;
import interlock.policy.PolicyScanner.Rule;
import interlock.vocabulary.Fingerprint;
import interlock.vocabulary.Level;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads policies from their folders: every {@code .drl} file, whose path is its id and whose header is checked. */
public final class PolicyFiles {
    /** The folder that declares kinds of facts and holds no policy. */
    private static final String VOCABULARY = "vocabulary/";

    private static final String ENDING = ".drl";
    private static final long LARGEST = 1L << 20;
    private static final Set<String> HEADER_TAGS =
            Set.of("title", "version", "level", "says", "reference", "falsepositive", "grade");
    private static final Set<String> CLAUSE_TAGS = Set.of("grade", "level", "says");
    private static final Set<String> REPEATED_TAGS = Set.of("reference", "falsepositive");
    /** Where programs have their names, which a policy is not to be taken for. */
    private static final Set<String> FOREIGN_PACKS = Set.of("interlock", "java", "javax", "jdk", "sun");
    /** What a policy may import; a declaration may too, though it needs nothing of it. */
    static final Set<String> IMPORTS = Set.of(
            "interlock.vocabulary.Fact.*",
            "interlock.vocabulary.Derived.*",
            "interlock.vocabulary.Declared.*",
            "interlock.vocabulary.Level",
            "function interlock.policy.dsl.Verbs.*");

    private static final List<String> KEYWORDS = List.of("package", "import", "rule");
    /** What stands outside of clauses in other rules, and what an author of a policy writes instead. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("global", "a threshold is a parameter: match `Parameter( id == …, $x : value )`"),
            Map.entry(
                    "function",
                    "`./interlock vocabulary` lists the functions; conclude what else is needed in a clause"),
            Map.entry("query", "write it as a clause that concludes, and match what it concludes"),
            Map.entry("declare", "a kind of fact is declared in `rules/vocabulary/`, not in a policy"),
            Map.entry("dialect", "there is one language behind `then`: `raise` and `conclude`; remove it"),
            Map.entry("unit", "a policy belongs to the folder it lies in; remove it"));

    private final List<Diagnostic> problems = new ArrayList<>();
    private final Map<String, Policy> policies = new TreeMap<>();
    private final Declarations declarations = new Declarations(this::shown);
    private final Map<String, String> digests = new TreeMap<>();
    /** The lines of each file read, for what is shown of them. */
    private final Map<String, List<String>> lines = new TreeMap<>();

    private PolicyFiles() {}

    /**
     * What was read, and what is wrong with it. A policy with a broken header is in the set as far as it can be read, so
     * that its clauses can be checked too; it must not be run.
     */
    public record Loaded(PolicySet policies, List<Diagnostic> problems) {}

    /**
     * Reads all policies below the roots, and the kinds of facts that the files in their folder {@code vocabulary}
     * declare.
     *
     * @throws InvalidInput if a root does not exist
     */
    public static Loaded read(List<Path> roots) {
        PolicyFiles files = new PolicyFiles();
        for (Path root : roots) {
            files.readRoot(root);
        }
        return new Loaded(
                new PolicySet(files.declarations.vocabulary(), files.policies.values(), files.digests),
                files.problems.stream().sorted().distinct().toList());
    }

    /** Whether a problem is about a file that declares kinds of facts. */
    public static boolean ofVocabulary(Diagnostic problem) {
        return DeclarationCode.has(problem.code())
                || problem.at().file().matches("(.*/)?" + VOCABULARY + ".*" + ENDING);
    }

    private void readRoot(Path root) {
        if (!Files.isDirectory(root)) {
            throw new InvalidInput(List.of(Diagnostic.error(
                    "IL101",
                    Location.ofFile(root.toString()),
                    "there is no folder of policies here",
                    "give the folder with `--rules`")));
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(root)) {
            found = walk.filter(p -> p.toString().endsWith(ENDING) && Files.isRegularFile(p))
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new InvalidInput(List.of(Diagnostic.error(
                    "IL101", Location.ofFile(root.toString()), "the folder of policies cannot be read", null)));
        }
        for (Path file : found) {
            String relative = root.relativize(file).toString().replace('\\', '/');
            String id = relative.substring(0, relative.length() - ENDING.length());
            readFile(root.resolve(relative).toString().replace('\\', '/'), file, id);
        }
    }

    private void readFile(String shown, Path file, String id) {
        String source;
        try {
            if (Files.size(file) > LARGEST) {
                problem("IL102", Location.ofFile(shown), "the file is larger than a policy can be (1 MiB)", null);
                return;
            }
            byte[] bytes = Files.readAllBytes(file);
            digests.put(shown, Fingerprint.of(bytes));
            source = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            problem("IL103", Location.ofFile(shown), "the file is not UTF-8 text", "save it as UTF-8");
            return;
        } catch (IOException e) {
            problem("IL102", Location.ofFile(shown), "the file cannot be read", null);
            return;
        }
        String text = source.replace("\uFEFF", "").replace("\r\n", "\n");
        if (id.startsWith(VOCABULARY)) {
            lines.put(shown, text.lines().toList());
            declarations.add(new DeclarationReader(id, shown, text, this::shown).read());
            return;
        }
        Policy known = policies.get(id);
        if (known != null) {
            problem(
                    "IL104",
                    Location.ofFile(shown),
                    "the policy `" + id + "` is also in `" + known.file() + "`",
                    "rename one of them");
            return;
        }
        @Nullable Policy policy = parse(id, shown, text);
        if (policy != null) {
            policies.put(id, policy);
        }
    }

    /** The policy in a text, with stand-ins for what its header lacks; null if it has no clause. Problems are noted. */
    private @Nullable Policy parse(String id, String file, String source) {
        lines.put(file, source.lines().toList());
        PolicyScanner scan = new PolicyScanner(source);
        if (scan.rules().isEmpty() && scan.packageName() == null) {
            problem(
                    "IL113",
                    Location.ofFile(file),
                    source.isBlank() ? "the file is empty" : "the file holds no policy",
                    "a policy has a header, a package and clauses; `./interlock new policy` writes one to begin with");
            return null;
        }
        checkPackage(id, file, source, scan);
        checkOutside(file, scan);
        Comment comment = scan.header();
        DocComment doc = new DocComment(comment == null ? "" : comment.text());
        if (comment == null) {
            problem(
                    "IL110",
                    new Location(file, 1, 1, 1),
                    "the policy has no header",
                    "begin the file with a comment /** … */ that gives @title, @version, @level and @says");
        } else {
            checkHeader(file, comment, doc, scan);
        }
        List<Clause> clauses = clauses(file, scan);
        @Nullable String levelText = doc.first("level");
        @Nullable Level level = levelText == null ? null : level(file, comment, doc, levelText);
        boolean raises = comment == null || levelText != null;
        return clauses.isEmpty()
                ? null
                : new Policy(
                        id,
                        file,
                        source,
                        new Header(
                                orEmpty(doc.first("title")),
                                orEmpty(doc.first("version")),
                                raises && level == null ? Level.INFO : level,
                                raises ? orEmpty(doc.first("says")) : doc.first("says"),
                                doc.description(),
                                doc.all("reference"),
                                doc.all("falsepositive")),
                        clauses);
    }

    private void checkHeader(String file, Comment comment, DocComment doc, PolicyScanner scan) {
        checkTags(file, comment, doc, HEADER_TAGS);
        List<String> required =
                doc.first("level") == null ? List.of("title", "version") : List.of("title", "version", "says");
        for (String tag : required) {
            boolean misspelt = doc.tags().stream()
                    .anyMatch(t -> !HEADER_TAGS.contains(t.name())
                            && DidYouMean.nearest(t.name(), HEADER_TAGS).equals(Optional.of(tag)));
            if (orEmpty(doc.first(tag)).isEmpty() && !misspelt) {
                problem(
                        "IL111",
                        new Location(file, comment.line(), scan.column(comment.start()), 3),
                        "the header has no `@" + tag + "`",
                        tag.equals("says")
                                ? "add a line ` * @says …` with the sentence that a reader sees"
                                : "add a line ` * @" + tag + " …`");
            }
        }
    }

    /** A policy has a package, imports and clauses; what else stands in the file would be passed over in silence. */
    private void checkOutside(String file, PolicyScanner scan) {
        for (PolicyScanner.Word stray : scan.strays()) {
            problem(
                    "IL119",
                    new Location(
                            file,
                            scan.line(stray.start()),
                            scan.column(stray.start()),
                            stray.text().length()),
                    "`" + stray.text() + "` is not expected here",
                    DidYouMean.help(
                            stray.text(),
                            KEYWORDS,
                            INSTEAD.getOrDefault(
                                    stray.text(), "outside of its clauses a policy has a package and imports")));
        }
        for (PolicyScanner.Word imported : scan.imports()) {
            if (!IMPORTS.contains(imported.text())) {
                problem(
                        "IL119",
                        new Location(
                                file,
                                scan.line(imported.start()),
                                scan.column(imported.start()),
                                imported.text().length()),
                        "`" + imported.text() + "` may not be imported",
                        DidYouMean.help(
                                imported.text(), IMPORTS, "a policy sees the vocabulary and its functions only"));
            }
        }
    }

    private List<Clause> clauses(String file, PolicyScanner scan) {
        List<Clause> clauses = new ArrayList<>();
        Map<String, Rule> byName = new LinkedHashMap<>();
        boolean misspelt = scan.strays().stream()
                .anyMatch(w -> DidYouMean.nearest(w.text(), List.of("rule")).isPresent());
        if (scan.rules().isEmpty() && !misspelt) {
            problem("IL113", Location.ofFile(file), "the policy has no clause", "add a `rule`");
        }
        for (Rule rule : scan.rules()) {
            Location at = new Location(file, rule.line(), scan.column(rule.start()), "rule".length());
            Rule same = byName.putIfAbsent(rule.name(), rule);
            if (same != null) {
                problem(
                        "IL114",
                        at,
                        "the clause `" + rule.name() + "` stands twice in this policy, first on line " + same.line(),
                        "give it another name");
                continue;
            }
            if (rule.name().isBlank() || rule.name().matches(".*[\"'\\\\].*")) {
                problem(
                        "IL118",
                        at,
                        rule.name().isBlank()
                                ? "the clause has no name"
                                : "the name of a clause may not hold quotes or backslashes",
                        "write `rule \"a name in plain words\"`");
                continue;
            }
            if (!rule.ended()) {
                String last = scan.wordAt(rule.last());
                boolean meant = DidYouMean.nearest(last, List.of("end")).isPresent();
                problem(
                        "IL115",
                        meant
                                ? new Location(file, scan.line(rule.last()), scan.column(rule.last()), last.length())
                                : behind(file, scan, rule),
                        meant ? "`" + last + "` is not expected here" : "the clause `" + rule.name() + "` has no `end`",
                        meant ? "did you mean `end`?" : "close it with `end`",
                        meant ? null : inserted(scan, scan.behind(rule), "\nend"));
            }
            @Nullable Comment comment = Objects.equals(rule.comment(), scan.header()) ? null : rule.comment();
            DocComment doc = new DocComment(comment == null ? "" : comment.text());
            @Nullable Level level = null;
            if (comment != null) {
                checkTags(file, comment, doc, CLAUSE_TAGS);
                @Nullable String text = doc.first("level");
                level = text == null ? null : level(file, comment, doc, text);
                level = text != null && level == null ? Level.INFO : level;
            }
            if (!rule.ended()) {
                continue;
            }
            clauses.add(new Clause(
                    rule.name(),
                    rule.line(),
                    rule.start(),
                    rule.end(),
                    doc.first("grade"),
                    level,
                    doc.first("says"),
                    doc.description()));
        }
        return clauses;
    }

    /** Where the end of a clause is missing: the empty line behind its last, or that last one. */
    private Location behind(String file, PolicyScanner scan, Rule rule) {
        List<String> all = lines.getOrDefault(file, List.of());
        int last = scan.line(rule.last());
        if (last < all.size() && all.get(last).isBlank()) {
            return new Location(file, last + 1, 1, 1);
        }
        int length = last <= all.size() ? all.get(last - 1).stripTrailing().length() : 1;
        return new Location(file, last, Math.max(1, length), 1);
    }

    private void checkPackage(String id, String file, String source, PolicyScanner scan) {
        String expected = id.replace('/', '.').replace('-', '_');
        @Nullable String found = scan.packageName();
        if (FOREIGN_PACKS.contains(id.split("/", 2)[0]) && found != null) {
            int at = source.indexOf(found, scan.packageStart());
            problem(
                    "IL176",
                    new Location(file, scan.line(at), scan.column(at), found.length()),
                    "no policy may lie in a pack called `" + id.split("/", 2)[0] + "`",
                    "name the pack after its subject, such as `conflict`");
        }
        if (found == null) {
            problem(
                    "IL112",
                    Location.ofFile(file),
                    "the policy does not say its package",
                    "write `package " + expected + ";` below the header",
                    scan.header() == null
                            ? null
                            : inserted(
                                    scan,
                                    source.indexOf("*/", scan.header().start()) + 2,
                                    "\npackage " + expected + ";"));
        } else if (!found.equals(expected)) {
            int at = source.indexOf(found, scan.packageStart());
            problem(
                    "IL112",
                    new Location(file, scan.line(at), scan.column(at), found.length()),
                    "the package `" + found + "` is not the path of the file",
                    "write `package " + expected + ";`",
                    new Fix(scan.line(at), scan.column(at), found.length(), expected));
        }
    }

    private void checkTags(String file, Comment comment, DocComment doc, Set<String> known) {
        Set<String> seen = new TreeSet<>();
        for (DocComment.Tag tag : doc.tags()) {
            Location at = in(file, comment.line() + tag.lineOffset(), "@" + tag.name());
            if (!known.contains(tag.name())) {
                problem(
                        "IL116",
                        at,
                        "there is no tag `@" + tag.name() + "`",
                        DidYouMean.help(tag.name(), new TreeSet<>(known), "the tags are " + listed(known)));
            } else if (!seen.add(tag.name()) && !REPEATED_TAGS.contains(tag.name())) {
                problem("IL116", at, "the tag `@" + tag.name() + "` is given twice", "keep one of the two");
            }
        }
    }

    /** Where a text stands on a line; the line's beginning if it does not. */
    private Location in(String file, int line, String text) {
        List<String> all = lines.getOrDefault(file, List.of());
        int column = line <= all.size() ? all.get(line - 1).indexOf(text) : -1;
        return new Location(file, line, Math.max(0, column) + 1, column < 0 ? 1 : text.length());
    }

    private @Nullable Level level(String file, @Nullable Comment comment, DocComment doc, String text) {
        try {
            return Level.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            int offset = doc.tags().stream()
                    .filter(t -> t.name().equals("level"))
                    .mapToInt(DocComment.Tag::lineOffset)
                    .findFirst()
                    .orElse(0);
            problem(
                    "IL117",
                    in(file, (comment == null ? 1 : comment.line()) + offset, text.isEmpty() ? "@level" : text),
                    text.isEmpty() ? "`@level` gives no level" : "there is no level `" + text + "`",
                    DidYouMean.help(
                            text,
                            Arrays.stream(Level.values())
                                    .map(l -> l.name().toLowerCase(Locale.ROOT))
                                    .toList(),
                            "the levels are info, screen, elevated and high"));
            return null;
        }
    }

    private static Fix inserted(PolicyScanner scan, int at, String text) {
        return new Fix(scan.line(at), scan.column(at), 0, text);
    }

    private void problem(String code, Location at, String message, @Nullable String help) {
        problem(code, at, message, help, null);
    }

    private void problem(String code, Location at, String message, @Nullable String help, @Nullable Fix fix) {
        Diagnostic plain = Diagnostic.error(code, at, message, help);
        shown(fix == null ? plain : plain.withFix(fix));
    }

    /** Notes a problem with the line that it is about. */
    private void shown(Diagnostic problem) {
        Location at = problem.at();
        List<String> all = lines.getOrDefault(at.file(), List.of());
        problems.add(at.line() >= 1 && at.line() <= all.size() ? problem.withSnippet(all.get(at.line() - 1)) : problem);
    }

    private static String listed(Set<String> words) {
        return words.stream().sorted().map(w -> "@" + w).collect(Collectors.joining(", "));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
