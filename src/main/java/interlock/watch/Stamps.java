package interlock.watch;

import interlock.vocabulary.Fingerprint;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What stood in the files below some folders at one moment, by path. Files are told apart by their content, so that a
 * file that was only touched, or written anew as it was, is no change; and nothing depends on how an editor saves.
 */
public record Stamps(SortedMap<String, Stamp> files) {
    private static final List<String> ENDINGS = List.of(".drl", ".yaml", ".yml", ".json", ".ndjson", ".csv");
    private static final int DEEPEST = 64;

    /** Nothing at all. */
    static final Stamps NONE = new Stamps(new TreeMap<>());

    public Stamps {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * One file.
     *
     * @param mark what the file system says of it: while that stays the same, the content need not be read again
     * @param digest of the content
     */
    public record Stamp(String mark, String digest) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Stamp stamp && digest.equals(stamp.digest);
        }

        @Override
        public int hashCode() {
            return digest.hashCode();
        }
    }

    /**
     * The files as they are. What is not there or vanishes meanwhile is left out; it will be there, or not, the next time.
     *
     * @param before what was found the last time
     */
    static Stamps of(List<Path> roots, Stamps before) {
        SortedMap<String, Stamp> found = new TreeMap<>();
        for (Path root : roots) {
            try {
                Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = file.toString().replace('\\', '/');
                        if (attributes.isRegularFile() && ENDINGS.stream().anyMatch(name::endsWith)) {
                            found.put(
                                    name, stamp(file, attributes, before.files().get(name)));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @org.jspecify.annotations.Nullable IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                // The folder went while it was looked at: it is looked at again the next time.
                found.keySet().removeIf(f -> Path.of(f).startsWith(root));
            }
        }
        return new Stamps(found);
    }

    private static Stamp stamp(
            Path file, BasicFileAttributes attributes, @org.jspecify.annotations.Nullable Stamp before) {
        String mark = attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
        if (before != null && before.mark().equals(mark)) {
            return before;
        }
        try {
            return new Stamp(mark, Fingerprint.of(Files.readAllBytes(file)));
        } catch (IOException e) {
            return new Stamp("", "unreadable");
        }
    }

    /** The paths whose content is not what it was: changed, come or gone. */
    SortedSet<String> changedSince(Stamps before) {
        Set<String> all = new TreeSet<>(files.keySet());
        all.addAll(before.files().keySet());
        SortedSet<String> changed = new TreeSet<>();
        for (String file : all) {
            if (!Objects.equals(files.get(file), before.files().get(file))) {
                changed.add(file);
            }
        }
        return changed;
    }
}
