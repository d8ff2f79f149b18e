package interlock;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.Interlock.Ruled;
import interlock.report.Diff.AlterationView;
import interlock.report.Diff.Change;
import interlock.report.Diff.Fate;
import interlock.report.Diff.How;
import interlock.report.Diff.What;
import interlock.report.Impact;
import interlock.report.Impact.Verdict;
import interlock.report.PublishedSchema;
import interlock.report.Report.Severity;
import interlock.report.Report.Signal;
import interlock.report.render.ReportJson;
import interlock.scenario.AlterationsTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What edited rules change. */
class ImpactTest {
    private static final Path RULES = Path.of("rules");
    private static final List<Path> FACTS = List.of(Path.of("src/test/data/small/facts"));
    private static final String HEDGING = "strategic/hyperscaler-hedging";

    @TempDir
    private Path folder;

    /** The shipped rules with one file edited. */
    private Path rules(String edited, UnaryOperator<String> edit) throws IOException {
        return rules(file -> file.equals(edited), edit);
    }

    private Path rules(java.util.function.Predicate<String> edited, UnaryOperator<String> edit) throws IOException {
        Path copy = folder.resolve("rules");
        try (Stream<Path> files = Files.walk(RULES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = RULES.relativize(file).toString();
                Path to = copy.resolve(name);
                Files.createDirectories(to.getParent());
                String text = Files.readString(file);
                Files.writeString(to, edited.test(name) ? edit.apply(text) : text);
            }
        }
        return copy;
    }

    private static Impact impact(Path committed, Path edited) {
        return Interlock.open(FACTS, List.of(edited))
                .impact(
                        new Ruled("edited", List.of(edited)),
                        Interlock.open(FACTS, List.of(committed)),
                        new Ruled("committed", List.of(committed)),
                        Query.everything());
    }

    @Test
    void aReformattedRuleSetHasNoImpact() throws IOException {
        Path edited = rules(name -> name.endsWith(".drl") || name.startsWith("parameters/"), text -> {
            if (!text.contains("\nrule ")) {
                // Parameters in another order.
                String[] entries = text.split("(?m)^  - id:", -1);
                StringBuilder turned = new StringBuilder(entries[0]);
                for (int i = entries.length - 1; i > 0; i--) {
                    turned.append("  - id:").append(entries[i].stripTrailing()).append("\n    # a remark\n");
                }
                return turned.toString();
            }
            return AlterationsTest.laidOut(text);
        });
        Impact impact = impact(RULES, edited);
        assertThat(impact.edits()).isEmpty();
        // The present day was evaluated by both, and every proof compared.
        assertThat(impact.present()).isEmpty();
        assertThat(impact.unchanged()).isGreaterThan(3);
        assertThat(impact.past().changes()).isEmpty();
        assertThat(impact.tests().changes()).isEmpty();
        assertThat(impact.otherwise()).isFalse();
        assertThat(impact.against().policies()).isNotEqualTo(impact.edited().policies());
        PublishedSchema.valid("impact", ReportJson.of(impact));
    }

    @Test
    void anotherThresholdChangesWhatAFreshRunSays() throws IOException {
        Path edited = rules("parameters/strategic.yaml", text -> text.replaceFirst("value: 5bn", "value: 9bn"));
        Impact impact = impact(RULES, edited);
        Map<String, Signal> before = signals(RULES);
        Map<String, Signal> after = signals(edited);
        List<String> otherwise = after.values().stream()
                .filter(s -> !before.containsKey(s.id())
                        || !same(before.get(s.id()).severity(), s.severity())
                        || before.get(s.id()).level() != s.level()
                        || before.get(s.id()).status() != s.status())
                .map(Signal::id)
                .toList();
        assertThat(otherwise).isNotEmpty();
        assertThat(impact.present())
                .filteredOn(c -> c.fate() != Fate.REPROVED)
                .map(c -> c.signal().id())
                .containsExactlyInAnyOrderElementsOf(otherwise);
        assertThat(impact.present()).allSatisfy(c -> {
            assertThat(c.by()).hasSize(1);
            assertThat(c.by().get(0).how()).isEqualTo(How.ALONE);
        });
        AlterationView edit = impact.edits().get(0);
        assertThat(impact.edits()).hasSize(1);
        assertThat(edit.what()).isEqualTo(What.PARAMETER);
        assertThat(edit.name()).isEqualTo("strategic.hedging.scale");
        assertThat(List.of(edit.before(), edit.after())).containsExactly("$5bn", "$9bn");
        assertThat(edit.at().file()).isEqualTo("rules/parameters/strategic.yaml");
        // The tests say what the severity was with the other threshold.
        assertThat(impact.tests().changes())
                .filteredOn(t -> t.before() == Verdict.PASSED && t.after() == Verdict.FAILED)
                .isNotEmpty()
                .allSatisfy(t -> assertThat(t.by().get(0).alterations()).containsExactly(1));
        PublishedSchema.valid("impact", ReportJson.of(impact));
    }

    private static Map<String, Signal> signals(Path rules) {
        Map<String, Signal> signals = new TreeMap<>();
        Interlock.open(FACTS, List.of(rules)).run(Query.everything()).signals().forEach(s -> signals.put(s.id(), s));
        return signals;
    }

    private static boolean same(Severity one, Severity other) {
        return String.valueOf(one.floor()).equals(String.valueOf(other.floor()))
                && String.valueOf(one.ceiling()).equals(String.valueOf(other.ceiling()));
    }

