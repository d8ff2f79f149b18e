package interlock.fact;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.scale.NetworkFacts;
import interlock.scale.NetworkFacts.Format;
import interlock.scale.OwnershipNetwork;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever waits while facts are read learns how much of them has been read. */
class ReadingProgressTest {
    @TempDir
    private Path folder;

    @Test
    void eachLineBringsItOnAndTheEndIsTheWhole() throws IOException {
        NetworkFacts.Written written = NetworkFacts.write(OwnershipNetwork.of(1_000, 42), folder, Format.NDJSON);
        List<Long> read = new ArrayList<>();
        FactFiles.Loaded loaded = FactFiles.loadWithWarnings(List.of(folder), Vocabulary.builtIn(), read::add);
        assertThat(FactFiles.bytes(List.of(folder))).isEqualTo(written.bytes());
        assertThat(read).isSorted().endsWith(written.bytes());
        assertThat(read).hasSizeGreaterThan(loaded.base().assertions().size());
        assertThat(loaded.base().assertions()).hasSizeGreaterThan(1_000);
    }

    @Test
    void otherFilesBringItOnOneByOne() throws IOException {
        NetworkFacts.Written written = NetworkFacts.write(OwnershipNetwork.of(1_000, 42), folder, Format.CSV);
        List<Long> read = new ArrayList<>();
        FactFiles.loadWithWarnings(List.of(folder), Vocabulary.builtIn(), read::add);
        assertThat(read).isSorted().hasSize(written.files().size()).endsWith(written.bytes());
    }
}
