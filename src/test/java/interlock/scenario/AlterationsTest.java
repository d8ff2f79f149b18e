package interlock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.fact.Assertion;
import interlock.fact.FactBase;
import interlock.fact.FactFiles;
import interlock.parameter.ParameterFiles;
import interlock.parameter.ParameterSet;
import interlock.policy.Clause;
import interlock.policy.Lexeme;
import interlock.policy.Policy;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.scenario.Alteration.OfFact;
import interlock.scenario.Alteration.OfParameter;
import interlock.scenario.Alteration.OfPolicy;
import interlock.scenario.Alteration.Part;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In what a basis is otherwise than another. */
public class AlterationsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 30);
    private static final Path RULES = Path.of("rules");
    private static final Path FACTS = Path.of("src/test/data/small/facts/facts.yaml");

    @TempDir
    private Path folder;

    private static Basis basis(Path facts, Path rules) {
        PolicySet policies = PolicyFiles.read(List.of(rules)).policies();
        FactBase base = FactFiles.load(List.of(facts), Vocabulary.builtIn());
        ParameterSet parameters = ParameterFiles.read(List.of(rules)).parameters();
        return new Basis(base, policies, parameters, DAY, DAY);
    }

    /** The rules once more, with their texts changed. */
    private Path rules(java.util.function.UnaryOperator<String> edit) throws IOException {
        try (Stream<Path> files = Files.walk(RULES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(RULES.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                String text = Files.readString(file);
                Files.writeString(copy, file.toString().endsWith(".drl") ? edit.apply(text) : text);
            }
        }
        return folder;
    }

    /** A policy with a remark above each line of its clauses, other blanks, and its brackets on lines of their own. */
    public static String laidOut(String policy) {
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        for (String line : policy.split("\n", -1)) {
            inside |= line.startsWith("rule ");
            if (inside && !line.startsWith("rule ")) {
                text.append("\t// a \"remark\" with ( brackets\n").append(line.equals("end") ? "" : "      ");
            }
            text.append(
                            inside && !line.contains("\"")
                                    ? line.replace("( ", "(\n        ").replace(" )", "\n  )")
                                    : line)
                    .append('\n');
            inside &= !line.equals("end");
        }
        return text.toString();
    }

    private static List<String> words(Policy policy) {
        List<String> words = new ArrayList<>();
        for (Clause clause : policy.clauses()) {
            Lexeme.of(policy, clause).forEach(l -> words.add(l.text()));
        }
        return words;
    }

    @Test
    void aClauseIsItsWordsAndSigns() {
        for (Policy policy : PolicyFiles.read(List.of(RULES)).policies().policies()) {
            for (Clause clause : policy.clauses()) {
                List<Lexeme> lexemes = Lexeme.of(policy, clause);
                assertThat(lexemes.get(0).text()).isEqualTo("rule");
                assertThat(lexemes.get(lexemes.size() - 1).text()).isEqualTo("end");
                // No word is lost: what is left out is blank, or a comment.
                assertThat(Lexeme.joined(lexemes).replaceAll("\\s+", " "))
                        .isEqualTo(policy.source()
                                .substring(clause.start(), clause.end())
                                .replaceAll("//[^\n]*", "")
                                .replaceAll("\\s+", " "));
                String[] lines = policy.source().split("\n", -1);
                lexemes.forEach(l -> assertThat(lines[l.line() - 1]).contains(l.text()));
            }
        }
    }

    @Test
    void whatIsOnlyLaidOutAndCommentedOtherwiseIsTheSame() throws IOException {
        Path other = rules(AlterationsTest::laidOut);
        assertThat(PolicyFiles.read(List.of(other)).problems()).isEmpty();
        Basis before = basis(FACTS, RULES);
        Basis after = basis(FACTS, other);
        assertThat(after.policies()
                        .policy("strategic/hyperscaler-hedging")
                        .orElseThrow()
                        .source())
                .isNotEqualTo(before.policies()
                        .policy("strategic/hyperscaler-hedging")
                        .orElseThrow()
                        .source());
        assertThat(Alterations.between(before, after).all()).isEmpty();
    }

    @Test
    void anEditIsTheLinesItTouches() throws IOException {
        Path other = rules(text -> text.replace(
                        "holder, $lab : company, amount >= $material,", "holder, $lab : company, amount > 7,")
                .replace("  Rivalry( left == $lab", "  Rivalry(\n    left == $lab"));
        List<Alteration> found =
                Alterations.between(basis(FACTS, RULES), basis(FACTS, other)).all();
        assertThat(found).hasSize(1);
        OfPolicy edit = (OfPolicy) found.get(0);
        assertThat(edit.part()).isEqualTo(Part.LINES);
        assertThat(edit.clause()).isEqualTo("stakes in two rival labs");
        assertThat(edit.before().text())
                .isEqualTo(
                        "$smaller : Exposure( $hedger : holder, $lab : company, amount >= $material, $least : amount )");
        assertThat(edit.after().text()).contains("amount > 7");
        assertThat(Files.readAllLines(Path.of(edit.after().file()))
                        .get(edit.after().line() - 1))
                .contains("amount > 7");
    }

    /** Whatever is edited: all alterations together make the later clauses of the earlier, none leaves them alone. */
    @Test
    void allAlterationsTogetherMakeTheLaterOfTheEarlier() throws IOException {
        Random random = new Random(7);
        Basis before = basis(FACTS, RULES);
        for (int round = 0; round < 40; round++) {
            List<Policy> policies = new ArrayList<>();
            for (Policy policy : before.policies().policies()) {
                policies.add(edited(policy, random));
            }
            Basis after = new Basis(
                    before.facts(), new PolicySet(policies, java.util.Map.of()), before.parameters(), DAY, DAY);
            Alterations alterations = Alterations.between(before, after);
            assertThat(alterations.all()).isNotEmpty();
            List<Policy> made =
                    alterations.applied(alterations.all()).policies().policies();
            List<Policy> left = alterations.applied(List.of()).policies().policies();
            for (int i = 0; i < policies.size(); i++) {
                assertThat(words(made.get(i))).isEqualTo(words(policies.get(i)));
                assertThat(words(left.get(i)))
                        .isEqualTo(words(before.policies().policies().get(i)));
            }
            // A part of them is in between, and knows what is still missing.
            List<Alteration> some =
                    alterations.all().stream().filter(a -> random.nextBoolean()).toList();
            // Two edits side by side may be seen as one once only one of them is left, so it is clauses that are
            // counted.
            Alterations rest = Alterations.between(alterations.applied(some), after);
            assertThat(clauses(rest.all()))
                    .isEqualTo(clauses(alterations.all().stream()
                            .filter(a -> !some.contains(a))
                            .toList()));
            List<Policy> finished = rest.applied(rest.all()).policies().policies();
            for (int i = 0; i < policies.size(); i++) {
                assertThat(words(finished.get(i))).isEqualTo(words(policies.get(i)));
            }
        }
    }

    private static SortedSet<String> clauses(List<Alteration> alterations) {
        return alterations.stream()
                .map(a -> (OfPolicy) a)
                .map(a -> a.policy() + " " + a.clause())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Some words of some clauses otherwise, with as many lines as before or more. */
    private static Policy edited(Policy policy, Random random) {
        StringBuilder source = new StringBuilder();
        List<Clause> clauses = new ArrayList<>();
        for (Clause clause : policy.clauses()) {
            StringBuilder text = new StringBuilder();
            List<Lexeme> lexemes = Lexeme.of(policy, clause);
            for (int i = 0; i < lexemes.size(); i++) {
                boolean edit = i > 1 && i < lexemes.size() - 1 && random.nextInt(15) == 0;
                int how = random.nextInt(3);
                text.append(random.nextInt(6) == 0 ? " \n " : " ");
                text.append(
                        !edit
                                ? lexemes.get(i).text()
                                : how == 0
                                        ? ""
                                        : how == 1 ? "other" : lexemes.get(i).text() + " more");
            }
            int start = source.length();
            int line = (int) source.chars().filter(c -> c == '\n').count() + 1;
            source.append(text);
            clauses.add(new Clause(
                    clause.name(),
                    line,
                    start,
                    source.length(),
                    clause.grade(),
                    clause.level(),
                    clause.says(),
                    clause.description()));
            source.append("\n");
        }
        return new Policy(policy.id(), policy.file(), source.toString(), policy.header(), clauses);
    }

    @Test
    void aFactIsAlteredFieldByField() throws IOException {
        Path other = folder.resolve("facts.yaml");
        Files.writeString(
                other,
                "# moved down a line\n"
                        + Files.readString(FACTS)
                                .replace("cap: 50bn", "cap: 5bn")
                                .replace("status: IN_TALKS", "status: SIGNED")
                                .replace("from: 2025-11-03", "from: 2025-11-04"));
        Alterations alterations = Alterations.between(basis(FACTS, RULES), basis(other, RULES));
        assertThat(alterations.all())
                .map(a -> ((OfFact) a).id() + "." + ((OfFact) a).field())
                // What begins was asserted on that day where nothing else is said.
                .contains("talks.amount", "talks.status", "cloud.from")
                .doesNotContain("stake.amount");
        Alteration amount = alterations.all().stream()
                .filter(a -> a instanceof OfFact f && "amount".equals(f.field()))
                .findFirst()
                .orElseThrow();
        Assertion talks = alterations.applied(List.of(amount)).facts().assertions().stream()
                .filter(a -> a.id().equals("talks"))
                .findFirst()
                .orElseThrow();
        assertThat(talks.amounts().get("amount").cap()).isEqualByComparingTo("5000000000");
        assertThat(talks.status().name()).isEqualTo("IN_TALKS");
        Basis all = alterations.applied(alterations.all());
        assertThat(Alterations.between(all, basis(other, RULES)).all()).isEmpty();
    }

    @Test
    void aThresholdIsAlteredByItsValueAndNotByItsPlace() throws IOException {
        rules(text -> text);
        Path file = folder.resolve("parameters/strategic.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("value: 5bn", "value: 7bn")
                        .replaceFirst("parameters:", "# more room\n\nparameters:"));
        assertThat(Alterations.between(basis(FACTS, RULES), basis(FACTS, folder))
                        .all())
                .map(a -> ((OfParameter) a).id() + "." + ((OfParameter) a).field())
                .containsExactly("strategic.hedging.scale.value");
    }
}
