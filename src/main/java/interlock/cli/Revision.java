package interlock.cli;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Rule folders as a revision of their git repository has them, laid out in a folder of their own until it is closed. */
final class Revision implements AutoCloseable {
    private static final String CODE = "IL540";
    private static final String PREFIX = "interlock-revision";
    /** How many characters of what git says are passed on. */
    private static final int MOST_SAID = 200;

    private final Path place;
    private final List<Path> folders;

    private Revision(Path place, List<Path> folders) {
        this.place = place;
        this.folders = List.copyOf(folders);
    }

    /**
     * Lays the folders out.
     *
     * @throws InvalidInput if there is no git, no repository, or no such revision with these folders in it
     */
    static Revision of(String revision, List<Path> ruleFolders) {
        Path place;
        try {
            place = Files.createTempDirectory(PREFIX).toRealPath();
        } catch (IOException e) {
            throw refused(revision, "there is no room to lay the revision out", null);
        }
        try {
            List<Path> folders = new ArrayList<>();
            for (Path folder : ruleFolders) {
                folders.add(laidOut(revision, folder, place.resolve(String.valueOf(folders.size()))));
            }
            return new Revision(place, folders);
        } catch (InvalidInput e) {
            remove(place);
            throw e;
        }
    }

    /** The folders, in the order in which they were given. */
    List<Path> folders() {
        return folders;
    }

    /** The name of a file of a revision; any other stays as it is. */
    static String named(String file, String revision) {
        int at = file.indexOf("/" + PREFIX);
        int below = at < 0 ? -1 : file.indexOf('/', file.indexOf('/', at + 1) + 1);
        return below < 0 ? file : revision + ":" + file.substring(below + 1);
    }

    @Override
    public void close() {
        remove(place);
    }

    private static Path laidOut(String revision, Path folder, Path into) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInput(List.of(Diagnostic.error(
                    "IL101",
                    Location.ofFile(folder.toString()),
                    "there is no folder of policies here",
                    "give the folder with `--rules`")));
        }
        Said top = git(revision, folder, "rev-parse", "--show-toplevel");
        Said below = git(revision, folder, "rev-parse", "--show-prefix");
        if (top.exit() != 0 || below.exit() != 0) {
            throw refused(
                    revision,
                    "`" + folder + "` lies in no git repository",
                    "give the folder of other rules with `--against DIR`");
        }
        if (git(revision, folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
                        .exit()
                != 0) {
            throw refused(
                    revision,
                    "there is no folder and no revision `" + revision + "`",
                    "give a branch, a tag, a commit, or a rule folder");
        }
        // The name of the folder stays, since results name files by it.
        Path name = folder.toAbsolutePath().normalize().getFileName();
        Path root = into.resolve(name == null ? "rules" : name.toString());
        // Asked from the top: in a folder that the revision does not have, git does not even begin.
        String path = below.text().strip().replaceFirst("/$", "");
        Said archive =
                git(revision, Path.of(top.text().strip()), "archive", "--format=zip", revision + "^{commit}:" + path);
        if (archive.exit() != 0) {
            throw refused(
                    revision,
                    "the revision `" + revision + "` has no folder `" + path + "`",
                    "git says: " + brief(archive.errors()));
        }
        try {
            Files.createDirectories(root);
            unpack(archive.stream(), root);
            return root;
        } catch (IOException e) {
            throw refused(revision, "the revision cannot be laid out", null);
        }
    }

    private static String brief(String said) {
        String line = said.strip().replace('\n', ' ');
        return line.length() > MOST_SAID ? line.substring(0, MOST_SAID) + "…" : line;
    }

    private static void unpack(InputStream archive, Path root) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(archive, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = root.resolve(entry.getName()).normalize();
                if (entry.isDirectory() || !target.startsWith(root)) {
                    continue;
                }
                Files.createDirectories(target.getParent());
                Files.copy(zip, target);
            }
        }
    }

    /** What a run of git said. */
    private static final class Said {
        private final int exit;
        private final byte[] bytes;
        private final String errors;

        Said(int exit, byte[] bytes, String errors) {
            this.exit = exit;
            this.bytes = bytes;
            this.errors = errors;
        }

        int exit() {
            return exit;
        }

        InputStream stream() {
            return new ByteArrayInputStream(bytes);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String errors() {
            return errors;
        }
    }

    private static Said git(String revision, Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        try {
            Path errors = Files.createTempFile(PREFIX, ".txt");
            try {
                Process process = builder.redirectError(errors.toFile()).start();
                process.getOutputStream().close();
                byte[] bytes;
                try (InputStream out = process.getInputStream()) {
                    bytes = out.readAllBytes();
                }
                return new Said(process.waitFor(), bytes, Files.readString(errors));
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw refused(
                    revision,
                    "git cannot be run, so there is no revision to compare with",
                    "install git, or give the folder of other rules with `--against DIR`");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(revision, "git was interrupted", null);
        }
    }

    private static InvalidInput refused(String revision, String message, @Nullable String help) {
        return new InvalidInput(
                List.of(Diagnostic.error(CODE, Location.ofFile("--against " + revision), message, help)));
    }

    private static void remove(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left lies where the machine clears up by itself.
            return;
        }
    }
}
