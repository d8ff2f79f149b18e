package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts that cannot be read say nothing of a day, so nothing is said of what is in force on it. */
final class CheckWithoutFactsTest {
    @Test
    void factsThatCannotBeReadMakeNoParameterDoubtful(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("facts.yaml"), "facts:\n  - {kind: Company, id: a, name: A, amount: up to 3bn}\n");

        assertThat(Interlock.check(List.of(folder), List.of(Path.of("rules"))))
                .extracting(Diagnostic::code)
                .isNotEmpty()
                .doesNotContain("IL164");
    }
}
