package interlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Files that hold what a test expects. They are written anew with -Dgolden.update=true, which CI refuses. */
public final class Golden {
    private Golden() {}

    /** Fails unless the file holds exactly that text. */
    public static void check(Path file, String actual) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                assertThat(System.getenv("CI"))
                        .as("golden files are not written in CI")
                        .isNull();
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
            }
            assertThat(file).exists();
            String expected = Files.readString(file);
            if (!actual.equals(expected)) {
                fail(difference(file, expected, actual));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first lines that differ: a whole schema twice over would tell nobody anything. */
    private static String difference(Path file, String expected, String actual) {
        List<String> there = expected.lines().toList();
        List<String> here = actual.lines().toList();
        int line = 0;
        while (line < Math.min(there.size(), here.size()) && there.get(line).equals(here.get(line))) {
            line++;
        }
        return file + ":" + (line + 1) + " differs\nexpected:\n" + from(there, line) + "\nactual:\n" + from(here, line)
                + "\n(-Dgolden.update=true writes the file anew; git shows the whole difference)";
    }

    private static String from(List<String> lines, int line) {
        return lines.stream().skip(line).limit(8).map(l -> "  " + l).collect(Collectors.joining("\n"));
    }
}
