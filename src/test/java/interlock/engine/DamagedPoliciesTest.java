package interlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import interlock.diagnostic.Diagnostic;
import interlock.diagnostic.Severity;
import interlock.parameter.ParameterFiles;
import interlock.policy.Clause;
import interlock.policy.Policy;
import interlock.policy.PolicyFiles;
import interlock.policy.PolicySet;
import interlock.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every shipped policy, damaged at every token: the checker never fails, never speaks of what an author does not know,
 * and points at the damaged line.
 *
 * <p>A damage does not compile if the checker of our own refuses it, since nothing that it refuses is ever run, or if
 * Drools does. Drools is asked about a fixed share of those that our own checker lets pass, and what it refuses counts as
 * many times as its share is small.
 */
final class DamagedPoliciesTest {
    private static final Path RULES = Path.of("rules");
    /** Of so many damages that our own checker lets pass Drools is asked about one. */
    private static final int SHARE = 40;

    private static final double ON_THE_LINE = 0.95;
    private static final Pattern TOKEN =
            Pattern.compile("/\\*\\*?|\\*/|//[^\n]*|\"(?:\\\\.|[^\"\\\\\n])*\"|\\$?[A-Za-z_]\\w*"
                    + "|[0-9]+(?:\\.[0-9]+)?|==|!=|>=|<=|\\|\\||&&|[^\\s\\w]");
    private static final Pattern OF_A_COMMENT = Pattern.compile("(?<=\\* )@\\w+|\\{[^{}\n]*}");
    private static final Pattern FOREIGN = Pattern.compile(
            "(?i)drools|mvel|\\bkie\\b|\\becj\\b|exception|antlr|descr\\b|parser|\\btoken|\\bERR \\d|unable to|lambda|"
                    + "mismatched|no viable|\\bjava\\b|\\borg\\.|interlock\\.policies|\\bnull pointer|drl6|drl10");

    /** What can befall a token. */
    private enum Damage {
        DELETED,
        DOUBLED,
        LETTER_DROPPED,
        LETTER_CHANGED,
        SWAPPED,
        QUOTE_DROPPED
    }

    private record Token(String text, int start, boolean comment) {
        int end() {
            return start + text.length();
        }
    }

    /** A damaged text, and the lines that the damage touches. */
    private record Damaged(Damage damage, Token token, String text, Set<Integer> lines) {}

    private record Verdict(Damage damage, boolean refused, boolean onTheLine, int weight, String told) {}