    @Test
    void ofSeveralEditedLinesTheOneThatDoesItIsTold() throws IOException {
        Path edited = rules(
                HEDGING + ".drl",
                text -> text
                        // Does nothing: what is not above nothing is not there.
                        .replace(
                                "company == $other, amount >= $least )",
                                "company == $other, amount >= $least, amount > 0 )")
                        // Loses the signal.
                        .replace("amount >= $material, $least : amount )", "amount < 0, $least : amount )"));
        Impact impact = impact(RULES, edited);
        Change gone = only(impact.present(), Fate.VANISHED);
        assertThat(gone.signal().policy()).isEqualTo(HEDGING);
        assertThat(gone.by()).hasSize(1);
        assertThat(gone.by().get(0).how()).isEqualTo(How.ALONE);
        AlterationView culprit =
                impact.edits().get(gone.by().get(0).alterations().get(0) - 1);
        assertThat(culprit.after()).contains("amount < 0");
        assertThat(culprit.clause()).isEqualTo("stakes in two rival labs");
        assertThat(gone.through()).contains("talks", "stake", "rivalry").doesNotContain("amazon");
        assertThat(impact.edits()).hasSizeGreaterThan(1);
        // It was there before the day of the run, since the talks were.
        assertThat(impact.past().changes()).anySatisfy(p -> {
            assertThat(p.change().signal().id()).isEqualTo(gone.signal().id());
            assertThat(p.from()).hasToString("2026-01-29");
            assertThat(p.to()).hasToString("2026-01-29");
            assertThat(p.change().by()).isEqualTo(gone.by());
        });
    }

    @Test
    void editsThatOnlyDoItTogetherAreToldTogether() throws IOException {
        // Each of the two alone lets the clause stand: a binding is renamed where it is made, and where it is used.
        Path edited = rules(HEDGING + ".drl", text -> {
            int end = text.indexOf("rule \"a slight stake");
            return text.substring(0, end)
                            .replace(
                                    "amount >= $material, $least : amount )", "amount >= $material, $lesser : amount )")
                            .replace("amount >= $least )", "amount > $lesser, amount < 1 )")
                            .replace("saturating( $least,", "saturating( $lesser,")
                    + text.substring(end);
        });
        Impact impact = impact(RULES, edited);
        Change gone = only(impact.present(), Fate.VANISHED);
        assertThat(gone.by()).hasSize(1);
        assertThat(gone.by().get(0).how()).isEqualTo(How.TOGETHER);
        assertThat(gone.by().get(0).alterations()).hasSizeGreaterThan(1);
    }

    @Test
    void whatAPolicyIsCalledChangesNoSignal() throws IOException {
        Path edited =
                rules(HEDGING + ".drl", text -> text.replace("@title          Hyperscaler", "@title          Cloud"));
        Impact impact = impact(RULES, edited);
        assertThat(impact.edits()).map(AlterationView::field).containsExactly("title");
        assertThat(impact.present()).isEmpty();
        assertThat(impact.notes()).contains("the edits can only change how signals are worded");
    }

    @Test
    void aTestThatWasEditedWithItsPolicyIsToldApart() throws IOException {
        rules(HEDGING + ".drl", text -> text.replace("amount >= $material, $least", "amount < 0, $least"));
        Path edited = folder.resolve("rules");
        Path tests = edited.resolve(HEDGING + ".test.yaml");
        String text = Files.readString(tests);
        String name =
                text.lines().filter(l -> l.startsWith("  - name: ")).findFirst().orElseThrow();
        Files.writeString(tests, text.replace(name, name + " or so"));
        Impact impact = impact(RULES, edited);
        assertThat(impact.tests().changes())
                .anySatisfy(t -> {
                    assertThat(t.before()).isEqualTo(Verdict.ABSENT);
                    assertThat(t.name()).endsWith(" or so");
                })
                .anySatisfy(t -> {
                    assertThat(t.before()).isEqualTo(Verdict.PASSED);
                    assertThat(t.after()).isEqualTo(Verdict.ABSENT);
                    assertThat(t.unedited()).isEqualTo(Verdict.FAILED);
                    assertThat(t.by()).isNotEmpty();
                });
    }

    @Test
    void factsOfAKindThatOnlyTheEditedRulesDeclareAreLeftOutOfTheOthers() throws IOException {
        Path own = Path.of("src/test/golden/own-kinds");
        Path committed =
                Files.createDirectories(folder.resolve("before/parameters")).getParent();
        for (String name : List.of("currency", "likelihood", "power")) {
            Files.copy(
                    own.resolve("rules/parameters/" + name + ".yaml"),
                    committed.resolve("parameters/" + name + ".yaml"));
        }
        List<Path> facts = List.of(own.resolve("facts"));
        Path rules = own.resolve("rules");
        Interlock edited = Interlock.open(facts, List.of(rules));
        Impact impact = edited.impact(
                new Ruled("edited", List.of(rules)),
                edited.beside(facts, List.of(committed)),
                new Ruled("committed", List.of(committed)),
                Query.everything());
        assertThat(impact.notes())
                .contains(
                        "only the edited rules declare PowerContract; facts of this kind are left out of what the rules"
                                + " said before");
        assertThat(impact.present())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.fate()).isEqualTo(Fate.APPEARED));
        assertThat(impact.edits()).isNotEmpty();
    }

    private static Change only(List<Change> changes, Fate fate) {
        assertThat(changes).filteredOn(c -> c.fate() == fate).hasSize(1);
        return changes.stream().filter(c -> c.fate() == fate).findFirst().orElseThrow();
    }
}
