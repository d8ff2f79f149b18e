package interlock;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Names files so that a report reads the same wherever its folders lie: by the folder's own name and the path below it. */
final class FileNames {
    private final List<Path> roots;

    FileNames(List<Path> roots) {
        this.roots = roots.stream()
                .sorted(Comparator.comparing(Path::getNameCount).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The name of a file, given its path as diagnostics show it. */
    String stable(String shown) {
        Path path = Path.of(shown);
        for (Path root : roots) {
            if (path.startsWith(root) || path.normalize().startsWith(root.normalize())) {
                Path below = root.normalize().relativize(path.normalize());
                Path last = root.toAbsolutePath().normalize().getFileName();
                return (last == null ? below : last.resolve(below)).toString().replace('\\', '/');
            }
        }
        return shown;
    }
}
