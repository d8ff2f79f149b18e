package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.parameter.ParameterFiles;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.report.ReportSchema;
import interlock.report.render.ReportJson;
import interlock.report.render.ReportText;
import interlock.report.render.Style;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Same input, same bytes. */
class DeterminismTest {
    private static final List<Path> FACTS = List.of(Path.of("facts"));
    private static final List<Path> RULES = List.of(Path.of("rules"));

    private static String expected;

    @BeforeAll
    static void once() {
        expected = json();
    }

    private static String json() {
        return ReportSchema.validJson(ReportJson.of(Interlock.open(FACTS, RULES).run(Query.everything())));
    }

    @Test
    void aSecondRunGivesTheSameBytes() {
        assertThat(json()).isEqualTo(expected);
    }

    @Test
    void aTurkishLocaleGivesTheSameBytes() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG", "hi-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(json()).as(tag).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anotherTimeZoneGivesTheSameBytes() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(json()).isEqualTo(expected);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void anotherDefaultCharsetGivesTheSameBytes(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("report.json");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-16LE",
                        "-Duser.language=tr",
                        "-Duser.timezone=America/Caracas",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "interlock.cli.Main",
                        "run",
                        "-o",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Test
    void foldersInAnyOrderGiveTheSameBytes() {
        Path one = Path.of("facts/amazon-openai");
        Path two = Path.of("facts/ai-ecosystem");
        Path base = Path.of("facts/fact-base.yaml");
        String forward =
                ReportJson.of(Interlock.open(List.of(one, two, base), RULES).run(Query.everything()));
        String backward =
                ReportJson.of(Interlock.open(List.of(base, two, one), RULES).run(Query.everything()));
        assertThat(ReportSchema.validJson(backward)).isEqualTo(forward);
    }

    @Test
    void fiftyShufflesOfTheFactsGiveTheSameBytes() {
        FactBase base = FactFiles.load(FACTS, Vocabulary.builtIn());
        PolicySet all = PolicyFiles.read(RULES).policies();
        PolicySet policies = new PolicySet(
                all.policies().stream()
                        .filter(p -> p.concludesOnly() || p.id().equals("supply/compute-dependency"))
                        .toList(),
                all.files());
        var parameters = ParameterFiles.read(RULES).parameters();
        List<Path> folders = List.of(Path.of("facts"), Path.of("rules"));
        String first = null;
        for (int seed = 0; seed < 50; seed++) {
            List<Assertion> shuffled = new ArrayList<>(base.assertions());
            Collections.shuffle(shuffled, new Random(seed));
            FactBase turned = new FactBase(shuffled, base.sources().values(), base.files(), base.asOf());
            var report = Interlock.of(turned, policies, parameters, folders).run(Query.everything());
            String text = ReportJson.of(ReportSchema.valid(report));
            first = first == null ? text : first;
            assertThat(text).as("seed " + seed).isEqualTo(first);
        }
        assertThat(first).contains("4,015");
    }

    @Test
    void theTextIsTheSameToo() {
        String first = text();
        assertThat(text()).isEqualTo(first);
        assertThat(first).contains("Interlock report as of 2026-01-30").doesNotContain("\u001b");
    }

    private static String text() {
        return ReportText.of(ReportSchema.valid(Interlock.open(FACTS, RULES).run(Query.everything())), Style.PLAIN);
    }
}
