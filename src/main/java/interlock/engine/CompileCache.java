package interlock.engine;

import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.vocabulary.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.drools.base.common.DroolsObjectInputStream;
import org.drools.base.common.DroolsObjectOutputStream;

/**
 * Rule sets that were compiled before, so that what has not changed need not be compiled again: a file for each, named by
 * everything that it was made from. A file counts only if it is whole and bears the seal of its owner, and what it
 * holds passes the gate for classes like what was just built. All else is as if there were no such file; that a file
 * cannot be written costs time and nothing more.
 */
public final class CompileCache {
    private static final String SEAL = "HmacSHA256";
    private static final int SEAL_LENGTH = 32;
    private static final String ENDING = ".policies";
    /** So many rule sets are kept: those used last. */
    private static final int KEPT = 24;
    /** What may be in a file; the seal already says that Interlock wrote it. */
    private static final ObjectInputFilter FILTER = ObjectInputFilter.Config.createFilter(
            "java.lang.*;java.util.**;java.math.*;java.time.**;org.drools.**;org.kie.**;org.mvel2.**;interlock.**;!*");

    private final Path folder;
    private final SecretKeySpec seal;
    private final String program;

    /**
     * @param folder where the files lie; it need not exist
     * @param seal what only the owner of the folder knows
     * @param program tells builds of Interlock from one another, so that none reads what another wrote
     */
    public CompileCache(Path folder, byte[] seal, String program) {
        this.folder = folder;
        this.seal = new SecretKeySpec(seal, SEAL);
        this.program = program;
    }

    /** By what a rule set is found: everything that compiling it depends on. */
    String name(PolicySet policies, SortedSet<String> parameterIds) {
        List<String> made = new ArrayList<>(List.of(
                program,
                Runtime.version().toString(),
                String.valueOf(System.getProperty("java.vendor")),
                PolicyCompiler.header(policies.vocabulary())));
        policies.vocabulary().declaredTypes().forEach(t -> {
            made.add(t.getName());
            made.add(t.isRecord() ? Arrays.toString(t.getRecordComponents()) : Arrays.toString(t.getEnumConstants()));
        });
        for (Policy policy : policies.policies()) {
            made.addAll(List.of(policy.id(), policy.source()));
        }
        made.addAll(parameterIds);
        // Each with its length, so that no two lists read alike.
        StringBuilder text = new StringBuilder();
        made.forEach(m -> text.append(m.length()).append(':').append(m));
        return Fingerprint.of(text.toString());
    }

    /** What was compiled under this name, if it is there and can be trusted. */
    Optional<Compiled> read(String name, ClassLoader loader) {
        Path file = folder.resolve(name + ENDING);
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
        if (!MessageDigest.isEqual(Arrays.copyOf(sealed, SEAL_LENGTH), sealed(name, content))) {
            return Optional.empty();
        }
        try (DroolsObjectInputStream in = new DroolsObjectInputStream(new ByteArrayInputStream(content), loader)) {
            in.setObjectInputFilter(FILTER);
            return Optional.of((Compiled) in.readObject());
        } catch (IOException | ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Whether it could be kept. */
    boolean write(String name, Compiled compiled) {
        try {
            byte[] content = bytes(compiled);
            Files.createDirectories(folder);
            Path half = Files.createTempFile(folder, name, ".half");
            try {
                byte[] sealed = Arrays.copyOf(sealed(name, content), SEAL_LENGTH + content.length);
                System.arraycopy(content, 0, sealed, SEAL_LENGTH, content.length);
                Files.write(half, sealed);
                Files.move(
                        half,
                        folder.resolve(name + ENDING),
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

    private static byte[] bytes(Compiled compiled) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new DroolsObjectOutputStream(bytes)) {
            out.writeObject(compiled);
        }
        return bytes.toByteArray();
    }

    /** The seal covers the name too, so that no file can stand in for another. */
    private byte[] sealed(String name, byte[] content) {
        try {
            Mac mac = Mac.getInstance(SEAL);
            mac.init(seal);
            mac.update(Fingerprint.of(name).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + SEAL, e);
        }
    }

    /** Deletes the files that were written longest ago. */
    private void clear() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().endsWith(ENDING))
                    .sorted(Comparator.comparing((Path f) -> f.toFile().lastModified())
                            .reversed()
                            .thenComparing(Path::compareTo))
                    .toList();
        }
        for (Path file : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.deleteIfExists(file);
        }
    }
}
