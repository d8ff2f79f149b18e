package interlock.engine;

import interlock.policy.Policy;
import interlock.policy.PolicySet;
import interlock.vocabulary.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import javax.crypto.SecretKey;
import org.drools.base.common.DroolsObjectInputStream;
import org.drools.base.common.DroolsObjectOutputStream;

/**
 * Rule sets that were compiled before, so that what has not changed need not be compiled again: a file for each, named by
 * everything that it was made from. Of a rule set that is not among them the pieces are taken that the last one had too. What such a file holds passes the gate for classes like what was just built.
 */
public final class CompileCache {
    private static final String ENDING = ".policies";
    private static final String LATEST = ".latest";
    /** So many rule sets are kept: those used last. */
    private static final int KEPT = 24;
    /** What may be in a file; the seal already says that Interlock wrote it. */
    private static final ObjectInputFilter FILTER = ObjectInputFilter.Config.createFilter(
            "java.lang.*;java.util.**;java.math.*;java.time.**;org.drools.**;org.kie.**;org.mvel2.**;interlock.**;!*");

    private final SealedFiles files;
    /** Where it is told which rule set was compiled last. */
    private final SealedFiles latest;

    private final String program;

    /**
     * @param folder where the files lie; it need not exist
     * @param seal what only the owner of the folder knows
     * @param program tells builds of Interlock from one another, so that none reads what another wrote
     */
    public CompileCache(Path folder, SecretKey seal, String program) {
        this.files = new SealedFiles(folder, seal, ENDING, KEPT);
        this.latest = new SealedFiles(folder, seal, LATEST, KEPT);
        this.program = program;
    }

    /** By what a rule set is found: everything that compiling it depends on. */
    String name(PolicySet policies, SortedSet<String> parameterIds) {
        List<String> made = beneath(policies);
        for (Policy policy : policies.policies()) {
            made.addAll(List.of(policy.id(), policy.source()));
        }
        made.addAll(parameterIds);
        return fingerprint(made);
    }

    /** What compiling depends on besides the policies and parameters: the program, Java and the kinds of facts. */
    private List<String> beneath(PolicySet policies) {
        List<String> made = new ArrayList<>(List.of(
                program,
                Runtime.version().toString(),
                String.valueOf(System.getProperty("java.vendor")),
                PolicyCompiler.header(policies.vocabulary())));
        policies.vocabulary().declaredTypes().forEach(t -> {
            made.add(t.getName());
            made.add(t.isRecord() ? Arrays.toString(t.getRecordComponents()) : Arrays.toString(t.getEnumConstants()));
        });
        return made;
    }

    private static String fingerprint(List<String> made) {
        // Each with its length, so that no two lists read alike.
        StringBuilder text = new StringBuilder();
        made.forEach(m -> text.append(m.length()).append(':').append(m));
        return Fingerprint.of(text.toString());
    }

    /** The pieces of the rule set that was compiled last with the same kinds of facts; none if there is none to be trusted. */
    List<Piece> latest(PolicySet policies, ClassLoader loader) {
        return latest.read(fingerprint(beneath(policies)))
                .flatMap(name -> read(new String(name, StandardCharsets.UTF_8), loader))
                .map(c -> List.<Piece>copyOf(c.pieces()))
                .orElse(List.of());
    }

    /** What was compiled under this name, if it is there and can be trusted. */
    Optional<Compiled> read(String name, ClassLoader loader) {
        return files.read(name).flatMap(content -> read(content, loader));
    }

    private static Optional<Compiled> read(byte[] content, ClassLoader loader) {
        try (DroolsObjectInputStream in = new DroolsObjectInputStream(new ByteArrayInputStream(content), loader)) {
            in.setObjectInputFilter(FILTER);
            return Optional.of((Compiled) in.readObject());
        } catch (IOException | ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Whether it could be kept. */
    boolean write(String name, Compiled compiled, PolicySet policies) {
        try {
            return files.write(name, bytes(compiled))
                    && latest.write(fingerprint(beneath(policies)), name.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
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
}