    @Test
    void theCheckerPointsAtTheDamageInWordsOfTheAuthor(@TempDir Path folder) {
        PolicySet shipped = PolicyFiles.read(List.of(RULES)).policies();
        SortedSet<String> parameters =
                ParameterFiles.read(List.of(RULES)).parameters().ids();
        SortedSet<String> ids = new TreeSet<>();
        shipped.policies().forEach(p -> ids.addAll(List.of(p.id(), p.pack())));
        List<Verdict> verdicts = shipped.policies().parallelStream()
                .flatMap(p ->
                        verdicts(folder, p, new ClauseDraft.Ids(new Shelf(Vocabulary.builtIn()), parameters, ids))
                                .stream())
                .toList();
        Map<Damage, int[]> counts = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            if (verdict.refused()) {
                int[] count = counts.computeIfAbsent(verdict.damage(), d -> new int[2]);
                count[0] += verdict.weight();
                count[1] += verdict.onTheLine() ? verdict.weight() : 0;
            }
        }
        int refused = counts.values().stream().mapToInt(c -> c[0]).sum();
        int onTheLine = counts.values().stream().mapToInt(c -> c[1]).sum();
        List<String> astray = verdicts.stream()
                .filter(v -> v.refused() && !v.onTheLine())
                .map(Verdict::told)
                .toList();
        counts.forEach((d, c) -> System.out.printf("%-16s %6d refused, %6d on the line%n", d, c[0], c[1]));
        System.out.printf(
                "%d damages, %d do not compile, %.2f per cent of them with a problem on the damaged line%n",
                verdicts.size(), refused, 100.0 * onTheLine / refused);
        write(Path.of("target/damaged-astray.txt"), String.join("\n", astray));
        assertThat(verdicts).hasSizeGreaterThan(9_000);
        assertThat(refused).isGreaterThan(8_000);
        assertThat(onTheLine / (double) refused)
                .as(
                        "damages that do not compile and are placed on their line; target/damaged-astray.txt lists the others")
                .isGreaterThanOrEqualTo(ON_THE_LINE);
    }

    private static List<Verdict> verdicts(Path folder, Policy policy, ClauseDraft.Ids ids) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int clause = 0; clause < policy.clauses().size(); clause++) {
            for (Damaged damaged : damages(policy, clause)) {
                verdicts.add(judged(folder, policy, damaged, ids, verdicts.size()));
            }
        }
        return verdicts;
    }

    private static Verdict judged(Path folder, Policy policy, Damaged damaged, ClauseDraft.Ids ids, int number) {
        Path root = folder.resolve(policy.id().replace('/', '_'));
        Path file = root.resolve(policy.id() + ".drl");
        write(file, damaged.text());
        PolicyFiles.Loaded loaded = PolicyFiles.read(List.of(root));
        List<Diagnostic> problems = new ArrayList<>(loaded.problems());
        loaded.policies().policies().forEach(p -> problems.addAll(new PolicyReader(p, ids).problems()));
        int weight = 1;
        if (problems.stream().noneMatch(d -> d.severity() == Severity.ERROR)
                && (number + damaged.text().hashCode() & 0x7fffffff) % SHARE == 0) {
            problems.addAll(PolicyCompiler.check(loaded.policies(), ids.parameters()));
            weight = SHARE;
        }
        String what =
                policy.id() + ": " + damaged.damage() + " `" + damaged.token().text() + "` on line " + damaged.lines();
        for (Diagnostic d : problems) {
            String own = (d.message() + " " + d.help()).replaceAll("`[^`]*`", "``");
            assertThat(own).as(what + " is told " + d).doesNotContainPattern(FOREIGN);
            assertThat(d.message()).as(what).doesNotContain("\n");
            assertThat(d.at().line())
                    .as(what + " is told " + d)
                    .isBetween(0, damaged.text().split("\n", -1).length);
        }
        List<Diagnostic> errors =
                problems.stream().filter(d -> d.severity() == Severity.ERROR).toList();
        return new Verdict(
                damaged.damage(),
                !errors.isEmpty(),
                problems.stream().anyMatch(d -> damaged.lines().contains(d.at().line())),
                weight,
                what + " is told "
                        + errors.stream()
                                .map(d -> d.at().line() + " " + d.code() + " " + d.message())
                                .toList());
    }

    /**
     * A clause damaged at every token, the first with the header before it; what is read is the header, that clause and
     * the one behind it, which a missing end would run into. Each token is deleted and damaged in one other way, which
     * differs from token to token; with {@code -Ddamaged.all=true} in all.
     */
    private static List<Damaged> damages(Policy policy, int clause) {
        List<Clause> clauses = policy.clauses();
        int header = policy.source()
                        .indexOf(
                                ";",
                                policy.source()
                                        .lastIndexOf("import ", clauses.get(0).start()))
                + 1;
        int from = clause == 0 ? header : clauses.get(clause - 1).end();
        int to = clauses.get(clause).end();
        int behind = clauses.get(Math.min(clause + 1, clauses.size() - 1)).end();
        String source = policy.source().substring(0, header) + policy.source().substring(from, behind);
        List<Damaged> some = new ArrayList<>();
        List<Token> tokens = tokens(source);
        int number = clause;
        for (int i = 0; i < tokens.size() && tokens.get(i).end() <= header + to - from; i++) {
            if (clause == 0 || tokens.get(i).start() >= header) {
                List<Damaged> all = damages(source, tokens, i);
                if (Boolean.getBoolean("damaged.all")) {
                    some.addAll(all);
                } else {
                    some.add(all.get(0));
                    some.add(all.get(1 + number++ % (all.size() - 1)));
                }
            }
        }
        return some;
    }

    private static List<Damaged> damages(String source, List<Token> tokens, int i) {
        List<Damaged> all = new ArrayList<>();
        Token t = tokens.get(i);
        Set<Integer> line = Set.of(line(source, t.start()));
        all.add(damaged(Damage.DELETED, source, t, "", line));
        all.add(damaged(Damage.DOUBLED, source, t, t.text() + " " + t.text(), line));
        int middle = t.text().length() / 2;
        if (t.text().length() > 2 && Character.isLetter(t.text().charAt(middle))) {
            String head = t.text().substring(0, middle);
            String tail = t.text().substring(middle + 1);
            char other = t.text().charAt(middle) == 'x' ? 'q' : 'x';
            all.add(damaged(Damage.LETTER_DROPPED, source, t, head + tail, line));
            all.add(damaged(Damage.LETTER_CHANGED, source, t, head + other + tail, line));
        }
        if (t.text().startsWith("\"")) {
            String open = t.text().substring(0, t.text().length() - 1);
            all.add(damaged(Damage.QUOTE_DROPPED, source, t, open, line));
        }
        if (i + 1 < tokens.size() && !t.comment() && !tokens.get(i + 1).comment()) {
            Token next = tokens.get(i + 1);
            String text = source.substring(0, t.start())
                    + next.text()
                    + source.substring(t.end(), next.start())
                    + t.text()
                    + source.substring(next.end());
            Set<Integer> lines = new TreeSet<>(line);
            lines.add(line(source, next.start()));
            if (!t.text().equals(next.text())) {
                all.add(new Damaged(Damage.SWAPPED, t, text, lines));
            }
        }
        return all;
    }

    private static Damaged damaged(Damage damage, String source, Token t, String now, Set<Integer> lines) {
        return new Damaged(damage, t, source.substring(0, t.start()) + now + source.substring(t.end()), lines);
    }

    /** The tokens of the rules; of comments their marks, their tags and the places in their sentences. */
    private static List<Token> tokens(String source) {
        List<Token> tokens = new ArrayList<>();
        Matcher m = TOKEN.matcher(source);
        int at = 0;
        while (m.find(at)) {
            at = m.end();
            if (m.group().startsWith("//")) {
                continue;
            }
            tokens.add(new Token(m.group(), m.start(), m.group().startsWith("/*")));
            if (m.group().startsWith("/*")) {
                int end = source.indexOf("*/", at);
                Matcher inside = OF_A_COMMENT.matcher(source).region(at, end).useTransparentBounds(true);
                while (inside.find()) {
                    tokens.add(new Token(inside.group(), inside.start(), true));
                }
                tokens.add(new Token("*/", end, true));
                at = end + 2;
            }
        }
        return tokens;
    }

    private static int line(String source, int index) {
        return (int) source.substring(0, index).chars().filter(c -> c == '\n').count() + 1;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
