package interlock.report.render;

import interlock.report.Explanation;
import interlock.report.Report;
import interlock.report.Report.ChangeView;
import interlock.report.Report.DisputeView;
import interlock.report.Report.FactView;
import interlock.report.Report.Likelihood;
import interlock.report.Report.Nearest;
import interlock.report.Report.OpenClauseView;
import interlock.report.Report.Signal;
import interlock.report.Report.Silence;
import interlock.report.Report.Status;
import interlock.report.Report.Undecided;
import interlock.vocabulary.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report for people at a terminal: a summary that fits a screen, then each signal. Do not parse it. */
public final class ReportText {
    private static final Set<String> PARTIES = Set.of("Company", "Person", "Fund");
    private static final int TITLE = 40;

    private final Report report;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private ReportText(Report report, Style style) {
        this.report = report;
        this.style = style;
    }

    /** The whole report, ending with a line break. */
    public static String of(Report report, Style style) {
        ReportText text = new ReportText(report, style);
        text.summary();
        text.signals();
        text.disputes();
        text.undecided();
        text.silent();
        return text.out.toString();
    }

    private void summary() {
        Report.Run run = report.run();
        line(style.bold("Interlock report") + " as of " + run.asOf()
                + (run.knownAsOf().equals(run.asOf()) ? "" : ", knowing what was known on " + run.knownAsOf()));
        line(run.facts().count() + " assertions, " + run.policies().count() + " policies, "
                + run.parameters().count() + " parameters");
        line("");
        if (report.signals().isEmpty()) {
            line("No signal.");
        } else {
            line(report.summary().signals() + (report.summary().signals() == 1 ? " signal: " : " signals: ")
                    + report.summary().byLevel().entrySet().stream()
                            .filter(e -> e.getValue() > 0)
                            .map(e -> e.getValue() + " " + e.getKey())
                            .collect(Collectors.joining(", "))
                    + "; " + report.summary().contingent() + " of them on something that has not happened");
            line("");
            table();
            matrix();
        }
        for (String note : report.summary().notes()) {
            out.append(Lines.wrapped(note, "note: ", "      "));
        }
        int problems = report.diagnostics().size();
        if (problems > 0) {
            line("warnings: " + problems + (problems == 1 ? " doubt" : " doubts")
                    + " about what was read (`./interlock check` shows " + (problems == 1 ? "it" : "them") + ")");
        }
        if (!report.disputes().isEmpty()) {
            line("disputed: " + report.disputes().size() + (report.disputes().size() == 1 ? " fact" : " facts")
                    + " contradicted by better evidence and used in no world (see the end)");
        }
        if (!report.undecided().isEmpty()) {
            line("undecided: " + report.undecided().size() + (report.undecided().size() == 1 ? " signal" : " signals")
                    + " of which nobody can say whether it holds, since facts are missing (see the end)");
        }
        if (!report.silent().isEmpty()) {
            long policies =
                    report.silent().stream().filter(s -> s.policy() != null).count();
            line("silent: " + policies + (policies == 1 ? " policy" : " policies") + "; not read: "
                    + (report.silent().size() - policies) + " kinds of facts (see the end)");
        }
        line("");
    }

    /** The signals that ask for attention, a line each; those for information only are counted. */
    private void table() {
        List<Signal> shown =
                report.signals().stream().filter(s -> s.level() != Level.INFO).toList();
        if (shown.isEmpty()) {
            shown = report.signals();
        }
        for (Signal s : shown) {
            line("  " + level(s.level(), Lines.column(s.level().name(), 9)) + Lines.column(severity(s), 16)
                    + Lines.column(s.status() == Status.ESTABLISHED ? "established" : "contingent", 13)
                    + Lines.column(title(s), TITLE) + " " + parties(s));
        }
        int rest = report.signals().size() - shown.size();
        if (rest > 0) {
            line("  " + rest + (rest == 1 ? " signal" : " signals") + " for information below");
        }
        line("");
    }

