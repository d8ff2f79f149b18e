package interlock.report.render;

import interlock.report.Diff;
import interlock.report.Diff.AlterationView;
import interlock.report.Diff.Change;
import interlock.report.Impact;
import interlock.report.Impact.Period;
import interlock.report.Impact.TestChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Impacts and differences as a comment on a review: a table, and the details folded away. */
public final class ImpactMarkdown {
    private final ChangeWords words;
    private final StringBuilder out = new StringBuilder();

    private ImpactMarkdown(List<AlterationView> alterations) {
        this.words = new ChangeWords(alterations);
    }

    /** What edited rules change, ending with a line break. */
    public static String of(Impact impact) {
        ImpactMarkdown page = new ImpactMarkdown(impact.edits());
        page.line("### Impact of `" + impact.edited().name() + "` against `"
                + impact.against().name() + "`, as of " + impact.run().asOf());
        page.line("");
        page.line((impact.otherwise() ? "" : "**No impact.** ") + sentence(ImpactText.summary(impact)) + " "
                + "Earlier days: " + ImpactText.past(impact) + ". Tests: " + ImpactText.tests(impact) + ".");
        impact.notes().forEach(n -> page.paragraph(sentence(escaped(n))));
        page.table(impact.present());
        page.alterations("Edits", impact.edits());
        List<Period> over = impact.past().changes().stream()
                .filter(p -> !ImpactText.goesOn(impact, p))
                .toList();
        if (!over.isEmpty()) {
            page.open("Earlier days (" + over.size() + ")");
            page.line("| days | signal | | because of |");
            page.line("|---|---|---|---|");
            for (Period p : over) {
                page.line("| " + ImpactText.days(p) + " | " + page.signal(p.change()) + " | "
                        + escaped(ChangeWords.how(p.change())) + " | " + page.by(p.change()) + " |");
            }
            page.close();
        }
        if (!impact.tests().changes().isEmpty()) {
            page.open("Tests (" + impact.tests().changes().size() + ")");
            impact.tests().changes().forEach(page::test);
            page.close();
        }
        SortedSet<String> facts = new TreeSet<>();
        impact.present().forEach(c -> facts.addAll(c.through()));
        over.forEach(p -> facts.addAll(p.change().through()));
        page.facts(facts, impact.facts());
        return page.out.toString();
    }

    /** What lies between two reports, fact bases or rule sets, ending with a line break. */
    public static String of(Diff diff) {
        ImpactMarkdown page = new ImpactMarkdown(diff.alterations());
        page.line("### Difference of " + diff.of().name().toLowerCase(Locale.ROOT) + ": `"
                + diff.before().name() + "` against `" + diff.after().name() + "`");
        page.line("");
        page.line(sentence(ChangeText.count(diff.changes().size(), "signal is otherwise", "signals are otherwise")
                + ", " + ChangeText.count(diff.unchanged(), "stays as it is", "stay as they are")));
        diff.notes().forEach(n -> page.paragraph(sentence(escaped(n))));
        page.table(diff.changes());
        Set<Integer> named = ChangeWords.named(diff.changes().stream().flatMap(c -> c.by().stream()));
        page.alterations(
                "What is otherwise",
                diff.alterations().stream()
                        .filter(a -> named.contains(a.number()))
                        .toList());
        page.facts(
                diff.changes().stream()
                        .flatMap(c -> c.through().stream())
                        .collect(Collectors.toCollection(TreeSet::new)),
                diff.facts());
        return page.out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void paragraph(String text) {
        line("");
        line(text);
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private void table(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        line("");
        line("| | signal | | because of | through |");
        line("|---|---|---|---|---|");
        for (Change change : changes) {
            line("| `" + ChangeWords.sign(change.fate()) + "` " + ChangeWords.fate(change.fate()) + " | "
                    + signal(change) + " | " + escaped(ChangeWords.how(change)) + " | " + by(change) + " | "
                    + escaped(ChangeText.facts(change.through())) + " |");
        }
    }

    private String signal(Change change) {
        return escaped(ChangeWords.title(change.signal())) + " `"
                + change.signal().id() + "`";
    }

    private String by(Change change) {
        return escaped(words.by(change.by()).replaceFirst("^by ", ""));
    }

    private void alterations(String title, Collection<AlterationView> alterations) {
        if (alterations.isEmpty()) {
            return;
        }
        open(title + " (" + alterations.size() + ")");
        for (AlterationView a : alterations) {
            line("**[" + a.number() + "]** " + escaped(ChangeWords.label(a)));
            line("");
            if (ChangeWords.lines(a)) {
                line("```diff");
                code("- ", a.before());
                code("+ ", a.after());
                line("```");
            } else {
                line(said(a.before()) + " → " + said(a.after()));
            }
            line("");
        }
        close();
    }

    private void code(String sign, @Nullable String text) {
        if (text != null) {
            text.lines().forEach(l -> line(sign + l));
        }
    }

    private static String said(@Nullable String text) {
        return text == null ? "nothing" : escaped(text);
    }

    private void test(TestChange test) {
        line("- " + ImpactText.verdict(test) + ": " + escaped(test.policy() + ": " + test.name()) + " (`"
                + ChangeWords.place(test.at()) + "`) " + escaped(words.by(test.by())));
        if (!test.failures().isEmpty()) {
            line("");
            line("  ```");
            test.failures().forEach(f -> ImpactText.brief(f).forEach(l -> line("  " + l)));
            line("  ```");
        }
    }

    private void facts(SortedSet<String> cited, Map<String, String> sentences) {
        List<String> known = new ArrayList<>(cited);
        known.retainAll(sentences.keySet());
        if (known.isEmpty()) {
            return;
        }
        open("Facts (" + known.size() + ")");
        known.forEach(id -> line("- `" + id + "`: " + escaped(ReportText.stripped(String.valueOf(sentences.get(id))))));
        close();
    }

    private void open(String title) {
        line("");
        line("<details><summary>" + title + "</summary>");
        line("");
    }

    private void close() {
        line("");
        line("</details>");
    }

    /** What would be markup is text; a line break would end a row. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("\n", "<br>");
    }
}
