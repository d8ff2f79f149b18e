package interlock.engine;

import interlock.vocabulary.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Files that are kept between runs and count only if they are whole and bear the seal of their owner. All else is as if
 * there were no such file; that a file cannot be written costs time and nothing more.
 */
public final class SealedFiles {
    private static final String SEAL = "HmacSHA256";
    private static final int SEAL_LENGTH = 32;

    private final Path folder;
    private final SecretKey seal;
    private final String ending;
    private final int kept;

    /**
     * @param folder where the files lie; it need not exist
     * @param seal what only the owner of the folder knows
     * @param ending of the names of the files; what ends otherwise is left alone
     * @param kept so many files are kept: those written last
     */
    public SealedFiles(Path folder, SecretKey seal, String ending, int kept) {
        this.folder = folder;
        this.seal = seal;
        this.ending = ending;
        this.kept = kept;
    }

    /** The seal that is made of a secret. */
    public static SecretKey seal(byte[] secret) {
        return new SecretKeySpec(secret, SEAL);
    }

    /** What was kept under this name, if it is there and can be trusted. */
    public Optional<byte[]> read(String name) {
        Path file = folder.resolve(name + ending);
        byte[] sealed;
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            sealed = Files.readAllBytes(file);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (sealed.length < SEAL_LENGTH) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(sealed, SEAL_LENGTH, sealed.length);
        return MessageDigest.isEqual(Arrays.copyOf(sealed, SEAL_LENGTH), sealed(name, content))
                ? Optional.of(content)
                : Optional.empty();
    }

    /** Whether it could be kept. */
    public boolean write(String name, byte[] content) {
        try {
            Files.createDirectories(folder);
            Path half = Files.createTempFile(folder, name, ".half");
            try {
                byte[] sealed = Arrays.copyOf(sealed(name, content), SEAL_LENGTH + content.length);
                System.arraycopy(content, 0, sealed, SEAL_LENGTH, content.length);
                Files.write(half, sealed);
                Files.move(
                        half,
                        folder.resolve(name + ending),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
            clear();
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** The seal covers the name too, so that no file can stand in for another. */
    private byte[] sealed(String name, byte[] content) {
        try {
            Mac mac = Mac.getInstance(SEAL);
            mac.init(seal);
            mac.update(Fingerprint.of(name + ending).getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + SEAL, e);
        }
    }

    /** Deletes the files that were written longest ago. */
    private void clear() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().endsWith(ending))
                    .sorted(Comparator.comparing((Path f) -> f.toFile().lastModified())
                            .reversed()
                            .thenComparing(Path::compareTo))
                    .toList();
        }
        for (Path file : files.subList(Math.min(kept, files.size()), files.size())) {
            Files.deleteIfExists(file);
        }
    }
}
