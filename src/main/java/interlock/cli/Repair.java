package interlock.cli;

import interlock.Interlock;
import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Fix;
import interlock.diagnostic.LineDifference;
import interlock.diagnostic.Patch;
import interlock.diagnostic.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code check --fix} changes. It is tried on a copy of everything that is read, so that a file is touched only when
 * the result is known to be better: fewer errors than before, or as many and fewer problems. What does not better a file is not done.
 */
final class Repair {
    /** A fix may uncover what it hid; more rounds than this no file needs. */
    private static final int ROUNDS = 20;

    private final List<Path> facts;
    private final List<Path> rules;
    /** The copy of each place given, in the order of the places. */
    private final List<Path> copies = new ArrayList<>();

    private final Predicate<Path> asked;

    /** A file whose text changes, by so many corrections. */
    record Change(Path file, String before, String after, int fixes) {
        /** Whether the file still holds what the change begins with. */
        boolean isUpToDate() {
            try {
                return Files.readString(file).equals(before);
            } catch (IOException e) {
                return false;
            }
        }

        /** The lines that change, below the name of the file. */
        String words() {
            return file.toString().replace('\\', '/') + "\n" + LineDifference.of(before, after);
        }
    }

    /**
     * What can be bettered, sorted by file.
     *
     * @param fixed how many corrections that takes
     * @param left what is wrong after them
     */
    record Result(List<Change> changes, int fixed, List<Diagnostic> left) {}

    private Repair(List<Path> facts, List<Path> rules, Predicate<Path> asked) {
        this.facts = facts;
        this.rules = rules;
        this.asked = asked;
    }

    /**
     * Finds out what can be fixed below the folders, and touches nothing.
     *
     * @param asked which files may be changed
     * @throws Terminal.Unwritable if no copy can be made
     */
    static Result of(List<Path> facts, List<Path> rules, Predicate<Path> asked) {
        try {
            Path scratch = Files.createTempDirectory("interlock-fix");
            try {
                return new Repair(facts, rules, asked).in(scratch);
            } finally {
                remove(scratch);
            }
        } catch (IOException e) {
            throw new Terminal.Unwritable("there is no place to try the fixes: a temporary folder cannot be written");
        }
    }

    private Result in(Path scratch) throws IOException {
        int number = 0;
        for (Path place : places()) {
            Path copy = scratch.resolve(String.valueOf(number++)).resolve(name(place));
            copies.add(copy);
            copy(place, copy);
        }
        List<Diagnostic> now = check();
        Map<Path, String> before = new TreeMap<>();
        Map<Path, Integer> fixes = new TreeMap<>();
        // What is mended in one file, such as the name of a kind where it is declared, may be what another one waits
        // for.
        for (int round = 0, made = 1; round < ROUNDS && made > 0; round++) {
            made = 0;
            for (Path file : fixable(now)) {
                Optional<String> text = text(file);
                if (text.isPresent()) {
                    Attempt attempt = better(file, now);
                    now = attempt.problems();
                    if (attempt.fixes() > 0) {
                        before.putIfAbsent(file, text.get());
                        fixes.merge(file, attempt.fixes(), Integer::sum);
                        made += attempt.fixes();
                    }
                }
            }
        }
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<Path, Integer> fixed : fixes.entrySet()) {
            Path file = fixed.getKey();
            changes.add(new Change(
                    original(file),
                    Optional.ofNullable(before.get(file)).orElseThrow(),
                    Files.readString(file),
                    fixed.getValue()));
        }
        changes.sort(Comparator.comparing(c -> c.file().toString()));
        return new Result(
                List.copyOf(changes), changes.stream().mapToInt(Change::fixes).sum(), now);
    }

    /** How many corrections a file has had, and what is wrong after them. */
    private record Attempt(int fixes, List<Diagnostic> problems) {}

    private List<Path> places() {
        return Stream.concat(facts.stream(), rules.stream()).toList();
    }

    private List<Diagnostic> check() {
        return Interlock.check(
                copies.subList(0, facts.size()), copies.subList(facts.size(), facts.size() + rules.size()));
    }

    private List<Path> fixable(List<Diagnostic> problems) {
        return problems.stream()
                .filter(d -> d.fix().isPresent())
                .map(d -> Path.of(d.at().file()))
                .distinct()
                .filter(f -> asked.test(original(f)))
                // A file may be read through two of the folders given.
                .collect(Collectors.toMap(
                        f -> original(f).toAbsolutePath().normalize(), f -> f, (first, again) -> first, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Fixes a file as far as that makes it better, first everything at once, or else one thing after the other. */
    private Attempt better(Path file, List<Diagnostic> before) throws IOException {
        String text = Files.readString(file);
        Attempt whole = new Attempt(0, before);
        for (int round = 0; round < ROUNDS; round++) {
            Patch patch = Patch.of(Files.readString(file), fixes(file, whole.problems()));
            if (patch.made() == 0) {
                break;
            }
            Files.writeString(file, patch.text());
            whole = new Attempt(whole.fixes() + patch.made(), check());
        }
        if (better(before, whole.problems())) {
            return whole;
        }
        Files.writeString(file, text);
        Attempt single = new Attempt(0, before);
        for (Fix fix : fixes(file, before)) {
            single = one(file, fix, single);
        }
        return single;
    }

    /** Makes one fix, if it is still among those of the file and does it good. */
    private Attempt one(Path file, Fix fix, Attempt before) throws IOException {
        if (!fixes(file, before.problems()).contains(fix)) {
            return before;
        }
        String old = Files.readString(file);
        Files.writeString(file, Patch.of(old, List.of(fix)).text());
        List<Diagnostic> now = check();
        if (better(before.problems(), now)) {
            return new Attempt(before.fixes() + 1, now);
        }
        Files.writeString(file, old);
        return before;
    }

    private static boolean better(List<Diagnostic> before, List<Diagnostic> now) {
        return errors(now) < errors(before) || (errors(now) == errors(before) && problems(now) < problems(before));
    }

    private static long problems(List<Diagnostic> found) {
        return found.stream().filter(Diagnostic::isProblem).count();
    }

    private static long errors(List<Diagnostic> problems) {
        return problems.stream().filter(d -> d.severity() == Severity.ERROR).count();
    }

    private static List<Fix> fixes(Path file, List<Diagnostic> problems) {
        return problems.stream()
                .filter(d -> Path.of(d.at().file()).equals(file))
                .flatMap(d -> d.fix().stream())
                .distinct()
                .collect(Collectors.toList());
    }

    /** The text of a file that can be written back as it was read. */
    private static Optional<String> text(Path file) throws IOException {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private Path original(Path copied) {
        for (int i = 0; i < copies.size(); i++) {
            if (copied.startsWith(copies.get(i))) {
                Path below = copies.get(i).relativize(copied);
                return below.toString().isEmpty()
                        ? places().get(i)
                        : places().get(i).resolve(below);
            }
        }
        throw new IllegalStateException("a file that is no copy of one");
    }

    private static Path name(Path place) {
        Path name = place.toAbsolutePath().normalize().getFileName();
        return name == null ? Path.of("all") : name;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        Files.createDirectories(to.getParent());
        Files.walkFileTree(
                from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                            throws IOException {
                        Files.createDirectories(place(folder));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        if (attributes.isRegularFile() && Files.isReadable(file)) {
                            Files.copy(file, place(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        // What cannot be read, or leads in a ring, is told by the check itself.
                        return FileVisitResult.CONTINUE;
                    }

                    private Path place(Path path) {
                        Path below = from.relativize(path);
                        return below.toString().isEmpty() ? to : to.resolve(below);
                    }
                });
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
