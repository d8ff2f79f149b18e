package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.InvalidInput;
import interlock.report.Diff;
import interlock.report.Diff.AlterationView;
import interlock.report.Diff.Fate;
import interlock.report.Diff.How;
import interlock.report.Diff.Way;
import interlock.report.Diff.What;
import interlock.report.PublishedSchema;
import interlock.report.Report;
import interlock.report.Report.At;
import interlock.report.ReportSchema;
import interlock.report.render.DiffText;
import interlock.report.render.ReportJson;
import interlock.report.render.ReportReader;
import interlock.report.render.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies between two fact bases, rule folders or reports. */
class DiffTest {
    private static final Path FACTS = Path.of("src/test/data/small/facts/facts.yaml");
    private static final List<Path> RULES = List.of(Path.of("rules"));

    @TempDir
    private Path folder;

    private Interlock edited(UnaryOperator<String> edit) {
        try {
            Path file = folder.resolve("facts.yaml");
            Files.writeString(file, edit.apply(Files.readString(FACTS)));
            return Interlock.open(List.of(file), RULES);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Interlock onFile() {
        return Interlock.open(List.of(FACTS), RULES);
    }

    private Diff diff(UnaryOperator<String> edit) {
        return onFile().diff(Diff.Of.FACTS, "one", edited(edit), "other", Query.everything());
    }

    @Test
    void aFactBaseDoesNotDifferFromItself() {
        Diff diff = diff(text -> "# the same facts, a line further down\n\n" + text);
        assertThat(diff.alterations()).isEmpty();
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.unchanged()).isGreaterThan(3);
        assertThat(diff.notes()).containsExactly("nothing that signals can depend on is otherwise");
        PublishedSchema.valid("diff", ReportJson.of(diff));
    }

    @Test
    void theFieldThatDidItIsTold() {
        // Of three fields of one fact and another elsewhere two together make the signal established.
        Diff diff = diff(text -> text.replace("status: IN_TALKS", "status: COMPLETED")
                .replace("firm: 0", "firm: 20bn")
                .replace("locator: paragraph 1", "locator: paragraph 2")
                .replace("market: frontier models", "market: models"));
        assertThat(diff.changes())
                .filteredOn(c ->
                        c.fate() == Fate.ESTABLISHED && c.signal().policy().equals("strategic/hyperscaler-hedging"))
                .isNotEmpty()
                .allSatisfy(c -> {
                    assertThat(c.by()).hasSize(1);
                    assertThat(c.by().get(0).how()).isEqualTo(How.TOGETHER);
                    List<AlterationView> did = c.by().get(0).alterations().stream()
                            .map(n -> diff.alterations().get(n - 1))
                            .toList();
                    assertThat(did).extracting(AlterationView::name).containsOnly("talks");
                    assertThat(did).extracting(AlterationView::field).containsExactlyInAnyOrder("amount", "status");
                });
        assertThat(diff.alterations())
                .anySatisfy(a -> {
                    assertThat(a.what()).isEqualTo(What.FACT);
                    assertThat(a.field()).isEqualTo("status");
                    assertThat(List.of(a.before(), a.after())).containsExactly("IN_TALKS", "COMPLETED");
                    assertThat(a.at().line()).isGreaterThan(20);
                })
                .anySatisfy(a -> assertThat(a.field()).isEqualTo("market"));
        PublishedSchema.valid("diff", ReportJson.of(diff));
    }

    @Test
    void aClockThatMovedIsACauseLikeAnother() {
        Diff diff = diff(text -> text.replace("asOf: 2026-01-30", "asOf: 2026-01-28"));
        assertThat(diff.changes())
                .filteredOn(
                        c -> c.fate() == Fate.VANISHED && c.signal().policy().equals("strategic/hyperscaler-hedging"))
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.by())
                        .allSatisfy(w -> assertThat(w.alterations())
                                .allSatisfy(n -> assertThat(
                                                diff.alterations().get(n - 1).what())
                                        .isEqualTo(What.CLOCK))));
    }

    @Test
    void aLikelihoodIsMovedByWhatMovesIt() {
        Diff diff =
                diff(text -> text.replace("letter: B", "letter: C").replace("good: CLOUD", "good: CLOUD\n    note: x"));
        assertThat(diff.changes())
                .filteredOn(c -> c.fate() == Fate.MOVED)
                .isNotEmpty()
                .allSatisfy(c -> {
                    assertThat(c.by()).hasSize(1);
                    assertThat(c.by().get(0).how()).isEqualTo(How.ALONE);
                    AlterationView did =
                            diff.alterations().get(c.by().get(0).alterations().get(0) - 1);
                    assertThat(did.what()).isEqualTo(What.SOURCE);
                    assertThat(did.field()).isEqualTo("letter");
                });
    }

    @Test
    void aReportIsReadBackAsItWasWritten() throws IOException {
        String written = ReportJson.of(onFile().run(Query.everything()));
        Path file = folder.resolve("report.json");
        Files.writeString(file, written);
        assertThat(ReportJson.of(ReportReader.read(file))).isEqualTo(written);
        Files.writeString(file, written.replaceFirst("\"narrative\"", "\"story\""));
        Assertions.assertThatThrownBy(() -> ReportReader.read(file))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.diagnostics()).singleElement().satisfies(d -> {
                            assertThat(d.code()).isEqualTo("IL521");
                            assertThat(d.message()).contains("signals[0]").doesNotContain("interlock.", "java");
                        }));
    }

    @Test
    void ofReportsTheCauseIsWhatTheyCite() {
        Report before = onFile().run(Query.everything());
        Report after = edited(text -> text.replace("cap: 50bn", "cap: 3bn").replace("amount: 38bn", "amount: 39bn"))
                .run(Query.everything());
        Diff diff = Interlock.diff("one", before, "other", after);
        assertThat(diff.changes())
                .filteredOn(c -> c.fate() == Fate.MOVED
                        && c.signal().policy().equals("strategic/hyperscaler-hedging")
                        && "equity".equals(c.signal().grade()))
                .hasSize(1)
                .allSatisfy(c -> {
                    assertThat(c.by().get(0).how()).isEqualTo(How.CITED);
                    assertThat(c.by().get(0).alterations())
                            .map(n -> diff.alterations().get(n - 1).name())
                            .containsOnly("talks");
                });
        assertThat(diff.alterations()).anySatisfy(a -> {
            assertThat(a.name() + "." + a.field()).isEqualTo("talks.amount");
            assertThat(List.of(a.before(), a.after())).containsExactly("up to $50bn", "up to $3bn");
        });
        PublishedSchema.valid("diff", ReportJson.of(diff));
        assertThat(Interlock.diff("one", before, "one", before).changes()).isEmpty();
    }

    private static final String HEDGING = "strategic/hyperscaler-hedging";

    /** The report by one policy, what it shares with others and all thresholds, in a folder of some name; one file is edited. */
    private Report ruled(String name, String file, UnaryOperator<String> edit) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> all = Files.walk(Path.of("rules"))) {
            for (Path from : all.filter(
                            f -> f.toString().matches(".*/(shared/[^.]*|hyperscaler-hedging)[.]drl|.*/parameters/.*"))
                    .toList()) {
                Path to = copy.resolve(Path.of("rules").relativize(from));
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
            }
        }
        Files.writeString(copy.resolve(file), edit.apply(Files.readString(copy.resolve(file))));
        return Interlock.open(List.of(FACTS), List.of(copy)).run(Query.everything());
    }

    private Report ruled() throws IOException {
        return ruled("rules", HEDGING + ".drl", UnaryOperator.identity());
    }

    private static int line(String text, String of) {
        return (int) text.substring(0, text.indexOf(of))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }

    @Test
    void ofReportsTheLineOfAPolicyIsTold() throws IOException {
        Report before = ruled();
        String points =
                "  raise( drools, points( \"second-largest exposure\", saturating( $least, $scale ) ), $hedger );";
        int line = line(Files.readString(Path.of("rules", HEDGING + ".drl")), points);
        String clause = "rule \"stakes in two rival labs\"\nwhen\n";
        Report after = ruled(
                "edited",
                HEDGING + ".drl",
                text -> text.replaceFirst(
                                Pattern.quote(points), "  raise( drools, points( \"second\", 10 ), \\$hedger );")
                        .replace(clause, clause + "  // a line of comment, and a blank one\n\n"));
        Diff diff = Interlock.diff("one", before, "other", after);
        assertThat(diff.alterations()).singleElement().satisfies(a -> {
            assertThat(a.what()).isEqualTo(What.CLAUSE);
            assertThat(List.of(a.name(), a.clause())).containsExactly(HEDGING, "stakes in two rival labs");
            assertThat(a.was()).isEqualTo(new At("rules/" + HEDGING + ".drl", line));
            assertThat(a.at()).isEqualTo(new At("edited/" + HEDGING + ".drl", line + 2));
        });
        assertThat(diff.changes())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.signal().grade()).isEqualTo("equity"))
                .allSatisfy(c -> assertThat(c.by()).containsExactly(new Way(How.CITED, List.of(1))));
        assertThat(DiffText.of(diff, Style.PLAIN)).contains("(edited/" + HEDGING + ".drl:" + (line + 2) + ")");
        PublishedSchema.valid("diff", ReportJson.of(diff));
    }

    @Test
    void ofReportsClausesThatComeAndGoAreTold() throws IOException {
        Report before = ruled();
        Report after = ruled(
                "edited",
                HEDGING + ".drl",
                text -> text.replace("rule \"stakes in two rival labs\"", "rule \"two stakes\"")
                        .replaceFirst("@level +elevated", "@level          high"));
        Diff diff = Interlock.diff("one", before, "other", after);
        assertThat(diff.alterations())
                .extracting(
                        a -> a.what() + " " + a.clause() + " " + a.field() + " " + (a.was() != null) + (a.at() != null))
                .containsExactly(
                        "POLICY null level truetrue",
                        "CLAUSE stakes in two rival labs null truefalse",
                        "CLAUSE two stakes null falsetrue");
        assertThat(List.of(
                        diff.alterations().get(0).before(),
                        diff.alterations().get(0).after()))
                .containsExactly("elevated", "high");
        assertThat(diff.changes())
                .filteredOn(c -> "equity".equals(c.signal().grade()))
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.by()).containsExactly(new Way(How.CITED, List.of(1, 2, 3))));
    }

    @Test
    void ofReportsAThresholdThatNothingPassesAnyMoreIsToldWithItsLine() throws IOException {
        Report before = ruled();
        String file = "parameters/strategic.yaml";
        String id = "strategic.hedging.stake";
        Report after = ruled(
                "edited",
                file,
                text -> text.replaceFirst("(?s)(id: strategic\\.hedging\\.stake\\s+value:) 1bn", "$1 900bn"));
        Diff diff = Interlock.diff("one", before, "other", after);
        assertThat(diff.alterations()).singleElement().satisfies(a -> {
            assertThat(a.what()).isEqualTo(What.PARAMETER);
            assertThat(a.name()).isEqualTo(id);
            assertThat(List.of(a.before(), a.after())).containsExactly("$1bn, guidance", "$900bn, guidance");
            assertThat(a.at())
                    .isEqualTo(new At("edited/" + file, line(Files.readString(Path.of("rules", file)), "id: " + id)));
        });
        assertThat(diff.changes())
                .filteredOn(c ->
                        c.fate() == Fate.VANISHED && "equity".equals(c.signal().grade()))
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.by()).containsExactly(new Way(How.CITED, List.of(1))));
    }

    @Test
    void ofAReportOfAnEarlierProgramOnlyTheFileIsTold() throws IOException {
        Report now = ruled();
        Report.Run run = now.run();
        String written = ReportJson.of(now);
        String earlier = written.replaceFirst("(?s),\\s+\"marks\" : \\{.*?\\n      \\}", "")
                .replaceFirst("(?s),\\s+\"values\" : \\{.*?\\n      \\}", "")
                .replace(run.policies().files().get("rules/" + HEDGING + ".drl"), "0".repeat(64));
        assertThat(earlier.length()).isLessThan(written.length() - 10_000);
        ReportSchema.validJson(earlier);
        Path file = Files.writeString(folder.resolve("earlier.json"), earlier);
        Report before = ReportReader.read(file);
        assertThat(before.run().policies().marks()).isNull();
        Diff diff = Interlock.diff("one", before, "other", now);
        assertThat(diff.alterations()).singleElement().satisfies(a -> {
            assertThat(a.what()).isEqualTo(What.POLICY);
            assertThat(a.at()).isEqualTo(new At("rules/" + HEDGING + ".drl", 0));
        });
        assertThat(diff.notes()).anySatisfy(n -> assertThat(n).contains("only the file is told, not the line"));
        assertThat(Interlock.diff("one", now, "other", now).notes()).isEmpty();
        Files.writeString(file, earlier.replaceFirst("(\"policies\" : \\{\\s+)\"digest\"", "$1\"digset\""));
        Assertions.assertThatThrownBy(() -> ReportReader.read(file))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.diagnostics())
                                .singleElement()
                                .satisfies(d -> assertThat(d.message()).contains("`run.policies.digest`")));
    }

    @Test
    void aReportOfAnotherDayDiffersByTheClock() {
        Report before = onFile().run(Query.everything());
        Report after = onFile().run(new Query(
                Optional.of(LocalDate.of(2026, 1, 28)),
                Optional.empty(),
                List.of(),
                List.of(),
                interlock.vocabulary.Level.INFO,
                Query.FIRINGS));
        Diff diff = Interlock.diff("one", before, "other", after);
        assertThat(diff.changes())
                .filteredOn(c -> c.fate() == Fate.VANISHED)
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.by().get(0).alterations())
                        .map(n -> diff.alterations().get(n - 1).what())
                        .contains(What.CLOCK));
    }
}
