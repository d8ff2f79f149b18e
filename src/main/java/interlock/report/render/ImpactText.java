package interlock.report.render;

import interlock.report.Diff.Change;
import interlock.report.Impact;
import interlock.report.Impact.Period;
import interlock.report.Impact.TestChange;
import interlock.report.Impact.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What edited rules change, for people at a terminal. Do not parse it. */
public final class ImpactText {
    private ImpactText() {}

    /** All of it, ending with a line break. */
    public static String of(Impact impact, Style style) {
        StringBuilder out = new StringBuilder();
        ChangeText text = new ChangeText(impact.edits(), style, out);
        LocalDate day = impact.run().asOf();
        text.line(style.bold("Interlock impact") + " of " + impact.edited().name() + " against "
                + impact.against().name() + ", as of " + day);
        text.line(ChangeText.count(impact.edits().size(), "edit", "edits"));
        Set<Integer> telling = telling(impact);
        impact.edits()
                .forEach(e -> text.alteration(
                        e, telling.contains(e.number()) ? "" : ": changes no signal and no test by itself"));
        impact.notes().forEach(text::note);
        text.line("");
        text.line(style.bold("On " + day) + ": " + summary(impact));
        for (Change change : impact.present()) {
            text.change(
                    change,
                    "  ",
                    since(impact, change).map(d -> ", so since " + d).orElse(""));
        }
        past(impact, text, style);
        tests(impact, text, style);
        return out.toString();
    }

    /** The edits that some change comes of. */
    static Set<Integer> telling(Impact impact) {
        return ChangeWords.named(Stream.of(
                        impact.present().stream().map(Change::by),
                        impact.past().changes().stream().map(p -> p.change().by()),
                        impact.tests().changes().stream().map(TestChange::by))
                .flatMap(s -> s)
                .flatMap(List::stream));
    }

    static String summary(Impact impact) {
        return ChangeText.count(impact.present().size(), "signal is otherwise", "signals are otherwise") + ", "
                + ChangeText.count(impact.unchanged(), "stays as it is", "stay as they are");
    }

    /** The day from which on a signal is otherwise as it is on the day of the run. */
    static Optional<LocalDate> since(Impact impact, Change change) {
        return impact.past().changes().stream()
                .filter(p -> goesOn(impact, p)
                        && p.change().signal().id().equals(change.signal().id()))
                .map(Period::from)
                .findFirst();
    }

    /** Whether a signal was otherwise up to the day before that of the run, and on it still is in the same way. */
    static boolean goesOn(Impact impact, Period period) {
        return period.to().equals(impact.past().to())
                && impact.present().stream()
                        .anyMatch(c -> c.fate() == period.change().fate() && same(c, period.change()));
    }

    private static boolean same(Change one, Change other) {
        return one.signal().id().equals(other.signal().id())
                && ChangeWords.how(one).equals(ChangeWords.how(other));
    }

    static String past(Impact impact) {
        if (impact.past().days() == 0) {
            return "none evaluated, since no edit can change them";
        }
        long over =
                impact.past().changes().stream().filter(p -> !goesOn(impact, p)).count();
        return (over == 0 ? "nothing else" : ChangeText.count(over, "change", "changes") + " over by then") + " ("
                + ChangeText.count(impact.past().days(), "day", "days") + " evaluated from "
                + impact.past().from() + " to " + impact.past().to() + ")";
    }

    private static void past(Impact impact, ChangeText text, Style style) {
        text.line("");
        text.line(style.bold("On earlier days") + ": " + past(impact));
        for (Period period : impact.past().changes()) {
            if (!goesOn(impact, period)) {
                text.line("  " + days(period));
                text.change(period.change(), IN, "");
            }
        }
    }

    private static final String IN = "    ";

    static String days(Period period) {
        return period.from().equals(period.to())
                ? "on " + period.from()
                : "from " + period.from() + " to " + period.to();
    }

    static String tests(Impact impact) {
        int changes = impact.tests().changes().size();
        return impact.tests().run() == 0
                ? "none is concerned"
                : ChangeText.count(impact.tests().run(), "test run", "tests run") + ", "
                        + ChangeText.count(changes, "goes otherwise", "go otherwise");
    }

    private static void tests(Impact impact, ChangeText text, Style style) {
        text.line("");
        text.line(style.bold("Tests") + ": " + tests(impact));
        for (TestChange test : impact.tests().changes()) {
            text.line("  " + verdict(test) + ": " + test.policy() + ": " + test.name() + " ("
                    + ChangeWords.place(test.at()) + ")");
            test.failures().forEach(f -> brief(f).forEach(l -> text.line("      " + l)));
            text.by(text.words().by(test.by()), "  ");
        }
    }

    /** What was expected and what came out; `./interlock test` has the proof. */
    static List<String> brief(String failure) {
        return failure.lines().limit(2).toList();
    }

    static String verdict(TestChange test) {
        if (test.before() == Verdict.ABSENT) {
            return test.after() == Verdict.PASSED ? "new, passes" : "new, fails";
        }
        if (test.after() == Verdict.ABSENT) {
            return test.unedited() == Verdict.FAILED ? "gone, and would fail" : "gone";
        }
        if (test.after() == Verdict.FAILED) {
            return test.before() == Verdict.FAILED ? "fails otherwise" : "fails now";
        }
        return test.before() == Verdict.FAILED ? "passes now" : "passes as edited, and fails as it was";
    }
}
