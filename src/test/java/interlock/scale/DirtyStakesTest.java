package interlock.scale;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.InvalidInput;
import interlock.diagnostic.Location;
import interlock.diagnostic.Severity;
import interlock.fact.FactFiles;
import interlock.report.NetworkFigures.Agreement;
import interlock.scale.DirtyStakes.Place;
import interlock.scale.DirtyStakes.Sort;
import interlock.scale.NetworkFacts.Written;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stakes that are wrong are told of by their place, each once, and nothing else is. */
class DirtyStakesTest {
    private static final OwnershipNetwork NETWORK = OwnershipNetwork.of(OwnershipNetwork.LEAST, 42);

    @TempDir
    Path folder;

    private Written written() throws IOException {
        return NetworkFacts.write(NETWORK, folder, NetworkFacts.Format.NDJSON);
    }

    private List<Diagnostic> problems() {
        try {
            return FactFiles.loadWithWarnings(List.of(folder), Vocabulary.builtIn())
                    .warnings();
        } catch (InvalidInput e) {
            return e.diagnostics();
        }
    }

    @Test
    void eachPlaceIsFoundAtItsFileAndLineAndNoneElsewhere() throws IOException {
        DirtyStakes dirt = DirtyStakes.in(written(), 1_000, 42);
        List<Diagnostic> problems = problems();
        assertThat(problems.stream().map(d -> d.at().file() + ":" + d.at().line()))
                .containsExactlyElementsOf(dirt.places().stream()
                        .map(p -> p.file() + ":" + p.line())
                        .toList());
        assertThat(problems).allSatisfy(d -> {
            assertThat(d.at().column()).isPositive();
            assertThat(d.help()).isNotBlank();
        });
        Map<String, Severity> severities = problems.stream()
                .collect(Collectors.toMap(Diagnostic::code, Diagnostic::severity, (one, other) -> {
                    assertThat(other).isEqualTo(one);
                    return one;
                }));
        assertThat(severities)
                .isEqualTo(Map.of(
                        "IL224", Severity.ERROR,
                        "IL244", Severity.ERROR,
                        "IL228", Severity.ERROR,
                        "IL252", Severity.WARNING));
        assertThat(dirt.in(problems)).hasSize(5).allMatch(a -> a.otherwise().isEmpty() && a.agreed() == a.cases());
        assertThat(dirt.in(problems).stream().mapToLong(Agreement::cases).sum())
                .isEqualTo(dirt.written().facts());
    }

    /** About a tenth of 1,862 stakes, each way about as often. */
    @Test
    void aboutSoManyAreWrongEachWayInTurn() throws IOException {
        DirtyStakes dirt = DirtyStakes.in(written(), 1_000, 42);
        assertThat(dirt.places()).hasSizeBetween(130, 240);
        for (Sort sort : Sort.values()) {
            assertThat(dirt.places().stream().filter(p -> p.sort() == sort))
                    .hasSizeBetween(dirt.places().size() / 5, dirt.places().size() / 3);
        }
    }

    @Test
    void theOtherLinesAreAsTheyWere() throws IOException {
        Written clean = written();
        Map<Path, List<String>> before = lines(clean);
        DirtyStakes dirt = DirtyStakes.in(clean, 1_000, 42);
        assertThat(dirt.written().files()).isEqualTo(clean.files());
        long over = dirt.places().stream().filter(p -> p.sort() == Sort.OVER).count();
        assertThat(dirt.written().facts()).isEqualTo(clean.facts() + over);
        lines(dirt.written()).forEach((file, lines) -> {
            List<String> kept = new ArrayList<>(lines);
            List<String> were = new ArrayList<>(before.get(file));
            for (int i = dirt.places().size() - 1; i >= 0; i--) {
                Place place = dirt.places().get(i);
                if (place.file().equals(file)) {
                    long added = dirt.places().subList(0, i).stream()
                            .filter(p -> p.sort() == Sort.OVER)
                            .count();
                    kept.remove(place.line() - 1);
                    if (place.sort() != Sort.OVER) {
                        were.remove((int) (place.line() - 1 - added));
                    }
                }
            }
            assertThat(kept).isEqualTo(were);
        });
    }

    private static Map<Path, List<String>> lines(Written written) throws IOException {
        Map<Path, List<String>> lines = new TreeMap<>();
        for (Path file : written.files()) {
            lines.put(file, Files.readAllLines(file));
        }
        return lines;
    }

    @Test
    void theSameIsWrongEveryTime(@TempDir Path again) throws IOException {
        DirtyStakes one = DirtyStakes.in(written(), 333, 42);
        DirtyStakes other = DirtyStakes.in(NetworkFacts.write(NETWORK, again, NetworkFacts.Format.NDJSON), 333, 42);
        assertThat(lines(other.written()).values())
                .containsExactlyElementsOf(lines(one.written()).values());
    }

    @Test
    void allOfThemMayBeAndNone() throws IOException {
        Map<Path, List<String>> clean = lines(written());
        DirtyStakes none = DirtyStakes.in(written(), 0, 42);
        assertThat(none.places()).isEmpty();
        assertThat(lines(none.written())).isEqualTo(clean);
        DirtyStakes all = DirtyStakes.in(written(), 10_000, 42);
        assertThat(all.places()).hasSize(1_862);
        assertThat(all.in(problems())).allMatch(a -> a.otherwise().isEmpty());
    }

    @Test
    void plantedFactsAreLeftAlone() throws IOException {
        DirtyStakes dirt = DirtyStakes.in(written().and(PlantedCases.of(2).write(folder)), 1_000, 42);
        assertThat(dirt.in(problems())).allMatch(a -> a.otherwise().isEmpty());
        assertThat(dirt.places()).noneMatch(p -> p.file().endsWith("planted.ndjson"));
    }

    @Test
    void whatIsNotFoundOrFoundElsewhereIsToldByItsPlace() throws IOException {
        DirtyStakes dirt = DirtyStakes.in(written(), 1_000, 42);
        List<Diagnostic> problems = new ArrayList<>(problems());
        Diagnostic missed = problems.remove(0);
        String stakes = folder.resolve("stakes-1.ndjson").toString();
        problems.add(Diagnostic.error("IL232", new Location(stakes, 1, 9, 1), "a share", "a remedy"));
        List<Agreement> agreements = dirt.in(problems);
        assertThat(agreements.get(0).otherwise())
                .containsExactly(stakes + ":" + missed.at().line() + ": IL224 is to be found, and found is nothing");
        assertThat(agreements.get(0).agreed()).isEqualTo(agreements.get(0).cases() - 1);
        assertThat(agreements.get(4).otherwise())
                .containsExactly(stakes + ":1:9: IL232 is found, and nothing is wrong there");
    }
}
