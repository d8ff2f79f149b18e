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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code check --fix} changes. It is tried on a copy of everything that is read, so that a file is touched only when
 * the result is known to be better: no more errors than before, and fewer problems. What does not better a file is not done.
 */
final class Repair {
    /** A fix may uncover what it hid; more rounds than this no file needs. */
    private static final int ROUNDS = 20;

    private final List<Path> facts;
    private final List<Path> rules;
    /** The copy of each place given, in the order of the places. */
    private final List<Path> copies = new ArrayList<>();

    private final Predicate<Path> asked;

    /** A file whose text changes. */
    record Change(Path file, String before, String after) {
        /** The lines that change, below the name of the file. */
        String words() {
            return file.toString().replace('\\', '/') + "\n" + LineDifference.of(before, after);
        }
    }

    /**
     * What can be bettered, sorted by file.
     *
     * @param fixed how many problems are gone
     * @param left how many remain
     */
    record Result(List<Change> changes, int fixed, int left) {}

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
        List<Diagnostic> before = check();
        SortedMap<Path, String> texts = new TreeMap<>();
        List<Diagnostic> now = before;
        for (Path file : fixable(now)) {
            now = better(file, now, texts);
        }
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<Path, String> changed : texts.entrySet()) {
            changes.add(new Change(original(changed.getKey()), changed.getValue(), Files.readString(changed.getKey())));
        }
        changes.sort(Comparator.comparing(c -> c.file().toString()));
        return new Result(List.copyOf(changes), before.size() - now.size(), now.size());
    }

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
                .toList();
    }

    /** Fixes a file as far as that makes it better, first everything at once, or else one thing after the other. */
    private List<Diagnostic> better(Path file, List<Diagnostic> before, Map<Path, String> texts) throws IOException {
        Optional<String> read = text(file);
        if (read.isEmpty()) {
            return before;
        }
        String text = read.get();
        List<Diagnostic> now = before;
        for (int round = 0; round < ROUNDS; round++) {
            List<Fix> fixes = fixes(file, now);
            String old = Files.readString(file);
            String made = Patch.made(old, fixes);
            if (made.equals(old)) {
                break;
            }
            Files.writeString(file, made);
            now = check();
        }
        if (!better(before, now)) {
            Files.writeString(file, text);
            now = before;
            for (Fix fix : fixes(file, before)) {
                now = one(file, fix, now);
            }
        }
        if (!Files.readString(file).equals(text)) {
            texts.put(file, text);
        }
        return now;
    }

    /** Makes one fix, if it is still among those of the file and does it good. */
    private List<Diagnostic> one(Path file, Fix fix, List<Diagnostic> before) throws IOException {
        if (!fixes(file, before).contains(fix)) {
            return before;
        }
        String old = Files.readString(file);
        Files.writeString(file, Patch.made(old, List.of(fix)));
        List<Diagnostic> now = check();
        if (better(before, now)) {
            return now;
        }
        Files.writeString(file, old);
        return before;
    }

    private static boolean better(List<Diagnostic> before, List<Diagnostic> now) {
        return errors(now) <= errors(before) && now.size() < before.size();
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
