package interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    @Test
    void worldsAreMeasuredAsATableAndAsJson(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("figures.json");
        Console console = Console.run(
                "bench", "worlds", "--uncertain", "3", "--facts", "40", "--repeat", "2", "--json", json.toString());
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        assertThat(console.out())
                .startsWith("worlds, 40 facts, 3 uncertain; 2 repetitions\n")
                .contains("median", "weigh", "worlds                            8\n", ", EXACT\n");
        assertThat(Files.readString(json))
                .contains("\"format\" : \"interlock.bench/1\"", "\"worlds\" : 8", "\"uncertain\" : 3");
    }

    @Test
    void sizesThatCannotBeAreWrongUsage() {
        assertThat(Console.run("bench", "worlds", "--uncertain", "99").exit()).isEqualTo(2);
        assertThat(Console.run("bench", "worlds", "--repeat", "0").err())
                .startsWith("error: `0` repetitions measure nothing\n");
        assertThat(Console.run("bench").err()).startsWith("error: say what is to be measured: worlds\n");
    }
}