    private void signals() {
        @Nullable Level level = null;
        for (Signal s : report.signals()) {
            if (s.level() != level) {
                level = s.level();
                line(style.bold("== " + level + " "
                        + "=".repeat(Lines.WIDTH - level.name().length() - 4)));
                line("");
            }
            signal(s);
        }
    }

    private void signal(Signal s) {
        line(style.bold(title(s)) + ": " + parties(s) + "  " + style.faint(s.id()));
        line("  severity " + severity(s) + " of 100, "
                + (s.status() == Status.ESTABLISHED
                        ? "established on what is certain"
                        : style.yellow("contingent on what has not happened")));
        weighed(s);
        out.append(Lines.wrapped(s.narrative(), "  "));
        if (s.ifPending() != null) {
            out.append(Lines.wrapped(s.ifPending(), "  "));
        }
        for (String id : s.contingentOn()) {
            item("hangs on", id);
        }
        List<String> certain = new ArrayList<>(s.evidence().facts());
        certain.removeAll(s.contingentOn());
        certain.forEach(id -> item("rests on", id));
        s.missing().forEach(m -> out.append(Lines.wrapped(m.because(), "  - missing: ", "    ")));
        if (!s.flipsIf().isEmpty()) {
            out.append(Lines.wrapped(String.join(", ", s.flipsIf()), "  - vanishes without any one of: ", "    "));
        }
        line("  "
                + style.faint("policy " + s.policy().id() + " " + s.policy().version()
                        + (s.grade() == null ? "" : ", grade " + s.grade()) + "; evidence "
                        + (s.evidence().grade() == null
                                ? "ungraded"
                                : "no weaker than " + s.evidence().grade()) + ", "
                        + s.evidence().independentOrigins()
                        + (s.evidence().independentOrigins() == 1 ? " origin" : " origins") + "; proof: why "
                        + s.id()));
        line("");
    }

    private void weighed(Signal s) {
        Likelihood likelihood = s.likelihood();
        if (likelihood != null) {
            BigDecimal expected = s.severity().expected();
            boolean moves = expected != null && !severity(s).equals(severity(expected));
            line("  " + likelihood(likelihood)
                    + (moves ? "; severity to be expected where it holds: " + severity(expected) : ""));
        }
    }

    static String likelihood(Likelihood l) {
        if (l.low().compareTo(BigDecimal.ONE) == 0) {
            return "holds however what is pending turns out";
        }
        String interval = l.low().compareTo(l.high()) == 0
                ? percent(l.low())
                : percent(l.low()).replace(" %", "") + " to " + percent(l.high());
        return l.words()
                + (l.high().signum() == 0 ? "" : " (" + interval + ")")
                + (l.method().equals("SAMPLED")
                        ? ", from " + l.worlds() + " worlds drawn at random, give or take " + percent(l.error())
                        : "");
    }

