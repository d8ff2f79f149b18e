package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.parameter.ParameterFiles;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policy.PolicyFiles;
import interlock.report.Report;
import interlock.report.render.ReportHtml;
import interlock.report.render.ReportMarkdown;
import interlock.report.render.ReportText;
import interlock.report.render.Style;
import interlock.vocabulary.Field;
import interlock.vocabulary.Kind;
import interlock.vocabulary.Level;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A signal is an indicator. Nothing that Interlock says of its own may sound like a finding: not the policies, not their
 * thresholds, not the reports, not what is on file about real people and firms. What a source is quoted to have said, and
 * what a source is called, is its own.
 */
final class OverclaimingTest {
    /** Words that a court or an authority may use, and nobody else. */
    private static final Pattern FINDING = Pattern.compile(
            "(?i)\\b(violat(e|es|ed|ing|ion|ions)|illegal(ly|ity)?|unlawful(ly)?|breach(es|ed|ing)?|guilt(y)?|fraud(s|ulent|ulently)?"
                    + "|prove[sn]|collu(de|des|ded|ding|sion|sive)|cartels?|conspir(acy|acies|e|es|ed)|criminal(s|ly)?|crimes?"
                    + "|infring(e|es|ed|ing|ement|ements)|wrongdoing|misconduct|corrupt(ion|ly)?|abus(e|es|ed|ive)|offen[cs]es?"
                    + "|brib(e|es|ed|ery)|kickbacks?|launder(s|ed|ing)?|sham|cheat(s|ed|ing)?|improper(ly)?)\\b"
                    // A stake is not control, and a policy cannot know who has it.
                    + "|(?i)\\b(has|have|takes?|took|gains?|gained) control of\\b|\\} controls \\{|\\} owns \\{");

    /** Names of laws, authorities and cases that a reference may cite although they contain such a word. */
    private static final List<String> NAMES = List.of(
            "Foreign Corrupt Practices Act",
            "Serious Fraud Office",
            "abuse of a dominant position",
            "UK Bribery Act 2010");

    private static final Pattern REFERENCE = Pattern.compile("^\\s*(\\* @reference|(- )?reference:).*");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    /** Where a text of one's own says more than it may; names count as such in references alone. */
    private static List<String> findings(String where, Stream<String> lines) {
        List<String> found = new ArrayList<>();
        lines.forEach(line -> {
            String own = line;
            if (REFERENCE.matcher(line).matches()) {
                for (String name : NAMES) {
                    own = own.replace(name, "");
                }
            }
            if (FINDING.matcher(own).find()) {
                found.add(where + ": " + line.strip());
            }
        });
        return found;
    }

    private static List<String> findings(Path folder, String ending) {
        List<String> found = new ArrayList<>();
        int[] files = {0};
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file :
                    walk.filter(p -> p.toString().endsWith(ending)).sorted().toList()) {
                files[0]++;
                found.addAll(findings(file.toString(), Files.readString(file).lines()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(files[0]).as(folder + " has files in " + ending).isPositive();
        return found;
    }

    /** Titles, narratives, names of clauses and points, false positives, comments: all that stands in a policy. */
    @Test
    void noPolicySaysMoreThanItMay() {
        assertThat(findings(Path.of("rules"), ".drl")).isEmpty();
    }

    @Test
    void noThresholdAndNoTestOfAPolicySaysMore() {
        assertThat(findings(Path.of("rules"), ".yaml")).isEmpty();
    }

    /** The same asked of what was read, so that no way of writing a header escapes. */
    @Test
    void noTitleNarrativeGradeOrReasonSaysMoreOnceItIsRead() {
        List<String> said = new ArrayList<>();
        List<Policy> policies =
                PolicyFiles.read(List.of(Path.of("rules"))).policies().policies();
        assertThat(policies).hasSizeGreaterThan(10);
        for (Policy policy : policies) {
            said.add(policy.header().title());
            said.addAll(policy.header().falsePositives());
            for (Clause clause : policy.clauses()) {
                said.add(clause.name());
                Stream.of(clause.grade(), clause.says())
                        .filter(Objects::nonNull)
                        .forEach(said::add);
            }
        }
        ParameterFiles.read(List.of(Path.of("rules"))).parameters().all().stream()
                .map(p -> p.rationale())
                .filter(Objects::nonNull)
                .forEach(said::add);
        for (Level level : Level.values()) {
            said.add(level.name());
        }
        assertThat(said).hasSizeGreaterThan(100);
        assertThat(findings("policies", said.stream())).isEmpty();
    }

    /** What stands in the program's own sentences. */
    @Test
    void noSentenceOfAReportSaysMore() throws IOException {
        List<String> literals = new ArrayList<>();
        for (String room : List.of("report", "derivation", "score", "scenario", "vocabulary")) {
            try (Stream<Path> walk = Files.walk(Path.of("src/main/java/interlock", room))) {
                for (Path file : walk.filter(p -> p.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    LITERAL.matcher(Files.readString(file)).results().forEach(m -> literals.add(m.group(1)));
                }
            }
        }
        assertThat(literals).hasSizeGreaterThan(500);
        assertThat(findings("program", literals.stream())).isEmpty();
    }

    @Test
    void noReportSaysMore() {
        Report report = Interlock.open(List.of(Path.of("facts/cases/nvidia-coreweave")), List.of(Path.of("rules")))
                .run(Query.everything());
        assertThat(report.signals()).isNotEmpty();
        Stream.of(ReportText.of(report, Style.PLAIN), ReportMarkdown.of(report), ReportHtml.of(report))
                .forEach(text -> assertThat(findings("report", text.lines())).isEmpty());
    }

    /** What a narrative or a note may pass on; quotations and titles are left out, being the words of others. */
    @Test
    void noFactOnFileSaysMore() throws IOException {
        List<String> said = new ArrayList<>();
        for (Path folder : folders()) {
            FactBase base = FactFiles.load(List.of(folder), Vocabulary.builtIn());
            for (Assertion assertion : base.assertions()) {
                Kind kind = Kind.of(assertion.fact());
                for (Field field : kind.fields()) {
                    if (kind.value(assertion.fact(), field.name()) instanceof String text) {
                        said.add(text);
                    }
                }
                Stream.ofNullable(assertion.note()).forEach(said::add);
            }
        }
        assertThat(said).hasSizeGreaterThan(500);
        assertThat(findings("facts", said.stream())).isEmpty();
        assertThat(findings(Path.of("facts/cases"), ".test.yaml")).isEmpty();
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> cases = Files.list(Path.of("facts/cases"))) {
            return Stream.concat(Stream.of(Path.of("facts")), cases.filter(Files::isDirectory))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " * @says           {$holder} violates section 8",
                " * @title          Unlawful interlock",
                " * @grade          illegal",
                " * @falsepositive  None: this proves collusion",
                "    rationale: a breach of the guidelines",
                " * @says           {$holder} controls {$company}",
                " * @says           {$holder} has control of {$company}",
                " * @reference      A cartel under article 101",
                " * @title          Foreign Corrupt Practices Act",
            })
    void aPlantedWordIsFound(String line) {
        assertThat(findings("planted", Stream.of(line))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " * @reference      US Foreign Corrupt Practices Act (from memory)",
                "    reference: abuse of a dominant position, article 102 TFEU",
                " * @says           what a stake of {$share} can mean, a proof of which is below",
                " * @says           no controls between {$left} and {$right} are on file",
            })
    void namesOfLawsAndTheWordsOfTheDomainAreNot(String line) {
        assertThat(findings("allowed", Stream.of(line))).isEmpty();
    }
}
