package interlock.cli;

import interlock.engine.CompileCache;
import interlock.engine.SealedFiles;
import interlock.vocabulary.Fingerprint;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/**
 * Where compiled policies and answers are kept between runs: a folder of the user's own, with a seal that nobody else can
 * read. Where there can be no such folder, nothing is kept.
 *
 * @param seal what only the owner of the folder knows
 * @param program tells this program from any other
 */
record CacheFolder(Path folder, SecretKey seal, String program) {
    /** Names the folder; {@code off} for none. */
    static final String VARIABLE = "INTERLOCK_CACHE";

    private static final String OFF = "off";
    private static final String SEAL = "seal";
    private static final int SEAL_LENGTH = 32;
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** Policies that were compiled before. */
    CompileCache policies() {
        return new CompileCache(folder, seal, program);
    }

    /** The cache of whoever runs the program; none for a stranger's policies. */
    static Optional<CacheFolder> ofTheUser() {
        if (Untrusted.isChild()) {
            return Optional.empty();
        }
        return startedFrom()
                .flatMap(jar -> folder(System.getenv(), Path.of(System.getProperty("user.home")))
                        .flatMap(f -> open(f, jar)));
    }

    /** The folder, which need not be there yet; empty if none is wanted. */
    static Optional<Path> folder(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (named.equals(OFF)) {
            return Optional.empty();
        }
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        Path caches = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        return Optional.of((caches.isAbsolute() ? caches : home.resolve(".cache")).resolve("interlock"));
    }

    /**
     * The cache in a folder.
     *
     * @param program what the program is run from
     * @return empty if there can be no such folder, or others may read or write it
     */
    static Optional<CacheFolder> open(Path folder, Path program) {
        try {
            Files.createDirectories(folder, owned("rwx------"));
            if (!isOwn(folder)) {
                return Optional.empty();
            }
            Optional<byte[]> seal = seal(folder.resolve(SEAL));
            if (seal.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new CacheFolder(folder, SealedFiles.seal(seal.orElseThrow()), identity(program)));
        } catch (IOException e) {
            // Policies are compiled each time then, which takes longer and is no fault of the run.
            return Optional.empty();
        }
    }

    private static Optional<byte[]> seal(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] made = new byte[SEAL_LENGTH];
            new SecureRandom().nextBytes(made);
            Path half = Files.createTempFile(file.getParent(), SEAL, ".half", owned("rw-------"));
            try {
                Files.write(half, made, StandardOpenOption.TRUNCATE_EXISTING);
                // A link, unlike a move, never replaces the seal that another run has just made.
                Files.createLink(file, half);
            } catch (FileAlreadyExistsException e) {
                return read(file);
            } finally {
                Files.deleteIfExists(half);
            }
        }
        return read(file);
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !isOwn(file)) {
            return Optional.empty();
        }
        byte[] seal = Files.readAllBytes(file);
        return Optional.of(seal).filter(s -> s.length == SEAL_LENGTH);
    }

    private static boolean isOwn(Path path) throws IOException {
        if (!POSIX) {
            return true;
        }
        Set<PosixFilePermission> granted = EnumSet.copyOf(OTHERS);
        granted.retainAll(Files.getPosixFilePermissions(path));
        return granted.isEmpty() && Files.getOwner(path).getName().equals(System.getProperty("user.name"));
    }

    private static FileAttribute<?>[] owned(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** What this program was started from: a file, or a folder of classes. */
    private static Optional<Path> startedFrom() {
        CodeSource source = CacheFolder.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** What tells a program from any other: the bytes of its file, or when each of its classes was written and how long it is. */
    static String identity(Path program) throws IOException {
        if (Files.isRegularFile(program)) {
            return Fingerprint.of(Files.readAllBytes(program));
        }
        StringBuilder classes = new StringBuilder();
        try (Stream<Path> all = Files.walk(program)) {
            for (Path file : all.sorted().toList()) {
                classes.append(program.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
        }
        return Fingerprint.of(classes.toString());
    }
}