    private static String percent(BigDecimal probability) {
        return probability.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /** How severe and how likely: a line for each band of severity. */
    private void matrix() {
        if (report.summary().matrix().isEmpty()) {
            return;
        }
        line("severity to be expected, and how likely:");
        int from = -1;
        StringBuilder row = new StringBuilder();
        List<String> rows = new ArrayList<>();
        for (Report.Cell cell : report.summary().matrix()) {
            if (cell.from() != from) {
                if (!row.isEmpty()) {
                    rows.add(row.toString());
                }
                from = cell.from();
                row = new StringBuilder(Lines.column("  " + cell.from() + " to " + cell.to(), 13));
            } else {
                row.append(" · ");
            }
            row.append(cell.signals().size()).append(' ').append(cell.likelihood());
        }
        rows.add(row.toString());
        rows.forEach(r -> out.append(Lines.wrapped(r.substring(13), r.substring(0, 13), " ".repeat(13))));
        line("");
    }

    private void item(String label, String id) {
        FactView fact = report.facts().get(id);
        if (fact != null) {
            out.append(Lines.wrapped(standing(fact), "  - " + label + ": ", "    "));
        }
    }

    private void disputes() {
        if (report.disputes().isEmpty()) {
            return;
        }
        line(style.bold("== DISPUTED " + "=".repeat(Lines.WIDTH - 12)));
        line("");
        for (DisputeView d : report.disputes()) {
            item("used", d.used());
            item("not used", d.other());
            if (d.changes().isEmpty()) {
                line("    no signal would change if the other were right");
            }
            for (ChangeView c : d.changes()) {
                out.append(Lines.wrapped(
                        "if the other were right: " + c.title() + (c.grade() == null ? "" : " (" + c.grade() + ")")
                                + " for "
                                + c.parties().stream()
                                        .map(Report.PartyView::name)
                                        .collect(Collectors.joining(", "))
                                + ", "
                                + (c.in().equals("FLOOR") ? "on what is certain" : "if all that is pending came about")
                                + ": " + severity(c.before()) + " becomes " + severity(c.after()),
                        "    ",
                        "      "));
            }
            line("");
        }
    }

    static String severity(@Nullable BigDecimal severity) {
        return severity == null ? "absent" : severity.stripTrailingZeros().toPlainString();
    }

    /** What a fact says, with its status unless it says that itself, its date and its grade. */
    static String standing(FactView fact) {
        String standing = Explanation.standing(fact);
        return stripped(fact.says()) + (standing == null ? "" : " (" + standing + ")");
    }

    private void undecided() {
        if (report.undecided().isEmpty()) {
            return;
        }
        line(style.bold("== UNDECIDED " + "=".repeat(Lines.WIDTH - 13)));
        line("");
        for (Undecided u : report.undecided()) {
            line(title(u) + "  " + style.faint(u.id()));
            for (OpenClauseView c : u.clauses()) {
                out.append(Lines.wrapped(
                        style.faint(
                                "clause `" + c.clause() + "` of " + u.policy().id()),
                        "  "));
                c.missing().forEach(m -> out.append(Lines.wrapped(m.because(), "  - missing: ", "    ")));
                c.facts().stream()
                        .filter(id -> !PARTIES.contains(
                                Objects.requireNonNull(report.facts().get(id)).kind()))
                        .forEach(id -> item("would rest on", id));
            }
            line("");
        }
    }

    /** How near a policy comes. */
    static String words(Nearest nearest) {
        return "“" + nearest.clause() + "” meets " + nearest.met() + " of its " + nearest.of() + " conditions: "
                + stripped(nearest.says())
                + (nearest.count() > 1 ? " (and " + (nearest.count() - 1) + " as near)" : "");
    }

    /** A signal that nobody can decide, by its policy and parties. */
    static String title(Undecided u) {
        return u.policy().title() + (u.grade() == null ? "" : " (" + u.grade() + ")") + ": "
                + u.parties().stream().map(Report.PartyView::name).collect(Collectors.joining(", "));
    }

    private void silent() {
        if (report.silent().isEmpty()) {
            return;
        }
        line(style.bold("== SILENT " + "=".repeat(Lines.WIDTH - 10)));
        line("");
        for (Silence s : report.silent()) {
            String name = s.policy() != null ? s.policy() : "(no policy)";
            out.append(Lines.wrapped(s.reason(), "  " + name + ": ", "    "));
            Nearest nearest = s.nearest();
            if (nearest != null) {
                out.append(Lines.wrapped(words(nearest), "    nearest: ", "      "));
            }
        }
    }

    static String title(Signal s) {
        return s.policy().title() + (s.grade() == null ? "" : " (" + s.grade() + ")");
    }

    static String parties(Signal s) {
        return s.parties().stream().map(Report.PartyView::name).collect(Collectors.joining(", "));
    }

    static String severity(Signal s) {
        BigDecimal floor = s.severity().floor();
        BigDecimal ceiling = s.severity().ceiling();
        if (floor != null && ceiling != null && floor.compareTo(ceiling) == 0) {
            return floor.toPlainString();
        }
        return severity(floor) + " to " + severity(ceiling);
    }

    private String level(Level level, String text) {
        return switch (level) {
            case HIGH, ELEVATED -> style.red(text);
            case SCREEN -> style.yellow(text);
            case INFO -> style.cyan(text);
        };
    }

    static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String stripped(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
