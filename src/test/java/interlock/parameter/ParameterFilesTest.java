package interlock.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.vocabulary.Range;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thresholds over time. */
final class ParameterFilesTest {
    @TempDir
    private Path folder;

    private ParameterSet read(String... entries) {
        StringBuilder text = new StringBuilder("parameters:\n");
        for (String entry : entries) {
            text.append("  - {").append(entry).append(", unit: USD, reference: law}\n");
        }
        write("parameters/p.yaml", text.toString());
        ParameterFiles.Loaded loaded = ParameterFiles.read(List.of(folder));
        assertThat(loaded.problems()).isEmpty();
        return loaded.parameters();
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(ParameterSet parameters, String day) {
        return parameters
                .inForce("x", LocalDate.parse(day))
                .map(p -> String.valueOf(p.value()))
                .orElse("none");
    }

    @Test
    void theValueIsThatOfTheDay() {
        ParameterSet parameters = read(
                "id: x, value: 3, effectiveFrom: 2026-01-17",
                "id: x, value: 1, effectiveFrom: 2024-01-01, effectiveTo: 2024-12-31",
                "id: x, value: 2, effectiveFrom: 2025-01-22");
        assertThat(value(parameters, "2023-12-31")).isEqualTo("none");
        assertThat(value(parameters, "2024-01-01")).isEqualTo("1");
        assertThat(value(parameters, "2024-12-31")).isEqualTo("1");
        // A gap between two values is a gap, not the nearest of them.
        assertThat(value(parameters, "2025-01-21")).isEqualTo("none");
        assertThat(value(parameters, "2025-01-22")).isEqualTo("2");
        assertThat(value(parameters, "2026-01-16")).isEqualTo("2");
        assertThat(value(parameters, "2026-01-17")).isEqualTo("3");
    }

    @Test
    void policiesGoByWhatIsInForceAndByGuidanceOnly() {
        for (ParameterStatus status : ParameterStatus.values()) {
            boolean applies = status == ParameterStatus.IN_FORCE || status == ParameterStatus.GUIDANCE;
            assertThat(value(read("id: x, value: 1, status: " + status), "2026-01-01"))
                    .as(status.name())
                    .isEqualTo(applies ? "1" : "none");
        }
    }

    @Test
    void whatIsVacatedGivesWayToWhatWasBefore() {
        ParameterSet parameters = read(
                "id: x, value: 1, effectiveFrom: 2024-01-01",
                "id: x, value: 2, effectiveFrom: 2025-01-01, status: VACATED");
        assertThat(value(parameters, "2025-06-01")).isEqualTo("1");
    }

    @Test
    void aValueMayBeAnInterval() {
        ParameterSet parameters = read("id: x, value: {low: 0.50, high: 1}");
        Parameter x = parameters.inForce("x", LocalDate.EPOCH).orElseThrow();
        assertThat(x.value()).isNull();
        assertThat(x.interval()).isEqualTo(new Range(new BigDecimal("0.5"), BigDecimal.ONE));
    }

    @Test
    void oneValueForEachThresholdIsInForce() {
        ParameterSet parameters = read(
                "id: b, value: 1",
                "id: a, value: 1",
                "id: a, value: 2, effectiveFrom: 2025-01-01",
                "id: c, value: 9, status: PROPOSED");
        assertThat(parameters.inForce(LocalDate.of(2026, 1, 1)))
                .extracting(p -> p.id() + p.value())
                .containsExactly("a2", "b1");
        assertThat(parameters.ids()).containsExactly("a", "b", "c");
    }

    @Test
    void aThresholdThatCannotBeUsedIsStillKnownByName() {
        write("parameters/p.yaml", "parameters:\n  - {id: x, value: much, unit: USD, reference: law}\n");
        ParameterFiles.Loaded loaded = ParameterFiles.read(List.of(folder));
        assertThat(loaded.problems()).hasSize(1);
        assertThat(loaded.parameters().ids()).containsExactly("x");
        assertThat(loaded.parameters().inForce(LocalDate.EPOCH)).isEmpty();
    }

    @Test
    void aFolderWithoutThresholdsIsNoError() {
        assertThat(ParameterFiles.read(List.of(folder)).problems()).isEmpty();
    }

    @Test
    void everyShippedThresholdSaysWhereItComesFrom() {
        ParameterFiles.Loaded loaded = ParameterFiles.read(List.of(Path.of("rules")));
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.parameters().all()).hasSizeGreaterThan(40).allSatisfy(p -> {
            assertThat(p.reference()).as(p.id()).isNotBlank();
            assertThat(p.value() != null || p.interval().known()).as(p.id()).isTrue();
        });
    }
}
