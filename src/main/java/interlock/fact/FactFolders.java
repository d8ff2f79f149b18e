package interlock.fact;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Location;
import interlock.json.DataFormat;
import interlock.json.ReadingCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fact files below folders, each once, in the order of their names; hidden ones are skipped, links followed. At
 * the top of a root the folder {@code scenarios} holds assumptions, not facts, and {@code cases} holds fact bases of their
 * own: both are left alone. So are files of tests.
 */
final class FactFolders {
    /** The folder of a root that holds scenarios. */
    static final String SCENARIOS = "scenarios";

    private static final Set<String> APART = Set.of(SCENARIOS, "cases");
    private static final String TESTS = ".test.yaml";

    /** A file to read. */
    record Found(Path file, String shown, DataFormat format) {}

    private final Findings findings;
    private final List<Found> found = new ArrayList<>();
    private final Set<Path> visited = new HashSet<>();

    private FactFolders(Findings findings) {
        this.findings = findings;
    }

    /** The fact files that are or are below the roots. */
    static List<Found> find(List<Path> roots, Findings findings) {
        FactFolders folders = new FactFolders(findings);
        roots.forEach(folders::root);
        return List.copyOf(folders.found);
    }

    private void root(Path root) {
        String shown = shown(root);
        if (Files.isDirectory(root)) {
            int before = found.size() + findings.errors();
            folder(root, shown.equals("/") ? "" : shown, new HashSet<>(), true);
            if (found.size() + findings.errors() == before) {
                findings.add(Diagnostic.warning(
                        ReadingCode.NO_FILES.code(),
                        Location.ofFile(shown),
                        "there is no fact file in this folder",
                        "fact files end in .yaml, .yml, .json, .ndjson or .csv"));
            }
            return;
        }
        if (!Files.exists(root)) {
            if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
                deadLink(shown);
            } else {
                error(ReadingCode.MISSING, shown, "there is no such file or folder", "check the path");
            }
            return;
        }
        DataFormat format = DataFormat.of(name(root)).orElse(null);
        if (format == null) {
            error(
                    ReadingCode.UNKNOWN_FORMAT,
                    shown,
                    "the ending does not say what kind of file this is",
                    "fact files end in .yaml, .yml, .json, .ndjson or .csv");
            return;
        }
        file(root, shown, format);
    }

    /** The path as the user gave it, with forward slashes. */
    private static String shown(Path path) {
        String shown = path.toString().replace('\\', '/');
        return shown.isEmpty() ? "." : shown;
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private void folder(Path folder, String shown, Set<Path> above, boolean top) {
        Path real = real(folder, shown);
        if (real == null) {
            return;
        }
        if (above.contains(real)) {
            error(
                    ReadingCode.LINK_LOOP,
                    shown,
                    "this link leads back into a folder that contains it",
                    "remove the link");
            return;
        }
        if (!visited.add(real)) {
            return;
        }
        above.add(real);
        for (Path path : listed(folder, shown)) {
            String below = shown + "/" + name(path);
            if (Files.isDirectory(path)) {
                if (!top || !APART.contains(name(path))) {
                    folder(path, below, above, false);
                }
                continue;
            }
            DataFormat format = DataFormat.of(name(path)).orElse(null);
            if (!Files.exists(path)) {
                if (format != null || name(path).indexOf('.') < 0) {
                    deadLink(below);
                }
            } else if (format != null) {
                file(path, below, format);
            }
        }
        above.remove(real);
    }

    private List<Path> listed(Path folder, String shown) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(p -> !name(p).startsWith(".") && !name(p).endsWith(TESTS))
                    .sorted(Comparator.comparing(FactFolders::name))
                    .toList();
        } catch (IOException e) {
            unreadable(shown, e);
            return List.of();
        }
    }

    private void file(Path file, String shown, DataFormat format) {
        Path real = real(file, shown);
        if (real != null && visited.add(real)) {
            if (Files.isRegularFile(real)) {
                found.add(new Found(file, shown, format));
            } else {
                error(ReadingCode.UNREADABLE, shown, "this is not a file that can be read", null);
            }
        }
    }

    private void deadLink(String shown) {
        error(ReadingCode.MISSING, shown, "the link leads to nothing", "remove the link or mend it");
    }

    private @Nullable Path real(Path path, String shown) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            unreadable(shown, e);
            return null;
        }
    }

    private void unreadable(String shown, IOException e) {
        findings.add(FactFiles.unreadable(shown, e instanceof FileSystemException));
    }

    private void error(ReadingCode code, String shown, String message, @Nullable String help) {
        findings.add(Diagnostic.error(code.code(), Location.ofFile(shown), message, help));
    }
}
